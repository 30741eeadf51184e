package keyconsole.viewmodel;

/// A figure with what it is and what it is to be seen beside. Immutable.
///
/// @param label what is counted
/// @param value the figure; empty where it is not known, [#context] then says why
/// @param lead what stands before the change: `of 61 · `; may be empty
/// @param change the change, the same in neither good nor bad: `▲ 12 %`; may be empty
/// @param context what stands behind it: `from 1,146,705`; may be empty
/// @param meaning what the figure means, and what it does not; may be empty
/// @param reason why [#context] says no more; may be empty
public record UsageTile(
    String label,
    String value,
    String lead,
    String change,
    String context,
    String meaning,
    String reason) {

  /// One of which no more is told.
  public UsageTile(String label, String value, String lead, String change, String context) {
    this(label, value, lead, change, context, "", "");
  }

  /// The same with what it means.
  UsageTile meaning(String words) {
    return new UsageTile(label, value, lead, change, context, words, reason);
  }

  /// The same with why its context says no more.
  UsageTile reason(String words) {
    return new UsageTile(label, value, lead, change, context, meaning, words);
  }
}
