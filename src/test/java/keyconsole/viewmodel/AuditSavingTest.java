package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.domain.Value;
import keyconsole.service.AuditTrail;
import keyconsole.service.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSavingTest {

  private static final int HEAD = 12;
  private static final Optional<AuditBrush> RANGE =
      Optional.of(
          new AuditBrush(
              Instant.parse("2026-11-22T00:00:00Z"),
              Instant.parse("2026-11-23T00:00:00Z"),
              "22 Nov",
              "all of them"));

  @TempDir Path folder;
  private final TestSurroundings around = new TestSurroundings();
  private TestWorkspace test;
  private AuditSaving saving;
  private Path saved;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "save.example");
    saving = new AuditSaving(test.workspace, around);
    saved = folder.resolve("out");
    around.saveTo = Optional.of(saved);
  }

  @AfterEach
  void close() {
    saving.close();
    test.close();
  }

  private void log(String day, byte[] content) throws IOException {
    Path audit = Files.createDirectories(test.workspace.folder().resolve("audit"));
    Files.write(audit.resolve("audit_" + day + ".jsonl"), content);
  }

  private void log(String... lines) throws IOException {
    log("2026-11-22", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String line(String action, String name, int second) {
    return "{\"timestamp\": \"2026-11-22T10:00:%02d\", \"action\": \"%s\", \"user_id\": \"olu@save.example\", \"details\": {\"key_id\": \"k1\", \"name\": \"%s\"}}"
        .formatted(second, action, name);
  }

  private AuditResult find(String query) {
    AuditTrail trail = test.service.auditTrail();
    trail.refresh();
    return trail.search(query, ZoneOffset.UTC, () -> false, _ -> {});
  }

  private AuditWords words() {
    return new AuditWords(
        new KeyWords(test.workspace.texts()),
        ZoneOffset.UTC,
        "save.example",
        new AuditNames(),
        TestWorkspace.NOW);
  }

  private void save(AuditSaving.Format format, AuditResult found, int from, int to, String filter) {
    saving.save(format, found, from, to, filter, RANGE, Optional.of("Sealed to noon"), words());
  }

  private void save(AuditSaving.Format format, String filter) {
    AuditResult found = find(filter);
    save(format, found, 0, found.size(), filter);
  }

  private Path about() {
    return saved.resolveSibling("out.about.json");
  }

  @Test
  void linesAreSavedToTheByteAndNothingElse() throws IOException {
    byte[] odd = {'b', 'a', 'd', (byte) 0xff, (byte) 0xfe, '\r', '\n'};
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write((line("api_key_revoked", "a", 1) + "\n").getBytes(StandardCharsets.UTF_8));
    all.write(odd);
    all.write(
        ("  " + line("api_key_created", "caf\u00e9", 2) + " \n").getBytes(StandardCharsets.UTF_8));
    log("2026-11-22", all.toByteArray());
    save(AuditSaving.Format.JSONL, "");
    assertArrayEquals(all.toByteArray(), Files.readAllBytes(saved));
    assertEquals(List.of("audit save.example 2026-11-23.jsonl"), around.proposedNames);
  }

  @Test
  void whatTheLinesAreAboutStandsBesideThem() throws Exception {
    log(line("api_key_revoked", "a", 1), line("api_key_created", "b", 2));
    save(AuditSaving.Format.JSONL, "action:revoked");
    String about = JsonText.parseObject(Files.readString(about())).toString();
    for (String told :
        List.of(
            "save.example",
            "action:revoked",
            "2026-11-22T00:00:00.000000+00:00",
            "2026-11-23T00:00:00.000000+00:00",
            "UTC",
            "Sealed to noon")) {
      assertTrue(about.contains(told), about);
    }
    assertTrue(Files.readString(about()).contains("\"rows\": 1"));
    assertEquals(List.of("1 entry is saved in " + saved), test.said);
    assertEquals(Optional.empty(), test.work);
  }

  @Test
  void lineOfSeveralFoundRecordsIsSavedOnce() throws IOException {
    String glued = line("api_key_revoked", "a", 1) + line("api_key_created", "b", 2);
    log(glued);
    save(AuditSaving.Format.JSONL, "");
    assertEquals(glued + "\n", Files.readString(saved));
    assertTrue(Files.readString(about()).contains("\"rows\": 2"));
    assertTrue(Files.readString(about()).contains("\"lines\": 1"));
  }

  @Test
  void noNameBecomesAFormula() throws IOException {
    log(line("api_key_revoked", "=HYPERLINK(1)", 1), line("=cmd", "b, c", 2), "@garbage");
    save(AuditSaving.Format.CSV, "");
    List<String> rows = Files.readAllLines(saved);
    assertEquals("Tenant,save.example,,,,,,,,,,", rows.getFirst());
    assertTrue(rows.get(HEAD).contains(",'=HYPERLINK(1),"));
    assertTrue(rows.get(HEAD + 1).contains(",'=cmd,"));
    assertTrue(rows.getLast().endsWith(",'@garbage"));
    assertEquals(HEAD + 3, rows.size());
  }

  @Test
  void whatWasMarkedIsSavedAndNoMore() throws IOException {
    log(line("x", "a", 1), line("x", "b", 2), line("x", "c", 3), line("x", "d", 4));
    save(AuditSaving.Format.JSONL, find(""), 1, 3, "");
    assertEquals(line("x", "b", 2) + "\n" + line("x", "c", 3) + "\n", Files.readString(saved));
  }

  @Test
  void everySearchIsSavedExactlyAsItFound() throws IOException {
    Random random = new Random(7);
    String[] actions = {"api_key_created", "api_key_revoked", "policy_changed"};
    for (int round = 0; round < 40; round++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < random.nextInt(1_200); i++) {
        String plain =
            line(actions[random.nextInt(3)], "n" + random.nextInt(5), random.nextInt(60));
        lines.add(random.nextInt(20) == 0 ? "garbage n" + random.nextInt(5) : plain);
      }
      log(lines.toArray(String[]::new));
      String filter = List.of("", "action:revoked", "n3", "-n1", "key:n2").get(random.nextInt(5));
      AuditResult found = find(filter);
      List<String> expected =
          found.records(0, found.size()).stream().map(AuditRecord::text).toList();
      save(AuditSaving.Format.JSONL, filter);
      assertEquals(expected, Files.readAllLines(saved), filter);
      save(AuditSaving.Format.CSV, filter);
      assertEquals(HEAD + expected.size(), Files.readAllLines(saved).size(), filter);
    }
  }

  /// A table as other programs read it: RFC 4180.
  private static List<List<String>> parsed(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && csv.startsWith("\"\"", i)) {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (quoted || ",\r\n".indexOf(c) < 0) {
        cell.append(c);
      } else {
        row.add(cell.toString());
        cell.setLength(0);
        if (csv.startsWith("\r\n", i)) {
          rows.add(row);
          row = new ArrayList<>();
          i++;
        } else {
          assertEquals(',', c);
        }
      }
    }
    assertFalse(quoted);
    assertEquals(List.of(), row);
    return rows;
  }

  /// What a spreadsheet must not take for a formula has an apostrophe before it, also behind what
  /// may separate cells for it; all else is as it was.
  private static String safe(String cell) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      String rest = cell.substring(i);
      boolean begins = i == 0 && rest.matches("(?s)'*[=+@\\t\\r\\n\uff1d\uff0b\uff0d\uff20-].*");
      boolean behindBreak = i > 0 && ";\t\r\n".indexOf(cell.charAt(i - 1)) >= 0;
      boolean within = behindBreak && rest.matches("(?s)['\"]*[=+@\uff1d\uff0b\uff0d\uff20-].*");
      safe.append(begins || within ? "'" : "").append(cell.charAt(i));
    }
    return safe.toString();
  }

  private static List<String> safe(String... cells) {
    return Stream.of(cells).map(AuditSavingTest::safe).toList();
  }

  private static String any(Random random) {
    String[] parts = {
      "=1+1",
      "+49",
      "-",
      "@SUM(A1)",
      "\t",
      "\r",
      "\n",
      "\r\n",
      "\"",
      "\"\"",
      ",",
      ";",
      "'",
      " ",
      "a",
      "\u6771\u4eac",
      "\ud83d\udd11",
      "e\u0301",
      "\u202e",
      "\u0000",
      "\uff1dcmd",
      "\uff20",
      "x,y",
      "|",
      "\\"
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  private static String json(String text) {
    return JsonText.write(new Value.Text(text));
  }

  @Test
  void everyCellOfATableIsWhatTheLogSays() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 25; round++) {
      List<String> lines = new ArrayList<>();
      List<List<String>> expected = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(700); i++) {
        String number = Integer.toString(i + 1);
        if (i > 0 && random.nextInt(10) == 0) {
          String garbage = "=" + any(random).replaceAll("[\\r\\n]", "") + "\"";
          lines.add(garbage);
          expected.add(
              safe(
                  "entry",
                  "",
                  "",
                  "",
                  "",
                  "",
                  "?",
                  "audit_2026-11-22.jsonl",
                  number,
                  "",
                  "?",
                  garbage));
          continue;
        }
        String time = "2026-11-22T%02d:%02d:%02d".formatted(i / 3_600, i / 60 % 60, i % 60);
        String action = "x" + any(random);
        String actor = any(random);
        String name = any(random);
        String line =
            "{\"timestamp\": \"%s\", \"action\": %s, \"user_id\": %s, \"details\": {\"key_id\": \"k1\", \"name\": %s}}"
                .formatted(time, json(action), json(actor), json(name));
        lines.add(line);
        expected.add(
            safe(
                "entry",
                time + ".000000+00:00",
                action,
                actor,
                "k1",
                name,
                "?",
                "audit_2026-11-22.jsonl",
                number,
                "",
                "",
                line));
      }
      log(lines.toArray(String[]::new));
      AuditResult found = find("");
      int from = random.nextInt(found.size());
      int to = from + 1 + random.nextInt(found.size() - from);
      save(AuditSaving.Format.CSV, found, from, to, "");
      List<List<String>> rows = parsed(Files.readString(saved));
      assertTrue(rows.stream().allMatch(row -> row.size() == expected.getFirst().size()));
      assertEquals(to - from, rows.size() - HEAD);
      for (int i = from; i < to; i++) {
        AuditRecord record = found.records(i, 1).getFirst();
        List<String> cells = new ArrayList<>(expected.get(record.line() - 1));
        cells.set(6, safe(words().summary(record)));
        cells.set(10, safe(record.problem().map(words()::problem).orElse("")));
        assertEquals(record.fields().isEmpty(), !cells.get(10).isEmpty());
        assertEquals(cells, rows.get(HEAD + i - from));
      }
    }
  }

  @Test
  void theKeysOfARecordStandInOneCellAndACutLineIsSaidToBeCut() throws IOException {
    String longest = "x".repeat(AuditRecord.MOST_TEXT);
    String details = "{\"key_id\": \"k1\", \"name\": \"a\"}";
    log(
        line("x", "a", 1).replace(details, "[" + details + ", {\"key_id\": \"k2\"}]"),
        line("x", "a", 2).replace("\"name\"", "\"" + longest + "\": 1, \"name\""));
    save(AuditSaving.Format.CSV, "");
    List<List<String>> rows = parsed(Files.readString(saved));
    List<String> names = rows.get(HEAD - 1);
    assertEquals("k1; k2", rows.get(HEAD).get(names.indexOf("Key id")));
    assertEquals("a; ", rows.get(HEAD).get(names.indexOf("Key name")));
    assertEquals("", rows.get(HEAD).get(names.indexOf("Problem")));
    assertEquals(
        "The line is longer than 131,072 bytes. Only its beginning is shown.",
        rows.get(HEAD + 1).get(names.indexOf("Problem")));
  }

  @Test
  void whatAClockThatWasSetBackWroteIsMarkedInTheTable() throws IOException {
    log(line("x", "a", 2), line("x", "b", 1), line("x", "c", 3));
    save(AuditSaving.Format.CSV, "");
    List<List<String>> rows = parsed(Files.readString(saved));
    int order = rows.get(HEAD - 1).indexOf("Order");
    assertEquals(
        List.of("b out of order", "a out of order", "c "),
        rows.subList(HEAD, rows.size()).stream()
            .map(row -> row.get(5) + " " + row.get(order))
            .toList());
  }

  @Test
  void theHeadTellsInWhichZoneAndOfWhatTheTableIs() throws IOException {
    log(line("x", "a", 1), line("x", "b", 2));
    AuditWords kolkata =
        new AuditWords(
            new KeyWords(test.workspace.texts()),
            ZoneId.of("Asia/Kolkata"),
            "save.example",
            new AuditNames(),
            TestWorkspace.NOW);
    saving.save(
        AuditSaving.Format.CSV, find("x"), 0, 2, "x, \"y\"", RANGE, Optional.empty(), kolkata);
    List<List<String>> rows = parsed(Files.readString(saved));
    assertEquals(
        List.of(
            List.of("Tenant", "save.example"),
            List.of("Filter", "x, \"y\""),
            List.of("Range from", "2026-11-22T05:30:00.000000+05:30"),
            List.of("Range before", "2026-11-23T05:30:00.000000+05:30"),
            List.of("From", "2026-11-22T15:30:01.000000+05:30"),
            List.of("To", "2026-11-22T15:30:02.000000+05:30"),
            List.of("Zone", "Asia/Kolkata"),
            List.of("Rows", "2"),
            List.of("Whole", "true"),
            List.of("Seals", "not told"),
            List.of("Made", "2026-11-23T17:30:00.000000+05:30")),
        rows.subList(0, HEAD - 1).stream().map(row -> row.subList(0, 2)).toList());
    assertEquals("2026-11-22T15:30:01.000000+05:30", rows.get(HEAD).get(1));
  }

  @Test
  void theHeadTellsTheFirstAndLastTimeThereIsAmongLinesWithoutOne() throws IOException {
    log("garbage", line("x", "a", 1), "more garbage", line("x", "b", 2), "the last of it", "{}");
    save(AuditSaving.Format.CSV, "");
    List<List<String>> rows = parsed(Files.readString(saved));
    assertEquals(List.of("From", "2026-11-22T10:00:01.000000+00:00"), rows.get(4).subList(0, 2));
    assertEquals(List.of("To", "2026-11-22T10:00:02.000000+00:00"), rows.get(5).subList(0, 2));
    save(AuditSaving.Format.CSV, "garbage");
    assertEquals(List.of("From", ""), parsed(Files.readString(saved)).get(4).subList(0, 2));
  }

  @Test
  void asLongAsOneFileIsWrittenAnotherOneIsNotBegun() throws IOException {
    log(line("x", "a", 1));
    test.tasks.hold();
    save(AuditSaving.Format.CSV, "");
    assertTrue(saving.goingOnProperty().get());
    around.saveTo = Optional.of(folder.resolve("second"));
    save(AuditSaving.Format.JSONL, "");
    assertEquals(
        List.of("An export is being written. Wait for it, or stop it in the status bar."),
        test.said);
    test.tasks.release();
    assertTrue(Files.exists(saved));
    assertFalse(Files.exists(folder.resolve("second")));
    assertFalse(saving.goingOnProperty().get());
    save(AuditSaving.Format.JSONL, "");
    assertTrue(Files.exists(folder.resolve("second")));
  }

  @Test
  void whatKeysAreCalledMeanwhileDoesNotReachTheFile() throws IOException {
    log(
        line("api_key_rotated", "a", 1).replace("\"k1\"", "\"k0\", \"successor_id\": \"k1\""),
        line("x", "New name", 2));
    AuditNames names = new AuditNames();
    AuditWords words =
        new AuditWords(
            new KeyWords(test.workspace.texts()),
            ZoneOffset.UTC,
            "save.example",
            names,
            TestWorkspace.NOW);
    AuditResult found = find("");
    test.tasks.hold();
    saving.save(AuditSaving.Format.CSV, found, 0, 1, "", Optional.empty(), Optional.empty(), words);
    names.learn(found.records(1, 1).getFirst());
    assertTrue(words.summary(found.records(0, 1).getFirst()).contains("New name"));
    test.tasks.release();
    assertFalse(Files.readString(saved).contains("New name"));
  }

  @Test
  void failureIsToldAndLeavesNoFile() throws IOException {
    log(line("x", "a", 1), line("x", "b", 2));
    AuditResult found = find("");
    log(line("x", "a", 1));
    save(AuditSaving.Format.JSONL, found, 0, 2, "");
    assertEquals(1, test.reported.size());
    assertFalse(Files.exists(saved));
    assertEquals(Optional.empty(), test.work);
  }

  @Test
  void linesThatCameInThePlacesOfThoseFoundAreNotSavedForThem() throws IOException {
    for (AuditSaving.Format format : AuditSaving.Format.values()) {
      log(line("x", "a", 1), line("x", "b", 2));
      AuditResult found = find("");
      log(line("x", "a", 1), line("x", "c", 2));
      Files.setLastModifiedTime(
          test.workspace.folder().resolve("audit/audit_2026-11-22.jsonl"),
          FileTime.from(TestWorkspace.NOW));
      save(format, found, 0, 2, "");
      assertFalse(Files.exists(saved));
      assertFalse(Files.exists(about()));
      assertEquals(
          saved
              + " could not be saved. The audit file audit_2026-11-22.jsonl was written anew or taken"
              + " away meanwhile. Try again.",
          reported().getLast());
    }
    assertEquals(2, test.reported.size());
  }

  @Test
  void linesThatCameBehindThoseFoundKeepNothingBack() throws IOException {
    log(line("x", "a", 1));
    AuditResult found = find("");
    log(line("x", "a", 1), line("x", "b", 2));
    save(AuditSaving.Format.JSONL, found, 0, 1, "");
    assertEquals(List.of(), test.reported);
    assertEquals(line("x", "a", 1) + "\n", Files.readString(saved));
  }

  /// Saves as a disk does on which something fails.
  private record Failing(FileSaver real, Refusal refusal) implements FileSaver {

    private interface Refusal {
      void check(Path file, boolean isWritten) throws IOException;
    }

    @Override
    public Optional<Path> chooseFile(String title, String name) {
      return real.chooseFile(title, name);
    }

    @Override
    public Optional<Path> chooseToOpen(String title) {
      return real.chooseToOpen(title);
    }

    @Override
    public byte[] read(Path file, int most) throws IOException {
      return real.read(file, most);
    }

    @Override
    public void write(Path file, Content content) throws IOException {
      refusal.check(file, false);
      real.write(
          file,
          out -> {
            content.to(out);
            refusal.check(file, true);
          });
    }
  }

  private void failAt(Failing.Refusal refusal) {
    saving.close();
    saving = new AuditSaving(test.workspace, new Failing(around, refusal));
  }

  @Test
  void withoutWhatTellsOfThemLinesAreNotSavedEither() throws IOException {
    log(line("x", "a", 1));
    Files.writeString(saved, "the lines of last week");
    failAt(
        (file, isWritten) -> {
          if (file.equals(about())) {
            throw new IOException("No space left");
          }
        });

    save(AuditSaving.Format.JSONL, "");

    assertEquals(List.of(saved + " could not be saved. No space left"), reported());
    assertEquals("the lines of last week", Files.readString(saved));
    assertFalse(Files.exists(about()));
  }

  private List<String> reported() {
    return test.reported.stream().map(each -> each.replace(".: ", ". ")).toList();
  }

  @Test
  void whatTellsOfLinesIsAsBeforeWhereTheyCannotTakeTheirPlace() throws IOException {
    log(line("x", "a", 1));
    boolean[] isFull = {true};
    failAt(
        (file, isWritten) -> {
          if (isFull[0] && isWritten && file.equals(saved)) {
            throw new IOException("Somebody has it open");
          }
        });

    save(AuditSaving.Format.JSONL, "");
    assertFalse(Files.exists(saved));
    assertFalse(Files.exists(about()));

    isFull[0] = false;
    save(AuditSaving.Format.JSONL, "x");
    byte[] earlier = Files.readAllBytes(about());
    isFull[0] = true;
    save(AuditSaving.Format.JSONL, "action:x");
    assertEquals(2, test.reported.size());
    assertArrayEquals(earlier, Files.readAllBytes(about()));
  }

  @Test
  void aFileOfAnotherKindBesideTheLinesIsLeftAlone() throws IOException {
    log(line("x", "a", 1));
    Files.writeString(about(), "{\"filter\": \"my notes\"}");

    save(AuditSaving.Format.JSONL, "");

    assertEquals(
        List.of(
            saved
                + " could not be saved. out.about.json is there already and was made by no export."
                + " Choose another name."),
        reported());
    assertFalse(Files.exists(saved));
    assertEquals("{\"filter\": \"my notes\"}", Files.readString(about()));
  }

  @Test
  void whatToldOfTheLinesBeforeIsReplacedWithThem() throws IOException {
    log(line("x", "a", 1));
    save(AuditSaving.Format.JSONL, "x");
    save(AuditSaving.Format.JSONL, "action:x");
    assertEquals(List.of(), test.reported);
    assertTrue(Files.readString(about()).contains("\"filter\": \"action:x\""));
  }

  @Test
  void savingCanBeStopped() throws IOException {
    log(line("x", "a", 1));
    test.tasks.hold();
    save(AuditSaving.Format.CSV, "");
    assertEquals("Saving 0 of 1 entries", test.work.orElseThrow().text());
    test.work.orElseThrow().cancel().orElseThrow().run();
    test.tasks.release();
    assertFalse(Files.exists(saved));
    assertEquals(Optional.empty(), test.work);
    assertEquals(0, test.tasks.repeatingCount());
  }

  @Test
  void whoGoesBackSavesNothing() throws IOException {
    log(line("x", "a", 1));
    around.saveTo = Optional.empty();
    save(AuditSaving.Format.CSV, "");
    assertFalse(Files.exists(saved));
    assertEquals(List.of(), test.works);
  }
}
