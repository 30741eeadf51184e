package keyconsole.viewmodel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFinding.Doubt;
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
    String reason = warning.reason().map(words::told).orElse("");
    return text("warning." + warning.kind(), warning.about(), reason);
  }

  /// That they could not be compared, and why.
  String failed(Exception cause) {
    return text("failed", words.why(cause));
  }

  String minute(Instant moment) {
    return SealWords.minute(moment);
  }

  /// How many there are of each kind; a kind without any is left out.
  String counts(List<AuditFinding> of) {
    return Stream.of(
            counted("changes", of, false, false),
            counted("doubted", of, false, true),
            counted("entries", of, true, false),
            counted("entries.doubted", of, true, true))
        .flatMap(Optional::stream)
        .reduce((one, next) -> text("both", one, next))
        .orElse("");
  }

  private Optional<String> counted(
      String kind, List<AuditFinding> of, boolean entries, boolean doubted) {
    long count =
        of.stream()
            .filter(finding -> finding.what().isEntry() == entries)
            .filter(finding -> (finding.doubt() != Doubt.NONE) == doubted)
            .count();
    return count == 0 ? Optional.empty() : Optional.of(text(kind, count));
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
    String said = finding.entry().map(AuditFinding.Entry::action).orElse("");
    String action = said.isEmpty() ? text("action.none") : AuditValues.oneLine(said);
    String now = finding.changes().isEmpty() ? "" : finding.changes().getFirst().after();
    String kind = finding.doubt() == Doubt.NONE ? "what." : "what." + finding.doubt() + ".";
    return text(kind + finding.what(), AuditValues.oneLine(name), action, now);
  }

  /// What to say of an audit line.
  ///
  /// @param items what was found of it, those that are not known first; not empty
  AuditFindingsViewModel.Sign sign(List<AuditFindingsViewModel.Item> items) {
    AuditFindingsViewModel.Item first = items.getFirst();
    boolean known = !first.known().isEmpty();
    String told = known ? text("sign.known", first.what(), first.known()) : first.what();
    return new AuditFindingsViewModel.Sign(
        items.size() == 1 ? told : text("sign.more", told, items.size() - 1), known);
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
    if (finding.what().isEntry()) {
      return finding.entry().map(this::place).orElse("");
    }
    String span = span(finding);
    return finding.entry().map(line -> text("doubted.at", span, place(line))).orElse(span);
  }

  private String place(AuditFinding.Entry entry) {
    String place =
        entry.actor().isEmpty()
            ? text("place.line", entry.file(), entry.line())
            : text("place", entry.file(), entry.line(), AuditValues.oneLine(entry.actor()));
    return entry.moment().map(at -> text("place.at", minute(at), place)).orElse(place);
  }

  /// Looks are seconds apart as a rule, and days where no console ran.
  private String span(AuditFinding finding) {
    String from = minute(finding.from());
    String to = minute(finding.to());
    return from.equals(to) ? text("at", to) : text("between", from, to);
  }
}
