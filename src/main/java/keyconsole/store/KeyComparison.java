package keyconsole.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Message;
import keyconsole.store.KeyFileLoader.Loaded;

/// Compares files of the keys folder with what is in memory of them, and takes over what became
/// another. Any thread: where two take over the same file, the later one looks again.
final class KeyComparison {

  /// How long a file may look torn before that is taken for its state. Its last good state stands
  /// in for it meanwhile; a file that has none, and was written a moment ago, is held back.
  private static final Duration TORN_GRACE = Duration.ofSeconds(2);

  private static final int FILES_A_TASK = 128;

  /// Threads that read, as long as files come as fast as from a page cache: one a core. Platform
  /// threads, for a virtual one makes room for others around each call that may block, which costs
  /// more than such a read.
  private static final int READERS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /// Threads that read where files come slowly, as from a share: most of them wait.
  private static final int SLOW_READERS = Math.max(32, READERS);

  /// Behind the window, which shows some of the keys while the others are read.
  private static final ThreadFactory READER = AllCores.threads().name("key-reader-", 0).factory();

  private static final Duration SLOW_TASK = Duration.ofMillis(FILES_A_TASK);

  private final Path folder;
  private final KeyFileLoader loader;
  private final KeyIndex index;
  private final Clock clock;

  /// A file that was compared with the folder.
  ///
  /// @param before what was in memory
  /// @param after empty where the file is gone
  private record Reading(
      String name, Optional<KeyIndex.Entry> before, Optional<KeyIndex.Entry> after) {}

  KeyComparison(Path folder, KeyFileLoader loader, KeyIndex index, Clock clock) {
    this.folder = folder;
    this.loader = loader;
    this.index = index;
    this.clock = clock;
  }

  /// Looks at all files, some at a time, and reads what differs from what is in memory. What a part
  /// of them gave is taken over as soon as it is there. Those that look torn are waited for last,
  /// all at once.
  ///
  /// @param before what was in memory
  /// @param changed those to read whatever their stamps say
  void compareAll(
      List<String> names,
      Map<String, KeyIndex.Entry> before,
      Set<String> changed,
      KeyFiles.Progress progress) {
    Queue<String> torn = new ConcurrentLinkedQueue<>();
    if (names.size() <= FILES_A_TASK) {
      compare(names, before, changed, torn);
      progress.looked(names.size(), names.size());
    } else {
      compareInParallel(names, before, changed, torn, progress);
    }
    awaitWhole(torn, before);
  }

