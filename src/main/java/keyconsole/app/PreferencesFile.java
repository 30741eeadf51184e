package keyconsole.app;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import keyconsole.viewmodel.Language;
import keyconsole.viewmodel.LockAfter;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.Preferences;
import keyconsole.viewmodel.SavedSearch;

/// How this person likes the console, in a file of their configuration folder.
final class PreferencesFile implements Preferences {

  private static final Logger LOG = Logger.getLogger(PreferencesFile.class.getName());
  private static final String THEME = "theme";
  private static final String LANGUAGE = "language";
  private static final String SYSTEM = "system";
  private static final String LOCK_AFTER = "lock.minutes";
  private static final String SEARCH = "audit.search.";
  private static final String NAME = ".name";
  private static final String QUERY = ".query";
  private static final String KEPT = "kept.";

  private final PersonalFile file;
  private volatile Optional<Ahead> ahead = Optional.empty();

  /// What came of reading ahead.
  private record Ahead(Map<String, String> kept, Optional<IOException> failure) {}

  /// @param file e.g. `~/.config/key-console/console.properties`
  PreferencesFile(Path file) {
    this.file = new PersonalFile(file);
  }

  @Override
  public synchronized Optional<Look> look() throws IOException {
    String name = read().getProperty(THEME, "");
    return Arrays.stream(Look.values()).filter(look -> word(look).equals(name)).findFirst();
  }

  @Override
  public synchronized void keepLook(Optional<Look> look) throws IOException {
    Properties properties = read();
    properties.setProperty(THEME, look.map(PreferencesFile::word).orElse(SYSTEM));
    write(properties);
  }

  @Override
  public synchronized Optional<Language> language() throws IOException {
    return Language.of(read().getProperty(LANGUAGE, ""));
  }

  /// The language that a file of preferences names, which is left as it is; empty where it names
  /// none, or cannot be read.
  static Optional<Language> languageIn(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Language.of(properties.getProperty(LANGUAGE, ""));
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.FINE, "No language is chosen", e);
      return Optional.empty();
    }
  }

  @Override
  public synchronized void keepLanguage(Optional<Language> language) throws IOException {
    Properties properties = read();
    properties.setProperty(LANGUAGE, language.map(Language::tag).orElse(SYSTEM));
    write(properties);
  }

  private static String word(Look look) {
    return look.name().toLowerCase(Locale.ROOT);
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

  /// Reads what [#keptAtHand] gives.
  void readAhead() {
    try {
      ahead = Optional.of(new Ahead(kept(), Optional.empty()));
    } catch (IOException e) {
      ahead = Optional.of(new Ahead(Map.of(), Optional.of(e)));
    }
  }

  @Override
  public Optional<Map<String, String>> keptAtHand() throws IOException {
    Optional<Ahead> now = ahead;
    Optional<IOException> failure = now.flatMap(Ahead::failure);
    if (failure.isPresent()) {
      throw failure.get();
    }
    return now.map(Ahead::kept);
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
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
  }
}
