package keyconsole.service;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.ApiKey;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.usage.UsageIndex;

/// Puts together what usage lines and the counters of keys say: requests are those of the range,
/// errors and limit hits those of the keys' lifetime.
final class UsageReports {

  private UsageReports() {}

  /// @param all every key of the tenant
  /// @param usage as it was last refreshed
  static UsageReport of(UsageQuery query, List<ApiKey> all, UsageIndex usage) {
    List<ApiKey> keys = covered(query, all);
    boolean everything = query.ownerId().isEmpty() && query.keyId().isEmpty();
    Set<String> ids = new HashSet<>();
    keys.forEach(key -> ids.add(key.id().text()));
    UsageIndex.Totals totals =
        usage.totals(everything ? Optional.empty() : Optional.of(ids), query.from(), query.to());
    long days = Math.max(0, ChronoUnit.DAYS.between(query.from(), query.to()) + 1);
    return new UsageReport(
        totals.requests(),
        keys.stream().mapToLong(key -> key.usage().errors()).sum(),
        keys.stream().mapToLong(key -> key.usage().rateLimitHits()).sum(),
        keys.size(),
        days == 0 ? 0 : (double) totals.requests() / days,
        ranked(totals.byEndpoint()),
        ranked(totals.byIp()),
        everyDay(query, totals.byDay()),
        totals.byKey(),
        query.from(),
        query.to());
  }

  private static List<ApiKey> covered(UsageQuery query, List<ApiKey> keys) {
    return keys.stream()
        .filter(key -> query.ownerId().map(key.ownerId()::equals).orElse(true))
        .filter(key -> query.keyId().map(key.id()::equals).orElse(true))
        .toList();
  }

  private static List<UsageReport.Count> ranked(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> new UsageReport.Count(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Map<LocalDate, Long> everyDay(UsageQuery query, Map<LocalDate, Long> counted) {
    Map<LocalDate, Long> days = new LinkedHashMap<>();
    for (LocalDate day = query.from(); !day.isAfter(query.to()); day = day.plusDays(1)) {
      days.put(day, counted.getOrDefault(day, 0L));
    }
    return days;
  }
}
