package keyconsole.viewmodel;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import keyconsole.domain.AuditRecord;
import keyconsole.service.Paper.Sheet;
import keyconsole.service.Paper.Weight;
import keyconsole.service.ReportFigures;
import keyconsole.viewmodel.ReportTable.Cell;
import keyconsole.viewmodel.ReportTable.Column;
import keyconsole.viewmodel.ReportTable.Line;

/// The pages of a report about what was done to keys, and what the seals say of the log.
final class ReportAuditPages {

  /// Entries on paper; the file beside it holds all.
  static final int MOST_ENTRIES = 300;

  private static final int BATCH = 500;
  private static final int MOST_DETAILS = 40;
  private static final int MOST_ROWS = 12;
  private static final double ROW = 16;

  private final ReportFigures figures;
  private final ReportFlow flow;
  private final ReportWords words;
  private final AuditWords audit;
  private final SealWords seals;

  ReportAuditPages(
      ReportFigures figures,
      ReportFlow flow,
      ReportWords words,
      AuditWords audit,
      ResourceBundle texts) {
    this.figures = figures;
    this.flow = flow;
    this.words = words;
    this.audit = audit;
    this.seals = new SealWords(texts);
  }

  /// The words of a report's audit records.
  static AuditWords words(ReportFigures figures, ResourceBundle texts) {
    AuditNames names = new AuditNames();
    names.setKeys(figures.keys());
    return new AuditWords(
        new KeyWords(texts), ZoneOffset.UTC, figures.tenant(), names, figures.made());
  }

  void audit() {
    flow.part(
        words.text("audit"),
        words.text("audit.brief"),
        words.text("audit.lead", words.range(figures.range())));
    banner(flow, ReportSeal.of(figures, words));
    flow.down(8);
    figures.seals().ifPresent(report -> details(ReportSeal.details(report, seals, words)));
    figures
        .auditProblems()
        .forEach(problem -> flow.text(audit.trouble(problem), 8.5, ReportInk.front(Tone.DANGER)));
    counts();
    entries();
  }

  /// What the seals say, in a frame.
  static void banner(ReportFlow flow, ReportSeal seal) {
    List<String> second = flow.wrap(seal.second(), Weight.REGULAR, 8.5, ReportFlow.WIDTH - 48, 4);
    double height = 32 + 11.5 * second.size();
    flow.need(height);
    Sheet sheet = flow.sheet();
    double y = flow.y();
    sheet.fillRound(ReportFlow.LEFT, y, ReportFlow.WIDTH, height, 5, ReportInk.back(seal.tone()));
    sheet.frameRound(ReportFlow.LEFT, y, ReportFlow.WIDTH, height, 5, ReportInk.edge(seal.tone()));
    shield(sheet, ReportFlow.LEFT + 13, y + 11, seal.tone());
    String title = flow.cut(seal.title(), Weight.SEMIBOLD, 10.5, ReportFlow.WIDTH - 48);
    int ink = ReportInk.front(seal.tone());
    sheet.text(ReportFlow.LEFT + 36, y + 19, title, Weight.SEMIBOLD, 10.5, ink);
    double base = y + 32;
    for (String line : second) {
      sheet.text(ReportFlow.LEFT + 36, base, line, Weight.REGULAR, 8.5, ReportInk.TEXT);
      base += 11.5;
    }
    flow.down(height);
  }

  /// A shield with a check, a cross or nothing in it.
  private static void shield(Sheet sheet, double x, double y, Tone tone) {
    int ink = ReportInk.front(tone);
    sheet.path(
        1.2, ink, x + 7, y, x + 14, y + 2.6, x + 14, y + 8, x + 12, y + 12.4, x + 7, y + 16, x + 2,
        y + 12.4, x, y + 8, x, y + 2.6, x + 7, y);
    switch (tone) {
      case SUCCESS -> sheet.path(1.2, ink, x + 4, y + 8, x + 6.3, y + 10.4, x + 10.2, y + 5.6);
      case DANGER -> {
        sheet.path(1.2, ink, x + 4.6, y + 5.4, x + 9.4, y + 10.2);
        sheet.path(1.2, ink, x + 9.4, y + 5.4, x + 4.6, y + 10.2);
      }
      default -> {}
    }
  }

  private void details(List<String> told) {
    for (String sentence : told.stream().limit(MOST_DETAILS).toList()) {
      for (String line : flow.wrap(sentence, Weight.REGULAR, 8.5, ReportFlow.WIDTH - 12, 6)) {
        flow.need(12);
        boolean first = line.equals(sentence) || sentence.startsWith(line);
        flow.sheet()
            .text(
                ReportFlow.LEFT,
                flow.y() + 9,
                first ? "•" : "",
                Weight.REGULAR,
                8.5,
                ReportInk.MUTED);
        flow.sheet()
            .text(ReportFlow.LEFT + 10, flow.y() + 9, line, Weight.REGULAR, 8.5, ReportInk.TEXT);
        flow.down(12);
      }
    }
    if (told.size() > MOST_DETAILS) {
      flow.text(words.text("cut.seals", MOST_DETAILS, told.size()), 8.5, ReportInk.MUTED);
    }
  }

