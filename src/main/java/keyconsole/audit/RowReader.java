package keyconsole.audit;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import keyconsole.domain.AuditRecord;
import keyconsole.store.LineWalk;
import org.jspecify.annotations.Nullable;

/// Reads single records from their places. One thread.
final class RowReader implements AutoCloseable {

  private static final int PIECE = 8 << 10;

  private @Nullable AuditRows file;
  private @Nullable FileChannel channel;
  private byte[] buffer = new byte[PIECE];

  AuditRecord read(AuditRows of, int row) throws IOException {
    FileChannel from;
    try {
      from = channelOf(of);
    } catch (NoSuchFileException e) {
      return of.gone(row);
    }
    boolean tooLong = of.piece(row) == AuditRows.TOO_LONG;
    // One byte more than is shown tells that there is more.
    long most = tooLong ? AuditRecord.MOST_TEXT + 1 : LineWalk.MAX_LINE;
    int got = fill(from, of.offset(row), (int) Math.min(most, of.nextOffset(row) - of.offset(row)));
    int end = 0;
    while (end < got && buffer[end] != '\n') {
      end++;
    }
    return of.record(row, ParsedLine.of(buffer, 0, tooLong ? 0 : end), buffer, 0, end);
  }

  /// Writes the whole line of a record with its line feed, however long it is.
  ///
  /// @throws EOFException if the line does not end: the file was changed
  /// @throws UncheckedIOException if it cannot be written
  void copyLine(AuditRows of, int row, OutputStream out) throws IOException {
    FileChannel from = channelOf(of);
    long offset = of.offset(row);
    boolean ended = false;
    while (!ended) {
      int got = fill(from, offset, PIECE);
      if (got == 0) {
        throw new EOFException("line " + of.line(row) + " is no longer there");
      }
      int end = 0;
      while (end < got && buffer[end] != '\n') {
        end++;
      }
      ended = end < got;
      write(ended ? end + 1 : end, out);
      offset += got;
    }
  }

  private void write(int length, OutputStream out) {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      // Not to be taken for a failure of reading.
      throw new UncheckedIOException(e);
    }
  }

  private FileChannel channelOf(AuditRows wanted) throws IOException {
    FileChannel open = channel;
    if (open == null || file != wanted) {
      close();
      open = FileChannel.open(wanted.path(), StandardOpenOption.READ);
      channel = open;
      file = wanted;
    }
    return open;
  }

  private int fill(FileChannel from, long offset, int length) throws IOException {
    if (buffer.length < length) {
      buffer = new byte[length];
    }
    ByteBuffer into = ByteBuffer.wrap(buffer, 0, length);
    while (into.hasRemaining() && from.read(into, offset + into.position()) >= 0) {}
    return into.position();
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      channel = null;
      open.close();
    }
  }
}
