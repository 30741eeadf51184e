package keyconsole.usage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.UsageLine;
import keyconsole.domain.UsageLinesExtent;
import keyconsole.domain.UsageLinesExtent.Part;
import keyconsole.domain.UsageLinesExtent.Place;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.UsageLog;
import keyconsole.store.AllCores;
import keyconsole.store.StoreException;

/// The lines of the day files that answer a question. Keeps no line, only where some of them stand
/// ([LineMarks]); a page is read from the file when it is asked for.
///
/// The newest files are read first, since their lines are what is looked at first.
public final class UsageLines implements UsageLog {

  private static final long ENOUGH_FOR_TWO = 4L << 20;
  private static final long TELLING_NANOS = 100_000_000;

  private final Path folder;
  private final UsageLinesQuestion question;
  private final Supplier<Set<String>> holding;
  private final ConcurrentSkipListMap<String, LineFile> files = new ConcurrentSkipListMap<>();
  private final Map<String, Message> problems = new ConcurrentSkipListMap<>();

  private UsageLines(Path folder, UsageLinesQuestion question, Supplier<Set<String>> holding) {
    this.folder = folder;
    this.question = question;
    this.holding = holding;
  }

  /// Opens the folder `usage` of a tenant; reads nothing yet. A missing folder counts as empty.
  ///
  /// @param holding the names of files that hold lines of the range as far as is known, asked for
  ///   at each look: those of other days are not looked into but for these
  public static UsageLines open(
      Path usageFolder, UsageLinesQuestion question, Supplier<Set<String>> holding) {
    return new UsageLines(usageFolder, question, holding);
  }

  /// The same where nothing is known of files of other days.
  public static UsageLines open(Path usageFolder, UsageLinesQuestion question) {
    return open(usageFolder, question, Set::of);
  }

  /// A file to read on in.
  private record Changed(String name, LineFile file, Stamp now) {}

  /// One call of [#refresh].
  private final class Reading {
    private final Queue<Changed> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong read = new AtomicLong();
    private final Consumer<UsageLinesExtent> soFar;
    private long bytes;
    private long lastTold = System.nanoTime();

    Reading(Consumer<UsageLinesExtent> soFar) {
      this.soFar = soFar;
    }

    void add(Changed changed) {
      queue.add(changed);
      bytes += changed.now.size() - changed.file.offset();
    }

    void run() {
      if (bytes >= ENOUGH_FOR_TWO && queue.size() > 1) {
        AllCores.run(thread -> () -> readAll(stop::get, thread == 0 ? this::tell : () -> {}), stop);
      } else {
        readAll(() -> AllCores.stopIfInterrupted(stop), this::tell);
      }
      if (AllCores.stopIfInterrupted(stop)) {
        throw new CancellationException("The reading of usage lines was stopped");
      }
    }

    private void readAll(BooleanSupplier stopped, Runnable told) {
      LineJudge judge = new LineJudge(question);
      for (Changed next = queue.poll();
          next != null && !stopped.getAsBoolean();
          next = queue.poll()) {
        try {
          next.file.readOn(next.now, judge, stopped, more -> hasRead(more, told));
        } catch (ClosedByInterruptException e) {
          stop.set(true);
          Thread.currentThread().interrupt();
        } catch (NoSuchFileException e) {
          files.remove(next.name);
        } catch (IOException e) {
          cannotRead(next.name, e);
        }
      }
    }

    private void hasRead(long more, Runnable told) {
      read.addAndGet(more);
      told.run();
    }

    private void tell() {
      if (System.nanoTime() - lastTold >= TELLING_NANOS) {
        lastTold = System.nanoTime();
        soFar.accept(extent(Math.clamp((double) read.get() / Math.max(1, bytes), 0, 1)));
      }
    }
  }

  @Override
  public synchronized UsageLinesExtent refresh(Consumer<UsageLinesExtent> soFar) {
    Reading reading = new Reading(soFar);
    problems.clear();
    Map<String, LocalDate> days = days();
    files.keySet().retainAll(days.keySet());
    new TreeMap<>(days)
        .descendingMap()
        .forEach((name, day) -> changed(name, day).ifPresent(reading::add));
    reading.run();
    return extent(1);
  }

