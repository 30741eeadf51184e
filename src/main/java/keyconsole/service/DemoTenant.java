package keyconsole.service;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.KeyFiles;
import keyconsole.store.TenantDirectory;
import keyconsole.store.Timestamps;

/// A tenant to try the console on: keys of every kind and state, usage with a weekly rhythm, an audit history.
///
/// Seeded: the same moment gives the same directory. None of its raw keys is kept, so nothing opens it.
public final class DemoTenant {

  /// The tenant's domain.
  public static final String DOMAIN = "demo.example";

  private static final int DAYS = 90;
  private static final String ADMINISTRATOR = "olu@demo.example";

  private static final List<String> NAMES =
      List.of(
          "Analytics export",
          "Backoffice search",
          "Café Zürich 東京",
          "Checkout assistant",
          "CI smoke tests",
          "CRM sync",
          "Data labelling 2025",
          "Digest bot",
          "Edge worker (old)",
          "Eval harness",
          "Identity provisioning",
          "Invoice reader",
          "Mobile app (Android)",
          "Mobile app (iOS)",
          "Parking help",
          "Returns assistant",
          "Support copilot",
          "Translation relay",
          "Voice notes 🔑",
          "Warehouse forecast for the northern distribution centres and their suppliers");
  private static final List<String> PLACES = List.of("", " (staging)", " (partner)");
  private static final List<String> OWNERS =
      List.of(
          "a.keller@demo.example",
          ADMINISTRATOR,
          "j.silva@demo.example",
          "m.okafor@demo.example",
          "s.nowak@demo.example",
          "ci-bot@demo.example",
          "finance@demo.example");
  private static final List<String> ENDPOINTS =
      List.of("/v1/chat", "/v1/embeddings", "/v1/rag/search", "/v1/images");
  private static final List<String> IPS =
      List.of("203.0.113.24", "198.51.100.7", "198.51.100.12", "2001:db8:4::1", "192.0.2.81");

  private final Random random = new Random(20_261_124);
  private final Instant now;
  private final TenantDirectory directory;
  private final KeyFiles files;
  private final Map<LocalDate, List<Line>> usage = new LinkedHashMap<>();
  private final List<Line> audit = new ArrayList<>();

  /// Where the demo lies, and a session to act with.
  public record Demo(Path dataRoot, Session session) {}

  private record Line(Instant moment, Value.Fields fields) {}

  private DemoTenant(Path dataRoot, Instant now) {
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.directory = new TenantDirectory(dataRoot, new TenantDomain(DOMAIN));
    this.files = KeyFiles.open(directory, Clock.fixed(now, ZoneOffset.UTC));
  }

  /// Makes a fresh demo in a temporary folder of this run, and an administrator's session of eight hours.
  ///
  /// @throws UncheckedIOException if the folder cannot be written
  public static Demo create(Clock clock) {
    try {
      Path dataRoot = Files.createTempDirectory("key-console-demo-");
      create(dataRoot, clock.instant());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(dataRoot)));
      return new Demo(dataRoot, session(clock));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Session session(Clock clock) {
    byte[] secret = new byte[48];
    new java.security.SecureRandom().nextBytes(secret);
    String text = Base64.getEncoder().encodeToString(secret);
    String token =
        JWT.create()
            .withSubject(ADMINISTRATOR)
            .withClaim("tenant_id", DOMAIN)
            .withClaim("user_type", "tenant_admin")
            .withExpiresAt(clock.instant().plus(Duration.ofHours(8)))
            .sign(Algorithm.HMAC256(text));
    return Session.verify(token, text, DOMAIN, clock);
  }

  /// Makes the tenant below a data root that does not hold it yet.
  ///
  /// @param now what its dates are relative to
  /// @throws IOException if it cannot be written
  public static void create(Path dataRoot, Instant now) throws IOException {
    new DemoTenant(dataRoot, now).write();
  }

