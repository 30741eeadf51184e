package keyconsole.service;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keyconsole.audit.AuditIndex;
import keyconsole.audit.AuditLog;
import keyconsole.audit.AuditView;
import keyconsole.audit.DeedSeal;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.AccessReturn.What;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.CountersSetBack;
import keyconsole.domain.CountersSetBack.Counter;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyField;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.TenantDomain;
import keyconsole.service.ReturnJudge.NotBorneOut;
import keyconsole.service.ReturnJudge.Other;
import keyconsole.service.ReturnJudge.Overwritten;
import keyconsole.service.ReturnJudge.Quiet;
import keyconsole.service.ReturnJudge.Verdict;
import keyconsole.store.AuditJournal;
import keyconsole.store.KeyFile;
import keyconsole.store.KeyFiles;
import keyconsole.store.KeyState;
import keyconsole.store.StoreException;
import keyconsole.store.TighteningJournal;
import keyconsole.store.TighteningJournal.Line;

/// Watches over access that was taken away: the backend reads a key, counts a request and writes
/// the whole key back, and whatever was changed in between is lost without a word. Where that
/// brings access back, the change is made again at once, with an audit line; whatever else brings
/// access back is told, and a person decides. [ReturnJudge] tells the one from the other.
///
/// It holds for what any console entered in the [TighteningJournal], also before this one was
/// started. While no session is live it only tells, and acts at the first look of the next one.
/// [KeyService#returnWatch] makes one. Calls block; any thread, one at a time looks.
public final class ReturnWatch implements AutoCloseable {

  private static final int MOST_TOLD = 1_000;

  private final KeyFiles files;
  private final TighteningJournal journal;
  private final ReturnMender mender;
  private final AuditLog audit;
  private final AuditJournal deedsOnTheirWay;
  private final AuditIndex index;
  private final TenantDomain tenant;
  private final Supplier<Session> session;
  private final Supplier<Instant> clock;
  private final Map<String, Case> open = new HashMap<>();
  private final Map<String, AccessReturn> blocked = new LinkedHashMap<>();
  private final Map<String, KeyCounters> counted = new HashMap<>();
  private final List<CountersSetBack> setBack = new ArrayList<>();
  private final Set<String> again = new HashSet<>();
  private AuditView lastLog;
  private boolean wasLive;
  private volatile AccessReturns found = AccessReturns.NONE;

  /// A key file that is not as it should be.
  ///
  /// @param state digest of its state
  /// @param verdict what is to be thought of it
  private record Case(String state, Instant since, Verdict verdict, AccessReturn told) {}

  /// Reads and writes nothing yet.
  ///
  /// @param userFolder this user's, for all tenants, with the key that deeds are signed with; where
  ///   it is empty, the audit log alone tells after a restart what was done
  ReturnWatch(
      KeyFiles files,
      ReturnMender mender,
      AuditLog audit,
      AuditJournal deedsOnTheirWay,
      AuditIndex index,
      TenantDomain tenant,
      Supplier<Session> session,
      Supplier<Instant> clock,
      Optional<Path> userFolder) {
    this.files = files;
    this.journal = files.journal();
    this.mender = mender;
    this.audit = audit;
    this.deedsOnTheirWay = deedsOnTheirWay;
    this.index = index;
    this.lastLog = index.view();
    this.tenant = tenant;
    this.session = session;
    this.clock = clock;
    userFolder.map(DeedSeal::new).ifPresent(seal -> journal.signWith(seal::sign, seal::isSigned));
  }

  /// What was seen so far. Looks at nothing and waits for nothing.
  public AccessReturns soFar() {
    return found;
  }

  /// Looks at what has changed, makes again what was overwritten, and says what there is to tell.
  /// To be called several times a second: it costs what has changed.
  ///
  /// @throws StoreException if the keys folder or the journal cannot be read
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public synchronized AccessReturns look() {
    List<Message> warnings = new ArrayList<>();
    files.takeIn();
    Map<String, Optional<KeyFile>> changed = files.takeChangedFor(this);
    changed.forEach(this::count);
    // Behind the files, so that it tells of whatever they show.
    journal.refresh();
    Set<String> names = new TreeSet<>();
    changed.keySet().stream().filter(this::isWatched).forEach(names::add);
    names.addAll(journal.takeNews());
    names.addAll(again);
    again.clear();
    try {
      if (hasOtherGrounds()) {
        names.addAll(open.keySet());
      }
      Map<String, ApiKey> odd = odd(names);
      if (!odd.isEmpty()) {
        settle(odd.keySet());
        ReturnJudge judge = mender.judge(odd);
        odd.forEach((name, key) -> decide(name, key, judge, warnings));
      }
    } catch (StoreException e) {
      again.addAll(names);
      warnings.add(e.told());
    }
    return tell(warnings);
  }

  private boolean isWatched(String name) {
    return journal.isAbout(name) || open.containsKey(name);
  }

