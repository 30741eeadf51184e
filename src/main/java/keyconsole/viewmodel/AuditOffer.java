package keyconsole.viewmodel;

import java.util.List;
import java.util.OptionalInt;

/// A text that completes the term that is being typed.
///
/// @param text as it is shown
/// @param from where in it that stands which was typed
/// @param to behind it; the same where it stands nowhere in it
/// @param hint what it is; may be empty
/// @param count how many records have it; empty where that is not known
/// @param written what is put in
public record AuditOffer(
    Kind kind, String text, int from, int to, String hint, OptionalInt count, String written) {

  /// The same with another hint, unless that is empty.
  AuditOffer withHint(String other) {
    return other.isEmpty() ? this : new AuditOffer(kind, text, from, to, other, count, written);
  }

  /// What is offered.
  public enum Kind {
    /// A field, behind which a value has to follow.
    FIELD,
    /// A value as it stands in the log.
    VALUE,
    /// A key by its name.
    KEY
  }

  /// What completes one place of the typed text.
  ///
  /// @param from where the text begins that an offer takes the place of
  /// @param to behind it
  /// @param offers the best first
  public record Offers(int from, int to, List<AuditOffer> offers) {
    static final Offers NONE = new Offers(0, 0, List.of());
  }
}
