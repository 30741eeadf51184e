package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keyconsole.FaultyFileSystem;
import keyconsole.PlainKey;
import keyconsole.TestTenant;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.ReportRange;
import keyconsole.domain.Snooze;
import keyconsole.service.KeyService;
import keyconsole.service.ReportFigures;
import keyconsole.service.Reports;
import keyconsole.service.Session;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it changes the language of the process")
class ReportFolderTest {

  private static final ResourceBundle TEXTS = ResourceBundle.getBundle("i18n.console");
  private static final List<String> FILES =
      List.of(
          "access-review.csv",
          "audit.csv",
          "findings.csv",
          "inventory.csv",
          "report.pdf",
          "seals.csv",
          "usage.csv");

  @TempDir Path folder;

  private Path data() {
    try {
      return Files.createDirectories(folder.resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ReportFigures figures(TestTenant tenant) {
    try (KeyService service =
        KeyService.open(
            tenant.dataRoot,
            tenant.domain,
            Session.readOnly(tenant.domain),
            Optional.empty(),
            tenant.clock)) {
      return Reports.gather(
          service,
          Optional.of(folder.resolve("user")),
          AccessReturns.NONE,
          ReportRange.month("2026-11").orElseThrow(),
          tenant.clock.instant(),
          share -> {});
    }
  }

  private ReportFigures with(List<ApiKey> keys) {
    ReportFigures none = figures(TestTenant.empty(data()));
    return with(none, keys, none.notes());
  }

  private static ReportFigures with(ReportFigures none, List<ApiKey> keys, HealthNotes notes) {
    return new ReportFigures(
        none.tenant(),
        none.range(),
        none.made(),
        keys,
        none.problems(),
        none.health(),
        notes,
        none.usage(),
        none.usageNotRead(),
        none.audit(),
        none.auditFrom(),
        none.auditTo(),
        none.auditProblems(),
        none.seals(),
        none.unchangedUntil(),
        none.sealTrouble());
  }

  private Path write(String name, ReportFigures figures) throws IOException {
    ReportFolder into = ReportFolder.at(folder.resolve(name), TEXTS);
    into.write(figures, share -> {});
    return into.path();
  }

  private static String pdf(Path report) throws IOException {
    try (PDDocument document = Loader.loadPDF(report.resolve("report.pdf").toFile())) {
      return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
    }
  }

  private static List<String> names(Path report) throws IOException {
    try (Stream<Path> files = Files.list(report)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void pdfTellsKeysRequestsDeedsAndTheSeal() throws IOException {
    ReportFigures figures = figures(TestTenant.acme(data()));
    Path report = write("report", figures);
    assertEquals(FILES, names(report));
    String text = pdf(report);
    assertTrue(text.contains("Access report\nacme.example\nNovember 2026\n"), text);
    for (ApiKey key : figures.keys()) {
      assertTrue(text.contains(key.id().text()), key.id().text());
      assertTrue(text.contains(key.ownerId()), key.ownerId());
    }
    assertTrue(text.contains(KeyWords.number(figures.usage().totalRequests())));
    assertTrue(text.contains("Not sealed"));
    assertTrue(text.contains("Keep\nChange\nRevoke"), text);
    assertTrue(text.contains("Signature"));
    assertFalse(text.contains(figures.keys().getFirst().hash().hex()));
  }

  @Test
  void keysInUseAreTheKeysThereAreAndThoseThatAreGone() throws IOException {
    TestTenant tenant = TestTenant.acme(data());
    SomeLines lines = new SomeLines(tenant.dataRoot.resolve(tenant.domain).resolve("api_keys"));
    Instant at = Instant.parse("2026-11-17T14:05:00Z");
    Set<String> ids = new HashSet<>();
    figures(tenant).keys().forEach(key -> ids.add(key.id().text()));
    ids.add("1a30ea50-0000-4000-8000-000000000000");
    ids.add("2b41fb61-0000-4000-8000-000000000000");
    ids.forEach(id -> lines.add(1, at, id, "/v1/chat", "203.0.113.24"));

    String text = pdf(write("report", figures(tenant)));

    assertTrue(text.contains("by 11 keys, 2 deleted"), text);
    assertTrue(text.contains("of 9 + 2 deleted"), text);
    assertTrue(text.contains("deleted key 1a30ea50…"), text);
  }

  @Test
  void everyPageHasItsNumberAndTheHeadOfItsPart() throws IOException {
    Path report = write("report", with(keys(200)));
    try (PDDocument document = Loader.loadPDF(report.resolve("report.pdf").toFile())) {
      int pages = document.getNumberOfPages();
      PDFTextStripper stripper = new PDFTextStripper();
      int inventories = 0;
      for (int page = 1; page <= pages; page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        String text = stripper.getText(document).replace('\u00a0', ' ');
        assertTrue(text.contains("Page " + page + " of " + pages), text);
        inventories += text.contains("Owner Scope Status Created, expires Last used") ? 1 : 0;
      }
      assertTrue(inventories > 4, "pages with the table's head: " + inventories);
    }
  }

  @Test
  void sameFiguresGiveTheSameBytes() throws IOException {
    TestTenant tenant = TestTenant.acme(data());
    Path one = write("one", figures(tenant));
    Path two = write("two", figures(tenant));
    for (String name : FILES) {
      assertArrayEquals(
          Files.readAllBytes(one.resolve(name)), Files.readAllBytes(two.resolve(name)), name);
    }
  }

  @Test
  void whatOfTheUsageLinesCouldNotBeReadIsToldOnPaperAndInTheFile() throws IOException {
    TestTenant tenant = TestTenant.acme(data());
    String file = "usage_2026-11-02.jsonl";
    Files.writeString(tenant.directory().usage().resolve(file), "nonsense\n");
    Path report = write("report", figures(tenant));
    String told = "1 usage file could not be read in full. What could not be read is not counted: ";
    String text = pdf(report);
    assertTrue(text.contains(told + file), text);
    String usage = Files.readString(report.resolve("usage.csv"));
    assertTrue(usage.contains("Not read in full," + file + ",,,\r\nTable,Begin,"), usage);
  }

  @Test
  void csvFilesHoldTheFiguresOfTheServices() throws IOException {
    ReportFigures figures = figures(TestTenant.acme(data()));
    Path report = write("report", figures);
    String inventory = Files.readString(report.resolve("inventory.csv"));
    assertEquals(1 + figures.keys().size(), inventory.lines().count());
    assertTrue(inventory.startsWith("Key id,Name,Description,Owner,"));
    String usage = Files.readString(report.resolve("usage.csv"));
    assertTrue(usage.contains("total,,,," + figures.usage().totalRequests() + "\r\n"), usage);
    String audit = Files.readString(report.resolve("audit.csv"));
    assertTrue(audit.contains("Range from," + figures.range().from() + "T00:00:00.000000+00:00,"));
    int entries = figures.auditTo() - figures.auditFrom();
    assertEquals(entries, audit.lines().filter(line -> line.startsWith("entry,")).count());
    assertEquals(
        1 + figures.health().findings().size(),
        Files.readString(report.resolve("findings.csv")).lines().count());
    String review = Files.readString(report.resolve("access-review.csv"));
    assertEquals(1 + ReportKeyPages.toReview(figures).size(), review.lines().count());
    assertFalse(review.contains("revoked"));
  }

  /// Two of its keys were not rotated for long.
  private ReportFigures figuresWithFindings() {
    TestTenant tenant = TestTenant.acme(data());
    tenant.clock.set(TestTenant.NOON.plus(Duration.ofDays(80)));
    return figures(tenant);
  }

  @Test
  void findingsAreWordedAsOnTheHealthPage() throws IOException {
    ReportFigures figures = figuresWithFindings();
    Finding finding = figures.health().findings().getFirst();
    HealthWords words = new HealthWords(new KeyWords(TEXTS), figures.tenant(), Optional.empty());
    Path report = write("report", figures);
    String plain = pdf(report).replaceAll("\\s+", " ");
    String csv = Files.readString(report.resolve("findings.csv"));
    for (String told :
        List.of(
            words.title(finding.kind(), figures.health().thresholds()),
            words.evidence(finding, figures.made()))) {
      assertTrue(plain.contains(told), told + " in " + plain);
      assertTrue(csv.contains(told), told + " in " + csv);
    }
    String why = words.why(finding.kind(), figures.health().thresholds());
    assertTrue(plain.contains(why), why);
  }

  private static Finding toPutOff(ReportFigures figures) {
    return figures.health().findings().stream()
        .filter(it -> it.kind().canBePutOff())
        .findFirst()
        .orElseThrow();
  }

  private static ReportFigures putOff(
      ReportFigures figures, Finding finding, Instant until, String reason) {
    Snooze snooze = new Snooze(finding.id(), until, reason, "olu@acme.example", figures.made());
    HealthNotes notes =
        new HealthNotes(figures.health().thresholds(), Map.of(finding.id(), snooze));
    return with(figures, figures.keys(), notes);
  }

  @Test
  void whatIsPutOffCountsForNothingAndIsToldWithItsReasonItsMakerAndItsDay() throws IOException {
    ReportFigures figures = figuresWithFindings();
    Finding finding = toPutOff(figures);
    Instant until = figures.made().plus(Duration.ofDays(30));
    ReportFigures putOff = putOff(figures, finding, until, "Moves in January");
    long all = ReportFindingPages.count(figures, finding.severity());
    assertEquals(all - 1, ReportFindingPages.count(putOff, finding.severity()));
    Path report = write("report", putOff);
    String told = "Put off until " + KeyWords.day(until) + " by olu@acme.example: Moves in January";
    String plain = pdf(report).replaceAll("\\s+", " ");
    assertTrue(plain.contains(told), plain);
    String csv = Files.readString(report.resolve("findings.csv"));
    assertTrue(csv.contains("," + until + ",olu@acme.example,Moves in January\r\n"), csv);
    assertEquals(1 + putOff.health().findings().size(), csv.lines().count());
    String before = pdf(write("before", figures)).replaceAll("\\s+", " ");
    assertFalse(before.contains("Moves in January"));
  }

  @Test
  void reasonIsPrintedToItsLastWord() throws IOException {
    ReportFigures figures = figuresWithFindings();
    String reason = "until the other team has moved, ".repeat(15) + "as was agreed";
    Instant until = figures.made().plus(Duration.ofDays(30));
    ReportFigures putOff = putOff(figures, toPutOff(figures), until, reason);
    String told = pdf(write("report", putOff));
    assertTrue(told.replaceAll("\\s+", " ").contains(reason), told);
  }

  /// Whoever signs must see whose access it is.
  @Test
  void ownerStandsInFullOnTheSheetOfTheFirstKeyHoweverManyCameBefore() throws IOException {
    String owner =
        "a.mailbox.with.a.very.long.name.indeed@a-long-subdomain.of.another-department.example.com";
    ReportFigures none = figures(TestTenant.empty(data()));
    for (int others = 1; others <= 12; others++) {
      List<ApiKey> keys = new ArrayList<>();
      for (int i = 0; i < others; i++) {
        keys.add(key("Key " + i, "first@acme.example"));
      }
      keys.add(key("The last one", owner));
      Path report = write("report" + others, with(none, keys, none.notes()));
      String sheet =
          sheets(report).stream()
              .filter(it -> it.contains("The last one") && it.contains("Revoke"))
              .findFirst()
              .orElseThrow();
      assertTrue(sheet.replaceAll("\\s", "").contains(owner), others + ": " + sheet);
    }
  }

  private static ApiKey key(String name, String owner) {
    return PlainKey.of(name, TestTenant.NOON).with().name(name).ownerId(owner).key();
  }

  private static List<String> sheets(Path report) throws IOException {
    List<String> sheets = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(report.resolve("report.pdf").toFile())) {
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        sheets.add(stripper.getText(document));
      }
    }
    return sheets;
  }

  @Test
  void germanReportWritesDaysAndWhatIsWrongAsGermanDoes() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMAN);
      ReportFolder into =
          ReportFolder.at(
              folder.resolve("bericht"), ResourceBundle.getBundle("i18n.console", Locale.GERMAN));
      into.write(figures(TestTenant.odd(data())), share -> {});
      String text = pdf(into.path());
      assertTrue(text.contains("23. Nov. 2026, 12:00"), text);
      String inventory = Files.readString(into.path().resolve("inventory.csv"));
      assertTrue(inventory.contains("usage ist null"), inventory);
      assertFalse(inventory.contains("usage is null"), inventory);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void nameThatIsAFormulaStaysText() throws IOException {
    ApiKey key =
        PlainKey.of("raw", TestTenant.NOON)
            .with()
            .name("=HYPERLINK(\"http://evil.example\")")
            .ownerId("@SUM(1)")
            .key();
    Path report = write("report", with(List.of(key)));
    String review = Files.readString(report.resolve("access-review.csv"));
    assertTrue(review.contains("\r\n'@SUM(1),"), review);
    assertTrue(review.contains("\"'=HYPERLINK("), review);
  }

  @Test
  void oddFilesStandInTheReportAndStopNothing() throws IOException {
    ReportFigures figures = figures(TestTenant.odd(data()));
    assertFalse(figures.problems().isEmpty());
    Path report = write("report", figures);
    String text = pdf(report).replaceAll("\\s", "");
    String inventory = Files.readString(report.resolve("inventory.csv"));
    figures.problems().forEach(it -> assertTrue(inventory.contains(it.fileName())));
    assertTrue(text.contains("Filesthatarenoreadablekeys"));
    assertTrue(text.contains("Livecredentialsinfilesthatarenoreadablekeys"));
  }

  @Test
  void tenantWithoutKeysHasAReportToo() throws IOException {
    String text = pdf(write("report", with(List.of())));
    assertTrue(text.contains("There are no keys."));
    assertTrue(text.contains("nothing to approve"));
    assertTrue(text.contains("Nothing was done."));
  }

  @Test
  void strangeNamesAreToldWithoutACrash() throws IOException {
    ApiKey key =
        PlainKey.of("raw", TestTenant.NOON)
            .with()
            .name("東京 \ud83d\ude00 " + "x".repeat(3_000) + " שלום\n\u202e")
            .ownerId("")
            .capabilities(IntStream.range(0, 300).mapToObj(i -> "llm:model-" + i).toList())
            .key();
    String text = pdf(write("report", with(List.of(key))));
    assertTrue(text.contains("…"));
    assertTrue(text.contains("(no owner)"));
  }

  @Test
  void whoApprovesAKeyReadsAllThatItMayDo() throws IOException {
    ApiKey key =
        PlainKey.of("raw", TestTenant.NOON)
            .with()
            .capabilities(IntStream.range(0, 40).mapToObj(i -> "llm:model-" + i).toList())
            .key();
    String text = pdf(write("report", with(List.of(key))));
    assertTrue(text.contains("llm:model-39"), text);
  }

  @Test
  void paperShowsWhatNobodyWouldSeeAndTheTablesHoldIt() throws IOException {
    String name = "Pay\u202egnp\u200b.exe";
    String owner = "ol\u00adu@acme.example";
    ApiKey key =
        PlainKey.of("raw", TestTenant.NOON).with().name(name + "\u0007").ownerId(owner).key();
    Path report = write("report", with(List.of(key)));
    String text = pdf(report).replace("\n", "");
    assertTrue(text.contains("Pay‹U+202E›gnp‹U+200B›.exe‹U+0007›"), text);
    assertTrue(text.contains("ol‹U+00AD›u@acme.example"), text);
    assertFalse(text.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT), text);
    for (String table : List.of("inventory.csv", "access-review.csv")) {
      String raw = Files.readString(report.resolve(table));
      assertTrue(raw.contains(name), table);
      assertTrue(raw.contains(owner), table);
    }
  }

  private static List<ApiKey> keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                PlainKey.of("raw" + i, TestTenant.NOON)
                    .with()
                    .name("Key " + i)
                    .ownerId("owner-%05d@acme.example".formatted(i / 7))
                    .key())
        .toList();
  }

  @Test
  void ofAHundredThousandKeysPaperHoldsTheFirstAndTheFilesAll() throws IOException {
    ReportFigures figures = with(keys(100_000));
    Path report = assertTimeout(Duration.ofSeconds(60), () -> write("report", figures));
    try (Stream<String> lines = Files.lines(report.resolve("inventory.csv"))) {
      assertEquals(100_001, lines.count());
    }
    try (PDDocument document = Loader.loadPDF(report.resolve("report.pdf").toFile())) {
      assertTrue(document.getNumberOfPages() < 500, "pages " + document.getNumberOfPages());
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setStartPage(2);
      stripper.setEndPage(2);
      String text = stripper.getText(document);
      assertTrue(text.contains("the first 2,000 of 100,000 keys"), text);
    }
    assertTrue(Files.size(report.resolve("report.pdf")) < 5_000_000);
  }

  @Test
  void folderThatHoldsFilesIsLeftAlone() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept.txt"), "kept");
    IOException refused = assertThrows(IOException.class, () -> ReportFolder.at(folder, TEXTS));
    assertEquals(
        folder + " holds files already. Name a folder that is empty or not there yet.",
        refused.getMessage());
    assertThrows(IOException.class, () -> ReportFolder.at(kept, TEXTS));
    assertEquals("kept", Files.readString(kept));
  }

  @Test
  void onlyItsMakerMayReadIt() throws IOException {
    Path report = write("new/report", with(List.of()));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(report)));
    for (String name : FILES) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(report.resolve(name))));
    }
  }

  @Test
  void stoppedInTheMiddleNothingIsLeft() throws IOException {
    ReportFigures figures = with(keys(3));
    Path report = folder.resolve("report");
    ReportFolder into = ReportFolder.at(report, TEXTS);
    try {
      assertThrows(
          CancellationException.class,
          () -> into.write(figures, share -> Thread.currentThread().interrupt()));
    } finally {
      Thread.interrupted();
    }
    assertFalse(Files.exists(report));
  }

  @Test
  void untilAllIsThereNothingStandsInItsPlace() throws IOException {
    Path report = folder.resolve("reports/report");
    ReportFolder into = ReportFolder.at(report, TEXTS);
    into.write(figures(TestTenant.empty(data())), share -> assertFalse(Files.exists(report)));
    assertEquals(FILES, names(report));
    assertEquals(List.of("report"), names(report.getParent()));
  }

  @Test
  void folderThatWasThereAndEmptyGetsAllFilesOrNone() throws IOException {
    Path report = Files.createDirectory(folder.resolve("report"));
    ReportFigures figures = figures(TestTenant.empty(data()));
    ReportFolder into = ReportFolder.at(report, TEXTS);
    try {
      assertThrows(
          CancellationException.class,
          () -> into.write(figures, share -> Thread.currentThread().interrupt()));
    } finally {
      Thread.interrupted();
    }
    assertEquals(List.of(), names(report));
    into.write(
        figures,
        share -> assertFalse(Files.exists(report.resolve(FILES.getFirst())), "moved too early"));
    assertEquals(FILES, names(report));
  }

  @Test
  void folderWithoutARightToWriteIsToldAndNothingIsLeft() throws IOException {
    FaultyFileSystem disk = new FaultyFileSystem();
    Path report = disk.path(folder.resolve("report"));
    ReportFigures figures = figures(TestTenant.empty(data()));
    disk.failEach(Set.of("open"), FaultyFileSystem.Fault.DENIED);
    ReportFolder into = ReportFolder.at(report, TEXTS);
    IOException told = assertThrows(IOException.class, () -> into.write(figures, share -> {}));
    assertEquals("There is no right to write in " + report + ".", told.getMessage());
    assertFalse(Files.exists(folder.resolve("report")));
  }
}
