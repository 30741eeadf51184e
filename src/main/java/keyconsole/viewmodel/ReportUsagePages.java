package keyconsole.viewmodel;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.service.Paper.Sheet;
import keyconsole.service.Paper.Weight;
import keyconsole.service.ReportFigures;
import keyconsole.viewmodel.ReportTable.Column;
import keyconsole.viewmodel.ReportTable.Line;

/// The pages of a report about requests: tiles, the requests of each day by key, the hours of the
/// week, who and what has the most, and the limits that were nearest.
final class ReportUsagePages {

  private static final double CHART = 168;
  private static final double AXIS = 40;
  private static final int LINES = 4;
  private static final int MOST_ROWS = 10;
  private static final int MOST_LIMITS = 8;
  private static final int MOST_LABELS = 12;

  /// Files that are told by name; usage.csv names all.
  private static final int MOST_NAMED = 5;

  private static final double HEAT_ROW = 15;
  private static final double RANK_ROW = 17;

  private final UsageReport usage;
  private final ReportFigures figures;
  private final ReportFlow flow;
  private final ReportWords words;
  private final UsageNames names;
  private final Map<String, Integer> inks = new HashMap<>();

  ReportUsagePages(ReportFigures figures, ReportFlow flow, ReportWords words) {
    this.figures = figures;
    this.usage = figures.usage();
    this.flow = flow;
    this.words = words;
    this.names = words.names(figures);
    for (int i = 0; i < usage.bands().size(); i++) {
      inks.put(usage.bands().get(i).value(), ReportInk.band(i));
    }
  }

  void usage() {
    flow.part(
        words.text("usage"),
        words.text("usage.brief"),
        words.text("usage.lead", words.range(figures.range())));
    tellNotRead();
    tiles();
    String step = usage.query().step() == UsageQuery.Step.DAY ? "usage.by-day" : "usage.by-week";
    flow.title(words.text(step), CHART + 60);
    chart();
    legend();
    flow.title(words.text("usage.week"), 7 * HEAT_ROW + 40);
    heat();
    rankings();
    limits();
  }

  private void tellNotRead() {
    List<String> files = figures.usageNotRead();
    if (!files.isEmpty()) {
      String named = files.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
      String all = files.size() > MOST_NAMED ? named + ", …" : named;
      flow.text(words.text("usage.not-read", files.size(), all), 9, ReportInk.front(Tone.WARNING));
      flow.down(8);
    }
  }

  private void tiles() {
    String peak = usage.peakHour().map(hour -> words.number(hour.requests())).orElse("–");
    String when =
        usage
            .peakHour()
            .map(hour -> words.minute(hour.start()))
            .orElseGet(() -> words.text("usage.no-requests"));
    tile(0, "requests", words.number(usage.totalRequests()), words.text("usage.in-range"));
    tile(1, "average", words.decimal(usage.averagePerDay()), words.text("usage.a-day"));
    tile(2, "active", words.number(usage.activeKeys()), ofKeys());
    tile(3, "peak", peak, when);
    flow.down(64);
  }

  /// Requests may be of keys that are gone, which those that are there do not count.
  private String ofKeys() {
    Set<String> active = usage.perKey().keySet();
    long deleted = names.deleted(active);
    return deleted == 0
        ? words.text("usage.of-keys", names.countWith(active))
        : words.text("usage.of-keys.deleted", names.countWith(active), deleted);
  }

  private void tile(int place, String name, String value, String below) {
    double gap = 10;
    double width = (ReportFlow.WIDTH - 3 * gap) / 4;
    double x = ReportFlow.LEFT + place * (width + gap);
    tile(flow, words.text("tile." + name), value, below, x, flow.y(), width);
  }

  /// A figure in a frame, with what it is above and what to know of it below.
  static void tile(
      ReportFlow flow, String name, String value, String below, double x, double y, double width) {
    Sheet sheet = flow.sheet();
    sheet.frameRound(x, y, width, 58, 5, ReportInk.BORDER);
    double room = width - 20;
    sheet.text(
        x + 10,
        y + 15,
        flow.cut(name, Weight.REGULAR, 7.5, room),
        Weight.REGULAR,
        7.5,
        ReportInk.MUTED);
    sheet.text(
        x + 10,
        y + 35,
        flow.cut(value, Weight.SEMIBOLD, 16, room),
        Weight.SEMIBOLD,
        16,
        ReportInk.TEXT);
    sheet.text(
        x + 10,
        y + 49,
        flow.cut(below, Weight.REGULAR, 7.2, room),
        Weight.REGULAR,
        7.2,
        ReportInk.MUTED);
  }

