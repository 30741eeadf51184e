package keyconsole.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import keyconsole.domain.AuditRecord;
import keyconsole.store.LineWalk;

/// A piece of a file that is searched at once: whole lines.
///
/// @param start the number among all rows of the file's first one
record SearchChunk(AuditRows file, int start, int from, int to) {

  private static final long BYTES = 1 << 20;

  static List<SearchChunk> of(AuditView view) {
    List<SearchChunk> chunks = new ArrayList<>();
    for (int i = 0; i < view.files().size(); i++) {
      chunks.addAll(of(view.files().get(i), view.start(i), 0));
    }
    return chunks;
  }

  /// The pieces of one file.
  ///
  /// @param first the row where they begin
  static List<SearchChunk> of(AuditRows file, int start, int first) {
    List<SearchChunk> chunks = new ArrayList<>();
    int from = first;
    while (from < file.size()) {
      int to = end(file, from);
      chunks.add(new SearchChunk(file, start, from, to));
      from = to;
    }
    return chunks;
  }

  /// The piece that begins with the line of a row.
  static SearchChunk at(AuditRows file, int start, int row) {
    int from = file.firstOfLine(row);
    return new SearchChunk(file, start, from, end(file, from));
  }

  /// Reads it into a buffer that is as long at least.
  ///
  /// @return how many bytes; fewer where the file is shorter by now
  int fill(byte[] buffer) throws IOException {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      ByteBuffer into = ByteBuffer.wrap(buffer, 0, length());
      long at = file.offset(from);
      while (into.hasRemaining() && channel.read(into, at + into.position()) >= 0) {
        // Reads on.
      }
      return into.position();
    }
  }

  /// A line that is too long to be read is a piece of its own.
  private static int end(AuditRows file, int from) {
    int last = file.rowAt(file.offset(from) + BYTES);
    boolean alone = file.offset(last) == file.offset(from);
    return !alone && file.piece(last) == AuditRows.TOO_LONG ? last : last + 1;
  }

  boolean isTooLong() {
    return file.piece(from) == AuditRows.TOO_LONG;
  }

  /// Bytes to read.
  int length() {
    long length = file.nextOffset(to - 1) - file.offset(from);
    return (int)
        Math.min(length, isTooLong() ? AuditRecord.MOST_TEXT + 1 : LineWalk.MAX_LINE + BYTES);
  }

  int size() {
    return to - from;
  }

  /// The first position among its rows.
  int firstPosition(RowOrder order) {
    int first = Integer.MAX_VALUE;
    for (int row = from; row < to; row++) {
      first = Math.min(first, order.position(start + row));
    }
    return first;
  }
}
