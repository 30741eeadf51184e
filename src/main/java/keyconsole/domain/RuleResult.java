package keyconsole.domain;

import java.util.List;

/// One line of a decision's trace.
///
/// @param held what the key says
/// @param asked what the request brought, as it stands there; empty where it brought nothing or
///   does not tell
/// @param backend how the backend takes the rule today
/// @param full how the fields mean it
public record RuleResult(Rule rule, Held held, String asked, Outcome backend, Outcome full) {

  /// What a key says for a rule.
  public sealed interface Held {
    /// Nothing: the rule restricts nothing.
    record Nothing() implements Held {}

    /// A word of the key file: a name, a status, a time.
    record Word(String text) implements Held {}

    /// A list of what is allowed or blocked; not empty.
    record Values(List<String> values) implements Held {
      public Values {
        values = List.copyOf(values);
      }
    }

    /// A number that may not be passed.
    record Limit(long limit) implements Held {}

    /// A number that may not be passed, and what is used of it.
    ///
    /// @param used requests counted from the usage lines, before this one
    record Used(long used, long limit) implements Held {}
  }

  /// How a rule came out.
  public sealed interface Outcome {
    /// It holds.
    record Passed() implements Outcome {}

    /// It denies.
    ///
    /// @param message the contract's words, as a program sends them
    /// @param told the same, for a person
    record Failed(String message, Message told) implements Outcome {}

    /// The backend has no such rule, or the request does not tell what the rule needs.
    record NotJudged() implements Outcome {}

    /// The directory does not tell: cost, requests at the same time.
    record NotTracked() implements Outcome {}
  }
}
