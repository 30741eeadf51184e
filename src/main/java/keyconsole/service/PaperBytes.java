package keyconsole.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/// How bytes and texts stand in a PDF.
final class PaperBytes {

  private PaperBytes() {}

  /// A stream of a document, compressed. The library's own way to compress one loads what it reads
  /// pictures with, and that needs AWT.
  static COSStream stream(COSDocument document, byte[] bytes) throws IOException {
    COSStream stream = document.createCOSStream();
    stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (OutputStream raw = stream.createRawOutputStream();
        OutputStream out = new DeflaterOutputStream(raw, deflater)) {
      out.write(bytes);
    } finally {
      deflater.end();
    }
    return stream;
  }

  /// UTF-16 in hex, without a byte order mark.
  static String hexUtf16(String text) {
    return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_16BE));
  }
}
