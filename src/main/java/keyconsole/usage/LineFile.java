package keyconsole.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import keyconsole.domain.UsageLine;
import keyconsole.store.LineWalk;

/// A day file and which of its lines answer a question, as long as it only grows: one that was
/// written anew is another. One thread reads on; any thread reads lines.
final class LineFile {

  private static final int BLOCK = 1 << 20;
  private static final int SMALL_BLOCK = 64 << 10;

  /// As many bytes as the counts compare: lines of one key may end alike for most of their length.
  private static final int TAIL = Piece.TAIL;

  /// How much is read before what was found is shown.
  private static final long STEP = 16L << 20;

  private final Path path;
  private final String name;
  private final LocalDate day;
  private final LineMarks marks = new LineMarks();
  private volatile Read read = new Read(0, 0, 0, LineMarks.Taken.NONE, 0);
  private Stamp seen = Stamp.NONE;
  private byte[] tail = new byte[0];

  /// What was read.
  ///
  /// @param offset behind the last line
  /// @param lines how many lines stand before it
  /// @param rows how many of them are answers
  /// @param end behind a last line without its end that is an answer all the same; the offset where
  ///   there is none. It is read again the next time: it may go on.
  private record Read(long offset, long lines, long rows, LineMarks.Taken marks, long end) {
    long allRows() {
      return end > offset ? rows + 1 : rows;
    }

    Read withEnd(long other) {
      return new Read(offset, lines, rows, marks, other);
    }
  }

  LineFile(Path path, LocalDate day) {
    this.path = path;
    this.name = String.valueOf(path.getFileName());
    this.day = day;
  }

  Path path() {
    return path;
  }

  /// How many of its lines are answers, as far as it was read.
  long rows() {
    return read.allRows();
  }

  /// How much of it was read.
  long offset() {
    return read.offset;
  }

  /// Whether the file is as it was when it was read.
  boolean isAsBefore(Stamp now) {
    return seen.isSame(now);
  }

  /// Whether the file was written anew since it was read, so that nothing known of it holds.
  boolean isWrittenAnew(Stamp now) throws IOException {
    if (read.offset == 0) {
      return false;
    }
    if (now.size() < read.offset || seen.isOther(now)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return !Arrays.equals(tail, before(channel, read.offset));
    }
  }

  private static byte[] before(FileChannel channel, long offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(TAIL, offset));
    long from = offset - bytes.capacity();
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /// Reads what is new, up to the size that the stamp tells.
  ///
  /// @param stop asked now and then; the rest is read at the next call
  /// @param told how many bytes were read, again and again
  void readOn(Stamp now, LineJudge judge, BooleanSupplier stop, LongConsumer told)
      throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long start = read.offset;
      int block = Math.clamp(now.size() - start, 1, BLOCK);
      LineWalk walk = new LineWalk(channel, start, now.size(), block, stop);
      while (step(walk, judge, told)) {}
      if (walk.rest() && judge.passesUnended(walk)) {
        read = read.withEnd(walk.nextOffset());
      }
      tail = before(channel, read.offset);
    }
    if (!stop.getAsBoolean()) {
      seen = now;
    }
  }

  /// Judges the next lines and shows what was found.
  ///
  /// @return whether there are more
  private boolean step(LineWalk walk, LineJudge judge, LongConsumer told) throws IOException {
    long start = read.offset;
    long offset = start;
    long lines = read.lines;
    long rows = read.rows;
    boolean more = true;
    marks.forgetFrom(rows);
    while (offset - start < STEP && (more = walk.next())) {
      lines++;
      if (judge.passes(walk, day)) {
        mark(walk, judge, rows, lines);
        rows++;
      }
      offset = walk.nextOffset();
    }
    read = new Read(offset, lines, rows, marks.taken(), offset);
    told.accept(offset - start);
    return more;
  }

  private void mark(LineWalk walk, LineJudge judge, long row, long number) {
    if (marks.isDue(row, walk.offset())) {
      long moment = judge.micros(walk);
      boolean known = moment != LineFields.NO_TIME;
      long before = marks.lastMicros(LineJudge.start(day));
      marks.add(row, walk.offset(), number, known ? moment : before);
    }
  }

  /// The answers from one on; fewer than are asked for where the file ends.
  List<UsageLine> lines(long first, int count, LineJudge judge, BooleanSupplier stop)
      throws IOException {
    List<UsageLine> found = new ArrayList<>();
    try (Answers answers = new Answers(first, judge, stop)) {
      while (found.size() < count && answers.next()) {
        if (answers.row >= first) {
          found.add(answers.line());
        }
      }
    }
    return found;
  }

  /// Whether its first answer is not later than a moment.
  boolean beginsBefore(long moment) {
    LineMarks.Taken known = read.marks;
    return known.count() > 0 && known.moment(0) <= moment;
  }

  /// The first answer from a moment on, as far as the lines stand in the order of time; nothing
  /// where all are earlier.
  OptionalLong find(long moment, LineJudge judge, BooleanSupplier stop) throws IOException {
    LineMarks.Taken known = read.marks;
    if (known.count() == 0) {
      return OptionalLong.empty();
    }
    // From before the moment: several marks may tell the same one.
    long from = known.row(known.beforeMoment(moment - 1));
    try (Answers answers = new Answers(from, judge, stop)) {
      while (answers.next()) {
        if (judge.micros(answers.walk) >= moment) {
          return OptionalLong.of(answers.row);
        }
      }
    }
    return OptionalLong.empty();
  }

  /// Goes over the answers from the last mark before one on.
  private final class Answers implements AutoCloseable {
    private final Read of = read;
    private final LineJudge judge;
    private final FileChannel channel;
    private final LineWalk walk;
    private int mark;
    private long row;
    private long number;
    private boolean ended = true;

    Answers(long first, LineJudge judge, BooleanSupplier stop) throws IOException {
      this.judge = judge;
      this.mark = of.marks.before(first);
      this.channel = FileChannel.open(path, StandardOpenOption.READ);
      boolean any = of.marks.count() > 0;
      long start = any ? of.marks.offset(mark) : 0;
      this.walk = new LineWalk(channel, start, of.end, SMALL_BLOCK, stop);
      this.row = any ? of.marks.row(mark) - 1 : -1;
      this.number = any ? of.marks.number(mark) - 1 : 0;
    }

    /// Goes to the next answer.
    boolean next() throws IOException {
      if (row + 1 >= of.allRows()) {
        return false;
      }
      if (mark + 1 < of.marks.count() && row + 1 == of.marks.row(mark + 1)) {
        mark++;
        walk.seek(of.marks.offset(mark));
        number = of.marks.number(mark) - 1;
      }
      while (walk.next()) {
        number++;
        if (judge.passes(walk, day)) {
          row++;
          return true;
        }
      }
      if (row + 1 != of.rows || !walk.rest()) {
        return false;
      }
      ended = false;
      row++;
      number++;
      return true;
    }

    UsageLine line() {
      return judge.describe(walk, name, number, ended);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
