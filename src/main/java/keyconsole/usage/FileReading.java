package keyconsole.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import keyconsole.store.AllCores;

/// The reading of what is new in one day file, in pieces that several threads may read at once.
final class FileReading {

  /// No piece is smaller: what comes of pieces must be put together.
  private static final long LEAST_PIECE = 16L << 20;

  /// From so much on it is worth to pack what a file holds.
  private static final long MANY = 64L << 10;

  /// The same where lines before it were counted, all of which are packed once more with it.
  private static final long MANY_MORE = 1L << 20;

  private final Path path;
  private final UsageFile before;
  private final Stamp now;
  private final int slots;
  private final Ips ips;
  private final List<Part> parts = new ArrayList<>();
  private UsageFile start;
  private boolean afresh;
  private int left;

  /// What is new in a file.
  ///
  /// @param state the state after it, whose days are those of the state before
  /// @param added what is to be added to them, in the order in which it stands
  /// @param afresh whether the file was written anew, so that `added` is all there is
  record News(UsageFile state, List<Map<Long, ? extends DayCells>> added, boolean afresh) {}

  /// @param before as far as it was read
  /// @param slots how many a day has
  FileReading(Path path, UsageFile before, Stamp now, int slots, Ips ips) {
    this.path = path;
    this.before = before;
    this.start = before;
    this.now = now;
    this.slots = slots;
    this.ips = ips;
  }

  String name() {
    return before.name();
  }

  /// Bytes to read, as far as the stamp tells.
  long bytes() {
    return now.size() - (before.isOther(now) ? 0 : before.offset());
  }

  /// One piece and what came of it.
  final class Part {
    private final long from;
    private final long to;
    private Optional<Piece> read = Optional.empty();
    private Map<Long, ? extends DayCells> added = Map.of();

    private Part(long from, long to) {
      this.from = from;
      this.to = to;
    }

    String fileName() {
      return name();
    }

    long bytes() {
      return to - from;
    }

    /// Reads it.
    ///
    /// @param many counts where there is much to read
    /// @param filter stands before what counts
    /// @return what came of the whole file, where this was the last of its pieces
    Optional<News> read(
        LineScanner scanner, Tally many, UnaryOperator<LineSink> filter, BooleanSupplier stop)
        throws IOException {
      boolean first = from == start.offset();
      boolean last = to == now.size();
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        if (bytes() < (start.offset() == 0 ? MANY : MANY_MORE)) {
          Rollup few = new Rollup(slots, ips);
          read(channel, first, last, scanner, filter.apply(few), stop);
          added = few.days;
        } else {
          read(channel, first, last, scanner, filter.apply(many.begin()), stop);
          added = many.done();
        }
      }
      return ended();
    }

    private void read(
        FileChannel channel,
        boolean first,
        boolean last,
        LineScanner scanner,
        LineSink sink,
        BooleanSupplier stop)
        throws IOException {
      byte[] tail = new byte[first ? start.tail().capacity() : 0];
      if (first) {
        start.tail().get(0, tail);
      }
      Piece piece = new Piece(channel, from, to, first && start.skipping(), tail, scanner, sink);
      piece.read(last, stop);
      read = Optional.of(piece);
    }
  }

  /// Looks at the file and cuts what is to be read into pieces, so that no core waits long for
  /// another one at the end.
  ///
  /// @param all the bytes to read in all files
  List<Part> parts(long all) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      afresh = before.isOther(now) || isWrittenAnew(channel);
      start = afresh ? UsageFile.unread(before.name()) : before;
      long offset = start.offset();
      long toRead = now.size() - offset;
      long least = Math.max(LEAST_PIECE, all / (2L * AllCores.count()));
      int pieces = start.skipping() ? 1 : (int) Math.max(1, toRead / least);
      long from = offset;
      for (int i = 1; i < pieces; i++) {
        long cut = lineAt(channel, offset + toRead / pieces * i);
        if (cut > from) {
          parts.add(new Part(from, cut));
          from = cut;
        }
      }
      parts.add(new Part(from, now.size()));
      left = parts.size();
    }
    return parts;
  }

  private boolean isWrittenAnew(FileChannel channel) throws IOException {
    if (before.offset() == 0) {
      return false;
    }
    ByteBuffer there = ByteBuffer.allocate(before.tail().capacity());
    readFully(channel, there, before.offset() - there.capacity());
    return !there.rewind().equals(before.tail());
  }

  /// The beginning of the first line from an offset on; 0 where none begins soon.
  private long lineAt(FileChannel channel, long from) throws IOException {
    byte[] bytes = new byte[64 << 10];
    int room = (int) Math.min(bytes.length - Words.PADDING, now.size() - from);
    ByteBuffer block = ByteBuffer.wrap(bytes, 0, room);
    readFully(channel, block, from);
    int end = Words.lineFeed(bytes, 0, block.position());
    return end == block.position() ? 0 : from + end + 1;
  }

  static void readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        return;
      }
    }
  }

  private synchronized Optional<News> ended() {
    left--;
    return left == 0 ? Optional.of(joined()) : Optional.empty();
  }

  /// What came of it all, up to the first piece that did not come to its end.
  private News joined() {
    long firstLine = start.line();
    long nextLine = firstLine;
    long unreadable = start.unreadable();
    List<UsageProblem> problems = new ArrayList<>(start.problems());
    List<Map<Long, ? extends DayCells>> added = new ArrayList<>();
    Piece last = parts.getFirst().read.orElseThrow();
    for (Part part : parts) {
      last = part.read.orElseThrow();
      firstLine = nextLine;
      nextLine += last.lines();
      unreadable += last.unreadable();
      added.add(part.added);
      for (Piece.Mistake mistake : last.mistakes()) {
        if (problems.size() < Piece.MOST_PROBLEMS) {
          problems.add(problem(firstLine, mistake, false));
        }
      }
      if (!last.isComplete() || last.end() < part.to) {
        break;
      }
    }
    long first = firstLine;
    UsageFile state =
        new UsageFile(
            start.name(),
            last.isComplete() ? now : now.withSize(last.end()),
            last.end(),
            nextLine,
            ByteBuffer.wrap(last.tail()),
            last.isSkipping(),
            start.days(),
            List.copyOf(problems),
            unreadable,
            last.unfinished().map(mistake -> problem(first, mistake, true)));
    return new News(state, added, afresh);
  }

  private UsageProblem problem(long firstLine, Piece.Mistake mistake, boolean unfinished) {
    return new UsageProblem(
        start.name(), Math.toIntExact(firstLine + mistake.line()), mistake.reason(), unfinished);
  }

  /// Hands over every record of a file, as the index takes them, from its beginning up to a size.
  /// Ends early when told to stop.
  static void readWhole(
      Path path, long size, LineScanner scanner, BooleanSupplier stop, LineSink sink)
      throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      new Piece(channel, 0, size, false, new byte[0], scanner, sink).read(true, stop);
    }
  }
}
