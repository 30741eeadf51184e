package keyconsole.viewmodel;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageQuery.Bands;
import keyconsole.domain.UsageReport;

/// The series and the week of a report, ready to be drawn.
final class UsageDrawings {

  private static final int HOURS_BETWEEN_LABELS = 6;

  /// Means are told apart in hundredths.
  private static final int PARTS = 100;

  private final KeyWords words;
  private final UsageNames names;
  private final UsageReport report;
  private final UsageQuery query;
  private final UsageTints tints;
  private final String range;
  private final String zone;

  UsageDrawings(
      KeyWords words,
      UsageNames names,
      UsageReport report,
      UsageTints tints,
      String range,
      String zone) {
    this.words = words;
    this.names = names;
    this.report = report;
    this.query = report.query();
    this.tints = tints;
    this.range = range;
    this.zone = zone;
  }

  UsageSeries series() {
    String title = title();
    return new UsageSeries(
        title, range, zone, points(), bands(), report.before().map(this::before), summary(title));
  }

  private String title() {
    String step = query.step().name().toLowerCase(Locale.ROOT);
    String bands = query.bands().name().toLowerCase(Locale.ROOT);
    return words.text("usage.series." + step, words.text("usage.by." + bands));
  }

  private String summary(String title) {
    String total = KeyWords.number(report.totalRequests());
    return words.text("usage.series.summary", title, range, zone, total);
  }

  private List<UsageSeries.Point> points() {
    List<UsageSeries.Point> points = new ArrayList<>();
    List<UsageReport.Step> steps = report.steps();
    for (int i = 0; i < steps.size(); i++) {
      Instant start = steps.get(i).start();
      Instant end = i + 1 < steps.size() ? steps.get(i + 1).start() : query.to();
      points.add(
          new UsageSeries.Point(
              UsageTimes.axis(start, query),
              UsageTimes.point(start, end, query.zone(), query.step()),
              steps.get(i).known()));
    }
    return points;
  }

  private List<UsageSeries.Band> bands() {
    Set<String> chosen = chosen();
    List<UsageSeries.Band> bands = new ArrayList<>();
    for (UsageReport.Band band : report.bands()) {
      boolean selected = chosen.contains(band.value());
      bands.add(
          new UsageSeries.Band(
              band.value(),
              name(band.value()),
              query.bands() == Bands.ENDPOINT,
              tints.of(band.value()),
              band.counts(),
              selected,
              !chosen.isEmpty() && !selected));
    }
    report.other().ifPresent(other -> bands.add(other(other)));
    return bands;
  }

  private UsageSeries.Band other(UsageReport.Other other) {
    String kind = query.bands().name().toLowerCase(Locale.ROOT);
    String name = words.text("usage.other." + kind, other.values());
    return new UsageSeries.Band("", name, false, UsageTint.OTHER, other.counts(), false, false);
  }

  private Set<String> chosen() {
    return switch (query.bands()) {
      case KEY -> query.filter().keys();
      case OWNER -> query.filter().owners();
      case ENDPOINT -> query.filter().endpoints();
    };
  }

  private String name(String value) {
    return switch (query.bands()) {
      case KEY -> names.key(value);
      case OWNER -> names.owner(value);
      case ENDPOINT -> names.text(value);
    };
  }

  private UsageSeries.Before before(UsageReport.Before before) {
    List<Optional<Long>> counts = new ArrayList<>();
    for (int i = 0; i < before.total().size(); i++) {
      counts.add(before.known().get(i) ? Optional.of(before.total().get(i)) : Optional.empty());
    }
    String name = words.text("usage.before", query.weeksBefore());
    boolean known = before.known().contains(true);
    String note = known ? name : words.text("usage.before.none", query.weeksBefore());
    return new UsageSeries.Before(name, note, counts);
  }

  UsageHeat heat() {
    double[] means = new double[UsageHeat.DAYS * UsageHeat.HOURS];
    int busiest = -1;
    for (int i = 0; i < means.length; i++) {
      long hours = cell(report.weekHours(), i);
      means[i] = hours == 0 ? 0 : (double) cell(report.week(), i) / hours;
      if (means[i] > 0 && (busiest < 0 || means[i] > means[busiest])) {
        busiest = i;
      }
    }
    List<UsageHeat.Cell> cells = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      cells.add(cell(i, means[i]));
    }
    Optional<String> peak =
        busiest < 0 ? Optional.empty() : Optional.of(UsageTimes.weekHour(hour(busiest)));
    String most = words.text("usage.heat.most", mean(busiest < 0 ? 0 : means[busiest]));
    String title = words.text("usage.heat.title");
    return new UsageHeat(
        title, range, zone, days(), labels(), cells, most, peak, summary(title, peak, most));
  }

  private String summary(String title, Optional<String> peak, String most) {
    return peak.map(at -> words.text("usage.heat.summary", title, range, zone, at, most))
        .orElseGet(() -> words.text("usage.heat.summary.none", title, range, zone));
  }

  private static long cell(List<List<Long>> week, int place) {
    return week.get(place / UsageHeat.HOURS).get(place % UsageHeat.HOURS);
  }

  private static WeekHour hour(int cell) {
    return new WeekHour(DayOfWeek.of(cell / UsageHeat.HOURS + 1), cell % UsageHeat.HOURS);
  }

  /// Cells are compared by their mean, as a range may hold one weekday more often than another.
  private UsageHeat.Cell cell(int place, double mean) {
    WeekHour hour = hour(place);
    String of = UsageTimes.wholeWeekHour(hour);
    boolean known = cell(report.weekHours(), place) > 0;
    long requests = cell(report.week(), place);
    String text =
        known
            ? words.text("usage.heat.cell", of, mean(mean), KeyWords.number(requests))
            : words.text("usage.heat.cell.unknown", of);
    return new UsageHeat.Cell(
        hour, Math.round(mean * PARTS), text, known, query.filter().hours().contains(hour));
  }

  private static String mean(double value) {
    return value < 10 && value != Math.rint(value)
        ? Numbers.tenths(value)
        : KeyWords.number(Math.round(value));
  }

  private static List<String> days() {
    List<String> days = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      days.add(UsageTimes.shortName(day));
    }
    return days;
  }

  private static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (int hour = 0; hour < UsageHeat.HOURS; hour++) {
      labels.add(hour % HOURS_BETWEEN_LABELS == 0 ? String.format(Locale.ROOT, "%02d", hour) : "");
    }
    return labels;
  }
}
