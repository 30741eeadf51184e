package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import keyconsole.ChildJvm;
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
  private static final int LEAST_BLOCKED = 5;
  private static final Duration LOOK = Duration.ofMillis(200);

  /// Within which half of the losses are made good.
  private static final Duration SOON = Duration.ofSeconds(1);

  /// Within which each of them is, on a machine that has other things to do for a while. A mending
  /// that comes later belongs to another loss.
  private static final Duration LATEST = Duration.ofSeconds(10);

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
      ChildJvm.endingWithin(length.multipliedBy(3).plusMinutes(1), backend);
      assertEquals('!', backend.getInputStream().read());
      Future<?> looks =
          looking.scheduleWithFixedDelay(
              () -> look(watch), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
      long start = System.nanoTime();
      List<KeyId> keys = new ArrayList<>(meant.keySet());
      while (goesOn(System.nanoTime() - start, length)) {
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

  /// Longer where too few were overwritten by then to show anything, as on a slow machine.
  private boolean goesOn(long nanos, Duration length) {
    return nanos < length.toNanos()
        || (blocked.size() < LEAST_BLOCKED && nanos < length.multipliedBy(3).toNanos());
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

  /// Each deed takes something away that the key had, and is done to the key as it is meant to be:
  /// one on a key whose last deed was overwritten meanwhile must not take the old state for it.
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
    requireDoneTo(before, after);
    meant.put(id, after);
    if (!after.equals(before)) {
      deeds.add(
          new Done(
              id.fileName(), Timestamps.format(after.updatedAt()), began, micros(clock.instant())));
    }
  }

  private static void requireDoneTo(ApiKey before, ApiKey after) {
    boolean rotated = !after.lastRotated().equals(before.lastRotated());
    if (rotated) {
      assertEquals(before.status(), after.status(), "what was taken away is back in " + after);
    } else {
      assertEquals(before.hash(), after.hash(), "the old raw key opens again: " + after);
    }
  }

  private static long micros(Instant at) {
    return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1000;
  }

  private void compare(
      KeyService service, AccessReturns last, List<BusyBackend.Write> writes, double seconds) {
    Losses losses = new Losses(deeds, blocked.values());
    writes.forEach(losses::take);
    System.out.printf(
        "Beside a backend of %.0f visible writes a second on %d keys, in %.1f s: %d deeds (%.0f a"
            + " second), %s; %d counters set back%n",
        writes.size() / seconds,
        KEYS,
        seconds,
        deeds.size(),
        deeds.size() / seconds,
        losses,
        last.counters().size());
    assertEquals(List.of(), service.problems());
    Map<KeyId, ApiKey> now = new HashMap<>();
    service.list().forEach(key -> now.put(key.id(), key));
    meant.forEach(
        (id, key) ->
            assertEquals(
                key.with().flags(Set.of()).key(),
                now.get(id).with().usage(key.usage()).flags(Set.of()).key()));
    assertTrue(writes.size() >= 500 * seconds, writes.size() + " writes in " + seconds + " s");
    losses.requireAllNoticed();
    assertTrue(
        last.returns().stream().allMatch(it -> it.what() == What.BLOCKED),
        last.returns()::toString);
  }

  /// The deeds that a write of the backend overwrote, each with what made it good.
  private static final class Losses {
    private final Map<String, List<Done>> deeds;
    private final Map<String, List<AccessReturn>> blocked;
    private final Set<String> matched = new HashSet<>();
    private final List<Long> noticed = new ArrayList<>();
    private final List<BusyBackend.Write> unnoticed = new ArrayList<>();
    private int lost;
    private int lostInDeeds;
    private int met;

    Losses(List<Done> deeds, Collection<AccessReturn> blocked) {
      this.deeds = deeds.stream().collect(Collectors.groupingBy(Done::fileName));
      this.blocked = blocked.stream().collect(Collectors.groupingBy(AccessReturn::fileName));
      for (AccessReturn each : blocked) {
        String at = Timestamps.format(each.takenAway());
        assertTrue(
            of(each.fileName()).stream().anyMatch(deed -> deed.updatedAt().equals(at)),
            "nobody did what was made again: " + each);
      }
    }

    private List<Done> of(String fileName) {
      return deeds.getOrDefault(fileName, List.of());
    }

    /// A write that shows what was before a deed is a loss where the deed had been done. Where one
    /// is on its way on the key, that one may have met the write and made it good, with a mending
    /// or, having read the key before, by its own: what it makes of the key is looked at there.
    void take(BusyBackend.Write write) {
      Optional<Done> first =
          of(write.fileName()).stream()
              .filter(deed -> write.updatedAt().compareTo(deed.updatedAt()) < 0)
              .filter(deed -> deed.began() < write.at())
              .min(Comparator.comparing(Done::updatedAt));
      if (first.isEmpty()) {
        return;
      }
      boolean onItsWay =
          of(write.fileName()).stream()
              .anyMatch(deed -> deed.began() < write.at() && write.at() < deed.at());
      Optional<AccessReturn> mending = mendingOf(write, first.get());
      mending.ifPresent(it -> matched.add(it.id()));
      if (onItsWay) {
        lostInDeeds += mending.isPresent() ? 1 : 0;
        met += mending.isPresent() ? 0 : 1;
      } else {
        lost++;
        mending.ifPresentOrElse(
            it -> noticed.add(micros(it.restored()) - write.at()), () -> unnoticed.add(write));
      }
    }

    /// What made a deed again soon after a write had overwritten it.
    private Optional<AccessReturn> mendingOf(BusyBackend.Write write, Done deed) {
      return blocked.getOrDefault(write.fileName(), List.of()).stream()
          .filter(it -> Timestamps.format(it.takenAway()).equals(deed.updatedAt()))
          .filter(it -> micros(it.restored()) >= write.at())
          .filter(it -> micros(it.restored()) - write.at() <= LATEST.toNanos() / 1000)
          .min(Comparator.comparing(AccessReturn::restored));
    }

    private long median() {
      return noticed.stream().sorted().skip(noticed.size() / 2).findFirst().orElse(0L);
    }

    void requireAllNoticed() {
      assertEquals(List.of(), unnoticed, "each lost update is noticed");
      assertTrue(lost > 0, "no deed was overwritten");
      assertTrue(
          median() <= SOON.toNanos() / 1000, "half of them are made again after " + median());
    }

    @Override
    public String toString() {
      return "%d overwritten and seen, %d more while another deed was done, where %d were met by it; %d times made again, %d of them for these, noticed within %d ms (median) and %d ms (at most)"
          .formatted(
              lost,
              lostInDeeds,
              met,
              blocked.values().stream().mapToInt(List::size).sum(),
              matched.size(),
              median() / 1000,
              noticed.stream().mapToLong(it -> it).max().orElse(0) / 1000);
    }
  }
}
