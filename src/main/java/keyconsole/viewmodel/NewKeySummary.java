package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import keyconsole.domain.Unseen;

/// What the key will be, in short, beside every step.
public final class NewKeySummary {

  /// A line.
  ///
  /// @param chips what is shown below the label in place of a value; may be empty
  /// @param changed whether it differs from the scope's defaults, or from what the edited key had
  public record Line(
      String label, String value, List<String> chips, boolean changed, boolean wrong) {}

  private final NewKeyBasis basis;
  private final NewKeyWho who;
  private final NewKeyCapabilities capabilities;
  private final NewKeyLimits limits;
  private final NewKeyRestrictions restrictions;
  private final NewKeyConstraints constraints;
  private final ObservableList<List<Line>> groups = FXCollections.observableArrayList();

  NewKeySummary(
      NewKeyBasis basis,
      NewKeyWho who,
      NewKeyCapabilities capabilities,
      NewKeyLimits limits,
      NewKeyRestrictions restrictions,
      NewKeyConstraints constraints) {
    this.basis = basis;
    this.who = who;
    this.capabilities = capabilities;
    this.limits = limits;
    this.restrictions = restrictions;
    this.constraints = constraints;
  }

  void refresh() {
    groups.setAll(List.of(whoLines(), limitLines(), otherLines()));
  }

  private List<Line> whoLines() {
    boolean edited = basis.isEditing();
    String scope = basis.words().scope(who.scope().value());
    List<String> chosen = List.copyOf(capabilities.chosen());
    return List.of(
        line(
            "newkey.owner",
            Unseen.shown(who.owner().stripped()),
            edited && who.owner().isChanged(),
            who.owner()),
        line("newkey.scope", scope, edited && who.scope().isChanged(), who.scope()),
        new Line(
            basis.text("newkey.step.capabilities"),
            "",
            chosen,
            edited && capabilities.isChosenChanged(),
            capabilities.grants().isSaid()));
  }

  private List<Line> limitLines() {
    List<Line> lines = new ArrayList<>();
    for (NewKeyLimit limit : limits.all()) {
      String unit = limit.kind() == NewKeyLimit.Kind.COST ? basis.text("newkey.cents") : "";
      String value = limit.field().stripped() + unit;
      lines.add(line(limit.kind().label(), value, limit.differs(), limit.field()));
    }
    NewKeyExpiry expiry = limits.expiry();
    boolean wrong = expiry.checks().stream().anyMatch(NewKeyCheck::isSaid);
    lines.add(
        new Line(
            basis.text("newkey.expires"),
            expiry.dayText(),
            List.of(),
            expiry.choice().isChanged(),
            wrong));
    return lines;
  }

  private List<Line> otherLines() {
    return List.of(
        note("newkey.step.restrictions", restrictions),
        note("newkey.step.constraints", constraints));
  }

  private Line note(String label, NewKeyPart part) {
    boolean changed = basis.isEditing() && part.isChanged();
    return new Line(basis.text(label), part.note(), List.of(), changed, part.said() > 0);
  }

  private Line line(String label, String value, boolean changed, NewKeyCheck check) {
    return new Line(basis.text(label), value, List.of(), changed, check.isSaid());
  }

  /// The lines, in groups.
  public ObservableList<List<Line>> groups() {
    return groups;
  }
}
