package keyconsole.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import keyconsole.domain.FileProblem;
import keyconsole.domain.LastRequest;
import keyconsole.domain.Message;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.UsageNotRead;
import keyconsole.usage.DayCells.KeyVisitor;
import keyconsole.usage.UsageIndex.Totals;
import keyconsole.usage.UsageIndex.Unreadable;
import org.jspecify.annotations.Nullable;

/// What was counted so far, and what may be asked of it. Reads no file; see [UsageIndex], which
/// does and says what each answer means. Any thread.
///
/// Counts are kept by file, so that a file that was written anew is dropped and counted again.
final class UsageCounts {

  private static final long MICROS_PER_SECOND = 1_000_000L;

  /// The most requests of one key that are kept at once: 128 MiB.
  private static final long MOST_REQUESTS = 8L << 20;

  private final Names names;
  private final Ips ips;
  private final int slots;
  private final ReentrantReadWriteLock state = new ReentrantReadWriteLock();
  private final Map<String, UsageFile> files = new TreeMap<>();

  /// The files that could not be read, and why.
  private final Map<String, Message> fileProblems = new TreeMap<>();

  private final TreeMap<Long, List<FileDay>> days = new TreeMap<>();

  private final LastDays lastDays = new LastDays(days);
  private final AtomicLong version = new AtomicLong();

  /// By key, the version with which its last lines came, where that is after [#everything].
  private final LongCounts added = new LongCounts();

  /// The last version with which the lines of any key may have become others.
  private long everything;

  /// @param slots how many a day has
  UsageCounts(Names names, Ips ips, int slots) {
    this.names = names;
    this.ips = ips;
    this.slots = slots;
  }

  long version() {
    return version.get();
  }

  /// The ids of the keys that have other lines than at a version; empty where nobody knows.
  Optional<Set<String>> keysSince(long before) {
    return seen(
        () -> {
          if (before < everything) {
            return Optional.empty();
          }
          Set<String> keys = new HashSet<>();
          added.forEach(
              (key, at) -> {
                if (at > before) {
                  keys.add(names.text((int) key));
                }
              });
          return Optional.of(keys);
        });
  }

  private void changedKeysOf(List<Map<Long, ? extends DayCells>> lines) {
    long now = version.incrementAndGet();
    for (Map<Long, ? extends DayCells> days : lines) {
      days.values().forEach(day -> day.forEachKey((key, _) -> added.max(key, now)));
    }
  }

  private void changedEverything() {
    everything = version.incrementAndGet();
    added.clear();
  }

  /// Takes over what was read of a file.
  void put(FileReading.News news) {
    locked(
        () -> {
          // Where what is kept cannot be read nothing is changed, so that nothing counts twice.
          news.state().days().values().forEach(FileDay::load);
          String name = news.state().name();
          UsageFile before = files.get(name);
          fileProblems.remove(name);
          boolean isMore = before != null && !news.afresh();
          if (before != null && news.afresh()) {
            files.remove(name);
            rebuild();
          }
          news.added().forEach(added -> added.forEach((day, of) -> add(news.state(), day, of)));
          files.put(name, news.state());
          if (isMore) {
            changedKeysOf(news.added());
          } else {
            changedEverything();
          }
        });
  }

  /// Takes over what was kept of files.
  void putKept(Collection<UsageFile> kept) {
    locked(
        () -> {
          for (UsageFile file : kept) {
            fileProblems.remove(file.name());
            files.put(file.name(), file);
            file.days().forEach(this::addPart);
          }
          lastDays.forget();
          changedEverything();
        });
  }

  /// Works with all that was counted of a file while nothing is added to it; empty where nothing is
  /// known of it.
  <T> Optional<T> packed(String name, Function<UsageFile, T> pack) {
    List<T> result = new ArrayList<>();
    locked(() -> Optional.ofNullable(files.get(name)).map(pack).ifPresent(result::add));
    return result.stream().findFirst();
  }

  /// The files, by their names, and up to where each was read.
  Map<String, Long> offsets() {
    return seen(
        () -> {
          Map<String, Long> offsets = new TreeMap<>();
          files.forEach((name, file) -> offsets.put(name, file.offset()));
          return offsets;
        });
  }