  private record Counted(String text, Tone tone, int count) {}

  private void counts() {
    Map<String, Integer> actions = new HashMap<>();
    Map<String, Integer> actors = new HashMap<>();
    int unreadable = count(actions, actors);
    List<Counted> byAction = new ArrayList<>();
    actions.forEach(
        (action, count) -> {
          AuditBadge badge = audit.badge(action);
          byAction.add(new Counted(badge.text(), badge.tone(), count));
        });
    if (unreadable > 0) {
      byAction.add(new Counted(words.text("audit.unreadable"), Tone.DANGER, unreadable));
    }
    List<Counted> byActor = new ArrayList<>();
    actors.forEach((actor, count) -> byActor.add(new Counted(actor(actor), Tone.PLAIN, count)));
    sides(sorted(byAction), sorted(byActor));
  }

  private String actor(String actor) {
    return actor.isEmpty() ? words.text("audit.no-actor") : AuditValues.oneLine(actor);
  }

  private static List<Counted> sorted(List<Counted> counts) {
    return counts.stream()
        .sorted(Comparator.comparingInt(Counted::count).reversed().thenComparing(Counted::text))
        .toList();
  }

  /// @return how many cannot be read
  private int count(Map<String, Integer> actions, Map<String, Integer> actors) {
    int unreadable = 0;
    for (int from = figures.auditFrom(); from < figures.auditTo(); from += BATCH) {
      int count = Math.min(BATCH, figures.auditTo() - from);
      for (AuditRecord record : figures.audit().requireRecords(from, count)) {
        audit.names().learn(record);
        if (record.fields().isEmpty()) {
          unreadable++;
        } else {
          actions.merge(record.action(), 1, Integer::sum);
          actors.merge(record.actor(), 1, Integer::sum);
        }
      }
    }
    return unreadable;
  }

  private void sides(List<Counted> left, List<Counted> right) {
    int rows = Math.min(MOST_ROWS, Math.max(1, Math.max(left.size(), right.size())));
    double height = 24 + rows * ROW;
    flow.need(height + 16);
    flow.down(12);
    double width = (ReportFlow.WIDTH - 24) / 2;
    side(words.text("audit.actions"), left, ReportFlow.LEFT, width);
    side(words.text("audit.actors"), right, ReportFlow.LEFT + width + 24, width);
    flow.down(height);
  }

  private void side(String title, List<Counted> rows, double x, double width) {
    Sheet sheet = flow.sheet();
    double y = flow.y();
    sheet.text(x, y + 10, title, Weight.SEMIBOLD, 10, ReportInk.TEXT);
    sheet.line(x, y + 17, x + width, y + 17, 0.6, ReportInk.BORDER);
    y += 21;
    if (rows.isEmpty()) {
      sheet.text(x, y + 10, words.text("audit.none"), Weight.REGULAR, 8, ReportInk.MUTED);
    }
    for (Counted row : rows.stream().limit(MOST_ROWS).toList()) {
      if (row.tone() == Tone.PLAIN) {
        String shown = flow.cut(row.text(), Weight.REGULAR, 8, width - 50);
        sheet.text(x, y + 10, shown, Weight.REGULAR, 8, ReportInk.TEXT);
      } else {
        String shown = flow.cut(row.text(), Weight.SEMIBOLD, 7, width - 60);
        ReportTable.badge(flow, shown, row.tone(), x, y + 1.5);
      }
      ReportFlow.right(
          flow.paper(),
          sheet,
          x + width,
          y + 10,
          words.number(row.count()),
          Weight.REGULAR,
          8,
          ReportInk.TEXT);
      y += ROW;
    }
  }

  private void entries() {
    int all = figures.auditTo() - figures.auditFrom();
    if (all == 0) {
      return;
    }
    flow.title(words.text("audit.entries"), 60);
    if (all > MOST_ENTRIES) {
      flow.text(words.text("cut.entries", MOST_ENTRIES, all), 9, ReportInk.front(Tone.WARNING));
      flow.down(6);
    }
    ReportTable table =
        new ReportTable(
            flow,
            List.of(
                column("time", 98),
                column("action", 70),
                column("by", 100),
                column("key", 100),
                column("what", 143.28)));
    int from = Math.max(figures.auditFrom(), figures.auditTo() - MOST_ENTRIES);
    figures
        .audit()
        .requireRecords(from, figures.auditTo() - from)
        .reversed()
        .forEach(record -> table.row(row(record)));
  }

  private Column column(String name, double width) {
    return new Column(words.text("column." + name), width, false);
  }

  private List<Cell> row(AuditRecord record) {
    AuditBadge badge = audit.badge(record);
    String time = record.moment().map(words::second).orElseGet(() -> words.text("audit.no-time"));
    return List.of(
        ReportTable.plain(time),
        new ReportTable.Badge(badge.text(), badge.tone(), List.of()),
        ReportTable.plain(AuditValues.oneLine(record.actor())),
        ReportTable.of(Line.strong(audit.keyName(record))),
        ReportTable.of(new Line(audit.summary(record), Weight.REGULAR, 7.6, ReportInk.MUTED)));
  }
}
