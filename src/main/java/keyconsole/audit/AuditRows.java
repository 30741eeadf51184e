package keyconsole.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import keyconsole.domain.AuditProblem;
import keyconsole.domain.AuditProblem.Kind;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.Message;
import keyconsole.domain.Value;

/// Where the records of one day file stand, when they were made, the codes of what was done and by
/// whom, and what tells most other keys from theirs: 28 bytes a record. Only grows; what [#taken]
/// gave stays as it is. One thread adds.
final class AuditRows {

  /// In place of a record's number in its line: what of the line cannot be read.
  static final int UNREADABLE = 0xFFFFFF;

  /// The same: a line that is too long to be read.
  static final int TOO_LONG = 0xFFFFFE;

  private static final AuditProblem GONE = AuditProblem.of(Kind.GONE);
  private static final int PIECE_BITS = 24;
  private static final int PIECE_MASK = (1 << PIECE_BITS) - 1;
  private static final int FLAG_BITS = 3;
  private static final int CODE_BITS = 16;
  private static final int CODE_MASK = (1 << CODE_BITS) - 1;
  private static final long NO_TIME = 1;
  private static final long OUT_OF_ORDER = 2;
  private static final long PLAIN = 4;
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final Path path;

  /// Empty where the name tells none: then no time is of another day.
  private final Optional<LocalDate> day;

  /// The same for all that was ever taken of these rows, and for no others.
  private final Object origin;

  private Columns columns;
  private int size;
  private long end;
  private long lastOwn = Long.MIN_VALUE;

  /// The last row with a time of its own; -1 where there is none.
  private int lastTimed = -1;

  /// How many rows were taken, which do not change any more.
  private int takenSize;

  private int untimed;
  private boolean ascending = true;

  /// What is known of each row.
  static final class Columns {
    private final long[] places;
    private final long[] times;
    private final int[] lines;
    private final int[] codes;
    private final int[] keys;

    Columns(int room) {
      this(new long[room], new long[room], new int[room], new int[room], new int[room]);
    }

    private Columns(long[] places, long[] times, int[] lines, int[] codes, int[] keys) {
      this.places = places;
      this.times = times;
      this.lines = lines;
      this.codes = codes;
      this.keys = keys;
    }

    Columns copy(int room) {
      return new Columns(
          Arrays.copyOf(places, room),
          Arrays.copyOf(times, room),
          Arrays.copyOf(lines, room),
          Arrays.copyOf(codes, room),
          Arrays.copyOf(keys, room));
    }

    int size() {
      return places.length;
    }

    long[] places() {
      return places;
    }

    long[] times() {
      return times;
    }

    int[] lines() {
      return lines;
    }

    int[] codes() {
      return codes;
    }

    int[] keys() {
      return keys;
    }
  }

  AuditRows(Path path, Optional<LocalDate> day) {
    this(path, day, new Object(), new Columns(16));
  }

  private AuditRows(Path path, Optional<LocalDate> day, Object origin, Columns columns) {
    this.path = path;
    this.day = day;
    this.origin = origin;
    this.columns = columns;
  }

  /// Those of a file that were kept, as many as fill the columns, which it takes over.
  static AuditRows kept(Path path, Optional<LocalDate> day, Columns columns, long end) {
    AuditRows rows = new AuditRows(path, day, new Object(), columns);
    rows.end = end;
    for (rows.size = 0; rows.size < columns.size(); rows.size++) {
      rows.take(rows.size);
    }
    return rows;
  }

  /// The rows so far, whatever is added later.
  AuditRows taken() {
    takenSize = size;
    AuditRows rows = new AuditRows(path, day, origin, columns);
    rows.size = size;
    rows.end = end;
    rows.lastOwn = lastOwn;
    rows.lastTimed = lastTimed;
    rows.untimed = untimed;
    rows.ascending = ascending;
    return rows;
  }

  /// Whether these are the rows that were taken before, or those and more behind them.
  boolean goesOnFrom(AuditRows before) {
    return origin.equals(before.origin) && size >= before.size;
  }

