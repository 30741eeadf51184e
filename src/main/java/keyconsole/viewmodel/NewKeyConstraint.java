package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import keyconsole.domain.Value;

/// One of the tenant's default constraints as a field of the wizard. An empty field sets nothing.
public final class NewKeyConstraint {

  /// What the field takes.
  public enum Shape {
    WHOLE("newkey.error.whole"),
    TEXTS("newkey.error.texts"),
    TRUTH("newkey.error.truth");

    private final String error;

    Shape(String error) {
      this.error = error;
    }

    private static Shape of(Value value) {
      return switch (value) {
        case Value.Truth truth -> TRUTH;
        case Value.Items items -> TEXTS;
        case Value.Numeral number -> WHOLE;
        case Value.Text text -> TEXTS;
        case Value.Nothing nothing -> TEXTS;
        case Value.Fields fields -> TEXTS;
      };
    }
  }

  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");
  private static final Pattern COMMA = Pattern.compile(",");

  private final NewKeyBasis basis;
  private final String name;
  private final Shape shape;
  private final String standard;
  private final NewKeyField field;
  private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();

  /// @param tenantGives what every new key gets
  NewKeyConstraint(NewKeyBasis basis, String name, Value tenantGives) {
    this.basis = basis;
    this.name = name;
    shape = Shape.of(tenantGives);
    standard = shown(tenantGives).orElse("");
    field = new NewKeyField(basis.key().map(key -> textOf(key.constraints())).orElse(standard));
  }

  /// What a key has, as the field shows it; empty where it does not fit into the field.
  String textOf(Value.Fields constraints) {
    return constraints.get(name).flatMap(this::shown).orElse("");
  }

  private Optional<String> shown(Value value) {
    return switch (value) {
      case Value.Numeral number when shape == Shape.WHOLE && number.isInteger() ->
          Optional.of(number.text()).filter(text -> WHOLE.matcher(text).matches());
      case Value.Truth(boolean truth) when shape == Shape.TRUTH ->
          Optional.of(Boolean.toString(truth));
      case Value.Items(List<Value> items)
          when shape == Shape.TEXTS
              && !items.isEmpty()
              && items.stream().allMatch(NewKeyConstraint::isPlain) ->
          Optional.of(String.join(", ", items.stream().map(NewKeyConstraint::plain).toList()));
      default -> Optional.empty();
    };
  }

  private static boolean isPlain(Value value) {
    return value instanceof Value.Text(String text)
        && !text.isEmpty()
        && !text.contains(",")
        && text.strip().equals(text);
  }

  private static String plain(Value value) {
    return value instanceof Value.Text(String text) ? text : "";
  }

  void judge() {
    changed.set(differs());
    field.judge(value().isPresent() || field.text().isBlank() ? "" : basis.text(shape.error));
  }

  /// The value in the field; empty where it is empty or does not fit.
  Optional<Value> value() {
    String text = field.stripped();
    return switch (shape) {
      case WHOLE ->
          WHOLE.matcher(text).matches() ? Optional.of(new Value.Numeral(text)) : Optional.empty();
      case TEXTS ->
          Optional.of(texts(text)).filter(all -> !all.isEmpty()).map(Value.Items::ofTexts);
      case TRUTH ->
          text.equals("true") || text.equals("false")
              ? Optional.of(new Value.Truth(text.equals("true")))
              : Optional.empty();
    };
  }

  private static List<String> texts(String text) {
    return COMMA.splitAsStream(text).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  /// Whether it is set to something else than a new key would get, or the edited one had.
  boolean differs() {
    if (basis.isEditing()) {
      return field.isChanged();
    }
    return !field.stripped().isEmpty() && !field.stripped().equals(standard);
  }

  /// Puts back what a new key would get, or what the edited one had.
  public void reset() {
    field.textProperty().set(basis.isEditing() ? field.original() : standard);
  }

  void goOnFrom(Value.Fields current) {
    field.goOnFrom(textOf(current));
  }

  /// The name in the key file.
  public String name() {
    return name;
  }

  /// The text name of its label.
  public String label() {
    return "newkey.constraint." + name;
  }

  /// What the field takes.
  public Shape shape() {
    return shape;
  }

  /// What the tenant gives.
  public String standardText() {
    return standard;
  }

  /// Its field.
  public NewKeyField field() {
    return field;
  }

  /// Whether it can be put back.
  public ReadOnlyBooleanProperty changedProperty() {
    return changed.getReadOnlyProperty();
  }
}
