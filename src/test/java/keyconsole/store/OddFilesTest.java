package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import keyconsole.ChildJvm;
import keyconsole.TestTenant.SettableClock;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyProblem.Kind;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Key files and folders that nobody would write on purpose: none stops the rest, and what the
/// backend takes all the same is found.
class OddFilesTest {

  @TempDir Path dataRoot;
  private TenantDirectory directory;
  private KeyFiles files;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T00:00:00Z"));
  private final ApiKey good = Values.key("good");

  @BeforeEach
  void open() throws Exception {
    directory = Fixtures.empty(dataRoot);
    files = KeyFiles.open(directory, clock);
    files.create(good);
  }

  @AfterEach
  void close() {
    files.close();
  }

  private static String text(ApiKey key) {
    return new String(KeyFileCodec.encode(key, Value.Fields.EMPTY), StandardCharsets.US_ASCII);
  }

  /// Writes a key file with one piece of it replaced.
  private ApiKey odd(String piece, String by) throws Exception {
    ApiKey key = Values.key("odd");
    String text = text(key);
    assertTrue(text.contains(piece), piece);
    Files.writeString(directory.keys().resolve(key.id().fileName()), text.replace(piece, by));
    return key;
  }

  private KeyProblem onlyProblem() {
    Snapshot snapshot = files.refresh();
    assertEquals(List.of(good), snapshot.keys());
    assertEquals(1, snapshot.problems().size());
    return snapshot.problems().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1000     | NaN        | true  | rate_limit_per_hour is not a whole number
          1000     | Infinity   | true  | rate_limit_per_hour is not a whole number
          1000     | 1e3        | true  | rate_limit_per_hour is not a whole number
          1000     | true       | true  | rate_limit_per_hour is not a whole number
          1000     | "1000"     | false | rate_limit_per_hour is not a whole number
          1000     | null       | false | rate_limit_per_hour is not a whole number
          1000     | 9223372036854775808 | true | rate_limit_per_hour does not fit 64 bits
          "active" | "ACTIVE"   | false | status is not known
          "active" | ["active"] | false | status is not known
          "user"   | null       | false | scope is not known
          """)
  void aLimitOrAWordOfAnotherKindIsAProblemAndLiveWhereTheBackendTakesIt(
      String piece, String by, boolean live, String reason) throws Exception {
    String name =
        piece.equals("1000")
            ? "rate_limit_per_hour"
            : piece.equals("\"active\"") ? "status" : "scope";
    odd("\"" + name + "\": " + piece, "\"" + name + "\": " + by);
    KeyProblem problem = onlyProblem();
    assertEquals(Kind.FIELD, problem.kind());
    assertEquals(reason, English.of(problem.reason()));
    assertEquals(live, problem.backendAcceptsIt());
    KeyFile found = files.findByHash(KeyHash.of("odd")).getFirst();
    assertEquals(problem, ((KeyFile.WithProblem) found).problem(), "whoever looks for it finds it");
  }

  @Test
  void aLiveProblemIsDisabledAndAllElseInItSurvives() throws Exception {
    ApiKey key = odd("\"rate_limit_per_hour\": 1000", "\"rate_limit_per_hour\": NaN, \"x\": 1.0");
    files.edit(key.id().fileName(), k -> k.with().status(KeyStatus.REVOKED).key());
    String after = files.text(key.id().fileName());
    assertTrue(after.contains("\"rate_limit_per_hour\": NaN,\n  \"x\": 1.0,\n"), after);
    assertTrue(after.contains("\"status\": \"revoked\""), after);
  }

  @Test
  void aNameGivenTwiceCountsOnceAtEveryDepth() throws Exception {
    ApiKey key =
        odd(
            "\"tenant_constraints\": {}",
            "\"tenant_constraints\": {\"a\": {\"b\": 1, \"c\": 2, \"b\": 3}, \"d\": [{\"e\": 1, \"e\": 2}]}");
    files.edit(key.id().fileName(), k -> k.with().name("new").key());
    assertTrue(
        files
            .text(key.id().fileName())
            .contains(
                """
                  "tenant_constraints": {
                    "a": {
                      "b": 3,
                      "c": 2
                    },
                    "d": [
                      {
                        "e": 2
                      }
                    ]
                  },
                """));
  }

  @Test
  void theDeepestFileThatTheBackendReadsIsReadComparedAndEdited() throws Exception {
    String deepest = "[".repeat(988) + "]".repeat(988);
    ApiKey key =
        odd("\"tenant_constraints\": {}", "\"tenant_constraints\": {\"a\": " + deepest + "}");
    Path file = directory.keys().resolve(key.id().fileName());
    assertEquals(2, files.refresh().keys().size());
    // The backend counts a request: the same key again, but for its usage.
    Files.writeString(file, Files.readString(file).replace("\"name\": \"A", "\"name\": \"B"));
    onASmallStack(() -> assertEquals(2, files.refresh().keys().size()));
    onASmallStack(() -> files.edit(key.id().fileName(), k -> k.with().description("new").key()));
    onASmallStack(() -> assertEquals(files.find(key.id()), files.find(key.id())));
    onASmallStack(() -> assertFalse(files.find(key.id()).toString().isEmpty()));
    onASmallStack(() -> files.find(key.id()).hashCode());
    assertTrue(Files.readString(file).contains("\"description\": \"new\""));
    Files.writeString(file, Files.readString(file).replace("[]", "[[]]"));
    assertEquals(Kind.TOO_LARGE, onlyProblem().kind());
  }

  private static void onASmallStack(Runnable look) throws Exception {
    FutureTask<Boolean> task = new FutureTask<>(look, true);
    new Thread(null, task, "small-stack", 768 << 10).start();
    task.get();
  }

  @Test
  void textAndNumbersAtTheirLimitsAreKept() throws Exception {
    String digits = "9".repeat(4_300);
    ApiKey key =
        odd(
            "\"tenant_constraints\": {}",
            "\"tenant_constraints\": {\"n\": -" + digits + ", \"s\": \"\\ud800\\u0000\\udfff\"}");
    files.edit(key.id().fileName(), k -> k.with().name("new").key());
    String after = files.text(key.id().fileName());
    assertTrue(after.contains("\"n\": -" + digits + ",\n"));
    assertTrue(after.contains("\"s\": \"\\ud800\\u0000\\udfff\""), after);
    Files.writeString(
        directory.keys().resolve(key.id().fileName()), after.replace(digits, digits + "9"));
    assertEquals(Kind.SYNTAX, onlyProblem().kind());
  }

  @Test
  void aFileOfExactlySixteenMebibytesIsReadAndOneByteMoreIsNot() throws Exception {
    ApiKey key = Values.key("odd");
    Path file = directory.keys().resolve(key.id().fileName());
    String text = text(key);
    Files.writeString(file, text + " ".repeat((16 << 20) - text.length()));
    assertEquals(2, files.refresh().keys().size());
    Files.writeString(file, " ", StandardOpenOption.APPEND);
    assertEquals(Kind.TOO_LARGE, onlyProblem().kind());
    assertThrows(StoreException.class, () -> files.edit(key.id().fileName(), k -> k));
  }

  @Test
  void nothingIsWrittenThatCouldNotBeReadBack() throws Exception {
    var before = contentOf(good);
    Value.Fields huge = new Value.Fields(Map.of("a", new Value.Text("x".repeat(16 << 20))));
    Value deep = Value.Fields.EMPTY;
    for (int i = 0; i < 990; i++) {
      deep = new Value.Items(List.of(deep));
    }
    for (Value.Fields constraints : List.of(huge, new Value.Fields(Map.of("a", deep)))) {
      assertThrows(
          StoreException.class,
          () -> files.edit(good.id().fileName(), k -> k.with().constraints(constraints).key()));
      assertThrows(
          StoreException.class,
          () -> files.create(Values.key("x").with().constraints(constraints).key()));
    }
    assertThrows(
        StoreException.class,
        () ->
            files.edit(
                good.id().fileName(),
                k ->
                    k.with()
                        .expiresAt(Optional.of(Instant.parse("+10000-01-01T00:00:00Z")))
                        .key()));
    assertEquals(before, contentOf(good));
    assertEquals(1, Fixtures.files(directory.keys()).size());
  }

  private String contentOf(ApiKey key) throws Exception {
    return Files.readString(directory.keys().resolve(key.id().fileName()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-23T07:18:22.082797          | 2026-11-23T07:18:22.082797Z
          2026-11-23                          | 2026-11-23T00:00:00Z
          2026-11-23T07                       | 2026-11-23T07:00:00Z
          2026-11-23 07:18                    | 2026-11-23T07:18:00Z
          2026-11-23T07:18:22.1               | 2026-11-23T07:18:22.100Z
          2026-11-23T07:18:22,123456789       | 2026-11-23T07:18:22.123456Z
          2026-11-23T07:18:22+02:00           | 2026-11-23T05:18:22Z
          2026-11-23T07:18:22-02              | 2026-11-23T09:18:22Z
          2026-11-23T07:18Z                   | 2026-11-23T07:18:00Z
          0001-01-01T00:00:00                 | 0001-01-01T00:00:00Z
          9999-12-31T23:59:59.999999          | 9999-12-31T23:59:59.999999Z
          2026-11-23T24:00:00                 |
          2026-02-29                          |
          2026-11-23T07:18:60                 |
          20261123                            |
          2026-W48-1                          |
          2026-11-23T                         |
          2026-11-23T07:18:22.                |
          '2026-11-23T07:18:22 '              |
          0000-01-01                          |
          0001-01-01T00:00:00+02:00           |
          ٢٠٢٦-11-23                          |
          """)
  void timestampsAreReadInTheFormsOfTheContractAndNoOther(String text, String moment) {
    assertEquals(Optional.ofNullable(moment).map(Instant::parse), Timestamps.parse(text));
  }

