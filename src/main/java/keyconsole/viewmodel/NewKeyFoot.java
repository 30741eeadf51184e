package keyconsole.viewmodel;

/// What the wizard says beside its buttons.
///
/// @param text empty where there is nothing to say
/// @param blocks whether one cannot go on
/// @param detail for whoever helps, to copy; empty where nothing failed
public record NewKeyFoot(String text, Tone tone, boolean blocks, String detail) {

  static final NewKeyFoot SILENT = new NewKeyFoot("", Tone.NEUTRAL, false, "");

  static NewKeyFoot wrong(String text) {
    return new NewKeyFoot(text, Tone.DANGER, true, "");
  }

  static NewKeyFoot calm(String text) {
    return new NewKeyFoot(text, Tone.NEUTRAL, true, "");
  }

  NewKeyFoot withFailure(String what, String failureDetail) {
    return new NewKeyFoot(what, Tone.DANGER, blocks, failureDetail);
  }
}
