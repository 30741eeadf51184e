package keyconsole.usage;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/// Packs what a [DayTally] counted.
final class DayPacker {

  /// As many counts as a line of a processor's cache holds.
  private static final int TILE = 16;

  /// Of a day's 24 or 96.
  private static final int SLOTS_AT_ONCE = 24;

  private final int slots;
  private final PairPlaces places;
  private final int[][] rows;
  private final long[] lastMicros;
  private final IntToLongFunction lastIps;

  /// By place: where its counts end in [#packed], and what they are together.
  private final int[] packedEnds;

  private final long[] requests;

  /// The place of a key among those of the day.
  private int[] placeOf = new int[0];

  private final Locals endpoints = new Locals();

  /// By the place of an endpoint among those of the day.
  private long[] endpointSums = new long[16];

  private final Locals texts = new Locals();

  /// @param rows counts by slot and place; a row may end early
  /// @param lastMicros by place
  /// @param lastIps by place
  DayPacker(PairPlaces places, int[][] rows, long[] lastMicros, IntToLongFunction lastIps) {
    this.slots = rows.length;
    this.rows = rows;
    this.places = places;
    this.lastMicros = lastMicros;
    this.lastIps = lastIps;
    this.packedEnds = new int[places.size()];
    this.requests = new long[places.size()];
  }

  /// Numbers that a day uses, numbered from 0 on.
  private static final class Locals {
    private final LongCounts places = new LongCounts();
    private int[] numbers = new int[16];
    private int size;

    int of(int number) {
      long place = places.get(number);
      if (place == 0) {
        if (size == numbers.length) {
          numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
        places.add(number, size);
        return size - 1;
      }
      return (int) place - 1;
    }

    int[] all() {
      return Arrays.copyOf(numbers, size);
    }
  }

  /// Addresses of keys and their counts; an entry each.
  static final class KeyIps {
    private final int[] keys;
    private final long[] ips;
    private final long[] counts;

    private KeyIps(int size) {
      keys = new int[size];
      ips = new long[size];
      counts = new long[size];
    }

    static KeyIps of(LongCounts counted) {
      KeyIps all = new KeyIps(counted.size());
      int[] at = new int[1];
      counted.forEach(
          (keyIp, count) -> all.set(at[0]++, DayTally.keyOf(keyIp), DayTally.ipOf(keyIp), count));
      return all;
    }

    static KeyIps of(AddressCounts counted, Ips numbers) {
      KeyIps all = new KeyIps(counted.size());
      for (int i = 0; i < counted.size(); i++) {
        all.set(i, counted.key(i + 1), counted.ip(i + 1, numbers), counted.count(i + 1));
      }
      return all;
    }

    boolean has(long ip) {
      return Arrays.stream(ips).anyMatch(each -> each == ip);
    }

    private void set(int at, int key, long ip, long count) {
      keys[at] = key;
      ips[at] = ip;
      counts[at] = count;
    }
  }

  DayCounts pack(KeyIps keyIps, LongCounts ips, long keyIpError, long ipError) {
    int[] keys = keys();
    placeOf = new int[keys.length == 0 ? 0 : keys[keys.length - 1] + 1];
    for (int i = 0; i < keys.length; i++) {
      placeOf[keys[i]] = i;
    }
    int[] order = new int[places.size()];
    int[] ends = new int[keys.length];
    group(order, ends);
    long[] requestsOfKeys = new long[keys.length];
    int[] cellsAt = new int[keys.length];
    ByteOutput packed = packed();
    ByteOutput cells = new ByteOutput(packed.size() + places.size() + 24 * keys.length);
    for (int i = 0; i < keys.length; i++) {
      cellsAt[i] = cells.size();
      requestsOfKeys[i] = key(packed, cells, order, i == 0 ? 0 : ends[i - 1], ends[i]);
    }
    DayCounts.Parts parts = new DayCounts.Parts();
    parts.slots = slots;
    parts.keys = LocalNumbers.of(keys);
    parts.requests = requestsOfKeys;
    parts.cellsAt = cellsAt;
    parts.cells = cells.bytes();
    parts.ipsAt = new int[keys.length];
    parts.keyIps = keyIps(keys, keyIps, parts.ipsAt);
    ByteOutput all = new ByteOutput(ips.size() * 7);
    ips.forEach((ip, count) -> ip(all, ip, count));
    parts.ips = all.bytes();
    parts.endpoints = LocalNumbers.of(endpoints.all());
    parts.endpointSums = Arrays.copyOf(endpointSums, parts.endpoints.size());
    parts.slotSums = slotSums();
    parts.texts = LocalNumbers.of(texts.all());
    parts.keyIpError = keyIpError;
    parts.ipError = ipError;
    return parts.done();
  }

