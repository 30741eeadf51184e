package keyconsole.usage;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// The counts of a UTC day, packed. Immutable.
final class DayCounts implements DayCells {

  private static final int IP_BYTES = 5;
  private static final RunVisitor NOTHING = (_, _, _, _, _) -> {};

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

  /// Where in [#keyIps] a key's part begins.
  private final int[] ipsAt;

  /// For each key: how many addresses; five bytes of each, then its count.
  private final byte[] keyIps;

  /// The addresses of all keys; empty where [#keyIps] tells all.
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
    int[] ipsAt = new int[0];
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
    Parts none = new Parts();
    none.slots = slots;
    return none.done();
  }

  int slots() {
    return slots;
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
    new Runs(
            (_, _, at, counts, count) -> {
              for (int i = 0; i < count; i++) {
                sum[0] += at[i] == slot ? counts[i] : 0;
              }
            })
        .of(place);
    return sum[0];
  }

  /// Whether a key has requests, and if so, its newest line.
  boolean last(int key, LastVisitor visitor) {
    int place = place(key);
    if (place >= 0) {
      last(place, new Runs(NOTHING).of(place), visitor);
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
  public void forEachRun(IntPredicate wanted, RunVisitor visitor) {
    Runs runs = new Runs(visitor);
    for (int i = 0; i < keys.length; i++) {
      if (wanted.test(keys[i])) {
        runs.of(i);
      }
    }
  }

  /// Unpacks the runs of keys.
  private final class Runs {
    private final RunVisitor visitor;
    private final int[] at = new int[slots];
    private final long[] counts = new long[slots];
    private int size;

    Runs(RunVisitor visitor) {
      this.visitor = visitor;
    }

    /// Says where it stands behind those of a key.
    ByteInput of(int place) {
      ByteInput in = new ByteInput(cells, cellsAt[place]);
      for (int left = in.smallNumber(); left > 0; left--) {
        int endpoint = endpoints[in.smallNumber()];
        size = 0;
        if (slots == 24) {
          add(in, 0, in.fixed(3));
        } else {
          long low = in.fixed(8);
          long high = in.fixed(4);
          add(in, 0, low);
          add(in, 64, high);
        }
        visitor.run(keys[place], endpoint, at, counts, size);
      }
      return in;
    }

    private void add(ByteInput in, int base, long mask) {
      for (long left = mask; left != 0; left &= left - 1) {
        at[size] = base + Long.numberOfTrailingZeros(left);
        counts[size] = in.number();
        size++;
      }
    }
  }

  @Override
  public void forEachLast(LastVisitor visitor) {
    Runs runs = new Runs(NOTHING);
    for (int i = 0; i < keys.length; i++) {
      last(i, runs.of(i), visitor);
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
      int key = keys[i];
      forEachIp(i, (ip, count) -> visitor.address(key, ip, count));
    }
  }

  private void forEachIp(int place, LongCounts.Visitor visitor) {
    ByteInput in = new ByteInput(keyIps, ipsAt[place]);
    for (long left = in.number(); left > 0; left--) {
      visitor.visit(ip(in.fixed(IP_BYTES)), in.number());
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
    if (ips.length == 0) {
      for (int i = 0; i < keys.length; i++) {
        forEachIp(i, visitor);
      }
    }
    ByteInput in = new ByteInput(ips, 0);
    while (in.hasMore()) {
      visitor.visit(ip(in.fixed(IP_BYTES)), in.number());
    }
  }

  /// Writes it with its texts, so that it can be read by whoever numbers them otherwise.
  void write(ByteOutput out, Names names, Ips addresses) {
    out.number(slots);
    out.number(keys.length);
    for (int i = 0; i < keys.length; i++) {
      out.text(names.bytes(keys[i]));
      out.number(requests[i]);
      out.number(cellsAt[i]);
      out.number(ipsAt[i]);
    }
    out.text(cells);
    out.text(keyIps);
    out.text(ips);
    write(out, endpoints, names);
    write(out, texts, addresses.texts());
    out.number(keyIpError);
    out.number(ipError);
  }

  private static void write(ByteOutput out, int[] numbers, Names names) {
    out.number(numbers.length);
    for (int number : numbers) {
      out.text(names.bytes(number));
    }
  }

  /// Reads what was written.
  static DayCounts read(ByteInput in, Names.Met names, Names.Met addresses) {
    Parts parts = new Parts();
    parts.slots = in.smallNumber();
    int size = in.count();
    parts.keys = new int[size];
    parts.requests = new long[size];
    parts.cellsAt = new int[size];
    parts.ipsAt = new int[size];
    for (int i = 0; i < size; i++) {
      parts.keys[i] = in.text(names);
      parts.requests[i] = in.number();
      parts.cellsAt[i] = in.smallNumber();
      parts.ipsAt[i] = in.smallNumber();
    }
    sort(parts);
    parts.cells = in.text();
    parts.keyIps = in.text();
    parts.ips = in.text();
    parts.endpoints = numbers(in, names);
    parts.texts = numbers(in, addresses);
    parts.keyIpError = in.number();
    parts.ipError = in.number();
    return parts.done();
  }

  private static int[] numbers(ByteInput in, Names.Met names) {
    int[] numbers = new int[in.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.text(names);
    }
    return numbers;
  }

  /// By the numbers that the keys have here.
  private static void sort(Parts parts) {
    long[] order = new long[parts.keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = ((long) parts.keys[i] << 32) | i;
    }
    Arrays.sort(order);
    long[] requests = parts.requests.clone();
    int[] cellsAt = parts.cellsAt.clone();
    int[] ipsAt = parts.ipsAt.clone();
    for (int i = 0; i < order.length; i++) {
      int from = (int) order[i];
      parts.keys[i] = (int) (order[i] >>> 32);
      parts.requests[i] = requests[from];
      parts.cellsAt[i] = cellsAt[from];
      parts.ipsAt[i] = ipsAt[from];
    }
  }
}