  private void add(UsageFile file, Long day, DayCells added) {
    FileDay known = file.days().get(day);
    if (known == null) {
      known = new FileDay(slots, ips);
      file.days().put(day, known);
      addPart(day, known);
    }
    known.add(added);
    lastDays.added(day, added);
  }

  private void addPart(Long day, FileDay part) {
    days.computeIfAbsent(day, _ -> new ArrayList<>(2)).add(part);
  }

  private void rebuild() {
    changedEverything();
    days.clear();
    lastDays.forget();
    files.values().forEach(file -> file.days().forEach(this::addPart));
  }

  private void locked(Runnable change) {
    state.writeLock().lock();
    try {
      change.run();
    } finally {
      state.writeLock().unlock();
    }
  }

  /// What is found while nothing is put in place, so that all of it is of the same lines. May not
  /// wait for another thread.
  <T> T seen(Supplier<T> look) {
    state.readLock().lock();
    try {
      return look.get();
    } finally {
      state.readLock().unlock();
    }
  }

  /// What is known of a file; null where nothing is.
  @Nullable UsageFile known(String name) {
    state.readLock().lock();
    try {
      return files.get(name);
    } finally {
      state.readLock().unlock();
    }
  }

  /// A file that could not be read.
  void setProblem(String name, Message why) {
    locked(
        () -> {
          if (!why.equals(fileProblems.put(name, why))) {
            version.incrementAndGet();
          }
        });
  }

  /// A file that is as it was counted.
  void forgetProblem(String name) {
    if (seen(() -> fileProblems.containsKey(name))) {
      locked(
          () -> {
            fileProblems.remove(name);
            version.incrementAndGet();
          });
    }
  }

  /// The files of a day that could not be read, and why.
  Map<String, Message> unreadFiles() {
    return seen(
        () -> {
          Map<String, Message> unread = new TreeMap<>(fileProblems);
          unread.keySet().removeIf(name -> DayName.day(name).isEmpty());
          return unread;
        });
  }

  /// A file that is gone.
  void forget(String name) {
    locked(
        () -> {
          boolean wasProblem = fileProblems.remove(name) != null;
          if (files.remove(name) != null) {
            rebuild();
          } else if (wasProblem) {
            version.incrementAndGet();
          }
        });
  }

  /// All files but these are gone.
  void forgetAllBut(Set<String> seen) {
    locked(
        () -> {
          boolean lessProblems = fileProblems.keySet().retainAll(seen);
          if (files.keySet().retainAll(seen)) {
            rebuild();
          } else if (lessProblems) {
            version.incrementAndGet();
          }
        });
  }

  /// Requests of a key in a UTC hour, its day and its month.
  RecentUsage recent(String keyId, LocalDateTime time) {
    LocalDate date = time.toLocalDate();
    return seen(
        () -> {
          int key = names.number(keyId);
          long today = date.toEpochDay();
          long hour = 0;
          for (FileDay day : days.getOrDefault(today, List.of())) {
            hour += day.requests(key, time.getHour());
          }
          long first = date.withDayOfMonth(1).toEpochDay();
          long month = 0;
          for (int i = 0; i < date.lengthOfMonth(); i++) {
            month += requests(key, first + i);
          }
          return new RecentUsage(hour, requests(key, today), month);
        });
  }

  private long requests(int key, long day) {
    long sum = 0;
    for (FileDay of : days.getOrDefault(day, List.of())) {
      sum += of.requests(key);
    }
    return sum;
  }

  /// Of every key that has requests on those days.
  Map<String, long[]> daily(LocalDate first, int length) {
    long from = first.toEpochDay();
    return seen(
        () -> {
          Map<Integer, long[]> counts = new HashMap<>();
          for (int i = 0; i < length; i++) {
            int day = i;
            KeyVisitor adding =
                (key, count) -> counts.computeIfAbsent(key, _ -> new long[length])[day] += count;
            days.getOrDefault(from + day, List.of()).forEach(part -> part.forEachKey(adding));
          }
          Map<String, long[]> byKey = HashMap.newHashMap(counts.size());
          counts.forEach((key, of) -> byKey.put(names.text(key), of));
          return byKey;
        });
  }

  long[] daily(String keyId, LocalDate first, int days) {
    long[] counts = new long[days];
    long from = first.toEpochDay();
    return seen(
        () -> {
          int key = names.number(keyId);
          for (int i = 0; i < days; i++) {
            counts[i] = requests(key, from + i);
          }
          return counts;
        });
  }

