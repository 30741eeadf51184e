package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.PlainKey;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Limits;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Replay;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.domain.Tightening;
import keyconsole.domain.Traffic;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// A replay says what deciding the requests one by one would have said; a narrower draft lets
/// through what was let through.
class ReplayPropertyTest {

  private static final LocalDate FROM = LocalDate.of(2026, 10, 28);
  private static final LocalDate WINDOW = LocalDate.of(2026, 10, 30);
  private static final LocalDate TO = LocalDate.of(2026, 11, 8);

  private static final List<String> ENDPOINTS =
      List.of("/v1/chat", "/v1/rag", "/v2/a", "-", "/v1/*", "no-path");
  private static final List<String> ADDRESSES =
      List.of("10.0.0.1", "10.0.0.2", "::ffff:10.0.0.1", "2001:db8:0::1", "-", "unknown");

  /// Requests in few hours of few days, so that limits are met.
  @Provide
  Arbitrary<Traffic> traffics() {
    Arbitrary<LocalDateTime> moments =
        Combinators.combine(
                Arbitraries.integers().between(0, 11),
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(0, 59))
            .as((day, hour, minute) -> FROM.plusDays(day).atTime(hour * 6, minute));
    Arbitrary<String> lines =
        Combinators.combine(moments, Arbitraries.of(ENDPOINTS), Arbitraries.of(ADDRESSES))
            .as((moment, endpoint, address) -> moment + " " + endpoint + " " + address);
    return Combinators.combine(lines.list().ofMaxSize(60), Arbitraries.longs().between(0, 5))
        .as((all, earlier) -> SomeTraffic.of(FROM, TO, earlier, all.stream().sorted().toList()));
  }

  @Provide
  Arbitrary<Restrictions> restrictions() {
    Arbitrary<List<String>> endpoints =
        Arbitraries.of("/v1/chat", "/v1/rag", "/v2/a", "/v1/*", "/v2/*", "no-path")
            .list()
            .uniqueElements()
            .ofMaxSize(3);
    Arbitrary<List<String>> ips =
        Arbitraries.of(
                "10.0.0.1", "10.0.0.0/30", "2001:db8::1", "2001:db8:0::1", "unknown", "::/0", "x/y")
            .list()
            .uniqueElements()
            .ofMaxSize(3);
    return Combinators.combine(endpoints.optional(0.5), endpoints.optional(0.3), ips.optional(0.5))
        .as(
            (allowed, blocked, addresses) ->
                new Restrictions(
                    allowed.orElse(List.of()),
                    blocked.orElse(List.of()),
                    addresses.orElse(List.of()),
                    List.of("app.example"),
                    true));
  }

  @Provide
  Arbitrary<Limits> limits() {
    Arbitrary<Long> small = Arbitraries.longs().between(-1, 12);
    Arbitrary<Long> limit =
        Arbitraries.frequencyOf(Tuple.of(2, small), Tuple.of(3, Arbitraries.just(500L)));
    return Combinators.combine(limit, limit, limit)
        .as((hour, day, month) -> new Limits(hour, day, month, 1, 2, 3));
  }

  private static ApiKey key(Restrictions restrictions, Limits limits) {
    Instant made = Instant.parse("2026-01-01T00:00:00Z");
    return PlainKey.of("raw", made).with().restrictions(restrictions).limits(limits).key();
  }

  /// Decides one request after the other.
  private static List<Optional<Decision.Denied>> oneByOne(Traffic traffic, ApiKey key) {
    List<Optional<Decision.Denied>> decided = new ArrayList<>();
    List<LocalDateTime> passed = new ArrayList<>();
    long earlier = 0;
    for (int i = 0; i < traffic.size(); i++) {
      Instant now = Instant.EPOCH.plusNanos(traffic.micros(i) * 1_000);
      LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
      if (time.toLocalDate().isBefore(WINDOW)) {
        earlier++;
        continue;
      }
      long before = time.getMonth() == WINDOW.getMonth() ? earlier + traffic.earlierInMonth() : 0;
      RecentUsage used =
          new RecentUsage(
              passed.stream()
                  .filter(p -> p.toLocalDate().equals(time.toLocalDate()))
                  .filter(p -> p.getHour() == time.getHour())
                  .count(),
              passed.stream().filter(p -> p.toLocalDate().equals(time.toLocalDate())).count(),
              passed.stream().filter(p -> p.getMonth() == time.getMonth()).count() + before);
      AccessRequest request =
          AccessRequest.of(
              key.id(),
              traffic.endpoints().get(traffic.endpoint(i)),
              traffic.addresses().get(traffic.address(i)));
      Decision decision = Decisions.decide(key, request, now, used);
      if (decision instanceof Decision.Denied denied) {
        decided.add(Optional.of(denied));
      } else {
        decided.add(Optional.empty());
        passed.add(time);
      }
    }
    return decided;
  }