  @Test
  void aNameThatLeadsAwayIsNeverFollowed() throws Exception {
    for (String name :
        List.of("../x.json", "/etc/passwd", "..", ".", "a/b.json", "", "sub/../x.json")) {
      assertThrows(StoreException.class, () -> files.edit(name, k -> k), name);
      assertThrows(StoreException.class, () -> files.text(name), name);
    }
    assertThrows(Exception.class, () -> files.text("\0.json"));
  }

  /// The backend takes a name for its bytes. The third name is what the first one is told as.
  @Test
  void aCredentialUnderANameThatIsNoTextIsFoundAndEnded() throws Exception {
    List<ApiKey> odd = List.of(Values.key("one"), Values.key("two"), Values.key("three"));
    write("\\377.json", odd.get(0));
    write("\\376.json", odd.get(1));
    write("\\357\\277\\275%%FF.json", odd.get(2));
    files.refresh();
    Set<String> names = new TreeSet<>();
    for (ApiKey key : odd) {
      KeyFile found = files.findByHash(key.hash()).getFirst();
      names.add(found.fileName());
      files.edit(found.fileName(), live -> live.with().status(KeyStatus.REVOKED).key());
    }
    assertEquals(Set.of("\uFFFD%FF.json", "\uFFFD%FE.json", "\uFFFD%EF%BF%BD%25FF.json"), names);
    assertEquals(4, Fixtures.files(directory.keys()).size());
    try (KeyFiles others = KeyFiles.open(directory, clock)) {
      assertEquals(
          List.of(KeyStatus.REVOKED, KeyStatus.REVOKED, KeyStatus.REVOKED),
          others.refresh().problems().stream()
              .map(problem -> problem.live().orElseThrow().status())
              .toList());
    }
    for (String none : List.of("\uFFFD%2Fx.json", "\uFFFD..json", "\uFFFD?.json", "\ud800.json")) {
      assertThrows(StoreException.class, () -> files.edit(none, k -> k), none);
    }
  }

