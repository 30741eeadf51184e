package keyconsole.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.UsageReport.Limit;

/// How one key is used, by the usage lines that were counted so far: against its limits, what is
/// new, what is out of the ordinary, and whether the counters of its file agree.
///
/// All hours, days and months are those of UTC, as limits count.
///
/// @param moment when it was told
/// @param counted whether all lines were read once; where not, nothing here is the whole
/// @param windows the running hour, day and month, in this order
/// @param spikes newest first; at most [#MOST_SPIKES]
public record KeyUsage(
    KeyId id,
    Instant moment,
    boolean counted,
    List<Window> windows,
    Novelty novelty,
    List<Spike> spikes,
    Reconciliation reconciliation) {

  /// How many spikes are told.
  public static final int MOST_SPIKES = 20;

  /// How many new addresses and new endpoints are told.
  public static final int MOST_NEWCOMERS = 50;

  public KeyUsage {
    windows = List.copyOf(windows);
    spikes = List.copyOf(spikes);
  }

  /// What was used of a limit in the hour, day or month that runs.
  ///
  /// @param end exclusive
  /// @param used requests in it so far
  /// @param projection empty where nothing can be said of what is to come
  public record Window(
      Limit limit,
      Instant start,
      Instant end,
      long used,
      long allowed,
      Optional<Projection> projection) {

    /// Whether the next request would be one too many.
    public boolean isReached() {
      return used >= allowed;
    }
  }

  /// What is expected of a window that runs. An estimate, never a promise.
  ///
  /// @param expected requests by the end of the window
  /// @param basis what it was worked out from
  /// @param reached when the limit is expected to be reached; empty where it is not, or is already
  public record Projection(long expected, Basis basis, Optional<Instant> reached) {}

  /// What a projection was worked out from.
  public enum Basis {
    /// The requests so far by the time so far.
    PACE,
    /// What is usual at each hour of the week, scaled by the pace so far.
    USUAL
  }

  /// What was seen for the first time on the last seven days, today included.
  ///
  /// @param from the first of the seven days
  /// @param since how far back the days before it reach that nothing of this was seen on; empty
  ///   where they are fewer than seven, so that new cannot be told from old
  /// @param ipsExact whether every address is known; where not, the least of very many were
  ///   forgotten, and one that is told as new may not be
  public record Novelty(
      LocalDate from,
      Optional<LocalDate> since,
      Newcomers ips,
      Newcomers endpoints,
      boolean ipsExact) {}

  /// Values seen for the first time.
  ///
  /// @param most the newest first, of one day those with the most requests; at most
  ///   [#MOST_NEWCOMERS]
  /// @param all how many there are
  public record Newcomers(List<Newcomer> most, int all) {
    /// None.
    public static final Newcomers NONE = new Newcomers(List.of(), 0);

    public Newcomers {
      most = List.copyOf(most);
    }
  }

  /// A value seen for the first time.
  ///
  /// @param value as it stands in the lines; may be the empty text
  /// @param first the day it was first seen on
  /// @param requests since then
  public record Newcomer(String value, LocalDate first, long requests) {}

  /// An hour with far more requests than usual.
  ///
  /// @param hour its beginning
  /// @param usual what is usual for it
  public record Spike(Instant hour, long requests, long usual) {}

  /// The counters of the key's file against the lines.
  ///
  /// @param counter `requests_count`
  /// @param lines lines of the key over all files
  /// @param causes what may explain the difference, the likeliest first; empty where there is none
  /// @param lastUsed `last_used`
  /// @param newest the newest line's moment
  /// @param limitHits `rate_limit_hits`
  /// @param limitSeen whether an hour, day or month of the lines reached a limit as it stands today
  public record Reconciliation(
      long counter,
      long lines,
      List<Cause> causes,
      Optional<Instant> lastUsed,
      Optional<Instant> newest,
      long limitHits,
      boolean limitSeen) {

    public Reconciliation {
      causes = List.copyOf(causes);
    }

    /// `last_used` and a line are written one after the other.
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    /// Lines beyond the counter; negative where lines are missing.
    public long difference() {
      return lines - counter;
    }

    /// How `last_used` and the newest line agree.
    public LastUse lastUse() {
      if (lastUsed.isEmpty() || newest.isEmpty()) {
        return newest.isPresent()
            ? LastUse.LINES_ARE_LATER
            : lastUsed.isPresent() ? LastUse.FILE_IS_LATER : LastUse.NEVER;
      }
      Duration apart = Duration.between(newest.get(), lastUsed.get());
      if (apart.abs().compareTo(AT_ONCE) <= 0) {
        return LastUse.AGREES;
      }
      return apart.isNegative() ? LastUse.LINES_ARE_LATER : LastUse.FILE_IS_LATER;
    }

    /// Whether the difference is no more than requests on their way explain.
    public boolean isSettling() {
      return causes.stream().anyMatch(Cause.OnItsWay.class::isInstance);
    }

    /// Whether a person should look at it.
    public boolean isDrift() {
      return difference() != 0 && !isSettling();
    }
  }

  /// How `last_used` and the newest line agree.
  public enum LastUse {
    /// Neither knows of a use.
    NEVER,
    /// Within a minute of each other.
    AGREES,
    /// The file knows of a later use, or the only one.
    FILE_IS_LATER,
    /// The lines know of a later use, or the only one.
    LINES_ARE_LATER
  }

  /// What may explain that lines and counter differ.
  public sealed interface Cause {
    /// The file was written a moment ago and the lines of it are not counted yet.
    record OnItsWay() implements Cause {}

    /// The lines begin days after the key did: files of before may have been deleted or archived.
    ///
    /// @param created the day the key was made on
    /// @param first the day of its first line
    record LinesBeginLate(LocalDate created, LocalDate first) implements Cause {}

    /// Lines and files that cannot be read, of any key.
    record Unreadable(int lines, int files) implements Cause {}

    /// Nothing that is seen explains why lines are missing: files in between may have been deleted.
    record LinesGone() implements Cause {}

    /// The file's last use is older than the newest line: an older copy of the file may have been
    /// put back.
    record FileIsOld() implements Cause {}

    /// The backend reads, counts and writes back without a lock: of two at once one is lost.
    record LostCounts() implements Cause {}
  }
}
