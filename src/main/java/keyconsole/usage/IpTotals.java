package keyconsole.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import keyconsole.domain.UsageReport;

/// Requests by address, added up. Not thread-safe.
final class IpTotals {

  private final Names names;
  private final IntPredicate keys;
  private final LongCounts counts = new LongCounts();
  private long error;

  /// @param keys whose addresses are added, by the key's number
  IpTotals(Names names, IntPredicate keys) {
    this.names = names;
    this.keys = keys;
  }

  void add(DayCells day) {
    day.forEachIp(
        (key, ip, count) -> {
          if (keys.test(key)) {
            counts.add(ip, count);
          }
        });
    error += day.ipError();
  }

  /// How many requests may be missing from each.
  long error() {
    return error;
  }

  List<UsageReport.Count> most(int limit) {
    Map<String, Long> texts = new HashMap<>();
    counts.forEach((ip, count) -> texts.put(names.text((int) ip), count));
    List<UsageReport.Count> ranked = Answering.ranked(texts);
    return new ArrayList<>(ranked.subList(0, Math.min(limit, ranked.size())));
  }
}
