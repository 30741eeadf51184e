package keyconsole.usage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import keyconsole.domain.LastRequest;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Traffic;
import keyconsole.domain.UsageProgress;
import keyconsole.store.LogFolder.LogProblem;
import keyconsole.store.StoreException;
import org.jspecify.annotations.Nullable;

/// The usage lines of a tenant, counted in memory and kept up to date by reading only new bytes.
/// Any thread.
///
/// Counts are kept by file, so that a file that was written anew is dropped and counted again.
public final class UsageIndex {

  private static final Pattern DAY_FILE = Pattern.compile("usage_(.*)\\.jsonl", Pattern.DOTALL);
  private static final long ENOUGH_FOR_TWO = 4L << 20;
  private static final long MICROS_PER_SECOND = 1_000_000L;

  /// The most requests of one key that are kept at once: 128 MiB.
  private static final long MOST_REQUESTS = 8L << 20;

  private final Path folder;
  private final Names names = new Names();

  /// Held while files are read; [#state] only while what was read is put in place.
  private final ReentrantLock reading = new ReentrantLock();

  private final ReentrantReadWriteLock state = new ReentrantReadWriteLock();
  private final Map<String, UsageFile> files = new TreeMap<>();
  private final Map<String, LogProblem> fileProblems = new TreeMap<>();
  private final TreeMap<Long, List<Rollup.Day>> days = new TreeMap<>();
  private final Map<Integer, Rollup.Last> lasts = new HashMap<>();
  private final LineScanner scanner = new LineScanner(names);
  private final AtomicLong version = new AtomicLong();
  private volatile boolean readOnce;
  private volatile @Nullable Running running;

  /// The UTC day that [#recent] was last asked for.
  private volatile @Nullable LocalDate lastAsked;

  private UsageIndex(Path folder) {
    this.folder = folder;
  }

  /// Opens the folder `usage` of a tenant; reads nothing yet. A missing folder counts as empty.
  public static UsageIndex open(Path usageFolder) {
    return new UsageIndex(usageFolder);
  }

  /// Reads what is new since the last call. Blocks; ends early, with what it has, when the thread
  /// is interrupted.
  ///
  /// @throws StoreException if the folder cannot be listed
  public void refresh() {
    refreshWhole();
  }

  /// @return whether it came to its end
  private boolean refreshWhole() {
    reading.lock();
    try {
      return refreshHoldingLock();
    } finally {
      reading.unlock();
    }
  }

  /// Whether all lines were read once, so that what is asked for is the whole truth.
  public boolean isReadOnce() {
    return readOnce;
  }

  /// Changes whenever a count may have changed.
  public long version() {
    return version.get();
  }

  /// How far the refresh that runs is; empty where none runs, or where it has nothing to read.
  public Optional<UsageProgress> progress() {
    return Optional.ofNullable(running).flatMap(Running::progress);
  }

  /// A refresh on its way.
  private static final class Running {
    private final long bytes;
    private final AtomicLong read = new AtomicLong();
    private volatile @Nullable LocalDate day;

    Running(long bytes) {
      this.bytes = bytes;
    }

    void begins(Changed file) {
      day = LocalDate.parse(file.name.substring("usage_".length(), file.name.length() - 6));
    }

    void ended(Changed file) {
      read.addAndGet(file.bytes());
    }

    Optional<UsageProgress> progress() {
      return Optional.ofNullable(day)
          .filter(_ -> bytes > 0)
          .map(at -> new UsageProgress(at, Math.clamp((double) read.get() / bytes, 0, 1)));
    }
  }

  private boolean refreshHoldingLock() {
    Queue<Changed> queue = new ConcurrentLinkedQueue<>();
    long bytes = 0;
    Set<String> seen = new HashSet<>();
    for (String name : list()) {
      Matcher day = DAY_FILE.matcher(name);
      if (day.matches()) {
        seen.add(name);
        if (!isDay(day.group(1))) {
          setProblem(name, "The file's name does not hold a date");
          continue;
        }
        Optional<Changed> changed = changed(name);
        if (changed.isPresent()) {
          queue.add(changed.get());
          bytes += changed.get().bytes();
        }
      }
    }
    forgetAllBut(seen);
    AtomicBoolean stop = new AtomicBoolean();
    running = new Running(bytes);
    try {
      if (bytes >= ENOUGH_FOR_TWO && queue.size() > 1) {
        readWithTwo(queue, stop);
      } else {
        readAll(queue, scanner, () -> TwoThreads.stopIfInterrupted(stop));
      }
    } finally {
      running = null;
    }
    // Asked once more: the last file may be the one whose reading the interruption ended.
    boolean whole = !TwoThreads.stopIfInterrupted(stop);
    if (whole) {
      readOnce = true;
    }
    return whole;
  }

