package keyconsole.usage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import keyconsole.domain.FileProblem;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.LastRequest;
import keyconsole.domain.Message;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Traffic;
import keyconsole.domain.UsageNotRead;
import keyconsole.domain.UsageProgress;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.store.AllCores;
import keyconsole.store.StoreException;
import org.jspecify.annotations.Nullable;

/// The usage lines of a tenant, counted in memory and kept up to date by reading only new bytes.
/// Any thread.
///
/// Finds what is new in the folder and reads it; [UsageCounts] keeps what was counted and answers.
///
/// What was kept between runs is read when a day of it is asked for. Where it is gone by then the
/// lines are counted again; where they cannot be read either, whatever asks throws a
/// [StoreException] that says so.
public final class UsageIndex {

  private static final int MINUTES_PER_DAY = 1_440;
  private static final long ENOUGH_FOR_ALL_CORES = 4L << 20;
  private static final Duration ALL_AGAIN = Duration.ofSeconds(5);

  private final Path folder;
  private final Names names;
  private final Ips ips;
  private final UsageCounts counts;
  private final int minutes;
  private final LineFilter filter;
  private final Kept kept;
  private final Variants variants = new Variants(this::variant);

  /// Held while files are read. The counts have a lock of their own, held only while what was read
  /// is put in place.
  private final ReentrantLock reading = new ReentrantLock();

  private final LineScanner scanner;
  private volatile boolean readOnce;

  /// When the files were compared with what is known of them, as [System#nanoTime] tells.
  private volatile long comparedAt;

  /// When a file had come or gone by then; empty where that is not known.
  private volatile Optional<FileTime> listedAt = Optional.empty();

  private volatile @Nullable Running running;

  /// The UTC day that [#recent] was last asked for.
  private volatile @Nullable LocalDate lastAsked;

  private UsageIndex(Path folder, Names names, Ips ips, int minutes, LineFilter filter, Kept kept) {
    this.folder = folder;
    this.names = names;
    this.ips = ips;
    this.minutes = minutes;
    this.filter = filter;
    this.kept = kept;
    this.counts = new UsageCounts(names, ips, MINUTES_PER_DAY / minutes);
    this.scanner = new LineScanner(names, ips);
  }

  private UsageIndex variant(Variants.Kind kind) {
    return new UsageIndex(
        folder, names, ips, kind.minutes(), kind.filter(), new Kept(Optional.empty()));
  }

  /// Opens the folder `usage` of a tenant; reads nothing yet. A missing folder counts as empty.
  ///
  /// @param cacheFolder where counts are kept between runs, the user's for all tenants; nothing is
  ///   kept where it is empty
  public static UsageIndex open(Path usageFolder, Optional<Path> cacheFolder) {
    return open(usageFolder, cacheFolder, new Ips());
  }

  static UsageIndex open(Path usageFolder, Optional<Path> cacheFolder, Ips ips) {
    Names names = new Names();
    Kept kept =
        new Kept(cacheFolder.map(folder -> new CountsCache(folder, usageFolder, names, ips)));
    return new UsageIndex(usageFolder, names, ips, 60, LineFilter.ALL, kept);
  }

  /// The same with nothing kept between runs.
  public static UsageIndex open(Path usageFolder) {
    return open(usageFolder, Optional.empty());
  }

  /// Reads what is new since the last call. Blocks; ends early, with what it has, when the thread
  /// is interrupted.
  ///
  /// @throws StoreException if the folder cannot be listed
  public void refresh() {
    refreshWhole(_ -> true);
  }

