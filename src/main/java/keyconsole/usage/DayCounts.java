package keyconsole.usage;

import java.util.Arrays;

/// The counts of a UTC day, packed. Immutable.
final class DayCounts implements DayCells {

  private static final int IP_BYTES = 5;

  /// How many a day has: 24 or 96.
  private final int slots;

  /// Their numbers, ascending.
  private final int[] keys;

  /// By the place of the key.
  private final long[] requests;

  /// Where in [#cells] a key's part begins.
  private final int[] cellsAt;

  /// For each key: how many endpoints; for each of them its place, a bit a slot, the counts of
  /// those slots; then the newest line: endpoint, moment, address.
  private final byte[] cells;

  /// Where in [#keyIps] a key's part begins; one more for the end.
  private final int[] ipsAt;

  /// Five bytes of an address, then its count.
  private final byte[] keyIps;

  /// The same for all keys; empty where [#keyIps] tells all.
  private final byte[] ips;

  /// Their numbers, by their places in this day.
  private final int[] endpoints;

  /// The places in [Ips] of addresses that are texts, by their places in this day.
  private final int[] texts;

  private final long keyIpError;
  private final long ipError;

  private DayCounts(Parts parts) {
    this.slots = parts.slots;
    this.keys = parts.keys;
    this.requests = parts.requests;
    this.cellsAt = parts.cellsAt;
    this.cells = parts.cells;
    this.ipsAt = parts.ipsAt;
    this.keyIps = parts.keyIps;
    this.ips = parts.ips;
    this.endpoints = parts.endpoints;
    this.texts = parts.texts;
    this.keyIpError = parts.keyIpError;
    this.ipError = parts.ipError;
  }

  /// What it is made of, field by field.
  static final class Parts {
    int slots;
    int[] keys = new int[0];
    long[] requests = new long[0];
    int[] cellsAt = new int[0];
    byte[] cells = new byte[0];
    int[] ipsAt = new int[1];
    byte[] keyIps = new byte[0];
    byte[] ips = new byte[0];
    int[] endpoints = new int[0];
    int[] texts = new int[0];
    long keyIpError;
    long ipError;

    DayCounts done() {
      return new DayCounts(this);
    }
  }

  /// Nothing.
  static DayCounts empty(int slots) {
    return new DayTally(slots).done();
  }

  /// How many bytes it takes, roughly.
  int bytes() {
    return cells.length + keyIps.length + ips.length + 24 * keys.length;
  }

  private int place(int key) {
    return Arrays.binarySearch(keys, key);
  }

  /// Requests of a key.
  long requests(int key) {
    int place = place(key);
    return place < 0 ? 0 : requests[place];
  }

  /// Requests of a key in one slot.
  long requests(int key, int slot) {
    int place = place(key);
    if (place < 0) {
      return 0;
    }
    long[] sum = new long[1];
    cells(place, (_, _, at, count) -> sum[0] += at == slot ? count : 0);
    return sum[0];
  }

  /// Whether a key has requests, and if so, its newest line.
  boolean last(int key, LastVisitor visitor) {
    int place = place(key);
    if (place >= 0) {
      last(place, cells(place, (_, _, _, _) -> {}), visitor);
    }
    return place >= 0;
  }

  @Override
  public void forEachKey(KeyVisitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      visitor.key(keys[i], requests[i]);
    }
  }

  @Override
  public void forEachCell(CellVisitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      cells(i, visitor);
    }
  }

  /// Says where it stands behind them.
  private ByteInput cells(int place, CellVisitor visitor) {
    ByteInput in = new ByteInput(cells, cellsAt[place]);
    int key = keys[place];
    for (int left = in.smallNumber(); left > 0; left--) {
      int endpoint = endpoints[in.smallNumber()];
      if (slots == 24) {
        cells(in, key, endpoint, 0, in.fixed(3), visitor);
      } else {
        long low = in.fixed(8);
        long high = in.fixed(4);
        cells(in, key, endpoint, 0, low, visitor);
        cells(in, key, endpoint, 64, high, visitor);
      }
    }
    return in;
  }

  private static void cells(
      ByteInput in, int key, int endpoint, int base, long mask, CellVisitor visitor) {
    for (long left = mask; left != 0; left &= left - 1) {
      visitor.cell(key, endpoint, base + Long.numberOfTrailingZeros(left), in.number());
    }
  }

  @Override
  public void forEachLast(LastVisitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      last(i, cells(i, (_, _, _, _) -> {}), visitor);
    }
  }

  private void last(int place, ByteInput in, LastVisitor visitor) {
    int endpoint = endpoints[in.smallNumber()];
    long micros = in.fixed(8);
    visitor.last(keys[place], micros, endpoint, ip(in.fixed(IP_BYTES)));
  }

  private long ip(long local) {
    int place = Ips.place(local);
    return place < 0 || local == Ips.REST ? local : Ips.TEXT + texts[place];
  }

  @Override
  public void forEachKeyIp(KeyIpVisitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      ByteInput in = new ByteInput(keyIps, ipsAt[i]);
      while (in.at() < ipsAt[i + 1]) {
        visitor.address(keys[i], ip(in.fixed(IP_BYTES)), in.number());
      }
    }
  }

  @Override
  public long keyIpError() {
    return keyIpError;
  }

  @Override
  public long ipError() {
    return ipError;
  }

  @Override
  public void forEachIp(LongCounts.Visitor visitor) {
    ByteInput in = new ByteInput(ips.length > 0 ? ips : keyIps, 0);
    while (in.hasMore()) {
      visitor.visit(ip(in.fixed(IP_BYTES)), in.number());
    }
  }
}
