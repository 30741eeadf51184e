package keyconsole.usage;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Adds counted cells up for one query. Not thread-safe.
final class Breakdown {

  final LongCounts perKey = new LongCounts();
  final LongCounts perEndpoint = new LongCounts();

  /// By key, whatever keys are asked for.
  final LongCounts keys = new LongCounts();

  /// By endpoint, whatever endpoints are asked for.
  final LongCounts endpoints = new LongCounts();

  /// By [Slots#step].
  final long[] steps;

  /// By [Slots#hour].
  final long[] hours;

  /// By [Slots#weekHour], whatever hours are asked for.
  final long[] week = new long[7 * 24];

  private final Slots slots;
  private final boolean isEverythingAsked;
  private final IntPredicate isKeyAsked;
  private final IntPredicate isEndpointAsked;

  /// By slot, whatever hours are asked for.
  private final long[] perSlot;

  private final boolean[] isSlotAsked;

  /// What is asked for; all of what is empty.
  ///
  /// @param weekHours hours of the week
  /// @param keys by a key's number
  /// @param endpoints by an endpoint's number
  record Asked(
      Optional<BitSet> weekHours, Optional<IntPredicate> keys, Optional<IntPredicate> endpoints) {

    boolean isEverything() {
      return weekHours.isEmpty() && keys.isEmpty() && endpoints.isEmpty();
    }

    boolean at(int weekHour) {
      return weekHours.isEmpty() || weekHours.get().get(weekHour);
    }
  }

  Breakdown(Slots slots, Asked asked) {
    this.slots = slots;
    this.isEverythingAsked = asked.isEverything();
    this.isKeyAsked = asked.keys().orElse(_ -> true);
    this.isEndpointAsked = asked.endpoints().orElse(_ -> true);
    this.steps = new long[slots.stepStarts().size()];
    this.hours = new long[slots.hourStarts().size()];
    this.perSlot = new long[slots.size()];
    this.isSlotAsked = new boolean[slots.size()];
    for (int slot = 0; slot < isSlotAsked.length; slot++) {
      isSlotAsked[slot] = asked.at(slots.weekHour(slot));
    }
  }

  /// Takes the cells of a UTC day.
  void add(long day, DayCells cells) {
    int base = slots.ofDay(day);
    if (isEverythingAsked && slots.holdsDay(base)) {
      addWhole(base, cells);
      return;
    }
    cells.forEachRun(
        (key, endpoint, at, counts, size) -> {
          boolean ofKey = isKeyAsked.test(key);
          boolean ofEndpoint = isEndpointAsked.test(endpoint);
          if (ofKey || ofEndpoint) {
            long sum =
                ofKey && ofEndpoint ? all(base, at, counts, size) : sum(base, at, counts, size);
            add(key, ofKey, endpoint, ofEndpoint, sum);
          }
        });
  }

  /// By the sums that a day has at hand.
  private void addWhole(int base, DayCells cells) {
    cells.forEachKey(
        (key, count) -> {
          keys.add(key, count);
          perKey.add(key, count);
        });
    cells.forEachEndpoint(
        (endpoint, count) -> {
          endpoints.add(endpoint, count);
          perEndpoint.add(endpoint, count);
        });
    cells.addSlots(perSlot, base);
  }

  private void add(int key, boolean ofKey, int endpoint, boolean ofEndpoint, long sum) {
    if (sum > 0 && ofEndpoint) {
      keys.add(key, sum);
    }
    if (sum > 0 && ofKey) {
      endpoints.add(endpoint, sum);
    }
    if (sum > 0 && ofKey && ofEndpoint) {
      perKey.add(key, sum);
      perEndpoint.add(endpoint, sum);
    }
  }

  /// Adds what is asked for, and says how much that is.
  private long all(int base, int[] at, long[] counts, int size) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      int slot = base + at[i];
      if (slots.holds(slot)) {
        perSlot[slot] += counts[i];
        sum += isSlotAsked[slot] ? counts[i] : 0;
      }
    }
    return sum;
  }

  /// Adds the slots up, after the last day.
  Breakdown done() {
    for (int slot = 0; slot < perSlot.length; slot++) {
      week[slots.weekHour(slot)] += perSlot[slot];
      if (isSlotAsked[slot]) {
        steps[slots.step(slot)] += perSlot[slot];
        hours[slots.hour(slot)] += perSlot[slot];
      }
    }
    return this;
  }

  private long sum(int base, int[] at, long[] counts, int size) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      int slot = base + at[i];
      if (slots.holds(slot) && isSlotAsked[slot]) {
        sum += counts[i];
      }
    }
    return sum;
  }

  /// Which band a run belongs to.
  interface Banding {
    /// Whether one may belong to any.
    boolean hasBands(int key);

    /// The band's place, or -1 for none.
    int of(int key, int endpoint);
  }

  /// Adds the cells of a UTC day to the series of their bands.
  ///
  /// @param series by band and [Slots#step]
  void addTo(long[][] series, Banding banding, long day, DayCells cells) {
    int base = slots.ofDay(day);
    cells.forEachRun(
        key -> banding.hasBands(key) && isKeyAsked.test(key),
        (key, endpoint, at, counts, size) -> {
          int band = banding.of(key, endpoint);
          if (band >= 0 && isEndpointAsked.test(endpoint)) {
            addTo(series[band], base, at, counts, size);
          }
        });
  }

  private void addTo(long[] series, int base, int[] at, long[] counts, int size) {
    for (int i = 0; i < size; i++) {
      int slot = base + at[i];
      if (slots.holds(slot) && isSlotAsked[slot]) {
        series[slots.step(slot)] += counts[i];
      }
    }
  }
}
