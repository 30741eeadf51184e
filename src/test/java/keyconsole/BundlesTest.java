package keyconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// German says all that English says, with the same places to fill in.
class BundlesTest {

  private static final Path FOLDER = Path.of("src/main/resources/i18n");

  private final Properties english = read("console.properties");
  private final Properties german = read("console_de.properties");

  private static Properties read(String name) {
    Properties texts = new Properties();
    try (Reader reader = Files.newBufferedReader(FOLDER.resolve(name))) {
      texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static Set<String> without(Properties all, Properties these) {
    Set<String> names = new TreeSet<>(all.stringPropertyNames());
    names.removeAll(these.stringPropertyNames());
    return names;
  }

  @Test
  void everyTextIsTranslatedAndNoneIsLeftOver() {
    assertEquals(
        "",
        without(english, german).stream()
            .map(name -> name + "=" + english.getProperty(name))
            .collect(Collectors.joining("\n")),
        "not in console_de.properties");
    assertEquals(Set.of(), without(german, english), "no longer in console.properties");
  }

  @Test
  void translationsHaveTheSamePlaces() {
    for (String name : english.stringPropertyNames()) {
      assertEquals(places(english, name), places(german, name), name);
    }
  }

  @Test
  void translationsOfCountsTellTheSameNumbersApart() {
    for (String name : english.stringPropertyNames()) {
      assertEquals(limits(english, name), limits(german, name), name);
    }
  }

  @Test
  void germanHasNoApostropheThatAFormatWouldEat() {
    for (String name : german.stringPropertyNames()) {
      String text = german.getProperty(name);
      boolean program = name.startsWith("reveal.");
      assertTrue(program || !text.contains("'"), name);
    }
  }

  private static Set<Integer> places(Properties texts, String name) {
    String text = texts.getProperty(name, "");
    return text.matches("(?s).*\\{\\d.*")
        ? IntStream.range(0, 10)
            .filter(place -> text.contains("{" + place))
            .boxed()
            .collect(Collectors.toSet())
        : Set.of();
  }

  /// The numbers at which a count is told in other words, by place.
  private static Set<String> limits(Properties texts, String name) {
    String text = texts.getProperty(name, "");
    if (!text.contains(",choice,")) {
      return Set.of();
    }
    MessageFormat format = new MessageFormat(text, Locale.ENGLISH);
    return Arrays.stream(format.getFormatsByArgumentIndex())
        .filter(ChoiceFormat.class::isInstance)
        .map(choice -> Arrays.toString(((ChoiceFormat) choice).getLimits()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void textsThatAreEmptyInOneLanguageAreSoInTheOther() {
    List<String> differing =
        english.stringPropertyNames().stream()
            .filter(
                name ->
                    english.getProperty(name).isBlank() != german.getProperty(name, "").isBlank())
            .toList();
    assertEquals(List.of(), differing);
  }
}
