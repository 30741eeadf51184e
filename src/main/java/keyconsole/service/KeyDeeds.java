package keyconsole.service;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import keyconsole.audit.AuditLog;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Message;
import keyconsole.domain.RawKey;
import keyconsole.domain.Refusal;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.store.AuditJournal;
import keyconsole.store.KeyFile;
import keyconsole.store.KeyFiles;
import keyconsole.store.KeyState;
import keyconsole.store.StoreException;

/// What one session does to keys at one moment: made for each deed, with its audit lines.
///
/// Every deed asks twice whether it may: before the lock, so that a refusal costs nothing, and on
/// the file as it stands under the lock. [KeyService] says what each one is for.
final class KeyDeeds {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RAW_KEY_BYTES = 32;

  /// How often a key is read that somebody writes all the time.
  private static final int READINGS = 20;

  private static final Refusal MAY_ROTATE = Refusal.ROTATES_OWNER;
  private static final Refusal MAY_REVOKE = Refusal.REVOKES_OWNER;
  private static final Refusal MAY_CHANGE = Refusal.CHANGES_OWNER;
  private static final String SUSPENDED_WITH = "suspended_with";

  private final KeyFiles files;
  private final AuditLog audit;
  private final TenantDomain tenant;
  private final Session session;
  private final Deed deed;

  private KeyDeeds(
      KeyFiles files, AuditLog audit, TenantDomain tenant, Session session, Deed deed) {
    this.files = files;
    this.audit = audit;
    this.tenant = tenant;
    this.session = session;
    this.deed = deed;
  }

  /// @throws NotAuthorizedException where the session may not write at this moment
  static KeyDeeds begin(
      KeyFiles files,
      AuditLog audit,
      AuditJournal journal,
      TenantDomain tenant,
      Session session,
      Instant now) {
    String actor = Permissions.requireLive(session, tenant, now);
    return new KeyDeeds(files, audit, tenant, session, new Deed(audit, journal, actor, now));
  }

  IssuedKey create(KeyRequest request) {
    KeyRequests.requireValid(request, deed.moment());
    return issue(
        hash -> {
          ApiKey key = newKey(request, hash, deed.moment());
          Permissions.requireMayCreate(session, key, deed.moment());
          return store(key, KeyRequests.reasonOf(request.expiry()));
        });
  }

  /// Throws what [#create] would throw before it writes.
  void rehearse(KeyRequest request) {
    KeyRequests.requireValid(request, deed.moment());
    ApiKey key = newKey(request, KeyHash.of(""), deed.moment());
    Permissions.requireMayCreate(session, key, deed.moment());
  }

