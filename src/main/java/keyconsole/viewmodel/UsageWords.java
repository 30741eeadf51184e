package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import keyconsole.domain.ApiKey;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageQuery.Bands;
import keyconsole.domain.UsageReport;
import keyconsole.domain.UsageReport.Count;

/// Puts a report into words: tiles and rankings here, drawings by [UsageDrawings]. Knows no thread.
final class UsageWords {

  private static final int MOST_ROWS = 1_000;

  private final KeyWords words;
  private final UsageNames names;
  private final UsageReport report;
  private final UsageTints tints;
  private final Instant now;
  private final String range;
  private final String zone;

  /// @param tints of the bands of the report
  /// @param now the moment it is told at
  UsageWords(
      KeyWords words,
      UsageNames names,
      UsagePeriod period,
      UsageReport report,
      UsageTints tints,
      Instant now) {
    this.words = words;
    this.names = names;
    this.report = report;
    this.tints = tints;
    this.now = now;
    this.range = range(period);
    this.zone = zone(period);
  }

  /// `24 Oct – 22 Nov 2026`.
  static String range(UsagePeriod period) {
    return period.wholeDays()
        ? UsageTimes.days(period.firstDay(), period.lastDay())
        : UsageTimes.hours(period.from(), period.to(), period.zone());
  }

  /// `UTC`, or `Europe/Berlin, UTC+1`.
  static String zone(UsagePeriod period) {
    return UsageTimes.zone(period.zone(), period.from(), period.to());
  }

  UsageFigures figures() {
    UsageFilter filter = report.query().filter();
    UsageDrawings drawings = new UsageDrawings(words, names, report, tints, range, zone);
    return new UsageFigures(
        report,
        tiles(),
        drawings.series(),
        drawings.heat(),
        ranking("endpoints", report.endpoints(), names::text, true, filter.endpoints(), ""),
        ranking("keys", report.keys(), names::key, false, filter.keys(), ""),
        ranking("ips", report.ips(), names::text, true, filter.ips(), ipError()),
        peaks(),
        unused(),
        ranking("owners", report.owners(), names::owner, false, filter.owners(), ""));
  }

  private String ipError() {
    return report.ipError() == 0
        ? ""
        : words.text("usage.rank.ip-error", KeyWords.number(report.ipError()));
  }

  private List<UsageTile> tiles() {
    List<String> names = List.of("requests", "active", "peak", mean(), "denied");
    List<UsageTile> tiles = new ArrayList<>();
    for (UsageTile tile : figuresOfTiles()) {
      tiles.add(tile.meaning(words.text("usage.tip." + names.get(tiles.size()))));
    }
    return tiles;
  }

  private List<UsageTile> figuresOfTiles() {
    if (!isKnown()) {
      String unknown = words.text("usage.tile.unknown");
      return List.of(
          tile("requests", "", unknown),
          tile("active", "", unknown),
          tile("peak", "", unknown),
          tile(mean(), "", unknown),
          denied());
    }
    return List.of(requests(), active(), peak(), meanTile(), denied());
  }

  /// Whether there are usage files of any part of the range.
  private boolean isKnown() {
    return report.steps().stream().anyMatch(UsageReport.Step::known);
  }

  private UsageTile tile(String name, String value, String context) {
    return new UsageTile(words.text("usage.tile." + name), value, "", "", context);
  }

  private UsageTile denied() {
    return tile(
        "denied", KeyWords.number(report.rateLimitHits()), words.text("usage.tile.denied.context"));
  }

  private UsageTile requests() {
    return compared(
        "requests",
        (double) report.totalRequests(),
        report.before().map(b -> (double) b.totalRequests()));
  }

  private UsageTile meanTile() {
    double parts = isByHour() ? 24 : 1;
    return compared(
        mean(),
        report.averagePerDay() / parts,
        report.before().map(before -> before.averagePerDay() / parts));
  }

  private boolean isByHour() {
    return report.query().days() <= 1;
  }

