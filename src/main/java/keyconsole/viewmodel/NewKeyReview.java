package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// All that was entered, once more before it is written.
public final class NewKeyReview {

  /// What one step came to.
  public record Section(WizardStep step, List<Fact> facts) {}

  /// One thing that was entered.
  ///
  /// @param value a line each where it is a list; empty where nothing is set
  /// @param changed whether an edit changes it
  /// @param was what the key had before; empty where nothing changed or was set
  /// @param mono whether it is an address, a path or the like
  /// @param marked what becomes of a restriction or a limit at the backend
  public record Fact(
      String label,
      String value,
      boolean changed,
      String was,
      boolean mono,
      Optional<Marked> marked) {

    Fact with(Marked mark) {
      return new Fact(label, value, changed, was, mono, Optional.of(mark));
    }
  }

  private final Map<WizardStep, NewKeyPart> parts;
  private final ObservableList<Section> sections = FXCollections.observableArrayList();

  NewKeyReview(Map<WizardStep, NewKeyPart> parts) {
    this.parts = parts;
  }

  void refresh() {
    List<Section> all = new ArrayList<>();
    parts.forEach((step, part) -> all.add(new Section(step, part.facts())));
    sections.setAll(all);
  }

  /// In the order of the steps.
  public ObservableList<Section> sections() {
    return sections;
  }
}
