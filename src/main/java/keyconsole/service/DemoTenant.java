package keyconsole.service;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.service.DemoTable.Row;
import keyconsole.store.Json;
import keyconsole.store.KeyFiles;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import keyconsole.store.Timestamps;

/// A tenant to try the console on: keys of every kind and state, 90 days of usage lines and the
/// audit lines that go with them. The same every time, but for the moment that all of it ends at.
public final class DemoTenant {

  /// The demo's tenant domain.
  public static final String DOMAIN = "demo.example";

  /// Who acts in the demo's session.
  public static final String ADMINISTRATOR = "olu@" + DOMAIN;

  private static final long SEED = 20_261_124;
  private static final int DAYS = 90;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final String MARKER = "demo.made";

  /// How busy each UTC hour is.
  private static final int[] CURVE = {
    2, 1, 1, 1, 2, 3, 6, 12, 22, 30, 32, 28, 22, 28, 32, 30, 26, 18, 12, 8, 6, 5, 4, 3
  };

  private static final String[] IPS = {
    "203.0.113.24", "203.0.113.25", "198.51.100.7", "198.51.100.40", "192.0.2.33", "192.0.2.140",
    "10.20.4.17", "10.20.4.18", "2001:db8:4::17", ""
  };

  private final TenantDirectory directory;
  private final Instant now;
  private final Random random = new Random(SEED);
  private final Map<String, KeyHash> hashes = new HashMap<>();
  private final TreeMap<LocalDate, List<Line>> usage = new TreeMap<>();
  private final List<Deed> deeds = new ArrayList<>();

  private DemoTenant(Path dataRoot, Instant now) {
    this.directory = new TenantDirectory(dataRoot, new TenantDomain(DOMAIN));
    this.now = now.truncatedTo(ChronoUnit.MICROS);
  }

  /// The demo, made and ready to be opened.
  ///
  /// @param session an administrator's, for eight hours
  public record Demo(Path dataRoot, Session session) {}

  private record Line(Instant moment, String keyId, String endpoint, String ip) {}

  private record Deed(Instant moment, String action, String actor, Value.Fields details) {}

  /// The demo in the user's cache folder, made where today's is missing.
  ///
  /// @throws StoreException if it cannot be written
  public static Demo create(Clock clock) {
    Path root = create(cacheFolder().resolve("key-console").resolve("demo"), clock.instant());
    return new Demo(root, session(clock));
  }

  private static Path cacheFolder() {
    String set = System.getenv("XDG_CACHE_HOME");
    return set != null && Path.of(set).isAbsolute()
        ? Path.of(set)
        : Path.of(System.getProperty("user.home"), ".cache");
  }

