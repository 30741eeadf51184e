package keyconsole.usage;

import java.util.Arrays;
import java.util.Optional;

/// The counts of a UTC day while its lines are read. One thread.
///
/// Keys and endpoints are exact. Of addresses so many are kept as [#MOST_READ] says while lines are
/// read, and as [#MOST_KEPT] says then: those with the most requests. An address that was let go
/// had at most the requests that the least of those kept had, and may be let go more than once:
/// [#keyIpError] and [#ipError] are the sums.
final class DayTally {

  /// The most addresses of keys that are counted at once.
  static final int MOST_READ = 1 << 19;

  /// The most addresses of keys that are kept, and the most addresses.
  static final int MOST_KEPT = 1 << 15;

  /// The place of a key and an endpoint in the arrays that follow.
  private final PairPlaces places = new PairPlaces();

  /// By slot and place. A slot has a row from its first request on.
  private final int[][] rows;

  private int[] row = new int[0];

  /// The places of a batch.
  private final int[] at = new int[LineBatch.MOST];

  /// The entries of a batch's addresses.
  private final int[] entries = new int[LineBatch.MOST];

  /// By place: its newest line.
  private long[] lastMicros = new long[0];

  /// By place: the entry of its address in [#read]; where it is none, the address stands in
  /// [#lastIps].
  private int[] lastEntries = new int[0];

  private long[] lastIps = new long[0];
  private int slot;
  private int room;

  private final Ips numbers;

  /// By key and address, exact: those of lines, and what was counted elsewhere. Both move into the
  /// two that follow when they get too large.
  private final AddressCounts read;

  private LongCounts exact = new LongCounts();
  private LongCounts keyIps = new LongCounts();
  private LongCounts ips = new LongCounts();
  private boolean settled;
  private long keyIpError;
  private long ipError;

  /// @param slots how many a day has
  DayTally(int slots, Ips numbers) {
    this(slots, numbers, 0);
  }

  /// @param lines how many there will be, roughly
  DayTally(int slots, Ips numbers, long lines) {
    this.rows = new int[slots][0];
    this.numbers = numbers;
    this.read = new AddressCounts((int) Math.min(lines / 6, 1 << 15));
    grow(Math.clamp(lines / 16, 64, 1 << 14));
  }

  static long keyIp(int key, long ip) {
    return ((long) key << Ips.BITS) | ip;
  }

  static int keyOf(long keyIp) {
    return (int) (keyIp >>> Ips.BITS);
  }

  static long ipOf(long keyIp) {
    return keyIp & ((1L << Ips.BITS) - 1);
  }

  /// Counts in a slot from now on.
  void turnTo(int next) {
    slot = next;
    row = row(next);
  }

  private int[] row(int of) {
    if (rows[of].length < room) {
      rows[of] = Arrays.copyOf(rows[of], room);
    }
    return rows[of];
  }

  /// Requests of the slot. A loop for each table, so that a processor may wait for many of its
  /// places at once.
  void take(LineBatch batch, int from, int to) {
    places.of(batch.keys, batch.endpoints, from, to, at);
    while (places.size() > room) {
      grow(room * 2);
    }
    count(row, from, to);
    read.increment(batch, from, to, entries);
    keepLast(batch.micros, from, to);
    if (read.size() > MOST_READ) {
      settle();
    }
  }

  private void count(int[] counts, int from, int to) {
    int[] places = at;
    for (int i = from; i < to; i++) {
      counts[places[i]]++;
    }
  }

  private void keepLast(long[] micros, int from, int to) {
    int[] places = at;
    long[] moments = lastMicros;
    int[] last = lastEntries;
    for (int i = from; i < to; i++) {
      int place = places[i];
      if (micros[i] >= moments[place]) {
        moments[place] = micros[i];
        last[place] = entries[i];
      }
    }
  }

  private void addRest(long count) {
    settled = true;
    keyIpError += count;
    ipError += count;
  }

  private int place(int key, int endpoint) {
    int place = places.of(key, endpoint);
    if (place >= room) {
      grow(room * 2);
    }
    return place;
  }

  private void grow(int more) {
    int before = room;
    room = more;
    lastMicros = Arrays.copyOf(lastMicros, room);
    lastEntries = Arrays.copyOf(lastEntries, room);
    lastIps = Arrays.copyOf(lastIps, room);
    Arrays.fill(lastMicros, before, room, Long.MIN_VALUE);
    turnTo(slot);
  }

