package keyconsole.usage;

import java.util.HashMap;
import java.util.Map;

/// The counts of many lines, by UTC day. One thread.
final class Tally implements LineSink {

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final int slots;
  private final long lines;
  private final long microsPerSlot;
  private final Map<Long, DayTally> days = new HashMap<>();
  private DayTally day;
  private long slotBegin = Long.MAX_VALUE;
  private long slotEnd = Long.MIN_VALUE;

  /// @param slots how many a day has
  /// @param lines how many there will be, roughly
  Tally(int slots, long lines) {
    this.slots = slots;
    this.lines = lines;
    this.microsPerSlot = MICROS_PER_DAY / slots;
    this.day = new DayTally(slots);
  }

  @Override
  public void take(LineBatch batch) {
    int at = 0;
    while (at < batch.size()) {
      if (batch.micros[at] < slotBegin || batch.micros[at] >= slotEnd) {
        turnTo(batch.micros[at]);
      }
      int end = slotEnd(batch, at);
      day.take(batch, at, end);
      at = end;
    }
  }

  private int slotEnd(LineBatch batch, int from) {
    int at = from;
    while (at < batch.size() && batch.micros[at] >= slotBegin && batch.micros[at] < slotEnd) {
      at++;
    }
    return at;
  }

  private void turnTo(long micros) {
    long number = Math.floorDiv(micros, MICROS_PER_DAY);
    day = days.computeIfAbsent(number, _ -> new DayTally(slots, days.isEmpty() ? lines : 0));
    int slot = (int) (Math.floorMod(micros, MICROS_PER_DAY) / microsPerSlot);
    day.turnTo(slot);
    slotBegin = number * MICROS_PER_DAY + slot * microsPerSlot;
    slotEnd = slotBegin + microsPerSlot;
  }

  /// What was counted. Nothing may be counted after it.
  Map<Long, DayCounts> done() {
    Map<Long, DayCounts> done = new HashMap<>();
    days.forEach((number, of) -> done.put(number, of.done()));
    return done;
  }
}
