package keyconsole.viewmodel;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/// What the shell needs of the outside, put together once by the wiring.
///
/// @param preferences how this person likes the console
/// @param steady what is waited by: see [SteadyTime]
/// @param zone the workstation's
/// @param signingKey what capability tokens of keys are signed with
/// @param cacheFolder where what can be rebuilt is kept between runs; nothing is where it is empty
/// @param userFolder where what must last is kept, such as seals of the audit log; nothing is
///   sealed where it is empty
public record Surroundings(
    TaskRunner tasks,
    Clock clock,
    InstantSource steady,
    ClipboardPort clipboard,
    ResourceBundle texts,
    RecentTenants recents,
    Preferences preferences,
    FolderChooser folders,
    FileSaver files,
    ZoneId zone,
    Optional<String> signingKey,
    Optional<Path> cacheFolder,
    Optional<Path> userFolder) {

  /// A text with its places filled in. Any thread.
  String text(String name, Object... values) {
    return Patterns.filled(
        texts.getString(name), Locale.getDefault(Locale.Category.FORMAT), values);
  }
}
