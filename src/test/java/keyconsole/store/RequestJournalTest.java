package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.TreeState;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyId;
import keyconsole.domain.Value;
import keyconsole.domain.Warning;
import keyconsole.store.RequestJournal.Entered;
import keyconsole.store.RequestJournal.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process dies while it counts a request; the next one finds what it left.
class RequestJournalTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant MOMENT = Instant.parse("2026-11-23T23:59:59.999999Z");

  @TempDir Path dataRoot;

  private TenantDirectory directory;
  private KeyFiles files;
  private RequestJournal journal;
  private Path pending;
  private Path log;
  private ApiKey key;

  @BeforeEach
  void openWithAKeyThatWasUsedOnce() throws Exception {
    directory = Fixtures.empty(dataRoot);
    pending = directory.console().resolve("pending-request");
    log = directory.usage().resolve("usage_2026-11-23.jsonl");
    files = KeyFiles.open(directory, Clock.systemUTC());
    journal = new RequestJournal(directory, files);
    key = files.create(Values.key("raw"));
    key = count(NOON, true);
  }

  @AfterEach
  void close() {
    files.close();
  }

  private Request request(Instant moment) {
    return new Request(key.id(), "/v1/chat", "10.0.0.1", moment);
  }

  /// Counts a request, with its line or up to it.
  private ApiKey count(Instant moment, boolean whole) {
    List<Entered> entered = new ArrayList<>();
    long before = key.usage().requests();
    ApiKey stored =
        files.edit(
            key.id().fileName(),
            k -> used(k, moment),
            () -> entered.add(journal.enter(request(moment), before)));
    try (Entered one = entered.getFirst()) {
      if (whole) {
        one.complete();
      }
    }
    return stored;
  }

  private static ApiKey used(ApiKey key, Instant moment) {
    return key.with()
        .usage(new KeyCounters(key.usage().requests() + 1, Optional.of(moment), 0, 0, 0))
        .key();
  }

  /// As the backend does it: key file, then line.
  private void backendCounts(Instant moment, String day) throws Exception {
    ApiKey now = stored();
    Files.write(
        directory.keys().resolve(key.id().fileName()),
        KeyFileCodec.encode(used(now, moment), Value.Fields.EMPTY));
    Files.writeString(
        directory.usage().resolve("usage_" + day + ".jsonl"),
        "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"/b\", \"client_ip\": \"\", \"tenant\": \"acme.example\"}\n"
            .formatted(Timestamps.format(moment), key.id()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private ApiKey stored() {
    return ((KeyFile.WithKey) files.find(key.id()).orElseThrow()).key();
  }

  /// Another process opens the folder. What it warns of.
  private List<String> restart() {
    try (KeyFiles next = KeyFiles.open(directory, Clock.systemUTC())) {
      new RequestJournal(directory, next).settle();
      return next.warnings().stream().map(Warning::told).map(English::of).toList();
    }
  }

  private void assertCountedAndLogged(long times) throws Exception {
    assertEquals(times, stored().usage().requests());
    assertEquals(times, linesOfTheKey());
    byte[] entry = Files.exists(pending) ? Files.readAllBytes(pending) : new byte[0];
    assertTrue(entry.length == 0 || entry[0] == '\n', "an entry still stands");
  }

  private long linesOfTheKey() {
    List<String> keys = new ArrayList<>();
    new LogFolder(directory.usage(), "usage")
        .forEach(
            line -> {
              if (line.fields().get("key_id").toString().contains(key.id().text())) {
                keys.add(line.fileName());
              }
            });
    return keys.size();
  }

  @Test
  void aRequestThatWasCountedGetsTheLineThatIsMissing() throws Exception {
    count(MOMENT, false);
    assertEquals(1, linesOfTheKey());
    assertEquals(List.of(), restart());
    assertCountedAndLogged(2);
    assertEquals(
        "{\"timestamp\": \"2026-11-23T23:59:59.999999\", \"key_id\": \"%s\", \"endpoint\": \"/v1/chat\", \"client_ip\": \"10.0.0.1\", \"tenant\": \"acme.example\"}"
            .formatted(key.id()),
        Files.readAllLines(log).getLast());
    restart();
    assertCountedAndLogged(2);
  }

  @Test
  void aRequestWhoseKeyFileWasNotWrittenLeavesNothing() throws Exception {
    journal.enter(request(MOMENT), 1).close();
    assertEquals(List.of(), restart());
    assertCountedAndLogged(1);
  }

  @Test
  void aRequestWhoseKeyFileCannotBeReadIsWarnedOf() throws Exception {
    count(MOMENT, false);
    Files.writeString(directory.keys().resolve(key.id().fileName()), "no key");
    String warning = restart().getFirst();
    assertTrue(warning.startsWith("The last request that was counted may lack"), warning);
    assertTrue(warning.contains(key.id().fileName()), warning);
    assertEquals(1, linesOfTheKey());
  }

  @Test
  void twoRequestsOfOneMicrosecondAreToldApart() throws Exception {
    journal.enter(request(NOON), 1).close();
    restart();
    assertCountedAndLogged(1);
    count(NOON, false);
    restart();
    assertCountedAndLogged(2);
  }

  @Test
  void anEntryThatAPowerCutBringsBackFindsItsLine() throws Exception {
    count(MOMENT, false);
    byte[] entry = Files.readAllBytes(pending);
    restart();
    Files.write(pending, entry);
    restart();
    assertCountedAndLogged(2);
  }

  @Test
  void aLineThatWasCutOffIsWrittenAgainAndCountsOnce() throws Exception {
    count(MOMENT, false);
    Files.writeString(
        log,
        "{\"timestamp\": \"2026-11-23T23:59:59.999999\", \"key_id\": \"" + key.id(),
        StandardOpenOption.APPEND);
    restart();
    assertCountedAndLogged(2);
  }

  @Test
  void aLineThatLacksItsLineFeedAloneStands() throws Exception {
    byte[] before = Files.readAllBytes(log);
    count(MOMENT, false);
    byte[] entry = Files.readAllBytes(pending);
    restart();
    byte[] after = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(after, after.length - 1));
    assertTrue(before.length < after.length);
    Files.write(pending, entry);
    restart();
    assertCountedAndLogged(2);
  }

  @Test
  void anEntryThatWasCutOffCountsForNothing() throws Exception {
    count(MOMENT, true);
    byte[] last = Files.readAllBytes(pending);
    journal.enter(new Request(key.id(), "/another", "", MOMENT), 2).close();
    byte[] next = Files.readAllBytes(pending);
    System.arraycopy(next, 0, last, 0, 150);
    Files.write(pending, last);
    assertEquals(1, restart().size());
    assertCountedAndLogged(2);
  }

  @Test
  void whatTheBackendCountedSinceIsTakenForWhatItIs() throws Exception {
    Instant later = MOMENT.plus(Duration.ofSeconds(1));
    journal.enter(request(MOMENT), 1).close();
    backendCounts(later, "2026-11-23");
    backendCounts(later, "2026-11-24");
    restart();
    assertCountedAndLogged(3);
    key = stored();
    count(MOMENT.plus(Duration.ofDays(2)), false);
    backendCounts(later.plus(Duration.ofDays(2)), "2026-11-25");
    backendCounts(later.plus(Duration.ofDays(2)), "2026-11-27");
    restart();
    assertCountedAndLogged(6);
  }

  @Test
  void aLogThatWasWrittenAnewIsReadFromItsBeginning() throws Exception {
    Files.writeString(log, "\n".repeat(500), StandardOpenOption.APPEND);
    count(MOMENT, false);
    byte[] entry = Files.readAllBytes(pending);
    restart();
    List<String> lines = Files.readAllLines(log);
    Files.writeString(log, lines.getLast() + "\n");
    Files.write(pending, entry);
    restart();
    assertEquals(1, linesOfTheKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", " ", "garbage", "{}", "{\"entry\": 1}", "[[[[", "\0\0\0\0", "é\n\n"})
  void whatIsNoEntryHarmsNothing(String content) throws Exception {
    Files.writeString(pending, content);
    restart();
    assertCountedAndLogged(1);
    key = count(MOMENT, true);
    assertCountedAndLogged(2);
  }

  @Test
  void anEnormousFileAFolderAndALinkInTheEntrysPlaceHarmNothing() throws Exception {
    Files.write(pending, new byte[3 << 20]);
    assertEquals(1, restart().size());
    Files.createDirectory(pending);
    assertEquals(1, restart().size());
    Path elsewhere = dataRoot.resolve("elsewhere");
    Files.writeString(elsewhere, "mine");
    Files.createSymbolicLink(pending, elsewhere);
    assertEquals(1, restart().size());
    key = count(MOMENT, true);
    assertCountedAndLogged(2);
    assertEquals("mine", Files.readString(elsewhere));
    Files.delete(pending);
    Files.createDirectories(pending.resolve("full"));
    StoreException e = assertThrows(StoreException.class, this::restart);
    assertTrue(e.getMessage().startsWith(pending.toString()), e.getMessage());
  }

  @Test
  void aForgedEntryAddsNoLineThatNoFileBearsOut() throws Exception {
    journal.enter(new Request(KeyId.random(), "/v1/chat", "", MOMENT), 0).close();
    restart();
    journal.enter(request(NOON.minusSeconds(9)), 1).close();
    restart();
    assertCountedAndLogged(1);
    assertEquals(List.of(log), Fixtures.files(directory.usage()));
  }

  @Test
  void theEntryIsPrivateAndItsFileKeepsItsSize() throws Exception {
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pending)));
    long size = Files.size(pending);
    key = count(MOMENT, true);
    assertEquals(size, Files.size(pending));
    assertEquals(4096, size);
  }

  @Test
  void theEntryBelongsToWhomTheFolderBelongs() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "only root gives files away");
    Files.delete(pending);
    Files.setAttribute(directory.console(), "unix:uid", 4242);
    key = count(MOMENT, true);
    assertEquals(4242, Files.getAttribute(pending, "unix:uid"));
  }

  @Test
  void textsOfAnyKindComeBackFromTheEntry() throws Exception {
    String odd = "/\u0000\n\"\\\ud800/\u007f東京";
    List<Entered> entered = new ArrayList<>();
    files.edit(
        key.id().fileName(),
        k -> used(k, MOMENT),
        () -> entered.add(journal.enter(new Request(key.id(), odd, odd, MOMENT), 1)));
    entered.getFirst().close();
    restart();
    assertCountedAndLogged(2);
    List<Object> endpoints = new ArrayList<>();
    new LogFolder(directory.usage(), "usage")
        .forEach(line -> endpoints.add(line.fields().get("endpoint").orElseThrow()));
    assertEquals(new Value.Text(odd), endpoints.getLast());
  }

  @Test
  void settlingNothingWritesNothing() throws Exception {
    Map<String, String> before = TreeState.of(directory.apiKeys());
    restart();
    assertEquals(before, TreeState.of(directory.apiKeys()));
    Files.delete(pending);
    before = TreeState.of(directory.apiKeys());
    restart();
    assertEquals(before, TreeState.of(directory.apiKeys()));
    assertFalse(Files.exists(pending));
  }

  @Test
  void whereNoLineCanBeWrittenNothingIsCounted() throws Exception {
    Files.delete(log);
    Files.createDirectory(log);
    byte[] before = Files.readAllBytes(directory.keys().resolve(key.id().fileName()));
    assertThrows(StoreException.class, () -> count(MOMENT, true));
    assertArrayEquals(before, Files.readAllBytes(directory.keys().resolve(key.id().fileName())));
  }
}
