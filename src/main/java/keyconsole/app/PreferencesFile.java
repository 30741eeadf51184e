package keyconsole.app;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import keyconsole.viewmodel.Preferences;

/// How this person likes the console, in a file of their configuration folder. A file that cannot
/// be read or written costs the choice, not the work: it is logged.
final class PreferencesFile implements Preferences {

  private static final Logger LOG = Logger.getLogger(PreferencesFile.class.getName());
  private static final String THEME = "theme";
  private static final String DARK = "dark";
  private static final String LIGHT = "light";

  private final Path file;

  /// @param file e.g. `~/.config/key-console/console.properties`; made when first written
  PreferencesFile(Path file) {
    this.file = file;
  }

  @Override
  public boolean isDark() {
    return read().getProperty(THEME, LIGHT).equals(DARK);
  }

  @Override
  public void keepDark(boolean dark) {
    Properties properties = read();
    properties.setProperty(THEME, dark ? DARK : LIGHT);
    try {
      Files.createDirectories(file.getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The preferences cannot be written", e);
    }
  }

  private Properties read() {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        LOG.log(Level.WARNING, "The preferences cannot be read", e);
      }
    }
    return properties;
  }
}
