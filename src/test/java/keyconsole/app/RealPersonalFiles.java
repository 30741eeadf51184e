package keyconsole.app;

import java.nio.file.Path;
import keyconsole.viewmodel.Preferences;
import keyconsole.viewmodel.RecentTenants;

/// The program's own files of a person, for tests of other packages.
public final class RealPersonalFiles {

  private RealPersonalFiles() {}

  public static Preferences preferences(Path file) {
    return new PreferencesFile(file);
  }

  public static RecentTenants recents(Path file) {
    return new RecentTenantsFile(file);
  }
}
