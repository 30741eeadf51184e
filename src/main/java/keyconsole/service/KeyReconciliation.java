package keyconsole.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyUsage.Cause;
import keyconsole.domain.KeyUsage.LastUse;
import keyconsole.domain.KeyUsage.Reconciliation;
import keyconsole.domain.Limits;
import keyconsole.usage.UsageIndex.Unreadable;

/// Holds the counters of a key's file against its lines. A difference is explained by what can be
/// seen; where nothing can be, by what the backend is known to do.
///
/// @param unreadable what cannot be read, of any key
record KeyReconciliation(ApiKey key, Lines lines, Unreadable unreadable, Instant now) {

  private static final Duration JUST_NOW = Duration.ofMinutes(1);

  /// What the lines of the key tell.
  ///
  /// @param first the day of the first one
  /// @param newest the moment of the newest one
  /// @param thisHour how many of the UTC hour that runs
  record Lines(long all, Optional<LocalDate> first, Optional<Instant> newest, long thisHour) {}

  /// @param limitSeen whether the lines reached a limit
  Reconciliation told(boolean limitSeen) {
    Reconciliation bare = with(List.of(), limitSeen);
    if (bare.difference() == 0) {
      return bare;
    }
    return with(bare.difference() < 0 ? missing(bare) : tooMany(bare), limitSeen);
  }

  private Reconciliation with(List<Cause> causes, boolean limitSeen) {
    return new Reconciliation(
        key.usage().requests(),
        lines.all(),
        causes,
        key.usage().lastUsed(),
        lines.newest(),
        key.usage().rateLimitHits(),
        limitSeen);
  }

  private List<Cause> missing(Reconciliation found) {
    if (isOnItsWay(-found.difference())) {
      return List.of(new Cause.OnItsWay());
    }
    List<Cause> causes = new ArrayList<>();
    LocalDate created = LocalDate.ofInstant(key.createdAt(), ZoneOffset.UTC);
    lines
        .first()
        .filter(created::isBefore)
        .ifPresent(first -> causes.add(new Cause.LinesBeginLate(created, first)));
    if (!unreadable.equals(Unreadable.NONE)) {
      causes.add(new Cause.Unreadable(unreadable.lines(), unreadable.files()));
    }
    if (causes.isEmpty() || found.lastUse() == LastUse.FILE_IS_LATER) {
      causes.add(new Cause.LinesGone());
    }
    return causes;
  }

  /// Used within the last minute, after the newest line, and no more is missing than a minute of
  /// the running hour brings.
  private boolean isOnItsWay(long missing) {
    Optional<Instant> file = key.usage().lastUsed();
    if (file.isEmpty()
        || file.get().isBefore(now.minus(JUST_NOW))
        || lines.newest().filter(line -> !line.isBefore(file.get())).isPresent()) {
      return false;
    }
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    long minutes = Math.max(1, Duration.between(hour, now).toMinutes());
    return missing <= Math.max(1, Math.ceilDiv(lines.thisHour(), minutes));
  }

  private static List<Cause> tooMany(Reconciliation found) {
    return found.lastUse() == LastUse.LINES_ARE_LATER && found.lastUsed().isPresent()
        ? List.of(new Cause.FileIsOld(), new Cause.LostCounts())
        : List.of(new Cause.LostCounts());
  }

  /// Whether an hour, day or month reached a limit as it stands today.
  static boolean limitSeen(ApiKey key, Map<LocalDate, Long> byDay, KeyHours hours) {
    Limits limits = key.limits();
    Map<YearMonth, Long> byMonth = new HashMap<>();
    byDay.forEach((day, count) -> byMonth.merge(YearMonth.from(day), count, Long::sum));
    return IntStream.range(0, hours.size()).anyMatch(at -> hours.requests(at) >= limits.perHour())
        || byDay.values().stream().anyMatch(count -> count >= limits.perDay())
        || byMonth.values().stream().anyMatch(count -> count >= limits.perMonth());
  }
}
