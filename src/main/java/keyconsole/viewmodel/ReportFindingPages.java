package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding;
import keyconsole.domain.FindingKind;
import keyconsole.domain.Severity;
import keyconsole.service.Paper.Weight;
import keyconsole.service.ReportFigures;
import keyconsole.viewmodel.ReportTable.Cell;
import keyconsole.viewmodel.ReportTable.Column;
import keyconsole.viewmodel.ReportTable.Line;

/// The pages of a report about what is not as it should be, the worst first, by kind.
final class ReportFindingPages {

  /// Findings on paper; the file beside it holds all.
  static final int MOST_FINDINGS = 500;

  private final ReportFigures figures;
  private final ReportFlow flow;
  private final ReportWords words;
  private final ReportFindingWords told;

  ReportFindingPages(
      ReportFigures figures, ReportFlow flow, ReportWords words, ReportFindingWords told) {
    this.figures = figures;
    this.flow = flow;
    this.words = words;
    this.told = told;
  }

  /// Those that are not put off.
  static List<Finding> open(ReportFigures figures) {
    return figures.health().findings().stream()
        .filter(finding -> figures.notes().putOff(finding, figures.made()).isEmpty())
        .toList();
  }

  static long count(ReportFigures figures, Severity severity) {
    return open(figures).stream().filter(finding -> finding.severity() == severity).count();
  }

  private record Group(FindingKind kind, Severity severity) {}

  void findings() {
    flow.part(
        words.text("findings"),
        words.text("findings.brief"),
        words.text("findings.lead", words.minute(figures.made())));
    List<Finding> all = open(figures);
    tiles();
    if (all.isEmpty()) {
      boolean none = figures.health().findings().isEmpty();
      flow.text(words.text(none ? "findings.none" : "findings.none-open"), 9, ReportInk.TEXT);
    }

    if (all.size() > MOST_FINDINGS) {
      flow.text(
          words.text("cut.findings", MOST_FINDINGS, all.size()), 9, ReportInk.front(Tone.WARNING));
      flow.down(8);
    }
    Map<Group, List<Finding>> groups =
        all.stream()
            .limit(MOST_FINDINGS)
            .collect(
                Collectors.groupingBy(
                    finding -> new Group(finding.kind(), finding.severity()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    groups.forEach(this::group);
    putOff();
  }

  /// What counts for nothing above, and who decided so.
  private void putOff() {
    List<Finding> all =
        figures.health().findings().stream()
            .filter(finding -> told.putOff(finding).isPresent())
            .limit(MOST_FINDINGS)
            .toList();
    if (all.isEmpty()) {
      return;
    }
    ReportTable table =
        new ReportTable(
            flow,
            List.of(
                new Column(words.text("column.about"), 150, false),
                new Column(words.text("column.finding"), 140, false),
                new Column(words.text("column.put-off"), 221.28, false)));
    String title = words.text("findings.put-off");
    table.group(
        title,
        words.text("continued", title),
        words.number(all.size()),
        words.text("findings.put-off.lead"),
        ReportInk.BORDER);
    for (Finding finding : all) {
      table.row(
          List.of(
              about(finding),
              ReportTable.plain(told.title(finding.kind())),
              ReportTable.of(Line.whole(told.putOff(finding).map(told::told).orElse("")))));
    }
    flow.down(16);
  }

  private void tiles() {
    double gap = 10;
    double width = (ReportFlow.WIDTH - 2 * gap) / 3;
    double x = ReportFlow.LEFT;
    for (Severity severity : Severity.values()) {
      flow.sheet()
          .fillRound(x, flow.y(), width, 58, 5, ReportInk.back(ReportFindingWords.tone(severity)));
      ReportUsagePages.tile(
          flow,
          told.severity(severity),
          words.number(count(figures, severity)),
          words.text("severity." + severity + ".what"),
          x,
          flow.y(),
          width);
      x += width + gap;
    }
    flow.down(58 + 18);
  }

  private void group(Group group, List<Finding> findings) {
    ReportTable table =
        new ReportTable(
            flow,
            List.of(
                new Column(words.text("column.about"), 176, false),
                new Column(words.text("column.owner"), 104, false),
                new Column(words.text("column.seen"), 231.28, false)));
    String title = told.title(group.kind());
    String aside = words.text("findings.count", told.severity(group.severity()), findings.size());
    table.group(
        title,
        words.text("continued", title),
        aside,
        told.why(group.kind()),
        ReportInk.edge(ReportFindingWords.tone(group.severity())));
    findings.forEach(finding -> table.row(row(finding)));
    flow.down(16);
  }

  private Cell about(Finding finding) {
    List<Line> about = new ArrayList<>(List.of(Line.strong(told.about(finding))));
    finding
        .key()
        .map(key -> key.id().text())
        .ifPresent(id -> about.add(new Line(id, Weight.REGULAR, 6.2, ReportInk.MUTED)));
    return new ReportTable.Text(about);
  }

  private List<Cell> row(Finding finding) {
    return List.of(
        about(finding),
        ReportTable.plain(finding.key().map(ApiKey::ownerId).map(words::owner).orElse("")),
        ReportTable.plain(told.seen(finding)));
  }
}