  /// Whether what is open may be judged otherwise by now, though its files are what they were.
  private boolean hasOtherGrounds() {
    if (open.isEmpty()) {
      return false;
    }
    boolean live = mender.mayAct();
    AuditView log = index.refresh();
    boolean other = live != wasLive || !log.equals(lastLog);
    wasLive = live;
    lastLog = log;
    return other;
  }

  /// Those of some files that are not as the journal leaves them. Forgets what is known of others.
  private Map<String, ApiKey> odd(Set<String> names) {
    Map<String, ApiKey> odd = new HashMap<>();
    for (String name : names) {
      List<Line> lines = journal.lines(name);
      Optional<ApiKey> key = lines.isEmpty() ? Optional.empty() : keyIn(name);
      if (key.isEmpty() || ReturnJudge.isAsLeft(lines, key.get(), mender::isKnown)) {
        open.remove(name);
      } else {
        odd.put(name, key.get());
      }
    }
    return odd;
  }

  /// Adds the audit lines that another console owed when it died in the middle of a deed: without
  /// them nothing tells that its deed was done, and what is lost of it would not be made again.
  private void settle(Set<String> names) {
    boolean owed =
        names.stream().flatMap(name -> journal.lines(name).stream()).anyMatch(this::isUnknown);
    if (owed && mender.mayAct()) {
      deedsOnTheirWay.settle();
    }
  }

  private boolean isUnknown(Line line) {
    return !mender.isKnown(line);
  }

  private Optional<ApiKey> keyIn(String fileName) {
    return files.inMemory(fileName).flatMap(KeyService::keyIn);
  }

  private void decide(String name, ApiKey key, ReturnJudge judge, List<Message> warnings) {
    String state = KeyState.unexpired(key).digest();
    Optional<Case> before = Optional.ofNullable(open.get(name));
    Instant since = before.filter(it -> it.state().equals(state)).map(Case::since).orElseGet(clock);
    Verdict verdict = judge.judge(journal.lines(name), key, since);
    if (!(verdict instanceof Quiet) && !isStill(name, state)) {
      again.add(name);
      return;
    }
    if (ReturnMender.inTime(verdict).isPresent() && mender.mayAct()) {
      try {
        if (mender.mend(name, since)) {
          open.remove(name);
          return;
        }
      } catch (StoreException e) {
        warnings.add(e.told());
      }
    }
    told(name, key, state, since, verdict)
        .ifPresentOrElse(
            told -> open.put(name, new Case(state, since, verdict, told)), () -> open.remove(name));
    if (mayChange(name, verdict)) {
      again.add(name);
    }
  }

  /// Whether a file is in the same state before and behind the journal was read. Else a deed went
  /// on meanwhile, and what was read of the two is of different moments.
  private boolean isStill(String name, String state) {
    return files
        .reread(name)
        .flatMap(KeyService::keyIn)
        .filter(key -> KeyState.unexpired(key).digest().equals(state))
        .isPresent();
  }

  /// Whether a file is to be judged again, though nothing has changed: what could not be done is
  /// tried again, and what is on its way may arrive or not.
  private boolean mayChange(String name, Verdict verdict) {
    Instant young = clock.get().minus(ReturnJudge.GRACE.multipliedBy(2));
    boolean onItsWay =
        journal.lines(name).stream().anyMatch(line -> isUnknown(line) && line.at().isAfter(young));
    boolean toBeDone = ReturnMender.inTime(verdict).isPresent() && mender.mayAct();
    return onItsWay || toBeDone;
  }

  private static Optional<AccessReturn> told(
      String name, ApiKey key, String state, Instant since, Verdict verdict) {
    return switch (verdict) {
      case Quiet _ -> Optional.empty();
      case Overwritten(ApiKey _, Set<KeyField> fields, Instant at, boolean inTime) ->
          Optional.of(
              found(inTime ? What.WAITING : What.LATE, name, key, state, fields, at, since));
      case Other(ApiKey _, Set<KeyField> fields, Instant at) ->
          Optional.of(found(What.CONFLICT, name, key, state, fields, at, since));
      case NotBorneOut(Set<KeyField> fields, Instant at) ->
          Optional.of(found(What.NOT_BORNE_OUT, name, key, state, fields, at, since));
    };
  }

  private static AccessReturn found(
      What what,
      String name,
      ApiKey key,
      String state,
      Set<KeyField> fields,
      Instant at,
      Instant seen) {
    String id = what + " " + name + " " + state;
    return new AccessReturn(id, what, name, key.id(), key.name(), fields, at, seen, seen);
  }

  /// Lets a key be as it came back, and ends the watch over what was taken away of it before.
  ///
  /// @param id of what was found
  /// @throws NotAuthorizedException unless an administrator's session is live
  /// @throws InvalidRequestException if the key is not as it was found any more
  /// @throws StoreException if it cannot be noted
  public synchronized AccessReturns keep(String id) {
    return decide(
        id,
        ReturnWords.KEPT,
        (deed, name, key) -> {
          deed.prove();
          journal.keep(name, key.id(), deed.moment(), known(name).state());
          return key;
        });
  }