  private void write() throws IOException {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < NAMES.size() * PLACES.size(); i++) {
      ApiKey key = key(i);
      keys.add(key);
      files.create(key);
      record(key.createdAt(), "api_key_created", key);
      switch (key.status()) {
        case REVOKED -> record(key.updatedAt(), "api_key_revoked", key);
        case SUSPENDED -> record(key.updatedAt(), "api_key_suspended", key);
        case ACTIVE, EXPIRED -> {}
      }
    }
    files.create(keys.getFirst().with().name("Analytics export (copy)").key().withId(nextId()));
    files.close();
    writeProblems(keys.get(1));
    for (Map.Entry<LocalDate, List<Line>> day : usage.entrySet()) {
      writeLines(directory.usage(), "usage_" + day.getKey() + ".jsonl", day.getValue());
    }
    Map<LocalDate, List<Line>> days = new LinkedHashMap<>();
    audit.sort(Comparator.comparing(Line::moment));
    for (Line line : audit) {
      days.computeIfAbsent(dayOf(line.moment()), d -> new ArrayList<>()).add(line);
    }
    for (Map.Entry<LocalDate, List<Line>> day : days.entrySet()) {
      writeLines(directory.audit(), "audit_" + day.getKey() + ".jsonl", day.getValue());
    }
  }

  private static LocalDate dayOf(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  private KeyId nextId() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new KeyId(new UUID(high, low).toString());
  }

  /// Each state stands at a fixed place in a cycle, so that every one is there.
  private ApiKey key(int i) {
    int kind = i % NAMES.size();
    KeyId id = nextId();
    Scope scope = kind == 10 ? Scope.ADMIN : i % 3 == 0 ? Scope.USER : Scope.TENANT;
    KeyStatus status = statusOf(i);
    Instant created = now.minus(Duration.ofDays(DAYS + i)).plusSeconds(i * 613L);
    Instant stopped = now.minus(Duration.ofDays(5 + i % 20));
    boolean runs = status == KeyStatus.ACTIVE;
    KeyCounters counters = isUsed(i) ? use(id, i, runs ? now : stopped) : KeyCounters.ZERO;
    return new ApiKey(
        id,
        NAMES.get(kind) + PLACES.get(i / NAMES.size()),
        descriptionOf(kind),
        OWNERS.get(i % OWNERS.size()),
        KeyHash.of("gt2_demo.example_" + new UUID(random.nextLong(), random.nextLong())),
        capabilitiesOf(kind),
        scope,
        Catalog.CONSTRAINT_DEFAULTS,
        limitsOf(i, scope),
        restrictionsOf(i),
        status,
        created,
        runs || status == KeyStatus.EXPIRED ? created : stopped,
        expiryOf(i, status),
        Optional.empty(),
        counters,
        Set.of());
  }

  private static KeyStatus statusOf(int i) {
    return switch (i % 20) {
      case 4 -> KeyStatus.SUSPENDED;
      case 6 -> KeyStatus.EXPIRED;
      case 8, 14 -> KeyStatus.REVOKED;
      default -> KeyStatus.ACTIVE;
    };
  }

  private static boolean isUsed(int i) {
    return i % 20 != 15;
  }

  private Optional<Instant> expiryOf(int i, KeyStatus status) {
    if (status == KeyStatus.EXPIRED) {
      return Optional.of(now.minus(Duration.ofDays(12)));
    }
    return switch (i) {
      case 2 -> Optional.of(now.plus(Duration.ofDays(6)));
      case 5, 9 -> Optional.of(now.plus(Duration.ofDays(12)));
      case 7 -> Optional.of(now.plus(Duration.ofHours(19)));
      case 11 -> Optional.of(now.minus(Duration.ofDays(2)));
      case 10, 30 -> Optional.empty();
      default -> Optional.of(now.plus(Duration.ofDays(15 + (i * 7L) % 75)));
    };
  }

  private static String descriptionOf(int kind) {
    return List.of("Nightly run", "For staff", "Three sites", "Order help in the shop", "")
        .get(kind % 5);
  }

  private static List<String> capabilitiesOf(int kind) {
    List<String> all = new ArrayList<>();
    for (Catalog.Category category : Catalog.CAPABILITIES) {
      all.addAll(category.capabilities());
    }
    if (kind == 10) {
      return List.of("admin:tenant_settings");
    }
    int first = kind % 11;
    return List.copyOf(all.subList(first, first + 1 + kind % 4));
  }

  private static Limits limitsOf(int i, Scope scope) {
    Limits limits = Limits.defaultsFor(scope);
    return i % 6 == 2
        ? new Limits(limits.perHour() * 2, limits.perDay(), limits.perMonth() * 2, 8_000, 8_000, 20)
        : limits;
  }

  private static Restrictions restrictionsOf(int i) {
    return switch (i) {
      case 2 ->
          new Restrictions(
              List.of("/v1/chat", "/v1/embeddings"),
              List.of(),
              List.of("203.0.113.0/24"),
              List.of("cafe-zuerich.example"),
              true);
      case 16 ->
          new Restrictions(
              List.of(), List.of("/v1/images"), List.of("192.0.2.81"), List.of(), true);
      case 23 ->
          new Restrictions(List.of("/v1/*"), List.of(), List.of(), List.of(), false);
      default -> Restrictions.NONE;
    };
  }

  /// Usage lines of a key up to `end`, busier by day and on weekdays, and the counters that they make.
  private KeyCounters use(KeyId id, int i, Instant end) {
    boolean idle = i % 20 == 9;
    Instant stop = idle ? now.minus(Duration.ofDays(60 + i)) : end;
    double busy = 4 + 80.0 / (1 + i % 9);
    long requests = 0;
    Optional<Instant> last = Optional.empty();
    for (LocalDate day = dayOf(now).minusDays(DAYS); !day.isAfter(dayOf(stop)); day = day.plusDays(1)) {
      boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
      int lines = (int) (busy * (weekend ? 0.4 : 1) * (0.8 + 0.4 * random.nextDouble()));
      for (int line = 0; line < lines; line++) {
        Instant moment = momentOn(day);
        if (!moment.isAfter(stop)) {
          add(moment, id);
          requests++;
          last = last.filter(l -> l.isAfter(moment)).or(() -> Optional.of(moment));
        }
      }
    }
    return new KeyCounters(requests, last, 0, 0, i % 10 == 0 ? 12 : 0);
  }

  private Instant momentOn(LocalDate day) {
    double hour = Math.clamp(13 + 4 * random.nextGaussian(), 0, 23.99);
    return day.atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .plusMillis((long) (hour * 3_600_000))
        .plus(random.nextInt(1000), ChronoUnit.MICROS);
  }

  private void add(Instant moment, KeyId id) {
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("timestamp", new Value.Text(Timestamps.format(moment)));
    line.put("key_id", new Value.Text(id.text()));
    line.put("endpoint", new Value.Text(ENDPOINTS.get(random.nextInt(ENDPOINTS.size()))));
    line.put("client_ip", new Value.Text(IPS.get(random.nextInt(IPS.size()))));
    line.put("tenant", new Value.Text(DOMAIN));
    usage
        .computeIfAbsent(dayOf(moment), d -> new ArrayList<>())
        .add(new Line(moment, new Value.Fields(line)));
  }

  private void record(Instant moment, String action, ApiKey key) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("key_id", new Value.Text(key.id().text()));
    details.put("name", new Value.Text(key.name()));
    if (action.equals("api_key_created")) {
      details.put("scope", new Value.Text(key.scope().text()));
      details.put("capabilities", Value.Items.ofTexts(key.capabilities()));
    }
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("timestamp", new Value.Text(Timestamps.format(moment)));
    line.put("action", new Value.Text(action));
    line.put("user_id", new Value.Text(key.ownerId()));
    line.put("tenant", new Value.Text(DOMAIN));
    line.put("details", new Value.Fields(details));
    audit.add(new Line(moment, new Value.Fields(line)));
  }

  private static void writeLines(Path folder, String name, List<Line> lines) throws IOException {
    Files.createDirectories(folder);
    lines.sort(Comparator.comparing(Line::moment));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines.size() * 180);
    for (Line line : lines) {
      bytes.write(Json.line(line.fields()));
      bytes.write('\n');
    }
    Files.write(folder.resolve(name), bytes.toByteArray());
  }

  /// One file cut off in the middle, and one that the backend accepts although a limit is a text.
  private void writeProblems(ApiKey like) throws IOException {
    String text = Files.readString(directory.keys().resolve(like.id().fileName()));
    String cut = nextId().fileName();
    Files.writeString(directory.keys().resolve(cut), text.substring(0, text.length() / 3));
    KeyId live = nextId();
    String hash = KeyHash.of("gt2_demo.example_" + random.nextLong()).hex();
    Files.writeString(
        directory.keys().resolve(live.fileName()),
        text.replace(like.id().text(), live.text())
            .replace(like.hash().hex(), hash)
            .replaceAll("\"daily_quota\": ([0-9]+)", "\"daily_quota\": \"$1\""),
        StandardCharsets.UTF_8);
  }
}
