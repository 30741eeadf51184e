package keyconsole.usage;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/// The counts of a few lines, by UTC day: quick to add to and to ask, at the price of room. Not
/// thread-safe.
final class Rollup implements LineSink {

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  final Map<Long, Day> days = new HashMap<>();
  private final int slots;
  private final Ips ips;

  /// @param slots how many a day has
  Rollup(int slots, Ips ips) {
    this.slots = slots;
    this.ips = ips;
  }

  /// One UTC day.
  static final class Day implements DayCells {
    private static final int SLOT_BITS = 7;
    private static final int ENDPOINT_BITS = 27;

    /// By key.
    private final LongCounts requests = new LongCounts();

    /// By key and slot.
    private final LongCounts slots = new LongCounts();

    /// By key, endpoint and slot.
    private final LongCounts cells = new LongCounts();

    /// By key and address, see [DayTally#keyIp].
    private final LongCounts ips = new LongCounts();

    private final Map<Integer, Last> lasts = new HashMap<>();
    private long rest;

    /// The newest line of a key.
    private record Last(long micros, int endpoint, long ip) {}

    private static long keyAndSlot(int key, int slot) {
      return ((long) key << SLOT_BITS) | slot;
    }

    private void count(long micros, int key, int endpoint, int slot, long ip) {
      addCell(key, endpoint, slot, 1);
      addIp(key, ip, 1);
      addLast(key, micros, endpoint, ip);
    }

    private void addCell(int key, int endpoint, int slot, long count) {
      requests.add(key, count);
      slots.add(keyAndSlot(key, slot), count);
      cells.add((((((long) key << ENDPOINT_BITS) | endpoint) << SLOT_BITS) | slot), count);
    }

    private void addIp(int key, long ip, long count) {
      if (ip == Ips.REST) {
        rest += count;
      } else {
        ips.add(DayTally.keyIp(key, ip), count);
      }
    }

    private void addLast(int key, long micros, int endpoint, long ip) {
      Last last = lasts.get(key);
      if (last == null || micros >= last.micros) {
        lasts.put(key, new Last(micros, endpoint, ip));
      }
    }

    /// Adds what stands behind these lines.
    void addAll(DayCells newer) {
      newer.forEachCell(this::addCell);
      newer.forEachKeyIp(this::addIp);
      newer.forEachLast(this::addLast);
      rest += newer.ipError();
    }

    /// How much room it takes, roughly, in entries.
    int size() {
      return cells.size() + ips.size();
    }

    long requests(int key) {
      return requests.get(key);
    }

    long requests(int key, int slot) {
      return slots.get(keyAndSlot(key, slot));
    }

    @Override
    public void forEachKey(KeyVisitor visitor) {
      requests.forEach((key, count) -> visitor.key((int) key, count));
    }

    @Override
    public void forEachRun(IntPredicate keys, RunVisitor visitor) {
      int[] slot = new int[1];
      long[] one = new long[1];
      cells.forEach(
          (cell, count) -> {
            int key = (int) (cell >>> (ENDPOINT_BITS + SLOT_BITS));
            if (keys.test(key)) {
              int endpoint = (int) (cell >>> SLOT_BITS) & ((1 << ENDPOINT_BITS) - 1);
              slot[0] = (int) cell & ((1 << SLOT_BITS) - 1);
              one[0] = count;
              visitor.run(key, endpoint, slot, one, 1);
            }
          });
    }

    @Override
    public void forEachLast(LastVisitor visitor) {
      lasts.forEach((key, last) -> visitor.last(key, last.micros, last.endpoint, last.ip));
    }

    /// Hands over the newest line of a key, where it has one.
    void last(int key, LastVisitor visitor) {
      Last last = lasts.get(key);
      if (last != null) {
        visitor.last(key, last.micros, last.endpoint, last.ip);
      }
    }

    @Override
    public void forEachKeyIp(KeyIpVisitor visitor) {
      ips.forEach(
          (keyIp, count) -> visitor.address(DayTally.keyOf(keyIp), DayTally.ipOf(keyIp), count));
    }

    @Override
    public void forEachIp(LongCounts.Visitor visitor) {
      ips.forEach((keyIp, count) -> visitor.visit(DayTally.ipOf(keyIp), count));
    }

    @Override
    public long keyIpError() {
      return rest;
    }

    @Override
    public long ipError() {
      return rest;
    }
  }

  @Override
  public void take(LineBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      long micros = batch.micros[i];
      int slot = (int) (Math.floorMod(micros, MICROS_PER_DAY) * slots / MICROS_PER_DAY);
      days.computeIfAbsent(Math.floorDiv(micros, MICROS_PER_DAY), _ -> new Day())
          .count(
              micros,
              batch.keys[i],
              batch.endpoints[i],
              slot,
              ips.number(batch.ipFirsts[i], batch.ipSeconds[i]));
    }
  }
}
