package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.Expiry;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.store.LogFolder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Answers, key files and usage log agree with a plain count of who was let through when.
class AdmissionPropertyTest {

  private static final Instant START = Instant.parse("2026-11-28T21:30:00Z");

  /// Limits of an hour, a day and a month.
  private static final List<Limits> LIMITS =
      List.of(
          new Limits(2, 100, 100, 1, 1, 1),
          new Limits(100, 3, 100, 1, 1, 1),
          new Limits(100, 100, 5, 1, 1, 1),
          new Limits(0, 100, 100, 1, 1, 1),
          new Limits(2, 3, 5, 1, 1, 1));

  /// A request on the key of a number, some time after the one before.
  record Step(int key, Duration after, String endpoint) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, LIMITS.size() - 1),
            Arbitraries.of(
                Duration.ZERO,
                Duration.ofNanos(1_000),
                Duration.ofMinutes(10),
                Duration.ofMinutes(31),
                Duration.ofHours(7),
                Duration.ofHours(20)),
            Arbitraries.of("/v1/chat", "", "/\ud800\n", "/v1/blocked"))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  /// A request that was let through.
  private record Counted(int key, Instant at, String endpoint) {}

  /// The plain model.
  private static final class Model {
    private final List<Counted> counted = new ArrayList<>();
    private final long[] hits = new long[LIMITS.size()];

    String answer(Step step, Instant now) {
      if (step.endpoint().equals("/v1/blocked")) {
        return "Endpoint /v1/blocked is blocked";
      }
      Limits limits = LIMITS.get(step.key());
      long hour = used(step, at -> isSame(at, now, ChronoUnit.HOURS));
      long day = used(step, at -> isSame(at, now, ChronoUnit.DAYS));
      long month = used(step, at -> month(at).equals(month(now)));
      String denial =
          hour >= limits.perHour()
              ? "Rate limit exceeded: %d/%d requests per hour".formatted(hour, limits.perHour())
              : day >= limits.perDay()
                  ? "Daily quota exceeded: %d/%d requests per day".formatted(day, limits.perDay())
                  : month >= limits.perMonth()
                      ? "Monthly quota exceeded: %d/%d requests per month"
                          .formatted(month, limits.perMonth())
                      : "";
      if (denial.isEmpty()) {
        counted.add(new Counted(step.key(), now, step.endpoint()));
      } else {
        hits[step.key()]++;
      }
      return denial;
    }

    private long used(Step step, Predicate<Instant> within) {
      return counted.stream().filter(c -> c.key() == step.key() && within.test(c.at())).count();
    }

    private static boolean isSame(Instant one, Instant other, ChronoUnit unit) {
      return one.truncatedTo(unit).equals(other.truncatedTo(unit));
    }

    private static YearMonth month(Instant moment) {
      return YearMonth.from(moment.atOffset(ZoneOffset.UTC));
    }
  }

  @Property(tries = 15)
  void allThreeAgree(@ForAll("steps") List<Step> steps) throws IOException {
    Path root = Files.createTempDirectory("admission");
    try {
      run(TestTenant.empty(root), steps);
    } finally {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void run(TestTenant tenant, List<Step> steps) {
    Model model = new Model();
    List<KeyId> keys = new ArrayList<>();
    tenant.clock.set(START);
    try (KeyService service = tenant.openAsAdministrator()) {
      LIMITS.forEach(limits -> keys.add(create(service, limits)));
      for (Step step : steps) {
        tenant.clock.set(tenant.clock.instant().plus(step.after()));
        service.actFor(tenant.administrator());
        AccessRequest request = AccessRequest.of(keys.get(step.key()), step.endpoint(), "10.0.0.1");
        assertEquals(
            model.answer(step, tenant.clock.instant()), message(service.validate(request)));
      }
    }
    assertAgrees(tenant, model, keys);
  }

  private static KeyId create(KeyService service, Limits limits) {
    IssuedKey issued =
        service.create(
            new KeyRequest(
                "Export",
                "",
                "dana@acme.example",
                Scope.USER,
                List.of(),
                Optional.of(limits),
                new Expiry.After(Duration.ofDays(80)),
                new Restrictions(List.of(), List.of("/v1/blocked"), List.of(), List.of(), false),
                Value.Fields.EMPTY));
    issued.rawKey().close();
    return issued.key().id();
  }

  private static String message(Decision decision) {
    return switch (decision) {
      case Decision.Allowed _ -> "";
      case Decision.Denied denied -> denied.message();
    };
  }

  private static void assertAgrees(TestTenant tenant, Model model, List<KeyId> keys) {
    List<Value.Fields> lines = new ArrayList<>();
    assertEquals(
        List.of(),
        new LogFolder(tenant.directory().usage(), "usage")
            .forEach(line -> lines.add(line.fields())));
    assertEquals(
        model.counted.stream().map(c -> keys.get(c.key()) + c.endpoint()).toList(),
        lines.stream().map(line -> text(line, "key_id") + text(line, "endpoint")).toList());
    try (KeyService service = tenant.openAsAdministrator()) {
      for (ApiKey key : service.list()) {
        int number = keys.indexOf(key.id());
        List<Counted> own = model.counted.stream().filter(c -> c.key() == number).toList();
        assertEquals(own.size(), key.usage().requests());
        assertEquals(
            own.isEmpty() ? Optional.empty() : Optional.of(own.getLast().at()),
            key.usage().lastUsed());
        assertEquals(model.hits[number], key.usage().rateLimitHits());
      }
    }
  }

  private static String text(Value.Fields line, String name) {
    return line.get(name).orElseThrow() instanceof Value.Text(String text) ? text : "";
  }
}