  /// Takes away again what came back, as a deed of the administrator who says so.
  ///
  /// @param id of what was found; one that is a question
  /// @throws NotAuthorizedException unless an administrator's session is live
  /// @throws InvalidRequestException if the key is not as it was found any more, or nothing is
  ///   asked of it
  /// @throws StoreException if it cannot be done
  public synchronized AccessReturns takeAwayAgain(String id) {
    return decide(
        id,
        ReturnWords.UNDONE,
        (deed, name, _) -> {
          Case known = known(name);
          ApiKey restored = restored(known.verdict()).with().updatedAt(deed.moment()).key();
          AccessReturn told = known.told();
          return files.edit(
              name,
              key -> {
                requireState(key, known);
                return restored.with().usage(key.usage()).key();
              },
              () ->
                  deed.enter(
                      name,
                      ReturnWords.UNDONE,
                      restored,
                      ReturnMender.details(told.fields(), told.takenAway())));
        });
  }

  /// What is done to a key that came back, with the lock held.
  private interface Decided {
    /// @param name of the key's file
    /// @return the key as it is then
    ApiKey done(Deed deed, String name, ApiKey key);
  }

  private AccessReturns decide(String id, String action, Decided decided) {
    Deed deed = new Deed(audit, deedsOnTheirWay, requireAdministrator(), clock.get());
    files.exclusively(
        () -> {
          String name = fileOf(id);
          ApiKey before = requireSame(name);
          AccessReturn told = known(name).told();
          ApiKey after = decided.done(deed, name, before);
          deed.record(action, after, ReturnMender.details(told.fields(), told.takenAway()));
          deed.requireNoTrouble();
          open.remove(name);
          return after;
        });
    return tell(List.of());
  }

  private static ApiKey restored(Verdict verdict) {
    return switch (verdict) {
      case Overwritten(ApiKey restored, var _, var _, var _) -> restored;
      case Other(ApiKey restored, var _, var _) -> restored;
      case Quiet _, NotBorneOut _ ->
          throw new InvalidRequestException("return", Message.of(Refusal.NOTHING_BEARS_OUT));
    };
  }

  private String requireAdministrator() {
    Session acting = session.get();
    String actor = Permissions.requireLive(acting, tenant, clock.get());
    if (!acting.isAdministrator()) {
      throw new NotAuthorizedException(Message.of(Refusal.RETURNS));
    }
    return actor;
  }

  private String fileOf(String id) {
    return open.values().stream()
        .filter(it -> it.told().id().equals(id))
        .map(it -> it.told().fileName())
        .findFirst()
        .orElseThrow(ReturnWatch::changed);
  }

  private Case known(String name) {
    return Optional.ofNullable(open.get(name)).orElseThrow(ReturnWatch::changed);
  }

  private ApiKey requireSame(String name) {
    ApiKey key = files.reread(name).flatMap(KeyService::keyIn).orElseThrow(ReturnWatch::changed);
    requireState(key, known(name));
    return key;
  }

  private static void requireState(ApiKey key, Case known) {
    if (!KeyState.unexpired(key).digest().equals(known.state())) {
      throw changed();
    }
  }

  private static InvalidRequestException changed() {
    return new InvalidRequestException("return", Message.of(Refusal.KEY_CHANGED));
  }

  /// Tells no more of something that was told.
  ///
  /// @param id of a return that was blocked
  public synchronized AccessReturns dismiss(String id) {
    blocked.remove(id);
    return tell(List.of());
  }

  private void count(String name, Optional<KeyFile> file) {
    Optional<ApiKey> key = file.flatMap(KeyService::keyIn);
    if (key.isEmpty()) {
      counted.remove(name);
      return;
    }
    KeyCounters now = key.get().usage();
    KeyCounters before = counted.put(name, now);
    if (before != null) {
      compare(key.get(), Counter.REQUESTS, before.requests(), now.requests());
      compare(key.get(), Counter.DENIALS, before.rateLimitHits(), now.rateLimitHits());
    }
  }

  private void compare(ApiKey key, Counter counter, long before, long now) {
    if (before > now) {
      setBack.addFirst(
          new CountersSetBack(key.id(), key.name(), counter, before, now, clock.get()));
      if (setBack.size() > MOST_TOLD) {
        setBack.removeLast();
      }
    }
  }

  private AccessReturns tell(List<Message> warnings) {
    mender.takeDone().forEach(done -> blocked.put(done.id(), done));
    while (blocked.size() > MOST_TOLD) {
      blocked.remove(blocked.keySet().iterator().next());
    }
    List<Message> troubles = mender.takeTroubles();
    List<AccessReturn> told = new ArrayList<>(blocked.values());
    open.values().forEach(it -> told.add(it.told()));
    told.sort(
        Comparator.comparing((AccessReturn it) -> it.what() == What.BLOCKED)
            .thenComparing(AccessReturn::seen, Comparator.reverseOrder()));
    found =
        new AccessReturns(
            told.subList(0, Math.min(told.size(), MOST_TOLD)),
            setBack,
            Stream.concat(warnings.stream(), troubles.stream()).toList());
    return found;
  }

  @Override
  public void close() {
    files.stopTaking(this);
  }
}