  /// Adds a record. One without a time stands with the one before it.
  ///
  /// @param piece which record of its line it is, or [#UNREADABLE], or [#TOO_LONG]
  /// @param moment its own time in microseconds since 1970
  /// @param codes of its action and actor, see [#codes(int, int)]
  /// @param key see [KeyHash#of]
  void add(long offset, int piece, int line, Optional<Instant> moment, int codes, int key) {
    if (size == columns.size()) {
      columns = columns.copy(Math.max(16, size + (size >> 1)));
    }
    columns.places[size] = offset << PIECE_BITS | piece;
    columns.lines[size] = line;
    columns.codes[size] = codes;
    columns.keys[size] = key;
    columns.times[size] = moment.isPresent() ? timed(micros(moment.get())) : timeOfUntimed();
    if (hasTime(size) && sortTime(size) < lastOwn) {
      markOutOfOrder(lastTimed);
    }
    take(size);
    size++;
  }

  /// Marks the row that was added last as one that is alone in its line, which names everything
  /// once and without escapes: what stands in a value there is what the record says.
  void markPlain() {
    columns.times[size - 1] |= PLAIN;
  }

  /// Marks a row before one that steps back: which of the two clocks was wrong nobody can tell.
  private void markOutOfOrder(int row) {
    if (row < takenSize && !isOutOfOrder(row)) {
      columns = columns.copy(columns.size());
      takenSize = 0;
    }
    columns.times[row] |= OUT_OF_ORDER;
  }

  /// Takes note of what a row means for all.
  private void take(int row) {
    ascending &= row == 0 || sortTime(row) >= sortTime(row - 1);
    if (hasTime(row)) {
      lastOwn = sortTime(row);
      lastTimed = row;
    } else {
      untimed++;
    }
  }

  /// The codes of an action and an actor, of sixteen bits each, as they stand together in a row.
  static int codes(int action, int actor) {
    return actor << CODE_BITS | action;
  }

  /// The code of the action among the two of a row.
  static int actionOf(int codes) {
    return codes & CODE_MASK;
  }

  /// The code of the actor among the two of a row.
  static int actorOf(int codes) {
    return codes >>> CODE_BITS;
  }

  private long timed(long micros) {
    long start = startOfDay();
    boolean ofAnotherDay = day.isPresent() && (micros < start || micros >= start + MICROS_A_DAY);
    boolean odd = micros < lastOwn || ofAnotherDay;
    return micros << FLAG_BITS | (odd ? OUT_OF_ORDER : 0);
  }

  private long timeOfUntimed() {
    long micros = size == 0 ? startOfDay() : sortTime(size - 1);
    return micros << FLAG_BITS | NO_TIME;
  }

