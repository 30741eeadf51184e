package keyconsole.viewmodel;

/// What the banner says of the seals.
///
/// @param title what there is to know first
/// @param aside beside it; empty where there is nothing
/// @param second a line below; empty where there is nothing
/// @param concern whether the second line tells of something to be put right
/// @param progress of the verification that goes on, 0 to 1; negative where none does
/// @param details what leads to all findings; empty where there are none
public record SealTold(
    Kind kind,
    String title,
    String aside,
    String second,
    boolean concern,
    double progress,
    String details) {

  /// Which banner it is.
  public enum Kind {
    VERIFYING,
    SEALED,
    BROKEN,
    NOT_SEALED,
    /// The seals could not be verified.
    FAILED
  }

  SealTold saying(String otherTitle, String otherSecond) {
    return new SealTold(kind, otherTitle, aside, otherSecond, concern, progress, details);
  }

  /// The same where there is no room: in the status bar.
  ///
  /// @param spoken the state alone, which is told to whoever does not see it when it changes
  /// @param reason in sentences, with the time of the last verification
  public record Brief(Kind kind, Tone tone, String text, String spoken, String reason) {}
}
