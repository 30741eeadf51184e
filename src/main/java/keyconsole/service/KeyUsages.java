package keyconsole.service;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.KeyUsage.Newcomer;
import keyconsole.domain.KeyUsage.Newcomers;
import keyconsole.domain.KeyUsage.Novelty;
import keyconsole.domain.KeyUsage.Window;
import keyconsole.domain.LastRequest;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport.Limit;
import keyconsole.usage.UsageAnswer;
import keyconsole.usage.UsageIndex;

/// Puts together how one key is used, by what was counted so far. Reads no usage line.
///
/// The key's file is read last, so that its counter is never older than the lines that it is
/// compared with.
final class KeyUsages {

  /// How far back hours are looked at: usual is what eight weeks say.
  static final int WEEKS = 8;

  /// How many days a value is new for.
  static final int NEW_DAYS = 7;

  private static final int LEAST_DAYS_BEFORE = 7;
  private static final LocalDate FIRST = LocalDate.of(0, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final KeyId id;
  private final UsageIndex usage;
  private final Instant now;
  private final LocalDate today;
  private final UsageIndex.Totals before;
  private final List<UsageIndex.Totals> week = new ArrayList<>();
  private final UsageIndex.Totals after;

  private KeyUsages(KeyId id, UsageIndex usage, Instant now) {
    this.id = id;
    this.usage = usage;
    this.now = now;
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    this.before = totals(FIRST, newFrom().minusDays(1));
    for (int day = 0; day < NEW_DAYS; day++) {
      week.add(totals(newFrom().plusDays(day), newFrom().plusDays(day)));
    }
    this.after = totals(today.plusDays(1), LAST);
  }

  /// @param key its file as it stands now
  /// @throws KeyNotFoundException what `key` throws
  static KeyUsage of(KeyId id, UsageIndex usage, Instant now, Supplier<ApiKey> key) {
    return new KeyUsages(id, usage, now).tell(key);
  }

  private UsageIndex.Totals totals(LocalDate from, LocalDate to) {
    return usage.totals(Optional.of(Set.of(id.text())), from, to);
  }

  private LocalDate newFrom() {
    return today.minusDays(NEW_DAYS - 1L);
  }

  private KeyUsage tell(Supplier<ApiKey> file) {
    UsageAnswer answer = usage.answer(hours(), _ -> "");
    Map<LocalDate, Long> byDay = byDay();
    Optional<LocalDate> firstLine = byDay.keySet().stream().min(Comparator.naturalOrder());
    Optional<Instant> newest = usage.last(id.text()).map(LastRequest::moment);
    ApiKey key = file.get();
    KeyHours hours = KeyHours.of(answer.steps(), answer.total(), born(key, firstLine), now);
    return new KeyUsage(
        id,
        now,
        usage.isReadOnce(),
        windows(key, hours),
        novelty(since(hours, firstLine), answer.ipError() == 0),
        KeySpikes.in(hours, now),
        reconciliation(key, byDay, newest, hours));
  }

  private KeyUsage.Reconciliation reconciliation(
      ApiKey key, Map<LocalDate, Long> byDay, Optional<Instant> newest, KeyHours hours) {
    KeyReconciliation.Lines lines =
        new KeyReconciliation.Lines(
            byDay.values().stream().mapToLong(Long::longValue).sum(),
            byDay.keySet().stream().min(Comparator.naturalOrder()),
            newest,
            hours.sumFrom(now.truncatedTo(ChronoUnit.HOURS)));
    return new KeyReconciliation(key, lines, usage.unreadable(), now)
        .told(KeyReconciliation.limitSeen(key, byDay, hours));
  }

  /// Whole days, since addresses of parts of a day would have to be counted from the lines.
  private UsageQuery hours() {
    return UsageQuery.between(today.minusWeeks(WEEKS), today)
        .with(UsageQuery.Step.HOUR)
        .with(UsageFilter.ofKey(id));
  }

  private Map<LocalDate, Long> byDay() {
    Map<LocalDate, Long> days = new HashMap<>();
    Stream.of(Stream.of(before), week.stream(), Stream.of(after))
        .flatMap(Function.identity())
        .forEach(totals -> days.putAll(totals.byDay()));
    return days;
  }

  /// A key may have lines of before its file says that it was made.
  private static Instant born(ApiKey key, Optional<LocalDate> firstLine) {
    return firstLine
        .map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC))
        .filter(first -> first.isBefore(key.createdAt()))
        .orElse(key.createdAt());
  }

  /// The first day that anything of the key is known of; empty where nothing is.
  private static Optional<LocalDate> since(KeyHours hours, Optional<LocalDate> firstLine) {
    for (int hour = 0; hour < hours.size(); hour++) {
      if (hours.isKnown(hour)) {
        LocalDate known = LocalDate.ofInstant(hours.start(hour), ZoneOffset.UTC);
        return firstLine.filter(known::isAfter).or(() -> Optional.of(known));
      }
    }
    return firstLine;
  }

  private List<Window> windows(ApiKey key, KeyHours hours) {
    boolean open = key.isUsable(now) && !Enforcement.locksEveryoneOut(key);
    Instant end = open ? key.expiresAt().orElse(Instant.MAX) : now;
    KeyProjections projections = new KeyProjections(hours, now, end);
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    LocalDate month = today.withDayOfMonth(1);
    return List.of(
        window(
            projections,
            Limit.HOUR,
            hour,
            hour.plus(1, ChronoUnit.HOURS),
            hours.sumFrom(hour),
            key.limits().perHour()),
        window(
            projections,
            Limit.DAY,
            midnight(today),
            midnight(today.plusDays(1)),
            used(today, 1),
            key.limits().perDay()),
        window(
            projections,
            Limit.MONTH,
            midnight(month),
            midnight(month.plusMonths(1)),
            used(month, month.lengthOfMonth()),
            key.limits().perMonth()));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private long used(LocalDate first, int days) {
    long sum = 0;
    for (long count : usage.daily(id.text(), first, days)) {
      sum += count;
    }
    return sum;
  }

  private static Window window(
      KeyProjections projections,
      Limit limit,
      Instant start,
      Instant end,
      long used,
      long allowed) {
    return new Window(
        limit, start, end, used, allowed, projections.of(limit, start, end, used, allowed));
  }

  private Novelty novelty(Optional<LocalDate> known, boolean ipsExact) {
    Optional<LocalDate> since = known.filter(first -> tellsNewFromOld(first, newFrom()));
    return since.isEmpty()
        ? new Novelty(newFrom(), since, Newcomers.NONE, Newcomers.NONE, ipsExact)
        : new Novelty(
            newFrom(),
            since,
            newcomers(UsageIndex.Totals::byIp),
            newcomers(UsageIndex.Totals::byEndpoint),
            ipsExact);
  }

  /// Whether enough days before the new ones are known.
  ///
  /// @param known the first day that anything of the key is known of
  static boolean tellsNewFromOld(LocalDate known, LocalDate newFrom) {
    return !known.isAfter(newFrom.minusDays(LEAST_DAYS_BEFORE));
  }

  private Newcomers newcomers(Function<UsageIndex.Totals, Map<String, Long>> values) {
    Set<String> old = values.apply(before).keySet();
    Map<String, Newcomer> found = new HashMap<>();
    for (int i = 0; i < NEW_DAYS; i++) {
      LocalDate day = newFrom().plusDays(i);
      values
          .apply(week.get(i))
          .forEach(
              (value, requests) -> {
                if (!old.contains(value)) {
                  found.merge(value, new Newcomer(value, day, requests), KeyUsages::added);
                }
              });
    }
    List<Newcomer> most =
        found.values().stream()
            .sorted(
                Comparator.comparing(Newcomer::first)
                    .thenComparingLong(Newcomer::requests)
                    .reversed()
                    .thenComparing(Newcomer::value))
            .limit(KeyUsage.MOST_NEWCOMERS)
            .toList();
    return new Newcomers(most, found.size());
  }

  private static Newcomer added(Newcomer earlier, Newcomer later) {
    return new Newcomer(earlier.value(), earlier.first(), earlier.requests() + later.requests());
  }
}
