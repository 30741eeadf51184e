package keyconsole.viewmodel;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A text of the access check, up to a length, with what is wrong about it. UI thread only.
public final class AccessField {

  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
  private final int longest;
  private final Supplier<String> tooLong;

  /// @param longest in UTF-16 units
  /// @param tooLong what to say of a longer text, which is not taken
  /// @param judge what is wrong with a text; empty where nothing is
  AccessField(int longest, Supplier<String> tooLong, UnaryOperator<String> judge) {
    this.longest = longest;
    this.tooLong = tooLong;
    text.subscribe(
        (before, now) -> {
          if (now.length() > longest) {
            text.set(before);
            error.set(tooLong.get());
          } else {
            error.set(judge.apply(now));
          }
        });
  }

  public StringProperty textProperty() {
    return text;
  }

  /// What is wrong; empty where nothing is.
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /// Whether a text is short enough to stand here. Says so where it is not.
  public boolean takes(String typed) {
    boolean fits = typed.length() <= longest;
    if (!fits) {
      error.set(tooLong.get());
    }
    return fits;
  }

  String text() {
    return text.get();
  }

  void set(String next) {
    text.set(next);
    error.set("");
  }

  void refuse(String reason) {
    error.set(reason);
  }

  boolean isWrong() {
    return !error.get().isEmpty();
  }

  /// Without what stands here, which may be a secret.
  @Override
  public String toString() {
    return "AccessField";
  }
}
