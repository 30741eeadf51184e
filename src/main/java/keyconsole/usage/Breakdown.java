package keyconsole.usage;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

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
  private final Asked asked;

  /// What is asked for.
  ///
  /// @param weekHours hours of the week; null for all
  /// @param keys by a key's number
  /// @param endpoints by an endpoint's number
  record Asked(@Nullable BitSet weekHours, IntPredicate keys, IntPredicate endpoints) {
    boolean at(int weekHour) {
      return weekHours == null || weekHours.get(weekHour);
    }
  }

  Breakdown(Slots slots, Asked asked) {
    this.slots = slots;
    this.asked = asked;
    this.steps = new long[slots.stepStarts().size()];
    this.hours = new long[slots.hourStarts().size()];
  }

  /// Takes the cells of a UTC day.
  void add(long day, DayCells cells) {
    int base = slots.ofDay(day);
    cells.forEachCell(
        (key, endpoint, slotOfDay, count) -> {
          int slot = base + slotOfDay;
          if (slots.holds(slot)) {
            add(slot, key, endpoint, count);
          }
        });
  }

  private void add(int slot, int key, int endpoint, long count) {
    boolean now = asked.at(slots.weekHour(slot));
    boolean ofKey = asked.keys.test(key);
    boolean ofEndpoint = asked.endpoints.test(endpoint);
    if (now && ofEndpoint) {
      keys.add(key, count);
    }
    if (now && ofKey) {
      endpoints.add(endpoint, count);
    }
    if (ofKey && ofEndpoint) {
      week[slots.weekHour(slot)] += count;
      if (now) {
        perKey.add(key, count);
        perEndpoint.add(endpoint, count);
        steps[slots.step(slot)] += count;
        hours[slots.hour(slot)] += count;
      }
    }
  }

  /// Which band a cell belongs to.
  interface Banding {
    /// The band's place, or -1 for none.
    int of(int key, int endpoint);
  }

  /// Adds the cells of a UTC day to the series of their bands.
  ///
  /// @param series by band and [Slots#step]
  void addTo(long[][] series, Banding banding, long day, DayCells cells) {
    int base = slots.ofDay(day);
    cells.forEachCell(
        (key, endpoint, slotOfDay, count) -> {
          int slot = base + slotOfDay;
          int band = banding.of(key, endpoint);
          if (band >= 0
              && slots.holds(slot)
              && asked.at(slots.weekHour(slot))
              && asked.keys.test(key)
              && asked.endpoints.test(endpoint)) {
            series[band][slots.step(slot)] += count;
          }
        });
  }
}