  private String mean() {
    return isByHour() ? "mean-hour" : "mean-day";
  }

  /// A figure beside what it was before. More is neither good nor bad.
  private UsageTile compared(String name, double value, Optional<Double> before) {
    String label = words.text("usage.tile." + name);
    String shown = decimal(value);
    if (before.isEmpty()) {
      return new UsageTile(label, shown, "", "", "");
    }
    if (!isBeforeKnown()) {
      return new UsageTile(label, shown, "", "", whatIsMissing()).reason(whyMissing());
    }
    if (missingNow() > 0) {
      String step = report.query().step().name();
      return new UsageTile(
              label, shown, "", "", words.text("usage.tile.part." + step, missingNow()))
          .reason(
              words.text(
                  "usage.tip.part." + step,
                  missingNow(),
                  report.steps().size(),
                  KeyWords.number(before().totalRequests())));
    }
    String from = words.text("usage.tile.from", decimal(before.get()));
    if (before.get() == 0) {
      return new UsageTile(label, shown, "", "", from);
    }
    long percent = Math.round((value - before.get()) * 100 / before.get());
    return new UsageTile(label, shown, "", change(percent, words::percent), from);
  }

  /// Whether there are lines of all that is compared with; a part of it would look like a rise.
  private boolean isBeforeKnown() {
    return missing() == 0;
  }

  /// How many points of what is compared with have no usage file.
  private int missing() {
    return Collections.frequency(before().known(), false);
  }

  /// How many points of the series have no usage file; compared, they would look like a fall.
  private long missingNow() {
    return report.steps().stream().filter(step -> !step.known()).count();
  }

  private UsageReport.Before before() {
    return report.before().orElseThrow();
  }

  private boolean isNothingKnownBefore() {
    return missing() == before().known().size();
  }

  private String whatIsMissing() {
    return isNothingKnownBefore()
        ? words.text("usage.tile.before-none")
        : words.text("usage.tile.before-part." + report.query().step(), missing());
  }

  /// The backend makes a day's file with the first request that it lets through, so that a quiet
  /// day cannot be told from one whose file is gone.
  private String whyMissing() {
    return isNothingKnownBefore()
        ? words.text("usage.tip.before-none")
        : words.text(
            "usage.tip.before-part." + report.query().step(),
            missing(),
            before().known().size(),
            KeyWords.number(before().totalRequests()));
  }

  private static String change(long by, LongFunction<String> shown) {
    String sign = by == 0 ? "± " : by > 0 ? "▲ " : "▼ ";
    return sign + shown.apply(Math.abs(by));
  }

  /// Small figures with a digit behind the point, since 0 would be wrong for them.
  private static String decimal(double value) {
    boolean small = value < 10 && value != Math.rint(value);
    return small ? Numbers.tenths(value) : KeyWords.number(Math.round(value));
  }

  private UsageTile active() {
    String change =
        report
            .before()
            .filter(before -> isBeforeKnown() && missingNow() == 0)
            .map(before -> change(report.activeKeys() - before.activeKeys(), KeyWords::number))
            .orElse("");
    String lead = change.isEmpty() ? ofAll() : words.text("usage.tile.of.before", ofAll());
    return new UsageTile(
        words.text("usage.tile.active"), KeyWords.number(report.activeKeys()), lead, change, "");
  }

  /// Requests may be of keys that are gone, which those that are there do not count.
  private String ofAll() {
    Set<String> active = report.perKey().keySet();
    long all = names.countWith(active);
    long deleted = names.deleted(active);
    return deleted == 0
        ? words.text("usage.tile.of", all)
        : words.text("usage.tile.of.deleted", all, deleted);
  }

  private UsageTile peak() {
    return report
        .peakHour()
        .map(
            peak ->
                tile(
                    "peak",
                    KeyWords.number(peak.requests()),
                    UsageTimes.hour(peak.start(), report.query().zone())))
        .orElseGet(() -> tile("peak", "–", words.text("usage.tile.no-requests")));
  }

