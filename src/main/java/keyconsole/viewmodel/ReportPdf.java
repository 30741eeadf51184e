package keyconsole.viewmodel;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ResourceBundle;
import java.util.concurrent.CancellationException;
import keyconsole.service.Paper;
import keyconsole.service.ReportFigures;

/// A report as one PDF to print. The same figures and texts give the same bytes.
final class ReportPdf {

  private final ReportFigures figures;
  private final ResourceBundle texts;
  private final ReportWords words;

  ReportPdf(ReportFigures figures, ResourceBundle texts) {
    this.figures = figures;
    this.texts = texts;
    this.words = new ReportWords(texts);
  }

  /// Writes it.
  ///
  /// @throws CancellationException if the thread is interrupted
  void write(OutputStream out) throws IOException {
    String title = words.text("name", figures.tenant(), words.range(figures.range()));
    Paper paper = new Paper(title, words.language(), figures.made());
    ReportFlow flow = new ReportFlow(paper);
    ReportCover cover = new ReportCover(figures, flow, words);
    cover.begin();
    double below = flow.y();
    ReportKeyPages keys = new ReportKeyPages(figures, flow, words);
    keys.inventory();
    goOn();
    keys.review();
    goOn();
    new ReportFindingPages(figures, flow, words, new ReportFindingWords(figures, texts)).findings();
    goOn();
    new ReportUsagePages(figures, flow, words).usage();
    goOn();
    new ReportAuditPages(figures, flow, words, ReportAuditPages.words(figures, texts), texts)
        .audit();
    cover.finish(flow.parts(), below);
    flow.finish(
        words.text("head", figures.tenant()),
        words.text("foot", words.range(figures.range()), words.minute(figures.made())),
        words);
    goOn();
    paper.write(out);
  }

  private static void goOn() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The report was stopped");
    }
  }
}