  /// Where the bars stand.
  private record Plot(double left, double top, double width, double height, long most) {
    double level(long value) {
      return top + height - height * value / most;
    }
  }

  private void chart() {
    long most = rounded(usage.total().stream().mapToLong(Long::longValue).max().orElse(0));
    Plot plot =
        new Plot(ReportFlow.LEFT + AXIS, flow.y() + 4, ReportFlow.WIDTH - AXIS, CHART - 24, most);
    grid(plot);
    int steps = usage.steps().size();
    double step = plot.width() / Math.max(1, steps);
    for (int i = 0; i < steps; i++) {
      bar(plot, i, step);
    }
    Sheet sheet = flow.sheet();
    double floor = plot.top() + plot.height();
    sheet.line(plot.left(), floor, ReportFlow.RIGHT, floor, 0.8, ReportInk.MUTED);
    dates(plot, step);
    flow.down(CHART + 6);
  }

  /// The next number that reads well on an axis of four lines.
  private static long rounded(long most) {
    for (long step = 1; ; step *= 10) {
      for (long factor : new long[] {1, 2, 3, 4, 5, 6, 8}) {
        if (step * factor * LINES >= most) {
          return step * factor * LINES;
        }
      }
    }
  }

  private void grid(Plot plot) {
    for (int i = 0; i <= LINES; i++) {
      long value = plot.most() / LINES * i;
      double y = plot.level(value);
      flow.sheet().line(plot.left(), y, ReportFlow.RIGHT, y, 0.4, ReportInk.ROW);
      ReportFlow.right(
          flow.paper(),
          flow.sheet(),
          plot.left() - 6,
          y + 2.6,
          words.number(value),
          Weight.REGULAR,
          7,
          ReportInk.MUTED);
    }
  }

  private void bar(Plot plot, int step, double width) {
    double gap = Math.min(4, width * 0.22);
    double x = plot.left() + step * width + gap / 2;
    if (!usage.steps().get(step).known()) {
      flow.sheet().fill(x, plot.top(), width - gap, plot.height(), ReportInk.UNKNOWN);
      return;
    }
    long below = 0;
    for (int i = 0; i < usage.bands().size(); i++) {
      below = part(plot, x, width - gap, below, usage.bands().get(i).counts().get(step), i);
    }
    if (usage.other().isPresent()) {
      long rest = usage.other().get().counts().get(step);
      part(plot, x, width - gap, below, rest, UsageReport.MOST_BANDS);
    }
  }

  private long part(Plot plot, double x, double width, long below, long count, int band) {
    if (count <= 0) {
      return below;
    }
    double bottom = plot.level(below);
    double top = plot.level(below + count);
    flow.sheet().fill(x, top, width, bottom - top, ReportInk.band(band));
    flow.sheet().line(x, top, x + width, top, 0.5, ReportInk.WHITE);
    return below + count;
  }

  private void dates(Plot plot, double step) {
    int steps = usage.steps().size();
    int every = Math.max(1, (steps + MOST_LABELS - 1) / MOST_LABELS);
    for (int i = 0; i < steps; i += every) {
      String day = words.dayOfYear(usage.steps().get(i).start());
      double width = flow.paper().width(day, Weight.REGULAR, 7);
      double middle = plot.left() + (i + 0.5) * step;
      double x = Math.min(middle - width / 2, ReportFlow.RIGHT - width);
      flow.sheet()
          .text(x, plot.top() + plot.height() + 11, day, Weight.REGULAR, 7, ReportInk.MUTED);
    }
  }

