package keyconsole.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import keyconsole.FaultyFileSystem;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFinding.Doubt;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.store.KeyFile;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of many keys is small, is read with little work and is what was seen.
class DeedFolderTest {

  private static final int KEYS = 100_000;

  /// Its own name, numbers and place in the book, and its share of the bytes that it is read from.
  private static final long MOST_BYTES_A_KEY = 700;

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");

  private static final AuditFinding.Known SEEN = new AuditFinding.Known("seen", "olu", NOW);

  /// A book of an earlier version: `Export` was named `Import`, which was found, and suspended in
  /// the look that read a line that cannot be read.
  private static final String OLD_BOOK =
      "S0NERUVEUzFIHWBOAAABcHgB42hYvXADb8OKe6WbYAwOBqZ8GV07Lmkf3T57h8Ck4papEp65BflFJYwuKYl5iQ6J"
          + "ybmpeqkVibkFOamMFtFKRYnpVsWpiUXJGUqxjBIlqXmJeSWMHNGxbGxsjCrFpcUFqXkpqSkNJydc7dqzgY2h"
          + "oWHf7fNHmBu2v1/19fD5n/8Zb6/5dOTXrg/tdxjXfW49/Wr50+Ua67+ePdhy5fBzxQl+C3rZDpxXmeB3wE6E"
          + "iYEBt9tknD0c/dxdXZgYJYJDHENCgyUSk0syy1IRLlgB8yHCq0xw7zM1HL+2HRwQDEwZSeZpJmlmiWkmKRYm"
          + "linJlkmJpsaWSWmGugZcOIKGiVHAz9HXVcK1AhRQ0PCCG94Fs5kBADnalXA=";

  @TempDir Path temporary;

  private DeedFolder folder() throws IOException {
    return folder(Files.createDirectories(temporary.resolve("data")));
  }

  private DeedFolder folder(Path dataRoot) throws IOException {
    return folder(temporary, dataRoot);
  }

  private static DeedFolder folder(Path userFolder, Path dataRoot) throws IOException {
    TenantDirectory tenant = new TenantDirectory(dataRoot, new TenantDomain("acme.example"));
    Files.createDirectories(tenant.apiKeys());
    return new DeedFolder(userFolder, tenant);
  }

  private static ApiKey key(Random random, int number) {
    Instant made = NOW.minus(Duration.ofSeconds(number)).plusNanos(1_000L * random.nextInt(999));
    return new ApiKey(
        new KeyId(new UUID(random.nextLong(), random.nextLong()).toString()),
        number == 7 ? "東京 \ud83d" : "Key " + number,
        "The key number " + number,
        "owner" + number % 100 + "@acme.example",
        KeyHash.of("raw " + random.nextLong()),
        List.of("llm:gpt-4", "rag:search"),
        Scope.TENANT,
        Value.Fields.EMPTY,
        Limits.defaultsFor(Scope.TENANT),
        Restrictions.NONE,
        KeyStatus.ACTIVE,
        made,
        made,
        Optional.of(made.plus(Duration.ofDays(90))),
        Optional.empty(),
        KeyCounters.ZERO,
        Set.of());
  }

  private static void look(DeedBook book, Instant at, List<ApiKey> keys) {
    book.begin(at, at, LogCursor.START);
    Map<UUID, Optional<KeyFile>> files = new HashMap<>();
    keys.forEach(
        key ->
            files.put(
                UUID.fromString(key.id().text()),
                Optional.of(new KeyFile.WithKey(key.id().fileName(), key))));
    book.see(files);
    book.end();
  }

