package keyconsole.viewmodel;

import java.time.Instant;
import java.util.List;
import java.util.ResourceBundle;
import keyconsole.domain.AuditFinding;

/// Findings of the audit page in a person's words.
final class AuditFindingWords {

  private final KeyWords words;

  AuditFindingWords(ResourceBundle texts) {
    this.words = new KeyWords(texts);
  }

  String text(String name, Object... values) {
    return words.text("deeds." + name, values);
  }

  String minute(Instant moment) {
    return SealWords.minute(moment);
  }

  /// How many there are of both kinds; a kind without any is left out.
  String counts(long changes, long entries) {
    if (entries == 0) {
      return text("changes", changes);
    }
    return changes == 0
        ? text("entries", entries)
        : text("both", text("changes", changes), text("entries", entries));
  }

  /// What is the matter, in a sentence.
  String what(AuditFinding finding) {
    String name = finding.keyName().isBlank() ? finding.key().text() : finding.keyName();
    String action = finding.entry().map(AuditFinding.Entry::action).orElse("");
    String claimed = finding.changes().isEmpty() ? "" : finding.changes().getFirst().before();
    String now = finding.changes().isEmpty() ? "" : finding.changes().getFirst().after();
    return text("what." + finding.what(), name, action, claimed, now);
  }

  AuditFindingsViewModel.Item item(AuditFinding finding) {
    List<String> values =
        finding.what().isEntry() ? List.of() : finding.changes().stream().map(this::value).toList();
    String known =
        finding
            .known()
            .map(mark -> text("known", mark.by(), minute(mark.at()), mark.reason()))
            .orElse("");
    return new AuditFindingsViewModel.Item(finding, what(finding), values, when(finding), known);
  }

  private String value(AuditFinding.Change change) {
    return change.before().isEmpty() && change.after().isEmpty()
        ? text("value.other", change.field().text())
        : text("value", change.field().text(), shown(change.before()), shown(change.after()));
  }

  private String shown(String value) {
    return value.isEmpty() ? text("value.none") : value;
  }

  private String when(AuditFinding finding) {
    return finding
        .entry()
        .map(entry -> text("place", entry.file(), entry.line(), entry.actor()))
        .orElseGet(() -> text("between", minute(finding.from()), minute(finding.to())));
  }
}