  Optional<LastRequest> last(String keyId) {
    return seen(
        () -> {
          int key = names.number(keyId);
          Newest newest = new Newest();
          lastDays
              .of(key)
              .ifPresent(
                  last -> days.getOrDefault(last, List.of()).forEach(day -> day.last(key, newest)));
          return newest.request();
        });
  }

  /// The newest moment of a line on the UTC days up to one, in microseconds.
  OptionalLong newest(long lastDay) {
    return seen(
        () ->
            Optional.ofNullable(days.floorEntry(lastDay)).stream()
                .flatMap(day -> day.getValue().stream())
                .flatMapToLong(UsageCounts::moments)
                .max());
  }

  private static LongStream moments(FileDay day) {
    LongStream.Builder moments = LongStream.builder();
    day.forEachLast((key, micros, endpoint, ip) -> moments.add(micros));
    return moments.build();
  }

  /// The newest of some lines.
  private final class Newest implements DayCells.LastVisitor {
    private long micros = Long.MIN_VALUE;
    private int endpoint;
    private long ip;

    @Override
    public void last(int key, long moment, int of, long from) {
      if (moment >= micros) {
        micros = moment;
        endpoint = of;
        ip = from;
      }
    }

    Optional<LastRequest> request() {
      if (micros == Long.MIN_VALUE) {
        return Optional.empty();
      }
      Instant moment =
          Instant.ofEpochSecond(
              Math.floorDiv(micros, MICROS_PER_SECOND),
              Math.floorMod(micros, MICROS_PER_SECOND) * 1_000L);
      return Optional.of(new LastRequest(moment, ips.text(ip), names.text(endpoint)));
    }
  }

  /// The files that hold lines of a range of UTC days, both inclusive.
  Set<String> filesOf(long first, long last) {
    return seen(
        () -> {
          Set<String> holding = new HashSet<>();
          files.forEach(
              (name, file) -> {
                if (file.days().keySet().stream().anyMatch(day -> day >= first && day <= last)) {
                  holding.add(name);
                }
              });
          return holding;
        });
  }

  /// What is done with the parts of a day.
  interface DayVisitor {
    void visit(long day, DayCells cells);
  }

  /// Goes through the UTC days of a range, both inclusive; a day may come in parts. Nothing is put
  /// in place meanwhile.
  void forEachDay(long first, long last, DayVisitor visitor) {
    if (first > last) {
      return;
    }
    seen(
        () -> {
          days.subMap(first, true, last, true)
              .forEach((day, parts) -> parts.forEach(part -> visitor.visit(day, part)));
          return true;
        });
  }

  /// The UTC days that have lines, ascending.
  List<Long> days() {
    return seen(() -> List.copyOf(days.keySet()));
  }

  /// Whether there is a file of a UTC day, or a line in another one.
  LongPredicate known() {
    return seen(
        () -> {
          Set<Long> known = new HashSet<>(days.keySet());
          files
              .keySet()
              .forEach(name -> DayName.day(name).ifPresent(day -> known.add(day.toEpochDay())));
          return known::contains;
        });
  }

  Totals totals(Optional<Set<String>> keyIds, LocalDate from, LocalDate to) {
    if (from.isAfter(to)) {
      return new Totals(0, Map.of(), Map.of(), Map.of(), Map.of());
    }
    return seen(() -> sum(keyIds.map(this::numbers), from.toEpochDay(), to.toEpochDay()));
  }

  private Set<Integer> numbers(Set<String> keyIds) {
    Set<Integer> numbers = new HashSet<>();
    keyIds.forEach(id -> numbers.add(names.number(id)));
    return numbers;
  }