  /// Makes a raw key and hands it out with the key that stores its hash; wipes it where none does.
  private IssuedKey issue(Function<KeyHash, ApiKey> store) {
    RawKey raw = newRawKey();
    try {
      ApiKey key = store.apply(raw.hash());
      return new IssuedKey(key, raw, deed.troubles());
    } catch (RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  static ApiKey newKey(KeyRequest request, KeyHash hash, Instant now) {
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

  /// Writes a new key file and its line.
  private ApiKey store(ApiKey key, Map<String, Value> more) {
    String created = "api_key_created";
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("scope", new Value.Text(key.scope().text()));
    details.put("capabilities", Value.Items.ofTexts(key.capabilities()));
    details.putAll(more);
    deed.begin();
    ApiKey stored = files.create(key, () -> deed.enter(key.id().fileName(), created, key, details));
    deed.record(created, stored, details);
    return stored;
  }

  IssuedKey rotate(KeyId id) {
    requireMine(id, MAY_ROTATE);
    return issue(
        hash ->
            files.exclusively(
                () -> {
                  requireMineAsMeant(id);
                  Change change =
                      editMine(
                          id,
                          MAY_ROTATE,
                          key ->
                              key.with()
                                  .hash(hash)
                                  .lastRotated(Optional.of(deed.moment()))
                                  .updatedAt(deed.moment())
                                  .key(),
                          "api_key_rotated");
                  record(change);
                  revokeTwins(change.before().hash(), id.fileName());
                  return change.after();
                }));
  }

  IssuedKey rotateWithOverlap(KeyId id, Duration overlap) {
    requireMine(id, MAY_ROTATE);
    if (!overlap.isPositive()) {
      throw new InvalidRequestException("overlap", Message.of(Refusal.NO_OVERLAP));
    }
    return issue(
        hash ->
            files.exclusively(
                () -> {
                  ApiKey old = requireMineAsMeant(id);
                  if (!old.isUsable(deed.moment())) {
                    throw new InvalidRequestException(
                        "status", Message.of(Refusal.NOTHING_TO_OVERLAP));
                  }
                  Instant end = overlapEnd(deed.moment(), overlap);
                  ApiKey successor =
                      store(
                          successorOf(old, hash, deed.moment()),
                          Map.of("predecessor_id", new Value.Text(id.text())));
                  endOld(old, end, successor);
                  return successor;
                }));
  }

  /// A key that is to be rotated, with what was taken away of it: the backend may have written an
  /// older state back just now, and that must not be handed on with a new raw key.
  private ApiKey requireMineAsMeant(KeyId id) {
    return asMeant(() -> requireMine(id, MAY_ROTATE), () -> files.makeReady(id.fileName()));
  }

  /// A key in the state in which it was both before it was seen to and behind that: one that came
  /// back in between is seen to as well.
  ///
  /// @param seeTo makes again what was taken away of it
  /// @throws StoreException if it is another one each time
  static ApiKey asMeant(Supplier<ApiKey> read, Runnable seeTo) {
    ApiKey key = read.get();
    for (int i = 0; i < READINGS; i++) {
      ApiKey before = key;
      seeTo.run();
      key = read.get();
      if (KeyState.of(before).equals(KeyState.of(key))) {
        return key;
      }
    }
    Path file = Path.of(key.id().fileName());
    throw new StoreException(Message.of(FileTrouble.ALWAYS_BEING_WRITTEN, file), file);
  }

  private static Instant overlapEnd(Instant now, Duration overlap) {
    try {
      return now.plus(overlap);
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidRequestException("overlap", Message.of(Refusal.OVERLAP_TOO_LONG));
    }
  }

  private void endOld(ApiKey old, Instant end, ApiKey successor) {
    UnaryOperator<ApiKey> ending =
        key -> key.with().expiresAt(Optional.of(earlier(key, end))).updatedAt(deed.moment()).key();
    Map<String, Value> details = Map.of("successor_id", new Value.Text(successor.id().text()));
    try {
      record(edit(old.id().fileName(), ending, Told.behind("api_key_rotated", details)));
    } catch (StoreException e) {
      deed.trouble(Message.of(FileTrouble.OLD_GOES_ON, e.told()), e);
    }
    changeTwins(
        old.hash(),
        old.id().fileName(),
        "api_key_updated",
        ending,
        (_, key) -> key.isUsable(deed.moment()) && earlier(key, end).equals(end),
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

  ApiKey revoke(KeyId id) {
    requireMine(id, MAY_REVOKE);
    return files.exclusively(
        () -> {
          Change change =
              editMine(
                  id, MAY_REVOKE, key -> withStatus(key, KeyStatus.REVOKED), "api_key_revoked");
          record(change);
          revokeTwins(change.after().hash(), id.fileName());
          deed.requireNoTrouble();
          return change.after();
        });
  }

  /// A key file before a deed and after it, and what its line is to tell of that.
  private record Change(String fileName, ApiKey before, ApiKey after, Told told) {}

  /// What a line tells.
  ///
  /// @param more beside what the change itself tells
  /// @param first whether a change is refused whose line could not be written; what follows from
  ///   another change is made all the same
  private record Told(String action, Map<String, Value> more, boolean first) {
    Told(String action) {
      this(action, Map.of(), true);
    }

    static Told behind(String action, Map<String, Value> more) {
      return new Told(action, more, false);
    }
  }

  /// @param change may be called more than once, see [KeyFiles#edit]
  private Change edit(String fileName, UnaryOperator<ApiKey> change, Told told) {
    AtomicReference<Change> planned = new AtomicReference<>();
    deed.begin();
    ApiKey after =
        files.edit(
            fileName,
            key -> {
              ApiKey next = change.apply(key);
              planned.set(new Change(fileName, key, next, told));
              return next;
            },
            () -> enter(Objects.requireNonNull(planned.get())));
    ApiKey before = Optional.ofNullable(planned.get()).map(Change::before).orElse(after);
    return new Change(fileName, before, after, told);
  }

  /// Enters the line of a change before its file moves. One that leaves the key as it was, and only
  /// the file in another form, could not be told from one that was not made.
  private void enter(Change change) {
    if (KeyState.of(change.before()).equals(KeyState.of(change.after()))) {
      deed.prove();
      return;
    }
    try {
      deed.enter(change.fileName(), actionOf(change), change.after(), detailsOf(change));
    } catch (StoreException e) {
      if (change.told().first()) {
        throw e;
      }
    }
  }

  /// Adds the line of a change, with what it changed.
  ///
  /// A file under another name than its id's is another credential than the key of that id, and
  /// what is done to it says nothing of the key: its line has an action of its own and names the
  /// file.
  private void record(Change change) {
    deed.record(actionOf(change), change.after(), detailsOf(change));
  }

  private static String actionOf(Change change) {
    String action = change.told().action();
    return isCopy(change.fileName(), change.after()) ? ofCopy(action) : action;
  }

  private static Map<String, Value> detailsOf(Change change) {
    Map<String, Value> details = new LinkedHashMap<>();
    Value.Fields changed = KeyFields.changes(change.before(), change.after());
    if (!changed.fields().isEmpty()) {
      details.put("changed", changed);
    }
    details.putAll(change.told().more());
    if (isCopy(change.fileName(), change.after())) {
      details.put("file", new Value.Text(change.fileName()));
    }
    return details;
  }

  private static boolean isCopy(String fileName, ApiKey key) {
    return !fileName.equals(key.id().fileName());
  }

  private static String ofCopy(String action) {
    return action.replace("api_key_", "api_key_copy_");
  }

  /// Changes a key whose owner may have changed since it was looked at.
  private Change editMine(KeyId id, Refusal refusal, UnaryOperator<ApiKey> change, String action) {
    return edit(
        id.fileName(),
        key -> {
          Permissions.requireOwnerOrAdmin(session, key, refusal);
          return change.apply(key);
        },
        new Told(action));
  }

  private ApiKey withStatus(ApiKey key, KeyStatus status) {
    return key.with().status(status).updatedAt(deed.moment()).key();
  }

  private void revokeTwins(KeyHash hash, String fileName) {
    changeTwins(
        hash,
        fileName,
        "api_key_revoked",
        key -> withStatus(key, KeyStatus.REVOKED),
        (_, _) -> true,
        Map.of());
  }

  /// Changes every other file with a hash, those with a problem included, each with a line of its
  /// own. One that cannot be changed does not keep the next from it.
  private void changeTwins(
      KeyHash hash,
      String fileName,
      String action,
      UnaryOperator<ApiKey> change,
      BiPredicate<String, ApiKey> concerned,
      Map<String, Value> details) {
    for (KeyFile file : everyByHash(hash)) {
      String name = file.fileName();
      if (name.equals(fileName)) {
        continue;
      }
      try {
        requireReadable(file);
        if (KeyService.keyIn(file).filter(key -> concerned.test(name, key)).isPresent()) {
          record(edit(name, change, Told.behind(action, details)));
        }
      } catch (StoreException e) {
        deed.trouble(Message.of(FileTrouble.TWIN_NOT_CHANGED, name, e.told()), e);
      }
    }
  }

  /// What is thrown here would hide that the first file was changed, and its new raw key with it.
  private List<KeyFile> everyByHash(KeyHash hash) {
    try {
      return files.findEveryByHash(hash);
    } catch (StoreException e) {
      deed.trouble(Message.of(FileTrouble.TWINS_NOT_LOOKED_FOR, e.told()), e);
      return List.of();
    }
  }

  /// Whether a file is concerned that cannot be read for the moment, nobody knows.
  private static void requireReadable(KeyFile file) {
    if (file instanceof KeyFile.WithProblem with
        && with.problem().kind() == KeyProblem.Kind.UNREADABLE) {
      throw new StoreException(with.problem().reason(), Path.of(file.fileName()));
    }
  }

  void disable(KeyProblem problem) {
    if (!session.isAdministrator()) {
      throw new NotAuthorizedException(Message.of(Refusal.DISABLE_PROBLEM));
    }
    KeyHash hash =
        problem
            .live()
            .map(ApiKey::hash)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "file", Message.of(Refusal.OPENS_NOTHING, problem.fileName())));
    files.exclusively(
        () -> {
          Change change =
              edit(
                  problem.fileName(),
                  key -> {
                    if (!key.hash().equals(hash)) {
                      throw new InvalidRequestException(
                          "file", Message.of(Refusal.FILE_CHANGED, problem.fileName()));
                    }
                    return withStatus(key, KeyStatus.REVOKED);
                  },
                  new Told("api_key_revoked"));
          record(change);
          revokeTwins(hash, problem.fileName());
          deed.requireNoTrouble();
          return change.after();
        });
  }

  ApiKey suspend(KeyId id) {
    return changeStatus(
        id,
        "api_key_suspended",
        key -> {
          if (key.status() == KeyStatus.REVOKED) {
            throw new InvalidRequestException("status", Message.of(Refusal.REVOKED_ALREADY));
          }
          requireMaySuspend(key);
          return KeyStatus.SUSPENDED;
        },
        key ->
            changeTwins(
                key.hash(),
                id.fileName(),
                "api_key_suspended",
                twin -> withStatus(twin, KeyStatus.SUSPENDED),
                (_, twin) -> twin.status() == KeyStatus.ACTIVE,
                suspendedWith(id)));
  }

  private static Map<String, Value> suspendedWith(KeyId id) {
    return Map.of(SUSPENDED_WITH, new Value.Text(id.text()));
  }

  /// @param seen what the key must still be in status and time; empty where it may be anything
  ApiKey resume(KeyId id, Optional<ApiKey> seen) {
    return changeStatus(
        id,
        "api_key_resumed",
        key -> {
          seen.ifPresent(before -> KeyRequests.requireAsSeen(before, key));
          if (key.isPastExpiry(deed.moment())) {
            throw new InvalidRequestException("expires_at", Message.of(Refusal.EXPIRED));
          }
          requireMayResume(key);
          return KeyStatus.ACTIVE;
        },
        key ->
            changeTwins(
                key.hash(),
                id.fileName(),
                "api_key_resumed",
                twin -> withStatus(twin, KeyStatus.ACTIVE),
                (name, twin) ->
                    twin.status() == KeyStatus.SUSPENDED && wasSuspendedWith(name, twin, id),
                Map.of()));
  }

  private boolean wasSuspendedWith(String fileName, ApiKey key, KeyId id) {
    String suspended = "api_key_suspended";
    return audit
        .last(isCopy(fileName, key) ? ofCopy(suspended) : suspended, key.id())
        .flatMap(line -> line.details().get(SUSPENDED_WITH))
        .equals(Optional.of(new Value.Text(id.text())));
  }

  private interface NextStatus {
    KeyStatus of(ApiKey key);
  }

  private ApiKey changeStatus(KeyId id, String action, NextStatus next, Consumer<ApiKey> behind) {
    next.of(requireMine(id, MAY_CHANGE));
    return files.exclusively(
        () -> {
          Change change = editMine(id, MAY_CHANGE, key -> withStatus(key, next.of(key)), action);
          record(change);
          behind.accept(change.after());
          deed.requireNoTrouble();
          return change.after();
        });
  }

  private void requireMayResume(ApiKey key) {
    if (session.isAdministrator()) {
      return;
    }
    if (key.status() == KeyStatus.REVOKED) {
      throw new NotAuthorizedException(Message.of(Refusal.RESUME_REVOKED));
    }
    if (isSuspendedByAnother(key)) {
      throw new NotAuthorizedException(Message.of(Refusal.RESUME_OTHERS));
    }
  }

  /// Who suspends last may resume, so suspending once more must not take over from somebody else.
  private void requireMaySuspend(ApiKey key) {
    if (!session.isAdministrator() && isSuspendedByAnother(key)) {
      throw new NotAuthorizedException(Message.of(Refusal.SUSPENDED_BY_OTHER));
    }
  }

  private boolean isSuspendedByAnother(ApiKey key) {
    return key.status() == KeyStatus.SUSPENDED
        && !audit
            .last("api_key_suspended", key.id())
            .map(AuditLog.Line::actor)
            .equals(session.actor());
  }

  /// @param seen what the key must still be in all that the edit names; empty where it may be
  ///   anything
  ApiKey update(KeyId id, KeyEdit edit, Optional<ApiKey> seen) {
    Permissions.requireMayEdit(session, requireKey(id));
    KeyRequests.requireValid(edit, deed.moment());
    return files.exclusively(
        () -> {
          Change change =
              edit(
                  id.fileName(),
                  key -> {
                    seen.ifPresent(before -> KeyRequests.requireAsSeen(edit, before, key));
                    ApiKey after = KeyRequests.applied(edit, key, deed.moment());
                    KeyRequests.requireOpen(key.restrictions(), after.restrictions());
                    Permissions.requireMayChange(session, key, after, deed.moment());
                    return KeyFields.changes(key, after).fields().isEmpty() ? key : after;
                  },
                  new Told(
                      "api_key_updated",
                      edit.expiry().map(KeyRequests::reasonOf).orElse(Map.of()),
                      true));
          if (!change.after().equals(change.before())) {
            record(change);
          }
          deed.requireNoTrouble();
          return change.after();
        });
  }

  private ApiKey requireKey(KeyId id) {
    return requireKey(files, id);
  }

  /// @throws KeyNotFoundException where no file of this id holds a key
  static ApiKey requireKey(KeyFiles files, KeyId id) {
    Optional<KeyFile> file = files.find(id);
    if (file.isPresent() && file.get() instanceof KeyFile.WithKey with) {
      return with.key();
    }
    throw new KeyNotFoundException(Message.of(Refusal.KEY_NOT_FOUND));
  }

  private ApiKey requireMine(KeyId id, Refusal refusal) {
    ApiKey key = requireKey(id);
    Permissions.requireOwnerOrAdmin(session, key, refusal);
    return key;
  }

  private RawKey newRawKey() {
    byte[] random = new byte[RAW_KEY_BYTES];
    RANDOM.nextBytes(random);
    byte[] text = Base64.getUrlEncoder().withoutPadding().encode(random);
    String prefix = "gt2_" + tenant + "_";
    char[] chars = new char[prefix.length() + text.length];
    prefix.getChars(0, prefix.length(), chars, 0);
    for (int i = 0; i < text.length; i++) {
      chars[prefix.length() + i] = (char) text[i];
    }
    Arrays.fill(random, (byte) 0);
    Arrays.fill(text, (byte) 0);
    return new RawKey(chars);
  }
}
