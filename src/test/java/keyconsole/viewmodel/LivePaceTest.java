package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import keyconsole.FaultyFileSystem;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.store.KeyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each page looks so often that what changes shows within a second, also where a file system tells
/// of no changes. Time passes when told to, so that no machine is too slow for it; what a look
/// costs is left out, which is what the difference to the second is for.
class LivePaceTest {

  private static final Duration STEP = Duration.ofMillis(20);

  /// Within which a look comes.
  private static final Duration LOOKED = Duration.ofMillis(400);

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int CHANGES = 9;

  /// Long after a file system has told of a change.
  private static final Duration UNTIL_TOLD = Duration.ofMillis(500);

  @TempDir Path folder;
  private FaultyFileSystem system;
  private TestWorkspace test;
  private KeyListViewModel keys;

  @BeforeEach
  void open() {
    system = new FaultyFileSystem();
    system.setDeaf(true);
    test = new TestWorkspace(system.path(folder), "acme.example");
    keys = new KeyListViewModel(test.workspace);
  }

  @AfterEach
  void close() {
    keys.close();
    test.close();
  }

  private interface Change {
    void made(int number) throws IOException;
  }

  /// Makes changes at all times between two looks, and waits for each. Two looks that cost much in
  /// a row are left alone for a while, as on a machine that is busy: it is the median that counts.
  private void requireSeen(Change change, BooleanSupplier seen) throws IOException {
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      test.live(STEP.multipliedBy(i));
      change.made(i);
      assertTrue(!seen.getAsBoolean(), "seen before anybody looked");
      Duration waited = Duration.ZERO;
      while (!seen.getAsBoolean()) {
        assertTrue(waited.compareTo(LONGEST) < 0, "change " + i + " is not seen");
        test.live(STEP);
        waited = waited.plus(STEP);
      }
      waits.add(waited);
    }
    Duration median = waits.stream().sorted().skip(CHANGES / 2).findFirst().orElseThrow();
    assertTrue(median.compareTo(LOOKED) <= 0, "seen after " + waits);
  }

  private Path file(String name) {
    return folder.resolve("acme.example/api_keys").resolve(name);
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private boolean isListed(String name) {
    return isListed(keys, name);
  }

  private static boolean isListed(KeyListViewModel list, String name) {
    return list.rows().stream()
        .anyMatch(row -> row instanceof KeyRow.Entry it && it.key().name().equals(name));
  }

  @Test
  void keysAreLookedAt() throws IOException {
    ApiKey key = test.key("CI pipeline");
    int[] made = new int[1];
    requireSeen(
        i -> {
          made[0] = i;
          Files.write(
              file("keys/" + key.id().fileName()),
              KeyFile.textOf(key.with().name("Live " + i).key()));
        },
        () -> isListed("Live " + made[0]));
  }

  /// To read a huge folder says nothing of what a look takes, and one look that takes long is not
  /// the rule yet.
  @Test
  void aLongFirstReadingAndOneLongLookPutNothingOff() throws IOException {
    keys.close();
    system.setDelay(Duration.ofMillis(20));
    keys = new KeyListViewModel(test.workspace);
    test.live(LOOKED);
    system.setDelay(Duration.ZERO);
    ApiKey key = test.key("CI pipeline");
    Files.write(
        file("keys/" + key.id().fileName()), KeyFile.textOf(key.with().name("Renamed").key()));
    test.live(LOOKED);
    assertTrue(isListed("Renamed"));
  }

  /// What takes long is what has changed, not the looking.
  @Test
  void burstsInARowPutNothingOff() throws Exception {
    Path there = folder.resolve("told");
    FaultyFileSystem slow = new FaultyFileSystem();
    try (TestWorkspace told = new TestWorkspace(slow.path(there), "acme.example");
        KeyListViewModel list = new KeyListViewModel(told.workspace)) {
      slow.setDelay(Duration.ofMillis(10));
      for (String name : List.of("First", "Second", "Third")) {
        for (ApiKey key : told.service.listingSoFar().keys()) {
          Path file = there.resolve("acme.example/api_keys/keys").resolve(key.id().fileName());
          Files.write(file, KeyFile.textOf(key.with().name(name).key()));
        }
        TimeUnit.MILLISECONDS.sleep(UNTIL_TOLD.toMillis());
        told.live(LOOKED);
        assertTrue(isListed(list, name), name + " is not listed");
      }
    }
  }

  @Test
  void usageIsLookedAt() throws IOException {
    TestSurroundings around = new TestSurroundings();
    try (UsageViewModel usage = new UsageViewModel(test.workspace, keys, around, ZoneOffset.UTC)) {
      Path day = file("usage/usage_2026-11-23.jsonl");
      usage.enter();
      usage.settings().rangeProperty().set(UsageRange.HOURS_24);
      long[] seen = new long[] {total(usage)};
      requireSeen(
          i -> {
            seen[0] = total(usage);
            append(
                day,
                "{\"timestamp\": \"2026-11-23T11:00:00\", \"key_id\": \"k\", \"endpoint\": \"/v1\","
                    + " \"client_ip\": \"\", \"tenant\": \"acme.example\"}");
          },
          () -> total(usage) == seen[0] + 1);
    }
  }

  private static long total(UsageViewModel usage) {
    return usage.figuresProperty().get().map(it -> it.report().totalRequests()).orElse(0L);
  }

  @Test
  void theAuditLogIsLookedAt() throws IOException {
    TestSurroundings around = new TestSurroundings();
    try (AuditViewModel audit =
        new AuditViewModel(
            test.workspace,
            keys,
            around.surroundings(),
            AuditViewModelTest.kept(test.workspace, around),
            "")) {
      audit.resize(10);
      String[] before = new String[1];
      requireSeen(
          i -> {
            before[0] = audit.countTextProperty().get();
            append(
                file("audit/audit_2026-11-23.jsonl"),
                "{\"timestamp\": \"2026-11-23T11:00:00\", \"action\": \"api_key_revoked\","
                    + " \"user_id\": \"olu\", \"tenant\": \"acme.example\", \"details\":"
                    + " {\"key_id\": \"k\", \"name\": \"Live\"}}");
          },
          () -> !audit.countTextProperty().get().equals(before[0]));
    }
  }

  @Test
  void whatComesBackIsTakenAwayAgain() throws IOException {
    ReturnsViewModel returns =
        new ReturnsViewModel(test.workspace, Optional.empty(), () -> true, _ -> {});
    try {
      ApiKey key = test.key("Billing export");
      test.live(LOOKED);
      test.service.revoke(key.id());
      Path file = file("keys/" + key.id().fileName());
      requireSeen(
          i -> Files.write(file, KeyFile.textOf(key)),
          () -> {
            try {
              return Files.readString(file).contains("\"status\": \"revoked\"");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertEquals(KeyStatus.REVOKED, test.key("Billing export").status());
      assertEquals(CHANGES, returns.foundProperty().get().returns().size());
    } finally {
      returns.close();
    }
  }
}
