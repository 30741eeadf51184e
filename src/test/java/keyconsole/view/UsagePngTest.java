package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class UsagePngTest {

  @Test
  void anotherReaderSeesEveryPixelAsItWas() throws IOException {
    WritableImage image = new WritableImage(67, 41);
    for (int y = 0; y < 41; y++) {
      for (int x = 0; x < 67; x++) {
        image.getPixelWriter().setArgb(x, y, 0xff000000 | x * 0x030100 | y * 0x000105);
      }
    }

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(UsagePng.of(image).bytes()));

    assertEquals(67, read.getWidth());
    assertEquals(41, read.getHeight());
    for (int y = 0; y < 41; y++) {
      for (int x = 0; x < 67; x++) {
        assertEquals(image.getPixelReader().getArgb(x, y), read.getRGB(x, y), x + ", " + y);
      }
    }
  }
}
