package keyconsole.viewmodel;

import java.util.List;

/// The wizard's steps in their order.
public enum WizardStep {
  WHO("who"),
  CAPABILITIES("capabilities"),
  LIMITS("limits"),
  RESTRICTIONS("restrictions"),
  CONSTRAINTS("constraints"),
  REVIEW("review");

  private final String stem;

  WizardStep(String stem) {
    this.stem = stem;
  }

  /// Where it stands, from 1.
  public int number() {
    return List.of(values()).indexOf(this) + 1;
  }

  /// The text name of its title.
  public String title() {
    return "newkey.step." + stem;
  }

  /// A step as the list at the left shows it.
  ///
  /// @param note a few words on what it holds, or what is wrong
  public record Entry(WizardStep step, State state, String note) {}

  /// How far a step has come. A wrong step may also be the current one.
  public enum State {
    AHEAD,
    CURRENT,
    CURRENT_WRONG,
    DONE,
    WRONG
  }

  /// A line of the summary.
  public record Line(String label, String value, boolean changed, boolean wrong) {}
}