  /// The same at the cost of a look at the folder and at the files of three days: those of other
  /// days, to which nobody appends as a rule, are looked at every few seconds.
  ///
  /// @throws StoreException if the folder cannot be listed
  public void glance(Instant now) {
    Optional<FileTime> listed = folderTime();
    if (!readOnce
        || System.nanoTime() - comparedAt > ALL_AGAIN.toNanos()
        || listed.isEmpty()
        || !listed.equals(listedAt)) {
      refresh();
      return;
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (int day = -1; day <= 1; day++) {
      catchUp(DayName.of(today.plusDays(day)));
    }
  }

  /// When a file came into the folder or went; empty where it is not known, or so short ago that
  /// the next one might have the same time.
  private Optional<FileTime> folderTime() {
    try {
      FileTime time = Files.getLastModifiedTime(folder);
      boolean settled = time.toInstant().plus(ALL_AGAIN).isBefore(Instant.now());
      return settled ? Optional.of(time) : Optional.empty();
    } catch (IOException e) {
      // Told by the listing that follows.
      return Optional.empty();
    }
  }

  /// @param wanted which files to read, by their names; what is known of others that are there
  ///   stays
  /// @return whether it came to its end
  private boolean refreshWhole(Predicate<String> wanted) {
    reading.lock();
    try {
      return refreshHoldingLock(wanted);
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
    return counts.version();
  }

  /// The ids of the keys of which something else is counted than at a version; empty where that is
  /// not known, so that it may be any.
  public Optional<Set<String>> keysSince(long version) {
    return counts.keysSince(version);
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

    void begins(FileReading.Part part) {
      DayName.day(part.fileName()).ifPresent(of -> day = of);
    }

    void ended(FileReading.Part part) {
      read.addAndGet(part.bytes());
    }

    Optional<UsageProgress> progress() {
      return Optional.ofNullable(day)
          .filter(_ -> bytes > 0)
          .map(at -> new UsageProgress(at, Math.clamp((double) read.get() / bytes, 0, 1)));
    }
  }

  private boolean refreshHoldingLock(Predicate<String> wanted) {
    comparedAt = System.nanoTime();
    listedAt = folderTime();
    List<String> names = dayFiles();
    kept.load(names, MINUTES_PER_DAY / minutes, counts);
    Queue<FileReading.Part> queue = toRead(names.stream().filter(wanted).toList());
    long bytes = queue.stream().mapToLong(FileReading.Part::bytes).sum();
    long longest = queue.stream().mapToLong(FileReading.Part::bytes).max().orElse(0);
    counts.forgetAllBut(Set.copyOf(names));
    AtomicBoolean stop = new AtomicBoolean();
    running = new Running(bytes);
    try {
      if (bytes >= ENOUGH_FOR_ALL_CORES && queue.size() > 1) {
        AllCores.run(
            thread ->
                () ->
                    readAll(
                        queue, newTally(longest), thread == 0 ? scanner : newScanner(), stop::get),
            stop);
      } else {
        readAll(queue, newTally(longest), scanner, () -> AllCores.stopIfInterrupted(stop));
      }
    } finally {
      running = null;
    }
    // Asked once more: the last file may be the one whose reading the interruption ended.
    boolean whole = !AllCores.stopIfInterrupted(stop);
    if (whole) {
      readOnce = true;
      kept.save(counts);
    }
    return whole;
  }

  private Queue<FileReading.Part> toRead(List<String> names) {
    List<FileReading> readings = new ArrayList<>();
    for (String name : names) {
      if (DayName.day(name).isPresent()) {
        changed(name).ifPresent(readings::add);
      } else {
        counts.setProblem(name, Message.of(FileProblem.NAME_HOLDS_NO_DAY));
      }
    }
    long bytes = readings.stream().mapToLong(FileReading::bytes).sum();
    Queue<FileReading.Part> queue = new ConcurrentLinkedQueue<>();
    readings.forEach(reading -> queue.addAll(parts(reading, bytes)));
    return queue;
  }

  private List<String> dayFiles() {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (DayName.isOne(name)) {
          found.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      if (readOnce) {
        StoreException.requireNotGone(folder);
      }
      return List.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          Message.of(FileTrouble.FOLDER_NOT_LISTED, folder, FileReason.of(e)), folder, e);
    }
    // The newest first: they are what is asked for first.
    found.sort(Comparator.reverseOrder());
    return found;
  }

  /// What is to be read of a file; nothing where it is as it was.
  private Optional<FileReading> changed(String name) {
    try {
      Stamp.Look now = Stamp.at(folder.resolve(name));
      UsageFile before = counts.known(name);
      if (!now.isRegular()) {
        // Whatever stood there before is gone; what stands behind a link is not followed.
        if (before != null) {
          counts.forget(name);
        }
        counts.setProblem(
            name, Message.of(now.isFolder() ? FileProblem.FOLDER : FileProblem.NOT_REGULAR));
        return Optional.empty();
      }
      if (before != null && before.isAsBefore(now.stamp())) {
        counts.forgetProblem(name);
        return Optional.empty();
      }
      UsageFile from = before == null ? UsageFile.unread(name) : before;
      return Optional.of(
          new FileReading(folder.resolve(name), from, now.stamp(), MINUTES_PER_DAY / minutes, ips));
    } catch (IOException e) {
      failed(name, e);
      return Optional.empty();
    }
  }

  /// @param all the bytes to read in all files
  private List<FileReading.Part> parts(FileReading reading, long all) {
    try {
      return reading.parts(all);
    } catch (IOException e) {
      failed(reading.name(), e);
      return List.of();
    }
  }

  private void failed(String name, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      // Asked to end early; the file is read on at the next call.
      Thread.currentThread().interrupt();
    } else if (e instanceof NoSuchFileException) {
      counts.forget(name);
    } else {
      counts.setProblem(name, Message.of(FileProblem.NOT_READ, FileReason.of(e)));
    }
  }

