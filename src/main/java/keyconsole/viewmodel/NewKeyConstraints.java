package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.Property;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Value;
import keyconsole.service.Catalog;
import keyconsole.service.JsonText;

/// What the tenant's programs read beside the limits: the defaults as a form, the rest as JSON.
public final class NewKeyConstraints extends NewKeyPart {

  private final List<NewKeyConstraint> form = new ArrayList<>();
  private final NewKeyField json;

  NewKeyConstraints(NewKeyBasis basis) {
    super(basis);
    Catalog.CONSTRAINT_DEFAULTS
        .fields()
        .forEach((name, value) -> form.add(new NewKeyConstraint(basis, name, value)));
    json = new NewKeyField(basis.key().map(key -> besideTheForm(key.constraints())).orElse(""));
  }

  /// What of a key's constraints does not stand in the form.
  private String besideTheForm(Value.Fields constraints) {
    Map<String, Value> free = new LinkedHashMap<>(constraints.fields());
    form.stream()
        .filter(each -> !each.textOf(constraints).isEmpty())
        .forEach(each -> free.remove(each.name()));
    return ConstraintText.write(new Value.Fields(free));
  }

  @Override
  List<NewKeyCheck> checks() {
    List<NewKeyCheck> all = new ArrayList<>();
    form.forEach(each -> all.add(each.field()));
    all.add(json);
    return all;
  }

  @Override
  void onChange(Runnable changed) {
    form.forEach(each -> each.field().textProperty().subscribe((b, a) -> changed.run()));
    json.textProperty().subscribe((before, after) -> changed.run());
  }

  @Override
  void judge() {
    form.forEach(NewKeyConstraint::judge);
    json.judge(jsonProblem());
  }

  private String jsonProblem() {
    try {
      Value.Fields free = ConstraintText.parse(json.text());
      return form.stream()
          .filter(each -> each.value().isPresent() && free.get(each.name()).isPresent())
          .findFirst()
          .map(each -> basis.text("newkey.error.json-twice", each.name()))
          .orElse("");
    } catch (JsonText.Malformed e) {
      return basis.text(
          "newkey.error.json",
          basis.words().told(e.mistake()),
          Integer.toString(e.line()),
          Integer.toString(e.column()));
    }
  }

  @Override
  String note() {
    boolean plain = form.stream().noneMatch(NewKeyConstraint::differs);
    if (basis.isEditing()) {
      return basis.text(isChanged() ? "newkey.constraints.own" : "newkey.constraints.kept");
    }
    return basis.text(
        plain && json.text().isBlank() ? "newkey.constraints.defaults" : "newkey.constraints.own");
  }

  @Override
  boolean isChanged() {
    return json.isChanged() || form.stream().anyMatch(each -> each.field().isChanged());
  }

  @Override
  KeyEdit addTo(KeyEdit edit) {
    return isChanged() ? edit.withConstraints(values()) : edit;
  }

  /// What is to be asked for: beside the JSON all of the form for a key that exists, and what
  /// differs from the tenant's defaults for a new one. Names that the key has keep their order.
  Value.Fields values() {
    Map<String, Value> typed = new LinkedHashMap<>();
    form.stream()
        .filter(each -> basis.isEditing() || each.differs())
        .forEach(each -> each.value().ifPresent(value -> typed.put(each.name(), value)));
    typed.putAll(free().fields());
    Map<String, Value> ordered = new LinkedHashMap<>();
    basis.key().stream()
        .flatMap(key -> key.constraints().fields().keySet().stream())
        .forEach(name -> ordered.computeIfAbsent(name, typed::get));
    typed.forEach(ordered::putIfAbsent);
    return new Value.Fields(ordered);
  }

  /// What stands in the JSON; nothing while it is malformed, which is judged and shown there.
  private Value.Fields free() {
    try {
      return ConstraintText.parse(json.text());
    } catch (JsonText.Malformed e) {
      return Value.Fields.EMPTY;
    }
  }

  @Override
  List<NewKeyClash> clashes(ApiKey current) {
    Value.Fields theirs = current.constraints();
    return Stream.concat(
            form.stream().map(each -> clash(each.label(), each.field(), each.textOf(theirs))),
            Stream.of(clash("newkey.json", json, besideTheForm(theirs))))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  void goOnFrom(ApiKey current) {
    form.forEach(each -> each.goOnFrom(current.constraints()));
    json.goOnFrom(besideTheForm(current.constraints()));
  }

  @Override
  List<NewKeySlot> slots() {
    List<Property<?>> inputs = new ArrayList<>();
    form.forEach(each -> inputs.add(each.field().textProperty()));
    inputs.add(json.textProperty());
    return List.of(
        NewKeySlot.of(
            "newkey.step.constraints",
            inputs,
            from -> from.template().constraints().map(to -> () -> fill(to))));
  }

  /// What does not fit into its field stands in the JSON, and not in both.
  private void fill(Value.Fields to) {
    form.stream()
        .filter(each -> to.get(each.name()).isPresent())
        .forEach(each -> each.field().textProperty().set(each.textOf(to)));
    json.textProperty().set(besideTheForm(to));
  }

  @Override
  List<NewKeyReview.Fact> facts() {
    List<NewKeyReview.Fact> facts = new ArrayList<>();
    Value.Fields free = free();
    form.stream()
        .filter(each -> free.get(each.name()).isEmpty())
        .forEach(each -> facts.add(fact(each)));
    if (!json.text().isBlank() || json.isChanged()) {
      facts.add(fact("newkey.json", json.stripped(), json.original(), json.isChanged(), true));
    }
    return facts;
  }

  /// A new key gets the tenant's default where its field was left empty.
  private NewKeyReview.Fact fact(NewKeyConstraint each) {
    NewKeyField field = each.field();
    boolean standard = !basis.isEditing() && field.stripped().isEmpty();
    String value = standard ? each.standardText() : field.stripped();
    return fact(each.label(), value, field.original(), field.isChanged(), false);
  }

  public List<NewKeyConstraint> form() {
    return List.copyOf(form);
  }

  /// Constraints beside the form, as a JSON object.
  public NewKeyField json() {
    return json;
  }
}
