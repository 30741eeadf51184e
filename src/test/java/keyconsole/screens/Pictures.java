package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// The pictures that the driven tests leave for people to look at.
public final class Pictures {

  private static final Path FOLDER = Path.of("target/screens");

  private Pictures() {}

  /// Shows a scene in the size that the pictures have. The stage is the one of the test before.
  static void show(Stage stage, Scene scene) {
    stage.setScene(scene);
    stage.setWidth(1280);
    stage.setHeight(800);
    stage.show();
  }

  /// Writes `target/screens/NAME.png`, whose name may begin with a folder. A picture of one colour
  /// is a failure.
  public static void write(WritableImage image, String name) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    copy.setRGB(0, 0, width, height, pixels, 0, width);
    boolean plain = Arrays.stream(pixels).allMatch(pixel -> pixel == pixels[0]);
    assertFalse(plain, name + " shows nothing");
    try {
      Path file = FOLDER.resolve(name + ".png");
      Files.createDirectories(file.getParent());
      save(copy, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As small as can be had soon: there are many pictures, and each is looked at once.
  private static void save(BufferedImage image, Path file) throws IOException {
    Files.deleteIfExists(file);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam soon = writer.getDefaultWriteParam();
    soon.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    soon.setCompressionQuality(0.9f);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), soon);
    } finally {
      writer.dispose();
    }
  }
}