  private LineScanner newScanner() {
    return new LineScanner(names, ips);
  }

  private Tally newTally(long bytes) {
    return new Tally(MINUTES_PER_DAY / minutes, ips, bytes);
  }

  private void readAll(
      Queue<FileReading.Part> queue, Tally tally, LineScanner with, BooleanSupplier stopped) {
    Optional<Running> told = Optional.ofNullable(running);
    for (FileReading.Part next = queue.poll();
        next != null && !stopped.getAsBoolean();
        next = queue.poll()) {
      FileReading.Part part = next;
      told.ifPresent(run -> run.begins(part));
      read(part, with, tally, stopped);
      told.ifPresent(run -> run.ended(part));
    }
  }

  private void read(FileReading.Part part, LineScanner with, Tally tally, BooleanSupplier stop) {
    try {
      part.read(with, tally, sink -> filter.before(names, ips, sink), stop).ifPresent(counts::put);
    } catch (IOException e) {
      failed(part.fileName(), e);
    } catch (StoreException e) {
      // What was kept of it is gone, and its lines cannot be read once more.
      counts.setProblem(part.fileName(), e.told());
    }
  }

  /// Requests of a key in the UTC hour, day and month of a moment. Sees lines appended up to now:
  /// costs a `stat` of the file of that day and the next, and what is new in them. Looks at all
  /// files where the day is another one than the last time: lines of the days between are not known
  /// yet.
  public RecentUsage recent(String keyId, Instant moment) {
    LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    LocalDate date = time.toLocalDate();
    if (!readOnce || !date.equals(lastAsked)) {
      if (refreshWhole(_ -> true)) {
        lastAsked = date;
      }
    } else {
      catchUp(DayName.of(date));
      catchUp(DayName.of(date.plusDays(1)));
    }
    return counts.recent(keyId, time);
  }

  /// Makes sure that [#recent] tells the whole for the month of a moment: looks once more at what
  /// could not be read of it.
  ///
  /// @return whether it had to look again, so that more may be known
  /// @throws StoreException if a file of it cannot be read
  public boolean requireRead(Instant moment) {
    Set<String> unread = counts.unreadFiles().keySet();
    if (unread.isEmpty()) {
      return false;
    }
    LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    String first = DayName.of(day.withDayOfMonth(1));
    refreshWhole(unread::contains);
    counts.unreadFiles().entrySet().stream()
        .filter(file -> file.getKey().compareTo(first) >= 0)
        .min(Map.Entry.comparingByKey())
        .ifPresent(
            file -> {
              Path path = folder.resolve(file.getKey());
              throw new StoreException(
                  Message.of(FileTrouble.USE_NOT_KNOWN, path, file.getValue()), path);
            });
    return true;
  }

  /// Reads what is new in the file of a UTC day, so that [#recent] tells it too: it looks no
  /// further back than at the day that it is asked for.
  public void readOn(LocalDate day) {
    catchUp(DayName.of(day));
  }