  private void compareInParallel(
      List<String> names,
      Map<String, KeyIndex.Entry> before,
      Set<String> changed,
      Queue<String> torn,
      KeyFiles.Progress progress) {
    ThreadPoolExecutor readers =
        new ThreadPoolExecutor(
            READERS, SLOW_READERS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), READER);
    List<Runnable> parts = new ArrayList<>();
    for (int from = 0; from < names.size(); from += FILES_A_TASK) {
      List<String> part = names.subList(from, Math.min(names.size(), from + FILES_A_TASK));
      parts.add(
          () -> {
            long start = System.nanoTime();
            compare(part, before, changed, torn);
            if (System.nanoTime() - start > SLOW_TASK.toNanos()) {
              readers.setCorePoolSize(SLOW_READERS);
            }
          });
    }
    AtomicInteger looked = new AtomicInteger();
    inParallel(
        readers,
        parts,
        () ->
            progress.looked(Math.min(names.size(), looked.addAndGet(FILES_A_TASK)), names.size()));
  }

  /// The same for files that may not be there any more, for whoever looks often.
  void compareSome(Set<String> names, Set<String> changed) {
    Map<String, KeyIndex.Entry> before = new HashMap<>();
    List<String> keyFiles = names.stream().filter(name -> name.endsWith(".json")).toList();
    keyFiles.forEach(name -> index.entry(name).ifPresent(entry -> before.put(name, entry)));
    if (keyFiles.size() > FILES_A_TASK) {
      compareAll(keyFiles, before, changed, (done, total) -> {});
      return;
    }
    Queue<String> torn = new ConcurrentLinkedQueue<>();
    compare(keyFiles, before, changed, torn);
    awaitWhole(torn, before);
  }

  /// Takes over a file as it stands now.
  void bringUpToDate(String name) {
    boolean done = false;
    while (!done) {
      Optional<KeyIndex.Entry> before = index.entry(name);
      done = isUpToDate(name, before) || apply(reading(name, before));
    }
  }

  /// Whether a file that was read looks torn, and not for so long that it is taken for its state.
  boolean isBeingWritten(String fileName, Loaded loaded) {
    return loaded.torn()
        && index
            .entry(fileName)
            .map(entry -> entry.tornSince().isPresent() || KeyFiles.keyOf(entry.file()).isPresent())
            .orElseGet(() -> KeyFileLoader.isYounger(loaded.stamp(), TORN_GRACE));
  }

  /// Reads files that look torn until they do not, all at once: the wait is that for one.
  private void awaitWhole(Queue<String> torn, Map<String, KeyIndex.Entry> before) {
    if (torn.isEmpty()) {
      return;
    }
    List<Runnable> waits = new ArrayList<>();
    for (String name : torn) {
      waits.add(() -> takeOver(reading(name, Optional.ofNullable(before.get(name)))));
    }
    inParallel(Executors.newVirtualThreadPerTaskExecutor(), waits, () -> {});
  }

  private void compare(
      List<String> names,
      Map<String, KeyIndex.Entry> before,
      Set<String> changed,
      Queue<String> torn) {
    List<Reading> readings = new ArrayList<>(names.size());
    for (String name : names) {
      Optional<KeyIndex.Entry> known = Optional.ofNullable(before.get(name));
      if (!changed.contains(name) && isUpToDate(name, known)) {
        continue;
      }
      Optional<Loaded> loaded = loader.loadOnce(name);
      if (loaded.isPresent() && loaded.get().torn()) {
        torn.add(name);
      } else {
        readings.add(reading(name, known, loaded));
      }
    }
    readings.forEach(this::takeOver);
  }

  private void inParallel(ExecutorService threads, List<Runnable> tasks, Runnable afterEach) {
    try (threads) {
      List<Future<?>> futures = new ArrayList<>(tasks.size());
      for (Runnable task : tasks) {
        futures.add(threads.submit(task));
      }
      try {
        for (Future<?> future : futures) {
          future.get();
          afterEach.run();
        }
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        throw new StoreException(Message.of(FileTrouble.KEYS_INTERRUPTED, folder), folder, e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof StoreException told) {
          throw told;
        }
        throw new IllegalStateException("A key file could not be looked at", e.getCause());
      }
    }
  }

  /// Whether a file is known to be what is in memory.
  private boolean isUpToDate(String name, Optional<KeyIndex.Entry> before) {
    return before.isPresent()
        && before.get().isSettled()
        && loader.stamp(name).equals(Optional.of(before.get().stamp()));
  }

  private Reading reading(String name, Optional<KeyIndex.Entry> before) {
    return reading(name, before, loader.load(name));
  }

  private Reading reading(String name, Optional<KeyIndex.Entry> before, Optional<Loaded> loaded) {
    if (loaded.isEmpty() && before.isPresent()) {
      StoreException.requireNotGone(folder);
    }
    return new Reading(name, before, loaded.map(read -> entry(before, read)));
  }

  /// Takes over what was read. Where somebody else did meanwhile, looks again.
  private void takeOver(Reading reading) {
    if (!apply(reading)) {
      bringUpToDate(reading.name());
    }
  }

  /// Takes over what was read, unless somebody else did meanwhile.
  private boolean apply(Reading reading) {
    return index.replace(reading.name(), reading.before().orElse(null), reading.after());
  }

  private KeyIndex.Entry entry(Optional<KeyIndex.Entry> before, Loaded loaded) {
    if (loaded.torn()) {
      Instant now = clock.instant();
      // Behind a clock that was set back, the grace begins anew.
      Instant since =
          before.flatMap(KeyIndex.Entry::tornSince).filter(it -> !it.isAfter(now)).orElse(now);
      Optional<KeyFile> meanwhile =
          now.isBefore(since.plus(TORN_GRACE)) ? meanwhile(before, loaded) : Optional.empty();
      if (meanwhile.isPresent()) {
        return new KeyIndex.Entry(meanwhile.get(), loaded.stamp(), false, Optional.of(since));
      }
    }
    KeyFile file = before.map(known -> after(known.file(), loaded.file())).orElse(loaded.file());
    return new KeyIndex.Entry(file, loaded.stamp(), !loaded.fresh(), Optional.empty());
  }

  /// What stands in memory for a file that looks torn, until it does not or stays so: its last good
  /// state, or where it has none and its writer may be at it, a problem that is not shown yet.
  private static Optional<KeyFile> meanwhile(Optional<KeyIndex.Entry> before, Loaded loaded) {
    Optional<KeyFile> good =
        before.map(KeyIndex.Entry::file).filter(file -> KeyFiles.keyOf(file).isPresent());
    boolean held = before.isEmpty() || before.get().isHeldBack();
    return held && KeyFileLoader.isYounger(loaded.stamp(), TORN_GRACE)
        ? Optional.of(loaded.file())
        : good;
  }

  /// What a file is, seen after what it was: one that is no key any more keeps its last good state,
  /// and one that cannot be read for the moment is found by the hash that it held, so that nobody
  /// takes it for gone.
  private static KeyFile after(KeyFile before, KeyFile now) {
    return switch (now) {
      case KeyFile.WithKey with -> with;
      case KeyFile.WithProblem(String name, KeyProblem problem, Optional<KeyHash> hash) -> {
        boolean unreadable = problem.kind() == KeyProblem.Kind.UNREADABLE;
        yield new KeyFile.WithProblem(
            name,
            problem.withLastGood(lastGood(before)),
            unreadable ? hash.or(before::hash) : hash);
      }
    };
  }

  private static Optional<ApiKey> lastGood(KeyFile file) {
    return switch (file) {
      case KeyFile.WithKey with -> Optional.of(with.key());
      case KeyFile.WithProblem with -> with.problem().live().or(with.problem()::lastGood);
    };
  }
}
