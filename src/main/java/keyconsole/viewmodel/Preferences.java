package keyconsole.viewmodel;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The port to how this person likes the console. Kept for them, never in a tenant's directory.
/// What fails says so in a person's words; a damaged file is put aside, so that it fails once.
public interface Preferences {

  /// Whether the dark theme was on last.
  boolean isDark() throws IOException;

  /// Keeps which theme is on.
  void keepDark(boolean dark) throws IOException;

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

  /// Keeps these beside what was kept before.
  void keep(Map<String, String> values) throws IOException;
}
