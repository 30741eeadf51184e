package keyconsole.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import keyconsole.audit.AuditIndex;
import keyconsole.audit.AuditLog;
import keyconsole.audit.AuditView;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.AccessReturn.What;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyId;
import keyconsole.domain.Message;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.service.ReturnJudge.Overwritten;
import keyconsole.service.ReturnJudge.Verdict;
import keyconsole.service.ReturnWords.Evidence;
import keyconsole.store.AuditJournal;
import keyconsole.store.KeyFiles;
import keyconsole.store.StoreException;
import keyconsole.store.TighteningJournal;
import keyconsole.store.TighteningJournal.Line;
import keyconsole.store.Timestamps;
import org.jspecify.annotations.Nullable;

/// Makes again what the backend has overwritten, for [ReturnWatch] when it sees it, and for each
/// deed before it is done: a deed on a key whose revocation was overwritten just now would take the
/// old state for the key's, and the revocation would be lost for good.
///
/// Any thread. Takes no lock but the one against other consoles, which who does a deed holds
/// already.
final class ReturnMender {

  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final KeyFiles files;
  private final TighteningJournal journal;
  private final AuditLog audit;
  private final AuditJournal deedsOnTheirWay;
  private final AuditIndex index;
  private final TenantDomain tenant;
  private final Supplier<Session> session;
  private final Supplier<Instant> clock;
  private final Map<String, Evidence> borneOut = new ConcurrentHashMap<>();
  private final Queue<AccessReturn> done = new ConcurrentLinkedQueue<>();
  private final Queue<Message> troubles = new ConcurrentLinkedQueue<>();
  private final AtomicLong number = new AtomicLong();
  private volatile @Nullable Read read;

  ReturnMender(
      KeyFiles files,
      AuditLog audit,
      AuditJournal deedsOnTheirWay,
      AuditIndex index,
      TenantDomain tenant,
      Supplier<Session> session,
      Supplier<Instant> clock) {
    this.files = files;
    this.journal = files.journal();
    this.audit = audit;
    this.deedsOnTheirWay = deedsOnTheirWay;
    this.index = index;
    this.tenant = tenant;
    this.session = session;
    this.clock = clock;
  }

  /// Whether there is somebody in whose name to mend.
  boolean mayAct() {
    return session.get().isLive(clock.get());
  }

  /// Sees to it that a deed is done to a key as it should be. The caller holds the lock.
  ///
  /// @throws StoreException if it cannot be mended
  void beforeDeed(String fileName) {
    journal.refresh();
    Instant now = clock.get();
    if (journal.isAbout(fileName) && session.get().isLive(now)) {
      mend(fileName, now);
    }
  }

  /// The same for who takes a key as it stands and writes nothing. Takes the lock where the key is
  /// not as the journal leaves it.
  ///
  /// @throws StoreException if it cannot be mended
  void beforeUse(String fileName) {
    journal.refresh();
    List<Line> lines = journal.lines(fileName);
    boolean asLeft =
        files
            .reread(fileName)
            .flatMap(KeyService::keyIn)
            .filter(key -> !ReturnJudge.isAsLeft(lines, key, this::isKnown))
            .isEmpty();
    if (!asLeft) {
      files.exclusively(
          () -> {
            beforeDeed(fileName);
            return fileName;
          });
    }
  }

  /// Whether it is known that what a line of the journal tells was done.
  boolean isKnown(Line line) {
    return journal.isProven(line) || borneOut.containsKey(line.id());
  }

  /// A judge of some key files, with what the journal has and the audit log says of them.
  ///
  /// @throws StoreException if the log cannot be read
  ReturnJudge judge(Map<String, ApiKey> keys) {
    Set<KeyId> ids = new HashSet<>();
    Instant now = clock.get();
    Instant since = now;
    for (Map.Entry<String, ApiKey> each : keys.entrySet()) {
      List<Line> lines = journal.lines(each.getKey());
      ids.add(each.getValue().id());
      lines.forEach(line -> ids.add(line.key()));
      // Somebody may have taken the journal away since it was looked at.
      if (!lines.isEmpty()) {
        since = earlier(since, concernedSince(lines, each.getValue(), now));
      }
    }
    return new ReturnJudge(journal::isProven, words(ids, since.minus(MARGIN)), now);
  }

  /// From when on the audit log may say something of lines, or of what came behind them.
  private Instant concernedSince(List<Line> lines, ApiKey key, Instant now) {
    Instant since = ReturnJudge.concernedSince(lines.getLast(), now);
    for (Line line : lines) {
      since = isKnown(line) ? since : earlier(since, line.at());
    }
    return key.updatedAt().isAfter(lines.getFirst().at()) ? earlier(since, key.updatedAt()) : since;
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }

