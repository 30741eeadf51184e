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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.service.AuditTrail;
import keyconsole.service.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSavingTest {

  private static final int HEAD = 11;

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
    saving.save(format, found, from, to, filter, "22 Nov", Optional.of("Sealed to noon"), words());
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
        List.of("save.example", "action:revoked", "22 Nov", "UTC", "Sealed to noon")) {
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
    assertEquals("Tenant,save.example,,,,,,,,,", rows.getFirst());
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
