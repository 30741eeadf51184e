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
  private static final long QUOTE = '"';

  /// A text that does not stand for itself.
  static final long NOT_PLAIN = -2;

  /// What the second word of an address in a [LineBatch] is where the first one is its number.
  static final long NUMBER = -1;

  private final Names texts = new Names();
  private final int mostTexts;

  Ips() {
    this(MOST_TEXTS);
  }

  /// @param mostTexts how many texts are told apart
  Ips(int mostTexts) {
    this.mostTexts = mostTexts;
  }

  /// The texts that one thread has met.
  Names.Met met() {
    return texts.new Met();
  }

  /// The number of a text that is no usual address of version 4.
  long number(Names.Met met, byte[] bytes, int from, int to) {
    int place = met.number(bytes, from, to, mostTexts);
    return switch (place) {
      case Names.NOT_PLAIN -> NOT_PLAIN;
      case Names.TOO_MANY -> REST;
      default -> TEXT + place;
    };
  }

  /// The number of an address as it stands in a [LineBatch].
  long number(long first, long second) {
    if (second == NUMBER) {
      return first;
    }
    int length = second == 0 ? Words.length(first) : 8 + Words.length(second);
    long version4 =
        length < 8
            ? Version4.read(first | QUOTE << (length << 3), 0, length)
            : Version4.read(first, second | QUOTE << ((length - 8) << 3), length);
    return version4 >= 0 ? version4 : number(Words.text(first, second, length));
  }

  /// The number of a text.
  long number(String text) {
    long address = version4(text);
    if (address >= 0) {
      return address;
    }
    return texts.size() < mostTexts || texts.find(text) >= 0 ? TEXT + texts.number(text) : REST;
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
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] quoted = Arrays.copyOf(bytes, bytes.length + 1 + Words.PADDING);
    quoted[bytes.length] = '"';
    return Version4.read(quoted, 0, bytes.length);
  }

  /// The place of a number among the texts; -1 where it is an address of version 4.
  static int place(long ip) {
    return ip >= TEXT ? (int) (ip - TEXT) : -1;
  }

  /// The texts, by their places.
  Names texts() {
    return texts;
  }

  /// What a number stands for; empty for [#REST].
  String text(long ip) {
    if (ip == REST) {
      return "";
    }
    if (ip >= TEXT) {
      return texts.text(place(ip));
    }
    return (ip >>> 24) + "." + ((ip >>> 16) & 255) + "." + ((ip >>> 8) & 255) + "." + (ip & 255);
  }
}
