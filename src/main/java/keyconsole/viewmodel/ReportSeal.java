package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.service.ReportFigures;

/// What a report says of the seals.
///
/// @param title what there is to know first
/// @param second what it means
record ReportSeal(Tone tone, String title, String second) {

  static ReportSeal of(ReportFigures figures, ReportWords words) {
    if (figures.sealTrouble().isPresent()) {
      return new ReportSeal(
          Tone.WARNING, words.text("seal.failed"), words.told(figures.sealTrouble().get()));
    }
    return figures
        .seals()
        .map(report -> of(report, figures, words))
        .orElseGet(
            () ->
                new ReportSeal(
                    Tone.NEUTRAL, words.text("seal.none"), words.text("seal.none.second")));
  }

  private static ReportSeal of(SealReport report, ReportFigures figures, ReportWords words) {
    if (!report.isWhole()) {
      String second =
          figures
              .unchangedUntil()
              .map(until -> words.text("seal.broken.until", words.minute(until)))
              .orElseGet(() -> words.text("seal.broken.nothing"));
      long breaks = report.findings().stream().filter(it -> it.kind().breaksSeal()).count();
      return new ReportSeal(Tone.DANGER, words.text("seal.broken", breaks), second);
    }
    return report
        .sealedUntil()
        .map(
            until ->
                new ReportSeal(
                    Tone.SUCCESS,
                    words.text("seal.whole", words.minute(until)),
                    words.text(
                        "seal.whole.second",
                        report.files().size(),
                        report.bytes(),
                        words.minute(report.verified()))))
        .orElseGet(
            () ->
                new ReportSeal(
                    Tone.NEUTRAL, words.text("seal.none"), words.text("seal.none.second")));
  }

  /// What was found and acknowledged, and who else sealed, each in a sentence.
  static List<String> details(SealReport report, SealWords seals, ReportWords words) {
    List<String> told = new ArrayList<>();
    for (SealFinding finding : report.findings()) {
      told.add(seals.sentence(finding));
    }
    report
        .acknowledged()
        .forEach(
            it ->
                told.add(
                    words.text(
                        "seal.acknowledged",
                        it.file(),
                        it.reason(),
                        it.witness(),
                        words.minute(it.moment()))));
    report
        .others()
        .forEach(
            it ->
                told.add(
                    words.text("seal.other", it.seals(), it.witness(), words.minute(it.last()))));
    return told;
  }
}