  private void catchUp(String name) {
    if (counts.known(name) == null
        && Files.notExists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (isAsBefore(name)) {
      return;
    }
    reading.lock();
    try {
      // Another thread may have read it in the meantime.
      changed(name).ifPresent(this::readHere);
    } finally {
      reading.unlock();
    }
  }

  private void readHere(FileReading reading) {
    Tally tally = newTally(reading.bytes());
    parts(reading, reading.bytes())
        .forEach(part -> read(part, scanner, tally, Thread.currentThread()::isInterrupted));
  }

  private boolean isAsBefore(String name) {
    UsageFile before = counts.known(name);
    try {
      return before != null && before.isAsBefore(Stamp.at(folder.resolve(name)).stamp());
    } catch (IOException e) {
      // Told by the reading that comes now.
      return false;
    }
  }

  /// Requests of a key on each UTC day from `first`, for `days` days. Of what was read so far.
  public long[] daily(String keyId, LocalDate first, int days) {
    return counts.daily(keyId, first, days);
  }

  /// The same of every key that has requests on those days, by its id.
  public Map<String, long[]> daily(LocalDate first, int days) {
    return counts.daily(first, days);
  }

  /// The last line of a key: when, from where; empty where none. Of what was read so far.
  public Optional<LastRequest> last(String keyId) {
    return counts.last(keyId);
  }

  /// When the newest line on the UTC days up to that of a moment is of, whatever its key; empty
  /// where there is none. Of what was read so far.
  public Optional<Instant> newest(Instant upTo) {
    OptionalLong micros =
        counts.newest(Math.floorDiv(upTo.getEpochSecond(), Duration.ofDays(1).toSeconds()));
    return micros.stream()
        .mapToObj(found -> Instant.EPOCH.plus(found, ChronoUnit.MICROS))
        .findFirst();
  }

  /// Sums for a range of days, both inclusive. Of what was read so far.
  ///
  /// @param keyIds empty for all
  public Totals totals(Optional<Set<String>> keyIds, LocalDate from, LocalDate to) {
    return counts.totals(keyIds, from, to);
  }

  /// What the lines say of a query, by what was read so far. What the counts do not hold is counted
  /// from the lines again: addresses that some endpoints, hours or parts of a UTC day are asked for
  /// with, everything of some addresses, and zones whose hours do not begin with those of UTC.
  ///
  /// @param ownerOf the owner of a key's id; the empty text where nobody knows; two threads ask it
  ///   at once
  /// @throws StoreException if the folder cannot be listed, or lines that are counted again cannot
  ///   be read
  /// @throws CancellationException if the thread is interrupted
  public UsageAnswer answer(UsageQuery query, Function<String, String> ownerOf) {
    Answering answering = new Answering(names, query, ownerOf);
    Instant first = query.from().atZone(query.zone()).minusWeeks(query.weeksBefore()).toInstant();
    int needed = Slots.minutesFor(query.zone(), first, query.to());
    UsageIndex cells =
        needed == minutes && query.filter().ips().isEmpty()
            ? this
            : counted(
                new Variants.Kind(needed, LineFilter.ofIps(query.filter().ips())),
                first,
                query.to());
    return answering.answer(cells.counts, needed, ips(query, answering), counts.known());
  }

  /// The most requests of each key in the UTC hours, days and months that a range touches, by what
  /// was read so far. Months count whole.
  ///
  /// @param from inclusive
  /// @param to exclusive
  public Map<String, KeyPeak> peaks(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return Map.of();
    }
    long last = day(to.minusNanos(1));
    Peaks peaks = new Peaks(day(from), last, 60 / minutes);
    LocalDate end = LocalDate.ofEpochDay(last);
    counts.forEachDay(
        LocalDate.ofEpochDay(day(from)).withDayOfMonth(1).toEpochDay(),
        end.withDayOfMonth(end.lengthOfMonth()).toEpochDay(),
        peaks::add);
    return peaks.found(names);
  }

  /// The names of the files that hold lines of a range, whatever their own day is. Of what was read
  /// so far.
  ///
  /// @param from inclusive
  /// @param to exclusive
  public Set<String> filesWith(Instant from, Instant to) {
    long day = Duration.ofDays(1).toSeconds();
    return counts.filesOf(
        Math.floorDiv(from.getEpochSecond(), day), Math.floorDiv(to.getEpochSecond(), day));
  }

  /// The UTC days of a range, both inclusive, that there is a file of, or a line in another one.
  public Set<LocalDate> daysWithFile(LocalDate from, LocalDate to) {
    LongPredicate known = counts.known();
    return from.datesUntil(to.plusDays(1))
        .filter(day -> known.test(day.toEpochDay()))
        .collect(Collectors.toSet());
  }

