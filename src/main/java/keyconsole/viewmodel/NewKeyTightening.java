package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Tightening;
import keyconsole.service.Tightenings;

/// Fills the wizard with settings that are narrower than the key's and let through all that it
/// used, and takes that back. UI thread only.
public final class NewKeyTightening {

  /// What was filled in.
  ///
  /// @param text in a sentence
  /// @param kept what stays as it is and why, a sentence each
  /// @param narrower whether anything was, so that it can be taken back
  public record Told(String text, List<String> kept, boolean narrower) {
    public Told {
      kept = List.copyOf(kept);
    }
  }

  /// A field and what stood in it.
  private record Before(NewKeyField field, String text) {
    void putBack() {
      field.textProperty().set(text);
    }
  }

  private final NewKeyBasis basis;
  private final NewKeyReplay replay;
  private final NewKeyLimits limits;
  private final NewKeyRestrictions restrictions;
  private final List<Before> before = new ArrayList<>();
  private final ReadOnlyObjectWrapper<Optional<Told>> told =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper filling = new ReadOnlyBooleanWrapper();

  NewKeyTightening(
      NewKeyBasis basis,
      NewKeyReplay replay,
      NewKeyLimits limits,
      NewKeyRestrictions restrictions) {
    this.basis = basis;
    this.replay = replay;
    this.limits = limits;
    this.restrictions = restrictions;
  }

  /// Fills in what the key used on the days that are looked at. Reads the lines first where that
  /// was not done.
  public void fill() {
    if (filling.get()) {
      return;
    }
    filling.set(true);
    ApiKey key = basis.key().orElseThrow();
    int days = replay.windowProperty().get().days();
    replay.over(
        (traffic, from, to) -> Tightenings.of(key, traffic, from, to),
        found -> {
          filling.set(false);
          fill(key, found, days);
        },
        failure -> {
          filling.set(false);
          String why = basis.text("newkey.tighten.failed", basis.words().why(failure));
          told.set(Optional.of(new Told(why, List.of(), false)));
        });
  }

  private void fill(ApiKey key, Tightening found, int days) {
    boolean narrower =
        !found.restrictions().equals(key.restrictions()) || !found.limits().equals(key.limits());
    if (narrower) {
      undo();
      restrictions.list(NewKeyRestriction.Kind.IPS).takeAsGiven(found.restrictions().allowedIps());
      put(
          restrictions.list(NewKeyRestriction.Kind.ENDPOINTS).field(),
          String.join("\n", found.restrictions().allowedEndpoints()));
      put(
          restrictions.list(NewKeyRestriction.Kind.IPS).field(),
          String.join("\n", found.restrictions().allowedIps()));
      put(NewKeyLimit.Kind.HOUR, found.limits().perHour());
      put(NewKeyLimit.Kind.DAY, found.limits().perDay());
      put(NewKeyLimit.Kind.MONTH, found.limits().perMonth());
    }
    told.set(Optional.of(told(found, days, narrower)));
    replay.draftChanged();
  }

  private void put(NewKeyLimit.Kind kind, long value) {
    put(limits.limit(kind).field(), KeyWords.number(value));
  }

  private void put(NewKeyField field, String text) {
    before.add(new Before(field, field.text()));
    field.textProperty().set(text);
  }

  /// Puts back what stood in the fields before they were filled in.
  public void undo() {
    before.forEach(Before::putBack);
    before.clear();
    told.set(Optional.empty());
  }

  private Told told(Tightening found, int days, boolean narrower) {
    List<String> kept = new ArrayList<>();
    for (Tightening.Kept each : found.kept()) {
      kept.add(
          basis.text(
              "newkey.tighten.kept",
              basis.text("newkey.tighten.part." + each.part().name()),
              basis.text("newkey.tighten.reason." + each.reason().name(), each.count())));
    }
    kept.add(basis.text("newkey.tighten.unknown"));
    String text = narrower ? "newkey.tighten.filled" : "newkey.tighten.nothing";
    return new Told(basis.text(text, days), kept, narrower);
  }

  /// What was filled in; empty where nothing was, or it was taken back.
  public ReadOnlyObjectProperty<Optional<Told>> toldProperty() {
    return told.getReadOnlyProperty();
  }

  /// Whether it is being worked out.
  public ReadOnlyBooleanProperty fillingProperty() {
    return filling.getReadOnlyProperty();
  }
}
