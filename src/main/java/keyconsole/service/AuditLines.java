package keyconsole.service;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import keyconsole.audit.AuditFound;

/// The lines on which found audit records stand. A line that several of them stand on is copied
/// once. One thread.
public final class AuditLines {

  private final AuditFound found;
  private final BitSet copied = new BitSet();

  AuditLines(AuditFound found) {
    this.found = found;
  }

  /// Writes the whole lines of found records, to the byte as they stand in their files, each with a
  /// line feed. Blocks.
  ///
  /// @param from the number of the first record
  /// @throws IOException if they cannot be written
  /// @throws keyconsole.store.StoreException if a file cannot be read, or a line is no longer there
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public void copy(int from, int count, OutputStream to) throws IOException {
    try {
      found.copyLines(from, count, copied, to);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// How many lines were written so far.
  public int count() {
    return copied.cardinality();
  }
}
