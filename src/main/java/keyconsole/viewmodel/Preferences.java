package keyconsole.viewmodel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The port to how this person likes the console. Kept for them, never in a tenant's directory.
/// What fails says so in a person's words; a damaged file is put aside, so that it fails once.
public interface Preferences {

  /// The look that this person chose; empty where the console follows the system.
  Optional<Look> look() throws IOException;

  /// Keeps which look was chosen.
  void keepLook(Optional<Look> look) throws IOException;

  /// The language that this person chose; empty where the console follows the system.
  Optional<Language> language() throws IOException;

  /// Keeps which language was chosen.
  void keepLanguage(Optional<Language> language) throws IOException;

  /// After how long without keyboard or mouse the window locks.
  LockAfter lockAfter() throws IOException;

  /// Keeps after how long it locks.
  void keepLockAfter(LockAfter after) throws IOException;

  /// The searches of the audit log that this person saved, in their order.
  List<SavedSearch> searches() throws IOException;

  /// Keeps these in place of those before.
  void keepSearches(List<SavedSearch> searches) throws IOException;

  /// How this person left the console, by names of the console's own.
  Map<String, String> kept() throws IOException;

  /// What [#kept] gives, where it was read ahead; waits for nothing. Empty where it was not, or not
  /// yet.
  default Optional<Map<String, String>> keptAtHand() throws IOException {
    return Optional.empty();
  }

  /// Keeps these beside what was kept before.
  void keep(Map<String, String> values) throws IOException;
}
