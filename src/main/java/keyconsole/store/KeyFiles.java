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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.Value;
import keyconsole.store.KeyFileLoader.Loaded;
import keyconsole.store.KeyFileLoader.Stamp;

/// The keys folder in memory, indexed by hash and name, and the only way to write a key file. Any
/// thread.
///
/// Reading writes nothing. What is in memory is compared with the folder by each file's size, time
/// of change and inode; a file written so recently that these prove nothing is read again.
public final class KeyFiles implements AutoCloseable {

  /// How long a file may look torn before that is taken for its state. Its last good state stands
  /// in for it meanwhile.
  private static final Duration TORN_GRACE = Duration.ofSeconds(2);

  private static final int FILES_A_TASK = 128;
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
  private final ReentrantLock refreshing = new ReentrantLock();
  private final AtomicBoolean tidied = new AtomicBoolean();
  private final Set<String> warnings = new TreeSet<>();

  /// The folder's time of change at the last listing; the keys folder is read where it differs.
  private volatile Optional<Stamp> listed = Optional.empty();

  private volatile boolean everRead;

  private KeyFiles(TenantDirectory directory, Clock clock) {
    this.directory = directory;
    this.folder = directory.keys();
    this.clock = clock;
    this.loader = new KeyFileLoader(folder);
    this.watch = new FolderWatch(folder);
  }

  /// Opens the folder without reading it yet; the first use does. Writes nothing.
  public static KeyFiles open(TenantDirectory directory, Clock clock) {
    return new KeyFiles(directory, clock);
  }

  /// Compares the folder with what is in memory (one `stat` a file), reads what changed, and
  /// returns the whole. A torn file is read again before it counts as broken, and its last good
  /// state stays. A keys folder that is not there yet counts as empty.
  ///
  /// @throws StoreException if the folder cannot be listed
  public Snapshot refresh() {
    return refresh((done, total) -> {});
  }

  /// The same, telling how far it is. What [#soFar] gives grows meanwhile.
  public Snapshot refresh(Progress progress) {
    refreshing.lock();
    try {
      watch.start();
      Set<String> changed = new HashSet<>(watch.poll().orElse(Set.of()));
      Map<String, KeyIndex.Entry> before = index.entries();
      Optional<Stamp> folderStamp = folderStamp();
      List<String> names = list(before.isEmpty());
      inParallel(names, name -> compared(name, before, changed), progress);
      Set<String> present = new HashSet<>(names);
      before.forEach(
          (name, entry) -> {
            if (!present.contains(name)) {
              index.replace(name, entry, Optional.empty());
            }
          });
      listed = folderStamp;
      everRead = true;
      return index.snapshot(clock.instant());
    } finally {
      refreshing.unlock();
    }
  }

