package keyconsole.usage;

import java.nio.charset.StandardCharsets;

/// Reads addresses of version 4 in their usual form, as a number of 32 bits. Without a branch: how
/// long the four parts of an address are, nobody can guess.
///
/// A text of up to fifteen bytes and the quote behind it become a word of four bits each. Three of
/// them tell in a table what number a part is and how long it is with the byte that ends it.
final class Version4 {

  /// Any other text.
  static final long NONE = -1;

  private static final long LOW = 0x7F7F_7F7F_7F7F_7F7FL;
  private static final long HIGH = ~LOW;
  private static final long ZEROS = 0x3030_3030_3030_3030L;
  private static final long DOTS = 0x2E2E_2E2E_2E2E_2E2EL;
  private static final long OVER_NINE = 0x7676_7676_7676_7676L;
  private static final int MOST_BYTES = 15;

  /// By three marks: a part's number, and above it by how many bits the next part is further. 0
  /// where they are none.
  private static final char[] PARTS = parts();

  private Version4() {}

  private static char[] parts() {
    char[] parts = new char[1 << 12];
    for (int number = 0; number < 256; number++) {
      byte[] text = (number + ".").getBytes(StandardCharsets.US_ASCII);
      byte[] last = (number + "\"").getBytes(StandardCharsets.US_ASCII);
      for (int any = 0; any < 16; any++) {
        parts[marks(text, any)] = part(number, text.length);
        parts[marks(last, any)] = part(number, text.length);
      }
    }
    return parts;
  }

  private static char part(int number, int bytes) {
    return (char) (number | (bytes * 4) << 8);
  }

  private static int marks(byte[] text, int any) {
    int marks = any << 8;
    for (int i = 0; i < Math.min(3, text.length); i++) {
      marks = (marks & ~(0xF << (4 * i))) | (int) (mark(text[i]) << (4 * i));
    }
    return marks;
  }

  /// Four bits of each byte, which tell digits, a dot and a quote apart.
  private static long mark(long word) {
    return (word + ((word >>> 2) & 0x3C3C_3C3C_3C3C_3C3CL)) & 0x0F0F_0F0F_0F0F_0F0FL;
  }

  /// The address that stands between two offsets, or [#NONE].
  ///
  /// @param bytes a quote stands at `to`, and [Words#PADDING] bytes behind it
  static long read(byte[] bytes, int from, int to) {
    return read(Words.at(bytes, from), Words.at(bytes, from + 8), to - from);
  }

  /// The address of so many bytes in two words, a quote behind them, or [#NONE].
  static long read(long first, long second, int bytes) {
    int length = Math.min(bytes, MOST_BYTES);
    long within = Words.begin(HIGH, Math.min(length, 8));
    long withinSecond = Words.begin(HIGH, Math.max(length - 8, 0));
    long dots = dots(first) & within;
    long dotsOfSecond = dots(second) & withinSecond;
    long others =
        (others(first) & within & ~dots) | (others(second) & withinSecond & ~dotsOfSecond);
    long marks = packed(first) | (packed(second) << 32);
    int a = PARTS[(int) marks & 0xFFF];
    marks >>>= a >>> 8;
    int b = PARTS[(int) marks & 0xFFF];
    marks >>>= b >>> 8;
    int c = PARTS[(int) marks & 0xFFF];
    marks >>>= c >>> 8;
    int d = PARTS[(int) marks & 0xFFF];
    int read = (a >>> 8) + (b >>> 8) + (c >>> 8) + (d >>> 8);
    // A part of three digits does not tell what ends it, so the dots are counted.
    boolean is =
        others == 0
            && read == 4 * (bytes + 1)
            && Long.bitCount(dots) + Long.bitCount(dotsOfSecond) == 3;
    return is ? ((a & 0xFFL) << 24) | ((b & 0xFF) << 16) | ((c & 0xFF) << 8) | (d & 0xFF) : NONE;
  }

  /// The high bit of each byte that is a dot.
  private static long dots(long word) {
    long dot = word ^ DOTS;
    return ~(((dot & LOW) + LOW) | dot) & HIGH;
  }

  /// The high bit of each byte that is no digit.
  private static long others(long word) {
    long digit = word ^ ZEROS;
    return (((digit & LOW) + OVER_NINE) | digit) & HIGH;
  }

  /// The marks of a word's bytes in half a word.
  private static long packed(long word) {
    long marks = mark(word);
    marks = (marks | (marks >>> 4)) & 0x00FF_00FF_00FF_00FFL;
    marks = (marks | (marks >>> 8)) & 0x0000_FFFF_0000_FFFFL;
    return (marks | (marks >>> 16)) & 0xFFFF_FFFFL;
  }
}
