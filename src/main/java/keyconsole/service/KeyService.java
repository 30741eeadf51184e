package keyconsole.service;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import keyconsole.audit.AuditLog;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.LastRequest;
import keyconsole.domain.Limits;
import keyconsole.domain.Provenance;
import keyconsole.domain.RawKey;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Rule;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.UsageProgress;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.domain.Value;
import keyconsole.store.KeyFile;
import keyconsole.store.KeyFiles;
import keyconsole.store.LogFolder;
import keyconsole.store.Snapshot;
import keyconsole.store.TenantDirectory;
import keyconsole.store.Timestamps;
import keyconsole.usage.UsageIndex;

/// The keys of one tenant: what there is, what may be done, and doing it.
///
/// Reading needs no token; whatever writes or signs needs a live session. What goes wrong is thrown
/// with a message fit for a person: [NotAuthorizedException], [KeyNotFoundException],
/// [InvalidRequestException] and [keyconsole.store.StoreException]. Calls block; any thread.
public final class KeyService implements AutoCloseable {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RAW_KEY_BYTES = 32;

  private final TenantDirectory directory;
  private final KeyFiles files;
  private final AuditLog audit;
  private final LogFolder usageLog;
  private final UsageIndex usage;
  private final TokenIssuer tokens;
  private final Clock clock;
  private volatile Session session;

  private KeyService(TenantDirectory directory, Session session, TokenIssuer tokens, Clock clock) {
    this.directory = directory;
    this.files = KeyFiles.open(directory, clock);
    this.audit = new AuditLog(directory);
    this.usageLog = new LogFolder(directory.usage(), "usage");
    this.usage = UsageIndex.open(directory.usage());
    this.tokens = tokens;
    this.session = session;
    this.clock = clock;
  }

