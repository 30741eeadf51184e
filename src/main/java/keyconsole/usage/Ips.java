package keyconsole.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Addresses as numbers of 33 bits: one of version 4 in its usual form is its 32 bits; any other
/// text is [#TEXT] and its place among the texts. Of those only so many are told apart; the rest is
/// [#REST]. Any thread.
final class Ips {

  /// Added to the place of a text.
  static final long TEXT = 1L << 32;

  /// What is not told apart.
  static final long REST = (1L << 33) - 1;

  /// How many bits a number has.
  static final int BITS = 33;

  private static final int MOST_TEXTS = 1 << 20;
  private static final long NONE = -1;

  private final Names texts = new Names();

  /// Reads an address of version 4 that ends with a quote, or is -1 for any other text.
  static long quoted(byte[] bytes, int from) {
    int at = from;
    long address = 0;
    for (int part = 0; part < 4; part++) {
      int digits = Words.halfAt(bytes, at) ^ 0x3030_3030;
      int length = Integer.numberOfTrailingZeros(notDigits(digits)) >>> 3;
      int value = value(digits, length);
      if (value < 0 || bytes[at + length] != (part < 3 ? '.' : '"')) {
        return NONE;
      }
      address = (address << 8) | value;
      at += length + 1;
    }
    return address;
  }

  /// The high bit of each byte that is no digit. Those above the first such one may be marked
  /// although they are.
  private static int notDigits(int digits) {
    return ((digits + 0x7676_7676) | digits) & 0x8080_8080;
  }

  /// The number that one to three digits say, at most 255 and without a needless zero; else -1.
  private static int value(int digits, int length) {
    if (length == 0 || length > 3 || (length > 1 && (digits & 0xFF) == 0)) {
      return -1;
    }
    long aligned = (digits << (32 - 8 * length)) & 0xFFFF_FFFFL;
    int value = (int) ((aligned * (1 + (10 << 8) + (100 << 16))) >>> 24) & 0x3FF;
    return value > 255 ? -1 : value;
  }

  /// The texts that one thread has met.
  Names.Met met() {
    return texts.new Met();
  }

  /// The number of a text that is no usual address of version 4.
  long number(Names.Met met, byte[] bytes, int from, int to, int hash) {
    int place = met.number(bytes, from, to, hash, MOST_TEXTS);
    return place < 0 ? REST : TEXT + place;
  }

  /// The number of a text.
  long number(String text) {
    long address = version4(text);
    if (address >= 0) {
      return address;
    }
    return texts.size() < MOST_TEXTS || texts.find(text) >= 0 ? TEXT + texts.number(text) : REST;
  }

  /// The numbers of texts that are asked for: they are told apart from now on.
  Set<Long> numbers(Collection<String> all) {
    Set<Long> numbers = new HashSet<>();
    for (String text : all) {
      long address = version4(text);
      numbers.add(address >= 0 ? address : TEXT + texts.number(text));
    }
    return numbers;
  }

  private static long version4(String text) {
    if (text.indexOf('"') >= 0) {
      return NONE;
    }
    byte[] bytes = (text + '"').getBytes(StandardCharsets.UTF_8);
    return quoted(Arrays.copyOf(bytes, bytes.length + Words.PADDING), 0);
  }

  /// The place of a number among the texts; -1 where it is an address of version 4.
  static int place(long ip) {
    return ip >= TEXT ? (int) (ip - TEXT) : -1;
  }

  /// The texts, by their places.
  Names texts() {
    return texts;
  }

  /// What a number stands for.
  String text(long ip) {
    if (ip >= TEXT) {
      return texts.text(place(ip));
    }
    return (ip >>> 24) + "." + ((ip >>> 16) & 255) + "." + ((ip >>> 8) & 255) + "." + (ip & 255);
  }
}
