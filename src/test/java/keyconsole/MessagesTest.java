package keyconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keyconsole.domain.Message;
import keyconsole.store.English;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the engine tells is worded in each language, and nothing else is.
class MessagesTest {

  private static final String PREFIX = "told.";
  private static final ResourceBundle ENGLISH = bundle(Locale.ROOT);
  private static final ResourceBundle GERMAN = bundle(Locale.GERMAN);

  private static final Set<String> SAME_IN_BOTH = Set.of("name", "limits");

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle("i18n.console", locale);
  }

  static Stream<Message.Kind> kinds() {
    return Arrays.stream(Message.Kind.class.getPermittedSubclasses())
        .flatMap(kind -> Arrays.stream(kind.getEnumConstants()))
        .map(Message.Kind.class::cast);
  }

  @Test
  void everyKindIsWordedAndNothingElseIs() {
    Set<String> worded =
        ENGLISH.keySet().stream()
            .filter(name -> name.startsWith(PREFIX))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        kinds().map(kind -> PREFIX + kind.key()).collect(Collectors.toCollection(TreeSet::new)),
        worded);
  }

  private static int places(String text) {
    return (int) IntStream.range(0, 10).filter(place -> text.contains("{" + place)).count();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void placesAreNumberedWithoutAGapAndNoneIsLeftOpen(Message.Kind kind) {
    String text = ENGLISH.getString(PREFIX + kind.key());
    int count = places(text);
    Object[] about = IntStream.range(0, count).mapToObj(place -> "<" + place + ">").toArray();
    String told = English.of(Message.of(kind, about));
    for (int place = 0; place < count; place++) {
      assertTrue(told.contains("<" + place + ">"), told);
    }
    assertTrue(!told.contains("{") && !told.contains("''"), told);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void germanHasWordsOfItsOwn(Message.Kind kind) {
    String english = ENGLISH.getString(PREFIX + kind.key());
    boolean hasWords = english.replaceAll("\\{\\d}", "").chars().anyMatch(Character::isLetter);
    String german = GERMAN.getString(PREFIX + kind.key());
    boolean mayBeTheSame = !hasWords || SAME_IN_BOTH.contains(english.toLowerCase(Locale.ROOT));
    assertTrue(mayBeTheSame || !english.equals(german), german);
  }
}
