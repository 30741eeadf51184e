package keyconsole.usage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.FileProblem;
import keyconsole.domain.Message;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageLine;
import keyconsole.domain.UsageLine.Request;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.Value;
import keyconsole.store.LineRecords;
import keyconsole.store.LineWalk;
import keyconsole.store.Timestamps;
import org.jspecify.annotations.Nullable;

/// Says which lines answer a question, and what they say. The backend's exact line is judged on its
/// bytes; any other goes through the JSON reader. One thread.
final class LineJudge {

  private static final int MOST_TEXT = 128 << 10;
  private static final int MOST_FIELD = 4_096;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SECONDS_PER_DAY = 86_400;

  private final LineFields fields = new LineFields();
  private final boolean everything;
  private final boolean filtered;
  private final long begin;
  private final long end;
  private final TextSet keys;
  private final TextSet endpoints;
  private final TextSet ips;
  private final Set<WeekHour> hours;
  private final ZoneId zone;
  private long lastMinute = Long.MIN_VALUE;
  private boolean lastHourAsked;

  LineJudge(UsageLinesQuestion question) {
    everything = question.isEverything();
    filtered = question.isFiltered();
    begin = micros(question.from());
    end = micros(question.to());
    keys = new TextSet(question.keys());
    endpoints = new TextSet(question.endpoints());
    ips = new TextSet(question.ips());
    hours = question.hours();
    zone = question.zone();
  }

  /// Microseconds since 1970, as far as a long goes.
  static long micros(Instant moment) {
    long seconds = moment.getEpochSecond();
    long most = Long.MAX_VALUE / MICROS_PER_SECOND - 1;
    if (seconds > most) {
      return Long.MAX_VALUE;
    }
    return seconds < -most
        ? Long.MIN_VALUE + 1
        : seconds * MICROS_PER_SECOND + moment.getNano() / 1_000;
  }

  /// Whether the line on which a walk stands is among the answers.
  ///
  /// @param day of the file: where nothing but the range is asked for, what cannot be read counts
  ///   on it
  boolean passes(LineWalk line, LocalDate day) {
    if (everything) {
      return line.isTooLong() || !isBlank(line.bytes(), line.from(), line.to());
    }
    if (line.isTooLong()) {
      return showsUnreadable(day);
    }
    if (fields.find(line.bytes(), line.from(), line.to())) {
      return passesAsFound(line.bytes());
    }
    Records records = new Records();
    records.read(line, true);
    return records.first != null || (records.reason.isPresent() && showsUnreadable(day));
  }