  private UsageLinesExtent extent(double share) {
    List<Part> parts = new ArrayList<>();
    files.values().forEach(file -> parts.add(new Part(file, file.rows())));
    return new UsageLinesExtent(parts, share, List.copyOf(problems.values()));
  }

  /// The files that may hold answers, with their UTC days.
  private Map<String, LocalDate> days() {
    Map<String, LocalDate> found = new TreeMap<>();
    Set<String> others = holding.get();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        day(name)
            .filter(day -> LineJudge.mayHoldAnswers(question, day) || others.contains(name))
            .ifPresent(day -> found.put(name, day));
      }
    } catch (NoSuchFileException e) {
      StoreException.requireNotGone(folder);
      return Map.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          Message.of(FileTrouble.FOLDER_NOT_LISTED, folder, FileReason.of(e)), folder, e);
    }
    return found;
  }

  /// The count of the lines names a file of no day as a problem; lines of no day answer nothing.
  private static Optional<LocalDate> day(String name) {
    return Optional.of(name).filter(DayName::isOne).flatMap(DayName::day);
  }

  private Optional<Changed> changed(String name, LocalDate day) {
    Path path = folder.resolve(name);
    try {
      Stamp.Look look = Stamp.at(path);
      if (!look.isRegular()) {
        files.remove(name);
        problems.put(name, Message.of(FileTrouble.USAGE_NOT_REGULAR, path));
        return Optional.empty();
      }
      Stamp now = look.stamp();
      LineFile file = files.computeIfAbsent(name, _ -> new LineFile(path, day));
      if (file.isAsBefore(now)) {
        return Optional.empty();
      }
      if (file.isWrittenAnew(now)) {
        file = new LineFile(path, day);
        files.put(name, file);
      }
      return Optional.of(new Changed(name, file, now));
    } catch (NoSuchFileException e) {
      files.remove(name);
      return Optional.empty();
    } catch (IOException e) {
      cannotRead(name, e);
      return Optional.empty();
    }
  }

  private void cannotRead(String name, IOException e) {
    problems.put(name, notRead(folder.resolve(name), e));
  }

  private static Message notRead(Path file, IOException e) {
    return Message.of(FileTrouble.USAGE_NOT_READ, file, FileReason.of(e));
  }

  @Override
  public List<UsageLine> read(Place first, int count) {
    return asked(
        first.file(), file -> file.lines(first.row(), count, judge(), UsageLines::isStopped));
  }

  private LineJudge judge() {
    return new LineJudge(question);
  }

  private static boolean isStopped() {
    return Thread.currentThread().isInterrupted();
  }

  /// What is asked of one file.
  private interface Asking<T> {
    T of(LineFile file) throws IOException;
  }

  private <T> T asked(Object of, Asking<T> asking) {
    LineFile file = (LineFile) of;
    try {
      T answer = asking.of(file);
      if (isStopped()) {
        throw new CancellationException("The reading of usage lines was stopped");
      }
      return answer;
    } catch (ClosedByInterruptException e) {
      throw AllCores.stopped("The reading of usage lines was stopped", e);
    } catch (IOException e) {
      throw new StoreException(notRead(file.path(), e), file.path(), e);
    }
  }

  @Override
  public Optional<Place> find(UsageLinesExtent in, Instant moment) {
    List<Part> parts = in.parts();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    long micros = LineJudge.micros(moment);
    int first = parts.size() - 1;
    while (first > 0 && !((LineFile) parts.get(first).file()).beginsBefore(micros)) {
      first--;
    }
    for (Part part : parts.subList(first, parts.size())) {
      OptionalLong row =
          asked(part.file(), file -> file.find(micros, judge(), UsageLines::isStopped));
      if (row.isPresent()) {
        return Optional.of(new Place(part.file(), row.getAsLong()));
      }
    }
    return Optional.of(in.place(in.size() - 1));
  }
}
