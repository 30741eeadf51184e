package keyconsole.usage;

import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one file holds of one UTC day: what was packed, and the few lines since. Whoever has the
/// lock of [UsageCounts] changes it.
final class FileDay implements DayCells {

  /// As many entries are kept unpacked, at the least.
  private static final int FEW = 4_096;

  private static final int PACKED_TO_FEW = 8;

  private final int slots;
  private final Ips ips;
  private @Nullable Supplier<DayCounts> packed;
  private Rollup.Day fresh = new Rollup.Day();

  /// @param slots how many a day has
  FileDay(int slots, Ips ips) {
    this.slots = slots;
    this.ips = ips;
  }

  /// @param kept what is there already; asked when it is needed
  FileDay(int slots, Supplier<DayCounts> kept, Ips ips) {
    this(slots, ips);
    this.packed = kept;
  }

  /// Adds lines that stand behind these.
  void add(DayCells newer) {
    if (newer instanceof DayCounts counts) {
      pack(packed == null && fresh.size() == 0 ? counts : packed(counts));
      return;
    }
    fresh.addAll(newer);
    if (fresh.size() > FEW && fresh.size() > packedSize() / PACKED_TO_FEW) {
      pack(packed(DayCounts.empty(slots)));
    }
  }

  private void pack(DayCounts all) {
    packed = () -> all;
  }

  /// Makes sure that what is kept of it is read, and gives what was packed.
  DayCounts load() {
    return packed == null ? DayCounts.empty(slots) : packed.get();
  }

  private int packedSize() {
    return packed == null ? 0 : packed.get().bytes() / 4;
  }

  /// All of it in one.
  DayCounts packed() {
    Supplier<DayCounts> known = packed;
    if (known == null || fresh.size() > 0) {
      DayCounts all = packed(DayCounts.empty(slots));
      pack(all);
      return all;
    }
    return known.get();
  }

  private DayCounts packed(DayCounts newer) {
    DayTally all = new DayTally(slots, ips);
    if (packed != null) {
      all.addAll(packed.get());
    }
    all.addAll(fresh);
    all.addAll(newer);
    fresh = new Rollup.Day();
    return all.done();
  }

  long requests(int key) {
    return fresh.requests(key) + (packed == null ? 0 : packed.get().requests(key));
  }

  long requests(int key, int slot) {
    return fresh.requests(key, slot) + (packed == null ? 0 : packed.get().requests(key, slot));
  }

  /// Hands over the newest lines of a key: the newest of those handed over is the newest of all.
  void last(int key, LastVisitor visitor) {
    if (packed != null) {
      packed.get().last(key, visitor);
    }
    fresh.last(key, visitor);
  }

  @Override
  public void forEachKey(KeyVisitor visitor) {
    if (packed != null) {
      packed.get().forEachKey(visitor);
    }
    fresh.forEachKey(visitor);
  }

  @Override
  public void forEachEndpoint(LongCounts.Visitor visitor) {
    if (packed != null) {
      packed.get().forEachEndpoint(visitor);
    }
    fresh.forEachEndpoint(visitor);
  }

  @Override
  public void addSlots(long[] sums, int from) {
    if (packed != null) {
      packed.get().addSlots(sums, from);
    }
    fresh.addSlots(sums, from);
  }

  @Override
  public void forEachRun(IntPredicate keys, RunVisitor visitor) {
    if (packed != null) {
      packed.get().forEachRun(keys, visitor);
    }
    fresh.forEachRun(keys, visitor);
  }

  @Override
  public void forEachLast(LastVisitor visitor) {
    if (packed != null) {
      packed.get().forEachLast(visitor);
    }
    fresh.forEachLast(visitor);
  }

  @Override
  public void forEachKeyIp(KeyIpVisitor visitor) {
    if (packed != null) {
      packed.get().forEachKeyIp(visitor);
    }
    fresh.forEachKeyIp(visitor);
  }

  @Override
  public void forEachIp(LongCounts.Visitor visitor) {
    if (packed != null) {
      packed.get().forEachIp(visitor);
    }
    fresh.forEachIp(visitor);
  }

  @Override
  public long keyIpError() {
    return fresh.keyIpError() + (packed == null ? 0 : packed.get().keyIpError());
  }

  @Override
  public long ipError() {
    return fresh.ipError() + (packed == null ? 0 : packed.get().ipError());
  }
}
