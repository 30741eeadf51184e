package keyconsole.audit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealFinding.Kind;
import keyconsole.domain.SealProgress;
import keyconsole.domain.SealReport.Stood;
import keyconsole.store.AllCores;

/// Proves that sealed bytes are still there: one verification, on all cores, a file at a time each.
final class SealCheck {

  private final Path audit;
  private final SealFolder folder;
  private final List<Seal> seals;
  private final Consumer<SealProgress> progress;
  private final BooleanSupplier stop;
  private final long all;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, List<SealFinding>> found = new ConcurrentSkipListMap<>();
  private final Map<String, Stood> stood = new ConcurrentSkipListMap<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private long read;

  /// @param seals the newest of each file
  /// @param progress called from any thread, from one at a time
  /// @param stop asked often, from any thread
  SealCheck(
      Path audit,
      SealFolder folder,
      Collection<Seal> seals,
      Consumer<SealProgress> progress,
      BooleanSupplier stop) {
    this.audit = audit;
    this.folder = folder;
    this.seals = seals.stream().sorted(Comparator.comparingLong(Seal::length).reversed()).toList();
    this.progress = progress;
    this.stop = stop;
    this.all = seals.stream().mapToLong(Seal::length).sum();
  }

  /// What is wrong, by file.
  ///
  /// @throws CancellationException if it was told to stop, or is interrupted
  List<SealFinding> run() {
    AllCores.run(_ -> this::files, ended);
    if (AllCores.stopIfInterrupted(ended) || shallStop()) {
      throw new CancellationException("The verification was stopped");
    }
    return found.values().stream().flatMap(List::stream).toList();
  }

  /// What stood in the place of each file that could be read, or was not there.
  Collection<Stood> stood() {
    return stood.values();
  }

  /// Sealed bytes that were read.
  synchronized long read() {
    return read;
  }

  private void files() {
    for (int i = next.getAndIncrement(); i < seals.size(); i = next.getAndIncrement()) {
      Seal seal = seals.get(i);
      List<SealFinding> wrong = new ArrayList<>();
      file(seal).ifPresent(wrong::add);
      marks(seal).ifPresent(wrong::add);
      if (!wrong.isEmpty()) {
        found.put(seal.file(), wrong);
      }
    }
  }

  private boolean shallStop() {
    return ended.get() || stop.getAsBoolean();
  }

  private Optional<SealFinding> file(Seal seal) {
    Path file = audit.resolve(seal.file());
    try {
      return SealFile.isFile(file) ? damage(file, seal) : missing(Kind.REPLACED, seal);
    } catch (NoSuchFileException e) {
      return missing(Kind.GONE, seal);
    } catch (IOException e) {
      return finding(Kind.UNREADABLE, seal);
    }
  }

  private Optional<SealFinding> missing(Kind kind, Seal seal) {
    stood.put(seal.file(), Stood.nothing(seal.file()));
    return finding(kind, seal);
  }

  private Optional<SealFinding> damage(Path file, Seal seal) throws IOException {
    try (SealFile opened = SealFile.open(file)) {
      if (!isWhole(opened, seal)) {
        return Optional.of(damage(opened, seal));
      }
      stood.put(seal.file(), new Stood(seal.file(), seal.length(), seal.chain()));
      return Optional.empty();
    }
  }

  private boolean isWhole(SealFile file, Seal seal) throws IOException {
    SealHash hash = SealHash.begin(seal.file(), null);
    file.hash(0, seal.length(), hash, this::count, this::shallStop);
    return hash.length() == seal.length()
        && hash.lines() == seal.lines()
        && hash.chain().equals(seal.chain());
  }

  private synchronized void count(long bytes) {
    read += bytes;
    progress.accept(new SealProgress(read, all));
  }

  /// Reads the file again, now with a mark for each line.
  private SealFinding damage(SealFile file, Seal seal) throws IOException {
    SealLongs there = new SealLongs();
    SealHash hash = SealHash.begin(seal.file(), digest -> there.add(SealMarks.of(digest)));
    file.hash(0, file.size(), hash, _ -> {}, this::shallStop);
    stood.put(seal.file(), new Stood(seal.file(), hash.length(), hash.chain()));
    Path marks = folder.marks(seal.file(), seal.run());
    return SealMarks.fit(marks, seal)
        ? new SealDamage(seal.file(), SealMarks.read(marks, seal.lines()), there.array()).find()
        : new SealFinding(Kind.CHANGED, seal.file(), 0, 0);
  }

  private Optional<SealFinding> marks(Seal seal) {
    try {
      return SealMarks.fit(folder.marks(seal.file(), seal.run()), seal)
          ? Optional.empty()
          : Optional.of(new SealFinding(Kind.MARKS_DAMAGED, seal.file(), 0, 0));
    } catch (IOException e) {
      return Optional.of(new SealFinding(Kind.MARKS_DAMAGED, seal.file(), 0, 0));
    }
  }

  /// Nothing where it was sealed that the file is gone: what begins there again is not sealed yet.
  private static Optional<SealFinding> finding(Kind kind, Seal seal) {
    return seal.length() == 0
        ? Optional.empty()
        : Optional.of(new SealFinding(kind, seal.file(), 0, seal.lines()));
  }
}