  /// @param name as `printf` takes it
  private void write(String name, ApiKey key) throws Exception {
    String shell = "printf '%s' \"$1\" > \"$2/$(printf '" + name + "')\"";
    Process writing =
        new ProcessBuilder("sh", "-c", shell, "sh", text(key), directory.keys().toString()).start();
    Assumptions.assumeTrue(writing.waitFor() == 0, "no such names here");
  }

  @Test
  void aCredentialUnderTheLongestNameIsEnded() throws Exception {
    ApiKey key = Values.key("long");
    String name = "x".repeat(250) + ".json";
    Files.writeString(directory.keys().resolve(name), text(key));
    files.refresh();
    files.edit(name, live -> live.with().status(KeyStatus.REVOKED).key());
    assertEquals(KeyStatus.REVOKED, onlyProblem().live().orElseThrow().status());
  }

  /// As where a timer of the system starts a report.
  @Test
  void whereTheSystemsEncodingHasNoSuchNameTheFilesAreReadAllTheSame() throws Exception {
    Files.writeString(directory.keys().resolve("sch\u00f6n.json"), text(Values.key("odd")));
    ProcessBuilder plain = ChildJvm.of(WithoutALocale.class).process(List.of(dataRoot.toString()));
    plain.environment().put("LC_ALL", "C");
    Process running = plain.start();
    assertEquals(
        "1 keys, \\uFFFDsch%C3%B6n.json",
        new String(running.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    assertEquals(0, running.waitFor());
  }

  static final class WithoutALocale {
    public static void main(String[] args) {
      try (KeyFiles files =
          KeyFiles.open(
              new TenantDirectory(Path.of(args[0]), new TenantDomain("acme.example")),
              Clock.systemUTC())) {
        Snapshot snapshot = files.refresh();
        String name = snapshot.problems().getFirst().fileName();
        files.edit(name, live -> live.with().status(KeyStatus.REVOKED).key());
        System.out.print(snapshot.keys().size() + " keys, " + name.replace("\uFFFD", "\\uFFFD"));
        System.out.flush();
      }
    }
  }

  @Test
  void aFolderThatIsAFileIsSaidAndOneThatIsReplacedIsReadAnew() throws Exception {
    assertEquals(1, files.refresh().keys().size());
    Path keys = directory.keys();
    Path old = directory.apiKeys().resolve("old");
    Files.move(keys, old);
    Files.writeString(keys, "a file");
    assertThrows(StoreException.class, files::refresh);
    assertThrows(StoreException.class, () -> files.create(Values.key("x")));
    Files.delete(keys);
    Files.createDirectory(keys);
    ApiKey other = Values.key("other");
    Files.writeString(keys.resolve(other.id().fileName()), text(other));
    assertEquals(List.of(other), files.refresh().keys());
    assertEquals(1, files.findByHash(KeyHash.of("other")).size());
    assertEquals(List.of(), files.findByHash(KeyHash.of("good")));
    ApiKey third = Values.key("third");
    Files.writeString(keys.resolve(third.id().fileName()), text(third));
    assertEquals(1, files.findByHash(KeyHash.of("third")).size());
  }

  @Test
  void filesThatComeAndGoWhileTheFolderIsReadStopNothing() throws Exception {
    Thread restless =
        Thread.ofPlatform()
            .start(
                () -> {
                  List<Path> made = new ArrayList<>();
                  for (int i = 0; i < 40; i++) {
                    ApiKey key = Values.key("raw" + i);
                    made.add(directory.keys().resolve(key.id().fileName()));
                    assertDoesNotThrow(() -> Files.writeString(made.getLast(), text(key)));
                  }
                  for (Path file : made) {
                    assertDoesNotThrow(() -> Files.delete(file));
                  }
                });
    while (restless.isAlive()) {
      Snapshot snapshot = files.refresh();
      assertTrue(snapshot.keys().contains(good));
    }
    assertEquals(List.of(good), files.refresh().keys());
  }

  @Property(tries = 300)
  void noFileStopsTheReader(@ForAll byte[] content) {
    KeyFileCodec.Decoded decoded = KeyFileCodec.decode("a.json", content);
    assertTrue(decoded.file() instanceof KeyFile.WithProblem);
  }

  @Property(tries = 300)
  void noChangeOfAByteStopsTheReader(@ForAll short at, @ForAll byte by) {
    byte[] content = text(Values.key("raw")).getBytes(StandardCharsets.US_ASCII);
    content[Math.floorMod(at, content.length)] = by;
    assertDoesNotThrow(() -> KeyFileCodec.decode("a.json", content));
  }

  @Test
  void aLineMadeToSlowTheReaderDownDoesNot() {
    byte[] line = "{\"timestamp\": \"".repeat(400_000).getBytes(StandardCharsets.US_ASCII);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertTrue(
                LineRecords.read(line, 0, line.length, true, f -> Optional.empty())
                    .reason()
                    .isPresent()));
  }

  @Test
  void recordsBehindACutOneCount() throws Exception {
    Path audit = Files.createDirectories(directory.audit());
    String whole = "{\"timestamp\": \"2026-11-23T07:18:22\", \"action\": \"x\"}";
    Files.write(
        audit.resolve("audit_2026-11-23.jsonl"),
        (whole
                + "{\"timestamp\": \"2026-11"
                + whole
                + whole
                + "\n\n"
                + "{\"timestamp\": \"2026-11-23\", \"a\": \"\u00ff\"}\n{\"a\": 1}{\"action\": \"y\","
                + " \"timestamp\": \"2026-11-23\"}\n[1]\n{\"time")
            .getBytes(StandardCharsets.ISO_8859_1));
    List<Integer> lines = new ArrayList<>();
    List<LogFolder.LogProblem> problems =
        new LogFolder(directory.audit(), "audit").forEach(record -> lines.add(record.line()));
    assertEquals(List.of(1, 1, 1, 4), lines);
    assertEquals(
        List.of(
            new LogFolder.LogProblem(
                "audit_2026-11-23.jsonl", 1, "Expected a comma or }, at byte 75", false),
            new LogFolder.LogProblem("audit_2026-11-23.jsonl", 3, "Not UTF-8, at byte 34", false),
            new LogFolder.LogProblem(
                "audit_2026-11-23.jsonl", 4, "timestamp is missing or not a timestamp", false),
            new LogFolder.LogProblem("audit_2026-11-23.jsonl", 5, "Not an object", false),
            new LogFolder.LogProblem(
                "audit_2026-11-23.jsonl", 6, "The text ends in the middle", true)),
        problems);
  }
}
