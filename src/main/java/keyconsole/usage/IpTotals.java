package keyconsole.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import keyconsole.domain.UsageReport;

/// Requests by address, added up. Not thread-safe.
final class IpTotals {

  private final Ips ips;
  private final Optional<IntPredicate> keys;
  private final LongCounts counts = new LongCounts();
  private long error;

  /// @param keys whose addresses are added, by the key's number; empty for all
  IpTotals(Ips ips, Optional<IntPredicate> keys) {
    this.ips = ips;
    this.keys = keys;
  }

  void add(DayCells day) {
    if (keys.isEmpty()) {
      day.forEachIp(counts::add);
      error += day.ipError();
    } else {
      IntPredicate isAsked = keys.get();
      day.forEachKeyIp(
          (key, ip, count) -> {
            if (isAsked.test(key)) {
              counts.add(ip, count);
            }
          });
      error += day.keyIpError();
    }
  }

  /// How many requests may be missing from each.
  long error() {
    return error;
  }

  /// All, by their texts.
  Map<String, Long> all() {
    Map<String, Long> all = new HashMap<>();
    counts.forEach((ip, count) -> all.put(ips.text(ip), count));
    return all;
  }

  /// Those with the most requests, most first; equal ones by their texts.
  List<UsageReport.Count> most(int limit) {
    if (counts.size() <= limit) {
      return Answering.ranked(all());
    }
    LongCounts candidates = new LongCounts();
    long least = counts.highest(limit);
    counts.forEach(
        (ip, count) -> {
          if (count >= least) {
            candidates.add(ip, count);
          }
        });
    Map<String, Long> texts = new HashMap<>();
    candidates.forEach((ip, count) -> texts.put(ips.text(ip), count));
    return new ArrayList<>(Answering.ranked(texts).subList(0, limit));
  }
}
