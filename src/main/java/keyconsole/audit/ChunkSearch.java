package keyconsole.audit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import keyconsole.domain.AuditRecord;

/// Searches one piece after the other. One thread.
final class ChunkSearch {

  /// So many lines of a piece are read one by one sooner than all of it.
  private static final int FEW = 16;

  private final AuditQuery query;
  private final RowOrder order;
  private final RowJudge judge;
  private final LineJudge lines;
  private final Optional<ByteFinder> finder;
  private byte[] buffer = new byte[0];
  private int filled;

  ChunkSearch(AuditQuery query, RowJudge judge, RowOrder order) {
    this.query = query;
    this.judge = judge;
    this.order = order;
    this.lines = new LineJudge(query, judge);
    this.finder = query.inEveryMatch();
  }

  ChunkHits search(SearchChunk chunk) throws IOException {
    int open = 0;
    for (int row = chunk.from(); row < chunk.to() && open <= FEW; row++) {
      open += judge.judge(chunk.file(), row) == RowJudge.Verdict.OPEN ? 1 : 0;
    }
    return open > FEW || chunk.isTooLong() ? read(chunk) : readOpen(chunk);
  }

  /// Reads no more than the lines that the index does not know enough of.
  private ChunkHits readOpen(SearchChunk chunk) throws IOException {
    ChunkHits hits = new ChunkHits();
    try (RowReader reader = new RowReader()) {
      for (int row = chunk.from(); row < chunk.to(); row++) {
        switch (judge.judge(chunk.file(), row)) {
          case YES -> hits.add(order.position(chunk.start() + row), chunk.file(), row);
          case OPEN -> judge(chunk, row, reader.read(chunk.file(), row), hits);
          case NO -> {}
        }
      }
    }
    return hits;
  }

  private ChunkHits read(SearchChunk chunk) throws IOException {
    ChunkHits hits = new ChunkHits();
    try {
      fill(chunk);
    } catch (NoSuchFileException e) {
      for (int row = chunk.from(); row < chunk.to(); row++) {
        judge(chunk, row, chunk.file().gone(row), hits);
      }
      return hits;
    }
    // A file that is shorter by now is looked at line by line, so that each tells that it is gone.
    if (finder.isPresent() && filled == chunk.length()) {
      candidates(chunk, finder.get(), hits);
    } else {
      for (int row = chunk.from(); row < chunk.to(); row = line(chunk, row, hits)) {}
    }
    return hits;
  }

  private void fill(SearchChunk chunk) throws IOException {
    int length = chunk.length();
    if (buffer.length < length) {
      buffer = new byte[length];
    }
    filled = chunk.fill(buffer);
  }

  private void candidates(SearchChunk chunk, ByteFinder in, ChunkHits hits) {
    AuditRows file = chunk.file();
    long base = file.offset(chunk.from());
    int row = chunk.from();
    int at = in.next(buffer, 0, filled);
    while (at >= 0) {
      row = line(chunk, file.firstOfLine(file.rowAt(base + at, row)), hits);
      at = row < chunk.to() ? in.next(buffer, (int) (file.offset(row) - base), filled) : -1;
    }
  }

  private int endOfLine(int from) {
    int end = from;
    while (end < filled && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  /// Judges all records of a line.
  ///
  /// @return the first row of the next line
  private int line(SearchChunk chunk, int first, ChunkHits hits) {
    AuditRows file = chunk.file();
    int next = first + 1;
    while (next < chunk.to() && file.offset(next) == file.offset(first)) {
      next++;
    }
    int from = (int) Math.min(file.offset(first) - file.offset(chunk.from()), filled);
    RowJudge.Verdict verdict =
        next == first + 1 && file.piece(first) == 0 && filled == chunk.length()
            ? lines.judge(file, first, buffer, from, endOf(chunk, first))
            : known(file, first, next);
    if (verdict == RowJudge.Verdict.YES) {
      hits.add(order.position(chunk.start() + first), file, first);
    } else if (verdict == RowJudge.Verdict.OPEN) {
      int end = endOfLine(from);
      ParsedLine parsed = ParsedLine.of(buffer, from, chunk.isTooLong() ? from : end);
      for (int row = first; row < next; row++) {
        judge(chunk, row, file.record(row, parsed, buffer, from, end), hits);
      }
    }
    return next;
  }

  /// Where the line behind that of a row begins in the buffer.
  private int endOf(SearchChunk chunk, int row) {
    long end = chunk.file().nextOffset(row) - chunk.file().offset(chunk.from());
    return (int) Math.min(end, filled);
  }

  /// Whether one of the records of a line may be what is looked for.
  private RowJudge.Verdict known(AuditRows file, int from, int to) {
    for (int row = from; row < to; row++) {
      if (judge.judge(file, row) != RowJudge.Verdict.NO) {
        return RowJudge.Verdict.OPEN;
      }
    }
    return RowJudge.Verdict.NO;
  }

  private void judge(SearchChunk chunk, int row, AuditRecord record, ChunkHits hits) {
    if (query.matches(record, chunk.file().sortMoment(row))) {
      hits.add(order.position(chunk.start() + row), chunk.file(), row, record);
    }
  }
}
