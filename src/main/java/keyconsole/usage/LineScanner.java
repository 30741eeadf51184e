package keyconsole.usage;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import keyconsole.domain.Value;
import keyconsole.store.LineRecords;
import keyconsole.store.LineRecords.Outcome;
import keyconsole.store.Timestamps;

/// Takes the records out of lines. The backend's exact line is taken straight from the bytes; any
/// other goes through the JSON reader. One thread.
final class LineScanner {

  private static final byte[] TIMESTAMP = ascii("{\"timestamp\": \"");
  private static final byte[] KEY = ascii("\", \"key_id\": \"");
  private static final byte[] ENDPOINT = ascii("\", \"endpoint\": \"");
  private static final byte[] IP = ascii("\", \"client_ip\": \"");
  private static final byte[] TENANT = ascii("\", \"tenant\": \"");
  private static final byte[] END = ascii("\"}");
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long NO_TIME = Long.MIN_VALUE;

  private final Names names;
  private final Names.OfBytes known;
  private int lastDate = -1;
  private long lastEpochDay;
  private int at;
  private int hash;

  LineScanner(Names names) {
    this.names = names;
    this.known = names.new OfBytes();
  }

  /// Hands over the records of a line.
  ///
  /// @param ended whether the whole line is there; else nothing behind an unreadable piece counts
  Outcome line(byte[] bytes, int from, int to, boolean ended, LineSink sink) {
    if (fast(bytes, from, to, sink)) {
      return new Outcome(to, Optional.empty());
    }
    return LineRecords.read(bytes, from, to, ended, fields -> record(fields, sink));
  }

  private boolean fast(byte[] bytes, int from, int to, LineSink sink) {
    at = from;
    if (!literal(bytes, to, TIMESTAMP)) {
      return false;
    }
    int time = at;
    if (!text(bytes, to)) {
      return false;
    }
    long micros = micros(bytes, time, at);
    if (micros == NO_TIME || !literal(bytes, to, KEY)) {
      return false;
    }
    int key = at;
    if (!text(bytes, to)) {
      return false;
    }
    int keyEnd = at;
    int keyHash = hash;
    if (!literal(bytes, to, ENDPOINT)) {
      return false;
    }
    int endpoint = at;
    if (!text(bytes, to)) {
      return false;
    }
    int endpointEnd = at;
    int endpointHash = hash;
    if (!literal(bytes, to, IP)) {
      return false;
    }
    int ip = at;
    if (!text(bytes, to)) {
      return false;
    }
    int ipEnd = at;
    int ipHash = hash;
    if (!literal(bytes, to, TENANT) || !text(bytes, to) || !literal(bytes, to, END) || at != to) {
      return false;
    }
    sink.count(
        micros,
        known.number(bytes, key, keyEnd, keyHash),
        known.number(bytes, endpoint, endpointEnd, endpointHash),
        known.number(bytes, ip, ipEnd, ipHash));
    return true;
  }

  private boolean literal(byte[] bytes, int to, byte[] text) {
    if (to - at < text.length
        || !Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
      return false;
    }
    at += text.length;
    return true;
  }

  /// Goes to the quote that ends a text of plain ASCII, and hashes what stands before it.
  private boolean text(byte[] bytes, int to) {
    int sum = 0;
    for (int i = at; i < to; i++) {
      byte b = bytes[i];
      if (b == '"') {
        at = i;
        hash = sum;
        return true;
      }
      if (b < ' ' || b == '\\') {
        return false;
      }
      sum = sum * 31 + b;
    }
    return false;
  }

  /// The moment of `yyyy-MM-ddTHH:mm:ss[.ffffff]`, or [#NO_TIME] for any other text.
  private long micros(byte[] b, int from, int to) {
    int length = to - from;
    if ((length != 19 && length != 26)
        || b[from + 4] != '-'
        || b[from + 7] != '-'
        || b[from + 10] != 'T'
        || b[from + 13] != ':'
        || b[from + 16] != ':') {
      return NO_TIME;
    }
    int year = digits(b, from, 4);
    int month = digits(b, from + 5, 2);
    int day = digits(b, from + 8, 2);
    int hour = digits(b, from + 11, 2);
    int minute = digits(b, from + 14, 2);
    int second = digits(b, from + 17, 2);
    int fraction = length == 19 ? 0 : b[from + 19] == '.' ? digits(b, from + 20, 6) : -1;
    if (year < 1
        || (month | day | hour | minute | second | fraction) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return NO_TIME;
    }
    int date = (year * 100 + month) * 100 + day;
    if (date != lastDate) {
      try {
        lastEpochDay = LocalDate.of(year, month, day).toEpochDay();
        lastDate = date;
      } catch (DateTimeException e) {
        return NO_TIME;
      }
    }
    long seconds = lastEpochDay * 86_400L + hour * 3_600L + minute * 60L + second;
    return seconds * MICROS_PER_SECOND + fraction;
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

  /// Hands over one record, or says why it is none.
  private Optional<String> record(Value.Fields fields, LineSink sink) {
    Optional<Instant> moment =
        fields.get("timestamp").orElse(Value.NOTHING) instanceof Value.Text(String text)
            ? Timestamps.parse(text)
            : Optional.empty();
    if (moment.isEmpty()) {
      return Optional.of("timestamp is missing or not a timestamp");
    }
    if (!(fields.get("key_id").orElse(Value.NOTHING) instanceof Value.Text(String key))) {
      return Optional.of("key_id is missing or not a text");
    }
    Instant time = moment.get();
    sink.count(
        time.getEpochSecond() * MICROS_PER_SECOND + time.getNano() / 1_000,
        names.number(key),
        names.number(textOf(fields, "endpoint")),
        names.number(textOf(fields, "client_ip")));
    return Optional.empty();
  }

  private static String textOf(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text) ? text : "";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