  /// What is in memory, however much of the folder that is. Looks at no file and waits for no
  /// refresh.
  public Snapshot soFar() {
    return index.snapshot(clock.instant());
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
  /// `stat` a file found. Where none is found and the folder has changed, the folder is read.
  public List<KeyFile> findByHash(KeyHash hash) {
    readOnce();
    List<KeyFile> found = lookUp(hash);
    if (!found.isEmpty()) {
      return found;
    }
    Optional<Set<String>> changed = watch.poll();
    if (changed.isEmpty() || !folderStamp().equals(listed)) {
      refresh();
    } else {
      changed.get().forEach(this::reload);
    }
    return lookUp(hash);
  }

  private List<KeyFile> lookUp(KeyHash hash) {
    List<String> names = index.namesWith(hash);
    names.forEach(this::bringUpToDate);
    return index.filesWith(hash);
  }

  /// The file `<id>.json` as it stands now.
  public Optional<KeyFile> find(KeyId id) {
    readOnce();
    bringUpToDate(id.fileName());
    return index.file(id.fileName());
  }

  /// The text of a file as it stands now, for reading.
  ///
  /// @throws StoreException if it cannot be read
  public String text(String fileName) {
    Path file = inFolder(fileName);
    Loaded loaded =
        loader.load(fileName).orElseThrow(() -> new StoreException(file + " is gone", file));
    if (!loaded.content().hasRemaining() && loaded.file() instanceof KeyFile.WithProblem problem) {
      throw new StoreException(file + ": " + problem.problem().reason(), file);
    }
    return StandardCharsets.UTF_8.decode(loaded.content()).toString();
  }

  /// Writes a new key file. Makes missing folders (mode 700).
  ///
  /// @throws StoreException if the file exists or cannot be written
  public ApiKey create(ApiKey key) {
    Path file = folder.resolve(key.id().fileName());
    try (WriteLock lock = lock()) {
      Owned.makeFolder(folder);
      tidy(lock);
      boolean written =
          Owned.replace(
              file,
              KeyFileCodec.encode(key, Value.Fields.EMPTY),
              null,
              () -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
      if (!written) {
        throw new StoreException(file + " exists already; nothing was changed", file);
      }
      return keyIn(key.id().fileName());
    } catch (IOException e) {
      throw new StoreException(
          file + " could not be written: " + StoreException.reason(e), file, e);
    }
  }

  /// Under the lock, reads the file as it is now, applies the change to what it says, and puts the
  /// result in its place atomically. Fields unknown to us survive. What a change returns for
  /// `usage` is written as it returns it: start from the key it is given.
  ///
  /// For a file that is a problem the backend accepts, only `status` and `updated_at` are taken
  /// from the change; all else stays as it stands in the file.
  ///
  /// @param change may be called more than once: where the backend wrote the file meanwhile, the
  ///   change is made again to what it wrote
  /// @throws StoreException if the file is gone, unreadable, or cannot be written
  public ApiKey edit(String fileName, UnaryOperator<ApiKey> change) {
    Path file = inFolder(fileName);
    try (WriteLock lock = lock()) {
      tidy(lock);
      for (int attempt = 0; attempt < EDIT_ATTEMPTS; attempt++) {
        if (editOnce(file, fileName, change, attempt < TORN_ATTEMPTS)) {
          return keyIn(fileName);
        }
      }
      throw new StoreException(
          file + " is being written all the time; the change was not made", file);
    } catch (IOException e) {
      throw new StoreException(
          file + " could not be written: " + StoreException.reason(e), file, e);
    }
  }

  private boolean editOnce(
      Path file, String fileName, UnaryOperator<ApiKey> change, boolean waitIfTorn)
      throws IOException {
    Loaded loaded =
        loader
            .load(fileName)
            .orElseThrow(() -> new StoreException(file + " is gone; nothing was changed", file));
    if (loaded.torn() && waitIfTorn) {
      return false;
    }
    byte[] content = changed(file, loaded, change);
    if (loaded.content().equals(ByteBuffer.wrap(content))) {
      return true;
    }
    Path target = file.toRealPath();
    return Owned.replace(
        target,
        content,
        target,
        () ->
            loader
                .load(fileName)
                .filter(now -> now.content().equals(loaded.content()))
                .isPresent());
  }

  private static byte[] changed(Path file, Loaded loaded, UnaryOperator<ApiKey> change) {
    Value.Fields source = loaded.source().orElse(Value.Fields.EMPTY);
    return switch (loaded.file()) {
      case KeyFile.WithKey withKey -> KeyFileCodec.encode(change.apply(withKey.key()), source);
      case KeyFile.WithProblem withProblem ->
          KeyFileCodec.encodeStatus(
              change.apply(
                  withProblem
                      .problem()
                      .live()
                      .orElseThrow(
                          () ->
                              new StoreException(
                                  file + " cannot be changed: " + withProblem.problem().reason(),
                                  file))),
              source);
    };
  }

  /// The key in a file that was just written.
  private ApiKey keyIn(String fileName) {
    reload(fileName);
    return index
        .file(fileName)
        .flatMap(KeyFiles::keyOf)
        .orElseThrow(
            () ->
                new StoreException(
                    folder.resolve(fileName) + " was written and is gone again",
                    folder.resolve(fileName)));
  }

  private static Optional<ApiKey> keyOf(KeyFile file) {
    return switch (file) {
      case KeyFile.WithKey withKey -> Optional.of(withKey.key());
      case KeyFile.WithProblem withProblem -> withProblem.problem().live();
    };
  }

  private WriteLock lock() {
    if (!Files.isDirectory(directory.apiKeys())) {
      try {
        Owned.makeFolder(directory.apiKeys());
      } catch (IOException e) {
        throw new StoreException(
            directory.apiKeys() + " could not be made: " + StoreException.reason(e),
            directory.apiKeys(),
            e);
      }
    }
    return WriteLock.acquire(directory);
  }

  /// The first time the lock is held: removes temporary files that a crash left, and notes what the
  /// file system cannot do.
  private void tidy(WriteLock lock) throws IOException {
    if (!lock.isLocked()) {
      warn(
          "The file system of "
              + directory.apiKeys()
              + " has no locks: let only one console make changes at a time");
    }
    if (tidied.compareAndSet(false, true)) {
      Owned.removeStrays(folder, Duration.ZERO);
      for (Path unlocked : List.of(directory.usage(), directory.audit(), directory.console())) {
        Owned.removeStrays(unlocked, Duration.ofMinutes(1));
      }
    }
  }

  private void warn(String warning) {
    synchronized (warnings) {
      warnings.add(warning);
    }
  }

  /// What could matter to a person about this folder, e.g. that its file system has no locks; empty
  /// as a rule.
  public List<String> warnings() {
    synchronized (warnings) {
      return List.copyOf(warnings);
    }
  }

  private Path inFolder(String fileName) {
    Path file = folder.resolve(fileName);
    if (!folder.equals(file.getParent()) || fileName.equals("..")) {
      throw new StoreException(fileName + " is no file of the keys folder", file);
    }
    return file;
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
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".json")) {
          names.add(name);
        }
      }
      return names;
    } catch (NoSuchFileException e) {
      if (mayBeMissing) {
        return List.of();
      }
      throw new StoreException("The keys folder " + folder + " is gone", folder, e);
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          "The keys folder " + folder + " cannot be listed: " + StoreException.reason(e),
          folder,
          e);
    }
  }

  /// A file that was compared with the folder.
  ///
  /// @param before what was in memory
  /// @param after empty where the file is gone
  private record Reading(
      String name, Optional<KeyIndex.Entry> before, Optional<KeyIndex.Entry> after) {}

  /// Reads a file if it differs from what is in memory; empty where it does not.
  private Optional<Reading> compared(
      String name, Map<String, KeyIndex.Entry> entries, Set<String> changed) {
    Optional<KeyIndex.Entry> before = Optional.ofNullable(entries.get(name));
    if (before.isPresent()
        && !changed.contains(name)
        && before.get().isSettled()
        && loader.stamp(name).equals(Optional.of(before.get().stamp()))) {
      return Optional.empty();
    }
    return Optional.of(reading(name, before));
  }

  private void bringUpToDate(String name) {
    boolean done = false;
    while (!done) {
      Map<String, KeyIndex.Entry> known =
          index.entry(name).map(entry -> Map.of(name, entry)).orElse(Map.of());
      done = compared(name, known, Set.of()).map(this::apply).orElse(true);
    }
  }

  private void reload(String name) {
    boolean done = !name.endsWith(".json");
    while (!done) {
      done = apply(reading(name, index.entry(name)));
    }
  }

  private Reading reading(String name, Optional<KeyIndex.Entry> before) {
    return new Reading(name, before, loader.load(name).map(loaded -> entry(before, loaded)));
  }

  /// Takes over what was read, unless somebody else did meanwhile, with something newer.
  private boolean apply(Reading reading) {
    return index.replace(reading.name(), reading.before().orElse(null), reading.after());
  }

  private KeyIndex.Entry entry(Optional<KeyIndex.Entry> before, Loaded loaded) {
    if (!loaded.torn() || before.isEmpty()) {
      return new KeyIndex.Entry(loaded.file(), loaded.stamp(), !loaded.fresh(), Optional.empty());
    }
    Instant since = before.get().tornSince().orElseGet(clock::instant);
    boolean stillGood = keyOf(before.get().file()).isPresent();
    boolean over = !clock.instant().isBefore(since.plus(TORN_GRACE));
    return stillGood && !over
        ? new KeyIndex.Entry(before.get().file(), loaded.stamp(), false, Optional.of(since))
        : new KeyIndex.Entry(loaded.file(), loaded.stamp(), !loaded.fresh(), Optional.empty());
  }

  /// Looks at all files, many at a time: a first read waits for the disk more than it computes.
  /// What a part of them gave is taken over as soon as it is there.
  private void inParallel(
      List<String> names, Function<String, Optional<Reading>> look, Progress progress) {
    int done = 0;
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Reading>>> parts = new ArrayList<>();
      for (int from = 0; from < names.size(); from += FILES_A_TASK) {
        List<String> part = names.subList(from, Math.min(names.size(), from + FILES_A_TASK));
        parts.add(pool.submit(() -> part.stream().map(look).flatMap(Optional::stream).toList()));
      }
      try {
        for (Future<List<Reading>> part : parts) {
          part.get().forEach(this::apply);
          done = Math.min(names.size(), done + FILES_A_TASK);
          progress.looked(done, names.size());
        }
      } catch (InterruptedException e) {
        pool.shutdownNow();
        Thread.currentThread().interrupt();
        throw new StoreException("Interrupted while reading the keys folder " + folder, folder, e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("A key file could not be looked at", e.getCause());
      }
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