  /// In the order of the stack, the lowest first, two a row.
  private void legend() {
    List<String> texts = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (UsageReport.Band band : usage.bands()) {
      texts.add(names.key(band.value()));
      counts.add(band.requests());
    }
    usage
        .other()
        .ifPresent(
            other -> {
              texts.add(words.text("usage.other", other.values()));
              counts.add(other.requests());
            });
    double half = ReportFlow.WIDTH / 2;
    for (int i = 0; i < texts.size(); i++) {
      double x = ReportFlow.LEFT + i % 2 * half;
      if (i % 2 == 0) {
        flow.need(14);
      }
      int ink = i < usage.bands().size() ? i : UsageReport.MOST_BANDS;
      legendEntry(x, half - 14, texts.get(i), counts.get(i), ReportInk.band(ink));
      if (i % 2 == 1 || i == texts.size() - 1) {
        flow.down(14);
      }
    }
    if (usage.steps().stream().anyMatch(step -> !step.known())) {
      flow.down(2);
      flow.text(words.text("usage.unknown"), 7.2, ReportInk.MUTED);
    }
  }

  private void legendEntry(double x, double width, String text, long count, int ink) {
    Sheet sheet = flow.sheet();
    sheet.fillRound(x, flow.y() + 2, 8, 8, 1.5, ink);
    String shown = flow.cut(text, Weight.REGULAR, 7.8, width - 70);
    sheet.text(x + 13, flow.y() + 9, shown, Weight.REGULAR, 7.8, ReportInk.TEXT);
    ReportFlow.right(
        flow.paper(),
        sheet,
        x + width,
        flow.y() + 9,
        words.number(count),
        Weight.REGULAR,
        7.8,
        ReportInk.MUTED);
  }