  /// Makes the demo under a data root, unless one that was made on the same UTC day is there. An
  /// older one is replaced.
  ///
  /// @return the data root
  /// @throws StoreException if it cannot be written, or if there is a tenant of that name which is
  ///   no demo
  public static Path create(Path dataRoot, Instant now) {
    Path marker = dataRoot.resolve(MARKER);
    String today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    Path tenant = dataRoot.resolve(DOMAIN);
    try {
      boolean isDemo = Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS);
      boolean exists = Files.exists(tenant, LinkOption.NOFOLLOW_LINKS);
      if (isDemo && exists && Files.readString(marker).equals(today)) {
        return dataRoot;
      }
      if (exists && !isDemo) {
        throw new StoreException(tenant + " is there already and is no demo", tenant);
      }
      Files.createDirectories(dataRoot);
      // Empty until the end, so that one that was not finished is made again.
      Files.writeString(marker, "");
      deleteTree(tenant);
      new DemoTenant(dataRoot, now).make();
      Files.writeString(marker, today);
      return dataRoot;
    } catch (IOException e) {
      throw new StoreException("The demo cannot be made in " + dataRoot, dataRoot, e);
    }
  }

  /// A session to act with in the demo, as an administrator, for eight hours.
  public static Session session(Clock clock) {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    String token =
        JWT.create()
            .withSubject(ADMINISTRATOR)
            .withClaim("tenant_id", DOMAIN)
            .withClaim("user_type", "tenant_admin")
            .withIssuedAt(now)
            .withExpiresAt(now.plus(Duration.ofHours(8)))
            .sign(Algorithm.HMAC256(secret));
    return Session.verify(token, secret, DOMAIN, clock);
  }

  private void make() throws IOException {
    for (Path folder :
        List.of(directory.apiKeys(), directory.keys(), directory.usage(), directory.audit())) {
      Files.createDirectories(folder);
      restrict(folder, "rwx------");
    }
    try (KeyFiles files = KeyFiles.open(directory, Clock.fixed(now, ZoneOffset.UTC))) {
      for (Row row : DemoTable.read()) {
        ApiKey key = key(row);
        files.create(key);
        switch (row.status()) {
          case "cut" -> spoil(key, text -> text.substring(0, text.length() * 2 / 5));
          case "live" ->
              spoil(
                  key,
                  text -> text.replace("\"daily_quota\": 10000", "\"daily_quota\": \"10000\""));
          default -> tell(row, key);
        }
      }
    }
    writeUsage();
    writeAudit();
  }

  private void spoil(ApiKey key, java.util.function.UnaryOperator<String> change)
      throws IOException {
    Path file = directory.keys().resolve(key.id().fileName());
    Files.writeString(file, change.apply(Files.readString(file)));
  }

  private ApiKey key(Row row) {
    KeyId id = id();
    Instant created = ago(row.createdAgo());
    KeyStatus status = KeyStatus.parse(row.status()).orElse(KeyStatus.ACTIVE);
    Optional<Instant> rotated = row.daysAgo("rotated").map(this::ago);
    Optional<Instant> changed = row.daysAgo("changed").map(this::ago);
    KeyCounters counters = use(row, id, created);
    Instant updated = rotated.or(() -> changed).orElse(created);
    if (status == KeyStatus.SUSPENDED || status == KeyStatus.REVOKED) {
      updated = counters.lastUsed().orElse(created).plusSeconds(240 + random.nextInt(3_000));
    }
    byte[] raw = new byte[32];
    random.nextBytes(raw);
    KeyHash own =
        KeyHash.of(
            "gt2_" + DOMAIN + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
    KeyHash hash = hashes.getOrDefault(row.more().getOrDefault("samehash", ""), own);
    hashes.put(row.name(), hash);
    return new ApiKey(
        id,
        row.name(),
        row.description(),
        person(row.owner()),
        hash,
        row.capabilities(),
        row.scope(),
        constraints(row),
        row.limits(),
        row.restrictions(),
        status,
        created,
        updated,
        row.expiresIn().map(days -> ago(-days)),
        rotated,
        counters,
        Set.of());
  }

  private KeyId id() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new KeyId(new UUID(high, low).toString());
  }

  private static Value.Fields constraints(Row row) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("max_automation_chain_depth", Value.Numeral.of(5));
    fields.put("mcp_memory_limit_mb", Value.Numeral.of(512));
    fields.put("mcp_timeout_seconds", Value.Numeral.of(30));
    fields.put("max_file_size_bytes", Value.Numeral.of(10_485_760));
    fields.put(
        "allowed_file_types", Value.Items.ofTexts(List.of(".pdf", ".txt", ".md", ".json", ".csv")));
    fields.put("enable_premium_features", new Value.Truth(row.more().containsKey("limits")));
    return new Value.Fields(fields);
  }

  /// Notes the usage lines of a key, and counts them.
  private KeyCounters use(Row row, KeyId id, Instant created) {
    long hits = row.daysAgo("hits").orElse(0.0).longValue();
    if (row.quietFor().isEmpty()) {
      return new KeyCounters(0, Optional.empty(), 0, 0, hits);
    }
    if (row.perDay() == 0) {
      // Last used before the oldest usage lines that are kept, or seldom.
      Instant last = ago(row.quietFor().get());
      if (row.quietFor().get() > DAYS) {
        return new KeyCounters(400 + random.nextInt(900), Optional.of(last), 0, 0, hits);
      }
      note(row, id, last);
      return new KeyCounters(1, Optional.of(last), 0, 0, hits);
    }
    boolean quiet = row.quietFor().get() > 0;
    Instant end = quiet ? ago(row.quietFor().get()) : now.minusSeconds(1 + random.nextInt(2_400));
    Instant begin = created.plusSeconds(600 + random.nextInt(3_000));
    LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1);
    long count = 0;
    for (int i = 0; i < DAYS; i++) {
      LocalDate day = first.plusDays(i);
      boolean weekend =
          day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
      double busy = (weekend ? 0.3 : 1.25) * (0.8 + random.nextDouble() * 0.4);
      long requests = Math.round(row.perDay() * busy + random.nextDouble() - 0.5);
      for (long n = 0; n < requests; n++) {
        Instant moment = moment(day);
        if (!moment.isBefore(begin) && moment.isBefore(end)) {
          note(row, id, moment);
          count++;
        }
      }
    }
    note(row, id, end);
    return new KeyCounters(count + 1, Optional.of(end), 0, 0, hits);
  }

  private Instant moment(LocalDate day) {
    int total = 0;
    for (int weight : CURVE) {
      total += weight;
    }
    int left = random.nextInt(total);
    int hour = 0;
    while (left >= CURVE[hour]) {
      left -= CURVE[hour++];
    }
    long micros = random.nextLong(3_600_000_000L);
    return day.atTime(hour, 0).toInstant(ZoneOffset.UTC).plus(micros, ChronoUnit.MICROS);
  }

  private void note(Row row, KeyId id, Instant moment) {
    String endpoint = pick(endpoints(row));
    List<String> exact =
        row.restrictions().allowedIps().stream().filter(ip -> !ip.contains("/")).toList();
    // Each key is used from a few places of its own, the first of them most.
    int home = Math.floorMod(row.name().hashCode(), IPS.length - 1);
    int step = Math.max(0, random.nextInt(10) - 6);
    String ip = exact.isEmpty() ? IPS[(home + step) % IPS.length] : pick(exact);
    usage
        .computeIfAbsent(LocalDate.ofInstant(moment, ZoneOffset.UTC), _ -> new ArrayList<>())
        .add(new Line(moment, id.text(), endpoint, ip));
  }

  private String pick(List<String> from) {
    // Twice as likely to be in the first half.
    return from.get(Math.min(random.nextInt(from.size()), random.nextInt(from.size())));
  }

  private static List<String> endpoints(Row row) {
    List<String> allowed =
        row.restrictions().allowedEndpoints().stream().filter(e -> !e.contains("*")).toList();
    if (!allowed.isEmpty()) {
      return allowed;
    }
    List<String> endpoints = new ArrayList<>();
    for (String capability : row.capabilities()) {
      String endpoint =
          switch (capability.substring(0, capability.indexOf(':'))) {
            case "llm" -> "/v1/chat";
            case "embedding" -> "/v1/embeddings";
            case "image" -> "/v1/images";
            case "rag" -> capability.equals("rag:search") ? "/v1/search" : "/v1/documents";
            case "automation" -> "/v1/automations/run";
            case "external" -> "/v1/connectors";
            default -> "/v1/admin";
          };
      if (!endpoints.contains(endpoint)) {
        endpoints.add(endpoint);
      }
    }
    return endpoints;
  }

  /// Notes what was done to a key.
  private void tell(Row row, ApiKey key) {
    Map<String, Value> made = new LinkedHashMap<>(about(key));
    made.put("scope", new Value.Text(key.scope().text()));
    made.put("capabilities", Value.Items.ofTexts(key.capabilities()));
    deeds.add(new Deed(key.createdAt(), "api_key_created", key.ownerId(), new Value.Fields(made)));
    key.lastRotated().ifPresent(at -> deed(at, "api_key_rotated", key, key.ownerId()));
    row.daysAgo("changed").ifPresent(d -> deed(ago(d), "api_key_updated", key, ADMINISTRATOR));
    switch (key.status()) {
      case REVOKED -> deed(key.updatedAt(), "api_key_revoked", key, key.ownerId());
      case SUSPENDED -> {
        Instant before = key.createdAt().plus(Duration.ofDays(5));
        deed(before, "api_key_suspended", key, ADMINISTRATOR);
        deed(before.plusSeconds(5_400), "api_key_resumed", key, ADMINISTRATOR);
        deed(key.updatedAt(), "api_key_suspended", key, ADMINISTRATOR);
      }
      case ACTIVE, EXPIRED -> {
        // Expiry by the backend leaves no audit line.
      }
    }
  }

  private void deed(Instant moment, String action, ApiKey key, String actor) {
    Map<String, Value> details = new LinkedHashMap<>(about(key));
    if (!actor.equals(key.ownerId())) {
      details.put("owner_id", new Value.Text(key.ownerId()));
    }
    deeds.add(new Deed(moment, action, actor, new Value.Fields(details)));
  }

  private static Map<String, Value> about(ApiKey key) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("key_id", new Value.Text(key.id().text()));
    details.put("name", new Value.Text(key.name()));
    return details;
  }

  private void writeUsage() throws IOException {
    for (Map.Entry<LocalDate, List<Line>> day : usage.entrySet()) {
      List<Line> lines = day.getValue();
      lines.sort(Comparator.comparing(Line::moment));
      StringBuilder text = new StringBuilder(lines.size() * 190);
      for (Line line : lines) {
        // Nothing in these values needs an escape.
        text.append("{\"timestamp\": \"")
            .append(Timestamps.format(line.moment))
            .append("\", \"key_id\": \"")
            .append(line.keyId)
            .append("\", \"endpoint\": \"")
            .append(line.endpoint)
            .append("\", \"client_ip\": \"")
            .append(line.ip)
            .append("\", \"tenant\": \"")
            .append(DOMAIN)
            .append("\"}\n");
      }
      write(directory.usage().resolve("usage_" + day.getKey() + ".jsonl"), text);
    }
  }

  private void writeAudit() throws IOException {
    deeds.sort(Comparator.comparing(Deed::moment));
    TreeMap<LocalDate, StringBuilder> days = new TreeMap<>();
    for (Deed deed : deeds) {
      Map<String, Value> record = new LinkedHashMap<>();
      record.put("timestamp", new Value.Text(Timestamps.format(deed.moment)));
      record.put("action", new Value.Text(deed.action));
      record.put("user_id", new Value.Text(deed.actor));
      record.put("tenant", new Value.Text(DOMAIN));
      record.put("details", deed.details);
      days.computeIfAbsent(
              LocalDate.ofInstant(deed.moment, ZoneOffset.UTC), _ -> new StringBuilder())
          .append(
              new String(Json.line(new Value.Fields(record)), StandardCharsets.US_ASCII))
          .append('\n');
    }
    for (Map.Entry<LocalDate, StringBuilder> day : days.entrySet()) {
      write(directory.audit().resolve("audit_" + day.getKey() + ".jsonl"), day.getValue());
    }
  }

  private static void write(Path file, CharSequence text) throws IOException {
    Files.writeString(file, text);
    restrict(file, "rw-------");
  }

  private static void restrict(Path file, String mode) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Instant ago(double days) {
    return now.minus(Math.round(days * MICROS_PER_DAY), ChronoUnit.MICROS);
  }

  private static String person(String name) {
    return name + "@" + DOMAIN;
  }
}
