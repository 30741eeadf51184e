package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.Property;

/// Something in the wizard that is filled at the start from a template or another key.
///
/// @param label its text name, for a question about what was typed there
/// @param yields whether what was typed there stays, and nobody is asked
/// @param state what stands there, to be compared and put back
/// @param filling what puts a source's part in its place; empty where the source leaves it open
record NewKeySlot(
    String label,
    boolean yields,
    Supplier<State> state,
    Function<NewKeySource, Optional<Runnable>> filling) {

  /// What stood in a slot.
  ///
  /// @param values equal where the same stands there
  record State(List<Object> values, Runnable putBack) {

    /// What stands in properties.
    static State of(List<? extends Property<?>> inputs) {
      List<Object> values = new ArrayList<>();
      List<Runnable> back = new ArrayList<>();
      inputs.forEach(
          input -> {
            values.add(input.getValue());
            back.add(putBack(input));
          });
      return new State(List.copyOf(values), () -> back.forEach(Runnable::run));
    }

    private static <T> Runnable putBack(Property<T> input) {
      T value = input.getValue();
      return () -> input.setValue(value);
    }

    boolean isAs(State other) {
      return values.equals(other.values);
    }
  }

  /// A slot of one input or more.
  static NewKeySlot of(
      String label,
      List<? extends Property<?>> inputs,
      Function<NewKeySource, Optional<Runnable>> filling) {
    return new NewKeySlot(label, false, () -> State.of(inputs), filling);
  }

  /// A field that is filled only while nobody has typed there.
  static NewKeySlot yielding(
      String label, NewKeyField field, Function<NewKeySource, Optional<String>> text) {
    return new NewKeySlot(
        label,
        true,
        () -> State.of(List.of(field.textProperty())),
        source -> text.apply(source).map(to -> () -> field.textProperty().set(to)));
  }
}
