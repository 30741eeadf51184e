package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Which language is spoken, and how it writes numbers and days.
@Isolated("it changes the language of the process")
class LanguageTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void systemsLanguageIsSpokenWhereItCanBeElseEnglish() {
    assertEquals(Locale.of("de", "CH"), Language.locale(Optional.empty(), Locale.of("de", "CH")));
    assertEquals(Locale.UK, Language.locale(Optional.empty(), Locale.UK));
    assertEquals(Locale.ENGLISH, Language.locale(Optional.empty(), Locale.of("fi", "FI")));
  }

  @Test
  void chosenLanguageIsSpokenWithTheSystemsCountryWhereThatFits() {
    assertEquals(Locale.GERMANY, Language.locale(Optional.of(Language.GERMAN), Locale.GERMANY));
    assertEquals(Locale.GERMAN, Language.locale(Optional.of(Language.GERMAN), Locale.UK));
    assertEquals(Locale.ENGLISH, Language.locale(Optional.of(Language.ENGLISH), Locale.GERMANY));
  }

  @Test
  void numbersAndDaysAreWrittenAsTheLanguageHasThem() {
    Instant moment = Instant.parse("2026-10-03T07:05:00Z");
    LocalDate day = moment.atZone(ZoneOffset.UTC).toLocalDate();
    Locale.setDefault(Locale.GERMAN);
    assertEquals("1.234.567", KeyWords.number(1_234_567));
    assertEquals("3. Okt. 2026", KeyWords.day(moment));
    assertEquals("3. Okt.", KeyWords.dayOfYear(day));
    assertEquals("1,5", Numbers.tenths(1.5));
    assertEquals("1234567", Numbers.withoutSeparators(" 1.234.567 "));
    Locale.setDefault(Locale.ENGLISH);
    assertEquals("1,234,567", KeyWords.number(1_234_567));
    assertEquals("3 Oct 2026", KeyWords.day(moment));
    assertEquals("1.5", Numbers.tenths(1.5));
  }
}
