package keyconsole.usage;

import java.util.Arrays;

/// Packs what a [DayTally] counted.
final class DayPacker {

  private final int slots;
  private final PairPlaces places;
  private final int[][] rows;
  private final int[] packed;
  private final long[] lastMicros;
  private final long[] lastIps;

  /// The place of a key among those of the day.
  private int[] placeOf = new int[0];

  private final Locals endpoints = new Locals();
  private final Locals texts = new Locals();

  /// @param rows counts by slot and place; a row may end early
  /// @param lastMicros by place
  /// @param lastIps by place
  DayPacker(PairPlaces places, int[][] rows, long[] lastMicros, long[] lastIps) {
    this.slots = rows.length;
    this.rows = rows;
    this.packed = new int[rows.length + 1];
    this.places = places;
    this.lastMicros = lastMicros;
    this.lastIps = lastIps;
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

  DayCounts pack(LongCounts keyIps, LongCounts ips, long keyIpError, long ipError) {
    int[] keys = keys();
    placeOf = new int[keys.length == 0 ? 0 : keys[keys.length - 1] + 1];
    for (int i = 0; i < keys.length; i++) {
      placeOf[keys[i]] = i;
    }
    int[] order = new int[places.size()];
    int[] ends = new int[keys.length];
    group(order, ends);
    long[] requests = new long[keys.length];
    int[] cellsAt = new int[keys.length];
    ByteOutput cells = new ByteOutput(places.size() * 24);
    for (int i = 0; i < keys.length; i++) {
      cellsAt[i] = cells.size();
      requests[i] = key(cells, order, i == 0 ? 0 : ends[i - 1], ends[i]);
    }
    DayCounts.Parts parts = new DayCounts.Parts();
    parts.slots = slots;
    parts.keys = keys;
    parts.requests = requests;
    parts.cellsAt = cellsAt;
    parts.cells = cells.bytes();
    parts.ipsAt = new int[keys.length];
    parts.keyIps = keyIps(keys, keyIps, parts.ipsAt);
    ByteOutput all = new ByteOutput(ips.size() * 7);
    ips.forEach((ip, count) -> ip(all, ip, count));
    parts.ips = all.bytes();
    parts.endpoints = endpoints.all();
    parts.texts = texts.all();
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

  private long key(ByteOutput out, int[] order, int from, int to) {
    long sum = 0;
    int newest = order[from];
    out.number(to - from);
    for (int i = from; i < to; i++) {
      sum += endpoint(out, order[i]);
      newest = lastMicros[order[i]] > lastMicros[newest] ? order[i] : newest;
    }
    out.number(endpoints.of(places.second(newest)));
    out.fixed(lastMicros[newest], 8);
    out.fixed(local(lastIps[newest]), 5);
    return sum;
  }

  private long endpoint(ByteOutput out, int place) {
    out.number(endpoints.of(places.second(place)));
    int size = 0;
    for (int base = 0; base < slots; base += 8) {
      int mask = 0;
      for (int i = 0; i < 8; i++) {
        int[] row = rows[base + i];
        int count = place < row.length ? row[place] : 0;
        // Written in any case and written over where it is nothing: whether it is, nobody can
        // guess.
        packed[size] = count;
        int any = count == 0 ? 0 : 1;
        size += any;
        mask |= any << i;
      }
      out.fixed(mask, 1);
    }
    long sum = 0;
    for (int i = 0; i < size; i++) {
      out.number(packed[i]);
      sum += packed[i];
    }
    return sum;
  }

  private byte[] keyIps(int[] keys, LongCounts keyIps, int[] ipsAt) {
    long[] entries = new long[keyIps.size()];
    long[] values = new long[keyIps.size()];
    int[] ends = new int[keys.length];
    keyIps.forEach((keyIp, _) -> ends[placeOf[DayTally.keyOf(keyIp)]]++);
    int sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += ends[i];
      ends[i] = sum - ends[i];
    }
    keyIps.forEach(
        (keyIp, count) -> {
          int at = ends[placeOf[DayTally.keyOf(keyIp)]]++;
          entries[at] = DayTally.ipOf(keyIp);
          values[at] = count;
        });
    ByteOutput out = new ByteOutput(entries.length * 7 + keys.length);
    int at = 0;
    for (int i = 0; i < keys.length; i++) {
      ipsAt[i] = out.size();
      out.number(ends[i] - at);
      for (; at < ends[i]; at++) {
        ip(out, entries[at], values[at]);
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