  private UsageRanking ranking(
      String name,
      List<Count> counts,
      Function<String, String> called,
      boolean mono,
      Set<String> chosen,
      String foot) {
    long most = counts.isEmpty() ? 1 : Math.max(1, counts.getFirst().requests());
    boolean filtered = !chosen.isEmpty();
    List<UsageRanking.Row> rows =
        counts.stream()
            .limit(MOST_ROWS)
            .map(
                each ->
                    new UsageRanking.Row(
                        each.value(),
                        called.apply(each.value()),
                        mono,
                        (double) each.requests() / most,
                        KeyWords.number(each.requests()),
                        isOfBands(name) ? tints.of(each.value()) : UsageTint.ACCENT,
                        chosen.contains(each.value()),
                        filtered && !chosen.contains(each.value())))
            .toList();
    String note = filtered ? words.text("usage.rank.greyed") : "";
    return ranking(name, rows, note, foot);
  }

  private UsageRanking ranking(String name, List<UsageRanking.Row> rows, String note, String foot) {
    String empty = words.text(isKnown() ? "usage.rank.empty." + name : "usage.chart.unknown");
    return new UsageRanking(words.text("usage.rank." + name), range, zone, rows, note, foot, empty);
  }

  private boolean isOfBands(String ranking) {
    Bands bands = report.query().bands();
    return switch (ranking) {
      case "keys" -> bands == Bands.KEY;
      case "owners" -> bands == Bands.OWNER;
      case "endpoints" -> bands == Bands.ENDPOINT;
      default -> false;
    };
  }

  /// The highest use of any limit, once a key.
  private UsageRanking peaks() {
    Map<String, UsageReport.LimitPeak> highest = new LinkedHashMap<>();
    report.peaks().forEach(peak -> highest.putIfAbsent(peak.key().text(), peak));
    List<UsageRanking.Row> rows = highest.values().stream().map(this::peakRow).toList();
    return ranking("peaks", rows, "", "");
  }

  private UsageRanking.Row peakRow(UsageReport.LimitPeak peak) {
    double share = peak.allowed() <= 0 ? 1 : (double) peak.used() / peak.allowed();
    String limit = peak.limit().name().toLowerCase(Locale.ROOT);
    String percent = words.percent((long) Math.floor(share * 100));
    return new UsageRanking.Row(
        peak.key().text(),
        names.key(peak.key().text()),
        false,
        Math.min(1, share),
        words.text("usage.rank.peak." + limit, peak.allowed() <= 0 ? "–" : percent),
        tint(peak.key().text()),
        false,
        false);
  }

  private UsageTint tint(String key) {
    return report.query().bands() == Bands.KEY ? tints.of(key) : UsageTint.ACCENT;
  }

  /// Keys that would be let in and have no request that fits; none where nothing is known.
  private UsageRanking unused() {
    if (!isKnown()) {
      return ranking("unused", List.of(), "", "");
    }
    UsageQuery query = report.query();
    Set<String> keys = query.filter().keys();
    Set<String> owners = query.filter().owners();
    List<UsageRanking.Row> rows =
        names.usable(now).stream()
            .filter(key -> keys.isEmpty() || keys.contains(key.id().text()))
            .filter(key -> owners.isEmpty() || owners.contains(key.ownerId()))
            .filter(key -> !report.perKey().containsKey(key.id().text()))
            .map(this::unusedRow)
            .sorted(Comparator.comparing(UsageRanking.Row::name))
            .toList();
    return ranking("unused", rows, "", "");
  }

  private UsageRanking.Row unusedRow(ApiKey key) {
    String since =
        key.usage()
            .lastUsed()
            .map(last -> words.text("keys.ago", words.distance(Duration.between(last, now))))
            .orElseGet(() -> words.text("keys.never"));
    return new UsageRanking.Row(
        key.id().text(),
        names.key(key.id().text()),
        false,
        0,
        since,
        UsageTint.OTHER,
        false,
        false);
  }
}
