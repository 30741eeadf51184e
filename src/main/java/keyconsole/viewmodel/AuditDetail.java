package keyconsole.viewmodel;

import java.util.List;

/// One audit record in full, as far as it tells itself. Immutable.
///
/// @param title the key's name, or what the record is about instead
/// @param time with microseconds and the zone, or that there is none
/// @param actor whole; empty where the record does not tell
/// @param notes what is odd about it, e.g. that it is out of order
/// @param raw its line as it stands in the file
/// @param cut that only a beginning of the line is here; empty where all is
/// @param place the file and the line
public record AuditDetail(
    AuditBadge badge,
    String title,
    String time,
    String actor,
    List<String> notes,
    ShownJson json,
    ShownJson raw,
    String cut,
    String place) {

  /// What a field was and became.
  public record Change(String label, Side before, Side after) {}

  /// What is said of one side of a change.
  ///
  /// @param known whether it is a value; where not, the text says so
  public record Side(String text, boolean known) {}

  /// A name and a value.
  public record Fact(String label, String value) {}

  /// All that is known of what was changed.
  ///
  /// @param facts what the record says besides
  /// @param notes where it is known from, and what is not known
  public record Changes(List<Change> changes, List<Fact> facts, List<String> notes) {}

  /// Where a link leads.
  public enum Target {
    KEY,
    ENTRIES_OF_KEY,
    ENTRIES_BY_ACTOR,
    USAGE
  }

  /// A way on from the record.
  ///
  /// @param key the id of the key that it leads to; empty where it leads to none
  /// @param told a count or a state, at the right; `…` while it is looked up
  /// @param hint more words; empty where there are none
  /// @param open whether it leads somewhere
  public record Link(
      Target target, String key, String text, String told, String hint, boolean open) {}
}
