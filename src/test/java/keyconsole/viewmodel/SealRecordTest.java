package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// What is written of the seals to be kept, in the language of the console.
@Isolated("it changes the language of the process")
class SealRecordTest {

  private static final String DAY = "audit_2026-11-23.jsonl";
  private static final Instant MOMENT = Instant.parse("2026-11-23T12:00:00.5Z");

  private final Locale before = Locale.getDefault();

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  private static SealWords words(Locale locale) {
    Locale.setDefault(locale);
    return new SealWords(ResourceBundle.getBundle("i18n.console", locale));
  }

  private static String report(Locale locale, SealReport report) {
    return new SealRecord(words(locale)).report(report);
  }

  private static SealReport broken() {
    return new SealReport(
        Optional.of(MOMENT),
        MOMENT.plusSeconds(60),
        12_345,
        List.of(new SealReport.SealedFile(DAY, 12_345, 20, MOMENT)),
        List.of(
            new SealFinding(SealFinding.Kind.REMOVED, DAY, 7, 2, 3),
            new SealFinding(SealFinding.Kind.KEY_EXPOSED, "/own/seal.key", 0, 0)),
        List.of(
            new SealReport.Acknowledged("audit_2026-11-01.jsonl", 0, MOMENT, "olu@desk", "Purge")),
        List.of(new SealReport.OtherWitness("ada@office", "0011", 3, MOMENT)),
        List.of());
  }

  @Test
  void aReportIsEnglishInAnEnglishConsole() {
    assertEquals(
        """
        The audit log is NOT whole.
        Sealed until: 2026-11-23T12:00:00.500Z
        Verified: 2026-11-23T12:01:00.500Z, 12,345 bytes in 1 file

        Findings: 2
          2 lines from line 7 on of audit_2026-11-23.jsonl were removed after they were sealed, and 3 more lines behind it are not as sealed
          Others may read the key that seals are signed with

        Acknowledged: 1
          audit_2026-11-01.jsonl: Purge (olu@desk, 2026-11-23T12:00:00.500Z, the file was gone or empty)

        Witnessed by others: 1
          3 seals witnessed by ada@office (key 0011), the last 2026-11-23T12:00:00.500Z, not verifiable here

        Sealed files: 1
          audit_2026-11-23.jsonl: 20 lines, 12,345 bytes, sealed 2026-11-23T12:00:00.500Z
        """,
        report(Locale.ENGLISH, broken()));
  }

  @Test
  void aReportIsGermanInAGermanConsole() {
    assertEquals(
        """
        Das Audit-Protokoll ist NICHT heil.
        Versiegelt bis: 2026-11-23T12:00:00.500Z
        Geprüft: 2026-11-23T12:01:00.500Z, 12.345 Bytes in 1 Datei

        Befunde: 2
          2 Zeilen ab Zeile 7 von audit_2026-11-23.jsonl wurden nach ihrem Versiegeln entfernt, und 3 weitere Zeilen dahinter sind nicht wie versiegelt
          Andere können den Schlüssel lesen, mit dem Siegel signiert werden

        Anerkannt: 1
          audit_2026-11-01.jsonl: Purge (olu@desk, 2026-11-23T12:00:00.500Z, die Datei war weg oder leer)

        Von anderen bezeugt: 1
          3 Siegel, bezeugt von ada@office (Schlüssel 0011), das letzte 2026-11-23T12:00:00.500Z, hier nicht prüfbar

        Versiegelte Dateien: 1
          audit_2026-11-23.jsonl: 20 Zeilen, 12.345 Bytes, versiegelt 2026-11-23T12:00:00.500Z
        """,
        report(Locale.GERMAN, broken()));
  }

  @Test
  void aReportOfNothingSaysSo() {
    SealReport nothing =
        new SealReport(
            Optional.empty(), MOMENT, 0, List.of(), List.of(), List.of(), List.of(), List.of());
    assertEquals(
        """
        The audit log is whole.
        Sealed until: nothing is sealed
        Verified: 2026-11-23T12:00:00.500Z, 0 bytes in 0 files

        Findings: none

        Acknowledged: none

        Witnessed by others: none

        Sealed files: none
        """,
        report(Locale.ENGLISH, nothing));
  }

  @Test
  void whyNothingIsSealedIsToldInTheConsolesLanguage() {
    SealStep.Trouble trouble =
        new SealStep.Trouble.OwnSeals(
            new SealFinding(SealFinding.Kind.OWN_COPY_MISSING, "seals.jsonl", 0, 0));
    assertEquals("the seals in your own folder are missing", words(Locale.ENGLISH).why(trouble));
    assertEquals("die Siegel in Ihrem eigenen Ordner fehlen", words(Locale.GERMAN).why(trouble));
  }
}
