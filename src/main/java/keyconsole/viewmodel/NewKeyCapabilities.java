package keyconsole.viewmodel;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.service.Catalog;

/// What the key may do: chosen from the catalogue, or typed as `kind:name`.
public final class NewKeyCapabilities extends NewKeyPart {

  /// A kind of capability.
  ///
  /// @param title the text name of its title
  public record Category(String title, List<String> capabilities) {}

  private final ObservableList<String> chosen = FXCollections.observableArrayList();
  private final NewKeyCheck grants = new NewKeyCheck();
  private final NewKeyField other = new NewKeyField("");
  private List<String> original;

  NewKeyCapabilities(NewKeyBasis basis) {
    super(basis);
    original = basis.key().map(ApiKey::capabilities).orElse(List.of());
    chosen.setAll(original);
  }

  @Override
  List<NewKeyCheck> checks() {
    return List.of(grants, other);
  }

  @Override
  void onChange(Runnable changed) {
    other.textProperty().subscribe((before, after) -> changed.run());
    chosen.addListener((ListChangeListener<String>) change -> changed.run());
  }

  @Override
  void judge() {
    grants.judge(
        chosen.stream()
            .filter(each -> !mayGrant(each))
            .findFirst()
            .map(each -> basis.text("newkey.error.grant-chosen", each))
            .orElse(""));
    other.judge(other.text().isBlank() ? "" : problem(other.stripped()));
  }

  private String problem(String capability) {
    if (Catalog.capabilityProblem(capability).isPresent()) {
      return basis.text("newkey.error.capability");
    }
    if (chosen.contains(capability)) {
      return basis.text("newkey.error.chosen", capability);
    }
    return mayGrant(capability) ? "" : basis.text("newkey.error.grant", capability);
  }

  /// Whether whoever acts may grant a capability. What the key has already may stay.
  public boolean mayGrant(String capability) {
    return basis.isAdministrator()
        || original.contains(capability)
        || !(capability.equals("*") || capability.startsWith("admin:"));
  }

  /// Grants what was typed, if nothing is wrong with it.
  public void addOther() {
    if (!other.text().isBlank() && !other.isWrong()) {
      String capability = other.stripped();
      other.textProperty().set("");
      chosen.add(capability);
    }
  }

  /// Grants a capability or takes it away.
  public void grant(String capability, boolean granted) {
    if (!granted) {
      chosen.remove(capability);
    } else if (!chosen.contains(capability)) {
      chosen.add(capability);
    }
  }

  @Override
  String note() {
    return basis.text("newkey.chosen", chosen.size());
  }

  @Override
  boolean isChanged() {
    return isChosenChanged() || other.isChanged();
  }

  boolean isChosenChanged() {
    return !chosen.equals(original);
  }

  @Override
  KeyEdit addTo(KeyEdit edit) {
    return isChosenChanged() ? edit.withCapabilities(chosen) : edit;
  }

  @Override
  List<NewKeyClash> clashes(ApiKey current) {
    List<String> theirs = current.capabilities();
    boolean both = isChosenChanged() && !original.equals(theirs) && !chosen.equals(theirs);
    return both
        ? List.of(
            new NewKeyClash(
                basis.text("newkey.step.capabilities"),
                String.join("\n", original),
                String.join("\n", theirs),
                String.join("\n", chosen),
                () -> chosen.setAll(original)))
        : List.of();
  }

  @Override
  void goOnFrom(ApiKey current) {
    boolean mine = isChosenChanged();
    boolean moved = !original.equals(current.capabilities());
    original = current.capabilities();
    if (!mine && moved) {
      chosen.setAll(original);
    }
  }

  @Override
  List<NewKeySlot> slots() {
    return List.of(
        new NewKeySlot(
            "newkey.step.capabilities",
            false,
            this::state,
            from -> from.template().capabilities().map(to -> () -> chosen.setAll(to))));
  }

  private NewKeySlot.State state() {
    List<String> granted = List.copyOf(chosen);
    String typed = other.text();
    return new NewKeySlot.State(
        List.of(granted, typed),
        () -> {
          chosen.setAll(granted);
          other.textProperty().set(typed);
        });
  }

  @Override
  List<NewKeyReview.Fact> facts() {
    return List.of(
        fact(
            "newkey.step.capabilities",
            String.join(", ", chosen),
            String.join(", ", original),
            isChosenChanged(),
            false));
  }

  /// What is granted, in the order of choosing.
  public ObservableList<String> chosen() {
    return chosen;
  }

  /// Whether all that is chosen may be granted.
  public NewKeyCheck grants() {
    return grants;
  }

  /// A capability being typed.
  public NewKeyField other() {
    return other;
  }

  /// Changes what [#mayGrant] answers.
  public ReadOnlyBooleanProperty administratorProperty() {
    return basis.administratorProperty();
  }

  /// What is offered.
  public static List<Category> catalogue() {
    return Catalog.CAPABILITIES.stream()
        .map(each -> new Category("newkey.category." + each.name(), each.capabilities()))
        .toList();
  }
}
