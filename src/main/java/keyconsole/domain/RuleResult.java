package keyconsole.domain;

/// One line of a decision's trace.
///
/// @param held what the key says, in words; empty where it says nothing
/// @param asked what the request brought, in words
/// @param backend how the backend takes the rule today
/// @param full how the fields mean it
public record RuleResult(Rule rule, String held, String asked, Outcome backend, Outcome full) {

  /// How a rule came out.
  public sealed interface Outcome {
    /// It holds.
    record Passed() implements Outcome {}

    /// It denies.
    ///
    /// @param message the contract's words
    record Failed(String message) implements Outcome {}

    /// The backend has no such rule, or the request does not tell what the rule needs.
    record NotJudged() implements Outcome {}

    /// The directory does not tell: cost, requests at the same time.
    record NotTracked() implements Outcome {}
  }
}
