package keyconsole.app;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import keyconsole.viewmodel.Preferences;

/// How this person likes the console, in a file of their configuration folder.
final class PreferencesFile implements Preferences {

  private static final String THEME = "theme";
  private static final String DARK = "dark";
  private static final String LIGHT = "light";

  private final PersonalFile file;

  /// @param file e.g. `~/.config/key-console/console.properties`
  PreferencesFile(Path file) {
    this.file = new PersonalFile(file);
  }

  @Override
  public boolean isDark() throws IOException {
    return read().getProperty(THEME, LIGHT).equals(DARK);
  }

  @Override
  public void keepDark(boolean dark) throws IOException {
    Properties properties = read();
    properties.setProperty(THEME, dark ? DARK : LIGHT);
    StringWriter text = new StringWriter();
    properties.store(text, null);
    file.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Properties read() throws IOException {
    Properties properties = new Properties();
    byte[] content = file.read().orElse(new byte[0]);
    try {
      properties.load(new StringReader(text(content)));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw file.damaged("preferences.damaged", e);
    }
    return properties;
  }

  private static String text(byte[] content) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(content)).toString();
  }
}
