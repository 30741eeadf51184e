package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Limits;
import keyconsole.domain.Scope;

/// How much the key may be used, and how long.
public final class NewKeyLimits extends NewKeyPart {

  private final List<NewKeyLimit> limits;
  private final NewKeyExpiry expiry;
  private final MarkWords marks;
  private final ReadOnlyStringWrapper changes = new ReadOnlyStringWrapper("");

  NewKeyLimits(NewKeyBasis basis, NewKeyChoice<Scope> scope) {
    super(basis);
    marks = new MarkWords(basis.words());
    Limits standard = Limits.defaultsFor(scope.value());
    Limits now = basis.key().map(ApiKey::limits).orElse(standard);
    limits =
        Arrays.stream(NewKeyLimit.Kind.values())
            .map(kind -> new NewKeyLimit(kind, kind.of(now), kind.of(standard), basis.isEditing()))
            .toList();
    expiry = new NewKeyExpiry(basis);
    scope.valueProperty().subscribe((before, after) -> follow(Limits.defaultsFor(after)));
  }

  private void follow(Limits standards) {
    limits.forEach(limit -> limit.changeStandard(limit.kind().of(standards)));
  }

  @Override
  List<NewKeyCheck> checks() {
    List<NewKeyCheck> all = new ArrayList<>();
    limits.forEach(limit -> all.add(limit.field()));
    all.addAll(expiry.checks());
    return all;
  }

  @Override
  void onChange(Runnable changed) {
    limits.forEach(
        limit -> limit.field().textProperty().subscribe((before, after) -> changed.run()));
    expiry.onChange(changed);
  }

  @Override
  void judge() {
    for (NewKeyLimit limit : limits) {
      limit.field().judge(problem(limit));
      limit.showState();
      limit.mark(marks);
    }
    expiry.judge();
    changes.set(basis.text("newkey.limits.changed", changedCount(), limits.size()));
  }

  private String problem(NewKeyLimit limit) {
    if (limit.value().isEmpty()) {
      return basis.text("newkey.error.whole");
    }
    long value = limit.value().getAsLong();
    if (isNew(limit) && value < 1) {
      return basis.text("newkey.error.positive");
    }
    if (!basis.isAdministrator() && value > limit.highest()) {
      return basis.text("newkey.error.above", KeyWords.number(limit.highest()));
    }
    return switch (limit.kind()) {
      case DAY -> below(limit, limit(NewKeyLimit.Kind.HOUR), "newkey.error.below-hour");
      case MONTH -> below(limit, limit(NewKeyLimit.Kind.DAY), "newkey.error.below-day");
      case HOUR, COST, TOKENS, CONCURRENT -> "";
    };
  }

  /// What a key has already is not judged by us: another program wrote it.
  private boolean isNew(NewKeyLimit limit) {
    return !basis.isEditing() || limit.field().isChanged();
  }

  private String below(NewKeyLimit limit, NewKeyLimit smaller, String text) {
    long least = smaller.value().orElse(0);
    boolean judged = isNew(limit) || isNew(smaller);
    return judged && limit.value().orElse(least) < least
        ? basis.text(text, KeyWords.number(least))
        : "";
  }

  private long changedCount() {
    return limits.stream().filter(NewKeyLimit::differs).count();
  }

  @Override
  String note() {
    long changed = changedCount();
    if (basis.isEditing()) {
      return basis.text("newkey.limits.note.edit", changed + (expiry.isChanged() ? 1 : 0));
    }
    return basis.text("newkey.limits.note", changed);
  }

  @Override
  boolean isChanged() {
    return areLimitsChanged() || expiry.isChanged();
  }

  private boolean areLimitsChanged() {
    return limits.stream().anyMatch(limit -> limit.field().isChanged());
  }

  @Override
  KeyEdit addTo(KeyEdit edit) {
    boolean other = limits.stream().anyMatch(NewKeyLimit::differs);
    KeyEdit more = other ? edit.withLimits(values()) : edit;
    return expiry.choice().isChanged() ? more.withExpiry(expiry.expiry()) : more;
  }

  Limits values() {
    long[] v = limits.stream().mapToLong(limit -> limit.value().orElse(0)).toArray();
    return new Limits(v[0], v[1], v[2], v[3], v[4], v[5]);
  }

  @Override
  List<NewKeyClash> clashes(ApiKey current) {
    return Stream.concat(
            limits.stream()
                .map(limit -> clash(limit.kind().label(), limit.field(), textOf(limit, current))),
            Stream.of(expiry.clash(current)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String textOf(NewKeyLimit limit, ApiKey key) {
    return KeyWords.number(limit.kind().of(key.limits()));
  }

  @Override
  void goOnFrom(ApiKey current) {
    limits.forEach(limit -> limit.field().goOnFrom(textOf(limit, current)));
  }

  @Override
  List<NewKeySlot> slots() {
    return List.of(
        new NewKeySlot(
            "newkey.step.limits",
            false,
            this::state,
            from -> from.template().limits().map(to -> () -> fill(to))),
        expiry.slot());
  }

  /// A limit that is the scope's default follows the scope, so it is nobody's entry.
  private NewKeySlot.State state() {
    List<String> entered =
        limits.stream().map(limit -> limit.isStandard() ? "" : limit.field().text()).toList();
    return new NewKeySlot.State(
        List.copyOf(entered),
        () -> {
          for (int i = 0; i < entered.size(); i++) {
            NewKeyLimit limit = limits.get(i);
            if (entered.get(i).isEmpty()) {
              limit.takeStandard();
            } else {
              limit.field().textProperty().set(entered.get(i));
            }
          }
        });
  }

  private void fill(Limits to) {
    limits.forEach(limit -> limit.field().textProperty().set(KeyWords.number(limit.kind().of(to))));
  }

  @Override
  List<NewKeyReview.Fact> facts() {
    List<NewKeyReview.Fact> facts = new ArrayList<>();
    for (NewKeyLimit limit : limits) {
      String unit = " " + basis.text(limit.kind().unit());
      NewKeyField field = limit.field();
      facts.add(
          fact(
                  limit.kind().label(),
                  field.stripped() + unit,
                  field.original() + unit,
                  limit.differs(),
                  false)
              .with(limit.markedProperty().get()));
    }
    NewKeyReview.Fact end =
        fact(
            "newkey.expires",
            expiry.minuteText(),
            expiry.originalText(),
            expiry.choice().isChanged(),
            false);
    facts.add(expiry.markedProperty().get().map(end::with).orElse(end));
    if (expiry.choice().value() == ExpiryChoice.NEVER) {
      facts.add(fact("newkey.expiry.reason", expiry.reason()));
    }
    return facts;
  }

  /// Puts every limit to the scope's default.
  public void takeDefaults() {
    limits.forEach(NewKeyLimit::takeStandard);
  }

  public List<NewKeyLimit> all() {
    return limits;
  }

  public NewKeyLimit limit(NewKeyLimit.Kind kind) {
    return limits.stream().filter(limit -> limit.kind() == kind).findFirst().orElseThrow();
  }

  public NewKeyExpiry expiry() {
    return expiry;
  }

  /// How many are changed, in words.
  public ReadOnlyStringProperty changesProperty() {
    return changes.getReadOnlyProperty();
  }
}
