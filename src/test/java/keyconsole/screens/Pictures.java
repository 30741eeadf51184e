package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

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

  /// Writes `target/screens/NAME.png`. A picture of one colour is a failure.
  public static void write(WritableImage image, String name) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    int first = image.getPixelReader().getArgb(0, 0);
    boolean plain = true;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = image.getPixelReader().getArgb(x, y);
        plain &= pixel == first;
        copy.setRGB(x, y, pixel);
      }
    }
    assertFalse(plain, name + " shows nothing");
    try {
      Files.createDirectories(FOLDER);
      ImageIO.write(copy, "png", FOLDER.resolve(name + ".png").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
