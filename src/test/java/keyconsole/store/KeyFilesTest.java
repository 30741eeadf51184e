package keyconsole.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keyconsole.FaultyFileSystem;
import keyconsole.TestTenant.SettableClock;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileProblem;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyProblem.Kind;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Message;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it measures")
class KeyFilesTest {

  @TempDir Path dataRoot;
  private TenantDirectory directory;
  private KeyFiles files;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T00:00:00Z"));

  @BeforeEach
  void open() throws Exception {
    directory = Fixtures.empty(dataRoot);
    files = KeyFiles.open(directory, clock);
  }

  @AfterEach
  void close() {
    files.close();
  }

  private Path file(ApiKey key) {
    return directory.keys().resolve(key.id().fileName());
  }

  /// Writes as the backend does: in place, without a lock.
  private void backendWrites(ApiKey key) throws Exception {
    Files.write(file(key), KeyFileCodec.encode(key, Value.Fields.EMPTY));
  }

  private List<KeyId> ids() {
    return files.refresh().keys().stream().map(ApiKey::id).toList();
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aNewKeyStandsInAPrivateFileAndNothingElseIsLeft() throws Exception {
    ApiKey key = files.create(Values.key("raw"));
    assertEquals(List.of(file(key)), Fixtures.files(directory.keys()));
    assertEquals("rw-------", mode(file(key)));
    assertEquals("rwx------", mode(directory.console()));
    assertArrayEquals(KeyFileCodec.encode(key, Value.Fields.EMPTY), Files.readAllBytes(file(key)));
    assertEquals(List.of(key), files.refresh().keys());
    assertEquals(
        List.of(new KeyFile.WithKey(key.id().fileName(), key)),
        files.findByHash(KeyHash.of("raw")));
    byte[] before = Files.readAllBytes(file(key));
    assertThrows(StoreException.class, () -> files.create(key.with().name("other").key()));
    assertArrayEquals(before, Files.readAllBytes(file(key)));
    assertEquals(List.of(), files.warnings());
  }

  @Test
  void missingFoldersAreMadePrivate() throws Exception {
    TenantDirectory fresh = new TenantDirectory(dataRoot, new TenantDomain("fresh.example"));
    try (KeyFiles none = KeyFiles.open(fresh, clock)) {
      assertEquals(List.of(), none.refresh().keys());
      assertFalse(Files.exists(dataRoot.resolve("fresh.example")));
      none.create(Values.key("raw"));
      assertEquals("rwx------", mode(fresh.keys()));
      assertEquals(1, none.refresh().keys().size());
    }
  }

  @Test
  void anEditKeepsUnknownFieldsAndNumbersAsTheyStand() throws Exception {
    TenantDirectory odd = Fixtures.copy("odd.example", dataRoot);
    try (KeyFiles oddFiles = KeyFiles.open(odd, clock)) {
      ApiKey edited =
          oddFiles.edit(
              "35bf992d-c9e9-4616-b12e-7696a6cecc1b.json", key -> key.with().name("new").key());
      assertEquals("new", edited.name());
      String text = oddFiles.text("35bf992d-c9e9-4616-b12e-7696a6cecc1b.json");
      assertTrue(
          text.contains(
              "\"updated_at\": \"2026-05-04T09:10:11.000012\",\n  \"zz_extra\": {\n"
                  + "    \"b\": 1.0,\n    \"a\": [\n      10000000000000000000000000,\n"
                  + "      1e+30,\n      null\n    ]\n  },\n  \"expires_at\": null,"),
          text);
      assertTrue(
          text.contains("\"requests_count\": 5,\n    \"p95_ms\": 12.5,\n    \"last_used\": null"),
          text);
      oddFiles.edit(
          "e4b06ce6-0741-47a8-bce4-2c8218072e8c.json", key -> key.with().name("new").key());
      assertTrue(
          oddFiles
              .text("e4b06ce6-0741-47a8-bce4-2c8218072e8c.json")
              .contains("\"x\": NaN,\n    \"y\": Infinity,\n    \"z\": -Infinity\n"));
      oddFiles.edit(
          "78e51061-7311-48a3-b2ce-6f447ed4d57b.json", key -> key.with().name("new").key());
      assertTrue(
          oddFiles
              .text("78e51061-7311-48a3-b2ce-6f447ed4d57b.json")
              .contains("\"created_at\": \"2026-05-04T09:10:11.500000\""));
    }
  }

  @Test
  void aLiveProblemCanBeDisabledAndStaysAsItIsOtherwise() throws Exception {
    TenantDirectory odd = Fixtures.copy("odd.example", dataRoot);
    String name = "f3c64af7-75a8-4294-b2cd-789a380208a9.json";
    Path path = odd.keys().resolve(name);
    String before = Files.readString(path);
    try (KeyFiles oddFiles = KeyFiles.open(odd, clock)) {
      ApiKey edited =
          oddFiles.edit(
              name,
              key ->
                  key.with()
                      .name("not taken")
                      .status(KeyStatus.REVOKED)
                      .updatedAt(clock.instant())
                      .key());
      assertEquals(KeyStatus.REVOKED, edited.status());
      assertEquals("other id", edited.name());
    }
    assertEquals(
        before.replace(
            "\"updated_at\": \"2026-05-04T09:10:11.000012\"",
            "\"updated_at\": \"2026-11-24T00:00:00\",\n  \"status\": \"revoked\""),
        Files.readString(path));
    try (KeyFiles oddFiles = KeyFiles.open(odd, clock)) {
      assertThrows(
          StoreException.class,
          () -> oddFiles.edit("ec148cb4-8e73-4a47-ba90-a8f0d66b829e.json", key -> key));
      assertThrows(StoreException.class, () -> oddFiles.edit("../../x.json", key -> key));
    }
  }

  @Test
  void readingWritesNothing() throws Exception {
    TenantDirectory odd = Fixtures.copy("odd.example", dataRoot);
    Map<String, String> before = state(odd.apiKeys());
    try (KeyFiles oddFiles = KeyFiles.open(odd, clock)) {
      oddFiles.refresh();
      oddFiles.findByHash(KeyHash.of("no such key"));
      oddFiles.find(KeyId.random());
      oddFiles.refresh();
    }
    assertEquals(before, state(odd.apiKeys()));
  }

  @Test
  void anEditRewritesNoOtherFile() throws Exception {
    TenantDirectory acme =
        Fixtures.copy("before/acme.example", dataRoot.resolve("copy"), "acme.example");
    Map<String, String> before = state(acme.keys());
    String name = "1a30ea50-2b44-4d8b-8baa-b5b447562101.json";
    try (KeyFiles acmeFiles = KeyFiles.open(acme, clock)) {
      acmeFiles.edit(name, key -> key);
      assertEquals(before, state(acme.keys()));
      acmeFiles.edit(name, key -> key.with().name("new").key());
    }
    Map<String, String> after = state(acme.keys());
    assertFalse(before.get(name).equals(after.get(name)));
    for (String changed : List.of(name, "")) {
      before.remove(changed);
      after.remove(changed);
    }
    assertEquals(before, after);
  }

  private static Map<String, String> state(Path folder) throws Exception {
    Map<String, String> state = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        String content =
            Files.isRegularFile(path)
                ? KeyHash.of(new String(Files.readAllBytes(path), UTF_8)).hex()
                : "";
        state.put(
            folder.relativize(path).toString(), Files.getLastModifiedTime(path) + " " + content);
      }
    }
    return state;
  }

  @Test
  void whatTheBackendWritesIsSeenByHashByIdAndByList() throws Exception {
    ApiKey key = Values.key("first");
    files.refresh();
    backendWrites(key);
    assertEquals(1, files.findByHash(KeyHash.of("first")).size());
    ApiKey rotated = key.with().hash(KeyHash.of("second")).key();
    backendWrites(rotated);
    assertEquals(List.of(), files.findByHash(KeyHash.of("first")));
    assertEquals(
        Optional.of(new KeyFile.WithKey(key.id().fileName(), rotated)), files.find(key.id()));
    assertEquals(1, files.findByHash(KeyHash.of("second")).size());
    Files.delete(file(key));
    assertEquals(Optional.empty(), files.find(key.id()));
    assertEquals(List.of(), ids());
  }

  @Test
  void anEqualSizeAndTimeWithinATickOfTheClockIsNotTrusted() throws Exception {
    ApiKey key = Values.key("raw");
    backendWrites(key);
    FileTime time = Files.getLastModifiedTime(file(key));
    files.refresh();
    backendWrites(key.with().name("B key").key());
    Files.setLastModifiedTime(file(key), time);
    assertEquals("B key", files.refresh().keys().getFirst().name());
  }

  /// As after the clock was set back: whatever is written now gets another time.
  @Test
  void aFileOfATimeToComeIsNotReadAgainAtEachLook() throws Exception {
    FaultyFileSystem deaf = new FaultyFileSystem();
    deaf.setDeaf(true);
    TenantDirectory there = new TenantDirectory(deaf.path(dataRoot), directory.tenant());
    try (KeyFiles looked = KeyFiles.open(there, clock)) {
      ApiKey key = Values.key("raw");
      backendWrites(key);
      FileTime later = FileTime.from(Instant.now().plus(Duration.ofHours(3)));
      Files.setLastModifiedTime(file(key), later);
      looked.refresh();
      backendWrites(key.with().name("B key").key());
      Files.setLastModifiedTime(file(key), later);
      assertEquals(key.name(), looked.refresh().keys().getFirst().name());
      backendWrites(key.with().name("C key").key());
      assertEquals("C key", looked.refresh().keys().getFirst().name());
    }
  }

  /// As a second hard link changes it. No look may keep a change waiting for all the others.
  @Test
  void whatNothingIsToldOfIsFoundWithinHalfAMinuteAPartAtEachLook() throws Exception {
    FaultyFileSystem disk = new FaultyFileSystem();
    TenantDirectory there = new TenantDirectory(disk.path(dataRoot), directory.tenant());
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(3)));
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ApiKey key = Values.key("raw " + i);
      backendWrites(key);
      Files.setLastModifiedTime(file(key), longAgo);
      keys.add(key);
    }
    ApiKey changed = keys.get(140);
    Path link = Files.createLink(dataRoot.resolve("link"), file(changed));
    Files.setLastModifiedTime(directory.keys(), longAgo);
    long[] nanos = new long[1];
    try (KeyFiles looked = KeyFiles.open(there, clock, _ -> {}, () -> nanos[0])) {
      assertEquals(300, looked.glance().keys().size());
      Files.write(link, KeyFile.textOf(changed.with().name("From elsewhere").key()));
      Files.setLastModifiedTime(link, FileTime.from(Instant.now().minusSeconds(600)));
      int calls = disk.calls();
      assertFalse(isThere(looked.glance(), "From elsewhere"));
      int none = disk.calls() - calls;
      boolean found = false;
      for (int look = 0; look < 76 && !found; look++) {
        nanos[0] += Duration.ofMillis(400).toNanos();
        int before = disk.calls();
        found = isThere(looked.glance(), "From elsewhere");
        int most = none + 300 / 75 + 8;
        assertTrue(disk.calls() - before <= most, disk.calls() - before + " calls in a look");
      }
      assertTrue(found);
    }
  }

  @Test
  void aLookSaysWhetherItComparedAllFiles() throws Exception {
    FaultyFileSystem deaf = new FaultyFileSystem();
    deaf.setDeaf(true);
    TenantDirectory there = new TenantDirectory(deaf.path(dataRoot), directory.tenant());
    backendWrites(Values.key("raw"));
    try (KeyFiles looked = KeyFiles.open(there, clock)) {
      for (int look = 0; look < 3; look++) {
        looked.glance();
        assertTrue(looked.hasComparedAll(), "where nothing is told of changes");
      }
    }
    files.glance();
    assertTrue(files.hasComparedAll(), "the first time");
    files.glance();
    assertFalse(files.hasComparedAll());
  }

  private static boolean isThere(Snapshot snapshot, String name) {
    return snapshot.keys().stream().anyMatch(key -> key.name().equals(name));
  }

  @Test
  void twoFilesWithOneHashAreBothFoundAndFlagged() throws Exception {
    backendWrites(Values.key("shared"));
    ApiKey lonely = Values.key("shared");
    backendWrites(lonely);
    for (ApiKey key : files.refresh().keys()) {
      assertEquals(Set.of(KeyFlag.SAME_HASH_AS_ANOTHER), key.flags());
    }
    assertEquals(2, files.findByHash(KeyHash.of("shared")).size());
    Files.delete(file(lonely));
    assertEquals(Set.of(), files.refresh().keys().getFirst().flags());
  }

  /// What has changed is put in place of what stood there; who reads all anew sees the same.
  @Test
  void whateverComesGoesAndChangesTheWholeIsThatOfWhoeverReadsItAnew() throws Exception {
    Random random = new Random(11);
    List<ApiKey> made = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ApiKey key =
          made.size() < 4 || random.nextInt(4) == 0
              ? Values.key("new")
              : made.get(random.nextInt(made.size()));
      String raw = "raw" + random.nextInt(4);
      ApiKey next = key.with().hash(KeyHash.of(raw)).name("name" + i).key();
      switch (random.nextInt(5)) {
        case 0 -> Files.deleteIfExists(file(key));
        case 1 -> Files.writeString(file(key), "[" + i + "]");
        case 2 ->
            Files.writeString(
                file(key),
                new String(KeyFileCodec.encode(next, Value.Fields.EMPTY), UTF_8)
                    .replaceFirst("created_at\": \"2026", "created_at\": \"202" + i % 10));
        default -> backendWrites(next);
      }
      made.add(key);
      Snapshot now = files.refresh();
      try (KeyFiles anew = KeyFiles.open(directory, clock)) {
        Snapshot whole = anew.refresh();
        assertEquals(whole.keys(), now.keys());
        assertEquals(told(whole), told(now));
      }
    }
  }

  private static List<String> told(Snapshot snapshot) {
    return snapshot.problems().stream().map(it -> it.fileName() + " " + it.reason()).toList();
  }

  @Test
  void aTornFileShowsItsLastGoodStateUntilItStaysTorn() throws Exception {
    ApiKey key = files.create(Values.key("raw"));
    byte[] whole = Files.readAllBytes(file(key));
    files.refresh();
    Files.write(file(key), new byte[0]);
    assertEquals(List.of(key), files.refresh().keys());
    Files.write(file(key), Arrays.copyOf(whole, 100));
    clock.set(clock.instant().plusMillis(1_900));
    assertEquals(List.of(key), files.refresh().keys());
    assertEquals(1, files.findByHash(KeyHash.of("raw")).size());
    clock.set(clock.instant().plusMillis(200));
    Snapshot broken = files.refresh();
    assertEquals(List.of(), broken.keys());
    assertEquals(Kind.CUT, broken.problems().getFirst().kind());
    assertThrows(StoreException.class, () -> files.edit(key.id().fileName(), k -> k));
    Files.write(file(key), whole);
    assertEquals(List.of(key), files.refresh().keys());
  }

  @Test
  void aFileThatStaysTornIsAProblemThoughTheClockWasSetBack() throws Exception {
    ApiKey key = files.create(Values.key("raw"));
    files.refresh();
    Files.write(file(key), new byte[0]);
    assertEquals(List.of(key), files.refresh().keys());
    clock.set(clock.instant().minus(Duration.ofHours(3)));
    assertEquals(List.of(key), files.refresh().keys());
    clock.set(clock.instant().plusMillis(2_100));
    assertEquals(Kind.EMPTY, files.refresh().problems().getFirst().kind());
  }

  @Test
  void aFileCaughtEmptyForAMomentIsReadAgain() throws Exception {
    ApiKey key = Values.key("raw");
    Files.write(file(key), new byte[0]);
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Thread.sleep(15);
                    backendWrites(key);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
    assertEquals(List.of(key), files.refresh().keys());
    writer.join();
  }

  private void openWith(KeyFileLoader.Pause pause) {
    files.close();
    files = KeyFiles.open(directory, clock, pause, System::nanoTime);
  }

  @Test
  void aFileFirstSeenTornIsShownWhenItIsWholeOrStaysTorn() throws Exception {
    openWith(_ -> {});
    ApiKey key = Values.key("raw");
    backendWrites(key);
    byte[] whole = Files.readAllBytes(file(key));
    Files.write(file(key), Arrays.copyOf(whole, 100));
    Path late = directory.keys().resolve("late.json");
    Files.write(late, new byte[0]);
    for (Supplier<Snapshot> look : List.<Supplier<Snapshot>>of(files::refresh, files::glance)) {
      assertEquals(List.of(), look.get().keys());
      assertEquals(List.of(), look.get().problems());
    }
    Files.write(file(key), whole);
    clock.set(clock.instant().plusMillis(1_900));
    assertEquals(List.of(key), files.refresh().keys());
    clock.set(clock.instant().plusMillis(200));
    assertEquals(List.of("late.json"), problems(files.glance()));
    assertEquals(List.of(key), files.glance().keys());
  }

  @Test
  void aFileThatWasTornLongAgoIsReadOnceMoreAndAProblemAtOnce() throws Exception {
    List<Long> pauses = new ArrayList<>();
    openWith(pauses::add);
    Path file = directory.keys().resolve("cut.json");
    Files.writeString(file, "{");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    assertEquals(List.of("cut.json"), problems(files.refresh()));
    assertEquals(List.of(2L), pauses);
    assertEquals("{", files.text("cut.json"));
  }

  private static List<String> problems(Snapshot snapshot) {
    return snapshot.problems().stream().map(KeyProblem::fileName).toList();
  }

  @Test
  void aTextIsReadAgainWhileItIsTornAndRefusedIfItStaysSoUntilItIsAProblem() throws Exception {
    AtomicInteger pauses = new AtomicInteger();
    AtomicReference<byte[]> comes = new AtomicReference<>();
    ApiKey key = Values.key("raw");
    openWith(
        _ -> {
          if (pauses.incrementAndGet() == 10 && comes.get() != null) {
            write(file(key), comes.get());
          }
        });
    files.create(key);
    files.refresh();
    String name = key.id().fileName();
    byte[] whole = Files.readAllBytes(file(key));
    Files.write(file(key), Arrays.copyOf(whole, 100));
    comes.set(whole);
    assertEquals(new String(whole, UTF_8), files.text(name));
    comes.set(null);
    Files.write(file(key), Arrays.copyOf(whole, 100));
    StoreException refused = assertThrows(StoreException.class, () -> files.text(name));
    assertEquals(file(key) + " is being written; look again in a moment", refused.getMessage());
    files.refresh();
    clock.set(clock.instant().plusSeconds(3));
    files.refresh();
    assertEquals(new String(whole, 0, 100, UTF_8), files.text(name));
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A backend that truncates its files on a full disk, and writes an old state back into another.
  @Test
  void filesThatAreCutAtOnceAreWaitedForAtOnceAndHideNoOther() throws Exception {
    Map<Thread, Long> waited = new ConcurrentHashMap<>();
    openWith(millis -> waited.merge(Thread.currentThread(), millis, Long::sum));
    List<ApiKey> cut = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      cut.add(files.create(Values.key("raw" + i)));
    }
    ApiKey other = files.create(Values.key("other"));
    files.refresh();
    files.takeChanged();
    for (ApiKey key : cut) {
      Files.write(file(key), new byte[0]);
    }
    backendWrites(other.with().name("written back").key());
    String seen = other.name();
    int looks = 0;
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (waited.size() < cut.size() || seen.equals(other.name())) {
      assertTrue(System.nanoTime() < end, "nothing is noticed");
      files.takeIn();
      looks++;
      seen =
          Optional.ofNullable(files.takeChanged().get(other.id().fileName()))
              .flatMap(file -> file)
              .flatMap(KeyFiles::keyOf)
              .map(ApiKey::name)
              .orElse(seen);
    }
    assertEquals("written back", seen);
    assertEquals(Set.of(126L), Set.copyOf(waited.values()), "each waits for its own file alone");
    assertTrue(waited.size() <= cut.size() * looks, waited.size() + " waits in " + looks);
  }

  @Test
  void whatIsNoFileOfTheFolderIsAProblemAndNeitherReadNorWaitedFor() throws Exception {
    Path keys = directory.keys();
    Files.createSymbolicLink(keys.resolve("nowhere.json"), Path.of("nothing"));
    Files.createSymbolicLink(keys.resolve("loop.json"), Path.of("loop.json"));
    Files.createSymbolicLink(keys.resolve("device.json"), Path.of("/dev/zero"));
    Files.createDirectory(keys.resolve("folder.json"));
    int pipe = new ProcessBuilder("mkfifo", keys.resolve("pipe.json").toString()).start().waitFor();
    Assumptions.assumeTrue(pipe == 0, "no pipes here");
    Path outside = dataRoot.resolve("pipe");
    new ProcessBuilder("mkfifo", outside.toString()).start().waitFor();
    Files.createSymbolicLink(keys.resolve("to-pipe.json"), outside);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          Snapshot snapshot = files.refresh();
          assertEquals(List.of(), snapshot.keys());
          assertEquals(
              List.of(
                  "device.json",
                  "folder.json",
                  "loop.json",
                  "nowhere.json",
                  "pipe.json",
                  "to-pipe.json"),
              snapshot.problems().stream().map(KeyProblem::fileName).toList());
          for (KeyProblem problem : snapshot.problems()) {
            assertEquals(Kind.NOT_A_FILE, problem.kind());
            assertFalse(problem.backendAcceptsIt());
            assertThrows(StoreException.class, () -> files.edit(problem.fileName(), k -> k));
          }
        });
    Files.delete(keys.resolve("device.json"));
  }

  @Test
  void aLinkOutOfTheFolderIsALiveProblemWhereTheBackendReadsWhatItLeadsTo() throws Exception {
    ApiKey key = Values.key("raw");
    Path outside = dataRoot.resolve("outside.json");
    byte[] text = KeyFileCodec.encode(key, Value.Fields.EMPTY);
    Files.write(outside, text);
    Files.createSymbolicLink(file(key), outside);
    KeyProblem problem = files.refresh().problems().getFirst();
    assertEquals(Kind.NOT_A_FILE, problem.kind());
    assertEquals(
        "A link that leads out of the folder, to " + outside.toRealPath(),
        English.of(problem.reason()));
    assertEquals(key.id(), problem.live().orElseThrow().id());
    assertEquals(1, files.findByHash(KeyHash.of("raw")).size());
    Files.write(outside, KeyFileCodec.encode(key.with().name("b").key(), Value.Fields.EMPTY));
    assertEquals("b", files.refresh().problems().getFirst().live().orElseThrow().name());
    Files.writeString(outside, "{}");
    assertFalse(files.refresh().problems().getFirst().backendAcceptsIt());
    try (RandomAccessFile sparse = new RandomAccessFile(outside.toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
    assertFalse(files.refresh().problems().getFirst().backendAcceptsIt());
    Files.delete(outside);
    assertEquals(
        Message.of(FileProblem.LINK_TO_NOWHERE), files.refresh().problems().getFirst().reason());
  }

  @Test
  void disablingALinkOutOfTheFolderReplacesTheLinkAndWritesNothingOutside() throws Exception {
    ApiKey key = Values.key("raw");
    Path elsewhere = Files.createDirectory(dataRoot.resolve("elsewhere"));
    Path outside = elsewhere.resolve("outside.json");
    Files.write(outside, KeyFileCodec.encode(key, Value.Fields.EMPTY));
    Files.createSymbolicLink(file(key), outside);
    Map<String, String> before = state(elsewhere);
    files.edit(key.id().fileName(), k -> k.with().status(KeyStatus.REVOKED).key());
    assertEquals(before, state(elsewhere));
    assertTrue(Files.isRegularFile(file(key), LinkOption.NOFOLLOW_LINKS));
    assertEquals("rw-------", mode(file(key)));
    assertEquals(KeyStatus.REVOKED, files.refresh().keys().getFirst().status());
    assertEquals(List.of(), files.refresh().problems());
  }

  /// What looks before each edit sees nothing amiss, and then the backend writes an old state back.
  @Test
  void anOldStateThatComesBackRightBehindTheLookIsNotEdited() throws Exception {
    ApiKey old = files.create(Values.key("raw"));
    ApiKey revoked = files.edit(old.id().fileName(), k -> k.with().status(KeyStatus.REVOKED).key());
    List<ApiKey> next = new ArrayList<>(List.of(old, revoked));
    files.beforeEachEdit(
        name -> {
          if (!next.isEmpty()) {
            uncheckedBackendWrites(next.removeFirst());
          }
        });
    ApiKey edited = files.edit(old.id().fileName(), k -> k.with().name("new").key());
    assertEquals("new", edited.name());
    assertEquals(KeyStatus.REVOKED, edited.status());
    assertEquals(List.of(), next);
  }

  @Test
  void anEditThatChangesNothingTellsWhatIsThereBehindTheLook() throws Exception {
    ApiKey old = files.create(Values.key("raw"));
    ApiKey revoked = old.with().status(KeyStatus.REVOKED).key();
    List<ApiKey> next = new ArrayList<>(List.of(revoked));
    files.beforeEachEdit(
        name -> {
          if (!next.isEmpty()) {
            uncheckedBackendWrites(next.removeFirst());
          }
        });
    assertEquals(KeyStatus.REVOKED, files.edit(old.id().fileName(), k -> k).status());
  }

  private void uncheckedBackendWrites(ApiKey key) {
    try {
      backendWrites(key);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLinkWithinTheFolderIsReadAndWrittenThrough() throws Exception {
    ApiKey key = Values.key("raw");
    Path target = directory.keys().resolve("target");
    Files.write(target, KeyFileCodec.encode(key, Value.Fields.EMPTY));
    Files.createSymbolicLink(file(key), Path.of("target"));
    assertEquals(List.of(key), files.refresh().keys());
    files.edit(key.id().fileName(), k -> k.with().name("new").key());
    assertTrue(Files.isSymbolicLink(file(key)));
    assertTrue(Files.readString(target).contains("\"name\": \"new\""));
  }

  @Test
  void anEnormousFileIsRefusedUnread() throws Exception {
    ApiKey key = Values.key("raw");
    try (RandomAccessFile sparse = new RandomAccessFile(file(key).toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> assertEquals(Kind.TOO_LARGE, files.refresh().problems().getFirst().kind()));
  }

  @Test
  void aLinkThatLeadsBackIntoTheFolderIsReadAtLast() throws Exception {
    ApiKey key = Values.key("raw");
    Files.createSymbolicLink(file(key), Path.of("target"));
    assertEquals(Kind.NOT_A_FILE, files.refresh().problems().getFirst().kind());
    Files.write(directory.keys().resolve("target"), KeyFileCodec.encode(key, Value.Fields.EMPTY));
    assertEquals(List.of(key), files.refresh().keys());
  }

  @Test
  void hiddenKeysAreReadAndOtherNamesIgnored() throws Exception {
    byte[] text = KeyFileCodec.encode(Values.key("raw"), Value.Fields.EMPTY);
    Files.write(directory.keys().resolve(".hidden.json"), text);
    Files.write(directory.keys().resolve("notes.txt"), text);
    Files.write(directory.keys().resolve("KEY.JSON"), text);
    List<KeyProblem> problems = files.refresh().problems();
    assertEquals(List.of(".hidden.json"), problems.stream().map(KeyProblem::fileName).toList());
    assertTrue(problems.getFirst().backendAcceptsIt());
    assertInstanceOf(KeyFile.WithProblem.class, files.findByHash(KeyHash.of("raw")).getFirst());
  }

  @Test
  void aTemporaryFileThatACrashLeftGoesWithTheFirstWrite() throws Exception {
    Path stray = directory.keys().resolve(".1a30ea50.kc-00112233aabbccdd.tmp");
    Path foreign = directory.keys().resolve(".1a30ea50.tmp");
    Files.writeString(stray, "{");
    Files.writeString(foreign, "{");
    files.refresh();
    assertTrue(Files.exists(stray), "reading removes nothing");
    files.create(Values.key("raw"));
    assertFalse(Files.exists(stray));
    assertTrue(Files.exists(foreign));
  }

  /// Another console may be writing there at this moment.
  @Test
  void aTemporaryFileStaysForAWhileWhereThereAreNoLocks() throws Exception {
    FaultyFileSystem disk = new FaultyFileSystem();
    disk.loseLocks();
    Path stray = directory.keys().resolve(".1a30ea50.kc-00112233aabbccdd.tmp");
    Path old = directory.keys().resolve(".1a30ea50.kc-00112233aabbccde.tmp");
    Files.writeString(stray, "{");
    Files.writeString(old, "{");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(120)));
    try (KeyFiles there =
        KeyFiles.open(
            new TenantDirectory(disk.path(dataRoot), directory.tenant()), Clock.systemUTC())) {
      there.create(Values.key("raw"));
    }
    assertTrue(Files.exists(stray));
    assertFalse(Files.exists(old));
  }

  @Test
  void ownerAndGroupOfTheOldFileAreKept() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "only root gives files away");
    Files.setAttribute(directory.apiKeys(), "unix:uid", 4242);
    Files.setAttribute(directory.keys(), "unix:uid", 4242);
    Files.setAttribute(directory.keys(), "unix:gid", 4343);
    ApiKey key = files.create(Values.key("raw"));
    assertEquals(4242, Files.getAttribute(file(key), "unix:uid"));
    assertEquals(4343, Files.getAttribute(file(key), "unix:gid"));
    assertEquals(4242, Files.getAttribute(directory.console(), "unix:uid"));
    assertEquals(4242, Files.getAttribute(directory.console().resolve("lock"), "unix:uid"));
    Files.setAttribute(file(key), "unix:uid", 4444);
    files.edit(key.id().fileName(), k -> k.with().name("new").key());
    assertEquals(4444, Files.getAttribute(file(key), "unix:uid"));
    assertEquals("rw-------", mode(file(key)));
  }

  @Test
  void editsOfOneKeyFromManyThreadsAndConsolesAreAllKept() throws Exception {
    ApiKey key = files.create(Values.key("raw"));
    try (KeyFiles other = KeyFiles.open(directory, clock);
        ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Callable<ApiKey>> edits = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        KeyFiles console = i % 2 == 0 ? files : other;
        edits.add(() -> console.edit(key.id().fileName(), KeyFilesTest::countedOn));
      }
      for (var edit : pool.invokeAll(edits)) {
        edit.get();
      }
    }
    assertEquals(60, files.refresh().keys().getFirst().limits().perDay() - 10_000);
    assertEquals(List.of(file(key)), Fixtures.files(directory.keys()));
  }

  @Test
  void editsOfOneKeyFromTwoProcessesAreAllKept() throws Exception {
    ApiKey key = files.create(Values.key("raw"));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherConsole.class.getName(),
                dataRoot.toString(),
                key.id().fileName())
            .inheritIO()
            .start();
    for (int i = 0; i < 40; i++) {
      files.edit(key.id().fileName(), KeyFilesTest::countedOn);
      Thread.sleep(10);
    }
    assertEquals(0, other.waitFor());
    assertEquals(80, files.refresh().keys().getFirst().limits().perDay() - 10_000);
  }

  /// A console in a process of its own that edits one key 40 times.
  static final class OtherConsole {
    public static void main(String[] args) throws Exception {
      TenantDirectory directory =
          new TenantDirectory(Path.of(args[0]), new TenantDomain("acme.example"));
      try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
        for (int i = 0; i < 40; i++) {
          files.edit(args[1], KeyFilesTest::countedOn);
          Thread.sleep(10);
        }
      }
    }
  }

  private static ApiKey countedOn(ApiKey key) {
    var old = key.limits();
    return key.with()
        .limits(
            new Limits(
                old.perHour(),
                old.perDay() + 1,
                old.perMonth(),
                old.costCents(),
                old.tokensPerRequest(),
                old.concurrentRequests()))
        .key();
  }

  @Test
  void whatTheBackendWritesDuringAnEditIsPartOfIt() throws Exception {
    ApiKey key = files.create(Values.key("raw"));
    ApiKey used = key.with().usage(new KeyCounters(7, Optional.empty(), 0, 0, 0)).key();
    int[] calls = {0};
    files.edit(
        key.id().fileName(),
        found -> {
          if (calls[0]++ == 0) {
            try {
              backendWrites(used);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
          return found.with().status(KeyStatus.REVOKED).key();
        });
    assertEquals(2, calls[0]);
    ApiKey stored = files.refresh().keys().getFirst();
    assertEquals(KeyStatus.REVOKED, stored.status());
    assertEquals(7, stored.usage().requests());
  }

  @Test
  void keysStandNewestFirstAndEqualTimesById() throws Exception {
    Instant now = Instant.parse("2026-11-23T08:00:00.000001Z");
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ApiKey key = Values.key("raw" + i);
      backendWrites(key);
      keys.add(key);
    }
    assertEquals(now, keys.getFirst().createdAt());
    assertEquals(keys.stream().map(ApiKey::id).sorted().toList(), ids());
  }

  @Test
  void aFolderThatVanishesIsSaidAndNotTakenForEmpty() throws Exception {
    ApiKey key = files.create(Values.key("raw"));
    Files.delete(file(key));
    backendWrites(key);
    files.refresh();
    Files.move(directory.keys(), directory.apiKeys().resolve("gone"));
    StoreException e = assertThrows(StoreException.class, files::refresh);
    assertTrue(e.getMessage().contains(directory.keys().toString()), e.getMessage());
  }

  private List<String> namesAtAGlance() {
    return files.glance().keys().stream().map(ApiKey::name).sorted().toList();
  }

  private void awaitAtAGlance(String... names) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          while (!namesAtAGlance().equals(List.of(names))) {
            Thread.onSpinWait();
          }
        });
  }

  @Test
  void aGlanceSeesWhatComesGoesAndChanges() throws Exception {
    ApiKey one = files.create(Values.key("one").with().name("one").key());
    awaitAtAGlance("one");
    ApiKey two = Values.key("two").with().name("two").key();
    backendWrites(two);
    awaitAtAGlance("one", "two");
    backendWrites(two.with().name("2").key());
    awaitAtAGlance("2", "one");
    Files.delete(file(one));
    awaitAtAGlance("2");
    Path outside = dataRoot.resolve("outside");
    Path inside = Files.createDirectory(directory.keys().resolve("inside")).resolve("key");
    for (Path target : List.of(outside, inside)) {
      ApiKey three = Values.key("three").with().name("three").key();
      Files.write(target, KeyFileCodec.encode(three, Value.Fields.EMPTY));
      Files.createSymbolicLink(file(three), target);
      awaitSeen("three");
      Files.write(target, KeyFileCodec.encode(three.with().name("3").key(), Value.Fields.EMPTY));
      awaitSeen("3");
      Files.delete(file(three));
      awaitAtAGlance("2");
    }
    Path keys = directory.keys();
    Files.move(keys, directory.apiKeys().resolve("old"));
    Files.createDirectory(keys);
    backendWrites(one);
    awaitAtAGlance("one");
    backendWrites(one.with().name("1").key());
    awaitAtAGlance("1");
  }

  private void awaitSeen(String name) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          boolean seen = false;
          while (!seen) {
            Snapshot now = files.glance();
            seen =
                now.keys().stream().anyMatch(key -> key.name().equals(name))
                    || now.problems().stream()
                        .anyMatch(p -> p.live().filter(k -> k.name().equals(name)).isPresent());
          }
        });
  }

  @Test
  void tenThousandKeysOpenWithinASecondAndRefreshAtOnce() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      ApiKey key = Values.key("raw" + i);
      Path path = file(key);
      Files.write(path, KeyFileCodec.encode(key, Value.Fields.EMPTY));
      Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
    }
    long start = System.nanoTime();
    assertEquals(10_000, files.refresh().keys().size());
    long first = System.nanoTime() - start;
    long again = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      start = System.nanoTime();
      files.refresh();
      again = Math.min(again, System.nanoTime() - start);
    }
    start = System.nanoTime();
    files.glance();
    long glance = System.nanoTime() - start;
    start = System.nanoTime();
    KeyHash hash = KeyHash.of("raw77");
    for (int i = 0; i < 1_000; i++) {
      files.findByHash(hash);
    }
    long find = (System.nanoTime() - start) / 1_000;
    String told =
        "first %d ms, again %d ms, glance %d us, find %d us"
            .formatted(first / 1_000_000, again / 1_000_000, glance / 1_000, find / 1_000);
    assertTrue(glance < again, told);
    assertTrue(first < 3_000_000_000L && again < 500_000_000L && find < 500_000, told);
  }
}
