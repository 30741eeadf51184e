package keyconsole.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Records of lines, in the order in which they stand, a column for each of their parts. They go
/// from hand to hand many at a time, since short loops over columns are what a processor and a
/// compiler do best. Not thread-safe.
final class LineBatch {

  /// How many it holds at most.
  static final int MOST = 1_024;

  private static final int WORD = 8;

  /// Of longer addresses the number stands here.
  private static final int MOST_BYTES = 15;

  // All from a space to a question mark: digits, dots, colons, no backslash.
  private static final long SIGNS = 0x2020_2020_2020_2020L;
  private static final long SIGNS_HIGH = 0xE0E0_E0E0_E0E0_E0E0L;

  /// Microseconds since 1970, UTC.
  final long[] micros = new long[MOST];

  /// Numbers of [Names].
  final int[] keys = new int[MOST];

  /// Numbers of [Names].
  final int[] endpoints = new int[MOST];

  /// Addresses, each in two words that [Ips#number(long, long)] knows the number of: as it is
  /// written where it has at most fifteen bytes and looks like one of version 4, else its number.
  /// The same address stands here in one of the two forms only.
  final long[] ipFirsts = new long[MOST];

  final long[] ipSeconds = new long[MOST];

  private int size;

  int size() {
    return size;
  }

  boolean isFull() {
    return size == MOST;
  }

  void clear() {
    size = 0;
  }

  /// Keeps so many of the first.
  void cut(int count) {
    size = count;
  }

  /// Adds a record of another batch.
  void add(LineBatch other, int at) {
    int place = add(other.micros[at], other.keys[at], other.endpoints[at]);
    ipFirsts[place] = other.ipFirsts[at];
    ipSeconds[place] = other.ipSeconds[at];
  }

  /// Adds a record whose address is not known yet, and gives its place.
  int add(long moment, int key, int endpoint) {
    int place = add(moment);
    keys[place] = key;
    endpoints[place] = endpoint;
    return place;
  }

  /// Adds a record of which nothing but the moment is known yet, and gives its place.
  int add(long moment) {
    micros[size] = moment;
    return size++;
  }

  /// Takes an address as it is written. Without a branch, see [AddressCounts].
  ///
  /// @param bytes [Words#PADDING] more than up to `to`
  /// @return false where its number must be given
  boolean setIp(int place, byte[] bytes, int from, int to) {
    int length = Math.min(to - from, MOST_BYTES);
    int ofFirst = Math.min(length, WORD);
    int ofSecond = length - ofFirst;
    long first = Words.begin(Words.at(bytes, from), ofFirst);
    long second = Words.begin(Words.at(bytes, from + WORD), ofSecond);
    ipFirsts[place] = first;
    ipSeconds[place] = second;
    long other =
        ((first & SIGNS_HIGH) ^ Words.begin(SIGNS, ofFirst))
            | ((second & SIGNS_HIGH) ^ Words.begin(SIGNS, ofSecond))
            | ((to - from) ^ length);
    return other == 0;
  }

  /// Takes an address that is not in the form in which a line of the backend would hold it.
  ///
  /// @return false where its number must be given
  boolean setIp(int place, String text) {
    if (text.length() > MOST_BYTES || text.chars().anyMatch(each -> each > 0x7F)) {
      return false;
    }
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return setIp(place, Arrays.copyOf(bytes, MOST_BYTES + 1), 0, bytes.length);
  }

  void setIp(int place, long number) {
    ipFirsts[place] = number;
    ipSeconds[place] = Ips.NUMBER;
  }
}
