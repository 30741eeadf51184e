package keyconsole.usage;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.LastRequest;
import keyconsole.domain.RecentUsage;
import keyconsole.store.LogFolder.LogProblem;

/// The usage lines of a tenant, counted in memory and kept up to date by reading only new bytes.
/// Any thread.
public final class UsageIndex {

  private UsageIndex() {}

  /// Opens the folder `usage` of a tenant; reads nothing yet. A missing folder counts as empty.
  public static UsageIndex open(Path usageFolder) {
    throw new UnsupportedOperationException();
  }

  /// Reads what is new since the last call. Blocks; ends early, with what it has, when the thread
  /// is interrupted.
  public void refresh() {
    throw new UnsupportedOperationException();
  }

  /// Requests of a key in the UTC hour, day and month of a moment. Sees lines appended up to now:
  /// costs a `stat` of the files of those days and what is new in them.
  public RecentUsage recent(String keyId, Instant moment) {
    throw new UnsupportedOperationException();
  }

  /// Requests of a key on each UTC day from `first`, for `days` days. Of what was read so far.
  public long[] daily(String keyId, LocalDate first, int days) {
    throw new UnsupportedOperationException();
  }

  /// The last line of a key: when, from where; empty where none. Of what was read so far.
  public Optional<LastRequest> last(String keyId) {
    throw new UnsupportedOperationException();
  }

  /// Sums for a range of days, both inclusive. Of what was read so far.
  ///
  /// @param keyIds empty for all
  public Totals totals(Optional<Set<String>> keyIds, LocalDate from, LocalDate to) {
    throw new UnsupportedOperationException();
  }

  /// What could not be read so far.
  public List<LogProblem> problems() {
    throw new UnsupportedOperationException();
  }

  /// Sums by what the lines say.
  public record Totals(
      long requests,
      Map<String, Long> byKey,
      Map<String, Long> byEndpoint,
      Map<String, Long> byIp,
      Map<LocalDate, Long> byDay) {}
}
