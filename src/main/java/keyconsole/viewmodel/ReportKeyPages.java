package keyconsole.viewmodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Scope;
import keyconsole.service.Paper.Sheet;
import keyconsole.service.Paper.Weight;
import keyconsole.service.ReportFigures;
import keyconsole.viewmodel.ReportTable.Cell;
import keyconsole.viewmodel.ReportTable.Column;
import keyconsole.viewmodel.ReportTable.Line;

/// The pages of a report about keys: which there are, and the list on which each owner's access is
/// approved by hand.
final class ReportKeyPages {

  /// Keys a table holds on paper; the files beside it hold all.
  static final int MOST_KEYS = 2_000;

  private static final double SIGNATURE = 46;

  private final ReportFigures figures;
  private final ReportFlow flow;
  private final ReportWords words;

  ReportKeyPages(ReportFigures figures, ReportFlow flow, ReportWords words) {
    this.figures = figures;
    this.flow = flow;
    this.words = words;
  }

  /// The keys whose access is to be approved: those that open, and those that a person may let open
  /// again without changing when they end.
  static List<ApiKey> toReview(ReportFigures figures) {
    List<ApiKey> keys = new ArrayList<>();
    for (ApiKey key : figures.keys()) {
      boolean kept = key.status() == KeyStatus.ACTIVE || key.status() == KeyStatus.SUSPENDED;
      if (kept && !key.isPastExpiry(figures.made())) {
        keys.add(key);
      }
    }
    return keys;
  }

  /// Live credentials in files that are no readable keys.
  static List<KeyProblem> liveProblems(ReportFigures figures) {
    return figures.problems().stream().filter(KeyProblem::backendAcceptsIt).toList();
  }

  void inventory() {
    List<ApiKey> keys = figures.keys();
    flow.part(
        words.text("inventory"),
        words.text("inventory.brief"),
        words.text("inventory.lead", minute(figures.made())));
    if (keys.isEmpty() && figures.problems().isEmpty()) {
      flow.text(words.text("inventory.none"), 9, ReportInk.TEXT);
      return;
    }
    tellCut(keys.size());
    ReportTable table =
        new ReportTable(
            flow,
            List.of(
                column("key", 150),
                column("owner", 96),
                column("scope", 38),
                column("status", 62),
                column("dates", 62),
                column("last-used", 60),
                new Column(words.text("column.requests"), 43.28, true)));
    keys.stream().limit(MOST_KEYS).forEach(key -> table.row(inventoryRow(key)));
    if (!figures.problems().isEmpty()) {
      problems();
    }
  }

  private Column column(String name, double width) {
    return new Column(words.text("column." + name), width, false);
  }

  private String minute(Instant moment) {
    return words.minute(moment);
  }

  private void tellCut(int all) {
    if (all > MOST_KEYS) {
      flow.text(words.text("cut.keys", MOST_KEYS, all), 9, ReportInk.front(Tone.WARNING));
      flow.down(8);
    }
  }

  private List<Cell> inventoryRow(ApiKey key) {
    return List.of(
        ReportTable.of(Line.strong(words.name(key)), id(key)),
        ReportTable.plain(words.owner(key.ownerId())),
        ReportTable.plain(words.scope(key.scope())),
        state(key),
        ReportTable.of(Line.plain(words.day(key.createdAt())), Line.muted(words.expires(key))),
        ReportTable.plain(words.lastUsed(key)),
        ReportTable.plain(words.number(requests(key))));
  }

  private static Line id(ApiKey key) {
    return new Line(key.id().text(), Weight.REGULAR, 6.2, ReportInk.MUTED);
  }

  private Cell state(ApiKey key) {
    boolean over = key.status() == KeyStatus.ACTIVE && key.isPastExpiry(figures.made());
    List<Line> below = over ? List.of(Line.muted(words.text("past-end"))) : List.of();
    return new ReportTable.Badge(words.status(key.status()), KeyWords.tone(key.status()), below);
  }

  private long requests(ApiKey key) {
    return figures.usage().perKey().getOrDefault(key.id().text(), 0L);
  }

  private void problems() {
    flow.title(words.text("problems"), 60);
    ReportTable table =
        new ReportTable(
            flow, List.of(column("file", 170), column("reason", 241.28), column("opens", 100)));
    figures.problems().stream()
        .limit(MOST_KEYS)
        .forEach(
            problem ->
                table.row(
                    List.of(
                        ReportTable.of(Line.strong(problem.fileName())),
                        ReportTable.plain(words.told(problem.reason())),
                        new ReportTable.Badge(
                            words.text(problem.backendAcceptsIt() ? "live" : "not-live"),
                            problem.backendAcceptsIt() ? Tone.DANGER : Tone.NEUTRAL,
                            List.of()))));
  }

