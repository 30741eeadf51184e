package keyconsole.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.LockHolder;
import keyconsole.domain.Message;
import keyconsole.domain.Warning;
import keyconsole.store.KeyFileLoader.Loaded;
import keyconsole.store.KeyFileLoader.Stamp;
import org.jspecify.annotations.Nullable;

/// The keys folder in memory, indexed by hash and name, and the only way to write a key file. Any
/// thread.
///
/// Reading writes nothing. What is in memory is compared with the folder by each file's size, time
/// of change and inode; a file written so recently that these prove nothing is read again.
public final class KeyFiles implements AutoCloseable {

  private static final Duration FULL_COMPARE = Duration.ofSeconds(30);

  private static final int EDIT_ATTEMPTS = 20;

  /// How often an edit meets a torn file before it takes it for broken; each takes an eighth of a
  /// second.
  private static final int TORN_ATTEMPTS = 5;

  private final TenantDirectory directory;
  private final Path folder;
  private final Clock clock;
  private final KeyFileLoader loader;
  private final FolderWatch watch;
  private final KeyIndex index = new KeyIndex();
  private final KeyComparison comparison;
  private final TighteningJournal journal;
  private final ReentrantLock refreshing = new ReentrantLock();
  private final AtomicBoolean tidied = new AtomicBoolean();
  private final Set<Warning> warnings = new LinkedHashSet<>();

  /// The folder's time of change at the last listing; the keys folder is read where it differs.
  private volatile Optional<Stamp> listed = Optional.empty();

  private volatile Consumer<String> beforeEdit = fileName -> {};
  private volatile Runnable firstUnderLock = () -> {};

  private volatile boolean everRead;

  /// Whether the keys folder was ever seen.
  private volatile boolean wasThere;

  /// The file that is about to be moved into place, while a last look is taken.
  private volatile @Nullable Path coming;

  /// The thread that holds the lock against other consoles, through this.
  private volatile @Nullable Thread holding;

  /// Whether the file system told of changes that nobody took in, so that only a whole comparison
  /// finds them.
  private volatile boolean newsLost;

  /// Whether the last look compared all files with the folder.
  private volatile boolean comparedAll;

  /// Which files are compared with the folder though nothing is told of them.
  private final Rounds rounds;

  private KeyFiles(
      TenantDirectory directory, Clock clock, KeyFileLoader.Pause pause, LongSupplier nanos) {
    this.directory = directory;
    this.folder = directory.keys();
    this.clock = clock;
    this.loader = new KeyFileLoader(folder, pause);
    this.comparison = new KeyComparison(folder, loader, index, clock);
    this.watch = new FolderWatch(folder);
    this.journal = new TighteningJournal(directory);
    this.rounds = new Rounds(FULL_COMPARE, nanos);
  }

  /// Opens the folder without reading it yet; the first use does. Writes nothing.
  public static KeyFiles open(TenantDirectory directory, Clock clock) {
    return open(directory, clock, Thread::sleep, System::nanoTime);
  }

  /// The same.
  ///
  /// @param pause between two reads of a file that looks torn
  /// @param nanos by which it goes how long ago something was compared, as [System#nanoTime]
  static KeyFiles open(
      TenantDirectory directory, Clock clock, KeyFileLoader.Pause pause, LongSupplier nanos) {
    return new KeyFiles(directory, clock, pause, nanos);
  }

  /// Compares the folder with what is in memory (one `stat` a file), reads what changed, and
  /// returns the whole. A torn file is read again before it counts as broken, and its last good
  /// state stays; one that was never read whole is left out as long. A keys folder that is not
  /// there yet counts as empty.
  ///
  /// @throws StoreException if the folder cannot be listed
  public Snapshot refresh() {
    return refresh((done, total) -> {});
  }

  /// The same, telling how far it is. What [#soFar] gives grows meanwhile.
  public Snapshot refresh(Progress progress) {
    compareWhole(progress);
    return index.snapshot(clock.instant());
  }

