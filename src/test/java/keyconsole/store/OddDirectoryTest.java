package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyProblem.Kind;
import keyconsole.domain.Limits;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.store.LogFolder.LogProblem;
import keyconsole.store.LogFolder.LogRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every odd file becomes what its notes say.
class OddDirectoryTest {

  @TempDir static Path dataRoot;

  private static TenantDirectory directory;
  private static JsonNode notes;
  private static final Map<String, ApiKey> KEYS = new HashMap<>();
  private static final Map<String, KeyProblem> PROBLEMS = new HashMap<>();

  @BeforeAll
  static void read() throws Exception {
    directory = Fixtures.copy("odd.example", dataRoot);
    notes = new ObjectMapper().readTree(Fixtures.ROOT.resolve("odd.example.notes.json").toFile());
    try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
      Snapshot snapshot = files.refresh();
      snapshot.keys().forEach(key -> KEYS.put(key.id().fileName(), key));
      snapshot.problems().forEach(problem -> PROBLEMS.put(problem.fileName(), problem));
    }
  }

  @Test
  void everyKeyFileIsWhatItsNoteSaysAndNothingElseIsThere() {
    JsonNode files = notes.get("keys");
    Map<String, String> wanted = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    files
        .properties()
        .forEach(
            note -> {
              boolean live = note.getValue().path("backend_accepts_it").asBoolean();
              String expect = note.getValue().get("expect").asText();
              wanted.put(note.getKey(), live ? expect + ", live" : expect);
            });
    KEYS.keySet().forEach(name -> found.put(name, "key"));
    PROBLEMS.forEach(
        (name, problem) ->
            found.put(name, problem.backendAcceptsIt() ? "problem, live" : "problem"));
    assertEquals(wanted, found);
  }

  @Test
  void everyProblemHasItsKindAndItsReason() {
    Map<String, String> expected = new TreeMap<>();
    expect(expected, "cd447e35-b8b6-48fe-b42e-3d437204e52d", Kind.SYNTAX, "byte order mark");
    expect(expected, "05b6e6e3-07d4-4edc-b143-1193e6c3f339", Kind.FIELD, "status is not known");
    expect(expected, "025b413f-8a9a-421e-b648-a7dd06839eb9", Kind.FIELD, "scope is not known");
    expect(expected, "afbd67f9-6196-49cf-b198-8ad9f06c144a", Kind.FIELD, "key_hash is missing");
    expect(
        expected,
        "b9d179e0-6c0f-44f5-b813-0c4237730edf",
        Kind.FIELD,
        "daily_quota is not a whole number");
    expect(
        expected,
        "c381e88f-38c0-48fd-b712-b8bc076f3787",
        Kind.FIELD,
        "created_at is not a timestamp");
    expect(
        expected, "8d88348a-7eed-4d14-b06d-3fef701966a0", Kind.FIELD, "capabilities is not a list");
    expect(
        expected,
        "f3c64af7-75a8-4294-b2cd-789a380208a9",
        Kind.OTHER_ID,
        "The id inside is not the file's name");
    expect(expected, "6a8ac4ba-0580-4975-bd2f-89d94a2f20aa", Kind.CUT, "ends in the middle");
    expect(expected, "ec148cb4-8e73-4a47-ba90-a8f0d66b829e", Kind.EMPTY, "empty");
    expect(expected, "a11d459a-2f97-4d87-b999-9e3fa46d6753", Kind.NOT_AN_OBJECT, "object");
    expect(expected, "4be03db0-dc25-44bd-b940-67edfe175330", Kind.NOT_AN_OBJECT, "object");
    expect(expected, "e5446dd4-552b-42f6-be3e-dc0a1ef2a4f0", Kind.TOO_LARGE, "990");
    expect(
        expected,
        "f9341c68-966b-4ea1-b8be-ab134da98f1d",
        Kind.FIELD,
        "blocked_endpoints is not a list");
    expect(expected, "f0dfb4a5-d8a0-44df-bfd6-3116e1ea24c4", Kind.FIELD, "usage is null");
    expect(
        expected,
        "be6521cc-3e24-44e3-baf0-27bc08d6af57",
        Kind.FIELD,
        "requests_count is not a whole number");
    expect(expected, "aa2ca1af-6a10-4b75-b77f-6cbdcc22af58", Kind.SYNTAX, "text after the end");
    expect(expected, "..%2f..%2fetc%2fpasswd", Kind.NAME, "not a key id");
    expect(expected, "README", Kind.NAME, "not a key id");
    assertEquals(expected.keySet(), new TreeSet<>(PROBLEMS.keySet()));
    expected.forEach(
        (name, words) -> {
          KeyProblem problem = PROBLEMS.get(name);
          String told = problem.kind() + ": " + English.of(problem.reason());
          assertTrue(
              told.startsWith(words.substring(0, words.indexOf(':')))
                  && told.contains(words.substring(words.indexOf(':') + 2)),
              name + " is told as " + told);
        });
  }

  private static void expect(Map<String, String> all, String stem, Kind kind, String words) {
    all.put(stem + ".json", kind + ": " + words);
  }

  @Test
  void keysCarryTheFlagsThatTheirNotesAskFor() {
    Map<String, Object> flags = new TreeMap<>();
    KEYS.forEach(
        (name, key) -> {
          if (!key.flags().isEmpty()) {
            flags.put(name.substring(0, 8), key.flags());
          }
        });
    assertEquals(
        Map.of(
            "78e51061", Set.of(KeyFlag.CREATION_WITH_OFFSET),
            "803468b6", Set.of(KeyFlag.SAME_HASH_AS_ANOTHER),
            "81f9c1f6", Set.of(KeyFlag.SAME_HASH_AS_ANOTHER),
            "e1fab9d7", Set.of(KeyFlag.EXPIRY_WITH_OFFSET)),
        flags);
  }

  @Test
  void aLiveProblemShowsItsOddFieldsAtTheirDefaults() {
    ApiKey key = PROBLEMS.get("b9d179e0-6c0f-44f5-b813-0c4237730edf.json").live().orElseThrow();
    assertEquals("number as text", key.name());
    assertEquals(Limits.defaultsFor(Scope.USER), key.limits());
    assertTrue(key.flags().contains(KeyFlag.LIVE_PROBLEM));
    assertEquals(
        new KeyId("ad45f23d-3b1a-41df-b87f-d2803bab6c39"),
        PROBLEMS.get("f3c64af7-75a8-4294-b2cd-789a380208a9.json").live().orElseThrow().id());
  }

  @Test
  void usageLinesAreWhatTheNotesSay() {
    Map<String, Integer> byDay = new TreeMap<>();
    Map<String, Integer> byKey = new TreeMap<>();
    List<LogProblem> problems =
        new LogFolder(directory.usage(), "usage")
            .forEach(
                record -> {
                  byDay.merge(text(record, "timestamp").substring(0, 10), 1, Integer::sum);
                  byKey.merge(text(record, "key_id"), 1, Integer::sum);
                });
    JsonNode wanted = notes.get("usage");
    assertEquals(wanted.get("by_day").toString(), new ObjectMapper().valueToTree(byDay).toString());
    assertEquals(wanted.get("by_key").toString(), new ObjectMapper().valueToTree(byKey).toString());
    assertProblems(wanted, problems);
    assertEquals(
        Optional.of(0),
        problems.stream()
            .filter(p -> p.fileName().equals("usage_2026-13-45.jsonl"))
            .map(LogProblem::line)
            .findFirst());
  }

  @Test
  void auditLinesAreWhatTheNotesSay() {
    List<String> actions = new ArrayList<>();
    List<LogProblem> problems =
        new LogFolder(directory.audit(), "audit").forEach(r -> actions.add(text(r, "action")));
    assertEquals(List.of("api_key_created", "policy_changed", "api_key_revoked"), actions);
    assertProblems(notes.get("audit"), problems);
  }

  private static void assertProblems(JsonNode wanted, List<LogProblem> problems) {
    List<String> unreadable = new ArrayList<>();
    wanted
        .get("unreadable_lines")
        .forEach(line -> unreadable.add(line.get(0).asText() + " " + line.get(1).asInt()));
    List<String> unfinished = new ArrayList<>();
    wanted.get("unfinished_last_lines").forEach(name -> unfinished.add(name.asText()));
    assertEquals(
        unreadable,
        problems.stream()
            .filter(p -> !p.unfinished() && p.line() > 0)
            .map(p -> p.fileName() + " " + p.line())
            .toList());
    assertEquals(
        unfinished,
        problems.stream().filter(LogProblem::unfinished).map(LogProblem::fileName).toList());
  }

  private static String text(LogRecord record, String name) {
    return ((Value.Text) record.fields().get(name).orElseThrow()).text();
  }
}
