package keyconsole.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import keyconsole.domain.Value;

/// A folder of JSON lines, one file a UTC day: `<prefix>_YYYY-MM-DD.jsonl`.
///
/// @param folder `usage` or `audit` of a tenant
/// @param prefix `usage` or `audit`
public record LogFolder(Path folder, String prefix) {

  /// Appends a line in the backend's form to the day of the moment and forces it to disk. Makes the
  /// folder (700) and the file (with the folder's owner and group) where missing; ends an
  /// unfinished last line first.
  ///
  /// @throws StoreException if it cannot be written
  public void append(Instant moment, Value.Fields record) {
    throw new UnsupportedOperationException();
  }

  /// Reads every record of every day file, oldest file first, in line order.
  ///
  /// @return what could not be read
  public List<LogProblem> forEach(Consumer<LogRecord> consumer) {
    throw new UnsupportedOperationException();
  }

  /// A record and where it stands.
  ///
  /// @param line from 1
  public record LogRecord(String fileName, int line, Value.Fields fields) {}

  /// A line or a file that could not be read.
  ///
  /// @param line from 1; 0 for the whole file
  /// @param unfinished whether it is a last line whose end has not come yet
  public record LogProblem(String fileName, int line, String reason, boolean unfinished) {}
}