  private int[] keys() {
    int[] all = new int[places.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = places.first(i);
    }
    Arrays.sort(all);
    int size = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[size++] = all[i];
      }
    }
    return Arrays.copyOf(all, size);
  }

  /// Puts the places of each key side by side.
  private void group(int[] order, int[] ends) {
    int[] of = new int[places.size()];
    for (int place = 0; place < of.length; place++) {
      of[place] = placeOf[places.first(place)];
      ends[of[place]]++;
    }
    int sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += ends[i];
      ends[i] = sum - ends[i];
    }
    for (int place = 0; place < of.length; place++) {
      order[ends[of[place]]++] = place;
    }
  }

  private long key(ByteOutput packed, ByteOutput out, int[] order, int from, int to) {
    long sum = 0;
    int newest = order[from];
    out.number(to - from);
    for (int i = from; i < to; i++) {
      int place = order[i];
      int endpoint = endpoints.of(places.second(place));
      addTo(endpoint, requests[place]);
      out.number(endpoint);
      out.copy(packed, place == 0 ? 0 : packedEnds[place - 1], packedEnds[place]);
      sum += requests[place];
      newest = lastMicros[place] > lastMicros[newest] ? place : newest;
    }
    out.number(endpoints.of(places.second(newest)));
    out.fixed(lastMicros[newest], 8);
    out.fixed(local(lastIps.applyAsLong(newest)), 5);
    return sum;
  }

  private void addTo(int endpoint, long count) {
    if (endpoint >= endpointSums.length) {
      endpointSums = Arrays.copyOf(endpointSums, Math.max(endpoint + 1, 2 * endpoint));
    }
    endpointSums[endpoint] += count;
  }

  private long[] slotSums() {
    long[] sums = new long[slots];
    for (int slot = 0; slot < slots; slot++) {
      int[] row = rows[slot];
      int size = Math.min(row.length, places.size());
      for (int place = 0; place < size; place++) {
        sums[slot] += row[place];
      }
    }
    return sums;
  }

  /// The counts of all places, one behind the other. Some neighbours at once: they stand side by
  /// side in each of the rows.
  private ByteOutput packed() {
    ByteOutput out = new ByteOutput(places.size() * 24);
    int[] tile = new int[slots * TILE];
    int[] counts = new int[slots + 1];
    for (int base = 0; base < places.size(); base += TILE) {
      int size = Math.min(TILE, places.size() - base);
      fill(tile, base, size);
      for (int i = 0; i < size; i++) {
        requests[base + i] = place(out, tile, i, counts);
        packedEnds[base + i] = out.size();
      }
    }
    return out;
  }

  private void fill(int[] tile, int base, int size) {
    for (int slot = 0; slot < slots; slot++) {
      int[] row = rows[slot];
      int there = Math.clamp(row.length - base, 0, size);
      System.arraycopy(row, Math.min(base, row.length), tile, slot * TILE, there);
      Arrays.fill(tile, slot * TILE + there, slot * TILE + size, 0);
    }
  }

  private long place(ByteOutput out, int[] tile, int column, int[] counts) {
    int size = 0;
    long sum = 0;
    for (int base = 0; base < slots; base += SLOTS_AT_ONCE) {
      int mask = 0;
      for (int i = 0; i < SLOTS_AT_ONCE; i++) {
        int count = tile[(base + i) * TILE + column];
        // Written in any case and written over where it is nothing: whether it is, nobody can
        // guess.
        counts[size] = count;
        int any = count == 0 ? 0 : 1;
        size += any;
        mask |= any << i;
        sum += count;
      }
      out.fixed(mask, SLOTS_AT_ONCE / 8);
    }
    out.numbers(counts, size);
    return sum;
  }

  private byte[] keyIps(int[] keys, KeyIps keyIps, int[] ipsAt) {
    int[] order = new int[keyIps.keys.length];
    int[] ends = new int[keys.length];
    for (int key : keyIps.keys) {
      ends[placeOf[key]]++;
    }
    int sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += ends[i];
      ends[i] = sum - ends[i];
    }
    for (int i = 0; i < order.length; i++) {
      order[ends[placeOf[keyIps.keys[i]]]++] = i;
    }
    ByteOutput out = new ByteOutput(order.length * 7 + keys.length);
    int at = 0;
    for (int i = 0; i < keys.length; i++) {
      ipsAt[i] = out.size();
      out.number(ends[i] - at);
      for (; at < ends[i]; at++) {
        ip(out, keyIps.ips[order[at]], keyIps.counts[order[at]]);
      }
    }
    return out.bytes();
  }

  private void ip(ByteOutput out, long ip, long count) {
    out.fixed(local(ip), 5);
    out.number(count);
  }

  /// An address as it is packed: a text by its place among those of the day.
  private long local(long ip) {
    int place = Ips.place(ip);
    return place < 0 || ip == Ips.REST ? ip : Ips.TEXT + texts.of(place);
  }
}
