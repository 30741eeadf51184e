package keyconsole.viewmodel;

import java.util.Optional;
import java.util.ResourceBundle;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding;
import keyconsole.domain.Finding.Evidence;
import keyconsole.domain.FindingKind;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Severity;
import keyconsole.domain.Snooze;
import keyconsole.service.ReportFigures;

/// Findings in a report's words: those of the health page, but for names that are cut short on a
/// screen, which a report tells whole.
final class ReportFindingWords {

  private final ReportFigures figures;
  private final KeyWords keys;
  private final HealthWords health;

  ReportFindingWords(ReportFigures figures, ResourceBundle texts) {
    this.figures = figures;
    this.keys = new KeyWords(texts);
    this.health = new HealthWords(keys, figures.tenant(), Optional.empty());
  }

  String title(FindingKind kind) {
    return health.title(kind, figures.health().thresholds());
  }

  String why(FindingKind kind) {
    return health.why(kind, figures.health().thresholds());
  }

  String severity(Severity severity) {
    return health.severity(severity);
  }

  static Tone tone(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Tone.DANGER;
      case WARNING -> Tone.WARNING;
      case NOTICE -> Tone.ACCENT;
    };
  }

  /// What it is about: a key's name or a file, as they are stored, or what is with a folder. Paper
  /// gets signs for what nobody would see where it is fitted; tables are for programs.
  String about(Finding finding) {
    return switch (finding.evidence()) {
      case Evidence.File(KeyProblem problem) -> problem.fileName();
      case Evidence.Back(AccessReturn back) ->
          back.keyName().isBlank() ? back.fileName() : back.keyName();
      case Evidence.Folder _ -> health.name(finding);
      default ->
          finding
              .key()
              .map(ApiKey::name)
              .filter(name -> !name.isBlank())
              .orElseGet(() -> health.name(finding));
    };
  }

  /// By what it was seen, in a line.
  String seen(Finding finding) {
    return switch (finding.evidence()) {
      case Evidence.Twins(var others) ->
          health.twins(
              others.stream().map(key -> keys.name(key) + " (" + key.id().text() + ")").sorted());
      default -> health.evidence(finding, figures.made());
    };
  }

  /// Whether it was put off when the report was made, and by whom, until when and why.
  Optional<Snooze> putOff(Finding finding) {
    return figures.notes().putOff(finding, figures.made());
  }

  /// Until when, by whom and why it is put off, in a sentence.
  String told(Snooze snooze) {
    return health.putOff(snooze);
  }
}
