package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.Property;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Restrictions;
import keyconsole.service.Enforcement;

/// Where the key may be used from, and on what.
public final class NewKeyRestrictions extends NewKeyPart {

  private static final int MOST_REVIEWED = 12;

  private final List<NewKeyRestriction> lists;
  private final NewKeyChoice<Boolean> tls;
  private final Marked tlsMarked;

  NewKeyRestrictions(NewKeyBasis basis) {
    super(basis);
    Restrictions start = basis.key().map(ApiKey::restrictions).orElse(Restrictions.NONE);
    lists =
        Arrays.stream(NewKeyRestriction.Kind.values())
            .map(kind -> new NewKeyRestriction(basis, kind, start))
            .toList();
    tls = new NewKeyChoice<>(start.requireTls());
    tlsMarked = new MarkWords(basis.words()).marked(Enforcement.tls());
  }

  @Override
  List<NewKeyCheck> checks() {
    List<NewKeyCheck> all = new ArrayList<>();
    lists.forEach(list -> all.add(list.field()));
    all.add(tls);
    return all;
  }

  @Override
  void onChange(Runnable changed) {
    lists.forEach(list -> list.field().textProperty().subscribe((b, a) -> changed.run()));
    tls.valueProperty().subscribe((before, after) -> changed.run());
  }

  @Override
  void judge() {
    lists.forEach(NewKeyRestriction::judge);
    boolean loosened = basis.isEditing() && tls.original() && !tls.value();
    tls.judge(loosened && !basis.isAdministrator() ? basis.text("newkey.error.tls") : "");
  }

  @Override
  String note() {
    return basis.text("newkey.restrictions", lists.stream().mapToInt(l -> l.values().size()).sum());
  }

  @Override
  boolean isChanged() {
    return tls.isChanged() || lists.stream().anyMatch(list -> list.field().isChanged());
  }

  @Override
  KeyEdit addTo(KeyEdit edit) {
    return isChanged() ? edit.withRestrictions(values()) : edit;
  }

  Restrictions values() {
    return new Restrictions(
        list(NewKeyRestriction.Kind.ENDPOINTS).values(),
        list(NewKeyRestriction.Kind.BLOCKED).values(),
        list(NewKeyRestriction.Kind.IPS).values(),
        list(NewKeyRestriction.Kind.DOMAINS).values(),
        tls.value());
  }

  @Override
  List<NewKeyClash> clashes(ApiKey current) {
    boolean theirs = current.restrictions().requireTls();
    return Stream.concat(
            lists.stream()
                .map(
                    list ->
                        clash(
                            list.kind().label(),
                            list.field(),
                            list.textOf(current.restrictions()))),
            Stream.of(clash("newkey.tls", tls, theirs, this::tlsText)))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  void goOnFrom(ApiKey current) {
    lists.forEach(list -> list.goOnFrom(current.restrictions()));
    tls.goOnFrom(current.restrictions().requireTls());
  }

  @Override
  List<NewKeySlot> slots() {
    List<Property<?>> inputs = new ArrayList<>();
    lists.forEach(list -> inputs.add(list.field().textProperty()));
    inputs.add(tls.valueProperty());
    return List.of(
        NewKeySlot.of(
            "newkey.step.restrictions",
            inputs,
            from -> from.template().restrictions().map(to -> () -> fill(to))));
  }

  private void fill(Restrictions to) {
    lists.forEach(list -> list.field().textProperty().set(list.textOf(to)));
    tls.valueProperty().set(to.requireTls());
  }

  @Override
  List<NewKeyReview.Fact> facts() {
    List<NewKeyReview.Fact> facts = new ArrayList<>();
    lists.stream()
        .filter(list -> !list.values().isEmpty() || list.field().isChanged())
        .forEach(list -> facts.add(fact(list)));
    if (facts.isEmpty()) {
      String none = basis.text("newkey.restrictions.none.value");
      facts.add(fact("newkey.restrictions.none", none, "", false, false));
    }
    String was = tlsText(tls.original());
    facts.add(
        fact("newkey.tls", tlsText(tls.value()), was, tls.isChanged(), false).with(tlsMarked));
    return facts;
  }

  private NewKeyReview.Fact fact(NewKeyRestriction list) {
    NewKeyReview.Fact fact =
        fact(
            list.kind().label(),
            reviewed(list.values()),
            reviewed(list.kept()),
            list.field().isChanged(),
            true);
    return list.values().isEmpty() ? fact : fact.with(list.markedProperty().get());
  }

  private String reviewed(List<String> values) {
    String first = values.stream().limit(MOST_REVIEWED).collect(Collectors.joining("\n"));
    int more = values.size() - MOST_REVIEWED;
    return more > 0 ? first + "\n" + basis.text("keys.more-values", more) : first;
  }

  private String tlsText(boolean required) {
    return basis.text(required ? "keys.tls.required" : "keys.tls.not-required");
  }

  public NewKeyRestriction list(NewKeyRestriction.Kind kind) {
    return lists.stream().filter(list -> list.kind() == kind).findFirst().orElseThrow();
  }

  /// The list to look at first: one that does not do what it says, one with a value that matches
  /// nothing, or the first.
  public NewKeyRestriction worst() {
    return lists.stream()
        .filter(list -> list.markedProperty().get().isBad())
        .findFirst()
        .or(() -> lists.stream().filter(NewKeyRestriction::isFlawed).findFirst())
        .orElseGet(lists::getFirst);
  }

  /// What becomes of the need of TLS.
  public Marked tlsMarked() {
    return tlsMarked;
  }

  /// Whether only encrypted requests are meant to pass.
  public NewKeyChoice<Boolean> tls() {
    return tls;
  }
}
