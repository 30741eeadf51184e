package keyconsole.usage;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The counts of many lines, by UTC day. One thread.
final class Tally implements LineSink {

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /// Of a busy day. Room for no more of them is made at once.
  private static final long USUAL_LINES = 200_000;

  /// Of a line as the backend writes it, roughly.
  private static final long LINE_BYTES = 180;

  private final int slots;
  private final Ips ips;
  private final long microsPerSlot;
  private final long lines;
  private final Map<Long, DayTally> days = new HashMap<>();

  /// That of the day with the most lines, as a rule; it is used again.
  private @Nullable DayTally first;

  private DayTally day;
  private long slotBegin = Long.MAX_VALUE;
  private long slotEnd = Long.MIN_VALUE;

  /// @param slots how many a day has
  /// @param bytes of the longest piece of a file whose lines will be counted at once, roughly
  Tally(int slots, Ips ips, long bytes) {
    this.slots = slots;
    this.ips = ips;
    this.lines = Math.min(USUAL_LINES, bytes / LINE_BYTES);
    this.microsPerSlot = MICROS_PER_DAY / slots;
    this.day = new DayTally(slots, ips);
  }

  /// Itself, without what a reading that failed has left.
  Tally begin() {
    days.values().forEach(DayTally::clear);
    clear();
    return this;
  }

  private void clear() {
    days.clear();
    slotBegin = Long.MAX_VALUE;
    slotEnd = Long.MIN_VALUE;
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
    day = days.computeIfAbsent(number, _ -> days.isEmpty() ? first() : new DayTally(slots, ips));
    int slot = (int) (Math.floorMod(micros, MICROS_PER_DAY) / microsPerSlot);
    day.turnTo(slot);
    slotBegin = number * MICROS_PER_DAY + slot * microsPerSlot;
    slotEnd = slotBegin + microsPerSlot;
  }

  private DayTally first() {
    if (first == null) {
      first = new DayTally(slots, ips, lines);
    }
    return first;
  }

  /// What was counted. Counts from the beginning after that.
  Map<Long, DayCounts> done() {
    Map<Long, DayCounts> done = new HashMap<>();
    days.forEach((number, of) -> done.put(number, of.done()));
    clear();
    return done;
  }
}