  private void compareWhole(Progress progress) {
    refreshing.lock();
    try {
      watch.start();
      newsLost = false;
      Set<String> changed = new HashSet<>(watch.poll().orElse(Set.of()));
      Map<String, KeyIndex.Entry> before = index.entries();
      Optional<Stamp> folderStamp = folderStamp();
      if (!isSameFolder(folderStamp)) {
        watch.restart();
      }
      List<String> names = list(before.isEmpty());
      if (folderStamp.isPresent()) {
        wasThere = true;
      }
      comparison.compareAll(names, before, changed, progress);
      Set<String> present = new HashSet<>(names);
      before.forEach(
          (name, entry) -> {
            if (!present.contains(name)) {
              index.replace(name, entry, Optional.empty());
            }
          });
      listed = folderStamp;
      everRead = true;
      comparedAll = true;
      rounds.begin(names);
    } finally {
      refreshing.unlock();
    }
  }

  private boolean isSameFolder(Optional<Stamp> now) {
    return listed.isEmpty()
        || (now.isPresent() && Objects.equals(now.get().fileKey(), listed.get().fileKey()));
  }

  /// The whole at the cost of what changed, for whoever looks every few seconds: trusts what the
  /// file system tells of changes, which may come a moment after the change, and looks only at the
  /// files that it names, that are new or that it cannot vouch for (behind links, just written,
  /// unreadable). It says nothing of what another machine, a second hard link or a memory map
  /// changes: each look compares some of the other files too, so that every one has its turn within
  /// half a minute. Compares everything as [#refresh] does where the file system tells nothing, and
  /// where nobody has looked for as long.
  ///
  /// @throws StoreException if the folder cannot be listed
  public Snapshot glance() {
    takeIn();
    return index.snapshot(clock.instant());
  }

  /// Does what [#glance] does, for who wants what has changed and not the whole.
  ///
  /// @throws StoreException if the folder cannot be listed
  public void takeIn() {
    refreshing.lock();
    try {
      boolean due = !everRead || newsLost || rounds.isOverdue();
      Optional<Set<String>> changed =
          due || !isSameFolder(folderStamp()) ? Optional.empty() : watch.poll();
      if (changed.isEmpty()) {
        compareWhole((done, total) -> {});
        return;
      }
      Set<String> others = new HashSet<>(index.unsettled());
      List<String> inTurn = rounds.next(index::names);
      others.addAll(inTurn);
      if (!inTurn.isEmpty() && rounds.isOver()) {
        // Names may come without the folder's time telling.
        listed = Optional.empty();
      }
      lookAt(changed.get(), others);
      comparedAll = false;
    } finally {
      refreshing.unlock();
    }
  }

  /// Whether the last look compared all files with the folder, as every one does where the file
  /// system tells nothing of changes. Else it cost what has changed.
  public boolean hasComparedAll() {
    return comparedAll;
  }

  /// Where each change that takes access away is entered before its key file moves.
  public TighteningJournal journal() {
    return journal;
  }

  /// What is in memory, however much of the folder that is. Looks at no file and waits for no
  /// refresh.
  public Snapshot soFar() {
    return index.snapshot(clock.instant());
  }

  /// The files that became others, by whatever look at the folder, since this was last called, and
  /// those that are gone (empty); all of them at the first call. Looks at no file: what it costs is
  /// what has changed. For one asker alone.
  public Map<String, Optional<KeyFile>> takeChanged() {
    return index.takeChanged(this);
  }

  /// The same for another asker, who is told apart by its identity.
  public Map<String, Optional<KeyFile>> takeChangedFor(Object asker) {
    return index.takeChanged(asker);
  }

  /// Keeps nothing any more for one that asked.
  public void stopTaking(Object asker) {
    index.stopTaking(asker);
  }

  /// Told while a refresh runs, on its thread.
  @FunctionalInterface
  public interface Progress {
    /// Some more files were looked at.
    ///
    /// @param done files that were looked at
    /// @param total files to look at
    void looked(int done, int total);
  }

