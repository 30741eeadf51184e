package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import keyconsole.domain.UsageReport;
import keyconsole.domain.UsageReport.Count;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Figures for other programs.
class UsageExportTest {

  private static final Instant FRIDAY = Instant.parse("2026-11-20T09:30:00Z");
  private static final List<String> HOSTILE =
      List.of(
          "=HYPERLINK(\"http://evil.example\",\"a\")",
          "+1",
          "-1+1",
          "@SUM(A1)",
          "\tcmd",
          "\rcmd",
          "a \"quoted\", and more",
          "two\r\nlines",
          "Café 東京",
          "");

  @TempDir Path folder;
  private final TestSurroundings around = new TestSurroundings();
  private TestWorkspace test;
  private KeyListViewModel keys;
  private UsageViewModel usage;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
    SomeLines lines = new SomeLines(test.workspace.folder());
    String key = test.service.list().getFirst().id().text();
    for (int i = 0; i < HOSTILE.size(); i++) {
      lines.add(HOSTILE.size() - i, FRIDAY, key, HOSTILE.get(i), "203.0.113.24");
    }
    keys = new KeyListViewModel(test.workspace);
    usage = new UsageViewModel(test.workspace, keys, around, ZoneId.of("Europe/Berlin"));
    usage.enter();
  }

  @AfterEach
  void close() {
    usage.close();
    keys.close();
    test.close();
  }

  private List<List<String>> saved() throws IOException {
    Path file = folder.resolve("figures.csv");
    around.saveTo = Optional.of(file);
    usage.saveFigures();
    return read(Files.readString(file, StandardCharsets.UTF_8));
  }

  /// Reads RFC 4180: quoted fields may hold commas, line ends and doubled quotes.
  private static List<List<String>> read(String csv) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        boolean twice = c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
        if (c == '"' && !twice) {
          quoted = false;
        } else {
          field.append(c);
          i += twice ? 1 : 0;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',') {
        record.add(field.toString());
        field.setLength(0);
      } else if (csv.startsWith("\r\n", i)) {
        record.add(field.toString());
        field.setLength(0);
        records.add(record);
        record = new ArrayList<>();
        i++;
      } else {
        field.append(c);
      }
    }
    assertTrue(record.isEmpty() && field.isEmpty(), "the last record has no end");
    return records;
  }

  private static List<List<String>> table(List<List<String>> records, String name) {
    return records.stream().filter(record -> record.getFirst().equals(name)).toList();
  }

  @Test
  void everyRecordHasTheSameNumberOfFieldsAndTheHeadSaysWhatItIsAbout() throws IOException {
    usage.chips().toggle(new UsageFacet.Ip("203.0.113.24"));

    List<List<String>> records = saved();

    assertTrue(records.stream().allMatch(record -> record.size() == 5));
    assertEquals(List.of("Tenant", "acme.example", "", "", ""), records.get(0));
    assertEquals(List.of("From", "2026-10-24T00:00+00:00", "", "", ""), records.get(1));
    assertEquals(
        List.of("To (not included)", "2026-11-23T00:00+00:00", "", "", ""), records.get(2));
    assertEquals(List.of("Zone", "UTC", "", "", ""), records.get(3));
    assertEquals(List.of("Filter", "IP", "203.0.113.24", "203.0.113.24", ""), records.get(4));
    assertEquals(
        List.of("usage of acme.example, 2026-10-24 – 2026-11-22.csv"), around.proposedNames);
  }

  @Test
  void hostileTextsComeBackAsTheyAreButForTheApostropheThatMakesThemSafe() throws IOException {
    List<List<String>> endpoints = table(saved(), "endpoint");

    assertEquals(
        HOSTILE.stream()
            .map(text -> text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text)
            .toList(),
        endpoints.stream().map(record -> record.get(2)).toList());
    assertEquals("10", endpoints.getFirst().get(4));
  }

  @Test
  void daysOfWhichNothingIsKnownAreEmptyNotNought() throws IOException {
    List<List<String>> days = table(saved(), "day");

    assertEquals(30, days.size());
    assertEquals("", days.getFirst().get(4));
    assertEquals("55", days.get(27).get(4));
    assertEquals("2026-11-20T00:00+00:00", days.get(27).get(1));
  }

  @Test
  void filesThatWereNotReadInFullAreNamed() throws IOException {
    assertEquals(List.of(), table(saved(), "Not read in full"));
    Path file = test.workspace.folder().resolve("usage").resolve("usage_2026-11-21.jsonl");
    Files.writeString(file, "nonsense\n");
    test.service.refreshUsage();
    test.pass(Duration.ofSeconds(11));

    assertEquals(
        List.of(List.of("Not read in full", "usage_2026-11-21.jsonl", "", "", "")),
        table(saved(), "Not read in full"));
  }

  @Test
  void addressesThatAreNotAllThereOrNotExactAreSaidToBeSo() {
    UsageReport report = usage.figuresProperty().get().orElseThrow().report();
    assertEquals(List.of(), table(records(report), "Addresses"));

    List<Count> most =
        IntStream.range(0, UsageReport.MOST_IPS)
            .mapToObj(i -> new Count("10.0.%d.%d".formatted(i / 256, i % 256), 5))
            .toList();

    assertEquals(
        List.of(
            List.of("Addresses", "those with the most requests only", "", "", "1000"),
            List.of("Addresses", "may be missing from each, at most", "", "", "7")),
        table(records(withAddresses(report, most, 7)), "Addresses"));
  }

  private List<List<String>> records(UsageReport report) {
    UsageNames names =
        UsageNames.of(new KeyWords(test.workspace.texts()), List.of(), "acme.example", true);
    return UsageExport.records(
        report, names, new UsageExport.About("acme.example", List.of(), "UTC", FRIDAY, List.of()));
  }

  private static UsageReport withAddresses(UsageReport report, List<Count> ips, long error) {
    return new UsageReport(
        report.query(),
        report.totalRequests(),
        report.totalErrors(),
        report.rateLimitHits(),
        report.keysAnalyzed(),
        report.averagePerDay(),
        report.activeKeys(),
        report.peakHour(),
        report.steps(),
        report.total(),
        report.bands(),
        report.other(),
        report.week(),
        report.weekHours(),
        report.keys(),
        report.owners(),
        report.endpoints(),
        ips,
        error,
        report.perKey(),
        report.peaks(),
        report.before());
  }

  @Test
  void timesAreThoseOfTheZone() throws IOException {
    usage.settings().zoneProperty().set(UsageZones.LOCAL);

    List<List<String>> records = saved();

    assertEquals("Europe/Berlin, UTC+2/UTC+1", records.get(3).get(1));
    assertEquals("2026-10-24T00:00+02:00", records.get(1).get(1));
  }

  @Test
  void theClipboardGetsOneLineARecord() {
    usage.copyFigures();

    List<String> lines = test.clipboard.lines().toList();

    assertTrue(lines.stream().allMatch(line -> line.split("\t", -1).length == 5));
    assertTrue(test.clipboard.contains("'=HYPERLINK"));
    assertEquals(List.of("The figures are on the clipboard"), test.said);
  }

  @Test
  void aFileThatCannotBeWrittenIsTold() {
    around.saveTo = Optional.of(folder.resolve("figures.csv"));
    around.damage = Optional.of(new IOException("There is no room."));

    usage.saveFigures();

    assertEquals(1, test.reported.size());
    assertTrue(test.reported.getFirst().endsWith("figures.csv was not saved.: There is no room."));
  }

  @Test
  void nothingIsWrittenWhereThePersonGoesBack() {
    usage.saveFigures();

    assertEquals(List.of(), test.said);
    assertEquals(List.of(), test.reported);
  }
}
