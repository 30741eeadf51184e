package keyconsole.domain;

import java.time.LocalDate;
import java.util.List;

/// What settings would have made of the requests that a key really had on some days. A request is
/// denied where the full meaning of the settings denies it or the backend would, as in a
/// [Decision]; each by the first rule that does.
///
/// Domain, TLS and tokens do not stand in usage lines and are not judged.
///
/// @param from first UTC day, inclusive
/// @param to last UTC day, inclusive
/// @param total requests on these days
/// @param denied how many of them would have been denied
/// @param backendDenied how many the backend alone would deny, by exact text and without counting
/// @param rules those that denied, in their order
/// @param endpoints where the denied ones went
/// @param addresses where the denied ones came from
/// @param days each day, those without requests too
public record Replay(
    LocalDate from,
    LocalDate to,
    long total,
    long denied,
    long backendDenied,
    List<ByRule> rules,
    Top endpoints,
    Top addresses,
    List<Day> days) {

  public Replay {
    rules = List.copyOf(rules);
    days = List.copyOf(days);
  }

  /// How many a rule denied.
  ///
  /// @param backendDenied how many of them the backend alone would deny
  public record ByRule(Rule rule, long denied, long backendDenied) {}

  /// The values that stand in most of the denied requests.
  ///
  /// @param first the first few, most first; the empty text stands for a request without one
  /// @param distinct how many there are in all
  public record Top(List<UsageReport.Count> first, int distinct) {
    public Top {
      first = List.copyOf(first);
    }
  }

  /// One UTC day.
  public record Day(LocalDate day, long passed, long denied) {}
}