  /// Opens a tenant. Reads and writes nothing yet.
  ///
  /// @param dataRoot `/data` on a backend host
  /// @param signingKey what capability tokens of keys are signed with; where empty, one is made up
  ///   for this run
  /// @throws InvalidRequestException if the domain cannot name a tenant's folder
  public static KeyService open(
      Path dataRoot,
      String tenantDomain,
      Session session,
      Optional<String> signingKey,
      Clock clock) {
    TenantDomain tenant =
        TenantDomain.parse(tenantDomain)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "tenant", "“" + tenantDomain + "” cannot be a tenant's domain."));
    return new KeyService(
        new TenantDirectory(dataRoot, tenant), session, new TokenIssuer(signingKey), clock);
  }

  /// Acts for another session from now on: a fresh token, or read-only after the last one ended.
  public void actFor(Session next) {
    session = next;
  }

  /// The session it acts for.
  public Session session() {
    return session;
  }

  /// Whether the signing key was made up for this run, so that the tokens it signs verify nowhere
  /// else.
  public boolean hasTemporarySigningKey() {
    return tokens.isTemporary();
  }

  /// Every key that can be read, newest first. Compares the folder with what is in memory.
  public List<ApiKey> list() {
    return files.refresh().keys();
  }

  /// Every key and every problem of one moment. Compares the folder with what is in memory.
  ///
  /// @param progress told how far that is, on this thread
  public KeyListing listing(KeyListing.Progress progress) {
    return listing(files.refresh(progress::looked));
  }

  /// What is in memory already. Looks at no file and waits for none.
  public KeyListing listingSoFar() {
    return listing(files.soFar());
  }

  private static KeyListing listing(Snapshot snapshot) {
    return new KeyListing(snapshot.keys(), snapshot.problems());
  }

  /// The keys of one owner, newest first.
  public List<ApiKey> listOwnedBy(String ownerId) {
    return list().stream().filter(key -> key.ownerId().equals(ownerId)).toList();
  }

  /// The files that could not be read as keys, and why.
  public List<KeyProblem> problems() {
    return files.refresh().problems();
  }

  /// Makes a key. Its raw key is in the answer and nowhere else.
  public IssuedKey create(KeyRequest request) {
    Instant now = now();
    Session actingSession = session;
    String actor = Permissions.requireLive(actingSession, directory.tenant(), now);
    KeyRequests.requireValid(request, now);
    RawKey raw = newRawKey();
    try {
      ApiKey key = newKey(request, raw.hash(), now);
      Permissions.requireMayCreate(actingSession, key, now);
      ApiKey stored = files.create(key);
      recordCreated(now, actor, stored, KeyRequests.reasonOf(request.expiry()));
      return new IssuedKey(stored, raw);
    } catch (RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static ApiKey newKey(KeyRequest request, KeyHash hash, Instant now) {
    return new ApiKey(
        KeyId.random(),
        request.name(),
        request.description(),
        request.ownerId(),
        hash,
        request.capabilities(),
        request.scope(),
        Catalog.CONSTRAINT_DEFAULTS.overlaidWith(request.constraints()),
        request.limits().orElseGet(() -> Limits.defaultsFor(request.scope())),
        request.restrictions(),
        KeyStatus.ACTIVE,
        now,
        now,
        request.expiry().from(now).map(t -> t.truncatedTo(ChronoUnit.MICROS)),
        Optional.empty(),
        KeyCounters.ZERO,
        Set.of());
  }

  private void recordCreated(Instant now, String actor, ApiKey key, Map<String, Value> more) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("scope", new Value.Text(key.scope().text()));
    details.put("capabilities", Value.Items.ofTexts(key.capabilities()));
    details.putAll(more);
    record(now, "api_key_created", actor, key, details);
  }

  private void record(
      Instant now, String action, String actor, ApiKey key, Map<String, Value> more) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("key_id", new Value.Text(key.id().text()));
    details.put("name", new Value.Text(key.name()));
    details.putAll(more);
    if (!actor.equals(key.ownerId())) {
      details.put("owner_id", new Value.Text(key.ownerId()));
    }
    audit.record(now, action, actor, new Value.Fields(details));
  }

  /// Gives a key a new raw key; the old one stops at once.
  public IssuedKey rotate(KeyId id) {
    Instant now = now();
    Session actingSession = session;
    String actor = Permissions.requireLive(actingSession, directory.tenant(), now);
    ApiKey found = requireKey(id);
    Permissions.requireOwnerOrAdmin(actingSession, found, "Only key owner can rotate");
    RawKey raw = newRawKey();
    try {
      KeyHash hash = raw.hash();
      ApiKey stored =
          files.edit(
              id.fileName(),
              key -> key.with().hash(hash).lastRotated(Optional.of(now)).updatedAt(now).key());
      record(now, "api_key_rotated", actor, stored, Map.of());
      return new IssuedKey(stored, raw);
    } catch (RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /// A successor with the same settings and a raw key of its own; the old key ends after the
  /// overlap, or at its own expiry where that is earlier. Each one's audit line names the other.
  ///
  /// @param overlap how long both open; positive
  public IssuedKey rotateWithOverlap(KeyId id, Duration overlap) {
    Instant now = now();
    Session actingSession = session;
    String actor = Permissions.requireLive(actingSession, directory.tenant(), now);
    ApiKey old = requireKey(id);
    Permissions.requireOwnerOrAdmin(actingSession, old, "Only key owner can rotate");
    if (!overlap.isPositive()) {
      throw new InvalidRequestException("overlap", "The overlap must be longer than nothing.");
    }
    if (!old.isUsable(now)) {
      throw new InvalidRequestException(
          "status",
          "This key does not open anything, so there is nothing to overlap. Rotate at once.");
    }
    RawKey raw = newRawKey();
    try {
      ApiKey successor = files.create(successorOf(old, raw.hash(), now));
      recordCreated(now, actor, successor, Map.of("predecessor_id", new Value.Text(id.text())));
      Instant end = now.plus(overlap);
      ApiKey ending =
          files.edit(
              id.fileName(),
              key -> key.with().expiresAt(Optional.of(earlier(key, end))).updatedAt(now).key());
      record(
          now,
          "api_key_rotated",
          actor,
          ending,
          Map.of("successor_id", new Value.Text(successor.id().text())));
      return new IssuedKey(successor, raw);
    } catch (RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static Instant earlier(ApiKey key, Instant end) {
    return key.expiresAt().filter(end::isAfter).orElse(end);
  }

  private static ApiKey successorOf(ApiKey old, KeyHash hash, Instant now) {
    return new ApiKey(
        KeyId.random(),
        old.name(),
        old.description(),
        old.ownerId(),
        hash,
        old.capabilities(),
        old.scope(),
        old.constraints(),
        old.limits(),
        old.restrictions(),
        KeyStatus.ACTIVE,
        now,
        now,
        old.expiresAt(),
        Optional.empty(),
        KeyCounters.ZERO,
        Set.of());
  }

  /// Ends a key, and every other file that the same raw key opens.
  public ApiKey revoke(KeyId id) {
    Instant now = now();
    Session actingSession = session;
    String actor = Permissions.requireLive(actingSession, directory.tenant(), now);
    ApiKey found = requireKey(id);
    Permissions.requireOwnerOrAdmin(actingSession, found, "Only key owner can revoke");
    ApiKey revoked = setStatus(id.fileName(), KeyStatus.REVOKED, now);
    record(now, "api_key_revoked", actor, revoked, Map.of());
    revokeOthersWith(revoked.hash(), id.fileName(), actor, now);
    return revoked;
  }

  private ApiKey setStatus(String fileName, KeyStatus status, Instant now) {
    return files.edit(fileName, key -> key.with().status(status).updatedAt(now).key());
  }

  private void revokeOthersWith(KeyHash hash, String fileName, String actor, Instant now) {
    for (KeyFile file : files.findByHash(hash)) {
      if (!file.fileName().equals(fileName)) {
        record(
            now,
            "api_key_revoked",
            actor,
            setStatus(file.fileName(), KeyStatus.REVOKED, now),
            Map.of());
      }
    }
  }

  /// Revokes a live credential whose file is a problem, and every other file with its hash.
  /// Administrators only; all else in the file stays as it is.
  public void disable(KeyProblem problem) {
    Instant now = now();
    Session actingSession = session;
    String actor = Permissions.requireLive(actingSession, directory.tenant(), now);
    if (!actingSession.isAdministrator()) {
      throw new NotAuthorizedException("Only an administrator can disable a file with a problem.");
    }
    if (problem.live().isEmpty()) {
      throw new InvalidRequestException(
          "file", "The backend does not accept " + problem.fileName() + ": nothing opens it.");
    }
    ApiKey revoked = setStatus(problem.fileName(), KeyStatus.REVOKED, now);
    record(now, "api_key_revoked", actor, revoked, Map.of());
    revokeOthersWith(revoked.hash(), problem.fileName(), actor, now);
  }

  /// Stops a key until it is resumed.
  ///
  /// @throws InvalidRequestException if the key is revoked, since that is to last
  public ApiKey suspend(KeyId id) {
    return changeStatus(
        id,
        "api_key_suspended",
        key -> {
          if (key.status() == KeyStatus.REVOKED) {
            throw new InvalidRequestException("status", "This key is revoked already.");
          }
          requireMaySuspend(key);
          return KeyStatus.SUSPENDED;
        });
  }

  /// Lets a key open again. Only an administrator resumes a revoked key, or one that somebody else
  /// suspended.
  public ApiKey resume(KeyId id) {
    return changeStatus(
        id,
        "api_key_resumed",
        key -> {
          if (key.isPastExpiry(now())) {
            throw new InvalidRequestException(
                "expires_at", "This key has expired. Give it a later expiry first.");
          }
          requireMayResume(key);
          return KeyStatus.ACTIVE;
        });
  }

  private interface NextStatus {
    KeyStatus of(ApiKey key);
  }

  private ApiKey changeStatus(KeyId id, String action, NextStatus next) {
    Instant now = now();
    Session actingSession = session;
    String actor = Permissions.requireLive(actingSession, directory.tenant(), now);
    ApiKey found = requireKey(id);
    Permissions.requireOwnerOrAdmin(
        actingSession, found, "Only the key's owner or an administrator can do this.");
    next.of(found);
    ApiKey stored =
        files.edit(id.fileName(), key -> key.with().status(next.of(key)).updatedAt(now).key());
    record(now, action, actor, stored, Map.of());
    return stored;
  }

  private void requireMayResume(ApiKey key) {
    Session actingSession = session;
    if (actingSession.isAdministrator()) {
      return;
    }
    if (key.status() == KeyStatus.REVOKED) {
      throw new NotAuthorizedException("Only an administrator can resume a revoked key.");
    }
    if (isSuspendedByAnother(key, actingSession)) {
      throw new NotAuthorizedException(
          "Somebody else suspended this key. Only an administrator can resume it.");
    }
  }

  /// Who suspends last may resume, so suspending once more must not take over from somebody else.
  private void requireMaySuspend(ApiKey key) {
    Session actingSession = session;
    if (!actingSession.isAdministrator() && isSuspendedByAnother(key, actingSession)) {
      throw new NotAuthorizedException("Somebody else suspended this key already.");
    }
  }

  private boolean isSuspendedByAnother(ApiKey key, Session actingSession) {
    return key.status() == KeyStatus.SUSPENDED
        && !audit.lastActor("api_key_suspended", key.id()).equals(actingSession.actor());
  }

  /// Changes what the edit names, in the file as it stands at that moment. An expired key that gets
  /// a later expiry is active again.
  public ApiKey update(KeyId id, KeyEdit edit) {
    Instant now = now();
    Session actingSession = session;
    String actor = Permissions.requireLive(actingSession, directory.tenant(), now);
    requireKey(id);
    KeyRequests.requireValid(edit, now);
    UnaryOperator<ApiKey> change =
        key -> {
          ApiKey changed = KeyRequests.applied(edit, key, now);
          Permissions.requireMayChange(actingSession, key, changed, now);
          return changed;
        };
    ApiKey stored = files.edit(id.fileName(), change);
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("changed", Value.Items.ofTexts(KeyRequests.changedFields(edit)));
    edit.expiry().ifPresent(expiry -> details.putAll(KeyRequests.reasonOf(expiry)));
    record(now, "api_key_updated", actor, stored, details);
    return stored;
  }

  /// Which key is this? Changes nothing, scans nothing. Also finds live credentials whose file is a
  /// problem.
  ///
  /// @param rawKey any text; its form is not looked at
  public Optional<ApiKey> identify(String rawKey) {
    for (KeyFile file : files.findByHash(KeyHash.of(rawKey))) {
      Optional<ApiKey> key = keyIn(file);
      if (key.isPresent()) {
        return key;
      }
    }
    return Optional.empty();
  }

  private static Optional<ApiKey> keyIn(KeyFile file) {
    return switch (file) {
      case KeyFile.WithKey with -> Optional.of(with.key());
      case KeyFile.WithProblem with -> with.problem().live();
    };
  }

  /// What would be answered, in both meanings. Changes nothing, scans nothing.
  public Decision check(AccessRequest request) {
    Instant now = now();
    Optional<Decision> first = Optional.empty();
    for (KeyFile file : filesFor(request)) {
      Decision decision = decide(file, request, now);
      if (decision instanceof Decision.Denied) {
        return decision;
      }
      first = first.or(() -> Optional.of(decision));
    }
    return first.orElseGet(Decisions::unknownKey);
  }

  private List<KeyFile> filesFor(AccessRequest request) {
    return switch (request.credential()) {
      case AccessRequest.Credential.Raw raw -> files.findByHash(KeyHash.of(raw.rawKey()));
      case AccessRequest.Credential.Picked picked ->
          files
              .find(picked.id())
              .flatMap(KeyService::keyIn)
              .map(key -> files.findByHash(key.hash()))
              .orElse(List.of());
    };
  }

  private Decision decide(KeyFile file, AccessRequest request, Instant now) {
    return switch (file) {
      case KeyFile.WithKey with -> decide(with.key(), request, now);
      case KeyFile.WithProblem with ->
          with.problem()
              .live()
              .map(live -> Decisions.problemFile(live, with.problem().reason(), request, now))
              .orElseGet(Decisions::unknownKey);
    };
  }

  private Decision decide(ApiKey key, AccessRequest request, Instant now) {
    return Decisions.decide(key, request, now, () -> usage.recent(key.id().text(), now));
  }

  /// Answers as [#check] does, and counts: the key's counters and a usage line where it is let
  /// through, the limit's hits where a limit denies, the status where the key turns out to have
  /// expired.
  public Decision validate(AccessRequest request) {
    Instant now = now();
    Permissions.requireLive(session, directory.tenant(), now);
    Decision decision = check(request);
    return switch (decision) {
      case Decision.Allowed allowed -> count(allowed.key(), request, now);
      case Decision.Denied denied -> {
        denied.key().ifPresent(key -> note(key, denied.rule(), now));
        yield denied;
      }
    };
  }

  /// Decides again on the file as it stands under the lock, so that what changed since is seen.
  private Decision count(ApiKey key, AccessRequest request, Instant now) {
    List<Decision> decided = new ArrayList<>(1);
    ApiKey stored =
        files.edit(
            key.id().fileName(),
            current -> {
              Decision decision = decide(current, request, now);
              decided.add(decision);
              return decision instanceof Decision.Allowed ? used(current, now) : current;
            });
    Decision decision = decided.getLast();
    if (decision instanceof Decision.Allowed allowed) {
      usageLog.append(now, usageLine(request, stored, now));
      return new Decision.Allowed(stored, allowed.trace());
    }
    return decision;
  }

  private static ApiKey used(ApiKey key, Instant now) {
    KeyCounters counters = key.usage();
    return key.with()
        .usage(
            new KeyCounters(
                counters.requests() + 1,
                Optional.of(now),
                counters.bytesTransferred(),
                counters.errors(),
                counters.rateLimitHits()))
        .key();
  }

  private Value.Fields usageLine(AccessRequest request, ApiKey key, Instant now) {
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("timestamp", new Value.Text(Timestamps.format(now)));
    line.put("key_id", new Value.Text(key.id().text()));
    line.put("endpoint", new Value.Text(request.endpoint()));
    line.put("client_ip", new Value.Text(request.clientIp()));
    line.put("tenant", new Value.Text(directory.tenant().text()));
    return new Value.Fields(line);
  }

  /// What a denial leaves in the key file.
  private void note(ApiKey key, Rule rule, Instant now) {
    switch (rule) {
      case EXPIRY -> {
        // A key that the backend merely fails on has not expired: its file stays as it is.
        if (key.isPastExpiry(now)) {
          files.edit(
              key.id().fileName(),
              current ->
                  current.status() == KeyStatus.ACTIVE && current.isPastExpiry(now)
                      ? current.with().status(KeyStatus.EXPIRED).key()
                      : current);
        }
      }
      case REQUESTS_PER_HOUR, REQUESTS_PER_DAY, REQUESTS_PER_MONTH ->
          files.edit(key.id().fileName(), KeyService::hit);
      case KNOWN_KEY,
          STATUS,
          ALLOWED_ENDPOINTS,
          BLOCKED_ENDPOINTS,
          ALLOWED_IPS,
          ALLOWED_DOMAINS,
          TLS,
          TOKENS_PER_REQUEST,
          COST,
          CONCURRENT_REQUESTS -> {}
    }
  }

  private static ApiKey hit(ApiKey key) {
    KeyCounters counters = key.usage();
    return key.with()
        .usage(
            new KeyCounters(
                counters.requests(),
                counters.lastUsed(),
                counters.bytesTransferred(),
                counters.errors(),
                counters.rateLimitHits() + 1))
        .key();
  }

  /// A capability token from a key, for its owner or an administrator, while the key is usable. It
  /// lives an hour.
  ///
  /// @param extraContext more claims; texts, numbers, truths, lists, maps. A reserved name is an
  ///   error
  public String capabilityToken(KeyId id, Map<String, ?> extraContext) {
    Instant now = now();
    Session actingSession = session;
    Permissions.requireLive(actingSession, directory.tenant(), now);
    ApiKey key = requireKey(id);
    Permissions.requireOwnerOrAdmin(
        actingSession, key, "Only the key's owner or an administrator gets a token from it.");
    if (!key.isUsable(now)) {
      throw new InvalidRequestException(
          "status", "Only an active key that has not expired gives a token.");
    }
    return tokens.issue(key, directory.tenant(), extraContext, now);
  }

  /// What the usage lines say. Reads new lines first.
  public UsageReport usage(UsageQuery query) {
    usage.refresh();
    List<ApiKey> keys = keysOf(query);
    boolean all = query.ownerId().isEmpty() && query.keyId().isEmpty();
    Set<String> ids = new HashSet<>();
    keys.forEach(key -> ids.add(key.id().text()));
    UsageIndex.Totals totals =
        usage.totals(all ? Optional.empty() : Optional.of(ids), query.from(), query.to());
    long days = Math.max(0, ChronoUnit.DAYS.between(query.from(), query.to()) + 1);
    return new UsageReport(
        totals.requests(),
        keys.stream().mapToLong(key -> key.usage().errors()).sum(),
        keys.stream().mapToLong(key -> key.usage().rateLimitHits()).sum(),
        keys.size(),
        days == 0 ? 0 : (double) totals.requests() / days,
        ranked(totals.byEndpoint()),
        ranked(totals.byIp()),
        everyDay(query, totals.byDay()),
        totals.byKey(),
        query.from(),
        query.to());
  }

  private List<ApiKey> keysOf(UsageQuery query) {
    return list().stream()
        .filter(key -> query.ownerId().map(key.ownerId()::equals).orElse(true))
        .filter(key -> query.keyId().map(key.id()::equals).orElse(true))
        .toList();
  }

  private static List<UsageReport.Count> ranked(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> new UsageReport.Count(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Map<LocalDate, Long> everyDay(UsageQuery query, Map<LocalDate, Long> counted) {
    Map<LocalDate, Long> days = new LinkedHashMap<>();
    for (LocalDate day = query.from(); !day.isAfter(query.to()); day = day.plusDays(1)) {
      days.put(day, counted.getOrDefault(day, 0L));
    }
    return days;
  }

  /// Reads the usage lines that are new since the last call. Blocks; may take long the first time.
  public void refreshUsage() {
    usage.refresh();
  }

  /// Whether all usage lines were read once. What is told of them before is not the whole.
  public boolean isUsageCounted() {
    return usage.isReadOnce();
  }

  /// How far the reading of usage lines that runs is; empty where none runs.
  public Optional<UsageProgress> usageProgress() {
    return usage.progress();
  }

  /// Changes whenever a count of usage lines may have changed.
  public long usageVersion() {
    return usage.version();
  }

  /// Requests of a key on each UTC day from `first`, for `days` days, by what was read so far.
  public long[] dailyRequests(KeyId id, LocalDate first, int days) {
    return usage.daily(id.text(), first, days);
  }

  /// Requests of a key in this UTC hour, day and month.
  public RecentUsage recentUsage(KeyId id) {
    return usage.recent(id.text(), now());
  }

  /// The newest usage line of a key, by what was read so far.
  public Optional<LastRequest> lastRequest(KeyId id) {
    return usage.last(id.text());
  }

  /// Who made a key, and which keys stand before and behind it. Reads the audit log where that has
  /// changed since it was last asked.
  public Provenance provenance(KeyId id) {
    return audit.provenance(id);
  }

  /// The JSON text of a key's file as it stands now, for reading.
  public String fileText(String fileName) {
    return files.text(fileName);
  }

  /// What a person should know about this folder, e.g. that its file system has no locks.
  public List<String> warnings() {
    return files.warnings();
  }

  private ApiKey requireKey(KeyId id) {
    Optional<KeyFile> file = files.find(id);
    if (file.isPresent() && file.get() instanceof KeyFile.WithKey with) {
      return with.key();
    }
    throw new KeyNotFoundException("API key not found");
  }

  private RawKey newRawKey() {
    byte[] random = new byte[RAW_KEY_BYTES];
    RANDOM.nextBytes(random);
    byte[] text = Base64.getUrlEncoder().withoutPadding().encode(random);
    String prefix = "gt2_" + directory.tenant() + "_";
    char[] chars = new char[prefix.length() + text.length];
    prefix.getChars(0, prefix.length(), chars, 0);
    for (int i = 0; i < text.length; i++) {
      chars[prefix.length() + i] = (char) text[i];
    }
    java.util.Arrays.fill(random, (byte) 0);
    java.util.Arrays.fill(text, (byte) 0);
    return new RawKey(chars);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    files.close();
  }
}
