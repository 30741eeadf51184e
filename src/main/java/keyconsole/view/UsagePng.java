package keyconsole.view;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/// A picture on its way to a PNG file. Written out here, because the JDK's writers would bring the
/// whole of AWT into the installed program. Taken on the UI thread, encoded on any.
final class UsagePng {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte DEPTH = 8;
  private static final byte RGB = 2;
  private static final byte NO_FILTER = 0;

  private final int width;
  private final int height;
  private final int[] argb;

  private UsagePng(int width, int height, int[] argb) {
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  /// @param image opaque: what shines through becomes black
  static UsagePng of(Image image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] argb = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), argb, 0, width);
    return new UsagePng(width, height, argb);
  }

  /// The bytes of the file.
  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(file)) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header());
      chunk(out, "IDAT", pixels());
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) check.getValue());
  }

  private byte[] header() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(bytes);
    header.writeInt(width);
    header.writeInt(height);
    // Deflate, the five filters, not interlaced: the only ones there are, and the plain one.
    header.write(new byte[] {DEPTH, RGB, 0, 0, 0});
    return bytes.toByteArray();
  }

  private byte[] pixels() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] line = new byte[1 + 3 * width];
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      for (int y = 0; y < height; y++) {
        line[0] = NO_FILTER;
        for (int x = 0; x < width; x++) {
          int pixel = argb[y * width + x];
          line[1 + 3 * x] = (byte) (pixel >> 16);
          line[2 + 3 * x] = (byte) (pixel >> 8);
          line[3 + 3 * x] = (byte) pixel;
        }
        deflater.write(line);
      }
    }
    return packed.toByteArray();
  }
}
