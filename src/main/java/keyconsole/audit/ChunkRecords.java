package keyconsole.audit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import keyconsole.domain.Value;

/// Reads the records of one piece after the other. One thread.
final class ChunkRecords {

  private byte[] buffer = new byte[0];

  /// Takes what a row of a piece says.
  @FunctionalInterface
  interface Taker {
    void take(int row, Value.Fields record);
  }

  /// Reads all records of a piece, in the order of its rows. Those that cannot be read are left
  /// out.
  ///
  /// @return whether each could be read
  /// @throws IOException if the file is there and cannot be read
  boolean read(SearchChunk chunk, Taker taker) throws IOException {
    int filled;
    try {
      filled = fill(chunk);
    } catch (NoSuchFileException e) {
      return false;
    }
    AuditRows file = chunk.file();
    boolean whole = filled == chunk.length();
    for (int row = chunk.from(); row < chunk.to(); ) {
      int from = (int) (file.offset(row) - file.offset(chunk.from()));
      int end = from;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      List<Value.Fields> records =
          from > filled || chunk.isTooLong()
              ? List.of()
              : ParsedLine.of(buffer, from, end).records();
      int line = row;
      for (; row < chunk.to() && file.offset(row) == file.offset(line); row++) {
        whole &= file.piece(row) < records.size();
        if (file.piece(row) < records.size()) {
          taker.take(row, records.get(file.piece(row)));
        }
      }
    }
    return whole;
  }

  private int fill(SearchChunk chunk) throws IOException {
    if (buffer.length < chunk.length()) {
      buffer = new byte[chunk.length()];
    }
    return chunk.fill(buffer);
  }
}
