package keyconsole.viewmodel;

import java.util.List;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Severity;
import keyconsole.service.Paper;
import keyconsole.service.Paper.Sheet;
import keyconsole.service.Paper.Weight;
import keyconsole.service.ReportFigures;

/// The first sheet of a report: what it is about, the figures that matter, where what stands, and
/// lines to sign on.
final class ReportCover {

  private static final double BAND = 232;

  private final ReportFigures figures;
  private final ReportFlow flow;
  private final ReportWords words;
  private final Sheet sheet;

  /// @param flow whose first sheet it is
  ReportCover(ReportFigures figures, ReportFlow flow, ReportWords words) {
    this.figures = figures;
    this.flow = flow;
    this.words = words;
    this.sheet = flow.sheet();
  }

  /// Puts what does not depend on the other sheets.
  void begin() {
    sheet.fill(0, 0, Paper.WIDTH, BAND, ReportInk.SUBTLE);
    sheet.fill(0, 0, Paper.WIDTH, 5, ReportInk.ACCENT);
    sheet.line(0, BAND, Paper.WIDTH, BAND, 0.8, ReportInk.BORDER);
    logo(ReportFlow.LEFT, 52);
    sheet.text(ReportFlow.LEFT + 24, 60, words.text("app"), Weight.SEMIBOLD, 11, ReportInk.TEXT);
    String tenant = flow.cut(figures.tenant(), Weight.SEMIBOLD, 16, ReportFlow.WIDTH);
    sheet.text(ReportFlow.LEFT, 128, words.text("title"), Weight.SEMIBOLD, 32, ReportInk.TEXT);
    sheet.text(ReportFlow.LEFT, 156, tenant, Weight.SEMIBOLD, 16, ReportInk.front(Tone.ACCENT));
    sheet.text(
        ReportFlow.LEFT, 184, words.range(figures.range()), Weight.REGULAR, 12, ReportInk.TEXT);
    sheet.text(
        ReportFlow.LEFT,
        202,
        words.text("made", words.minute(figures.made())),
        Weight.REGULAR,
        9,
        ReportInk.MUTED);
    flow.down(BAND + 24 - flow.y());
    tiles();
    ReportAuditPages.banner(flow, ReportSeal.of(figures, words));
  }

  /// A key: a ring and its shaft.
  private void logo(double x, double y) {
    sheet.ring(x + 5, y + 9, 4.6, 1.8, ReportInk.ACCENT);
    sheet.path(1.8, ReportInk.ACCENT, x + 8.4, y + 5.8, x + 16, y - 2);
    sheet.path(1.8, ReportInk.ACCENT, x + 12.6, y + 1.5, x + 15.4, y + 4.3);
  }

  private void tiles() {
    long open = figures.keys().stream().filter(key -> key.isUsable(figures.made())).count();
    int live = ReportKeyPages.liveProblems(figures).size();
    int all = figures.keys().size() + figures.problems().size();
    tile(0, "open", open + live, words.text("cover.of-files", all));
    tile(
        1,
        "review",
        ReportKeyPages.toReview(figures).size() + live,
        words.text(
            "cover.owners",
            ReportKeyPages.toReview(figures).stream().map(ApiKey::ownerId).distinct().count()));
    tile(2, "requests", figures.usage().totalRequests(), byKeys());
    tile(
        3,
        "findings",
        ReportFindingPages.open(figures).size(),
        words.text("cover.critical", ReportFindingPages.count(figures, Severity.CRITICAL)));
    flow.down(58 + 14);
  }

  private String byKeys() {
    int active = figures.usage().activeKeys();
    long deleted = words.names(figures).deleted(figures.usage().perKey().keySet());
    return deleted == 0
        ? words.text("cover.active", active)
        : words.text("cover.active.deleted", active, deleted);
  }

  private void tile(int place, String name, long value, String below) {
    double gap = 10;
    double width = (ReportFlow.WIDTH - 3 * gap) / 4;
    double x = ReportFlow.LEFT + place * (width + gap);
    ReportUsagePages.tile(
        flow, words.text("tile." + name), words.number(value), below, x, flow.y(), width);
  }

  /// Puts the contents and the lines to sign on, once all parts are there.
  ///
  /// @param y below what [#begin] has put
  void finish(List<ReportFlow.Part> parts, double y) {
    sheet.text(
        ReportFlow.LEFT, y + 34, words.text("contents"), Weight.SEMIBOLD, 12, ReportInk.TEXT);
    double at = y + 60;
    for (ReportFlow.Part part : parts) {
      String page = words.number(part.page());
      double from = ReportFlow.LEFT + flow.paper().width(part.title(), Weight.SEMIBOLD, 10) + 8;
      double to = ReportFlow.RIGHT - flow.paper().width(page, Weight.REGULAR, 10) - 8;
      sheet.text(ReportFlow.LEFT, at, part.title(), Weight.SEMIBOLD, 10, ReportInk.TEXT);
      sheet.text(ReportFlow.LEFT, at + 13, part.brief(), Weight.REGULAR, 8.5, ReportInk.MUTED);
      sheet.dots(from, at - 1, to, ReportInk.BORDER);
      ReportFlow.right(
          flow.paper(), sheet, ReportFlow.RIGHT, at, page, Weight.REGULAR, 10, ReportInk.TEXT);
      at += 34;
    }
    double foot = Paper.HEIGHT - 128;
    sheet.frameRound(ReportFlow.LEFT, foot, ReportFlow.WIDTH, 68, 5, ReportInk.BORDER);
    sheet.text(
        ReportFlow.LEFT + 12,
        foot + 18,
        words.text("cover.sign"),
        Weight.SEMIBOLD,
        9,
        ReportInk.TEXT);
    ReportKeyPages.sign(sheet, flow, words, foot + 50, 12);
  }
}
