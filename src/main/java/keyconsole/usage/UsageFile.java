package keyconsole.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import keyconsole.store.LineRecords.Outcome;
import keyconsole.store.LogFolder.LogProblem;
import org.jspecify.annotations.Nullable;

/// A day file as far as it was read. Immutable but for its rollup, which only grows: a new state
/// takes the rollup of the state before it over.
///
/// @param offset behind the last record or line that was read
/// @param line the number of the line at the offset, from 1
/// @param tail the bytes before the offset, to notice a file that was written anew
/// @param skipping whether the offset is within a line that is too long to be read
/// @param rollup what was counted
/// @param problems unreadable lines
/// @param unfinished the last line, where it cannot be read and its end has not come
record UsageFile(
    String name,
    long size,
    @Nullable Object fileKey,
    FileTime modified,
    long offset,
    int line,
    ByteBuffer tail,
    boolean skipping,
    Rollup rollup,
    List<LogProblem> problems,
    Optional<LogProblem> unfinished) {

  private static final int BLOCK = 1 << 20;
  private static final int MAX_LINE = 16 << 20;
  private static final int TAIL = 64;

  static UsageFile unread(String name, int minutes) {
    return new UsageFile(
        name,
        0,
        null,
        FileTime.fromMillis(0),
        0,
        1,
        ByteBuffer.allocate(0),
        false,
        new Rollup(minutes),
        List.of(),
        Optional.empty());
  }

  /// Whether the file is as it was when this was read.
  boolean isAsBefore(BasicFileAttributes now) {
    return size == now.size()
        && modified.equals(now.lastModifiedTime())
        && Objects.equals(fileKey, now.fileKey());
  }

  /// What is new in a file.
  ///
  /// @param state the state after it, whose rollup is that of the state before
  /// @param added what is to be added to it
  /// @param afresh whether the file was written anew, so that `added` is all there is
  record News(UsageFile state, Rollup added, boolean afresh) {}

  /// Reads on, up to the size that the attributes tell. Ends early when told to stop.
  ///
  /// @param filter stands before what counts
  News readOn(
      Path file,
      BasicFileAttributes now,
      LineScanner scanner,
      UnaryOperator<LineSink> filter,
      BooleanSupplier stop)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      boolean afresh = isWrittenAnew(channel, now);
      UsageFile start = afresh ? unread(name, rollup.minutes()) : this;
      Rollup added = new Rollup(rollup.minutes());
      UsageFile end = start.read(channel, now, scanner, stop, filter.apply(added));
      return new News(end, added, afresh);
    }
  }

  /// Hands over every record of a file, as the index takes them, from its beginning up to the size
  /// that the attributes tell. Ends early when told to stop.
  ///
  /// @return what was read, with nothing counted
  static UsageFile readWhole(
      Path file, BasicFileAttributes now, LineScanner scanner, BooleanSupplier stop, LineSink sink)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return unread(String.valueOf(file.getFileName()), 60).read(channel, now, scanner, stop, sink);
    }
  }

  private boolean isWrittenAnew(FileChannel channel, BasicFileAttributes now) throws IOException {
    if (offset == 0) {
      return false;
    }
    if (now.size() < size
        || (fileKey != null && !fileKey.equals(now.fileKey()))
        || (now.size() == size && !modified.equals(now.lastModifiedTime()))) {
      return true;
    }
    ByteBuffer before = ByteBuffer.allocate(tail.capacity());
    readFully(channel, before, offset - tail.capacity());
    return !before.rewind().equals(tail);
  }

  private UsageFile read(
      FileChannel channel,
      BasicFileAttributes now,
      LineScanner scanner,
      BooleanSupplier stop,
      LineSink added)
      throws IOException {
    List<LogProblem> found = new ArrayList<>(problems);
    Optional<LogProblem> open = Optional.empty();
    byte[] buffer = new byte[(int) Math.min(BLOCK, Math.max(1, now.size() - offset))];
    int filled = 0;
    long begin = offset;
    int number = line;
    boolean skip = skipping;
    boolean complete = true;
    byte[] last = new byte[tail.capacity()];
    tail.get(0, last);
    while (begin + filled < now.size()) {
      if (stop.getAsBoolean()) {
        complete = false;
        break;
      }
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
      int room = (int) Math.min(buffer.length - filled, now.size() - begin - filled);
      int got = channel.read(ByteBuffer.wrap(buffer, filled, room), begin + filled);
      if (got < 0) {
        break;
      }
      int scanned = filled;
      filled += got;
      int lineStart = 0;
      for (int i = scanned; i < filled; i++) {
        if (buffer[i] == '\n') {
          if (!skip) {
            int at = number;
            scanner
                .line(buffer, lineStart, i, true, added)
                .reason()
                .ifPresent(reason -> found.add(new LogProblem(name, at, reason, false)));
          }
          skip = false;
          number++;
          lineStart = i + 1;
        }
      }
      if (filled - lineStart > MAX_LINE) {
        if (!skip) {
          found.add(
              new LogProblem(
                  name, number, "The line is longer than the 16 MiB that are read", false));
        }
        skip = true;
        lineStart = filled;
      }
      if (lineStart > 0) {
        last = tailOf(buffer, lineStart, last);
        System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
        filled -= lineStart;
        begin += lineStart;
      }
    }
    if (complete && filled > 0 && !skip) {
      Outcome outcome = scanner.line(buffer, 0, filled, false, added);
      int at = number;
      open = outcome.reason().map(reason -> new LogProblem(name, at, reason, true));
      last = tailOf(buffer, outcome.taken(), last);
      begin += outcome.taken();
    }
    return new UsageFile(
        name,
        complete ? now.size() : begin,
        now.fileKey(),
        now.lastModifiedTime(),
        begin,
        number,
        ByteBuffer.wrap(last),
        skip,
        rollup,
        List.copyOf(found),
        open);
  }

  private static byte[] tailOf(byte[] buffer, int end, byte[] before) {
    if (end >= TAIL) {
      return Arrays.copyOfRange(buffer, end - TAIL, end);
    }
    byte[] joined = Arrays.copyOf(before, before.length + end);
    System.arraycopy(buffer, 0, joined, before.length, end);
    return Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL), joined.length);
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        return;
      }
    }
  }
}