  /// Every file with this hash as it stands now, without scanning the folder: a lookup and one
  /// `stat` a file found and a file of which the file system tells that it changed. What a program
  /// puts beside them may be told of a moment later. Where none is found, files that are new in the
  /// folder are read.
  public List<KeyFile> findByHash(KeyHash hash) {
    readOnce();
    takeInNews();
    List<KeyFile> found = lookUp(hash);
    return found.isEmpty() ? findEveryByHash(hash) : found;
  }

  /// The same, files that are new in the folder included: lists the folder's names where it has
  /// changed. For a change that must reach every file that one raw key opens.
  public List<KeyFile> findEveryByHash(KeyHash hash) {
    readOnce();
    Optional<Set<String>> changed = watch.poll();
    if (changed.isEmpty() || newsLost) {
      refresh();
    } else {
      lookAt(changed.get(), index.unreadable());
    }
    return lookUp(hash);
  }

  /// Reads what the file system tells of, but for what is in memory as it stands: each write of our
  /// own is told of too.
  private void takeInNews() {
    Optional<Set<String>> changed = watch.poll();
    if (changed.isEmpty()) {
      newsLost = true;
      return;
    }
    Set<String> others = new HashSet<>();
    for (String name : changed.get()) {
      if (!loader.stamp(name).equals(index.entry(name).map(KeyIndex.Entry::stamp))) {
        others.add(name);
      }
    }
    comparison.compareSome(others, others);
  }

  /// Reads the files that changed, those that are new in the folder, and of some others those that
  /// are not what is in memory.
  private void lookAt(Set<String> changed, Collection<String> others) {
    Optional<Stamp> stamp = folderStamp();
    Set<String> names = new HashSet<>(changed);
    names.addAll(others);
    if (!stamp.equals(listed) || stamp.map(KeyFileLoader::isFresh).orElse(true)) {
      for (String name : list(true)) {
        if (index.entry(name).isEmpty()) {
          names.add(name);
        }
      }
    }
    comparison.compareSome(names, changed);
    listed = stamp;
  }

  private List<KeyFile> lookUp(KeyHash hash) {
    List<String> names = index.namesWith(hash);
    names.forEach(comparison::bringUpToDate);
    return index.filesWith(hash);
  }

  /// The file `<id>.json` as it stands now.
  public Optional<KeyFile> find(KeyId id) {
    readOnce();
    comparison.bringUpToDate(id.fileName());
    return index.file(id.fileName());
  }

  /// The names of the files in memory, those that are not shown yet included. Looks at no file.
  public Set<String> names() {
    return index.names();
  }

  /// A file as it is in memory. Looks at no file.
  public Optional<KeyFile> inMemory(String fileName) {
    return index.file(fileName);
  }

  /// A file of the keys folder as it stands now.
  ///
  /// @param fileName of one that is in memory
  public Optional<KeyFile> reread(String fileName) {
    comparison.bringUpToDate(fileName);
    return index.file(fileName);
  }

  /// The text of a file as it stands now, for reading. A cut text is given only where the file
  /// stays like that, and is a problem.
  ///
  /// @throws StoreException if it cannot be read, or is being written
  public String text(String fileName) {
    Path file = inFolder(fileName);
    Loaded loaded = loadThere(file, fileName);
    for (int i = 1; i < TORN_ATTEMPTS && comparison.isBeingWritten(fileName, loaded); i++) {
      loaded = loadThere(file, fileName);
    }
    if (comparison.isBeingWritten(fileName, loaded)) {
      throw new StoreException(Message.of(FileTrouble.BEING_WRITTEN, file), file);
    }
    if (!loaded.content().hasRemaining() && loaded.file() instanceof KeyFile.WithProblem problem) {
      throw new StoreException(
          Message.of(FileTrouble.IS_PROBLEM, file, problem.problem().reason()), file);
    }
    return StandardCharsets.UTF_8.decode(loaded.content()).toString();
  }