  private List<String> list() {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> found.add(String.valueOf(entry.getFileName())));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          "The folder " + folder + " cannot be listed: " + StoreException.reason(e), folder, e);
    }
    // The newest first: they are what is asked for first.
    found.sort(Comparator.reverseOrder());
    return found;
  }

  private static boolean isDay(String day) {
    try {
      return LocalDate.parse(day).toString().equals(day);
    } catch (DateTimeException e) {
      return false;
    }
  }

  /// A file to read on in.
  private record Changed(String name, UsageFile before, BasicFileAttributes now) {
    long bytes() {
      return now.size() - before.offset();
    }
  }

  private Optional<Changed> changed(String name) {
    try {
      BasicFileAttributes now = attributes(name);
      if (!now.isRegularFile()) {
        setProblem(name, "Not a regular file");
        return Optional.empty();
      }
      UsageFile before = known(name);
      return before != null && before.isAsBefore(now)
          ? Optional.empty()
          : Optional.of(new Changed(name, before == null ? UsageFile.unread(name) : before, now));
    } catch (NoSuchFileException e) {
      forget(name);
      return Optional.empty();
    } catch (IOException e) {
      setProblem(name, "The file cannot be read: " + StoreException.reason(e));
      return Optional.empty();
    }
  }

  private BasicFileAttributes attributes(String name) throws IOException {
    return Files.readAttributes(
        folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private void readWithTwo(Queue<Changed> queue, AtomicBoolean stop) {
    TwoThreads.run(
        () -> readAll(queue, scanner, () -> TwoThreads.stopIfInterrupted(stop)),
        () -> readAll(queue, new LineScanner(names), stop::get),
        stop);
  }

  private void readAll(Queue<Changed> queue, LineScanner with, BooleanSupplier stop) {
    for (Changed next = queue.poll(); next != null && !stop.getAsBoolean(); next = queue.poll()) {
      Optional<Running> told = Optional.ofNullable(running);
      Changed file = next;
      told.ifPresent(run -> run.begins(file));
      read(file, with, stop);
      told.ifPresent(run -> run.ended(file));
    }
  }

  private void read(Changed file, LineScanner with, BooleanSupplier stop) {
    try {
      put(file.before.readOn(folder.resolve(file.name), file.now, with, stop));
    } catch (ClosedByInterruptException e) {
      // Asked to end early; the file is read on at the next call.
      Thread.currentThread().interrupt();
    } catch (NoSuchFileException e) {
      forget(file.name);
    } catch (IOException e) {
      setProblem(file.name, "The file cannot be read: " + StoreException.reason(e));
    }
  }

  private void put(UsageFile.News news) {
    locked(
        () -> {
          String name = news.state().name();
          UsageFile before = files.get(name);
          fileProblems.remove(name);
          if (news.afresh() && before != null) {
            files.remove(name);
            rebuild();
          }
          news.added()
              .days
              .keySet()
              .forEach(
                  day -> {
                    if (!news.state().rollup().days.containsKey(day)) {
                      Rollup.Day empty = new Rollup.Day();
                      news.state().rollup().days.put(day, empty);
                      days.computeIfAbsent(day, _ -> new ArrayList<>(2)).add(empty);
                    }
                  });
          news.state().rollup().add(news.added());
          addLasts(news.added());
          files.put(name, news.state());
          version.incrementAndGet();
        });
  }

  private void addLasts(Rollup from) {
    from.lasts.forEach(
        (key, last) -> lasts.merge(key, last, (a, b) -> b.micros() >= a.micros() ? b : a));
  }

  private void rebuild() {
    version.incrementAndGet();
    days.clear();
    lasts.clear();
    for (UsageFile file : files.values()) {
      file.rollup()
          .days
          .forEach((day, of) -> days.computeIfAbsent(day, _ -> new ArrayList<>(2)).add(of));
      addLasts(file.rollup());
    }
  }

  private void locked(Runnable change) {
    state.writeLock().lock();
    try {
      change.run();
    } finally {
      state.writeLock().unlock();
    }
  }

  private <T> T seen(Supplier<T> look) {
    state.readLock().lock();
    try {
      return look.get();
    } finally {
      state.readLock().unlock();
    }
  }

  private @Nullable UsageFile known(String name) {
    state.readLock().lock();
    try {
      return files.get(name);
    } finally {
      state.readLock().unlock();
    }
  }

  private void setProblem(String name, String reason) {
    locked(() -> fileProblems.put(name, new LogProblem(name, 0, reason, false)));
  }

  private void forget(String name) {
    locked(
        () -> {
          fileProblems.remove(name);
          if (files.remove(name) != null) {
            rebuild();
          }
        });
  }

  private void forgetAllBut(Set<String> seen) {
    locked(
        () -> {
          fileProblems.keySet().retainAll(seen);
          if (files.keySet().retainAll(seen)) {
            rebuild();
          }
        });
  }

  /// Requests of a key in the UTC hour, day and month of a moment. Sees lines appended up to now:
  /// costs a `stat` of the file of that day and the next, and what is new in them. Looks at all
  /// files where the day is another one than the last time: lines of the days between are not known
  /// yet.
  public RecentUsage recent(String keyId, Instant moment) {
    LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    LocalDate date = time.toLocalDate();
    if (!readOnce || !date.equals(lastAsked)) {
      if (refreshWhole()) {
        lastAsked = date;
      }
    } else {
      catchUp("usage_" + date + ".jsonl");
      catchUp("usage_" + date.plusDays(1) + ".jsonl");
    }
    return seen(
        () -> {
          int key = names.find(keyId);
          if (key < 0) {
            return new RecentUsage(0, 0, 0);
          }
          long today = date.toEpochDay();
          long hour = 0;
          for (Rollup.Day day : days.getOrDefault(today, List.of())) {
            hour += day.hours.get(Rollup.keyAndHour(key, time.getHour()));
          }
          long first = date.withDayOfMonth(1).toEpochDay();
          long month = 0;
          for (int i = 0; i < date.lengthOfMonth(); i++) {
            month += requests(key, first + i);
          }
          return new RecentUsage(hour, requests(key, today), month);
        });
  }

  /// Reads what is new in the file of a UTC day, so that [#recent] tells it too: it looks no
  /// further back than at the day that it is asked for.
  public void readOn(LocalDate day) {
    catchUp("usage_" + day + ".jsonl");
  }

  private void catchUp(String name) {
    if (known(name) == null && !Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (changed(name).isEmpty()) {
      return;
    }
    reading.lock();
    try {
      // Another thread may have read it in the meantime.
      changed(name)
          .ifPresent(file -> read(file, scanner, () -> Thread.currentThread().isInterrupted()));
    } finally {
      reading.unlock();
    }
  }

  private long requests(int key, long day) {
    long sum = 0;
    for (Rollup.Day of : days.getOrDefault(day, List.of())) {
      sum += of.requests.get(key);
    }
    return sum;
  }

  /// Requests of a key on each UTC day from `first`, for `days` days. Of what was read so far.
  public long[] daily(String keyId, LocalDate first, int days) {
    long[] counts = new long[days];
    long from = first.toEpochDay();
    return seen(
        () -> {
          int key = names.find(keyId);
          for (int i = 0; i < days && key >= 0; i++) {
            counts[i] = requests(key, from + i);
          }
          return counts;
        });
  }

  /// The last line of a key: when, from where; empty where none. Of what was read so far.
  public Optional<LastRequest> last(String keyId) {
    return seen(() -> Optional.ofNullable(lasts.get(names.find(keyId))).map(this::request));
  }

  private LastRequest request(Rollup.Last last) {
    long seconds = Math.floorDiv(last.micros(), MICROS_PER_SECOND);
    long micros = Math.floorMod(last.micros(), MICROS_PER_SECOND);
    return new LastRequest(
        Instant.ofEpochSecond(seconds, micros * 1_000L),
        names.text(last.ip()),
        names.text(last.endpoint()));
  }

  /// Sums for a range of days, both inclusive. Of what was read so far.
  ///
  /// @param keyIds empty for all
  public Totals totals(Optional<Set<String>> keyIds, LocalDate from, LocalDate to) {
    if (from.isAfter(to)) {
      return new Totals(0, Map.of(), Map.of(), Map.of(), Map.of());
    }
    return seen(() -> sum(keyIds.map(this::numbers), from.toEpochDay(), to.toEpochDay()));
  }

  private Set<Integer> numbers(Set<String> keyIds) {
    Set<Integer> numbers = new HashSet<>();
    keyIds.forEach(id -> numbers.add(names.find(id)));
    return numbers;
  }

  private Totals sum(Optional<Set<Integer>> wanted, long from, long to) {
    LongCounts byKey = new LongCounts();
    LongCounts byEndpoint = new LongCounts();
    LongCounts byIp = new LongCounts();
    Map<LocalDate, Long> byDay = new TreeMap<>();
    days.subMap(from, true, to, true)
        .forEach(
            (number, parts) -> {
              LongCounts ofDay = new LongCounts();
              for (Rollup.Day day : parts) {
                day.requests.forEach(
                    (key, count) -> {
                      if (isWanted(wanted, (int) key)) {
                        byKey.add(key, count);
                        ofDay.add(0, count);
                      }
                    });
                addPairs(day.endpoints, wanted, byEndpoint);
                addPairs(day.ips, wanted, byIp);
              }
              if (ofDay.get(0) > 0) {
                byDay.put(LocalDate.ofEpochDay(number), ofDay.get(0));
              }
            });
    long requests = byDay.values().stream().mapToLong(Long::longValue).sum();
    return new Totals(requests, texts(byKey), texts(byEndpoint), texts(byIp), byDay);
  }

  private static void addPairs(LongCounts from, Optional<Set<Integer>> wanted, LongCounts to) {
    from.forEach(
        (pair, count) -> {
          if (isWanted(wanted, (int) (pair >>> 32))) {
            to.add(pair & 0xFFFF_FFFFL, count);
          }
        });
  }

  private static boolean isWanted(Optional<Set<Integer>> wanted, int key) {
    return wanted.isEmpty() || wanted.get().contains(key);
  }

  private Map<String, Long> texts(LongCounts counts) {
    Map<String, Long> texts = new HashMap<>();
    counts.forEach((number, count) -> texts.put(names.text((int) number), count));
    return texts;
  }

  /// The requests of a key on a range of days, both inclusive. Reads what is new first, then the
  /// lines of the files that hold some of the key's. Where they are more than can be kept, the
  /// newest days are what is given: see [Traffic#from()].
  ///
  /// @param progress told on this thread how far the reading of those files is, 0 to 1
  /// @throws StoreException if the folder cannot be listed, or one of the files cannot be read
  /// @throws CancellationException if the thread is interrupted
  public Traffic traffic(String keyId, LocalDate from, LocalDate to, DoubleConsumer progress) {
    refresh();
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The reading of usage lines was stopped");
    }
    TrafficReader.Plan plan = seen(() -> plan(names.find(keyId), from, to));
    return new TrafficReader(folder, names, plan).read(progress);
  }

  private TrafficReader.Plan plan(int key, LocalDate from, LocalDate to) {
    LocalDate first = from.isAfter(to) ? from : firstKept(key, from, to);
    List<TrafficReader.Holding> holding = new ArrayList<>();
    files.forEach(
        (name, file) -> {
          long held = heldIn(file, key, first, to);
          if (held > 0) {
            holding.add(new TrafficReader.Holding(name, Math.toIntExact(held)));
          }
        });
    long earlier = 0;
    for (long day = first.withDayOfMonth(1).toEpochDay(); day < first.toEpochDay(); day++) {
      earlier += requests(key, day);
    }
    return new TrafficReader.Plan(key, first, to, earlier, unreadable(first, to), holding);
  }

  private LocalDate firstKept(int key, LocalDate from, LocalDate to) {
    long day = to.toEpochDay();
    long sum = requests(key, day);
    while (day > from.toEpochDay()) {
      sum += requests(key, day - 1);
      if (sum > MOST_REQUESTS) {
        break;
      }
      day--;
    }
    return LocalDate.ofEpochDay(day);
  }

  private static long heldIn(UsageFile file, int key, LocalDate from, LocalDate to) {
    long held = 0;
    for (Map.Entry<Long, Rollup.Day> day : file.rollup().days.entrySet()) {
      if (day.getKey() >= from.toEpochDay() && day.getKey() <= to.toEpochDay()) {
        held += day.getValue().requests.get(key);
      }
    }
    return held;
  }

  /// How many lines and files of these days are a problem, by the files' names. A last line whose
  /// end has not come yet is none.
  private int unreadable(LocalDate from, LocalDate to) {
    String first = "usage_" + from + ".jsonl";
    String last = "usage_" + to.plusDays(1) + ".jsonl";
    long found =
        fileProblems.keySet().stream()
            .filter(name -> name.compareTo(first) >= 0 && name.compareTo(last) <= 0)
            .count();
    for (UsageFile file : files.values()) {
      if (file.name().compareTo(first) >= 0 && file.name().compareTo(last) <= 0) {
        found += file.problems().size();
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, found);
  }

  /// What could not be read so far: whole files first, then lines, by name and line.
  public List<LogProblem> problems() {
    return seen(
        () -> {
          List<LogProblem> all = new ArrayList<>(fileProblems.values());
          for (UsageFile file : files.values()) {
            all.addAll(file.problems());
            file.unfinished().ifPresent(all::add);
          }
          return List.copyOf(all);
        });
  }

  /// Sums by what the lines say.
  ///
  /// @param byDay days without any are not there
  public record Totals(
      long requests,
      Map<String, Long> byKey,
      Map<String, Long> byEndpoint,
      Map<String, Long> byIp,
      Map<LocalDate, Long> byDay) {
    public Totals {
      byKey = Map.copyOf(byKey);
      byEndpoint = Map.copyOf(byEndpoint);
      byIp = Map.copyOf(byIp);
      byDay = Collections.unmodifiableMap(new TreeMap<>(byDay));
    }
  }
}
