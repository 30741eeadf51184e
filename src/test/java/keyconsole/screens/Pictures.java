package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.testfx.util.WaitForAsyncUtils;

/// The pictures that the driven tests leave for people to look at.
public final class Pictures {

  private static final Path FOLDER = Path.of("target/screens");

  /// Packs what was looked at while a test goes on. Where too many wait, which takes memory,
  /// whoever brings the next packs it.
  private static final ExecutorService WRITER =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(8),
          Thread.ofPlatform().daemon().name("pictures").factory(),
          new ThreadPoolExecutor.CallerRunsPolicy());

  private static final Queue<Future<Path>> UNDER_WAY = new ConcurrentLinkedQueue<>();

  private Pictures() {}

  /// Shows a scene in the size that the pictures have. The stage is the one of the test before.
  static void show(Stage stage, Scene scene) {
    stage.setScene(scene);
    stage.setWidth(1280);
    stage.setHeight(800);
    stage.show();
  }

  /// Writes what a window shows: its root, without what reaches beyond it, such as a shadow.
  static void write(Parent root, double scale, String name) {
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(Transform.scale(scale, scale));
    Bounds window = root.getLayoutBounds();
    parameters.setViewport(
        new Rectangle2D(0, 0, window.getWidth() * scale, window.getHeight() * scale));
    write(root.snapshot(parameters, null), name);
  }

  /// Writes `target/screens/NAME.png`, whose name may begin with a folder. A picture of one colour
  /// is a failure. It is there when the test has ended.
  public static void write(WritableImage image, String name) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) copy.getRaster().getDataBuffer()).getData();
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    boolean plain = Arrays.stream(pixels).allMatch(pixel -> pixel == pixels[0]);
    assertFalse(plain, name + " shows nothing");
    Path file = FOLDER.resolve(name + ".png");
    UNDER_WAY.add(WRITER.submit(() -> save(copy, file)));
  }

  /// Waits until all pictures are written; what could not be is a failure.
  public static void finish() {
    for (Future<Path> next = UNDER_WAY.poll(); next != null; next = UNDER_WAY.poll()) {
      WaitForAsyncUtils.waitFor(next);
    }
  }

  /// As small as can be had soon: there are many pictures, and each is looked at once.
  ///
  /// @return the file
  private static Path save(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
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
    return file;
  }
}