  /// Whether a last line whose end has not come is among the answers: by its records before the
  /// first piece that cannot be read, which count already. The rest is waited for.
  boolean passesUnended(LineWalk line) {
    if (fields.find(line.bytes(), line.from(), line.to())) {
      return passesAsFound(line.bytes());
    }
    Records records = new Records();
    records.read(line, false);
    return records.first != null;
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r')) {
      i++;
    }
    return i == to;
  }

  private boolean showsUnreadable(LocalDate day) {
    long from = day.toEpochDay() * SECONDS_PER_DAY * MICROS_PER_SECOND;
    return !filtered && from < end && from + SECONDS_PER_DAY * MICROS_PER_SECOND > begin;
  }

  private boolean passesAsFound(byte[] bytes) {
    return fields.micros >= begin
        && fields.micros < end
        && (keys.isEmpty() || keys.contains(bytes, fields.keyFrom, fields.keyTo))
        && (endpoints.isEmpty()
            || endpoints.contains(bytes, fields.endpointFrom, fields.endpointTo))
        && (ips.isEmpty() || ips.contains(bytes, fields.ipFrom, fields.ipTo))
        && isInHours(fields.micros);
  }

  private boolean isAsked(long micros, String key, String endpoint, String ip) {
    return micros >= begin
        && micros < end
        && (keys.isEmpty() || keys.contains(key))
        && (endpoints.isEmpty() || endpoints.contains(endpoint))
        && (ips.isEmpty() || ips.contains(ip))
        && isInHours(micros);
  }

  /// Lines follow each other in time as a rule, so one look a minute is enough.
  private boolean isInHours(long micros) {
    if (hours.isEmpty()) {
      return true;
    }
    long minute = Math.floorDiv(micros, 60 * MICROS_PER_SECOND);
    if (minute != lastMinute) {
      LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(minute * 60), zone);
      lastHourAsked = hours.contains(new WeekHour(time.getDayOfWeek(), time.getHour()));
      lastMinute = minute;
    }
    return lastHourAsked;
  }

  /// The moment of the line on which a walk stands, or [LineFields#NO_TIME].
  long micros(LineWalk line) {
    if (!line.isTooLong() && fields.find(line.bytes(), line.from(), line.to())) {
      return fields.micros;
    }
    return describe(line, "", 0, true)
        .request()
        .map(request -> micros(request.moment()))
        .orElse(LineFields.NO_TIME);
  }

  /// What the line on which a walk stands says.
  ///
  /// @param ended whether its end has come; else what cannot be read of it is no problem yet
  UsageLine describe(LineWalk line, String file, long number, boolean ended) {
    if (line.isTooLong()) {
      Optional<Message> why = Optional.of(Message.of(FileProblem.LINE_TOO_LONG));
      return new UsageLine(file, number, Optional.empty(), 0, why, text(line), line.length());
    }
    if (fields.find(line.bytes(), line.from(), line.to())) {
      Optional<Request> request = Optional.of(found(line.bytes()));
      return new UsageLine(file, number, request, 1, Optional.empty(), text(line), line.length());
    }
    Records records = new Records();
    records.read(line, ended);
    return new UsageLine(
        file,
        number,
        Optional.ofNullable(records.first),
        records.count,
        ended ? records.reason : Optional.empty(),
        text(line),
        line.length());
  }

  private static String text(LineWalk line) {
    int from = line.from();
    int to = line.to();
    if (to > from && line.bytes()[to - 1] == '\r') {
      to--;
    }
    return new String(line.bytes(), from, Math.min(MOST_TEXT, to - from), StandardCharsets.UTF_8);
  }

  private Request found(byte[] bytes) {
    return new Request(
        moment(fields.micros),
        ascii(bytes, fields.keyFrom, fields.keyTo),
        ascii(bytes, fields.endpointFrom, fields.endpointTo),
        ascii(bytes, fields.ipFrom, fields.ipTo));
  }

  private static Instant moment(long micros) {
    return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.min(MOST_FIELD, to - from), StandardCharsets.US_ASCII);
  }

  /// The records of one line that is not in the exact form.
  private final class Records {
    private int count;
    private @Nullable Request first;
    private Optional<Message> reason = Optional.empty();

    void read(LineWalk line, boolean ended) {
      reason = LineRecords.read(line.bytes(), line.from(), line.to(), ended, this::take).reason();
    }

    private Optional<Message> take(Value.Fields record) {
      Optional<Instant> moment =
          record.get("timestamp").orElse(Value.NOTHING) instanceof Value.Text(String text)
              ? Timestamps.parse(text)
              : Optional.empty();
      if (moment.isEmpty()) {
        return Optional.of(Message.of(FileProblem.LINE_NO_TIME));
      }
      if (!(record.get("key_id").orElse(Value.NOTHING) instanceof Value.Text(String key))) {
        return Optional.of(Message.of(FileProblem.LINE_NO_KEY));
      }
      count++;
      String endpoint = textOf(record, "endpoint");
      String ip = textOf(record, "client_ip");
      if (first == null && isAsked(micros(moment.get()), key, endpoint, ip)) {
        first = new Request(moment.get(), cut(key), cut(endpoint), cut(ip));
      }
      return Optional.empty();
    }
  }

  private static String textOf(Value.Fields record, String name) {
    return record.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text) ? text : "";
  }

  private static String cut(String text) {
    return text.length() > MOST_FIELD ? text.substring(0, MOST_FIELD) : text;
  }

  /// The first and the last UTC day whose files may hold answers: a line may stand in the file of
  /// the day after its own, and clocks are not all right.
  static boolean mayHoldAnswers(UsageLinesQuestion question, LocalDate day) {
    long first = Math.floorDiv(question.from().getEpochSecond(), SECONDS_PER_DAY) - 1;
    long last = Math.floorDiv(question.to().getEpochSecond(), SECONDS_PER_DAY) + 1;
    return day.toEpochDay() >= first && day.toEpochDay() <= last;
  }

  /// The first moment of a UTC day.
  static long start(LocalDate day) {
    return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND;
  }
}