  /// What the log says, which is read once as long as it says nothing else.
  private ReturnWords words(Set<KeyId> ids, Instant since) {
    AuditView log = index.refresh();
    Read last = read;
    if (last == null
        || !last.log().equals(log)
        || !last.ids().containsAll(ids)
        || since.isBefore(last.since())) {
      last = new Read(log, ids, since, ReturnWords.read(log, ids, since, borneOut));
      read = last;
    }
    return last.words();
  }

  /// What was read of the audit log.
  private record Read(AuditView log, Set<KeyId> ids, Instant since, ReturnWords words) {}

  /// Makes again what was overwritten, if the file shows that it was once the lock is held: another
  /// console may have been first.
  ///
  /// @return whether there is nothing left to tell of the file as it was
  boolean mend(String name, Instant since) {
    Session acting = session.get();
    Instant moment = clock.get();
    String actor = Permissions.requireLive(acting, tenant, moment);
    Deed deed = new Deed(audit, deedsOnTheirWay, actor, moment);
    return files.exclusively(
        () -> {
          journal.refresh();
          List<Line> lines = journal.lines(name);
          Optional<ApiKey> now = files.reread(name).flatMap(KeyService::keyIn);
          if (now.isEmpty() || ReturnJudge.isAsLeft(lines, now.get(), this::isKnown)) {
            return true;
          }
          Undoing undoing = new Undoing(judge(Map.of(name, now.get())), lines, since);
          ApiKey stored = files.restore(name, undoing, () -> enter(name, undoing, deed));
          undoing.lost.ifPresent(lost -> blocked(name, stored, lost, since, deed));
          return undoing.lost.isPresent();
        });
  }

  private static void enter(String name, Undoing undoing, Deed deed) {
    if (undoing.lost.isPresent()) {
      Overwritten lost = undoing.lost.get();
      deed.enter(name, ReturnWords.BLOCKED, lost.restored(), details(lost, undoing.since));
    } else {
      deed.prove();
    }
  }

  /// Makes of a key what it should be, where it was overwritten in time; else leaves it.
  private static final class Undoing implements UnaryOperator<ApiKey> {
    private final ReturnJudge judge;
    private final List<Line> lines;
    private final Instant since;
    private Optional<Overwritten> lost = Optional.empty();

    Undoing(ReturnJudge judge, List<Line> lines, Instant since) {
      this.judge = judge;
      this.lines = lines;
      this.since = since;
    }

    @Override
    public ApiKey apply(ApiKey key) {
      lost = inTime(judge.judge(lines, key, since));
      return lost.map(Overwritten::restored).orElse(key);
    }
  }

  /// Something that is to be made again without asking.
  static Optional<Overwritten> inTime(Verdict verdict) {
    return verdict instanceof Overwritten overwritten && overwritten.inTime()
        ? Optional.of(overwritten)
        : Optional.empty();
  }

  private void blocked(String name, ApiKey stored, Overwritten lost, Instant since, Deed deed) {
    deed.record(ReturnWords.BLOCKED, stored, details(lost, since));
    Instant now = clock.get();
    String id = What.BLOCKED + " " + name + " " + number.incrementAndGet();
    done.add(
        new AccessReturn(
            id,
            What.BLOCKED,
            name,
            stored.id(),
            stored.name(),
            lost.fields(),
            lost.takenAway(),
            since,
            now));
    troubles.addAll(deed.troubles());
  }

  private static Map<String, Value> details(Overwritten lost, Instant since) {
    Map<String, Value> details = details(lost.fields(), lost.takenAway());
    details.put("seen_at", new Value.Text(Timestamps.format(since)));
    return details;
  }

  /// What an audit line says of a return.
  static Map<String, Value> details(Set<KeyField> fields, Instant takenAway) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("returned", Value.Items.ofTexts(fields.stream().map(KeyField::text).toList()));
    details.put("taken_away_at", new Value.Text(Timestamps.format(takenAway)));
    return details;
  }

  /// What was made again since this was last called.
  List<AccessReturn> takeDone() {
    return taken(done);
  }

  /// What went wrong since this was last called, though it was made again.
  List<Message> takeTroubles() {
    return taken(troubles);
  }

  private static <T> List<T> taken(Queue<T> from) {
    List<T> taken = new ArrayList<>();
    for (T next = from.poll(); next != null; next = from.poll()) {
      taken.add(next);
    }
    return taken;
  }
}
