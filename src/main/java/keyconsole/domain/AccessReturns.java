package keyconsole.domain;

import java.util.List;

/// What a watch over changes that take access away has seen.
///
/// @param returns those of now, and behind them those that were blocked, each newest first
/// @param counters counters that were set back, newest first
/// @param warnings what kept it from looking or acting
public record AccessReturns(
    List<AccessReturn> returns, List<CountersSetBack> counters, List<Message> warnings) {

  /// Nothing.
  public static final AccessReturns NONE = new AccessReturns(List.of(), List.of(), List.of());

  public AccessReturns {
    returns = List.copyOf(returns);
    counters = List.copyOf(counters);
    warnings = List.copyOf(warnings);
  }
}
