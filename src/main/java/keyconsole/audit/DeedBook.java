package keyconsole.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import keyconsole.audit.OpenWord.Trust;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFinding.Change;
import keyconsole.domain.AuditFinding.What;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.store.KeyFile;

/// What was seen of the keys and read in the audit log, what of both is not matched yet, and what
/// was found. One look after the other: [#begin], then [#hear] and [#see], then [#end]. One thread
/// at a time.
final class DeedBook {

  /// Nobody looked before this one: what is there then is where watching begins.
  static final long FIRST_LOOK = 1;

  private final Map<UUID, KeySight> sights = new HashMap<>();

  /// Since when a key cannot be read, though its file is there.
  private final Map<UUID, Instant> unreadable = new HashMap<>();

  /// In which look a key was last seen with another `updated_at`, as far as that still matters.
  private final Map<UUID, Long> touched = new HashMap<>();

  private final Map<UUID, List<OpenWord>> words = new LinkedHashMap<>();
  private final List<OpenChange> changes = new ArrayList<>();
  private final Map<String, AuditFinding> findings = new LinkedHashMap<>();

  /// By the look that read it the first line that cannot be read, as far as a change is open that
  /// it may belong to; empty where nobody knows which.
  private final NavigableMap<Long, Optional<AuditFinding.Entry>> garbled = new TreeMap<>();

  private final SightTexts texts = new SightTexts();

  private LogCursor cursor = LogCursor.START;
  private Instant since = Instant.EPOCH;
  private Instant lookedFrom = Instant.EPOCH;
  private Instant lookBegan = Instant.EPOCH;
  private Instant now = Instant.EPOCH;
  private long look;
  private boolean changed;

  boolean isNew() {
    return look == 0;
  }

  Instant since() {
    return since;
  }

  Instant lookedAt() {
    return lookedFrom;
  }

  LogCursor cursor() {
    return cursor;
  }

  List<AuditFinding> findings() {
    return List.copyOf(findings.values());
  }

  Map<UUID, KeySight> sights() {
    return sights;
  }

  /// The keys that something is open about.
  Set<UUID> open() {
    Set<UUID> keys = new HashSet<>(words.keySet());
    changes.forEach(change -> keys.add(change.key()));
    return keys;
  }

  /// Whether anything but the time of the last look is another one since this was last asked.
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /// @param began before anything was looked at
  /// @param ended when all was
  void begin(Instant began, Instant ended, LogCursor read) {
    look++;
    lookBegan = began;
    now = ended;
    if (look == FIRST_LOOK) {
      since = began;
    }
    changed |= !read.equals(cursor);
    cursor = read;
  }

  /// Takes lines that were added, in their order.
  void hear(WordReader.Told told, Trust trust) {
    if (told.garbled().isPresent()) {
      doubtWords();
    }
    for (int i = 0; i < told.words().size(); i++) {
      DeedWord word = told.words().get(i);
      OpenWord open = new OpenWord(word, look, now, trust, isThere(word.key()));
      if (i < told.doubted()) {
        open.doubt();
      }
      words.computeIfAbsent(word.key(), _ -> new ArrayList<>()).add(open);
      changed = true;
    }
  }

  /// Takes that a line which cannot be read may stand behind all that were heard so far.
  void doubtWords() {
    for (List<OpenWord> said : words.values()) {
      said.forEach(OpenWord::doubt);
      changed = true;
    }
  }

  /// Takes the first one of the lines that were added and cannot be read.
  void hearGarbled(AuditFinding.Entry line) {
    garbled.put(look, Optional.of(line));
  }

  private boolean isThere(UUID key) {
    return sights.containsKey(key) || unreadable.containsKey(key);
  }

  /// Takes the lines that were there before the first look: keeps those that the present state
  /// belies, to look at them again.
  void hearOld(LastWords last) {
    for (UUID key : last.keys()) {
      List<OpenWord> all = new ArrayList<>();
      for (LastWords.Placed placed : last.of(key)) {
        OpenWord word = new OpenWord(placed.word(), look, now, Trust.OLD, false);
        if (last.isDoubted(placed)) {
          word.doubt();
        }
        all.add(word);
      }
      if (!unreadable.containsKey(key)
          && all.stream().anyMatch(word -> judged(word, all).isPresent())) {
        words.put(key, all);
      }
    }
  }

