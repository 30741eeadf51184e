package keyconsole.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.Value;

/// Where the records of one day file stand, and when they were made: 20 bytes a record. Only grows;
/// what [#taken] gave stays as it is. One thread adds.
final class AuditRows {

  /// In place of a record's number in its line: what of the line cannot be read.
  static final int UNREADABLE = 0xFFFFFF;

  /// The same: a line that is too long to be read.
  static final int TOO_LONG = 0xFFFFFE;

  private static final String LINE_TOO_LONG = "The line is longer than the 16 MiB that are read";
  private static final String WITHOUT_TIME = "timestamp is missing or not a timestamp";
  private static final String GONE = "The line is no longer there: the file was changed";
  private static final int PIECE_BITS = 24;
  private static final int PIECE_MASK = (1 << PIECE_BITS) - 1;
  private static final int FLAG_BITS = 2;
  private static final long NO_TIME = 1;
  private static final long OUT_OF_ORDER = 2;
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final Path path;
  private final LocalDate day;
  private long[] places;
  private long[] times;
  private int[] lines;
  private int size;
  private long end;
  private long lastOwn = Long.MIN_VALUE;

  AuditRows(Path path, LocalDate day) {
    this(path, day, new long[16], new long[16], new int[16]);
  }

  private AuditRows(Path path, LocalDate day, long[] places, long[] times, int[] lines) {
    this.path = path;
    this.day = day;
    this.places = places;
    this.times = times;
    this.lines = lines;
  }

  /// Those of a file that were kept. Takes the arrays over.
  static AuditRows kept(
      Path path, LocalDate day, long[] places, long[] times, int[] lines, long end) {
    AuditRows rows = new AuditRows(path, day, places, times, lines);
    rows.size = places.length;
    rows.end = end;
    for (int i = rows.size - 1; i >= 0 && rows.lastOwn == Long.MIN_VALUE; i--) {
      rows.lastOwn = rows.hasTime(i) ? rows.sortTime(i) : Long.MIN_VALUE;
    }
    return rows;
  }

  /// The rows so far, whatever is added later.
  AuditRows taken() {
    AuditRows rows = new AuditRows(path, day, places, times, lines);
    rows.size = size;
    rows.end = end;
    rows.lastOwn = lastOwn;
    return rows;
  }

  /// Adds a record. One without a time stands with the one before it.
  ///
  /// @param piece which record of its line it is, or [#UNREADABLE], or [#TOO_LONG]
  /// @param moment its own time in microseconds since 1970
  void add(long offset, int piece, int line, Optional<Instant> moment) {
    if (size == places.length) {
      int room = Math.max(16, size + (size >> 1));
      places = Arrays.copyOf(places, room);
      times = Arrays.copyOf(times, room);
      lines = Arrays.copyOf(lines, room);
    }
    places[size] = offset << PIECE_BITS | piece;
    lines[size] = line;
    times[size] = moment.isPresent() ? timed(micros(moment.get())) : untimed();
    size++;
  }

  private long timed(long micros) {
    long start = startOfDay();
    boolean odd = micros < lastOwn || micros < start || micros >= start + MICROS_A_DAY;
    lastOwn = micros;
    return micros << FLAG_BITS | (odd ? OUT_OF_ORDER : 0);
  }

  private long untimed() {
    long micros = size == 0 ? startOfDay() : sortTime(size - 1);
    return micros << FLAG_BITS | NO_TIME;
  }

  private long startOfDay() {
    return micros(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  static long micros(Instant moment) {
    return Math.addExact(
        Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1_000);
  }

  /// The same, of any moment: those beyond the years of four digits are as one.
  static long clampedMicros(Instant moment) {
    long most = Long.MAX_VALUE >> FLAG_BITS;
    long seconds = Math.clamp(moment.getEpochSecond(), -most / 1_000_000, most / 1_000_000);
    return seconds * 1_000_000 + moment.getNano() / 1_000;
  }

  Path path() {
    return path;
  }

  LocalDate day() {
    return day;
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  int size() {
    return size;
  }

  /// Behind the last line that was read.
  long end() {
    return end;
  }

  void endsAt(long offset) {
    end = offset;
  }

  /// Where the line of a record begins.
  long offset(int row) {
    return places[row] >>> PIECE_BITS;
  }

  /// Where the next line with a record begins, or what was read ends.
  long nextOffset(int row) {
    long offset = offset(row);
    int next = row + 1;
    while (next < size && offset(next) == offset) {
      next++;
    }
    return next < size ? offset(next) : end;
  }

  /// The first record of the line that a record stands on.
  int firstOfLine(int row) {
    int first = row;
    while (first > 0 && offset(first - 1) == offset(row)) {
      first--;
    }
    return first;
  }

  /// The first record of a line; -1 where there is none.
  int rowOfLine(int line) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (lines[middle] < line) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < size && lines[low] == line ? low : -1;
  }

  int piece(int row) {
    return (int) places[row] & PIECE_MASK;
  }

  int line(int row) {
    return lines[row];
  }

  /// What a record is ordered by: its own time, or that of the one before it.
  long sortTime(int row) {
    return times[row] >> FLAG_BITS;
  }

  boolean hasTime(int row) {
    return (times[row] & NO_TIME) == 0;
  }

  Optional<Instant> moment(int row) {
    return hasTime(row)
        ? Optional.of(Instant.EPOCH.plus(sortTime(row), ChronoUnit.MICROS))
        : Optional.empty();
  }

  boolean isOutOfOrder(int row) {
    return (times[row] & OUT_OF_ORDER) != 0;
  }

  /// The last row whose line begins at an offset or before it; -1 where none does.
  int rowAt(long offset) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (offset(middle) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /// The first row that stands in a line or behind it; the size where none does.
  int rowOfLine(long wanted) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (lines[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The record of a row, from the bytes of its line.
  AuditRecord record(int row, ParsedLine line, byte[] bytes, int from, int to) {
    int piece = piece(row);
    int length = Math.min(to - from, AuditRecord.MOST_TEXT);
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (piece == TOO_LONG) {
      return unreadable(row, LINE_TOO_LONG, text);
    }
    if (piece == UNREADABLE) {
      return unreadable(row, line.problem().orElse(GONE), text);
    }
    if (piece >= line.records().size()) {
      return unreadable(row, GONE, text);
    }
    Optional<String> problem = hasTime(row) ? Optional.empty() : Optional.of(WITHOUT_TIME);
    return record(row, Optional.of(line.records().get(piece)), problem, text);
  }

  /// The record of a row whose file is gone.
  AuditRecord gone(int row) {
    return unreadable(row, GONE, "");
  }

  private AuditRecord unreadable(int row, String reason, String text) {
    return record(row, Optional.empty(), Optional.of(reason), text);
  }

  private AuditRecord record(
      int row, Optional<Value.Fields> fields, Optional<String> problem, String text) {
    return new AuditRecord(
        name(), line(row), moment(row), isOutOfOrder(row), fields, problem, text);
  }

  /// The places, to be kept.
  long[] places() {
    return Arrays.copyOf(places, size);
  }

  /// The times, to be kept.
  long[] times() {
    return Arrays.copyOf(times, size);
  }

  /// The line numbers, to be kept.
  int[] lines() {
    return Arrays.copyOf(lines, size);
  }
}
