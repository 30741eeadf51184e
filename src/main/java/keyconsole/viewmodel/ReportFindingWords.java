package keyconsole.viewmodel;

import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding;
import keyconsole.domain.Finding.Evidence;
import keyconsole.domain.FindingKind;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.Rule;
import keyconsole.domain.SealFinding;
import keyconsole.domain.Severity;
import keyconsole.domain.Warning;

/// Findings in a report's words: what they are, why they matter, and by what they were seen.
final class ReportFindingWords {

  private final ResourceBundle texts;
  private final ReportWords words;
  private final SealWords seals;

  ReportFindingWords(ResourceBundle texts, ReportWords words) {
    this.texts = texts;
    this.words = words;
    this.seals = new SealWords(texts);
  }

  String title(FindingKind kind) {
    return words.text("finding." + kind);
  }

  String why(FindingKind kind) {
    return words.text("finding." + kind + ".why");
  }

  String severity(Severity severity) {
    return words.text("severity." + severity);
  }

  static Tone tone(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Tone.DANGER;
      case WARNING -> Tone.WARNING;
      case NOTICE -> Tone.ACCENT;
    };
  }

  /// What it is about: a key's name, a file or a folder.
  String about(Finding finding) {
    return switch (finding.evidence()) {
      case Evidence.File(KeyProblem problem) -> problem.fileName();
      case Evidence.Folder folder -> words.text("finding.folder");
      case Evidence.Seal(SealFinding found) -> found.file();
      case Evidence.Back(AccessReturn back) ->
          back.keyName().isBlank() ? back.fileName() : back.keyName();
      default -> finding.key().map(words::name).orElse(finding.subject());
    };
  }

  /// By what it was seen, in a line.
  String seen(Finding finding) {
    return switch (finding.evidence()) {
      case Evidence.Plain plain ->
          finding.key().map(key -> words.text("seen.key", words.day(key.createdAt()))).orElse("");
      case Evidence.Idle(var last, long days) -> words.text("seen.idle", words.day(last), days);
      case Evidence.Age(var since, long days, boolean rotated) ->
          words.text(rotated ? "seen.rotated" : "seen.made", words.day(since), days);
      case Evidence.Ends(var end) -> words.text("seen.ends", words.minute(end));
      case Evidence.Unused(long days) -> words.text("seen.unused", days);
      case Evidence.File(KeyProblem problem) -> words.told(problem.reason());
      case Evidence.Rules(List<Rule> rules) ->
          rules.stream()
              .map(rule -> texts.getString("access.rule." + rule))
              .collect(Collectors.joining(", "));
      case Evidence.Filled filled ->
          words.text(
              "seen.filled." + filled.limit(),
              filled.used(),
              filled.allowed(),
              words.minute(filled.start()));
      case Evidence.Surplus surplus -> surplus(surplus);
      case Evidence.Addresses(List<KeyUsage.Newcomer> most, int all, var from) ->
          words.text("seen.addresses", all, words.day(from), first(most));
      case Evidence.Drift drift -> words.text("seen.drift", drift.counter(), drift.lines());
      case Evidence.Twins(List<ApiKey> others) ->
          words.text(
              "seen.twins",
              others.stream().map(this::named).sorted().collect(Collectors.joining(", ")));
      case Evidence.Folder(Warning warning) -> words.told(warning.told());
      case Evidence.Seal(SealFinding found) -> seals.sentence(found);
      case Evidence.Back(AccessReturn back) -> words.text("seen.back", words.minute(back.seen()));
    };
  }

  private String named(ApiKey key) {
    return words.name(key) + " (" + key.id().text() + ")";
  }

  private static String first(List<KeyUsage.Newcomer> most) {
    return most.stream()
        .limit(4)
        .map(each -> each.value().isEmpty() ? "–" : each.value())
        .collect(Collectors.joining(", "));
  }

  private String surplus(Evidence.Surplus surplus) {
    String limits =
        surplus.limits().stream()
            .map(each -> words.text("seen.surplus." + each.limit(), each.allowed(), each.peak()))
            .collect(Collectors.joining("; "));
    String endpoints =
        surplus.endpoints().isEmpty()
            ? ""
            : words.text("seen.surplus.endpoints", surplus.endpoints().size());
    String told =
        List.of(endpoints, limits).stream()
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    return words.text("seen.surplus", words.day(surplus.from()), told);
  }
}
