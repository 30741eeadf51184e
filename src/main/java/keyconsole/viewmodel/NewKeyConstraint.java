package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;
import keyconsole.domain.Value;

/// One of the tenant's default constraints as a field of the wizard. An empty field sets nothing.
public final class NewKeyConstraint {

  /// What the field takes.
  public enum Shape {
    WHOLE,
    TEXTS,
    TRUTH
  }

  /// A default constraint of the backend, in its order.
  enum Standard {
    CHAIN("max_automation_chain_depth", Shape.WHOLE, "5"),
    MEMORY("mcp_memory_limit_mb", Shape.WHOLE, "512"),
    TIMEOUT("mcp_timeout_seconds", Shape.WHOLE, "30"),
    FILE_SIZE("max_file_size_bytes", Shape.WHOLE, "10485760"),
    FILE_TYPES("allowed_file_types", Shape.TEXTS, ".pdf, .txt, .md, .json, .csv"),
    PREMIUM("enable_premium_features", Shape.TRUTH, "false");

    private final String constraint;
    private final Shape shape;
    private final String text;

    Standard(String constraint, Shape shape, String text) {
      this.constraint = constraint;
      this.shape = shape;
      this.text = text;
    }
  }

  private final Standard standard;
  private final NewKeyField field;

  NewKeyConstraint(Standard standard, String start) {
    this.standard = standard;
    this.field = new NewKeyField(start);
  }

  static NewKeyConstraint fresh(Standard standard) {
    return new NewKeyConstraint(standard, standard.text);
  }

  /// The field for what a key has; empty where the key's value does not fit into it.
  static NewKeyConstraint of(Standard standard, Value.Fields existing) {
    return new NewKeyConstraint(
        standard,
        existing
            .get(standard.constraint)
            .flatMap(found -> shown(standard.shape, found))
            .orElse(""));
  }

  private static Optional<String> shown(Shape shape, Value value) {
    return switch (value) {
      case Value.Numeral number when shape == Shape.WHOLE && number.isInteger() ->
          Optional.of(number.text());
      case Value.Truth(boolean truth) when shape == Shape.TRUTH ->
          Optional.of(Boolean.toString(truth));
      case Value.Items(List<Value> items)
          when shape == Shape.TEXTS
              && !items.isEmpty()
              && items.stream().allMatch(NewKeyConstraint::isPlain) ->
          Optional.of(String.join(", ", items.stream().map(NewKeyConstraint::textOf).toList()));
      default -> Optional.empty();
    };
  }

  private static boolean isPlain(Value value) {
    return value instanceof Value.Text(String text)
        && !text.isEmpty()
        && !text.contains(",")
        && text.strip().equals(text);
  }

  private static String textOf(Value value) {
    return value instanceof Value.Text(String text) ? text : "";
  }

  /// The name in the key file.
  public String name() {
    return standard.constraint;
  }

  /// What the field takes.
  public Shape shape() {
    return standard.shape;
  }

  /// What the tenant gives.
  public String standardText() {
    return standard.text;
  }

  /// Its field.
  public NewKeyField field() {
    return field;
  }

  /// Whether it differs from what the tenant gives.
  public boolean differs() {
    return !field.text().strip().equals(standard.text);
  }

  boolean fits() {
    String text = field.text().strip();
    return text.isEmpty()
        || switch (standard.shape) {
          case WHOLE -> text.matches("0|-?[1-9][0-9]{0,17}");
          case TEXTS -> true;
          case TRUTH -> text.equals("true") || text.equals("false");
        };
  }

  Optional<Value> value() {
    String text = field.text().strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (standard.shape) {
          case WHOLE -> new Value.Numeral(text);
          case TEXTS ->
              Value.Items.ofTexts(
                  java.util.regex.Pattern.compile(",")
                      .splitAsStream(text)
                      .map(String::strip)
                      .filter(one -> !one.isEmpty())
                      .toList());
          case TRUTH -> new Value.Truth(text.equals("true"));
        });
  }
}
