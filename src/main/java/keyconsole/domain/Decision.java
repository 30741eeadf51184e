package keyconsole.domain;

import java.util.List;
import java.util.Optional;

/// The answer to a request, in both meanings: what the backend would say today, and what the key's
/// fields mean. What either denies is denied.
public sealed interface Decision {

  /// What the backend would answer today.
  Answer backend();

  /// What the key's fields mean.
  Answer full();

  /// Each rule in order. Rules behind a failed one are looked at too.
  List<RuleResult> trace();

  /// One of the two answers.
  sealed interface Answer {
    /// Let through.
    record Yes() implements Answer {}

    /// Denied.
    ///
    /// @param message the contract's words, as a program sends them
    /// @param told the same, for a person
    record No(Rule rule, String message, Message told) implements Answer {}
  }

  /// Both answers let the request through.
  record Allowed(ApiKey key, List<RuleResult> trace) implements Decision {
    public Allowed {
      trace = List.copyOf(trace);
    }

    @Override
    public Answer backend() {
      return new Answer.Yes();
    }

    @Override
    public Answer full() {
      return new Answer.Yes();
    }
  }

  /// At least one of the answers denies.
  ///
  /// @param rule the rule that denied; of the full meaning where that denies, else of the backend
  /// @param message the contract's words
  /// @param key the key, empty where the raw key is unknown
  record Denied(
      Rule rule,
      String message,
      Optional<ApiKey> key,
      Answer backend,
      Answer full,
      List<RuleResult> trace)
      implements Decision {
    public Denied {
      trace = List.copyOf(trace);
    }
  }
}