  @Property(tries = 1_000)
  void replayIsWhatDecidingOneByOneSays(
      @ForAll("traffics") Traffic traffic,
      @ForAll("restrictions") Restrictions restrictions,
      @ForAll("limits") Limits limits) {
    List<Optional<Decision.Denied>> plain = oneByOne(traffic, key(restrictions, limits));
    Map<Rule, Long> denied = new EnumMap<>(Rule.class);
    Map<Rule, Long> backend = new EnumMap<>(Rule.class);
    for (Optional<Decision.Denied> each : plain) {
      each.ifPresent(
          no -> {
            denied.merge(no.rule(), 1L, Long::sum);
            backend.merge(
                no.rule(), no.backend() instanceof Decision.Answer.No ? 1L : 0L, Long::sum);
          });
    }
    Replay replay = Replays.of(traffic, WINDOW, TO, restrictions, limits);
    assertEquals(plain.size(), replay.total());
    assertEquals(
        denied.entrySet().stream()
            .map(
                each ->
                    new Replay.ByRule(each.getKey(), each.getValue(), backend.get(each.getKey())))
            .toList(),
        replay.rules());
    assertEquals(
        backend.values().stream().mapToLong(Long::longValue).sum(), replay.backendDenied());
  }

  @Property(tries = 1_000)
  void narrowerDraftLetsThroughWhatThePresentSettingsLetThrough(
      @ForAll("traffics") Traffic traffic,
      @ForAll("restrictions") Restrictions restrictions,
      @ForAll("limits") Limits limits) {
    ApiKey key = key(restrictions, limits);
    Tightening tighter = Tightenings.of(key, traffic, WINDOW, TO);
    List<Boolean> now = passes(traffic, restrictions, limits);
    assertEquals(now, passes(traffic, tighter.restrictions(), tighter.limits()));
    assertNoWider(restrictions, tighter.restrictions());
    assertTrue(tighter.limits().perHour() <= limits.perHour());
    assertTrue(tighter.limits().perDay() <= limits.perDay());
    assertTrue(tighter.limits().perMonth() <= limits.perMonth());
    assertEquals(limits.costCents(), tighter.limits().costCents());
    assertEquals(limits.tokensPerRequest(), tighter.limits().tokensPerRequest());
    assertEquals(limits.concurrentRequests(), tighter.limits().concurrentRequests());
  }

  private static List<Boolean> passes(Traffic traffic, Restrictions restrictions, Limits limits) {
    List<Boolean> passes = new ArrayList<>();
    Replays.judge(
        traffic, WINDOW, TO, restrictions, limits, (i, rule, backend) -> passes.add(rule == null));
    return passes;
  }

  private static void assertNoWider(Restrictions now, Restrictions tighter) {
    assertTrue(isNoWider(now.allowedEndpoints(), tighter.allowedEndpoints()), tighter::toString);
    assertTrue(isNoWider(now.allowedIps(), tighter.allowedIps()), tighter::toString);
    assertEquals(now.blockedEndpoints(), tighter.blockedEndpoints());
    assertEquals(now.allowedDomains(), tighter.allowedDomains());
    assertEquals(now.requireTls(), tighter.requireTls());
  }

  private static boolean isNoWider(List<String> now, List<String> tighter) {
    return now.isEmpty() || (!tighter.isEmpty() && now.containsAll(tighter));
  }

  @Property(tries = 500)
  void narrowerDraftCanBeSavedWhereTheKeyHasNoListsYet(@ForAll("traffics") Traffic traffic) {
    Limits wide = new Limits(1_000, 10_000, 300_000, 1, 2, 3);
    Tightening tighter = Tightenings.of(key(Restrictions.NONE, wide), traffic, WINDOW, TO);
    KeyRequests.requireValid(
        KeyEdit.NOTHING.withLimits(tighter.limits()).withRestrictions(tighter.restrictions()),
        Instant.parse("2026-11-08T12:00:00Z"));
    Limits limits = tighter.limits();
    assertTrue(limits.perHour() <= limits.perDay() && limits.perDay() <= limits.perMonth());
  }
}
