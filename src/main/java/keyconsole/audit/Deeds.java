package keyconsole.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import keyconsole.audit.OpenWord.Trust;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFindings;
import keyconsole.domain.AuditFindings.Warning;
import keyconsole.domain.AuditFindings.Warning.Kind;
import keyconsole.domain.KeyId;
import keyconsole.store.KeyFile;
import keyconsole.store.KeyFiles;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;

/// Deeds without words, words without deeds: matches what changes in the key files with what the
/// audit log says. A change that no line explains is found, and so is a line that no change bears
/// out; [DeedRules] tells which goes with which.
///
/// What was seen is kept in the user's own folder, so that a change made while no console ran is
/// found by the next one. It begins with the first look: what was before, only the present state
/// tells. What cannot be judged is not: files that cannot be read, lines of actions that are not
/// known. A change that only a line could explain that cannot be read, or one of an action that is
/// not known, is found as one in doubt, with that line; and so is a line that nothing bears out,
/// where one that cannot be read or one of an action that is not known came after it.
///
/// Writes nothing into the tenant's folder. Any thread; one call looks at a time.
public final class Deeds implements AutoCloseable {

  /// A look costs at most this part of the time in writing.
  private static final int SAVING_SHARE = 50;

  private final TenantDirectory directory;
  private final KeyFiles files;
  private final AuditIndex index;
  private final Clock clock;
  private final Optional<DeedFolder> folder;
  private final Map<String, AuditFinding.Known> known = new ConcurrentHashMap<>();
  private volatile AuditFindings found = AuditFindings.NONE_YET;
  private Optional<DeedBook> book = Optional.empty();
  private Optional<Warning> trouble = Optional.empty();
  private boolean unsaved;
  private boolean sawAll;
  private boolean wasTorn;
  private long savedAt = System.nanoTime();
  private long savingTook;

  private Deeds(
      TenantDirectory directory,
      KeyFiles files,
      AuditIndex index,
      Clock clock,
      Optional<DeedFolder> folder) {
    this.directory = directory;
    this.files = files;
    this.index = index;
    this.clock = clock;
    this.folder = folder;
  }

  /// Opens what was seen of a tenant; reads nothing yet.
  ///
  /// @param files nobody else may take its changes
  /// @param userFolder this user's, for all tenants; where it is empty, each run begins anew
  public static Deeds open(
      TenantDirectory directory,
      KeyFiles files,
      AuditIndex index,
      Clock clock,
      Optional<Path> userFolder) {
    return new Deeds(
        directory, files, index, clock, userFolder.map(user -> new DeedFolder(user, directory)));
  }

  /// What was found so far. Looks at nothing and waits for nothing.
  public AuditFindings soFar() {
    return found;
  }

  /// Looks at what is new in the log and in the key files, in this order, and matches it. Something
  /// is found [DeedRules#GRACE] after it was seen, at the earliest: a line follows its key file. At
  /// the first time it reads the whole log.
  ///
  /// @throws StoreException if something cannot be read; the next call makes up for it
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public synchronized AuditFindings look() {
    DeedBook deeds = opened();
    Instant began = clock.instant();
    AuditView view = index.refresh();
    if (!view.isWhole()) {
      return notCompared(new Warning(Kind.LOG_UNREADABLE, ""));
    }
    if (!isThere(deeds)) {
      return notCompared(new Warning(Kind.NO_KEYS_FOLDER, directory.keys().toString()));
    }
    if (deeds.isNew()) {
      lookFirst(deeds, began, view);
    } else if (!lookOn(deeds, began, view)) {
      return found;
    }
    deeds.end();
    boolean changed = deeds.takeChanged();
    unsaved |= changed;
    save(deeds, false);
    return changed || found.since().isEmpty() ? tell(deeds) : tellTime(deeds);
  }

  private AuditFindings notCompared(Warning warning) {
    return new AuditFindings(
        found.findings(),
        found.since(),
        found.lookedAt(),
        Stream.concat(Stream.of(warning), warnings().stream()).toList());
  }

  private DeedBook opened() {
    if (book.isEmpty()) {
      folder.ifPresent(from -> known.putAll(from.known()));
      book = Optional.of(folder.map(DeedFolder::load).orElseGet(DeedBook::new));
    }
    return book.get();
  }

  /// A folder that is gone as a whole is a matter of its own, such as a share that is not mounted.
  private boolean isThere(DeedBook deeds) {
    return deeds.isNew() || Files.isDirectory(directory.keys());
  }

  private void lookFirst(DeedBook deeds, Instant began, AuditView view) {
    LastWords last = new LastWords(present()::contains);
    List<SearchChunk> chunks = SearchChunk.of(view);
    WordReader.read(
        chunks,
        (number, told) -> {
          long first = (long) number << 32;
          for (int i = 0; i < told.words().size(); i++) {
            last.take(first + i, told.words().get(i));
          }
          told.garbled().ifPresent(_ -> last.takeGarbled(first + told.doubted()));
        });
    Map<UUID, Optional<KeyFile>> seen = seen(deeds);
    deeds.begin(began, clock.instant(), LogCursor.endOf(view));
    deeds.see(seen);
    deeds.hearOld(last);
  }

  private Set<UUID> present() {
    files.takeIn();
    Set<UUID> present = new HashSet<>();
    files.names().forEach(name -> id(name).ifPresent(present::add));
    return present;
  }

