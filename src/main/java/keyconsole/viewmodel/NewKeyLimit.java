package keyconsole.viewmodel;

import java.util.OptionalLong;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// A limit in the wizard: what stands in its field and what the scope would give.
public final class NewKeyLimit {

  /// The limits in the order of the key file.
  public enum Kind {
    HOUR("hour", "requests"),
    DAY("day", "requests"),
    MONTH("month", "requests"),
    COST("cost", "cents"),
    TOKENS("tokens", "tokens"),
    CONCURRENT("concurrent", "requests");

    private final String stem;
    private final String unit;

    Kind(String stem, String unit) {
      this.stem = stem;
      this.unit = unit;
    }

    long of(keyconsole.domain.Limits limits) {
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

  private final Kind kind;
  private final NewKeyField field;
  private final ReadOnlyStringWrapper changedFrom = new ReadOnlyStringWrapper("");
  private long standard;

  NewKeyLimit(Kind kind, long value, long standard) {
    this.kind = kind;
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

  /// The scope's default where the field differs from it, else empty.
  public ReadOnlyStringProperty changedFromProperty() {
    return changedFrom.getReadOnlyProperty();
  }

  /// Puts the scope's default into the field.
  public void reset() {
    field.textProperty().set(KeyWords.number(standard));
  }

  /// The whole number in the field, with or without separators.
  public OptionalLong value() {
    String digits = field.text().strip().replace(",", "");
    return digits.matches("-?[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  long standard() {
    return standard;
  }

  boolean differs() {
    OptionalLong value = value();
    return value.isEmpty() || value.getAsLong() != standard;
  }

  void takeStandard(long next) {
    boolean follow = !differs();
    standard = next;
    if (follow) {
      reset();
    }
  }

  void markChanged() {
    changedFrom.set(differs() ? KeyWords.number(standard) : "");
  }
}
