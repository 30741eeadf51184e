package keyconsole.view;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageHeat;
import keyconsole.viewmodel.UsageRanking;
import keyconsole.viewmodel.UsageSeries;
import keyconsole.viewmodel.UsageTile;
import keyconsole.viewmodel.UsageTint;

/// Usage that looks like a tenant's: working days and weekends, a few big keys and many small.
final class SomeUsage {

  static final List<String> NAMES =
      List.of(
          "Checkout assistant",
          "Support copilot",
          "Café Zürich 東京",
          "Mobile app (iOS)",
          "Mobile app (Android)",
          "Backoffice search",
          "Translation relay",
          "Analytics export");

  static final String RANGE = "24 Oct – 22 Nov 2026, whole days";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

  private SomeUsage() {}

  /// Day by day.
  static UsageSeries days(int days, List<String> names, IntPredicate known) {
    LocalDate first = LocalDate.of(2026, 10, 24);
    List<UsageSeries.Point> points = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      LocalDate date = first.plusDays(day);
      boolean labelled = date.getDayOfWeek() == DayOfWeek.MONDAY || days < 8;
      points.add(
          new UsageSeries.Point(
              labelled ? DAY.format(date) : "", DAY.format(date), known.test(day)));
    }
    return series("Requests a day by key", points, names, 8000);
  }

  /// Hour by hour.
  static UsageSeries hours(int hours) {
    LocalDateTime first = LocalDateTime.of(2026, 10, 24, 0, 0);
    List<UsageSeries.Point> points = new ArrayList<>();
    for (int hour = 0; hour < hours; hour++) {
      LocalDateTime time = first.plusHours(hour);
      boolean labelled = time.getHour() == 0;
      points.add(new UsageSeries.Point(labelled ? DAY.format(time) : "", HOUR.format(time), true));
    }
    return series("Requests an hour by key", points, NAMES, 300);
  }

  private static UsageSeries series(
      String title, List<UsageSeries.Point> points, List<String> names, long size) {
    Random random = new Random(7);
    List<UsageSeries.Band> bands = new ArrayList<>();
    for (int band = 0; band < names.size(); band++) {
      List<Long> counts = counts(points, size / (band + 1.0), random);
      bands.add(
          new UsageSeries.Band(
              "key-" + band, names.get(band), false, UsageTint.ofBand(band), counts, false, false));
    }
    List<Long> rest = counts(points, size / 4.0, random);
    bands.add(
        new UsageSeries.Band("", "Other, 30 keys", false, UsageTint.OTHER, rest, false, false));
    List<Optional<Long>> before = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      int at = i;
      long total = bands.stream().mapToLong(band -> band.counts().get(at)).sum();
      before.add(
          i % 19 == 7 || !points.get(i).known()
              ? Optional.empty()
              : Optional.of(Math.round(total * 0.9)));
    }
    return new UsageSeries(
        title,
        RANGE,
        "UTC",
        points,
        bands,
        Optional.of(
            new UsageSeries.Before("Total, 5 weeks before", "Total, 5 weeks before", before)),
        "1,284,310 requests in 30 days");
  }

  private static List<Long> counts(List<UsageSeries.Point> points, double size, Random random) {
    return IntStream.range(0, points.size())
        .mapToObj(
            point -> {
              String name = points.get(point).name();
              boolean weekend = name.startsWith("Sat") || name.startsWith("Sun");
              double noise = 0.85 + 0.3 * random.nextDouble();
              double hour =
                  name.contains(":")
                      ? Integer.parseInt(name.substring(name.length() - 5, name.length() - 3))
                      : 14;
              double daytime = 0.1 + Math.exp(-Math.pow((hour - 14) / 4, 2));
              double much = daytime * size * (weekend ? 0.5 : 1.2) * noise * (1 + point / 60.0);
              return points.get(point).known() ? Math.round(much) : 0;
            })
        .toList();
  }

  /// The same where nothing is known of the period before.
  static UsageSeries withNothingBefore(UsageSeries series) {
    List<Optional<Long>> unknown =
        Collections.nCopies(series.points().size(), Optional.<Long>empty());
    return new UsageSeries(
        series.title(),
        series.range(),
        series.zone(),
        series.points(),
        series.bands(),
        Optional.of(
            new UsageSeries.Before("Total, 5 weeks before", "No data 5 weeks before", unknown)),
        series.summary());
  }

  /// The same with other bands.
  static UsageSeries with(UsageSeries series, List<UsageSeries.Band> bands) {
    return new UsageSeries(
        series.title(),
        series.range(),
        series.zone(),
        series.points(),
        bands,
        series.before(),
        series.summary());
  }

  /// A week with its peak on Tuesday at two.
  static UsageHeat heat(IntPredicate known, IntPredicate selected, boolean any) {
    List<UsageHeat.Cell> cells = new ArrayList<>();
    for (int cell = 0; cell < UsageHeat.DAYS * UsageHeat.HOURS; cell++) {
      DayOfWeek day = DayOfWeek.of(cell / UsageHeat.HOURS + 1);
      int hour = cell % UsageHeat.HOURS;
      double busy = Math.exp(-Math.pow((hour - 13.6) / 3, 2)) * (day.getValue() > 5 ? 0.25 : 0.8);
      long much = hour > 18 ? 0 : Math.round(4500 * busy + (hour % 5 == 2 ? 700 : 0));
      boolean peak = day == DayOfWeek.TUESDAY && hour == 14;
      long requests = any && known.test(cell) ? (peak ? 4812 : much) : 0;
      cells.add(
          new UsageHeat.Cell(
              new WeekHour(day, hour),
              requests,
              day + " " + hour + ":00, " + KeyWords.number(requests) + " requests an hour",
              known.test(cell),
              selected.test(cell)));
    }
    return new UsageHeat(
        "Weekday and hour",
        RANGE,
        "UTC",
        List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        IntStream.range(0, UsageHeat.HOURS)
            .mapToObj(hour -> hour % 6 == 0 ? "%02d".formatted(hour) : "")
            .toList(),
        cells,
        "4,812 an hour",
        any ? Optional.of("Tuesday 14:00") : Optional.empty(),
        "Busiest on Tuesday at 14:00");
  }

  /// Keys with the tints of their bands.
  static UsageRanking keys(List<String> names) {
    List<UsageRanking.Row> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      long requests = 352_118 / (i + 1);
      UsageTint tint = i < 8 ? UsageTint.ofBand(i) : UsageTint.OTHER;
      rows.add(
          new UsageRanking.Row(
              "key-" + i,
              names.get(i),
              false,
              requests / 352_118.0,
              KeyWords.number(requests),
              tint,
              false,
              false));
    }
    return new UsageRanking("Top keys", RANGE, "UTC", rows, "", "", "No requests");
  }

  /// Endpoints of which one is asked for.
  static UsageRanking endpoints() {
    List<UsageRanking.Row> rows =
        List.of(
            endpoint("/v1/chat", 1_284_310, true),
            endpoint("/v1/embeddings", 402_881, false),
            endpoint("/v1/rag/search", 318_207, false),
            endpoint("/v1/images", 40_112, false),
            endpoint("/v1/automations", 21_904, false));
    return new UsageRanking(
        "Top endpoints", RANGE, "UTC", rows, "grey: filtered out", "", "No requests");
  }

  private static UsageRanking.Row endpoint(String name, long requests, boolean selected) {
    return new UsageRanking.Row(
        name,
        name,
        true,
        requests / 1_284_310.0,
        KeyWords.number(requests),
        UsageTint.ACCENT,
        selected,
        !selected);
  }

  /// Addresses that may not be all.
  static UsageRanking addresses(int many) {
    List<UsageRanking.Row> rows = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      long requests = 198_731 / (i + 1);
      String name = i == 3 ? "2001:db8:4::1f" : "203.0.113." + i;
      rows.add(
          new UsageRanking.Row(
              name,
              name,
              true,
              1.0 / (i + 1),
              KeyWords.number(requests),
              UsageTint.ACCENT,
              false,
              false));
    }
    return new UsageRanking(
        "Top IP addresses",
        RANGE,
        "UTC",
        rows,
        "",
        "At most 120 requests are missing from each",
        "No requests");
  }

  static List<UsageTile> tiles() {
    return List.of(
        new UsageTile("Requests", "1,284,310", "", "▲ 12 %", "from 1,146,705"),
        new UsageTile("Active keys", "38", "of 61 ·", "▲ 3", ""),
        new UsageTile("Peak hour", "4,812", "", "", "Tue 17 Nov, 14:00"),
        new UsageTile("Mean a day", "42,810", "", "▲ 12 %", "from 38,224"),
        new UsageTile("Denied · limit hits", "312", "", "", "backend's counter, all time"));
  }
}