  @Test
  void keepsAHundredThousandKeysInAFewMegabytes() throws IOException {
    Random random = new Random(1);
    List<ApiKey> keys = Stream.iterate(0, i -> i + 1).limit(KEYS).map(i -> key(random, i)).toList();
    DeedBook book = new DeedBook();
    look(book, NOW, keys);
    try (DeedFolder folder = folder()) {
      folder.save(book);
    }
    try (Stream<Path> files = Files.walk(temporary)) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      assertTrue(bytes < 8 << 20, bytes + " bytes");
    }
    FaultyFileSystem disk = new FaultyFileSystem();
    DeedFolder again = folder(disk.path(temporary), temporary.resolve("data"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    disk.listenTo(Thread.currentThread());
    long before = threads.getCurrentThreadAllocatedBytes();
    DeedBook kept = again.load();
    long made = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(made < MOST_BYTES_A_KEY * KEYS, made / KEYS + " bytes a key are made of it");
    assertEquals(
        List.of("open " + book()),
        disk.callsOfListened().stream().filter(call -> call.startsWith("open")).toList());
    kept.takeChanged();
    look(kept, NOW.plusSeconds(60), keys);
    look(kept, NOW.plusSeconds(120), keys);
    assertEquals(false, kept.takeChanged(), "each key is as it was kept");
    assertEquals(KEYS, kept.sights().size());
    assertEquals(List.of(), kept.findings());
  }

  @Test
  void readsOnInABookOfAnEarlierVersion() throws IOException {
    try (DeedFolder folder = folder()) {
      folder.save(new DeedBook());
    }
    Files.write(book(), Base64.getDecoder().decode(OLD_BOOK));
    DeedFolder folder = folder();
    DeedBook old = folder.load();
    assertEquals(Optional.empty(), folder.damage());
    assertEquals(
        List.of(List.of(KeyField.NAME, Doubt.NONE)),
        old.findings().stream().map(DeedFolderTest::told).toList());
    old.begin(NOW.plusSeconds(60), NOW.plusSeconds(60), LogCursor.START);
    old.end();
    assertEquals(
        List.of(
            List.of(KeyField.NAME, Doubt.NONE), List.of(KeyField.STATUS, Doubt.UNREADABLE_LINE)),
        old.findings().stream().map(DeedFolderTest::told).toList());
    assertEquals(Optional.empty(), old.findings().getLast().entry());
  }

  private static List<Object> told(AuditFinding finding) {
    return List.of(finding.changes().getFirst().field(), finding.doubt());
  }

  private Path book() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.filter(each -> each.endsWith("book")).findFirst().orElseThrow();
    }
  }

  /// Keeps a book and marks a finding.
  private void keep(DeedFolder folder, String finding) {
    DeedBook book = new DeedBook();
    look(book, NOW, List.of(key(new Random(2), 1)));
    folder.save(book);
    folder.mark(List.of(finding), SEEN);
  }

  @Test
  void theSameTenantThroughALinkHasTheSameBookAndMarks() throws IOException {
    try (DeedFolder real = folder()) {
      keep(real, "f");
      Path link = Files.createSymbolicLink(temporary.resolve("mount"), temporary.resolve("data"));
      try (DeedFolder there = folder(link)) {
        assertFalse(there.load().isNew());
        assertEquals(Map.of("f", SEEN), there.known());
        there.save(new DeedBook());
        assertFalse(there.load().isNew(), "the first console keeps the book");
      }
    }
  }

  /// Held for as long as this console runs, it would keep every console from writing to a tenant.
  @Test
  void aLockThatIsALinkToATenantsIsNotHeld() throws IOException {
    try (DeedFolder folder = folder()) {
      keep(folder, "f");
    }
    Path tenants = Files.writeString(temporary.resolve("data").resolve("lock"), "");
    Path lock = book().resolveSibling("lock");
    Files.delete(lock);
    Files.createSymbolicLink(lock, tenants);
    try (DeedFolder folder = folder()) {
      assertThrows(StoreException.class, () -> folder.save(new DeedBook()));
      try (FileChannel other = FileChannel.open(tenants, StandardOpenOption.WRITE);
          FileLock held = other.tryLock()) {
        assertNotNull(held);
      }
    }
  }

  @Test
  void whatStandsUnderTheNameOfAPathAsItWasGivenIsGoneOnWith() throws IOException {
    try (DeedFolder real = folder()) {
      keep(real, "f");
    }
    Path own = book().getParent();
    Path link = Files.createSymbolicLink(temporary.resolve("mount"), temporary.resolve("data"));
    Path before = own.resolveSibling(SealFolder.nameFor(link.resolve("acme.example/api_keys")));
    Files.move(own, before);
    try (DeedFolder there = folder(link)) {
      assertFalse(there.load().isNew());
      assertEquals(Map.of("f", SEEN), there.known());
    }
    assertFalse(folder().load().isNew());

    // Whoever came by the real path meanwhile has a book of their own.
    Files.createDirectories(before);
    Files.writeString(before.resolve("book"), "another");
    Files.writeString(before.resolve("known.jsonl"), "{}\n");
    DeedFolder again = folder(link);
    assertFalse(again.load().isNew());
    assertEquals(Optional.empty(), again.damage());
    assertEquals(Map.of("f", SEEN), again.known());
  }

  @Test
  void aTenantThatIsNotThereIsNotTakenForOneThatWasNeverSeen() throws IOException {
    DeedFolder gone =
        new DeedFolder(temporary, new TenantDirectory(temporary, new TenantDomain("gone.example")));
    assertThrows(StoreException.class, gone::load);
    assertThrows(StoreException.class, gone::known);
    Files.createDirectories(temporary.resolve("gone.example/api_keys"));
    assertTrue(gone.load().isNew());
  }

  @Test
  void takesWhatIsCutOrOfAnotherKindForDamaged() throws IOException {
    DeedBook book = new DeedBook();
    look(book, NOW, List.of(key(new Random(2), 1)));
    try (DeedFolder folder = folder()) {
      folder.save(book);
    }
    Path file = book();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      DeedFolder folder = folder();
      assertTrue(folder.load().isNew());
      assertTrue(folder.damage().isPresent());
    }
  }
}
