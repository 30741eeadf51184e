package keyconsole.app;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import keyconsole.viewmodel.LockAfter;
import keyconsole.viewmodel.Preferences;
import keyconsole.viewmodel.SavedSearch;

/// How this person likes the console, in a file of their configuration folder.
final class PreferencesFile implements Preferences {

  private static final String THEME = "theme";
  private static final String DARK = "dark";
  private static final String LIGHT = "light";
  private static final String LOCK_AFTER = "lock.minutes";
  private static final String SEARCH = "audit.search.";
  private static final String NAME = ".name";
  private static final String QUERY = ".query";
  private static final String KEPT = "kept.";

  private final PersonalFile file;

  /// @param file e.g. `~/.config/key-console/console.properties`
  PreferencesFile(Path file) {
    this.file = new PersonalFile(file);
  }

  @Override
  public synchronized boolean isDark() throws IOException {
    return read().getProperty(THEME, LIGHT).equals(DARK);
  }

  @Override
  public synchronized void keepDark(boolean dark) throws IOException {
    Properties properties = read();
    properties.setProperty(THEME, dark ? DARK : LIGHT);
    write(properties);
  }

  @Override
  public synchronized LockAfter lockAfter() throws IOException {
    String minutes = read().getProperty(LOCK_AFTER, "");
    return minutes.matches("\\d{1,3}")
        ? LockAfter.ofMinutes(Integer.parseInt(minutes))
        : LockAfter.DEFAULT;
  }

  @Override
  public synchronized void keepLockAfter(LockAfter after) throws IOException {
    Properties properties = read();
    properties.setProperty(LOCK_AFTER, Integer.toString(after.minutes()));
    write(properties);
  }

  @Override
  public synchronized List<SavedSearch> searches() throws IOException {
    Properties properties = read();
    List<SavedSearch> searches = new ArrayList<>();
    String name = properties.getProperty(SEARCH + 0 + NAME);
    while (name != null) {
      String query = properties.getProperty(SEARCH + searches.size() + QUERY, "");
      searches.add(new SavedSearch(name, query));
      name = properties.getProperty(SEARCH + searches.size() + NAME);
    }
    return searches;
  }

  @Override
  public synchronized void keepSearches(List<SavedSearch> searches) throws IOException {
    Properties properties = read();
    properties.keySet().removeIf(key -> key.toString().startsWith(SEARCH));
    for (int i = 0; i < searches.size(); i++) {
      properties.setProperty(SEARCH + i + NAME, searches.get(i).name());
      properties.setProperty(SEARCH + i + QUERY, searches.get(i).query());
    }
    write(properties);
  }

  @Override
  public synchronized Map<String, String> kept() throws IOException {
    Properties properties = read();
    Map<String, String> kept = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(KEPT)) {
        kept.put(name.substring(KEPT.length()), properties.getProperty(name));
      }
    }
    return kept;
  }

  @Override
  public synchronized void keep(Map<String, String> values) throws IOException {
    Properties properties = read();
    values.forEach((name, value) -> properties.setProperty(KEPT + name, value));
    write(properties);
  }

  private void write(Properties properties) throws IOException {
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