  private Totals sum(Optional<Set<Integer>> wanted, long from, long to) {
    IntPredicate isWanted = key -> wanted.isEmpty() || wanted.get().contains(key);
    LongCounts byKey = new LongCounts();
    LongCounts byEndpoint = new LongCounts();
    IpTotals byIp =
        new IpTotals(ips, wanted.isPresent() ? Optional.of(isWanted) : Optional.empty());
    Map<LocalDate, Long> byDay = new TreeMap<>();
    days.subMap(from, true, to, true)
        .forEach(
            (number, parts) -> {
              long[] ofDay = new long[1];
              for (FileDay day : parts) {
                day.forEachCell(
                    (key, endpoint, _, count) -> {
                      if (isWanted.test(key)) {
                        byKey.add(key, count);
                        byEndpoint.add(endpoint, count);
                        ofDay[0] += count;
                      }
                    });
                byIp.add(day);
              }
              if (ofDay[0] > 0) {
                byDay.put(LocalDate.ofEpochDay(number), ofDay[0]);
              }
            });
    long requests = byDay.values().stream().mapToLong(Long::longValue).sum();
    return new Totals(requests, texts(byKey), texts(byEndpoint), byIp.all(), byDay);
  }

  private Map<String, Long> texts(LongCounts counts) {
    Map<String, Long> texts = new HashMap<>();
    counts.forEach((number, count) -> texts.put(names.text((int) number), count));
    return texts;
  }

  /// What is to be read of a key's requests on a range of days, both inclusive: the newest days
  /// where they are more than are kept.
  TrafficReader.Plan plan(String keyId, LocalDate from, LocalDate to) {
    return seen(() -> plan(names.number(keyId), from, to));
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
    for (Map.Entry<Long, FileDay> day : file.days().entrySet()) {
      if (day.getKey() >= from.toEpochDay() && day.getKey() <= to.toEpochDay()) {
        held += day.getValue().requests(key);
      }
    }
    return held;
  }

  /// How many lines and files of these days are a problem, by the files' names. A last line whose
  /// end has not come yet is none.
  private int unreadable(LocalDate from, LocalDate to) {
    String first = DayName.of(from);
    String last = DayName.of(to.plusDays(1));
    long found =
        fileProblems.keySet().stream()
            .filter(name -> name.compareTo(first) >= 0 && name.compareTo(last) <= 0)
            .count();
    for (UsageFile file : files.values()) {
      if (file.name().compareTo(first) >= 0 && file.name().compareTo(last) <= 0) {
        found += file.unreadable();
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, found);
  }

  Unreadable unreadable() {
    return seen(
        () -> {
          long lines = files.values().stream().mapToLong(UsageFile::unreadable).sum();
          return new Unreadable((int) Math.min(Integer.MAX_VALUE, lines), fileProblems.size());
        });
  }

  /// The files of which something could not be read, by their names.
  ///
  /// @param asked which files are asked about
  /// @param waiting the name of the first file whose last line may be on its way
  List<UsageNotRead> notRead(Predicate<String> asked, String waiting) {
    return seen(
        () -> {
          Map<String, UsageNotRead> found = new TreeMap<>();
          files.values().stream()
              .flatMap(file -> notRead(file, file.name().compareTo(waiting) >= 0).stream())
              .forEach(part -> found.put(part.file(), part));
          fileProblems.forEach(
              (name, why) ->
                  found.put(
                      name, new UsageNotRead(name, DayName.day(name), Optional.empty(), why)));
          found.keySet().removeIf(asked.negate());
          return List.copyOf(found.values());
        });
  }

  /// @param waiting whether its last line may be on its way
  private static Optional<UsageNotRead> notRead(UsageFile file, boolean waiting) {
    Optional<UsageProblem> last = file.unfinished().filter(_ -> !waiting);
    long lines = file.unreadable() + last.stream().count();
    return Stream.concat(file.problems().stream(), last.stream())
        .findFirst()
        .map(
            first ->
                new UsageNotRead(
                    file.name(),
                    DayName.day(file.name()),
                    Optional.of(new UsageNotRead.Lines(lines, first.line())),
                    first.why()));
  }

  List<UsageProblem> problems() {
    return seen(
        () -> {
          List<UsageProblem> all = new ArrayList<>();
          fileProblems.forEach((name, why) -> all.add(new UsageProblem(name, 0, why, false)));
          for (UsageFile file : files.values()) {
            all.addAll(file.problems());
            if (file.unreadable() > file.problems().size()) {
              all.add(untold(file));
            }
            file.unfinished().ifPresent(all::add);
          }
          return List.copyOf(all);
        });
  }

  private static UsageProblem untold(UsageFile file) {
    long more = file.unreadable() - file.problems().size();
    return new UsageProblem(file.name(), 0, Message.of(FileProblem.MORE_LINES, more), false);
  }
}