  private void addIp(int key, long ip, long count) {
    if (ip == Ips.REST) {
      addRest(count);
    } else {
      exact.add(keyIp(key, ip), count);
      if (exact.size() > MOST_READ) {
        settle();
      }
    }
  }

  private void settle() {
    settled = true;
    for (int place = 0; place < places.size(); place++) {
      setLastIp(place, lastIp(place));
    }
    for (int entry = 1; entry <= read.size(); entry++) {
      settle(read.key(entry), read.ip(entry, numbers), read.count(entry));
    }
    read.clear();
    exact.forEach((keyIp, count) -> settle(keyOf(keyIp), ipOf(keyIp), count));
    exact = new LongCounts();
    if (keyIps.size() > MOST_READ) {
      keyIpError += keyIps.keepMost(MOST_READ / 2);
    }
    if (ips.size() > MOST_READ) {
      ipError += ips.keepMost(MOST_READ / 2);
    }
  }

  private void settle(int key, long ip, long count) {
    if (ip == Ips.REST) {
      addRest(count);
    } else {
      keyIps.add(keyIp(key, ip), count);
      ips.add(ip, count);
    }
  }

  private long lastIp(int place) {
    int entry = lastEntries[place];
    return entry == AddressCounts.NONE ? lastIps[place] : read.ip(entry, numbers);
  }

  private void setLastIp(int place, long ip) {
    lastEntries[place] = AddressCounts.NONE;
    lastIps[place] = ip;
  }

  /// Adds what was counted elsewhere.
  void addAll(DayCells other) {
    other.forEachCell(
        (key, endpoint, at, count) -> {
          int place = place(key, endpoint);
          row(at)[place] += (int) count;
        });
    other.forEachLast(
        (key, micros, endpoint, ip) -> {
          int place = place(key, endpoint);
          if (micros >= lastMicros[place]) {
            lastMicros[place] = micros;
            setLastIp(place, ip);
          }
        });
    if (other.keyIpError() == 0 && other.ipError() == 0) {
      other.forEachKeyIp(this::addIp);
    } else {
      settled = true;
      other.forEachKeyIp((key, ip, count) -> keyIps.add(keyIp(key, ip), count));
      other.forEachIp(ips::add);
      keyIpError += other.keyIpError();
      ipError += other.ipError();
    }
  }

  /// What was counted. Counts from the beginning after that, in the same room: what a processor has
  /// at hand is faster than new memory.
  DayCounts done() {
    DayPacker packer = new DayPacker(places, rows, lastMicros, this::lastIp);
    Optional<DayPacker.KeyIps> all = settled ? Optional.empty() : all();
    if (all.isEmpty()) {
      settle();
      if (keyIps.size() > MOST_KEPT) {
        keyIpError += keyIps.keepMost(MOST_KEPT);
      }
      if (ips.size() > MOST_KEPT) {
        ipError += ips.keepMost(MOST_KEPT);
      }
    }
    DayCounts packed =
        packer.pack(all.orElseGet(() -> DayPacker.KeyIps.of(keyIps)), ips, keyIpError, ipError);
    clear();
    return packed;
  }

  /// The addresses where all are told apart and are from the same source, so that none is there
  /// twice.
  private Optional<DayPacker.KeyIps> all() {
    if (read.size() > MOST_KEPT
        || exact.size() > MOST_KEPT
        || (read.size() > 0 && exact.size() > 0)) {
      return Optional.empty();
    }
    DayPacker.KeyIps all =
        read.size() > 0 ? DayPacker.KeyIps.of(read, numbers) : DayPacker.KeyIps.of(exact);
    return all.has(Ips.REST) ? Optional.empty() : Optional.of(all);
  }

  /// Forgets all.
  void clear() {
    for (int[] counts : rows) {
      Arrays.fill(counts, 0, Math.min(counts.length, places.size()), 0);
    }
    Arrays.fill(lastMicros, 0, places.size(), Long.MIN_VALUE);
    Arrays.fill(lastEntries, 0, places.size(), AddressCounts.NONE);
    places.clear();
    read.clear();
    exact.clear();
    if (settled) {
      keyIps = new LongCounts();
      ips = new LongCounts();
      settled = false;
      keyIpError = 0;
      ipError = 0;
    }
  }
}
