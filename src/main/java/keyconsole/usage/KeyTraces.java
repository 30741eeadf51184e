package keyconsole.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.KeyUsage.Newcomer;
import keyconsole.domain.KeyUsage.Newcomers;

/// Finds the [KeyTrace] of every key at once. Takes whole days, the newest first, so that of the
/// addresses of the days before it has to keep nothing but which of the new ones are old. Not
/// thread-safe.
final class KeyTraces {

  /// More than any day can lie behind 1970, so that the earliest of some days is the most.
  private static final long DAYS_AFTER_1970 = 100_000_000L;

  private static final long IP_MASK = (1L << Ips.BITS) - 1;
  private static final int NUMBER_BITS = 32;

  private static final Comparator<Newcomer> NEWEST_FIRST =
      Comparator.comparing(Newcomer::first)
          .thenComparingLong(Newcomer::requests)
          .reversed()
          .thenComparing(Newcomer::value);

  /// What is asked for.
  ///
  /// @param now whose hour, day and month run
  /// @param newFrom the first day on which an address is new
  /// @param endpointsFrom the first day of which endpoints are told
  /// @param endpointsOf the ids of the keys whose endpoints are told
  record Asked(Instant now, LocalDate newFrom, LocalDate endpointsFrom, Set<String> endpointsOf) {}

  private final Names names;
  private final Ips ips;
  private final Set<Integer> endpointsOf = new HashSet<>();
  private final long today;
  private final long monthFrom;
  private final long monthTo;
  private final int hourSlot;
  private final long newFrom;
  private final long endpointsFrom;
  private final LongCounts lines = new LongCounts();
  private final LongCounts first = new LongCounts();
  private final LongCounts hour = new LongCounts();
  private final LongCounts day = new LongCounts();
  private final LongCounts month = new LongCounts();
  private final LongCounts endpoints = new LongCounts();

  /// By a key and an address: its requests on the new days, the first of them, and whether it is
  /// known from before.
  private final LongCounts addresses = new LongCounts();

  private final LongCounts firstSeen = new LongCounts();
  private final LongCounts known = new LongCounts();

  KeyTraces(Names names, Ips ips, Asked asked) {
    this.names = names;
    this.ips = ips;
    LocalDateTime time = LocalDateTime.ofInstant(asked.now(), ZoneOffset.UTC);
    LocalDate date = time.toLocalDate();
    this.today = date.toEpochDay();
    this.monthFrom = date.withDayOfMonth(1).toEpochDay();
    this.monthTo = date.withDayOfMonth(date.lengthOfMonth()).toEpochDay();
    this.hourSlot = time.getHour();
    this.newFrom = asked.newFrom().toEpochDay();
    this.endpointsFrom = asked.endpointsFrom().toEpochDay();
    asked.endpointsOf().forEach(id -> endpointsOf.add(names.number(id)));
  }

  /// Takes a part of a day; none of a later day may come behind it.
  void add(long of, DayCells cells) {
    cells.forEachKey(
        (key, count) -> {
          lines.add(key, count);
          first.max(key, DAYS_AFTER_1970 - of);
          if (of >= monthFrom && of <= monthTo) {
            month.add(key, count);
          }
          if (of == today) {
            day.add(key, count);
          }
        });
    if (of == today) {
      cells.forEachCell((key, _, slot, count) -> hour.add(key, slot == hourSlot ? count : 0));
    }
    if (of <= today && of >= endpointsFrom && !endpointsOf.isEmpty()) {
      cells.forEachRun(
          endpointsOf::contains,
          (key, endpoint, _, _, _) -> endpoints.add(pair(key, endpoint, NUMBER_BITS), 1));
    }
    addAddresses(of, cells);
  }

  private void addAddresses(long of, DayCells cells) {
    if (of > today) {
      return;
    }
    if (of >= newFrom) {
      cells.forEachKeyIp(
          (key, ip, count) -> {
            addresses.add(pair(key, ip, Ips.BITS), count);
            firstSeen.max(pair(key, ip, Ips.BITS), DAYS_AFTER_1970 - of);
          });
    } else if (addresses.size() > 0) {
      cells.forEachKeyIp(
          (key, ip, _) -> {
            long pair = pair(key, ip, Ips.BITS);
            if (addresses.get(pair) > 0) {
              known.max(pair, 1);
            }
          });
    }
  }

  private static long pair(int key, long other, int bits) {
    return ((long) key << bits) | other;
  }

  /// The keys that have lines, by their ids.
  ///
  /// @param newest the moment of a key's newest line
  Map<String, KeyTrace> found(Function<String, Optional<Instant>> newest) {
    Map<Integer, List<Newcomer>> newcomers = newcomers();
    Map<Integer, Set<String>> asked = new HashMap<>();
    endpoints.forEach(
        (pair, _) ->
            asked
                .computeIfAbsent((int) (pair >>> NUMBER_BITS), _ -> new HashSet<>())
                .add(names.text((int) pair)));
    Map<String, KeyTrace> found = HashMap.newHashMap(lines.size());
    lines.forEach(
        (number, count) -> {
          int key = (int) number;
          long firstDay = DAYS_AFTER_1970 - first.get(key);
          String id = names.text(key);
          found.put(
              id,
              new KeyTrace(
                  count,
                  Optional.of(LocalDate.ofEpochDay(firstDay)),
                  newest.apply(id),
                  hour.get(key),
                  day.get(key),
                  month.get(key),
                  told(newcomers.getOrDefault(key, List.of())),
                  asked.getOrDefault(key, Set.of())));
        });
    return found;
  }

  private Map<Integer, List<Newcomer>> newcomers() {
    Map<Integer, List<Newcomer>> newcomers = new HashMap<>();
    addresses.forEach(
        (pair, requests) -> {
          long ip = pair & IP_MASK;
          String text = ips.text(ip);
          if (known.get(pair) == 0 && !text.isEmpty()) {
            LocalDate on = LocalDate.ofEpochDay(DAYS_AFTER_1970 - firstSeen.get(pair));
            newcomers
                .computeIfAbsent((int) (pair >>> Ips.BITS), _ -> new ArrayList<>())
                .add(new Newcomer(text, on, requests));
          }
        });
    return newcomers;
  }

  private static Newcomers told(List<Newcomer> all) {
    return new Newcomers(
        all.stream().sorted(NEWEST_FIRST).limit(KeyUsage.MOST_NEWCOMERS).toList(), all.size());
  }
}
