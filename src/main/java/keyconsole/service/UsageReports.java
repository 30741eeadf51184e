package keyconsole.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Limits;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.domain.UsageReport.Limit;
import keyconsole.usage.KeyPeak;
import keyconsole.usage.UsageAnswer;
import keyconsole.usage.UsageIndex;

/// Puts together what usage lines and the counters of keys say: requests are those of the range,
/// errors and limit hits those of the keys' lifetime.
final class UsageReports {

  private final UsageQuery query;
  private final List<ApiKey> covered;
  private final Map<String, String> owners = new HashMap<>();

  private UsageReports(UsageQuery query, List<ApiKey> all) {
    this.query = query;
    Set<String> ids = query.filter().keys();
    Set<String> ofOwners = query.filter().owners();
    this.covered =
        all.stream()
            .filter(key -> ids.isEmpty() || ids.contains(key.id().text()))
            .filter(key -> ofOwners.isEmpty() || ofOwners.contains(key.ownerId()))
            .toList();
    all.forEach(key -> owners.put(key.id().text(), key.ownerId()));
  }

  /// @param all every key of the tenant
  /// @param usage as it was last refreshed
  static UsageReport of(UsageQuery query, List<ApiKey> all, UsageIndex usage) {
    return new UsageReports(query, all).report(usage);
  }

  private UsageReport report(UsageIndex usage) {
    UsageAnswer answer = usage.answer(query, this::owner);
    long requests = sum(answer.total());
    return new UsageReport(
        query,
        requests,
        covered.stream().mapToLong(key -> key.usage().errors()).sum(),
        covered.stream().mapToLong(key -> key.usage().rateLimitHits()).sum(),
        covered.size(),
        aDay(requests),
        answer.perKey().size(),
        answer.peak(),
        answer.steps(),
        answer.total(),
        answer.bands(),
        answer.other(),
        week(answer.week()),
        week(answer.weekHours()),
        UsageIndex.ranked(answer.keys()),
        UsageIndex.ranked(byOwner(answer.keys())),
        UsageIndex.ranked(answer.endpoints()),
        answer.ips(),
        answer.ipError(),
        answer.perKey(),
        peaks(usage),
        answer.before().map(this::before));
  }

  private String owner(String keyId) {
    return owners.getOrDefault(keyId, "");
  }

  private double aDay(long requests) {
    double days = query.days();
    return days == 0 ? 0 : requests / days;
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static List<List<Long>> week(List<Long> hours) {
    List<List<Long>> days = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      days.add(hours.subList(day * 24, day * 24 + 24));
    }
    return days;
  }

  private Map<String, Long> byOwner(Map<String, Long> keys) {
    Map<String, Long> byOwner = new HashMap<>();
    keys.forEach((id, count) -> byOwner.merge(owner(id), count, Long::sum));
    return byOwner;
  }

  private UsageReport.Before before(UsageAnswer.Before before) {
    long requests = sum(before.total());
    return new UsageReport.Before(
        before.from(),
        before.to(),
        requests,
        aDay(requests),
        before.perKey().size(),
        before.total(),
        before.known());
  }

  private List<UsageReport.LimitPeak> peaks(UsageIndex usage) {
    Map<String, KeyPeak> found = usage.peaks(query.from(), query.to());
    return covered.stream()
        .flatMap(
            key ->
                Optional.ofNullable(found.get(key.id().text())).stream()
                    .flatMap(peak -> peaks(key, peak)))
        .sorted(Comparator.comparingDouble(UsageReports::share).reversed())
        .limit(UsageReport.MOST_PEAKS)
        .toList();
  }

  private static Stream<UsageReport.LimitPeak> peaks(ApiKey key, KeyPeak peak) {
    Limits limits = key.limits();
    return Stream.of(
            new UsageReport.LimitPeak(
                key.id(), Limit.HOUR, peak.hourStart(), peak.hour(), limits.perHour()),
            new UsageReport.LimitPeak(
                key.id(), Limit.DAY, peak.dayStart(), peak.day(), limits.perDay()),
            new UsageReport.LimitPeak(
                key.id(), Limit.MONTH, peak.monthStart(), peak.month(), limits.perMonth()))
        .filter(each -> each.used() > 0);
  }

  private static double share(UsageReport.LimitPeak peak) {
    return peak.allowed() <= 0 ? Double.MAX_VALUE : (double) peak.used() / peak.allowed();
  }
}