  /// Takes what key files hold now.
  ///
  /// @param files empty where they are gone
  void see(Map<UUID, Optional<KeyFile>> files) {
    for (Sighting sighting : Sighting.all(files, texts)) {
      UUID key = sighting.key();
      if (sighting.sight().isPresent()) {
        seeKey(key, sighting.sight().get());
      } else if (sighting.there()) {
        changed |= unreadable.putIfAbsent(key, look == FIRST_LOOK ? now : lookedFrom) == null;
      } else {
        seeNothing(key);
      }
    }
  }

  /// The keys that were there and are none of these.
  Set<UUID> missingFrom(Set<UUID> present) {
    Set<UUID> missing = new HashSet<>(sights.keySet());
    missing.addAll(unreadable.keySet());
    missing.removeAll(present);
    return missing;
  }

  private void seeNothing(UUID key) {
    Instant since = unreadable.remove(key);
    KeySight before = sights.remove(key);
    changed |= since != null || before != null;
    if (before == null) {
      return;
    }
    words.getOrDefault(key, List.of()).forEach(OpenWord::keyIsKnown);
    changes.add(
        new OpenChange(
            key,
            before.name(),
            What.GONE,
            List.of(),
            Optional.ofNullable(since).orElse(lookedFrom),
            now,
            look,
            Optional.empty(),
            Optional.empty(),
            true));
  }

  private void seeKey(UUID key, KeySight after) {
    KeySight before = sights.get(key);
    Instant since = unreadable.remove(key);
    if (before != null && before.isSame(after)) {
      changed |= since != null;
      return;
    }
    changed = true;
    sights.put(key, after);
    if (before == null) {
      seeFirst(key, after, since != null);
      return;
    }
    if (before.updatedMicros() != after.updatedMicros()) {
      touched.put(key, look);
    }
    List<Change> fields = before.changesTo(after);
    if (!fields.isEmpty()) {
      changes.add(
          change(
              key,
              What.CHANGED,
              fields,
              Optional.ofNullable(since).orElse(lookedFrom),
              after,
              earlier(before.expiresAt(), after.expiresAt())));
    }
  }

  private OpenChange change(
      UUID key,
      What what,
      List<Change> fields,
      Instant from,
      KeySight after,
      Optional<Instant> expiry) {
    return new OpenChange(
        key,
        after.name(),
        what,
        fields,
        from,
        now,
        look,
        Optional.of(after.updatedAt()),
        expiry,
        what == What.MADE);
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && (other.isEmpty() || one.get().isBefore(other.get())) ? one : other;
  }

  /// A key that was there before and could not be read is taken as it is: nobody knows what it was.
  private void seeFirst(UUID key, KeySight after, boolean wasThere) {
    if (look == FIRST_LOOK) {
      return;
    }
    touched.put(key, look);
    if (wasThere) {
      words.remove(key);
      return;
    }
    // The backend and the console make active keys.
    List<Change> fields =
        after.hasStatus(KeyStatus.ACTIVE)
            ? List.of()
            : List.of(new Change(KeyField.STATUS, KeyStatus.ACTIVE.text(), after.status()));
    changes.add(change(key, What.MADE, fields, lookedFrom, after, after.expiresAt()));
  }

  /// Matches what is open, and judges what has had its time.
  void end() {
    changes.forEach(this::match);
    changed |= changes.removeIf(OpenChange::isExplained);
    settleChanges();
    settleWords();
    long oldest = changes.stream().mapToLong(OpenChange::look).min().orElse(look + 1);
    garbled.headMap(oldest - 1).clear();
    touched.entrySet().removeIf(at -> at.getValue() < look && !words.containsKey(at.getKey()));
    lookedFrom = lookBegan;
  }

  private void match(OpenChange change) {
    List<OpenWord> said = words.getOrDefault(change.key(), List.of());
    if (change.isExistenceOpen()) {
      for (OpenWord word : said) {
        if (change.isExistenceOpen()
            && !word.explainsExistence()
            && DeedRules.explainsExistence(word.word(), change)) {
          word.explainExistence();
          change.existenceIsExplained();
          changed = true;
        }
      }
    }
    // What is explained must not change what explains the rest.
    List<Change> explained =
        change.fields().stream()
            .filter(
                field -> DeedRules.isBackends(field, change) || isExplained(field, change, said))
            .toList();
    changed |= change.fields().removeAll(explained);
  }