  /// What the lines say of every key that has some, in brief, by what was read so far. Several
  /// times quicker than to ask for one after the other.
  ///
  /// @param now whose hour, day and month run
  /// @param newFrom the first day on which an address is new
  /// @param endpointsFrom the first day of which endpoints are told
  /// @param endpointsOf the ids of the keys whose endpoints are told
  /// @param progress told on this thread how far it is, 0 to 1
  /// @throws CancellationException if the thread is interrupted
  public Map<String, KeyTrace> traces(
      Instant now,
      LocalDate newFrom,
      LocalDate endpointsFrom,
      Set<String> endpointsOf,
      DoubleConsumer progress) {
    KeyTraces traces =
        new KeyTraces(names, ips, new KeyTraces.Asked(now, newFrom, endpointsFrom, endpointsOf));
    List<Long> days = counts.days().reversed();
    for (int i = 0; i < days.size(); i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("The look at usage counts was stopped");
      }
      // One by one, so that what is counted meanwhile does not wait for all of them.
      counts.forEachDay(days.get(i), days.get(i), traces::add);
      progress.accept((i + 1.0) / days.size());
    }
    return traces.found(id -> counts.last(id).map(LastRequest::moment));
  }

  /// Values by their requests, most first, equal ones by their texts.
  public static List<UsageReport.Count> ranked(Map<String, Long> counts) {
    return Answering.ranked(counts);
  }

  /// Addresses, which take as long to add up as all the rest, so another thread does it. Only lines
  /// that must be counted again are counted before that.
  private Supplier<IpTotals> ips(UsageQuery query, Answering answering) {
    IpTotals totals = new IpTotals(ips, answering.askedKeys());
    if (!query.from().isBefore(query.to())) {
      return () -> totals;
    }
    Instant firstDay =
        query.from().atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
    Instant begin = firstDay.equals(query.from()) ? firstDay : firstDay.plus(1, ChronoUnit.DAYS);
    Instant end = query.to().atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
    if (!query.filter().endpoints().isEmpty()
        || !query.filter().hours().isEmpty()
        || !begin.isBefore(end)) {
      addCounted(query, query.from(), query.to(), totals);
      return () -> totals;
    }
    addCounted(query, query.from(), begin, totals);
    addCounted(query, end, query.to(), totals);
    return AllCores.begun(
        () -> {
          counts.forEachDay(day(begin), day(end) - 1, (_, cells) -> totals.add(cells));
          return totals;
        });
  }

  private void addCounted(UsageQuery query, Instant from, Instant to, IpTotals totals) {
    if (from.isBefore(to)) {
      LineFilter which =
          new LineFilter(
              LineFilter.micros(from),
              LineFilter.micros(to),
              query.zone(),
              query.filter().hours(),
              query.filter().endpoints(),
              Set.of());
      counted(new Variants.Kind(60, which), from, to)
          .counts
          .forEachDay(day(from), day(to), (_, cells) -> totals.add(cells));
    }
  }

  private static long day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC).toEpochDay();
  }

  /// Other counts of the same lines, up to date for a range of time.
  private UsageIndex counted(Variants.Kind kind, Instant from, Instant to) {
    UsageIndex variant = variants.of(kind);
    Set<String> files = counts.filesOf(day(from), day(to));
    if (!variant.refreshWhole(files::contains)) {
      throw new CancellationException("The reading of usage lines was stopped");
    }
    variant.requireAllBut(counts.unreadFiles().keySet());
    return variant;
  }

  /// @param told the files that are told of as not read
  /// @throws StoreException if there is one more that could not be read
  private void requireAllBut(Set<String> told) {
    counts.unreadFiles().entrySet().stream()
        .filter(file -> !told.contains(file.getKey()))
        .findFirst()
        .ifPresent(
            file -> {
              Path path = folder.resolve(file.getKey());
              throw new StoreException(
                  Message.of(FileTrouble.IS_PROBLEM, path, file.getValue()), path);
            });
  }

  /// The requests of a key on a range of days, both inclusive. Reads what is new first, then the
  /// lines of the files that hold some of the key's. Where they are more than can be kept, the
  /// newest days are what is given: see [Traffic#from()].
  ///
  /// @param progress told on one thread how far the reading of those files is, 0 to 1
  /// @throws StoreException if the folder cannot be listed, or one of the files cannot be read
  /// @throws CancellationException if the thread is interrupted
  public Traffic traffic(String keyId, LocalDate from, LocalDate to, DoubleConsumer progress) {
    refresh();
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The reading of usage lines was stopped");
    }
    return new TrafficReader(folder, names, ips, counts.plan(keyId, from, to)).read(progress);
  }

  /// What a person should know: that counts cannot be kept between runs.
  public Optional<Message> warning() {
    return kept.trouble();
  }

  /// What could not be read so far: whole files first, then lines, by name and line.
  public List<UsageProblem> problems() {
    return counts.problems();
  }

  /// The files of which something could not be read so far that may be of a range of UTC days, both
  /// inclusive, by their names. Lines of a day may stand in the file of the next one, and those of
  /// a file whose name holds no day may be of any.
  ///
  /// @param today whose last line may be on its way, as may those of later days
  public List<UsageNotRead> notRead(LocalDate from, LocalDate to, LocalDate today) {
    return counts.notRead(
        name ->
            DayName.day(name)
                .map(day -> !day.isBefore(from) && !day.minusDays(1).isAfter(to))
                .orElse(true),
        DayName.of(today));
  }

  /// How much could not be read so far, of which [#problems] may tell only a part.
  public Unreadable unreadable() {
    return counts.unreadable();
  }

  /// What could not be read.
  ///
  /// @param lines of files that could be read
  /// @param files of which nothing could be
  public record Unreadable(int lines, int files) {
    /// Nothing.
    public static final Unreadable NONE = new Unreadable(0, 0);
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
