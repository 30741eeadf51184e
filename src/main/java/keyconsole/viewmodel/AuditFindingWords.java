package keyconsole.viewmodel;

import java.time.Instant;
import java.util.List;
import java.util.ResourceBundle;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFindings;
import keyconsole.domain.KeyField;

/// Findings of the audit page in a person's words.
final class AuditFindingWords {

  private final KeyWords words;

  AuditFindingWords(ResourceBundle texts) {
    this.words = new KeyWords(texts);
  }

  String text(String name, Object... values) {
    return words.text("deeds." + name, values);
  }

  /// What to know about the comparing itself, in a sentence.
  String warning(AuditFindings.Warning warning) {
    return text("warning." + warning.kind(), warning.about(), warning.reason());
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

  /// That nothing is open.
  ///
  /// @param known how many findings are marked as known
  String quiet(Instant since, long known) {
    return known == 0 ? text("quiet", minute(since)) : text("quiet.known", minute(since), known);
  }

  /// What is the matter, in a sentence.
  String what(AuditFinding finding) {
    String name = finding.keyName().isBlank() ? finding.key().text() : finding.keyName();
    String action = finding.entry().map(AuditFinding.Entry::action).orElse("");
    String now = finding.changes().isEmpty() ? "" : finding.changes().getFirst().after();
    return text("what." + finding.what(), AuditValues.oneLine(name), action, now);
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
    String field = field(change.field());
    return change.before().isEmpty() && change.after().isEmpty()
        ? text("value.other", field)
        : text("value", field, shown(change.before()), shown(change.after()));
  }

  private String field(KeyField field) {
    String known = "audit.field." + field.text();
    return words.has(known) ? words.text(known) : text("field." + field.text());
  }

  private String shown(String value) {
    return value.isEmpty() ? text("value.none") : AuditValues.oneLine(value);
  }

  private String when(AuditFinding finding) {
    return finding.entry().map(this::place).orElseGet(() -> span(finding));
  }

  private String place(AuditFinding.Entry entry) {
    String place = text("place", entry.file(), entry.line(), AuditValues.oneLine(entry.actor()));
    return entry.moment().map(at -> text("place.at", minute(at), place)).orElse(place);
  }

  /// Looks are seconds apart as a rule, and days where no console ran.
  private String span(AuditFinding finding) {
    String from = minute(finding.from());
    String to = minute(finding.to());
    return from.equals(to) ? text("at", to) : text("between", from, to);
  }
}