  /// Of the lines that were there when the change was seen all that explain it belong to it: each
  /// was followed by no other change. Of later ones, the first.
  private static boolean isExplained(Change field, OpenChange change, List<OpenWord> said) {
    boolean explained = false;
    for (OpenWord word : said) {
      boolean takes = !explained || word.look() <= change.look();
      if (takes
          && (!word.hasExplained(field.field()) || isThereAndBack(word, change))
          && DeedRules.explains(word.word(), field, change)) {
        word.explain(field.field());
        explained = true;
      }
    }
    return explained;
  }

  /// Whether a line tells of two changes of the same field, both of which come before it.
  private static boolean isThereAndBack(OpenWord word, OpenChange change) {
    return word.deed() == DeedAction.RETURNED && change.look() <= word.look();
  }

  private boolean isDue(Instant at, long inLook) {
    return look > inLook
        && (now.isBefore(at) || Duration.between(at, now).compareTo(DeedRules.GRACE) >= 0);
  }

  private void settleChanges() {
    for (Iterator<OpenChange> all = changes.iterator(); all.hasNext(); ) {
      OpenChange change = all.next();
      if (isDue(change.to(), change.look())) {
        all.remove();
        changed = true;
        // Its line may be one that cannot be read: of the same look or a later one, or of the one
        // before where the system told of the key file late.
        Optional<Optional<AuditFinding.Entry>> unread =
            Optional.ofNullable(garbled.ceilingEntry(change.look()))
                .map(Map.Entry::getValue)
                .or(() -> Optional.ofNullable(garbled.get(change.look() - 1)));
        List<OpenWord> said = words.getOrDefault(change.key(), List.of());
        Unexplained.of(change, said, unread).forEach(part -> add(change, part));
      }
    }
  }

  private void settleWords() {
    Set<UUID> moving = new HashSet<>();
    changes.forEach(change -> moving.add(change.key()));
    for (Iterator<Map.Entry<UUID, List<OpenWord>>> all = words.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<UUID, List<OpenWord>> entry = all.next();
      UUID key = entry.getKey();
      if (!moving.contains(key) && !unreadable.containsKey(key)) {
        List<OpenWord> said = entry.getValue();
        List<OpenWord> due =
            said.stream().filter(word -> isDue(word.readAt(), word.look())).toList();
        due.forEach(word -> judged(word, said).ifPresent(what -> add(what, word, said)));
        changed |= said.removeAll(due);
        if (said.isEmpty()) {
          all.remove();
        }
      }
    }
  }

  /// What is wrong with a line, by the present state of its key.
  private Optional<What> judged(OpenWord word, List<OpenWord> all) {
    if (word.trust() == Trust.UNKNOWN
        || word.isBorneOutByChange()
        || DeedRules.isOfTwin(word.word(), all)) {
      return Optional.empty();
    }
    KeySight sight = sights.get(word.word().key());
    if (sight == null) {
      boolean lost = word.deed() == DeedAction.CREATED && !word.isKeyKnown() && !hasEnd(word, all);
      return lost ? Optional.of(What.NO_SUCH_KEY) : Optional.empty();
    }
    long touchedIn = touched.getOrDefault(word.word().key(), FIRST_LOOK);
    return DeedRules.belied(word, later(word, all), sight, touchedIn);
  }

  private static List<OpenWord> later(OpenWord word, List<OpenWord> all) {
    return all.subList(all.indexOf(word) + 1, all.size());
  }

  /// Once somebody looks, it takes a line of its own to take a key away, as it does for one that
  /// was seen.
  private static boolean hasEnd(OpenWord word, List<OpenWord> all) {
    boolean old = word.trust() == Trust.OLD;
    return all.stream()
        .map(OpenWord::deed)
        .anyMatch(deed -> deed == DeedAction.ENDED || (old && deed.mayEnd()));
  }

