package keyconsole.usage;

import java.util.function.IntPredicate;

/// The counts of a UTC day, packed. Immutable, as far as anybody can see.
final class DayCounts implements DayCells {

  private static final int IP_BYTES = 5;
  private static final RunVisitor NOTHING = (_, _, _, _, _) -> {};

  /// How many a day has: 24 or 96.
  private final int slots;

  private final LocalNumbers keys;

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

  private final LocalNumbers endpoints;

  /// By the place of an endpoint.
  private final long[] endpointSums;

  /// Those of all keys together.
  private final long[] slotSums;

  /// The places in [Ips] of addresses that are texts.
  private final LocalNumbers texts;

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
    this.endpointSums = parts.endpointSums;
    this.slotSums = parts.slotSums;
    this.texts = parts.texts;
    this.keyIpError = parts.keyIpError;
    this.ipError = parts.ipError;
  }

  /// What it is made of, field by field.
  static final class Parts {
    int slots;
    LocalNumbers keys = LocalNumbers.of(new int[0]);
    long[] requests = new long[0];
    int[] cellsAt = new int[0];
    byte[] cells = new byte[0];
    int[] ipsAt = new int[0];
    byte[] keyIps = new byte[0];
    byte[] ips = new byte[0];
    LocalNumbers endpoints = LocalNumbers.of(new int[0]);
    long[] endpointSums = new long[0];
    long[] slotSums = new long[0];
    LocalNumbers texts = LocalNumbers.of(new int[0]);
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
    none.slotSums = new long[slots];
    return none.done();
  }

  int slots() {
    return slots;
  }

  /// How many bytes it takes, roughly.
  int bytes() {
    return cells.length + keyIps.length + ips.length + 24 * keys.size();
  }

  /// Requests of a key.
  long requests(int key) {
    int place = keys.place(key);
    return place < 0 ? 0 : requests[place];
  }

  /// Requests of a key in one slot.
  long requests(int key, int slot) {
    int place = keys.place(key);
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
    int place = keys.place(key);
    if (place >= 0) {
      last(place, new Runs(NOTHING).of(place), visitor);
    }
    return place >= 0;
  }

  @Override
  public void forEachKey(KeyVisitor visitor) {
    int[] numbers = keys.all();
    for (int i = 0; i < numbers.length; i++) {
      visitor.key(numbers[i], requests[i]);
    }
  }

  @Override
  public void forEachEndpoint(LongCounts.Visitor visitor) {
    int[] numbers = endpoints.all();
    for (int i = 0; i < numbers.length; i++) {
      visitor.visit(numbers[i], endpointSums[i]);
    }
  }

  @Override
  public void addSlots(long[] sums, int from) {
    for (int slot = 0; slot < slots; slot++) {
      sums[from + slot] += slotSums[slot];
    }
  }

  @Override
  public void forEachRun(IntPredicate wanted, RunVisitor visitor) {
    Runs runs = new Runs(visitor);
    int[] numbers = keys.all();
    for (int i = 0; i < numbers.length; i++) {
      if (wanted.test(numbers[i])) {
        runs.of(i);
      }
    }
  }

  /// Unpacks the runs of keys.
  private final class Runs {
    private final RunVisitor visitor;
    private final int[] keyNumbers = keys.all();
    private final int[] endpointNumbers = endpoints.all();
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
        int endpoint = endpointNumbers[in.smallNumber()];
        size = 0;
        if (slots == 24) {
          add(in, 0, in.fixed(3));
        } else {
          long low = in.fixed(8);
          long high = in.fixed(4);
          add(in, 0, low);
          add(in, 64, high);
        }
        visitor.run(keyNumbers[place], endpoint, at, counts, size);
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
    for (int i = 0; i < keys.size(); i++) {
      last(i, runs.of(i), visitor);
    }
  }

  private void last(int place, ByteInput in, LastVisitor visitor) {
    int endpoint = endpoints.all()[in.smallNumber()];
    long micros = in.fixed(8);
    visitor.last(keys.all()[place], micros, endpoint, ip(in.fixed(IP_BYTES)));
  }

  private long ip(long local) {
    int place = Ips.place(local);
    return place < 0 || local == Ips.REST ? local : Ips.TEXT + texts.all()[place];
  }

  @Override
  public void forEachKeyIp(KeyIpVisitor visitor) {
    int[] numbers = keys.all();
    for (int i = 0; i < numbers.length; i++) {
      int key = numbers[i];
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
      for (int i = 0; i < keys.size(); i++) {
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
    out.longs(slotSums);
    keys.write(out, names);
    out.longs(requests);
    out.ints(cellsAt);
    out.ints(ipsAt);
    out.text(cells);
    out.text(keyIps);
    out.text(ips);
    endpoints.write(out, names);
    out.longs(endpointSums);
    texts.write(out, addresses.texts());
    out.number(keyIpError);
    out.number(ipError);
  }

  /// Reads what was written.
  static DayCounts read(ByteInput in, Names names, Ips addresses) {
    Parts parts = new Parts();
    parts.slots = in.smallNumber();
    parts.slotSums = in.longs(parts.slots);
    parts.keys = LocalNumbers.read(in, names);
    parts.requests = in.longs(parts.keys.size());
    parts.cellsAt = in.ints(parts.keys.size());
    parts.ipsAt = in.ints(parts.keys.size());
    parts.cells = in.text();
    parts.keyIps = in.text();
    parts.ips = in.text();
    parts.endpoints = LocalNumbers.read(in, names);
    parts.endpointSums = in.longs(parts.endpoints.size());
    parts.texts = LocalNumbers.read(in, addresses.texts());
    parts.keyIpError = in.number();
    parts.ipError = in.number();
    return parts.done();
  }

  /// How many bytes its texts took when it was read.
  long textBytes() {
    return keys.textBytes() + endpoints.textBytes() + texts.textBytes();
  }

  /// Looks up all texts that were read, so that no more room is needed for them.
  void lookUp() {
    keys.all();
    endpoints.all();
    texts.all();
  }
}