  void review() {
    List<ApiKey> keys = toReview(figures);
    flow.part(words.text("review"), words.text("review.brief"), words.text("review.lead"));
    if (keys.isEmpty()) {
      flow.text(words.text("review.none"), 9, ReportInk.TEXT);
    } else {
      tellCut(keys.size());
    }
    Map<String, List<ApiKey>> owners = new LinkedHashMap<>();
    keys.stream()
        .limit(MOST_KEYS)
        .forEach(key -> owners.computeIfAbsent(key.ownerId(), _ -> new ArrayList<>()).add(key));
    owners.forEach(this::owner);
    reviewLive();
  }

  private void owner(String owner, List<ApiKey> keys) {
    long administer = keys.stream().filter(key -> key.scope() == Scope.ADMIN).count();
    String name = words.owner(owner);
    ReportTable table =
        new ReportTable(
            flow,
            List.of(
                column("key", 150),
                column("access", 152),
                column("use", 72),
                column("decision", 62),
                column("remark", 75.28)));
    String aside =
        administer == 0
            ? words.text("review.keys", keys.size())
            : words.text("review.keys.admin", keys.size(), administer);
    table.group(name, words.text("continued", name), aside);
    keys.subList(0, keys.size() - 1).forEach(key -> table.row(reviewRow(key)));
    table.row(reviewRow(keys.getLast()), SIGNATURE);
    signature();
  }

  private List<Cell> reviewRow(ApiKey key) {
    String capabilities =
        key.capabilities().isEmpty()
            ? words.text("no-capabilities")
            : String.join(", ", key.capabilities());
    return List.of(
        ReportTable.of(
            Line.strong(words.name(key)),
            id(key),
            Line.muted(
                key.status() == KeyStatus.ACTIVE
                    ? words.text("expires", words.expires(key))
                    : words.text(
                        "expires.not-active", words.status(key.status()), words.expires(key)))),
        ReportTable.of(
            Line.plain(words.text("scope", words.scope(key.scope()))),
            Line.wholeMuted(capabilities),
            Line.muted(words.narrowed(key.restrictions()))),
        ReportTable.of(
            Line.plain(words.text("requests", requests(key))),
            Line.muted(words.text("last-used", words.lastUsed(key)))),
        ticks(),
        new ReportTable.Blank());
  }

  private Cell ticks() {
    return new ReportTable.Ticks(
        List.of(words.text("tick.keep"), words.text("tick.change"), words.text("tick.revoke")));
  }

  /// Lines to sign on, below the last row.
  private void signature() {
    sign(flow.sheet(), flow, words, flow.y() + 30, 4);
    flow.down(SIGNATURE + 14);
  }

  /// Name, date and signature on one line.
  ///
  /// @param inset how far from the edges of the page's text
  static void sign(Sheet sheet, ReportFlow flow, ReportWords words, double base, double inset) {
    double x = ReportFlow.LEFT + inset;
    double room = ReportFlow.WIDTH - 2 * inset + 10;
    String[] names = {"sign.name", "sign.date", "sign.signature"};
    double[] shares = {0.4, 0.22, 0.38};
    for (int i = 0; i < names.length; i++) {
      String label = words.text(names[i]);
      double width = flow.paper().width(label, Weight.REGULAR, 7.5);
      sheet.text(x, base, label, Weight.REGULAR, 7.5, ReportInk.MUTED);
      double end = x + shares[i] * room - 10;
      sheet.line(x + width + 5, base + 2, end, base + 2, 0.6, ReportInk.MUTED);
      x += shares[i] * room;
    }
  }

  private void reviewLive() {
    List<KeyProblem> live = liveProblems(figures);
    if (live.isEmpty()) {
      return;
    }
    ReportTable table =
        new ReportTable(
            flow,
            List.of(
                column("file", 150),
                column("reason", 224),
                column("decision", 62),
                column("remark", 75.28)));
    String title = words.text("review.live");
    table.group(title, words.text("continued", title), "");
    live.subList(0, live.size() - 1).forEach(problem -> table.row(liveRow(problem)));
    table.row(liveRow(live.getLast()), SIGNATURE);
    signature();
  }

  private List<Cell> liveRow(KeyProblem problem) {
    return List.of(
        ReportTable.of(Line.strong(problem.fileName())),
        ReportTable.plain(words.told(problem.reason())),
        ticks(),
        new ReportTable.Blank());
  }
}
