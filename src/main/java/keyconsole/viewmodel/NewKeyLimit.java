package keyconsole.viewmodel;

import java.util.OptionalLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.Limits;
import keyconsole.domain.Rule;
import keyconsole.service.Enforcement;

/// A limit in the wizard: what stands in its field and what the scope would give.
public final class NewKeyLimit {

  /// The limits in the order of the key file.
  public enum Kind {
    HOUR("hour", "requests", Rule.REQUESTS_PER_HOUR),
    DAY("day", "requests", Rule.REQUESTS_PER_DAY),
    MONTH("month", "requests", Rule.REQUESTS_PER_MONTH),
    COST("cost", "cents", Rule.COST),
    TOKENS("tokens", "tokens", Rule.TOKENS_PER_REQUEST),
    CONCURRENT("concurrent", "requests", Rule.CONCURRENT_REQUESTS);

    private final String stem;
    private final String unit;
    private final Rule rule;

    Kind(String stem, String unit, Rule rule) {
      this.stem = stem;
      this.unit = unit;
      this.rule = rule;
    }

    long of(Limits limits) {
      return switch (this) {
        case HOUR -> limits.perHour();
        case DAY -> limits.perDay();
        case MONTH -> limits.perMonth();
        case COST -> limits.costCents();
        case TOKENS -> limits.tokensPerRequest();
        case CONCURRENT -> limits.concurrentRequests();
      };
    }

    /// The text name of its label.
    public String label() {
      return "newkey.limit." + stem;
    }

    /// The text name of its unit.
    public String unit() {
      return "newkey.unit." + unit;
    }
  }

  /// How a field stands to what it is compared with: the scope's default, and in an edit also what
  /// the key had.
  ///
  /// @param changed whether it can be put back
  /// @param compared that number
  public record State(boolean changed, boolean standard, String compared) {}

  private final Kind kind;
  private final boolean editing;
  private final NewKeyField field;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State(false, true, ""));
  private final ReadOnlyObjectWrapper<Marked> marked = new ReadOnlyObjectWrapper<>();
  private long standard;

  /// @param editing whether the value is what a key has, to be put back on a reset
  NewKeyLimit(Kind kind, long value, long standard, boolean editing) {
    this.kind = kind;
    this.editing = editing;
    this.standard = standard;
    this.field = new NewKeyField(KeyWords.number(value));
  }

  /// Which limit.
  public Kind kind() {
    return kind;
  }

  /// Its field.
  public NewKeyField field() {
    return field;
  }

  /// How it stands to the default.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// What becomes of it at the backend; while no number stands there, of the last one that did.
  public ReadOnlyObjectProperty<Marked> markedProperty() {
    return marked.getReadOnlyProperty();
  }

  void mark(MarkWords words) {
    value().ifPresent(limit -> marked.set(words.marked(Enforcement.limit(kind.rule, limit))));
  }

  /// Puts back what a new key would get, or what the edited one had.
  public void reset() {
    field.textProperty().set(editing ? field.original() : KeyWords.number(standard));
  }

  void takeStandard() {
    field.textProperty().set(KeyWords.number(standard));
  }

  /// The whole number in the field, with or without separators.
  public OptionalLong value() {
    return number(field.text());
  }

  private static OptionalLong number(String text) {
    String digits = Numbers.withoutSeparators(text);
    return digits.matches("-?[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  long standard() {
    return standard;
  }

  /// What a person who is no administrator may go up to.
  long highest() {
    return editing ? Math.max(standard, number(field.original()).orElse(standard)) : standard;
  }

  boolean isStandard() {
    OptionalLong value = value();
    return value.isPresent() && value.getAsLong() == standard;
  }

  /// Whether a person put it to something else than it began with, or a new key would get.
  boolean differs() {
    return editing ? !value().equals(number(field.original())) : !isStandard();
  }

  /// The scope has other defaults now; a field that held the old one takes the new one.
  void changeStandard(long next) {
    boolean follow = isStandard();
    standard = next;
    if (follow) {
      takeStandard();
    }
  }

  void showState() {
    String compared = editing && differs() ? field.original() : KeyWords.number(standard);
    state.set(new State(differs(), isStandard(), compared));
  }
}
