package keyconsole.viewmodel;

import java.util.List;
import keyconsole.domain.UsageReport;

/// An answer to what the usage screen asked, in words and ready to be drawn. Immutable.
///
/// @param report what it was made of
/// @param tiles requests, active keys, peak hour, mean, limit hits
/// @param peaks keys that came nearest to a limit
/// @param unused keys that could be used and were not
public record UsageFigures(
    UsageReport report,
    List<UsageTile> tiles,
    UsageSeries series,
    UsageHeat heat,
    UsageRanking endpoints,
    UsageRanking keys,
    UsageRanking ips,
    UsageRanking peaks,
    UsageRanking unused,
    UsageRanking owners) {

  /// Whether no request fits what is asked for.
  public boolean isEmpty() {
    return report.totalRequests() == 0;
  }

  /// How many lines were counted for it, those that only some parts of the filter let through among
  /// them.
  long lines() {
    long most = report.totalRequests();
    for (List<UsageReport.Count> counts :
        List.of(report.keys(), report.owners(), report.endpoints())) {
      most = Math.max(most, counts.stream().mapToLong(UsageReport.Count::requests).sum());
    }
    long ofWeek = report.week().stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
    return Math.max(most, ofWeek);
  }
}
