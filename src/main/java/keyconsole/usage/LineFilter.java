package keyconsole.usage;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Set;
import keyconsole.domain.UsageFilter.WeekHour;

/// Which lines are counted: those of a range of time, of some hours of the week, of some endpoints
/// and addresses. Empty sets ask for all.
///
/// @param from in microseconds since 1970, UTC; inclusive
/// @param to exclusive
/// @param zone whose hours of the week are meant
record LineFilter(
    long from, long to, ZoneId zone, Set<WeekHour> hours, Set<String> endpoints, Set<String> ips) {

  /// Counts all.
  static final LineFilter ALL =
      new LineFilter(Long.MIN_VALUE, Long.MAX_VALUE, ZoneOffset.UTC, Set.of(), Set.of(), Set.of());

  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long MICROS_PER_QUARTER = 900 * MICROS_PER_SECOND;

  /// Counts those from some addresses.
  static LineFilter ofIps(Set<String> ips) {
    return new LineFilter(ALL.from, ALL.to, ALL.zone, ALL.hours, ALL.endpoints, Set.copyOf(ips));
  }

  static long micros(Instant moment) {
    return moment.getEpochSecond() * MICROS_PER_SECOND + moment.getNano() / 1_000;
  }

  /// Stands before a sink and hands on what is asked for. One thread.
  LineSink before(Names names, Ips addresses, LineSink sink) {
    return equals(ALL) ? sink : new Gate(names, addresses, sink);
  }

  private final class Gate implements LineSink {
    private final Ips addresses;
    private final LineSink sink;
    private final BitSet wantedEndpoints;
    private final Set<Long> wantedIps;
    private final BitSet wantedHours = new BitSet();
    private final LineBatch passed = new LineBatch();
    private long quarter = Long.MIN_VALUE;
    private boolean inHours;

    Gate(Names names, Ips addresses, LineSink sink) {
      this.addresses = addresses;
      this.sink = sink;
      wantedEndpoints = names.numbers(endpoints);
      wantedIps = addresses.numbers(ips);
      hours.forEach(hour -> wantedHours.set(Slots.weekHour(hour)));
    }

    @Override
    public void take(LineBatch batch) {
      passed.clear();
      for (int i = 0; i < batch.size(); i++) {
        if (isAsked(batch, i)) {
          passed.add(batch, i);
        }
      }
      sink.take(passed);
    }

    private boolean isAsked(LineBatch batch, int i) {
      long micros = batch.micros[i];
      return micros >= from
          && micros < to
          && (endpoints.isEmpty() || wantedEndpoints.get(batch.endpoints[i]))
          && (ips.isEmpty()
              || wantedIps.contains(addresses.number(batch.ipFirsts[i], batch.ipSeconds[i])))
          && (hours.isEmpty() || isInHours(micros));
    }

    /// Offsets are whole quarters of an hour, so it is asked once a quarter.
    private boolean isInHours(long micros) {
      long now = Math.floorDiv(micros, MICROS_PER_QUARTER);
      if (now != quarter) {
        quarter = now;
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(now * 900), zone);
        inHours = wantedHours.get(Slots.weekHour(local.getDayOfWeek(), local.getHour()));
      }
      return inHours;
    }
  }
}
