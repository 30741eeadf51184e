package keyconsole.usage;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// What one file holds of one UTC day: what was packed, and the few lines since. Whoever has the
/// lock of [UsageCounts] changes it.
final class FileDay implements DayCells {

  /// As many entries are kept unpacked, at the least.
  private static final int FEW = 4_096;

  private static final int PACKED_TO_FEW = 8;

  private final int slots;
  private final Ips ips;
  private @Nullable DayCounts packed;
  private Rollup.Day fresh = new Rollup.Day();

  /// @param slots how many a day has
  FileDay(int slots, Ips ips) {
    this.slots = slots;
    this.ips = ips;
  }

  FileDay(DayCounts packed, Ips ips) {
    this.slots = packed.slots();
    this.ips = ips;
    this.packed = packed;
  }

  /// Adds lines that stand behind these.
  void add(DayCells newer) {
    if (newer instanceof DayCounts counts) {
      packed = packed == null && fresh.size() == 0 ? counts : packed(counts);
      return;
    }
    fresh.addAll(newer);
    if (fresh.size() > FEW && fresh.size() > packedSize() / PACKED_TO_FEW) {
      packed = packed(DayCounts.empty(slots));
    }
  }

  private int packedSize() {
    return packed == null ? 0 : packed.bytes() / 4;
  }

  /// All of it in one.
  DayCounts packed() {
    if (packed == null || fresh.size() > 0) {
      packed = packed(DayCounts.empty(slots));
    }
    return packed;
  }

  private DayCounts packed(DayCounts newer) {
    DayTally all = new DayTally(slots, ips);
    if (packed != null) {
      all.addAll(packed);
    }
    all.addAll(fresh);
    all.addAll(newer);
    fresh = new Rollup.Day();
    return all.done();
  }

  long requests(int key) {
    return fresh.requests(key) + (packed == null ? 0 : packed.requests(key));
  }

  long requests(int key, int slot) {
    return fresh.requests(key, slot) + (packed == null ? 0 : packed.requests(key, slot));
  }

  /// Hands over the newest lines of a key: the newest of those handed over is the newest of all.
  void last(int key, LastVisitor visitor) {
    if (packed != null) {
      packed.last(key, visitor);
    }
    fresh.last(key, visitor);
  }

  @Override
  public void forEachKey(KeyVisitor visitor) {
    if (packed != null) {
      packed.forEachKey(visitor);
    }
    fresh.forEachKey(visitor);
  }

  @Override
  public void forEachEndpoint(LongCounts.Visitor visitor) {
    if (packed != null) {
      packed.forEachEndpoint(visitor);
    }
    fresh.forEachEndpoint(visitor);
  }

  @Override
  public void addSlots(long[] sums, int from) {
    if (packed != null) {
      packed.addSlots(sums, from);
    }
    fresh.addSlots(sums, from);
  }

  @Override
  public void forEachRun(IntPredicate keys, RunVisitor visitor) {
    if (packed != null) {
      packed.forEachRun(keys, visitor);
    }
    fresh.forEachRun(keys, visitor);
  }

  @Override
  public void forEachLast(LastVisitor visitor) {
    if (packed != null) {
      packed.forEachLast(visitor);
    }
    fresh.forEachLast(visitor);
  }

  @Override
  public void forEachKeyIp(KeyIpVisitor visitor) {
    if (packed != null) {
      packed.forEachKeyIp(visitor);
    }
    fresh.forEachKeyIp(visitor);
  }

  @Override
  public void forEachIp(LongCounts.Visitor visitor) {
    if (packed != null) {
      packed.forEachIp(visitor);
    }
    fresh.forEachIp(visitor);
  }

  @Override
  public long keyIpError() {
    return fresh.keyIpError() + (packed == null ? 0 : packed.keyIpError());
  }

  @Override
  public long ipError() {
    return fresh.ipError() + (packed == null ? 0 : packed.ipError());
  }
}