  private void add(OpenChange change, Unexplained part) {
    add(
        new AuditFinding(
            "",
            part.existence() ? change.what() : What.CHANGED,
            new KeyId(change.key().toString()),
            change.name(),
            part.fields(),
            change.from(),
            change.to(),
            part.doubt(),
            part.line(),
            Optional.empty()),
        change.updatedAt().map(Instant::toString).orElse(""));
  }

  private void add(What what, OpenWord open, List<OpenWord> all) {
    DeedWord word = open.word();
    Optional<KeySight> sight = Optional.ofNullable(sights.get(word.key()));
    List<Change> fields =
        what == What.OTHER_STATUS && sight.isPresent()
            ? List.of(
                new Change(
                    KeyField.STATUS,
                    word.deed().status().map(KeyStatus::text).orElse(""),
                    sight.get().status()))
            : List.of();
    add(
        new AuditFinding(
            "",
            what,
            new KeyId(word.key().toString()),
            sight.map(KeySight::name).orElse(word.name()),
            fields,
            open.readAt(),
            now,
            DeedRules.doubt(open, later(open, all)),
            Optional.of(word.entry()),
            Optional.empty()),
        "");
  }

  /// Which line leaves a change in doubt another console may see otherwise; it is the same change.
  private void add(AuditFinding finding, String mark) {
    Optional<AuditFinding.Entry> entry = finding.entry().filter(_ -> finding.what().isEntry());
    String told =
        String.join(
            "\n",
            finding.what().name(),
            finding.key().text(),
            finding.changes().toString(),
            entry.toString(),
            mark);
    String stem = SealHash.sha256(told.getBytes(StandardCharsets.UTF_8)).substring(0, 24);
    int same = 0;
    while (findings.containsKey(stem + "-" + same)) {
      same++;
    }
    String id = stem + "-" + same;
    findings.put(
        id,
        new AuditFinding(
            id,
            finding.what(),
            finding.key(),
            finding.keyName(),
            finding.changes(),
            finding.from(),
            finding.to(),
            finding.doubt(),
            finding.entry(),
            finding.known()));
    changed = true;
  }

  /// Writes all of it.
  void pack(PackedWriter to) {
    to.number(look);
    to.moment(since);
    to.moment(lookedFrom);
    to.number(garbled.isEmpty() ? -1 : garbled.lastKey());
    BookPacking.packCursor(cursor, to);
    BookPacking.packSights(sights, to);
    to.number(unreadable.size());
    unreadable.forEach(
        (key, at) -> {
          to.key(key);
          to.moment(at);
        });
    to.number(touched.size());
    touched.forEach(
        (key, at) -> {
          to.key(key);
          to.number(at);
        });
    BookPacking.packWords(words, to);
    BookPacking.packChanges(changes, to);
    BookPacking.packFindings(findings.values(), to);
    // Behind all that an earlier version knows, which reads no further.
    BookPacking.packGarbled(garbled, to);
    BookPacking.packDoubts(findings.values(), to);
    BookPacking.packDoubted(words.values(), to);
  }

  /// The book that was packed; also by earlier versions: one that noted only in which look the last
  /// line came that it could not read, and one that did not note which lines it stands behind.
  static DeedBook unpacked(PackedReader from) {
    DeedBook book = new DeedBook();
    book.look = from.number();
    book.since = from.moment();
    book.lookedFrom = from.moment();
    long garbledIn = from.number();
    book.cursor = BookPacking.cursor(from);
    BookPacking.sights(from, book.sights, book.texts);
    for (long i = from.number(); i > 0; i--) {
      book.unreadable.put(from.key(), from.moment());
    }
    for (long i = from.number(); i > 0; i--) {
      book.touched.put(from.key(), from.number());
    }
    BookPacking.words(from, book.words);
    BookPacking.changes(from, book.changes);
    BookPacking.findings(from).forEach(finding -> book.findings.put(finding.id(), finding));
    if (from.hasMore()) {
      BookPacking.garbled(from, book.garbled);
      BookPacking.doubts(from, book.findings);
    } else if (garbledIn >= FIRST_LOOK) {
      book.garbled.put(garbledIn, Optional.empty());
    }
    if (from.hasMore()) {
      BookPacking.doubted(from, book.words.values());
    }
    return book;
  }
}
