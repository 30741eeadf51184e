package keyconsole.viewmodel;

import java.text.MessageFormat;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.ResourceBundle;

/// What the shell needs of the outside, put together once by the wiring.
///
/// @param preferences how this person likes the console
/// @param zone the workstation's
/// @param signingKey what capability tokens of keys are signed with
public record Surroundings(
    TaskRunner tasks,
    Clock clock,
    ClipboardPort clipboard,
    ResourceBundle texts,
    RecentTenants recents,
    Preferences preferences,
    FolderChooser folders,
    FileSaver files,
    ZoneId zone,
    Optional<String> signingKey) {

  /// A text with its places filled in.
  String text(String name, Object... values) {
    return new MessageFormat(texts.getString(name), texts.getLocale()).format(values);
  }
}
