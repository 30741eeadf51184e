package keyconsole.viewmodel;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import keyconsole.domain.AuditTerm;

/// A value that found entries have, by which they can be narrowed.
///
/// @param value as the log tells it; empty where entries tell none
/// @param text in a person's words
/// @param found how many of the entries have it that are found without looking for values of its
///   kind; empty where that is not counted yet
/// @param chosen whether it is looked for
public record AuditFacet(Kind kind, String value, String text, OptionalInt found, boolean chosen) {

  /// What can be counted.
  public enum Kind {
    ACTION,
    ACTOR;

    /// Its field in a search text.
    String field() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a term looks for values of this kind.
    boolean isAskedBy(AuditTerm term) {
      return !term.negated() && term.field().equals(field());
    }
  }

  /// Whether a term looks for this one.
  boolean isNamedBy(AuditTerm.Value wanted) {
    return AuditTexts.isNamed(wanted, value, text);
  }

  /// The values of a kind.
  ///
  /// @param shown the most frequent ones and those that are chosen
  /// @param more how many others there are
  public record Group(Kind kind, List<AuditFacet> shown, int more) {}
}