  private Loaded loadThere(Path file, String fileName) {
    return loader
        .load(fileName)
        .orElseThrow(() -> new StoreException(Message.of(FileTrouble.GONE, file), file));
  }

  /// Does something with the lock against other consoles held, so that what it reads of the folder
  /// stays as it is but for what the backend writes. May be called by who holds it already.
  ///
  /// @throws StoreException if another console does not let go of the lock
  public <T> T exclusively(Supplier<T> deed) {
    if (Thread.currentThread().equals(holding)) {
      return deed.get();
    }
    WriteLock lock = lock();
    holding = Thread.currentThread();
    try {
      tidy(lock);
      firstUnderLock.run();
      return deed.get();
    } finally {
      holding = null;
      release(lock);
    }
  }

  /// Does something whenever the lock is taken, before what it is taken for. It must not throw.
  void firstUnderEachLock(Runnable first) {
    firstUnderLock = first;
  }

  /// Who holds the lock that a deed of this process waits for longer than one would not notice;
  /// empty where none waits. Looks at no file.
  public Optional<LockHolder> lockAwaited() {
    return LockWait.awaited(directory.console());
  }

  /// Ends every wait for the lock: those deeds are refused, and nothing is changed.
  public void stopWaiting() {
    LockWait.stop(directory.console());
  }

  /// What fails here must not hide what was done, least of all a raw key.
  private void release(WriteLock lock) {
    try {
      lock.close();
    } catch (StoreException e) {
      warn(e.told());
    }
  }

  /// Writes a new key file. Makes missing folders (mode 700).
  ///
  /// @throws StoreException if the file exists or cannot be written
  public ApiKey create(ApiKey key) {
    return create(key, () -> {});
  }

  /// The same.
  ///
  /// @param lastLook called when all else is ready: what it throws stops the deed, and the folder
  ///   is as it was
  public ApiKey create(ApiKey key, Runnable lastLook) {
    return exclusively(
        () -> {
          String name = key.id().fileName();
          Path file = folder.resolve(name);
          KeyText text = KeyText.of(file, key);
          try {
            Owned.makeFolder(folder);
            wasThere = true;
            if (!Owned.replace(
                file, text.bytes(), null, temporary -> isFree(file, temporary, lastLook))) {
              throw new StoreException(Message.of(FileTrouble.EXISTS_UNCHANGED, file), file);
            }
            forceFolderOf(file);
          } catch (IOException e) {
            throw notWritten(file, e);
          }
          return written(name, text.file());
        });
  }

  private boolean isFree(Path file, Path temporary, Runnable lastLook) {
    boolean free = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (free) {
      lookLast(temporary, lastLook);
    }
    return free;
  }

  private void lookLast(Path temporary, Runnable lastLook) {
    coming = temporary;
    try {
      lastLook.run();
    } finally {
      coming = null;
    }
  }

  /// Tells the file that is about to be moved into place, while a last look at it is taken, from
  /// any other; see [#markOf]. Empty at any other time.
  Optional<String> markOfComing() {
    return Optional.ofNullable(coming).flatMap(KeyFiles::markOf);
  }

  /// Tells a key file from any other that is or was there, whatever is written into it: which inode
  /// it is, and since when. Empty where the file system does not tell, or the file is gone.
  Optional<String> markOf(String fileName) {
    return markOf(inFolder(fileName));
  }

