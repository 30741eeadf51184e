package keyconsole.viewmodel;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.Restrictions;

/// One list of restrictions, typed one a line, and what becomes of it.
public final class NewKeyRestriction {

  /// The lists in the order of the key file.
  public enum Kind {
    ENDPOINTS("endpoints"),
    BLOCKED("blocked"),
    IPS("ips"),
    DOMAINS("domains");

    private final String stem;

    Kind(String stem) {
      this.stem = stem;
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

    private boolean isDead(String line) {
      return switch (this) {
        case ENDPOINTS, BLOCKED -> RestrictionMarks.isPattern(line);
        case IPS -> !RestrictionMarks.isAddress(line);
        case DOMAINS -> false;
      };
    }
  }

  private final NewKeyBasis basis;
  private final RestrictionLines judge;
  private final Kind kind;
  private final NewKeyField field;
  private final Set<String> given = new HashSet<>();
  private final ReadOnlyObjectWrapper<KeyDetail.Mark> mark = new ReadOnlyObjectWrapper<>();

  NewKeyRestriction(NewKeyBasis basis, Kind kind, Restrictions start) {
    this.basis = basis;
    this.kind = kind;
    judge = new RestrictionLines(basis.words());
    field = new NewKeyField(textOf(start));
    mark.set(markOf(values()));
  }

  private String textOf(Restrictions restrictions) {
    return String.join("\n", kind.of(restrictions));
  }

  void judge() {
    List<String> values = values();
    mark.set(markOf(values));
    field.judge(field.isChanged() ? problem(values) : "");
  }

  private String problem(List<String> values) {
    List<String> kept = RestrictionLines.of(field.original());
    boolean lives = values.stream().anyMatch(line -> !kind.isDead(line));
    String wrong =
        values.stream()
            .filter(line -> !given.contains(line) && !(lives && kept.contains(line)))
            .map(this::problem)
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElseGet(() -> judge.twice(values));
    if (!wrong.isEmpty()) {
      return wrong;
    }
    return basis.isAdministrator() || !widens(values, kept)
        ? ""
        : basis.text("newkey.error.wider", String.join(", ", kept));
  }

  private String problem(String line) {
    return switch (kind) {
      case ENDPOINTS, BLOCKED -> judge.endpoint(line);
      case IPS -> judge.address(line);
      case DOMAINS -> judge.domain(line);
    };
  }

  private boolean widens(List<String> values, List<String> kept) {
    if (!basis.isEditing()) {
      return false;
    }
    if (kind == Kind.BLOCKED) {
      return !values.containsAll(kept);
    }
    return !kept.isEmpty() && (values.isEmpty() || !kept.containsAll(values));
  }

  private KeyDetail.Mark markOf(List<String> values) {
    boolean dead = !values.isEmpty() && values.stream().allMatch(kind::isDead);
    return switch (kind) {
      case ENDPOINTS, IPS -> dead ? KeyDetail.Mark.LOCKS_OUT : KeyDetail.Mark.ENFORCED;
      case BLOCKED -> dead ? KeyDetail.Mark.BLOCKS_NOTHING : KeyDetail.Mark.ENFORCED;
      case DOMAINS -> KeyDetail.Mark.STORED_ONLY;
    };
  }

  /// Takes values as they are: requests came with them, so they are what the backend compares with.
  void takeAsGiven(Collection<String> values) {
    given.addAll(values);
  }

  boolean goOnFrom(Restrictions current) {
    return field.goOnFrom(textOf(current));
  }

  /// What was typed, a value a line.
  List<String> values() {
    return RestrictionLines.of(field.text());
  }

  public Kind kind() {
    return kind;
  }

  public NewKeyField field() {
    return field;
  }

  /// What becomes of the list as it stands.
  public ReadOnlyObjectProperty<KeyDetail.Mark> markProperty() {
    return mark.getReadOnlyProperty();
  }
}
