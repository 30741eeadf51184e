package keyconsole.usage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;

/// The fields of a line in the backend's exact form, found without making objects. One thread.
final class LineFields {

  /// No moment.
  static final long NO_TIME = Long.MIN_VALUE;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final byte[] TIMESTAMP = ascii("{\"timestamp\": \"");
  private static final byte[] KEY = ascii("\", \"key_id\": \"");
  private static final byte[] ENDPOINT = ascii("\", \"endpoint\": \"");
  private static final byte[] IP = ascii("\", \"client_ip\": \"");
  private static final byte[] TENANT = ascii("\", \"tenant\": \"");
  private static final byte[] END = ascii("\"}");
  private static final int TO_THE_SECOND = 19;
  private static final int WITH_FRACTION = 26;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /// The moment, in microseconds since 1970, UTC.
  long micros;

  int keyFrom;
  int keyTo;
  int endpointFrom;
  int endpointTo;
  int ipFrom;
  int ipTo;

  private int at;
  private int lastDate = -1;
  private long lastEpochDay;

  /// Finds the fields.
  ///
  /// @return whether the whole line is in that form; else the fields say nothing
  boolean find(byte[] line, int from, int to) {
    at = from;
    return time(line, to)
        && key(line, to)
        && endpoint(line, to)
        && ip(line, to)
        && skip(line, to, TENANT)
        && text(line, to)
        && skip(line, to, END)
        && at == to;
  }

  private boolean time(byte[] line, int to) {
    if (!skip(line, to, TIMESTAMP)) {
      return false;
    }
    int from = at;
    if (!text(line, to)) {
      return false;
    }
    micros = micros(line, from, at);
    return micros != NO_TIME;
  }

  private boolean key(byte[] line, int to) {
    boolean found = skip(line, to, KEY);
    keyFrom = at;
    found = found && text(line, to);
    keyTo = at;
    return found;
  }

  private boolean endpoint(byte[] line, int to) {
    boolean found = skip(line, to, ENDPOINT);
    endpointFrom = at;
    found = found && text(line, to);
    endpointTo = at;
    return found;
  }

  private boolean ip(byte[] line, int to) {
    boolean found = skip(line, to, IP);
    ipFrom = at;
    found = found && text(line, to);
    ipTo = at;
    return found;
  }

  private boolean skip(byte[] line, int to, byte[] text) {
    if (to - at < text.length || !Arrays.equals(line, at, at + text.length, text, 0, text.length)) {
      return false;
    }
    at += text.length;
    return true;
  }

  /// Goes to the quote that ends a text of plain ASCII; eight bytes at a time.
  private boolean text(byte[] line, int to) {
    int i = at;
    while (i <= to - 8) {
      long ending = endings((long) WORDS.get(line, i));
      if (ending != 0) {
        at = i + (Long.numberOfTrailingZeros(ending) >>> 3);
        return line[at] == '"';
      }
      i += 8;
    }
    while (i < to && line[i] >= ' ' && line[i] != '"' && line[i] != '\\') {
      i++;
    }
    at = i;
    return i < to && line[i] == '"';
  }

  /// Has a bit in the first byte that is a quote, a backslash, a control character or no ASCII;
  /// what it has in the bytes behind that one means nothing.
  private static long endings(long word) {
    long quotes = word ^ (ONES * '"');
    long slashes = word ^ (ONES * '\\');
    long found = ((quotes - ONES) & ~quotes) | ((slashes - ONES) & ~slashes);
    return (found | ((word - ONES * ' ') & ~word) | word) & HIGH;
  }

  /// The moment of `yyyy-MM-ddTHH:mm:ss[.ffffff]`, or [#NO_TIME] for any other text.
  private long micros(byte[] b, int from, int to) {
    int length = to - from;
    if ((length != TO_THE_SECOND && length != WITH_FRACTION)
        || b[from + 4] != '-'
        || b[from + 7] != '-'
        || b[from + 10] != 'T'
        || b[from + 13] != ':'
        || b[from + 16] != ':') {
      return NO_TIME;
    }
    long second = secondOfDay(b, from + 11);
    int fraction = length == TO_THE_SECOND ? 0 : fraction(b, from + TO_THE_SECOND);
    if (second < 0 || fraction < 0 || !date(b, from)) {
      return NO_TIME;
    }
    return (lastEpochDay * 86_400 + second) * MICROS_PER_SECOND + fraction;
  }

  private static long secondOfDay(byte[] b, int from) {
    int hour = digits(b, from, 2);
    int minute = digits(b, from + 3, 2);
    int second = digits(b, from + 6, 2);
    boolean valid = (hour | minute | second) >= 0 && hour < 24 && minute < 60 && second < 60;
    return valid ? hour * 3_600 + minute * 60 + second : -1;
  }

  private static int fraction(byte[] b, int from) {
    return b[from] == '.' ? digits(b, from + 1, 6) : -1;
  }

  /// Turns a date into the epoch day. Lines of one day follow each other as a rule.
  private boolean date(byte[] b, int from) {
    int year = digits(b, from, 4);
    int month = digits(b, from + 5, 2);
    int day = digits(b, from + 8, 2);
    if (year < 1 || (month | day) < 0) {
      return false;
    }
    int date = (year * 100 + month) * 100 + day;
    if (date == lastDate) {
      return true;
    }
    try {
      lastEpochDay = LocalDate.of(year, month, day).toEpochDay();
      lastDate = date;
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static int digits(byte[] b, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = b[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
