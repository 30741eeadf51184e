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

  private static final List<WizardStep> ORDER = List.of(values());

  private final String stem;

  WizardStep(String stem) {
    this.stem = stem;
  }

  /// Where it stands, from 1.
  public int number() {
    return ORDER.indexOf(this) + 1;
  }

  /// The text name of its title.
  public String title() {
    return "newkey.step." + stem;
  }

  /// The one after it; the last one for the last.
  WizardStep next() {
    return ORDER.get(Math.min(number(), ORDER.size() - 1));
  }

  /// The one before it; the first one for the first.
  WizardStep previous() {
    return ORDER.get(Math.max(0, number() - 2));
  }

  boolean isBefore(WizardStep other) {
    return compareTo(other) < 0;
  }

  /// Whether real requests are judged beside it.
  public boolean showsReplay() {
    return switch (this) {
      case LIMITS, RESTRICTIONS, REVIEW -> true;
      case WHO, CAPABILITIES, CONSTRAINTS -> false;
    };
  }

  /// A step as the list at the left shows it.
  ///
  /// @param note a few words on what it holds, or what is wrong
  public record Entry(WizardStep step, boolean current, boolean done, boolean wrong, String note) {}
}