  /// When the file's day begins; of a file without one, when all began, so that a line before the
  /// first with a time stands before all.
  private long startOfDay() {
    return day.map(date -> micros(date.atStartOfDay(ZoneOffset.UTC).toInstant())).orElse(0L);
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

  /// The same, but the next whole one where a moment lies between two.
  static long microsFrom(Instant moment) {
    boolean isWhole = moment.truncatedTo(ChronoUnit.MICROS).equals(moment);
    return clampedMicros(moment) + (isWhole ? 0 : 1);
  }

  Path path() {
    return path;
  }

  /// The UTC day that the file's name tells; empty where it tells none.
  Optional<LocalDate> day() {
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
    return columns.places[row] >>> PIECE_BITS;
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
      if (columns.lines[middle] < line) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < size && columns.lines[low] == line ? low : -1;
  }

  int piece(int row) {
    return (int) columns.places[row] & PIECE_MASK;
  }

  int line(int row) {
    return columns.lines[row];
  }

  /// Whether a row is a record that can be read.
  boolean isRecord(int row) {
    return piece(row) < TOO_LONG;
  }

  /// The code of what was done; [TextCodes#NONE] where it has none.
  int action(int row) {
    return actionOf(columns.codes[row]);
  }

  /// The code of who did it; [TextCodes#NONE] where it has none.
  int actor(int row) {
    return actorOf(columns.codes[row]);
  }

  /// The codes of both.
  int codes(int row) {
    return columns.codes[row];
  }

  /// What its key's id and name come to, see [KeyHash#of].
  int key(int row) {
    return columns.keys[row];
  }

  /// Whether action and actor have codes, or there are none.
  boolean isCoded(int row) {
    return !isRecord(row) || (action(row) != TextCodes.NONE && actor(row) != TextCodes.NONE);
  }

  /// How many rows have no time of their own.
  int countUntimed() {
    return untimed;
  }

  /// Whether each row is as late as the one before it, or later.
  boolean isAscending() {
    return ascending;
  }

  /// What a record is ordered by: its own time, or that of the one before it.
  long sortTime(int row) {
    return columns.times[row] >> FLAG_BITS;
  }

  /// The same as a moment.
  Instant sortMoment(int row) {
    return Instant.EPOCH.plus(sortTime(row), ChronoUnit.MICROS);
  }

  boolean hasTime(int row) {
    return (columns.times[row] & NO_TIME) == 0;
  }

  Optional<Instant> moment(int row) {
    return hasTime(row) ? Optional.of(sortMoment(row)) : Optional.empty();
  }

  /// See [#markPlain].
  boolean isPlain(int row) {
    return (columns.times[row] & PLAIN) != 0;
  }

  boolean isOutOfOrder(int row) {
    return (columns.times[row] & OUT_OF_ORDER) != 0;
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

  /// The same, for whoever knows a row that is not behind it and as a rule near.
  int rowAt(long offset, int known) {
    int low = known;
    int step = 1;
    while (low + step < size && offset(low + step) <= offset) {
      low += step;
      step <<= 1;
    }
    for (; step > 0; step >>= 1) {
      if (low + step < size && offset(low + step) <= offset) {
        low += step;
      }
    }
    return low;
  }

  /// The first row that stands in a line or behind it; the size where none does.
  int rowFromLine(long wanted) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (columns.lines[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The first row that is this record of a line or stands behind it; the size where none does.
  int rowFrom(int line, int piece) {
    int row = rowFromLine(line);
    while (row < size && line(row) == line && piece(row) < piece) {
      row++;
    }
    return row;
  }

  /// The record of a row, from the bytes of its line.
  AuditRecord record(int row, ParsedLine line, byte[] bytes, int from, int to) {
    int piece = piece(row);
    LineText text = LineText.of(bytes, from, to);
    if (piece == TOO_LONG) {
      return unreadable(row, AuditProblem.of(Kind.TOO_LONG), text);
    }
    if (piece == UNREADABLE) {
      return unreadable(
          row,
          line.problem().map(why -> new AuditProblem(Kind.NOT_READ, Optional.of(why))).orElse(GONE),
          text);
    }
    if (piece >= line.records().size()) {
      return unreadable(row, GONE, text);
    }
    Optional<AuditProblem> problem =
        hasTime(row) ? Optional.empty() : Optional.of(AuditProblem.of(Kind.NO_TIME));
    return record(row, Optional.of(line.records().get(piece)), problem, text);
  }

  /// The record of a row whose file is gone.
  AuditRecord gone(int row) {
    return unreadable(row, GONE, LineText.NONE);
  }

  /// The record of a row whose file cannot be read.
  AuditRecord unread(int row, Message why) {
    return unreadable(row, new AuditProblem(Kind.FILE, Optional.of(why)), LineText.NONE);
  }

  private AuditRecord unreadable(int row, AuditProblem reason, LineText text) {
    return record(row, Optional.empty(), Optional.of(reason), text);
  }

  private AuditRecord record(
      int row, Optional<Value.Fields> fields, Optional<AuditProblem> problem, LineText text) {
    return new AuditRecord(
        name(),
        line(row),
        moment(row),
        isOutOfOrder(row),
        fields,
        problem,
        text.text(),
        text.cut());
  }

  /// What is known of the rows, as many as there are, to be kept.
  Columns columns() {
    return columns.copy(size);
  }
}
