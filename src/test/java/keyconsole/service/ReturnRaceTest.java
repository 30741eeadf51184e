package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import keyconsole.TestTenant;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.AccessReturn.What;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.store.Timestamps;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backend in another process writes keys back many times a second, while the console creates,
/// rotates, suspends and revokes. Nothing that the console did may be lost, and nothing that came
/// back may go unnoticed.
class ReturnRaceTest {

  private static final int KEYS = 200;
  private static final int WRITES_A_SECOND = 800;
  private static final Duration LOOK = Duration.ofMillis(200);

  @TempDir Path temporary;

  private final Clock clock = Clock.systemUTC();
  private final Random random = new Random(7);
  private final Map<KeyId, ApiKey> meant = new HashMap<>();
  private final List<Done> deeds = new ArrayList<>();
  private final Map<String, AccessReturn> blocked = new ConcurrentHashMap<>();

  /// A deed that was done.
  ///
  /// @param began microseconds since 1970
  /// @param at microseconds since 1970, when it had been
  private record Done(String fileName, String updatedAt, long began, long at) {}

  @Test
  void everyDeedStandsBesideABusyBackend() throws Exception {
    race(Duration.ofSeconds(10));
  }

  @Test
  @Tag("soak")
  void everyDeedStandsBesideABackendThatIsBusyForLong() throws Exception {
    race(Duration.ofMinutes(2));
  }

  private void race(Duration length) throws Exception {
    TestTenant tenant = TestTenant.empty(temporary);
    tenant.clock.set(clock.instant());
    try (KeyService service =
            KeyService.open(
                tenant.dataRoot, tenant.domain, tenant.administrator(), Optional.empty(), clock);
        ReturnWatch watch = service.returnWatch(Optional.of(temporary.resolve("user")));
        ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor()) {
      for (int i = 0; i < KEYS; i++) {
        create(service);
      }
      Path told = temporary.resolve("told");
      Process backend =
          BusyBackend.process(tenant.directory().keys(), told, WRITES_A_SECOND).start();
      assertEquals('!', backend.getInputStream().read());
      Future<?> looks =
          looking.scheduleWithFixedDelay(
              () -> look(watch), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
      long start = System.nanoTime();
      List<KeyId> keys = new ArrayList<>(meant.keySet());
      while (System.nanoTime() - start < length.toNanos()) {
        act(service, keys.get(random.nextInt(keys.size())));
      }
      backend.getOutputStream().close();
      assertTrue(backend.waitFor(30, TimeUnit.SECONDS), "the backend ends");
      double seconds = (System.nanoTime() - start) / 1e9;
      assertTrue(!looks.isDone(), "no look failed");
      looks.cancel(false);
      looking.submit(() -> look(watch)).get();
      look(watch);
      compare(service, watch.soFar(), BusyBackend.told(told), seconds);
    }
  }

  private void look(ReturnWatch watch) {
    for (AccessReturn each : watch.look().returns()) {
      if (each.what() == What.BLOCKED) {
        blocked.put(each.id(), each);
      }
    }
  }

  private void create(KeyService service) {
    try (var raw =
        remember(service.create(KeyRequest.of("Export", "dana@acme.example", List.of())))
            .rawKey()) {
      assertTrue(raw.value().length() > 0);
    }
  }

  private IssuedKey remember(IssuedKey issued) {
    meant.put(issued.key().id(), issued.key());
    return issued;
  }

  /// Each deed takes something away that the key had.
  private void act(KeyService service, KeyId id) {
    ApiKey before = meant.get(id);
    long began = micros(clock.instant());
    ApiKey after =
        switch (random.nextInt(8)) {
          case 0 -> {
            create(service);
            yield before;
          }
          case 1, 2 -> before.status() == KeyStatus.ACTIVE ? service.suspend(id) : before;
          case 3 -> before.status() == KeyStatus.REVOKED ? before : service.revoke(id);
          default -> {
            IssuedKey issued = service.rotate(id);
            issued.rawKey().close();
            yield issued.key();
          }
        };
    meant.put(id, after);
    if (!after.equals(before)) {
      deeds.add(
          new Done(
              id.fileName(), Timestamps.format(after.updatedAt()), began, micros(clock.instant())));
    }
  }

  private static long micros(Instant at) {
    return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1000;
  }

  private void compare(
      KeyService service, AccessReturns last, List<BusyBackend.Write> writes, double seconds) {
    List<Long> noticed = new ArrayList<>();
    long lost = 0;
    for (BusyBackend.Write write : writes) {
      if (overwroteADeed(write)) {
        lost++;
        noticed.add(noticedAfter(write));
      }
    }
    noticed.sort(null);
    System.out.printf(
        "Beside a backend of %.0f visible writes a second on %d keys, in %.1f s: %d deeds (%.0f a"
            + " second), %d overwritten and seen, %d times made again, noticed within %d ms (median)"
            + " and %d ms (at most); %d counters set back%n",
        writes.size() / seconds,
        KEYS,
        seconds,
        deeds.size(),
        deeds.size() / seconds,
        lost,
        blocked.size(),
        noticed.isEmpty() ? 0 : noticed.get(noticed.size() / 2) / 1000,
        noticed.isEmpty() ? 0 : noticed.getLast() / 1000,
        last.counters().size());
    assertEquals(List.of(), service.problems());
    Map<KeyId, ApiKey> now = new HashMap<>();
    service.list().forEach(key -> now.put(key.id(), key));
    meant.forEach(
        (id, key) ->
            assertEquals(
                key.with().flags(java.util.Set.of()).key(),
                now.get(id).with().usage(key.usage()).flags(java.util.Set.of()).key()));
    assertTrue(writes.size() >= 500 * seconds, writes.size() + " writes in " + seconds + " s");
    assertTrue(!noticed.contains(Long.MAX_VALUE), "each lost update was noticed");
    assertTrue(
        last.returns().stream().allMatch(it -> it.what() == What.BLOCKED),
        last.returns()::toString);
  }

  /// Whether a write could be seen behind a deed and showed what was before it. One that another
  /// deed on the key may have met on its way is nobody's to tell.
  private boolean overwroteADeed(BusyBackend.Write write) {
    List<Done> ofKey =
        deeds.stream().filter(deed -> deed.fileName().equals(write.fileName())).toList();
    return ofKey.stream()
            .anyMatch(
                deed -> deed.at() < write.at() && write.updatedAt().compareTo(deed.updatedAt()) < 0)
        && ofKey.stream().noneMatch(deed -> deed.began() < write.at() && write.at() < deed.at());
  }

  /// Microseconds from a write until the next time that its key was mended.
  private long noticedAfter(BusyBackend.Write write) {
    return blocked.values().stream()
        .filter(it -> it.fileName().equals(write.fileName()))
        .mapToLong(it -> micros(it.restored()) - write.at())
        .filter(after -> after >= 0)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
