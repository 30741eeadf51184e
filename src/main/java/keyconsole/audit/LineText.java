package keyconsole.audit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import keyconsole.domain.AuditRecord;

/// A line of the log as a text: each byte that is no UTF-8 as `\xNN`, so that no two lines look the
/// same that are not.
///
/// @param text with [#CUT] at the end where the line goes on
/// @param cut whether it goes on
public record LineText(String text, boolean cut) {

  static final LineText NONE = new LineText("", false);

  /// Stands behind the beginning of a line that is longer than is shown.
  public static final String CUT = "\u2026";

  private static final char REPLACEMENT = '\uFFFD';

  /// The text between two offsets; of a longer one no more than [AuditRecord#MOST_TEXT] bytes in
  /// UTF-8, and that it is cut.
  public static LineText of(byte[] bytes, int from, int to) {
    int most = Math.min(to - from, AuditRecord.MOST_TEXT);
    boolean isCut = most < to - from;
    int length = isCut ? wholeLetters(bytes, from, most) : most;
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      text = withBadBytes(ByteBuffer.wrap(bytes, from, length));
      isCut |= text.length() > AuditRecord.MOST_TEXT;
      text = beginning(text);
    }
    return new LineText(isCut ? text + CUT : text, isCut);
  }

  private static String beginning(String text) {
    int end = Math.min(text.length(), AuditRecord.MOST_TEXT);
    boolean inALetter = end < text.length() && Character.isLowSurrogate(text.charAt(end));
    return text.substring(0, inALetter ? end - 1 : end);
  }

  /// How many of the first bytes end with a whole letter.
  private static int wholeLetters(byte[] bytes, int from, int length) {
    int end = length;
    while (end > length - 3 && (bytes[from + end] & 0xC0) == 0x80) {
      end--;
    }
    return (bytes[from + end] & 0xC0) == 0x80 ? length : end;
  }

  private static String withBadBytes(ByteBuffer in) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    StringBuilder text = new StringBuilder(in.remaining());
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      text.append(out.flip());
      out.clear();
      for (int i = 0; i < result.length(); i++) {
        text.append(String.format(Locale.ROOT, "\\x%02x", in.get() & 0xFF));
      }
      decoder.reset();
      result = decoder.decode(in, out, true);
    }
    return text.append(out.flip()).toString();
  }
}
