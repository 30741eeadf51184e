package keyconsole.usage;

import java.util.Arrays;

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

  private final int slots;

  /// The place of a key and an endpoint in the arrays that follow.
  private final PairPlaces places = new PairPlaces();

  /// By place and slot.
  private int[] cells = new int[0];

  /// By place: requests in the slot that is being counted.
  private int[] now = new int[0];

  /// By place: its newest line.
  private long[] lastMicros = new long[0];

  private long[] lastIps = new long[0];
  private int[] touched = new int[0];
  private int touchedSize;
  private int slot;

  /// By key and address, exact. Moves into the two that follow when it gets too large.
  private LongCounts exact;

  private final LongCounts keyIps = new LongCounts();
  private final LongCounts ips = new LongCounts();
  private boolean settled;
  private long keyIpError;
  private long ipError;

  /// @param slots how many a day has
  DayTally(int slots) {
    this(slots, 0);
  }

  /// @param lines how many there will be, roughly
  DayTally(int slots, long lines) {
    this.slots = slots;
    this.exact = new LongCounts((int) Math.min(lines / 6, 1 << 15));
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

  /// Counts in another slot from now on.
  void turnTo(int next) {
    for (int i = 0; i < touchedSize; i++) {
      int place = touched[i];
      cells[place * slots + slot] += now[place];
      now[place] = 0;
    }
    touchedSize = 0;
    slot = next;
  }

  /// Requests of the slot.
  void take(LineBatch batch, int from, int to) {
    for (int i = from; i < to; i++) {
      int place = place(batch.keys[i], batch.endpoints[i]);
      if (now[place]++ == 0) {
        touched[touchedSize++] = place;
      }
      if (batch.micros[i] >= lastMicros[place]) {
        lastMicros[place] = batch.micros[i];
        lastIps[place] = batch.ips[i];
      }
    }
    for (int i = from; i < to; i++) {
      addIp(batch.keys[i], batch.ips[i], 1);
    }
  }

  private int place(int key, int endpoint) {
    int place = places.of(key, endpoint);
    if (place >= now.length) {
      grow(Math.max(64, now.length * 2));
    }
    return place;
  }

  private void grow(int room) {
    int before = now.length;
    cells = Arrays.copyOf(cells, Math.multiplyExact(room, slots));
    now = Arrays.copyOf(now, room);
    touched = Arrays.copyOf(touched, room);
    lastMicros = Arrays.copyOf(lastMicros, room);
    lastIps = Arrays.copyOf(lastIps, room);
    Arrays.fill(lastMicros, before, room, Long.MIN_VALUE);
  }

  private void addIp(int key, long ip, long count) {
    if (ip == Ips.REST) {
      settled = true;
      keyIpError += count;
      ipError += count;
    } else {
      exact.add(keyIp(key, ip), count);
      if (exact.size() > MOST_READ) {
        settle();
      }
    }
  }

  private void settle() {
    settled = true;
    exact.forEach(
        (keyIp, count) -> {
          keyIps.add(keyIp, count);
          ips.add(ipOf(keyIp), count);
        });
    exact = new LongCounts();
    if (keyIps.size() > MOST_READ) {
      keyIpError += keyIps.keepMost(MOST_READ / 2);
    }
    if (ips.size() > MOST_READ) {
      ipError += ips.keepMost(MOST_READ / 2);
    }
  }

  /// Adds what was counted elsewhere.
  void addAll(DayCells other) {
    other.forEachCell(
        (key, endpoint, at, count) -> {
          int place = place(key, endpoint);
          cells[place * slots + at] += (int) count;
        });
    other.forEachLast(
        (key, micros, endpoint, ip) -> {
          int place = place(key, endpoint);
          if (micros >= lastMicros[place]) {
            lastMicros[place] = micros;
            lastIps[place] = ip;
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

  /// What was counted. Nothing may be counted after it.
  DayCounts done() {
    turnTo(0);
    if (settled || exact.size() > MOST_KEPT) {
      settle();
      if (keyIps.size() > MOST_KEPT) {
        keyIpError += keyIps.keepMost(MOST_KEPT);
      }
      if (ips.size() > MOST_KEPT) {
        ipError += ips.keepMost(MOST_KEPT);
      }
    }
    return new DayPacker(slots, places, cells, lastMicros, lastIps)
        .pack(settled ? keyIps : exact, settled ? ips : new LongCounts(), keyIpError, ipError);
  }
}
