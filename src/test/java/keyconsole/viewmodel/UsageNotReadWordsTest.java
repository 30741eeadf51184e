package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.IntStream;
import keyconsole.domain.FileProblem;
import keyconsole.domain.FileReason;
import keyconsole.domain.Message;
import keyconsole.domain.UsageNotRead;
import org.junit.jupiter.api.Test;

class UsageNotReadWordsTest {

  private static final Message DENIED =
      Message.of(FileProblem.NOT_READ, Message.of(FileReason.ACCESS_DENIED));

  private static String told(Locale locale, UsageNotRead... files) {
    KeyWords words = new KeyWords(ResourceBundle.getBundle("i18n.console", locale));
    return new UsageNotReadWords(words).told(List.of(files));
  }

  private static UsageNotRead of(int day, Optional<UsageNotRead.Lines> lines, Message why) {
    LocalDate date = LocalDate.of(2026, 11, day);
    return new UsageNotRead("usage_" + date + ".jsonl", Optional.of(date), lines, why);
  }

  private static UsageNotRead denied(int day) {
    return of(day, Optional.empty(), DENIED);
  }

  private static UsageNotRead line() {
    return of(
        3, Optional.of(new UsageNotRead.Lines(1, 1_234)), Message.of(FileProblem.LINE_NO_KEY));
  }

  private static UsageNotRead unnamed() {
    return new UsageNotRead(
        "usage_old.jsonl",
        Optional.empty(),
        Optional.empty(),
        Message.of(FileProblem.NAME_HOLDS_NO_DAY));
  }

  @Test
  void eachSaysWhichDayWhyAndWhatToDo() {
    assertEquals(
        """
        2 Nov 2026 (UTC) is not counted in full. usage_2026-11-02.jsonl: The file cannot be read: \
        access is denied. See to it that the console may and can read the file: it is counted by \
        itself then.
        3 Nov 2026 (UTC) is not counted in full. Line 1234 of usage_2026-11-03.jsonl cannot be \
        read: key_id is missing or not a text. All other lines are counted. Once the file is \
        mended, this one is too.
        Some day may not be counted in full. usage_old.jsonl: The file's name does not hold a \
        date. Name it after the UTC day of its lines, or move it out of the folder.""",
        told(Locale.ROOT, denied(2), line(), unnamed()));
  }

  /// Dates are as this run writes them, whatever the bundle.
  @Test
  void germanSaysTheSame() {
    assertEquals(
        """
        Der 2 Nov 2026 (UTC) ist nicht ganz gezählt. usage_2026-11-02.jsonl: Die Datei lässt \
        sich nicht lesen: der Zugriff ist verweigert. Sorgen Sie dafür, dass die Konsole die Datei \
        lesen darf und kann: Dann wird sie von selbst gezählt.
        Der 3 Nov 2026 (UTC) ist nicht ganz gezählt. Zeile 1234 von usage_2026-11-03.jsonl ist \
        nicht lesbar: key_id fehlt oder ist kein Text. Alle anderen Zeilen sind gezählt. Ist die \
        Datei repariert, ist es auch diese.
        Irgendein Tag ist vielleicht nicht ganz gezählt. usage_old.jsonl: Der Dateiname enthält \
        kein Datum. Benennen Sie sie nach dem UTC-Tag ihrer Zeilen, oder nehmen Sie sie aus dem \
        Ordner.""",
        told(Locale.GERMAN, denied(2), line(), unnamed()));
  }

  @Test
  void ofManyTheFirstAreNamed() {
    UsageNotRead[] many =
        IntStream.rangeClosed(1, 20)
            .mapToObj(UsageNotReadWordsTest::denied)
            .toArray(UsageNotRead[]::new);
    List<String> lines = told(Locale.ROOT, many).lines().toList();
    assertEquals(4, lines.size());
    assertEquals(
        "The same goes for 17 more usage files. What is exported names all of them.",
        lines.getLast());
    assertEquals("", told(Locale.ROOT));
  }
}
