package keyconsole.service;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
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
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Traffic;
import keyconsole.domain.UsageProgress;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.domain.Value;
import keyconsole.store.KeyFile;
import keyconsole.store.KeyFiles;
import keyconsole.store.Snapshot;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import keyconsole.usage.UsageIndex;

/// The keys of one tenant: what there is, what may be done, and doing it.
///
/// Reading needs no token; whatever writes or signs needs a live session. What goes wrong is thrown
/// with a message fit for a person: [NotAuthorizedException], [KeyNotFoundException],
/// [InvalidRequestException] and [StoreException]. Calls block; any thread.
public final class KeyService implements AutoCloseable {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RAW_KEY_BYTES = 32;
  private static final String MAY_ROTATE = "Only key owner can rotate";
  private static final String MAY_REVOKE = "Only key owner can revoke";
  private static final String MAY_CHANGE = "Only the key's owner or an administrator can do this.";
  private static final String SUSPENDED_WITH = "suspended_with";

  private final TenantDirectory directory;
  private final KeyFiles files;
  private final AuditLog audit;
  private final UsageIndex usage;
  private final Admission admission;
  private final TokenIssuer tokens;
  private final Clock clock;
  private volatile Session session;

  private KeyService(TenantDirectory directory, Session session, TokenIssuer tokens, Clock clock) {
    this.directory = directory;
    this.files = KeyFiles.open(directory, clock);
    this.audit = new AuditLog(directory);
    this.usage = UsageIndex.open(directory.usage());
    this.admission = new Admission(files, usage, directory, this::now);
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

  /// Keys and problems at the cost of what changed since the last look, for a screen that looks
  /// every few seconds: see [KeyFiles#glance]. What a program changes may show a moment later.
  public KeyListing glance() {
    return listing(files.glance());
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

  /// Who acts and when, where the session may write at this moment.
  private Deed begin(Session actingSession) {
    Instant now = now();
    return new Deed(audit, Permissions.requireLive(actingSession, directory.tenant(), now), now);
  }

  /// Makes a key. Its raw key is in the answer and nowhere else; so is what went wrong once the key
  /// was made, such as an audit line that could not be written.
  public IssuedKey create(KeyRequest request) {
    Session actingSession = session;
    Deed deed = begin(actingSession);
    KeyRequests.requireValid(request, deed.moment());
    return issue(
        deed,
        hash -> {
          ApiKey key = newKey(request, hash, deed.moment());
          Permissions.requireMayCreate(actingSession, key, deed.moment());
          ApiKey stored = files.create(key, deed::prove);
          recordCreated(deed, stored, KeyRequests.reasonOf(request.expiry()));
          return stored;
        });
  }

  /// Makes a raw key and hands it out with the key that stores its hash; wipes it where none does.
  private IssuedKey issue(Deed deed, Function<KeyHash, ApiKey> store) {
    RawKey raw = newRawKey();
    try {
      ApiKey key = store.apply(raw.hash());
      return new IssuedKey(key, raw, deed.troubles());
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

  private static void recordCreated(Deed deed, ApiKey key, Map<String, Value> more) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("scope", new Value.Text(key.scope().text()));
    details.put("capabilities", Value.Items.ofTexts(key.capabilities()));
    details.putAll(more);
    deed.record("api_key_created", key, details);
  }

  /// Gives a key a new raw key; the old one stops at once, in every file that it opens: the others
  /// are revoked. What could not be done once the new raw key stood is in the answer, with it.
  public IssuedKey rotate(KeyId id) {
    Session actingSession = session;
    Deed deed = begin(actingSession);
    requireMine(actingSession, id, MAY_ROTATE);
    return issue(
        deed,
        hash ->
            files.exclusively(
                () -> {
                  ApiKey old = requireMine(actingSession, id, MAY_ROTATE);
                  ApiKey stored =
                      files.edit(
                          id.fileName(),
                          key ->
                              key.with()
                                  .hash(hash)
                                  .lastRotated(Optional.of(deed.moment()))
                                  .updatedAt(deed.moment())
                                  .key(),
                          deed::prove);
                  deed.record("api_key_rotated", stored, Map.of());
                  revokeTwins(deed, old.hash(), id.fileName());
                  return stored;
                }));
  }

  /// A successor with the same settings and a raw key of its own; the old key ends after the
  /// overlap, or at its own expiry where that is earlier, and so does every other file that the old
  /// raw key opens. Each one's audit line names the other. Where the old key cannot be given its
  /// end, the answer says so, with the new raw key.
  ///
  /// @param overlap how long both open; positive
  public IssuedKey rotateWithOverlap(KeyId id, Duration overlap) {
    Session actingSession = session;
    Deed deed = begin(actingSession);
    requireMine(actingSession, id, MAY_ROTATE);
    if (!overlap.isPositive()) {
      throw new InvalidRequestException("overlap", "The overlap must be longer than nothing.");
    }
    return issue(
        deed,
        hash ->
            files.exclusively(
                () -> {
                  ApiKey old = requireMine(actingSession, id, MAY_ROTATE);
                  if (!old.isUsable(deed.moment())) {
                    throw new InvalidRequestException(
                        "status",
                        "This key does not open anything, so there is nothing to overlap."
                            + " Rotate at once.");
                  }
                  Instant end = overlapEnd(deed.moment(), overlap);
                  ApiKey successor =
                      files.create(successorOf(old, hash, deed.moment()), deed::prove);
                  recordCreated(
                      deed, successor, Map.of("predecessor_id", new Value.Text(id.text())));
                  endOld(deed, old, end, successor);
                  return successor;
                }));
  }

  private static Instant overlapEnd(Instant now, Duration overlap) {
    try {
      return now.plus(overlap);
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidRequestException("overlap", "The overlap is too long.");
    }
  }

  private void endOld(Deed deed, ApiKey old, Instant end, ApiKey successor) {
    UnaryOperator<ApiKey> ending =
        key -> key.with().expiresAt(Optional.of(earlier(key, end))).updatedAt(deed.moment()).key();
    Map<String, Value> details = Map.of("successor_id", new Value.Text(successor.id().text()));
    try {
      deed.record("api_key_rotated", files.edit(old.id().fileName(), ending), details);
    } catch (StoreException e) {
      deed.trouble("The old raw key goes on opening, since its end could not be stored: ", e);
    }
    changeTwins(
        deed,
        old.hash(),
        old.id().fileName(),
        "api_key_updated",
        ending,
        key -> key.isUsable(deed.moment()) && earlier(key, end).equals(end),
        details);
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

  /// Ends a key, and every other file that the same raw key opens, whoever owns it: who may
  /// withdraw a raw key may withdraw it everywhere.
  ///
  /// @throws StoreException also where the key is revoked and something that belongs to it could
  ///   not be done; it says so
  public ApiKey revoke(KeyId id) {
    Session actingSession = session;
    Deed deed = begin(actingSession);
    requireMine(actingSession, id, MAY_REVOKE);
    return files.exclusively(
        () -> {
          ApiKey revoked =
              editMine(
                  actingSession,
                  id,
                  MAY_REVOKE,
                  deed,
                  key -> withStatus(key, KeyStatus.REVOKED, deed));
          deed.record("api_key_revoked", revoked, Map.of());
          revokeTwins(deed, revoked.hash(), id.fileName());
          deed.requireNoTrouble();
          return revoked;
        });
  }

  /// Changes a key whose owner may have changed since it was looked at.
  private ApiKey editMine(
      Session actingSession, KeyId id, String refusal, Deed deed, UnaryOperator<ApiKey> change) {
    return files.edit(
        id.fileName(),
        key -> {
          Permissions.requireOwnerOrAdmin(actingSession, key, refusal);
          return change.apply(key);
        },
        deed::prove);
  }

  private static ApiKey withStatus(ApiKey key, KeyStatus status, Deed deed) {
    return key.with().status(status).updatedAt(deed.moment()).key();
  }

  private void revokeTwins(Deed deed, KeyHash hash, String fileName) {
    changeTwins(
        deed,
        hash,
        fileName,
        "api_key_revoked",
        key -> withStatus(key, KeyStatus.REVOKED, deed),
        _ -> true,
        Map.of());
  }

  /// Changes every other file with a hash, those with a problem included, each with a line of its
  /// own. One that cannot be changed does not keep the next from it.
  private void changeTwins(
      Deed deed,
      KeyHash hash,
      String fileName,
      String action,
      UnaryOperator<ApiKey> change,
      Predicate<ApiKey> concerned,
      Map<String, Value> details) {
    for (KeyFile file : files.findEveryByHash(hash)) {
      if (!file.fileName().equals(fileName) && keyIn(file).filter(concerned).isPresent()) {
        try {
          deed.record(action, files.edit(file.fileName(), change), details);
        } catch (StoreException e) {
          deed.trouble(
              file.fileName() + " opens with the same raw key and could not be changed: ", e);
        }
      }
    }
  }

  /// Revokes a live credential whose file is a problem, and every other file with its hash.
  /// Administrators only; all else in the file stays as it is. A link that leads out of the folder
  /// is replaced by a revoked copy of what it leads to, which itself is left alone: the link is
  /// ours to take away, what lies elsewhere is not ours to write.
  public void disable(KeyProblem problem) {
    Session actingSession = session;
    Deed deed = begin(actingSession);
    if (!actingSession.isAdministrator()) {
      throw new NotAuthorizedException("Only an administrator can disable a file with a problem.");
    }
    KeyHash hash =
        problem
            .live()
            .map(ApiKey::hash)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "file",
                        "The backend does not accept "
                            + problem.fileName()
                            + ": nothing opens it."));
    files.exclusively(
        () -> {
          ApiKey revoked =
              files.edit(
                  problem.fileName(),
                  key -> {
                    if (!key.hash().equals(hash)) {
                      throw new InvalidRequestException(
                          "file", problem.fileName() + " has changed. Look at it again.");
                    }
                    return withStatus(key, KeyStatus.REVOKED, deed);
                  },
                  deed::prove);
          deed.record("api_key_revoked", revoked, Map.of());
          revokeTwins(deed, hash, problem.fileName());
          deed.requireNoTrouble();
          return revoked;
        });
  }

  /// Stops a key until it is resumed, and every other active file that the same raw key opens: the
  /// backend takes the first file that its folder lists, so one that stays active would let the raw
  /// key in all the same. Their audit lines name this key as `suspended_with`.
  ///
  /// @throws InvalidRequestException if the key is revoked, since that is to last
  /// @throws StoreException also where the key is suspended and something that belongs to it could
  ///   not be done; it says so
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
        },
        (deed, key) ->
            changeTwins(
                deed,
                key.hash(),
                id.fileName(),
                "api_key_suspended",
                twin -> withStatus(twin, KeyStatus.SUSPENDED, deed),
                twin -> twin.status() == KeyStatus.ACTIVE,
                suspendedWith(id)));
  }

  private static Map<String, Value> suspendedWith(KeyId id) {
    return Map.of(SUSPENDED_WITH, new Value.Text(id.text()));
  }

  /// Lets a key open again, and the files that were suspended with it. Only an administrator
  /// resumes a revoked key, or one that somebody else suspended.
  ///
  /// @throws StoreException also where the key is resumed and something that belongs to it could
  ///   not be done; it says so
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
        },
        (deed, key) ->
            changeTwins(
                deed,
                key.hash(),
                id.fileName(),
                "api_key_resumed",
                twin -> withStatus(twin, KeyStatus.ACTIVE, deed),
                twin -> twin.status() == KeyStatus.SUSPENDED && wasSuspendedWith(twin, id),
                Map.of()));
  }

  private boolean wasSuspendedWith(ApiKey key, KeyId id) {
    return audit
        .last("api_key_suspended", key.id())
        .flatMap(line -> line.details().get(SUSPENDED_WITH))
        .equals(Optional.of(new Value.Text(id.text())));
  }

  private interface NextStatus {
    KeyStatus of(ApiKey key);
  }

  private ApiKey changeStatus(
      KeyId id, String action, NextStatus next, BiConsumer<Deed, ApiKey> behind) {
    Session actingSession = session;
    Deed deed = begin(actingSession);
    next.of(requireMine(actingSession, id, MAY_CHANGE));
    return files.exclusively(
        () -> {
          ApiKey stored =
              editMine(
                  actingSession, id, MAY_CHANGE, deed, key -> withStatus(key, next.of(key), deed));
          deed.record(action, stored, Map.of());
          behind.accept(deed, stored);
          deed.requireNoTrouble();
          return stored;
        });
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
        && !audit
            .last("api_key_suspended", key.id())
            .map(AuditLog.Line::actor)
            .equals(actingSession.actor());
  }

  /// Changes what the edit names, in the file as it stands at that moment. An expired key that gets
  /// another expiry is active again. An extension of a key that ends later anyway writes nothing.
  ///
  /// @throws StoreException also where the change was made and its audit line could not be written;
  ///   it says so
  public ApiKey update(KeyId id, KeyEdit edit) {
    Session actingSession = session;
    Deed deed = begin(actingSession);
    Permissions.requireMayEdit(actingSession, requireKey(id));
    KeyRequests.requireValid(edit, deed.moment());
    return files.exclusively(
        () -> {
          List<String> changed = new ArrayList<>();
          ApiKey stored =
              files.edit(
                  id.fileName(),
                  key -> {
                    ApiKey after = KeyRequests.applied(edit, key, deed.moment());
                    Permissions.requireMayChange(actingSession, key, after, deed.moment());
                    changed.clear();
                    changed.addAll(KeyRequests.changedFields(edit, key, after));
                    return changed.isEmpty() ? key : after;
                  },
                  deed::prove);
          if (!changed.isEmpty()) {
            recordUpdated(deed, stored, edit, changed);
          }
          deed.requireNoTrouble();
          return stored;
        });
  }

  private static void recordUpdated(Deed deed, ApiKey stored, KeyEdit edit, List<String> changed) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("changed", Value.Items.ofTexts(changed));
    edit.expiry().ifPresent(expiry -> details.putAll(KeyRequests.reasonOf(expiry)));
    deed.record("api_key_updated", stored, details);
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

  static Optional<ApiKey> keyIn(KeyFile file) {
    return switch (file) {
      case KeyFile.WithKey with -> Optional.of(with.key());
      case KeyFile.WithProblem with -> with.problem().live();
    };
  }

  /// What would be answered, in both meanings. Changes nothing, scans nothing. Where several files
  /// hold the hash, one that denies denies.
  public Decision check(AccessRequest request) {
    return admission.check(request);
  }

  /// Answers as [#check] does, and counts: the key's counters and a usage line where it is let
  /// through, the limit's hits where a limit denies, the status where the key turns out to have
  /// expired. Refused, with nothing counted, where the usage line could not be written.
  public Decision validate(AccessRequest request) {
    Permissions.requireLive(session, directory.tenant(), now());
    return admission.validate(request);
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
    return UsageReports.of(query, list(), usage);
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

  /// The requests of a key on a range of UTC days, both inclusive, one by one, to replay settings
  /// over: see [Replays] and [Tightenings]. Reads new usage lines first, then those of the key.
  ///
  /// @param progress told on this thread how far the reading of the key's lines is, 0 to 1
  /// @throws StoreException if they cannot be read
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public Traffic traffic(KeyId id, LocalDate from, LocalDate to, DoubleConsumer progress) {
    return usage.traffic(id.text(), from, to, progress);
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

  private ApiKey requireMine(Session actingSession, KeyId id, String refusal) {
    ApiKey key = requireKey(id);
    Permissions.requireOwnerOrAdmin(actingSession, key, refusal);
    return key;
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
