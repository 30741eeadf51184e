package keyconsole.usage;

import java.util.function.IntPredicate;

/// What was asked for on a UTC day, how often and from where. Keys and endpoints are numbers of
/// [Names], addresses those of [Ips].
interface DayCells {

  /// What is done with each count of a key, an endpoint and a slot.
  interface CellVisitor {
    /// Takes one.
    ///
    /// @param slot from 0, at midnight; an hour or a quarter of one
    void cell(int key, int endpoint, int slot, long count);
  }

  /// What is done with the counts of a key and an endpoint.
  interface RunVisitor {
    /// Takes some. The arrays are used again for others after it.
    ///
    /// @param slots from 0, at midnight; an hour or a quarter of one
    /// @param counts of those slots
    /// @param size how many there are
    void run(int key, int endpoint, int[] slots, long[] counts, int size);
  }

  /// What is done with each address of a key.
  interface KeyIpVisitor {
    /// Takes one.
    void address(int key, long ip, long count);
  }

  /// What is done with each key's newest line.
  interface LastVisitor {
    /// Takes one.
    ///
    /// @param micros since 1970, UTC
    void last(int key, long micros, int endpoint, long ip);
  }

  /// What is done with each key's sum.
  interface KeyVisitor {
    /// Takes one.
    void key(int key, long count);
  }

  /// Sums of keys, in any order. One may come in several parts.
  void forEachKey(KeyVisitor visitor);

  /// Sums of endpoints. One may come in several parts.
  default void forEachEndpoint(LongCounts.Visitor visitor) {
    forEachCell((_, endpoint, _, count) -> visitor.visit(endpoint, count));
  }

  /// Adds the requests of each slot to those of as many from a place on.
  default void addSlots(long[] sums, int from) {
    forEachCell((_, _, slot, count) -> sums[from + slot] += count);
  }

  /// The counts of a key and an endpoint may come in several runs.
  default void forEachRun(RunVisitor visitor) {
    forEachRun(_ -> true, visitor);
  }

  /// The same of some keys only, by their numbers.
  void forEachRun(IntPredicate keys, RunVisitor visitor);

  /// The same one by one.
  default void forEachCell(CellVisitor visitor) {
    forEachRun(
        (key, endpoint, slots, counts, size) -> {
          for (int i = 0; i < size; i++) {
            visitor.cell(key, endpoint, slots[i], counts[i]);
          }
        });
  }

  void forEachLast(LastVisitor visitor);

  /// Addresses by key.
  void forEachKeyIp(KeyIpVisitor visitor);

  /// Addresses of all keys.
  void forEachIp(LongCounts.Visitor visitor);

  /// How many requests may be missing from an address of a key.
  long keyIpError();

  /// How many requests may be missing from an address.
  long ipError();
}
