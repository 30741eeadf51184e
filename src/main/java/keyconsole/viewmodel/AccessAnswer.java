package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;

/// Both answers to a request in a person's words, ready to be laid out. Immutable.
///
/// @param differ why the two answers differ; empty where they agree
/// @param remedy the wizard's step where the rule that makes them differ can be changed
/// @param key what was asked about; empty where a raw key opens nothing
/// @param real whether it was counted as a real request
public record AccessAnswer(
    Verdict backend,
    Verdict full,
    String differ,
    WizardStep remedy,
    List<Line> trace,
    Optional<AccessKey> key,
    boolean real) {

  public AccessAnswer {
    trace = List.copyOf(trace);
  }

  /// One of the two answers.
  ///
  /// @param word what it comes to
  /// @param reason why, or what follows
  /// @param rules how many rules that rests on
  public record Verdict(boolean allowed, String word, String reason, String rules) {}

  /// A rule.
  ///
  /// @param held what the key says
  /// @param used how much of a limit is used, where that is much; else empty
  /// @param asked what the request brought
  /// @param deciding whether it is this rule that denies
  public record Line(
      String rule,
      Cell held,
      String used,
      Tone usedTone,
      Cell asked,
      Outcome backend,
      Outcome full,
      boolean deciding) {}

  /// A value of a rule.
  ///
  /// @param whole what is said where there is room for more; empty where there is nothing to say
  /// @param mono whether it is a path, an address or a host name
  /// @param muted whether it is a remark in place of a value
  public record Cell(String text, String whole, boolean mono, boolean muted) {}

  /// How a rule came out.
  ///
  /// @param why in words
  public record Outcome(Mark mark, String why) {}

  /// How a rule came out, as its icon says it.
  public enum Mark {
    PASSES,
    DENIES,
    NOT_LOOKED_AT,
    NOT_KNOWN_HERE;

    /// The name of its text.
    public String textKey() {
      return "access.mark." + name();
    }
  }
}
