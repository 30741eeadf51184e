package keyconsole.viewmodel;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.service.Enforcement;
import keyconsole.service.Enforcement.Verdict;
import keyconsole.service.Flaw;
import keyconsole.service.ListJudge;

/// One list of restrictions, typed one a line, and what becomes of it.
public final class NewKeyRestriction {

  /// The lists in the order of the key file.
  public enum Kind {
    ENDPOINTS("endpoints", Rule.ALLOWED_ENDPOINTS),
    BLOCKED("blocked", Rule.BLOCKED_ENDPOINTS),
    IPS("ips", Rule.ALLOWED_IPS),
    DOMAINS("domains", Rule.ALLOWED_DOMAINS);

    private final String stem;
    private final Rule rule;

    Kind(String stem, Rule rule) {
      this.stem = stem;
      this.rule = rule;
    }

    /// The text name of its label.
    public String label() {
      return "newkey.restriction." + stem;
    }

    /// The text name of an example.
    public String example() {
      return label() + ".example";
    }

    List<String> of(Restrictions restrictions) {
      return switch (this) {
        case ENDPOINTS -> restrictions.allowedEndpoints();
        case BLOCKED -> restrictions.blockedEndpoints();
        case IPS -> restrictions.allowedIps();
        case DOMAINS -> restrictions.allowedDomains();
      };
    }
  }

  private final NewKeyBasis basis;
  private final MarkWords marks;
  private final Kind kind;
  private final ListJudge judge;
  private final NewKeyField field;
  private final ReadOnlyObjectWrapper<Marked> marked = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper offer = new ReadOnlyStringWrapper("");
  private List<String> kept;
  private final Set<String> given = new HashSet<>();

  /// What the lines of a text are. It is asked for by many, and may be long.
  private record Lines(String text, List<String> values) {}

  private Lines lines = new Lines("", List.of());

  NewKeyRestriction(NewKeyBasis basis, Kind kind, Restrictions start) {
    this.basis = basis;
    this.kind = kind;
    judge = new ListJudge(kind.rule);
    marks = new MarkWords(basis.words());
    kept = kind.of(start);
    field = new NewKeyField(textOf(kept));
    judge();
  }

  private static String textOf(List<String> values) {
    return String.join("\n", values);
  }

  void judge() {
    List<String> values = values();
    Verdict verdict = judge.judge(values);
    marked.set(marks.marked(verdict));
    offer.set(marks.offer(verdict.flaws()));
    field.judge(field.isChanged() ? problem(verdict, values) : "");
    warning.set(field.isWrong() ? "" : marks.first(verdict.flaws()));
  }

  private String problem(Verdict verdict, List<String> values) {
    List<Flaw> refused =
        Enforcement.refused(verdict, kept).stream()
            .filter(flaw -> !given.contains(flaw.value()))
            .toList();
    String wrong = refused.isEmpty() ? twice(values) : marks.first(refused);
    if (!wrong.isEmpty()) {
      return wrong;
    }
    return basis.isAdministrator() || !widens(values)
        ? ""
        : basis.text("newkey.error.wider", marks.few(kept));
  }

  private String twice(List<String> values) {
    Set<String> seen = new HashSet<>();
    return values.stream()
        .filter(value -> !seen.add(value))
        .findFirst()
        .map(value -> basis.text("newkey.error.twice", value))
        .orElse("");
  }

  private boolean widens(List<String> values) {
    if (!basis.isEditing()) {
      return false;
    }
    return kind == Kind.BLOCKED
        ? !new HashSet<>(values).containsAll(kept)
        : Enforcement.widens(kind.rule, kept, values);
  }

  /// Takes values as they are: requests came with them, so they are what the backend compares with.
  void takeAsGiven(Collection<String> values) {
    given.addAll(values);
  }

  void goOnFrom(Restrictions current) {
    kept = kind.of(current);
    field.goOnFrom(textOf(kept));
  }

  /// What restrictions have of it, as the field shows it.
  String textOf(Restrictions restrictions) {
    return textOf(kind.of(restrictions));
  }

  /// What was typed, a value a line; the values of the key as they are where nothing was.
  List<String> values() {
    return field.isChanged() ? typed() : kept;
  }

  private List<String> typed() {
    String text = field.text();
    if (!text.equals(lines.text())) {
      lines =
          new Lines(text, text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }
    return lines.values();
  }

  /// The values that the key has.
  List<String> kept() {
    return kept;
  }

  /// Whether a value matches nothing.
  boolean isFlawed() {
    return field.isWrong() || !warning.get().isEmpty();
  }

  /// Writes what is offered in place of the values that match nothing.
  public void takeOffer() {
    field.textProperty().set(textOf(Enforcement.mended(kind.rule, values())));
  }

  public Kind kind() {
    return kind;
  }

  public NewKeyField field() {
    return field;
  }

  /// What becomes of the list as it stands.
  public ReadOnlyObjectProperty<Marked> markedProperty() {
    return marked.getReadOnlyProperty();
  }

  /// What is wrong with a value that the key has already; empty where nothing is, or where it has
  /// to be mended first.
  public ReadOnlyStringProperty warningProperty() {
    return warning.getReadOnlyProperty();
  }

  /// What can be written in place of values that match nothing, see [#takeOffer]; empty where
  /// nothing can.
  public ReadOnlyStringProperty offerProperty() {
    return offer.getReadOnlyProperty();
  }
}
