package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;

/// Where the rules of the tenant's health draw their lines, for all its administrators. UI thread
/// only.
public final class ThresholdsViewModel extends WorkingDialog {

  private final HealthViewModel health;
  private final Thresholds seen;
  private final Map<Threshold, StringProperty> typed = new EnumMap<>(Threshold.class);
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding ready;

  ThresholdsViewModel(HealthViewModel health, Thresholds now) {
    super(health.workspace());
    this.health = health;
    this.seen = now;
    for (Threshold threshold : Threshold.values()) {
      typed.put(threshold, new SimpleStringProperty(String.valueOf(now.of(threshold))));
    }
    List<Observable> parts = new ArrayList<>(typed.values());
    parts.add(work);
    parts.add(health.blockedProperty());
    ready =
        Bindings.createBooleanBinding(
            () -> value().isPresent() && work.get().isEmpty() && blocked().isEmpty(),
            parts.toArray(Observable[]::new));
  }

  /// Why they can be looked at only; empty where they can be changed.
  public Optional<String> blocked() {
    return health.blockedProperty().get();
  }

  /// What is typed for one.
  public StringProperty typed(Threshold threshold) {
    return Optional.ofNullable(typed.get(threshold)).orElseThrow();
  }

  /// What one is about.
  public String name(Threshold threshold) {
    return health.words().threshold(threshold);
  }

  /// What one may be, and what it is as a rule; a mistake where what is typed is none of that.
  public ObservableValue<Hint> hint(Threshold threshold) {
    return typed(threshold)
        .map(
            text -> {
              boolean possible = parsed(threshold, text).isPresent();
              return new Hint(
                  health
                      .words()
                      .text(
                          possible ? "thresholds.standard" : "thresholds.mistake",
                          possible ? threshold.standard() : threshold.least(),
                          threshold.most()),
                  !possible);
            });
  }

  /// What stands behind a field.
  public record Hint(String text, boolean mistake) {}

  private static Optional<Integer> parsed(Threshold threshold, String text) {
    return text.strip().matches("\\d{1,6}")
        ? Optional.of(Integer.valueOf(text.strip())).filter(threshold::allows)
        : Optional.empty();
  }

  private Optional<Thresholds> value() {
    Map<Threshold, Integer> values = new EnumMap<>(Threshold.class);
    typed.forEach(
        (threshold, text) ->
            parsed(threshold, text.get()).ifPresent(value -> values.put(threshold, value)));
    return values.size() == typed.size()
        ? Optional.of(new Thresholds(Collections.unmodifiableMap(values)))
        : Optional.empty();
  }

  /// Whether they can be kept as they are typed.
  public BooleanBinding ready() {
    return ready;
  }

  /// Fills in what they are as a rule.
  public void reset() {
    typed.forEach((threshold, text) -> text.set(String.valueOf(threshold.standard())));
  }

  /// Keeps them.
  public void keep() {
    Optional<Thresholds> value = value();
    if (ready.get() && value.isPresent()) {
      report(Report.NONE);
      work.set(
          Optional.of(new Work(health.words().text("thresholds.working"), -1, Optional.empty())));
      health
          .workspace()
          .tasks()
          .run(
              health.sortedAfter(
                  () -> health.workspace().service().healthBook().draw(seen, value.get())),
              this::done,
              cause -> {
                work.set(Optional.empty());
                report(health.words().failed("not-noted", cause));
              });
    }
  }

  private void done(Optional<HealthReader.Look> look) {
    work.set(Optional.empty());
    close();
    health.workspace().navigator().say(health.words().text("thresholds.done"), Optional.empty());
    health.noted(look);
  }

  @Override
  public ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }

  @Override
  public void cancel() {
    if (work.get().isEmpty()) {
      close();
    }
  }

  private void close() {
    health.workspace().navigator().close(new Dialog.Thresholds(this));
  }
}
