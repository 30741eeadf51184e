package keyconsole.viewmodel;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Scope;
import keyconsole.domain.Unseen;

/// Who and what: the name, what the key is for, whose it is, and its scope.
public final class NewKeyWho extends NewKeyPart {

  private static final int COMPLETIONS = 8;

  private final NewKeyField name;
  private final NewKeyField description;
  private final NewKeyField owner;
  private final NewKeyChoice<Scope> scope;
  private final ObservableList<String> owners = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper ownerFixed = new ReadOnlyBooleanWrapper();

  NewKeyWho(NewKeyBasis basis) {
    super(basis);
    Optional<ApiKey> key = basis.key();
    name = new NewKeyField(key.map(ApiKey::name).orElse(""));
    description = new NewKeyField(key.map(ApiKey::description).orElse(""));
    owner = new NewKeyField(key.map(ApiKey::ownerId).or(basis::actor).orElse(""));
    scope = new NewKeyChoice<>(key.map(ApiKey::scope).orElse(Scope.USER));
  }

  @Override
  List<NewKeyCheck> checks() {
    return List.of(name, description, owner, scope);
  }

  @Override
  void onChange(Runnable changed) {
    List.of(name, description, owner)
        .forEach(field -> field.textProperty().subscribe((before, after) -> changed.run()));
    scope.valueProperty().subscribe((before, after) -> changed.run());
  }

  @Override
  void judge() {
    if (name.text().isBlank() && isOurs(name)) {
      name.judgeMissing(basis.text("newkey.error.name"));
    } else {
      name.judge(unseen(name));
    }
    judgeOwner();
    scope.judge(mayTake(scope.value()) ? "" : basis.text("newkey.error.scope"));
  }

  private void judgeOwner() {
    String id = owner.stripped();
    ownerFixed.set(!basis.isAdministrator() && isOwn(id));
    if (id.isEmpty() && isOurs(owner)) {
      owner.judgeMissing(basis.text("newkey.error.owner"));
    } else if (basis.isAdministrator() || isOwn(id)) {
      owner.judge(unseen(owner));
    } else {
      owner.judge(basis.text("newkey.error.other-owner", fixedOwner().orElse("")));
    }
  }

  /// With what nobody sees, one name could pass for another.
  private String unseen(NewKeyField field) {
    String typed = field.stripped();
    return isOurs(field) && Unseen.isIn(typed) ? basis.text("newkey.error.unseen", typed) : "";
  }

  /// What a key has already is not judged by us: another program wrote it.
  private boolean isOurs(NewKeyField field) {
    return !basis.isEditing() || field.isChanged();
  }

  private boolean isOwn(String id) {
    return fixedOwner().map(id::equals).orElse(true);
  }

  /// Whose the key must be where no administrator acts.
  private Optional<String> fixedOwner() {
    return basis.key().map(ApiKey::ownerId).or(basis::actor);
  }

  /// Whether whoever acts may choose a scope.
  public boolean mayTake(Scope choice) {
    Scope highest = basis.key().map(ApiKey::scope).orElse(Scope.USER);
    return basis.isAdministrator() || choice.compareTo(highest) <= 0;
  }

  @Override
  String note() {
    return Unseen.shown(name.stripped());
  }

  @Override
  boolean isChanged() {
    return name.isChanged() || description.isChanged() || owner.isChanged() || scope.isChanged();
  }

  @Override
  KeyEdit addTo(KeyEdit edit) {
    KeyEdit more = name.isChanged() ? edit.withName(name.stripped()) : edit;
    more = description.isChanged() ? more.withDescription(description.stripped()) : more;
    more = owner.isChanged() ? more.withOwnerId(owner.stripped()) : more;
    return scope.isChanged() ? more.withScope(scope.value()) : more;
  }

  @Override
  List<NewKeyClash> clashes(ApiKey current) {
    return Stream.of(
            onOneLine(clash("newkey.name", name, current.name())),
            clash("newkey.description", description, current.description()),
            onOneLine(clash("newkey.owner", owner, current.ownerId())),
            clash("newkey.scope", scope, current.scope(), basis.words()::scope))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<NewKeyClash> onOneLine(Optional<NewKeyClash> clash) {
    return clash.map(
        it ->
            new NewKeyClash(
                it.label(),
                Unseen.shown(it.was()),
                Unseen.shown(it.theirs()),
                Unseen.shown(it.mine()),
                it.takeTheirs()));
  }

  @Override
  void goOnFrom(ApiKey current) {
    name.goOnFrom(current.name());
    description.goOnFrom(current.description());
    owner.goOnFrom(current.ownerId());
    scope.goOnFrom(current.scope());
  }

  @Override
  List<NewKeySlot> slots() {
    return List.of(
        NewKeySlot.yielding(
            "newkey.name",
            name,
            from -> from.copied().map(key -> basis.text("start.copy", basis.words().name(key)))),
        NewKeySlot.yielding(
            "newkey.description", description, from -> from.copied().map(ApiKey::description)),
        NewKeySlot.yielding(
            "newkey.owner",
            owner,
            from -> from.copied().filter(_ -> basis.isAdministrator()).map(ApiKey::ownerId)),
        NewKeySlot.of(
            "newkey.scope",
            List.of(scope.valueProperty()),
            from -> from.template().scope().map(to -> () -> scope.valueProperty().set(to))));
  }

  @Override
  List<NewKeyReview.Fact> facts() {
    return List.of(
        onOneLine("newkey.name", name),
        fact("newkey.description", description),
        onOneLine("newkey.owner", owner),
        fact(
            "newkey.scope",
            basis.words().scope(scope.value()),
            basis.words().scope(scope.original()),
            scope.isChanged(),
            false));
  }

  private NewKeyReview.Fact onOneLine(String label, NewKeyField field) {
    return fact(
        label,
        Unseen.shown(field.stripped()),
        Unseen.shown(field.original()),
        field.isChanged(),
        false);
  }

  /// The owners to complete from, those that begin with what stands in the field first.
  public List<String> completions() {
    String typed = owner.stripped().toLowerCase(Locale.ROOT);
    return owners.stream()
        .filter(each -> each.toLowerCase(Locale.ROOT).contains(typed))
        .filter(each -> !each.equals(owner.stripped()))
        .sorted(Comparator.comparing(each -> !each.toLowerCase(Locale.ROOT).startsWith(typed)))
        .limit(COMPLETIONS)
        .toList();
  }

  void offer(List<String> known) {
    owners.setAll(known);
  }

  public NewKeyField name() {
    return name;
  }

  public NewKeyField description() {
    return description;
  }

  public NewKeyField owner() {
    return owner;
  }

  public NewKeyChoice<Scope> scope() {
    return scope;
  }

  /// Whether the owner stands and may not be another: only an administrator gives keys to others.
  public ReadOnlyBooleanProperty ownerFixedProperty() {
    return ownerFixed.getReadOnlyProperty();
  }

  /// Changes what [#mayTake] answers.
  public ReadOnlyBooleanProperty administratorProperty() {
    return basis.administratorProperty();
  }
}
