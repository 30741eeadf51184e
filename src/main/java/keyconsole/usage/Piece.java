package keyconsole.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import keyconsole.domain.FileProblem;
import keyconsole.domain.Message;
import keyconsole.store.LineRecords.Outcome;
import keyconsole.store.LineWalk;

/// A part of a day file, from the beginning of a line on: one reading of it. One thread.
final class Piece {

  /// How many bytes before the end are kept, to notice a file that was written anew.
  static final int TAIL = 1_024;

  /// The most unreadable lines of a file that are told one by one.
  static final int MOST_PROBLEMS = 10_000;

  /// With its line feed; the same as where lines are shown, however it arrives.
  private static final int MAX_LINE = LineWalk.MAX_LINE;

  private final FileChannel channel;
  private final LineScanner scanner;
  private final LineSink sink;
  private final long to;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final LineScanner.OddLines odd;
  private long begin;
  private int filled;
  private long lines;

  /// What a line of this block is more within the piece than the scanner has taken.
  private long firstOfBlock;

  private long unreadable;
  private boolean skipping;
  private boolean complete = true;
  private byte[] tail;
  private Optional<Mistake> unfinished = Optional.empty();

  /// A line that could not be read.
  ///
  /// @param line from 0, within the piece
  record Mistake(long line, Message reason) {}

  /// @param from the beginning of a line, or within one that is skipped
  /// @param to the end, exclusive
  /// @param skipping whether what comes first is the rest of a line that is too long
  /// @param tail the bytes before `from`, at most [#TAIL]
  Piece(
      FileChannel channel,
      long from,
      long to,
      boolean skipping,
      byte[] tail,
      LineScanner scanner,
      LineSink sink) {
    this.channel = channel;
    this.begin = from;
    this.to = to;
    this.skipping = skipping;
    this.tail = tail;
    this.scanner = scanner;
    this.sink = sink;
    this.odd = this::odd;
  }

  /// Reads to the end, or until it is to stop.
  ///
  /// @param isLast whether what stands behind the last line feed is taken where it is whole
  void read(boolean isLast, BooleanSupplier stop) throws IOException {
    while (begin + filled < to && complete) {
      if (stop.getAsBoolean()) {
        complete = false;
      } else if (!readBlock()) {
        break;
      }
    }
    if (isLast && complete && filled > 0 && !skipping) {
      takeUnfinished();
    }
    scanner.trim();
  }

  /// Whether there was anything.
  private boolean readBlock() throws IOException {
    byte[] buffer = scanner.buffer(filled);
    int most = Math.min(buffer.length - Words.PADDING, MAX_LINE);
    int room = (int) Math.min(most - filled, to - begin - filled);
    int got = channel.read(ByteBuffer.wrap(buffer, filled, room), begin + filled);
    if (got < 0) {
      return false;
    }
    filled += got;
    int from = skipping ? skip(buffer) : 0;
    int end = from;
    if (!skipping) {
      long before = scanner.linesTaken();
      firstOfBlock = lines - before;
      end = scanner.lines(buffer, from, filled, sink, odd);
      lines += scanner.linesTaken() - before;
      if (filled - end >= MAX_LINE) {
        mistake(lines, Message.of(FileProblem.LINE_TOO_LONG));
        skipping = true;
        end = filled;
      }
    }
    if (end > 0) {
      tail = tailOf(buffer, end, tail);
      System.arraycopy(buffer, end, buffer, 0, filled - end);
      filled -= end;
      begin += end;
    }
    return true;
  }

  private void odd(int from, int to) {
    scanner
        .odd(scanner.buffer(0), from, to, true, sink)
        .reason()
        .ifPresent(reason -> mistake(firstOfBlock + scanner.linesTaken(), reason));
  }

  private void mistake(long line, Message reason) {
    unreadable++;
    if (mistakes.size() < MOST_PROBLEMS) {
      mistakes.add(new Mistake(line, reason));
    }
  }

  private int skip(byte[] buffer) {
    int end = Words.lineFeed(buffer, 0, filled);
    if (end == filled) {
      return end;
    }
    skipping = false;
    lines++;
    return end + 1;
  }

  private void takeUnfinished() {
    byte[] buffer = scanner.buffer(filled);
    Outcome outcome = scanner.unfinished(buffer, filled, sink);
    unfinished = outcome.reason().map(reason -> new Mistake(lines, reason));
    tail = tailOf(buffer, outcome.taken(), tail);
    begin += outcome.taken();
  }

  private static byte[] tailOf(byte[] buffer, int end, byte[] before) {
    if (end >= TAIL) {
      return Arrays.copyOfRange(buffer, end - TAIL, end);
    }
    byte[] joined = Arrays.copyOf(before, before.length + end);
    System.arraycopy(buffer, 0, joined, before.length, end);
    return Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL), joined.length);
  }

  /// The offset behind the last record or line that was taken.
  long end() {
    return begin;
  }

  /// Line feeds that were passed.
  long lines() {
    return lines;
  }

  List<Mistake> mistakes() {
    return mistakes;
  }

  /// How many lines could not be read.
  long unreadable() {
    return unreadable;
  }

  /// Whether it came to its end, or to where the file ends by now.
  boolean isComplete() {
    return complete;
  }

  /// Whether the end is within a line that is too long.
  boolean isSkipping() {
    return skipping;
  }

  byte[] tail() {
    return tail;
  }

  /// The last line, where it cannot be read and its end has not come.
  Optional<Mistake> unfinished() {
    return unfinished;
  }
}