  /// @return false where a file lost lines while they were read: the next look reads them anew, and
  ///   takes it as it is then
  private boolean lookOn(DeedBook deeds, Instant began, AuditView view) {
    List<LogCursor.Part> parts = deeds.cursor().newIn(view);
    List<WordReader.Told> fresh = read(parts, true);
    List<WordReader.Told> odd = read(parts, false);
    wasTorn =
        !wasTorn && Stream.concat(fresh.stream(), odd.stream()).anyMatch(WordReader.Told::torn);
    if (wasTorn) {
      return false;
    }
    Map<UUID, Optional<KeyFile>> seen = seen(deeds);
    deeds.begin(began, clock.instant(), LogCursor.endOf(view));
    odd.forEach(told -> deeds.hear(told, Trust.UNKNOWN));
    fresh.forEach(told -> deeds.hear(told, Trust.FRESH));
    // Of a file that was written anew a line that cannot be read may be an old one, or the newest.
    garbled(odd).ifPresent(_ -> deeds.doubtWords());
    garbled(fresh).or(() -> garbled(odd)).ifPresent(deeds::hearGarbled);
    deeds.see(seen);
    return true;
  }

  private static Optional<AuditFinding.Entry> garbled(List<WordReader.Told> told) {
    return told.stream().flatMap(piece -> piece.garbled().stream()).findFirst();
  }

  private static List<WordReader.Told> read(List<LogCursor.Part> parts, boolean fresh) {
    List<SearchChunk> chunks = new ArrayList<>();
    for (LogCursor.Part part : parts) {
      if (part.fresh() == fresh) {
        chunks.addAll(part.chunks());
      }
    }
    Map<Integer, WordReader.Told> told = new ConcurrentSkipListMap<>();
    WordReader.read(chunks, told::put);
    return List.copyOf(told.values());
  }

  /// The key files that may have changed, as they are now.
  private Map<UUID, Optional<KeyFile>> seen(DeedBook deeds) {
    files.takeIn();
    Map<UUID, Optional<KeyFile>> seen = new HashMap<>();
    files.takeChanged().forEach((name, file) -> id(name).ifPresent(key -> seen.put(key, file)));
    if (!sawAll) {
      Set<UUID> present = new HashSet<>(seen.keySet());
      deeds.missingFrom(present).forEach(key -> seen.put(key, Optional.empty()));
      sawAll = true;
    }
    deeds.open().forEach(key -> seen.put(key, Optional.empty()));
    seen.replaceAll((key, file) -> file.or(() -> files.find(new KeyId(key.toString()))));
    return seen;
  }

  private static Optional<UUID> id(String fileName) {
    return KeyId.parse(fileName.substring(0, fileName.length() - ".json".length()))
        .map(key -> UUID.fromString(key.text()));
  }

  private AuditFindings tellTime(DeedBook deeds) {
    found =
        new AuditFindings(
            found.findings(), found.since(), Optional.of(deeds.lookedAt()), warnings());
    return found;
  }

  private List<Warning> warnings() {
    return Stream.concat(folder.flatMap(DeedFolder::damage).stream(), trouble.stream()).toList();
  }

  private AuditFindings tell(DeedBook deeds) {
    List<AuditFinding> told = new ArrayList<>();
    for (AuditFinding finding : deeds.findings()) {
      AuditFinding.Known mark = known.get(finding.id());
      told.add(mark == null ? finding : finding.marked(mark));
    }
    told.sort(Comparator.comparing(AuditFinding::to).reversed());
    found =
        new AuditFindings(
            told, Optional.of(deeds.since()), Optional.of(deeds.lookedAt()), warnings());
    return found;
  }

  /// Marks findings as known. Kept in the user's folder; where there is none, for this run.
  ///
  /// @throws StoreException if that cannot be kept
  public synchronized AuditFindings markKnown(Collection<String> ids, AuditFinding.Known reason) {
    DeedBook deeds = opened();
    folder.ifPresent(to -> to.mark(ids, reason));
    ids.forEach(id -> known.put(id, reason));
    return tell(deeds);
  }

  /// Takes back that findings are known. Kept as the marks were.
  ///
  /// @param by who takes it back
  /// @throws StoreException if that cannot be kept
  public synchronized AuditFindings takeBack(Collection<String> ids, String by, Instant at) {
    DeedBook deeds = opened();
    folder.ifPresent(to -> to.mark(ids, new AuditFinding.Known("", by, at)));
    known.keySet().removeAll(ids);
    return tell(deeds);
  }

  private void save(DeedBook deeds, boolean last) {
    long start = System.nanoTime();
    if (folder.isEmpty() || !(last || (unsaved && start - savedAt >= SAVING_SHARE * savingTook))) {
      return;
    }
    try {
      folder.get().save(deeds);
      unsaved = false;
      trouble = Optional.empty();
    } catch (StoreException e) {
      trouble = Optional.of(new Warning(Kind.NOT_KEPT, "", Optional.of(e.told())));
    }
    savedAt = System.nanoTime();
    savingTook = savedAt - start;
  }

  /// Keeps what was seen.
  @Override
  public synchronized void close() {
    book.filter(deeds -> !deeds.isNew()).ifPresent(deeds -> save(deeds, true));
    folder.ifPresent(DeedFolder::close);
  }
}