  private static Optional<String> markOf(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.ofNullable(now.fileKey()).map(inode -> inode + " " + now.creationTime());
    } catch (IOException e) {
      System.getLogger(KeyFiles.class.getName())
          .log(System.Logger.Level.DEBUG, "Nothing tells which file it is", e);
      return Optional.empty();
    }
  }

  private static StoreException notWritten(Path file, IOException e) {
    return new StoreException(
        Message.of(FileTrouble.NOT_WRITTEN, file, StoreException.reason(e, file)), file, e);
  }

  /// Under the lock, reads the file as it is now, applies the change to what it says, and puts the
  /// result in its place atomically. Fields unknown to us survive. What a change returns for
  /// `usage` is written as it returns it: start from the key it is given.
  ///
  /// For a file that is a problem the backend accepts, only `status`, `updated_at` and a new
  /// `expires_at` are taken from the change; all else stays as it stands in the file. A link that
  /// leads out of the folder is replaced by a file: what it leads to is never written, and stays as
  /// it is.
  ///
  /// @param change may be called more than once: where the backend wrote the file meanwhile, the
  ///   change is made again to what it wrote
  /// @throws StoreException if the file is gone, unreadable, or cannot be written
  public ApiKey edit(String fileName, UnaryOperator<ApiKey> change) {
    return edit(fileName, change, () -> {});
  }

  /// The same.
  ///
  /// @param lastLook called when all else is ready, if there is something to write: what it throws
  ///   stops the deed, and the folder is as it was
  public ApiKey edit(String fileName, UnaryOperator<ApiKey> change, Runnable lastLook) {
    return edit(fileName, change, lastLook, Optional.of(journal));
  }

  /// Calls something before each edit but for those of [#restore], with the lock held and the
  /// file's name; again where the backend wrote the file meanwhile. What it throws stops the edit.
  /// A file that it changes is read anew.
  public void beforeEachEdit(Consumer<String> first) {
    beforeEdit = first;
  }

  /// The same for a change that puts back what a change before it had made, and that the journal
  /// therefore knows already.
  public ApiKey restore(String fileName, UnaryOperator<ApiKey> change, Runnable lastLook) {
    return edit(fileName, change, lastLook, Optional.empty());
  }

  /// Does what is done before each edit of a file, for who reads what another file is to be made
  /// of: that must not be taken from an old state that the backend wrote back. The caller holds the
  /// lock.
  ///
  /// @throws StoreException if a change that was overwritten cannot be made again
  public void makeReady(String fileName) {
    beforeEdit.accept(fileName);
  }

  private ApiKey edit(
      String fileName,
      UnaryOperator<ApiKey> change,
      Runnable lastLook,
      Optional<TighteningJournal> entering) {
    Path file = inFolder(fileName);
    return exclusively(
        () -> {
          try {
            for (int attempt = 0; attempt < EDIT_ATTEMPTS; attempt++) {
              Optional<KeyFile> written =
                  editOnce(file, fileName, change, lastLook, entering, attempt < TORN_ATTEMPTS);
              if (written.isPresent()) {
                return written(fileName, written.get());
              }
            }
          } catch (IOException e) {
            throw notWritten(file, e);
          }
          throw new StoreException(Message.of(FileTrouble.ALWAYS_BEING_WRITTEN, file), file);
        });
  }

  /// What stands in the file now, or empty where it must be tried again.
  private Optional<KeyFile> editOnce(
      Path file,
      String fileName,
      UnaryOperator<ApiKey> change,
      Runnable lastLook,
      Optional<TighteningJournal> entering,
      boolean waitIfTorn)
      throws IOException {
    Loaded loaded =
        loader
            .load(fileName)
            .orElseThrow(
                () -> new StoreException(Message.of(FileTrouble.GONE_UNCHANGED, file), file));
    if (loaded.torn() && waitIfTorn) {
      return Optional.empty();
    }
    if (entering.isPresent()) {
      // Behind the reading: what comes back from here on, the last look sees.
      beforeEdit.accept(fileName);
    }
    KeyText text = KeyText.changed(file, loaded, change);
    if (loaded.content().equals(ByteBuffer.wrap(text.bytes()))) {
      return loader.isStill(fileName, loaded) ? Optional.of(loaded.file()) : Optional.empty();
    }
    Path target = loader.writable(fileName);
    Path like = Files.isSymbolicLink(target) ? null : target;
    LastLook look = new LastLook(fileName, loaded, text.file(), lastLook, entering);
    boolean done = Owned.replace(target, text.bytes(), like, look);
    if (!done) {
      return Optional.empty();
    }
    forceFolderOf(target);
    look.entered.forEach(this::stood);
    return Optional.of(text.file());
  }

  /// Looks whether a file is still what the change was made of, and enters the change.
  private final class LastLook implements Owned.LastLook {
    private final String fileName;
    private final Loaded before;
    private final KeyFile after;
    private final Runnable callers;
    private final Optional<TighteningJournal> journal;
    private List<TighteningJournal.Entry> entered = List.of();

    LastLook(
        String fileName,
        Loaded before,
        KeyFile after,
        Runnable callers,
        Optional<TighteningJournal> journal) {
      this.fileName = fileName;
      this.before = before;
      this.after = after;
      this.callers = callers;
      this.journal = journal;
    }

    @Override
    public boolean mayGoOn(Path temporary) throws IOException {
      if (!loader.isStill(fileName, before)) {
        return false;
      }
      lookLast(temporary, callers);
      entered = journal.map(this::enter).orElse(List.of());
      // Entering takes a while, in which the backend may have written the file.
      return entered.isEmpty() || loader.isStill(fileName, before);
    }

    private List<TighteningJournal.Entry> enter(TighteningJournal to) {
      List<TighteningJournal.Entry> all = new ArrayList<>();
      to.enter(fileName, before.file(), after).ifPresent(all::add);
      otherWritten().flatMap(name -> enterOther(to, name)).ifPresent(all::add);
      return all;
    }

    /// Where the backend writes what it had read of the file before, if that is another one: the
    /// file of the id inside.
    private Optional<String> otherWritten() {
      return keyOf(before.file())
          .map(key -> key.id().fileName())
          .filter(name -> !name.equals(fileName));
    }

    /// Where a key stands there, it is the one that is to stand again.
    private Optional<TighteningJournal.Entry> enterOther(TighteningJournal to, String name) {
      Optional<ApiKey> there = reread(name).flatMap(KeyFiles::keyOf);
      return there.isPresent()
          ? to.enterOver(name, there.get(), fileName, before.file(), after)
          : to.enter(name, before.file(), after);
    }
  }

  private void stood(TighteningJournal.Entry entry) {
    try {
      journal.stood(entry);
    } catch (StoreException e) {
      warn(Message.of(FileTrouble.STAND_NOT_NOTED, e.told()));
    }
  }

  private void forceFolderOf(Path file) {
    Path parent = file.getParent();
    try {
      if (parent != null) {
        Owned.forceFolder(parent);
      }
    } catch (IOException e) {
      warn(Message.of(FileTrouble.MAY_BE_LOST, file, FileReason.of(e)));
    }
  }

  /// The key in a file that was just written, as it was written. The backend may be writing it
  /// again at this moment: the next look reads it anew.
  private ApiKey written(String fileName, KeyFile file) {
    boolean done = false;
    while (!done) {
      Optional<KeyIndex.Entry> entry =
          loader
              .stamp(fileName)
              .map(stamp -> new KeyIndex.Entry(file, stamp, false, Optional.empty()));
      done = index.replace(fileName, index.entry(fileName).orElse(null), entry);
    }
    ApiKey key =
        keyOf(file)
            .orElseThrow(
                () ->
                    new StoreException(
                        Message.of(FileTrouble.NO_KEY, inFolder(fileName)), inFolder(fileName)));
    // Flagged as the index knows it, unless that has read another state by now.
    return index
        .file(fileName)
        .flatMap(KeyFiles::keyOf)
        .filter(now -> now.with().flags(key.flags()).key().equals(key))
        .orElse(key);
  }

  static Optional<ApiKey> keyOf(KeyFile file) {
    return switch (file) {
      case KeyFile.WithKey withKey -> Optional.of(withKey.key());
      case KeyFile.WithProblem withProblem -> withProblem.problem().live();
    };
  }

  private WriteLock lock() {
    // Unmounted or moved away: what would be made here would hide in its place.
    if (wasThere && Files.notExists(folder)) {
      Path gone = Files.notExists(directory.apiKeys()) ? directory.apiKeys() : folder;
      throw new StoreException(Message.of(FileTrouble.FOLDER_VANISHED, gone), gone);
    }
    if (!Files.isDirectory(directory.apiKeys())) {
      try {
        Owned.makeFolder(directory.apiKeys());
      } catch (IOException e) {
        Path made = directory.apiKeys();
        throw new StoreException(
            Message.of(FileTrouble.NOT_MADE, made, StoreException.reason(e, made)), made, e);
      }
    }
    return WriteLock.acquire(directory);
  }

  /// The first time the lock is held: removes temporary files that a crash left, and notes what the
  /// file system cannot do.
  private void tidy(WriteLock lock) {
    if (!lock.isLocked()) {
      warn(
          new Warning(
              Warning.What.NO_LOCKS, Message.of(FileTrouble.NO_LOCKS, directory.apiKeys())));
    }
    if (tidied.compareAndSet(false, true)) {
      try {
        // Without locks another console may be about to give its file a name.
        Owned.removeStrays(folder, lock.isLocked() ? Duration.ZERO : Duration.ofMinutes(1));
        for (Path unlocked : List.of(directory.usage(), directory.audit(), directory.console())) {
          Owned.removeStrays(unlocked, Duration.ofMinutes(1));
        }
      } catch (IOException e) {
        warn(Message.of(FileTrouble.STRAY_NOT_REMOVED, FileReason.of(e)));
      }
    }
  }

  void warn(Message happened) {
    warn(new Warning(Warning.What.HAPPENED, happened));
  }

  void warn(Warning warning) {
    synchronized (warnings) {
      warnings.add(warning);
    }
  }

  /// What was warned of holds no longer.
  void mended(Warning.What what) {
    synchronized (warnings) {
      warnings.removeIf(warning -> warning.what() == what);
    }
  }

  /// Takes note of a warning: it is told again only where it comes up again.
  public void takeNote(Warning warning) {
    synchronized (warnings) {
      warnings.remove(warning);
    }
  }

  /// What could matter to a person about this folder, e.g. that its file system has no locks, or
  /// that others may look into it; empty as a rule.
  public List<Warning> warnings() {
    List<Warning> told = new ArrayList<>();
    for (Path part : List.of(folder, directory.usage(), directory.audit(), directory.console())) {
      FolderRights rights = new FolderRights(part, LocalUser.name());
      rights.openToOthers().ifPresent(told::add);
      rights.foreignOwner().ifPresent(told::add);
    }
    synchronized (warnings) {
      told.addAll(warnings);
    }
    return List.copyOf(told);
  }

  /// Whether there may be a key file of this name.
  boolean isNameOfKeyFile(String fileName) {
    return fileName.endsWith(".json") && FileNames.in(folder, fileName).isPresent();
  }

  private Path inFolder(String fileName) {
    return FileNames.in(folder, fileName)
        .orElseThrow(
            () -> new StoreException(Message.of(FileTrouble.NOT_IN_KEYS, fileName), folder));
  }

  private void readOnce() {
    if (!everRead) {
      refresh();
    }
  }

  private Optional<Stamp> folderStamp() {
    return loader.stamp("");
  }

  private List<String> list(boolean mayBeMissing) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = FileNames.of(file);
        if (name.endsWith(".json")) {
          names.add(name);
        }
      }
      return names;
    } catch (NoSuchFileException e) {
      if (mayBeMissing) {
        return List.of();
      }
      throw new StoreException(Message.of(FileTrouble.KEYS_FOLDER_GONE, folder), folder, e);
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          Message.of(FileTrouble.KEYS_NOT_LISTED, folder, StoreException.reason(e, folder)),
          folder,
          e);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