  private void heat() {
    long most =
        usage.week().stream().flatMap(List::stream).mapToLong(Long::longValue).max().orElse(0);
    double left = ReportFlow.LEFT + AXIS;
    double cell = (ReportFlow.WIDTH - AXIS) / 24;
    for (int hour = 0; hour < 24; hour += 3) {
      String text = Integer.toString(hour);
      flow.sheet()
          .text(left + hour * cell + 1, flow.y() + 8, text, Weight.REGULAR, 7, ReportInk.MUTED);
    }
    flow.down(12);
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Long> hours = usage.week().get(day.getValue() - 1);
      String name = words.weekday(day);
      flow.sheet().text(ReportFlow.LEFT, flow.y() + 10, name, Weight.REGULAR, 7.5, ReportInk.MUTED);
      for (int hour = 0; hour < 24; hour++) {
        heatCell(left + hour * cell, cell, hours.get(hour), most);
      }
      flow.down(HEAT_ROW);
    }
    flow.down(3);
    scale(most);
  }

  private void heatCell(double x, double width, long value, long most) {
    Sheet sheet = flow.sheet();
    sheet.fill(x + 0.6, flow.y() + 0.6, width - 1.2, HEAT_ROW - 1.2, ReportInk.heat(value, most));
    if (value == most && most > 0) {
      sheet.frame(x + 1, flow.y() + 1, width - 2, HEAT_ROW - 2, 1.2, ReportInk.TEXT);
    }
  }

  private void scale(long most) {
    double x = ReportFlow.LEFT + AXIS;
    String least = words.number(0);
    flow.sheet().text(x, flow.y() + 8, least, Weight.REGULAR, 7, ReportInk.MUTED);
    x += flow.paper().width(least, Weight.REGULAR, 7) + 4;
    for (int step = 0; step < 7; step++) {
      int ink = ReportInk.heat(step == 0 ? 0 : step * 100L - 50, 600);
      flow.sheet().fill(x, flow.y() + 1, 16, 8, ink);
      x += 16;
    }
    flow.sheet()
        .text(
            x + 4,
            flow.y() + 8,
            words.text("usage.scale", most),
            Weight.REGULAR,
            7,
            ReportInk.MUTED);
    flow.down(14);
  }

  private record Rank(String text, long count, int ink) {}

  private void rankings() {
    List<Rank> keys =
        usage.keys().stream()
            .limit(MOST_ROWS)
            .map(
                each ->
                    new Rank(
                        names.key(each.value()),
                        each.requests(),
                        inks.getOrDefault(each.value(), ReportInk.band(UsageReport.MOST_BANDS))))
            .toList();
    pair("usage.keys", keys, "usage.owners", ranks(usage.owners(), this::ownerOf));
    pair(
        "usage.endpoints",
        ranks(usage.endpoints(), this::orNone),
        "usage.addresses",
        ranks(usage.ips(), this::orNone));
  }

  private String ownerOf(String owner) {
    return owner.isEmpty() ? words.text("usage.owner-gone") : owner;
  }

  private String orNone(String value) {
    return value.isEmpty() ? words.text("usage.empty") : value;
  }

  private static List<Rank> ranks(List<UsageReport.Count> counts, UnaryOperator<String> called) {
    return counts.stream()
        .limit(MOST_ROWS)
        .map(each -> new Rank(called.apply(each.value()), each.requests(), ReportInk.ACCENT))
        .toList();
  }

  /// Two rankings side by side, never apart.
  private void pair(String left, List<Rank> first, String right, List<Rank> second) {
    int rows = Math.max(1, Math.max(first.size(), second.size()));
    double height = 26 + rows * RANK_ROW;
    flow.need(height + 12);
    flow.down(10);
    double gap = 24;
    double width = (ReportFlow.WIDTH - gap) / 2;
    ranking(words.text(left), first, ReportFlow.LEFT, width);
    ranking(words.text(right), second, ReportFlow.LEFT + width + gap, width);
    flow.down(height);
  }

  private void ranking(String title, List<Rank> rows, double x, double width) {
    Sheet sheet = flow.sheet();
    double y = flow.y();
    sheet.text(x, y + 10, title, Weight.SEMIBOLD, 10, ReportInk.TEXT);
    sheet.line(x, y + 17, x + width, y + 17, 0.6, ReportInk.BORDER);
    if (rows.isEmpty()) {
      sheet.text(x, y + 31, words.text("usage.no-requests"), Weight.REGULAR, 8, ReportInk.MUTED);
    }
    long most =
        LongStream.concat(LongStream.of(1), rows.stream().mapToLong(Rank::count)).max().getAsLong();
    y += 22;
    for (Rank row : rows) {
      String shown = flow.cut(row.text(), Weight.REGULAR, 7.8, width - 60);
      sheet.text(x, y + 8, shown, Weight.REGULAR, 7.8, ReportInk.TEXT);
      ReportFlow.right(
          flow.paper(),
          sheet,
          x + width,
          y + 8,
          words.number(row.count()),
          Weight.REGULAR,
          7.8,
          ReportInk.TEXT);
      sheet.fillRound(x, y + 11, width, 2.6, 1.3, ReportInk.TRACK);
      double filled = width * row.count() / most;
      sheet.fillRound(x, y + 11, Math.max(2.6, filled), 2.6, 1.3, row.ink());
      y += RANK_ROW;
    }
  }

  /// The highest use of any limit, once a key.
  private void limits() {
    Map<String, UsageReport.LimitPeak> highest = new LinkedHashMap<>();
    usage.peaks().stream()
        .filter(peak -> peak.used() * 100 >= peak.allowed())
        .forEach(peak -> highest.putIfAbsent(peak.key().text(), peak));
    if (highest.isEmpty()) {
      return;
    }
    flow.title(words.text("usage.limits"), 60);
    ReportTable table =
        new ReportTable(
            flow,
            List.of(
                new Column(words.text("column.key"), 190, false),
                new Column(words.text("column.limit"), 161.28, false),
                new Column(words.text("column.used"), 60, true),
                new Column(words.text("column.allowed"), 60, true),
                new Column(words.text("column.share"), 40, true)));
    highest.values().stream().limit(MOST_LIMITS).forEach(peak -> table.row(limitRow(peak)));
  }

  private List<ReportTable.Cell> limitRow(UsageReport.LimitPeak peak) {
    String when =
        switch (peak.limit()) {
          case HOUR -> words.text("limit.hour", words.minute(peak.start()));
          case DAY -> words.text("limit.day", words.day(peak.start()));
          case MONTH -> words.text("limit.month", words.month(peak.start()));
        };
    boolean none = peak.allowed() <= 0;
    long percent = none ? 0 : (long) Math.floor(100.0 * peak.used() / peak.allowed());
    int ink = none || percent >= 100 ? ReportInk.front(Tone.DANGER) : ReportInk.TEXT;
    String share = none ? "–" : words.text("percent", percent);
    return List.of(
        ReportTable.of(Line.strong(names.key(peak.key().text()))),
        ReportTable.plain(when),
        ReportTable.plain(words.number(peak.used())),
        ReportTable.plain(words.number(peak.allowed())),
        ReportTable.of(new Line(share, Weight.SEMIBOLD, 8, ink)));
  }
}
