package keyconsole.viewmodel;

import java.util.Optional;

/// A check that was made before in this run. Holds no raw key. Immutable.
///
/// @param name of the key, or that none was known
/// @param outcome what both answers came to, in words
/// @param detail why, or what was asked for
/// @param tone success where both allow, danger where both deny, warning where they differ
/// @param asked to ask it again
public record AccessPast(
    String name, String outcome, String detail, Tone tone, boolean real, AccessForm.Asked asked) {

  /// Whether it was the same question with the same answer; a key's counters may differ.
  boolean isAs(AccessPast other) {
    return asked.key().map(AccessKey::id).equals(other.asked.key().map(AccessKey::id))
        && plain().equals(other.plain());
  }

  private AccessPast plain() {
    return new AccessPast(name, outcome, detail, tone, real, asked.about(Optional.empty()));
  }
}
