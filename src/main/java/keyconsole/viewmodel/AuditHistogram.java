package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import keyconsole.domain.AuditResult;

/// How many of the found records there are over time. Records without a time are in no bar.
///
/// @param bounds of the bars in the order of time: each is the end of one and the beginning of the
///   next
/// @param counts one a bar
/// @param outside how many of the records are before the first bar or behind the last one: a clock
///   that was set to another decade wrote them
public record AuditHistogram(
    Step step, ZoneId zone, List<Instant> bounds, List<Integer> counts, int outside) {

  /// Bars that there is room for.
  private static final int MOST = 150;

  /// So few bars that each is still a bar.
  private static final int FEW = 24;

  /// Of so many records one may stand outside.
  private static final int FOR_ONE_OUTSIDE = 10;

  /// What a bar covers.
  public enum Step {
    HOUR("d MMM HH:mm", ChronoUnit.HOURS),
    DAY("d MMM", ChronoUnit.DAYS),
    WEEK("d MMM uuuu", ChronoUnit.WEEKS),
    MONTH("MMM uuuu", ChronoUnit.MONTHS),
    YEAR("uuuu", ChronoUnit.YEARS);

    private final String name;
    private final ChronoUnit unit;

    Step(String name, ChronoUnit unit) {
      this.name = name;
      this.unit = unit;
    }

    /// Where the next bar begins. A day may begin later than at midnight, where clocks are set
    /// forward then: the next one does not.
    private ZonedDateTime next(ZonedDateTime at) {
      return this == HOUR ? at.plusHours(1) : startOf(at.plus(1, unit));
    }

    private ZonedDateTime startOf(ZonedDateTime at) {
      LocalDate day = at.toLocalDate();
      return switch (this) {
        case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
        case DAY -> day.atStartOfDay(at.getZone());
        case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L).atStartOfDay(at.getZone());
        case MONTH -> day.withDayOfMonth(1).atStartOfDay(at.getZone());
        case YEAR -> day.with(TemporalAdjusters.firstDayOfYear()).atStartOfDay(at.getZone());
      };
    }
  }

  public AuditHistogram {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
  }

  /// No bars.
  static AuditHistogram none(ZoneId zone) {
    return new AuditHistogram(Step.DAY, zone, List.of(), List.of(), 0);
  }

  /// Counts what was found. Reads nothing, but looks at the time of each record: not for the UI
  /// thread.
  static AuditHistogram of(AuditResult found, ZoneId zone) {
    Optional<Instant> first = timed(found, IntStream.range(0, found.size()));
    Optional<Instant> last = timed(found, downFrom(found.size()));
    if (first.isEmpty() || last.isEmpty()) {
      return none(zone);
    }
    Span span = usual(found, new Span(first.get(), last.get()), zone);
    ZonedDateTime end = span.to.atZone(zone);
    ZonedDateTime begin = span.from.atZone(zone);
    Step step = stepOf(begin, end);
    // A clock that was once set to long ago does not make all else one bar.
    ZonedDateTime longAgo = latest(begin, end.minusYears(MOST - 1L));
    ZonedDateTime from = step.startOf(earliest(longAgo, end.minus(FEW - 1L, step.unit)));
    List<Instant> bounds = new ArrayList<>();
    bounds.add(from.toInstant());
    for (ZonedDateTime at = from; !at.isAfter(end); ) {
      at = step.next(at);
      bounds.add(at.toInstant());
    }
    List<Integer> counts = IntStream.of(found.counts(bounds)).boxed().toList();
    int before = found.numberOf(bounds.getFirst());
    int behind = found.size() - found.numberOf(bounds.getLast());
    return new AuditHistogram(step, zone, bounds, counts, before + behind);
  }

  /// Between the first and the last record that are shown.
  private record Span(Instant from, Instant to) {
    Duration length() {
      return Duration.between(from, to);
    }
  }

  /// Leaves out what a clock wrote that was set to another decade, so that not all else is one bar
  /// of a year: as long as most of the time is empty and few of the records are on one side of it,
  /// the other side is what counts.
  private static Span usual(AuditResult found, Span all, ZoneId zone) {
    int few = found.size() / FOR_ONE_OUTSIDE;
    Span span = all;
    while (stepOf(span.from.atZone(zone), span.to.atZone(zone)) == Step.YEAR) {
      int middle = found.numberOf(span.from.plus(span.length().dividedBy(2)));
      Instant before = timed(found, downFrom(middle)).orElse(span.from);
      Instant after = timed(found, IntStream.range(middle, found.size())).orElse(span.to);
      boolean isEmpty =
          new Span(before, after).length().multipliedBy(2).compareTo(span.length()) > 0;
      if (isEmpty && middle <= few) {
        span = new Span(after, span.to);
      } else if (isEmpty && found.size() - middle <= few) {
        span = new Span(span.from, before);
      } else {
        return span;
      }
    }
    return span;
  }

  /// The numbers before one, the last first.
  private static IntStream downFrom(int before) {
    return IntStream.range(0, before).map(i -> before - 1 - i);
  }

  /// The time of the first of some found records that has one.
  static Optional<Instant> timed(AuditResult found, IntStream numbers) {
    return numbers.mapToObj(found::moment).flatMap(Optional::stream).findFirst();
  }

  private static ZonedDateTime latest(ZonedDateTime one, ZonedDateTime other) {
    return one.isAfter(other) ? one : other;
  }

  private static ZonedDateTime earliest(ZonedDateTime one, ZonedDateTime other) {
    return one.isBefore(other) ? one : other;
  }

  private static Step stepOf(ZonedDateTime begin, ZonedDateTime end) {
    for (Step step : Step.values()) {
      if (step.unit.between(begin, end) < (step == Step.HOUR ? MOST / 2 : MOST)) {
        return step;
      }
    }
    return Step.YEAR;
  }

  /// How many bars there are.
  public int size() {
    return counts.size();
  }

  /// The highest bar.
  public int highest() {
    return counts.isEmpty() ? 0 : Collections.max(counts);
  }

  /// When a bar begins, as it is written: with the offset where clocks are set back, so that two
  /// hours are called the same.
  public String name(int bar) {
    ZonedDateTime at = bounds.get(bar).atZone(zone);
    return DateForm.of(step.name).format(at)
        + (step == Step.HOUR ? AuditWords.offsetInOverlap(at) : "");
  }

  /// What the zone of the bars is called.
  public String zoneName() {
    return LineWords.zoneName(zone);
  }
}
