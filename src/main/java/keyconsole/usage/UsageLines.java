package keyconsole.usage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Json.JsonException;
import keyconsole.store.Timestamps;

/// Takes usage lines apart. The backend's own form is read by its places; anything else through the
/// full reader.
final class UsageLines {

  private static final byte[] HEAD = ascii("{\"timestamp\": \"");
  private static final byte[] KEY = ascii("\", \"key_id\": \"");
  private static final byte[] ENDPOINT = ascii("\", \"endpoint\": \"");
  private static final byte[] IP = ascii("\", \"client_ip\": \"");
  private static final byte[] TENANT = ascii("\", \"tenant\": \"");
  private static final byte[] TAIL = ascii("\"}");

  private UsageLines() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Counts the records of a line, whole ones glued to each other included. A blank line is
  /// nothing.
  ///
  /// @param unreadable told why, where something in the line is no usage record
  static void take(
      byte[] bytes, int start, int end, UsageCounts counts, Consumer<String> unreadable) {
    int stop = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
    if (!takeBackendForm(bytes, start, stop, counts)) {
      takeAnyForm(bytes, start, stop, counts, unreadable);
    }
  }

  private static boolean takeBackendForm(byte[] bytes, int start, int end, UsageCounts counts) {
    int time = after(HEAD, bytes, start, end);
    int timeEnd = closing(bytes, time, end);
    int key = after(KEY, bytes, timeEnd, end);
    int keyEnd = closing(bytes, key, end);
    int endpoint = after(ENDPOINT, bytes, keyEnd, end);
    int endpointEnd = closing(bytes, endpoint, end);
    int ip = after(IP, bytes, endpointEnd, end);
    int ipEnd = closing(bytes, ip, end);
    int tenant = after(TENANT, bytes, ipEnd, end);
    int tenantEnd = closing(bytes, tenant, end);
    if (after(TAIL, bytes, tenantEnd, end) != end) {
      return false;
    }
    long micros = micros(bytes, time, timeEnd);
    if (micros == Long.MIN_VALUE) {
      return false;
    }
    counts.add(
        micros,
        text(bytes, key, keyEnd),
        text(bytes, endpoint, endpointEnd),
        text(bytes, ip, ipEnd));
    return true;
  }

  /// Where the text behind `expected` starts, or -1 where it does not stand at `at`.
  private static int after(byte[] expected, byte[] bytes, int at, int end) {
    if (at < 0 || end - at < expected.length) {
      return -1;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[at + i] != expected[i]) {
        return -1;
      }
    }
    return at + expected.length;
  }

  /// Where a plain text ends, or -1 where it holds an escape or anything but printable ASCII.
  private static int closing(byte[] bytes, int at, int end) {
    if (at < 0) {
      return -1;
    }
    for (int i = at; i < end; i++) {
      byte b = bytes[i];
      if (b == '"') {
        return i;
      }
      if (b < 0x20 || b == '\\' || b == 0x7f) {
        return -1;
      }
    }
    return -1;
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /// Microseconds since 1970 of `yyyy-MM-ddTHH:mm:ss[.ffffff]`, or `Long.MIN_VALUE` for another
  /// form.
  private static long micros(byte[] bytes, int start, int end) {
    int length = end - start;
    if ((length != 19 && length != 26) || !isForm(bytes, start, length)) {
      return Long.MIN_VALUE;
    }
    int year = number(bytes, start, 4);
    int month = number(bytes, start + 5, 2);
    int day = number(bytes, start + 8, 2);
    int hour = number(bytes, start + 11, 2);
    int minute = number(bytes, start + 14, 2);
    int second = number(bytes, start + 17, 2);
    boolean plausible =
        year > 0
            && month >= 1
            && month <= 12
            && day >= 1
            && hour < 24
            && minute < 60
            && second < 60;
    if (!plausible || day > YearMonth.of(year, month).lengthOfMonth()) {
      return Long.MIN_VALUE;
    }
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * 86_400L
            + hour * 3600L
            + minute * 60L
            + second;
    return seconds * 1_000_000L + (length == 26 ? number(bytes, start + 20, 6) : 0);
  }

  private static boolean isForm(byte[] bytes, int start, int length) {
    String form = "0000-00-00T00:00:00.000000";
    for (int i = 0; i < length; i++) {
      byte b = bytes[start + i];
      boolean fits = form.charAt(i) == '0' ? b >= '0' && b <= '9' : b == form.charAt(i);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int start, int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      value = value * 10 + bytes[start + i] - '0';
    }
    return value;
  }

  private static void takeAnyForm(
      byte[] bytes, int start, int end, UsageCounts counts, Consumer<String> unreadable) {
    byte[] line = java.util.Arrays.copyOfRange(bytes, start, end);
    try {
      Json.parseEach(line, value -> takeValue(value, counts, unreadable));
    } catch (JsonException e) {
      unreadable.accept(String.valueOf(e.getMessage()));
    }
  }

  private static void takeValue(Value value, UsageCounts counts, Consumer<String> unreadable) {
    if (!(value instanceof Value.Fields fields)) {
      unreadable.accept("Not an object");
      return;
    }
    Optional<Instant> time = textOf(fields, "timestamp").flatMap(Timestamps::parse);
    Optional<String> key = textOf(fields, "key_id");
    if (time.isEmpty()) {
      unreadable.accept("timestamp is missing or not a timestamp");
    } else if (key.isEmpty()) {
      unreadable.accept("key_id is missing or not a text");
    } else {
      counts.add(
          ChronoUnit.MICROS.between(Instant.EPOCH, time.get()),
          key.get(),
          textOf(fields, "endpoint").orElse(""),
          textOf(fields, "client_ip").orElse(""));
    }
  }

  private static Optional<String> textOf(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
