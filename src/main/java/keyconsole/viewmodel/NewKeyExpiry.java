package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.service.Enforcement;

/// When the key ends: after some days, on a date, or never, with a reason.
public final class NewKeyExpiry {

  private static final int LAST_YEAR = 9_999;

  private final NewKeyBasis basis;
  private final NewKeyChoice<ExpiryChoice> choice;
  private final NewKeyField date = new NewKeyField("");
  private final NewKeyField reason = new NewKeyField("");
  private final ReadOnlyStringWrapper meaning = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Marked>> marked =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  NewKeyExpiry(NewKeyBasis basis) {
    this.basis = basis;
    choice = new NewKeyChoice<>(basis.isEditing() ? ExpiryChoice.KEEP : ExpiryChoice.DAYS_90);
  }

  List<NewKeyCheck> checks() {
    return List.of(choice, date, reason);
  }

  void onChange(Runnable changed) {
    choice.valueProperty().subscribe((before, after) -> changed.run());
    date.textProperty().subscribe((before, after) -> changed.run());
    reason.textProperty().subscribe((before, after) -> changed.run());
  }

  void judge() {
    choice.judge(mayChoose(choice.value()) ? "" : basis.text("newkey.error.too-long"));
    boolean dated = choice.value() == ExpiryChoice.DATE;
    if (dated && !date.text().isBlank()) {
      date.judge(dateProblem());
    } else {
      date.judgeMissing(dated ? basis.text("newkey.error.date") : "");
    }
    boolean unexplained = choice.value() == ExpiryChoice.NEVER && reason.text().isBlank();
    reason.judgeMissing(unexplained ? basis.text("newkey.error.reason") : "");
    meaning.set(inWords());
    marked.set(verdict().map(new MarkWords(basis.words())::marked));
  }

  private Optional<Enforcement.Verdict> verdict() {
    return switch (choice.value()) {
      case KEEP -> basis.key().filter(key -> key.expiresAt().isPresent()).map(Enforcement::expiry);
      case NEVER -> Optional.empty();
      case DATE, DAYS_7, DAYS_30, DAYS_60, DAYS_90, DAYS_365 -> Optional.of(Enforcement.expiry());
    };
  }

  private String dateProblem() {
    Optional<LocalDate> day = day();
    if (day.isEmpty()) {
      return basis.text("newkey.error.date");
    }
    LocalDate today = LocalDate.ofInstant(basis.now(), ZoneOffset.UTC);
    if (!day.get().isAfter(today)) {
      return basis.text("newkey.error.past");
    }
    return isWithin(endOf(day.get())) ? "" : basis.text("newkey.error.too-long");
  }

  private Optional<LocalDate> day() {
    try {
      return Optional.of(LocalDate.parse(date.stripped()))
          .filter(parsed -> parsed.getYear() <= LAST_YEAR);
    } catch (DateTimeParseException notYet) {
      return Optional.empty();
    }
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
  }

  /// Whether whoever acts may choose an end. A date is judged by itself.
  public boolean mayChoose(ExpiryChoice end) {
    return switch (end) {
      case KEEP, DATE -> true;
      case NEVER -> basis.isAdministrator();
      case DAYS_7, DAYS_30, DAYS_60, DAYS_90, DAYS_365 ->
          isWithin(end.span().map(basis.now()::plus).orElseThrow());
    };
  }

  private boolean isWithin(Instant end) {
    return basis.isAdministrator()
        || !end.isAfter(basis.now().plus(Expiry.STANDARD))
        || basis
            .key()
            .map(key -> key.expiresAt().map(last -> !end.isAfter(last)).orElse(true))
            .orElse(false);
  }

  /// The ends to choose from.
  public List<ExpiryChoice> choices() {
    return Arrays.stream(ExpiryChoice.values())
        .filter(each -> basis.isEditing() || each != ExpiryChoice.KEEP)
        .toList();
  }

  /// The moment at which the key would end; empty for never, and while no day is given.
  Optional<Instant> end() {
    return switch (choice.value()) {
      case KEEP -> basis.key().flatMap(ApiKey::expiresAt);
      case NEVER -> Optional.empty();
      case DATE -> day().map(NewKeyExpiry::endOf);
      case DAYS_7, DAYS_30, DAYS_60, DAYS_90, DAYS_365 ->
          choice.value().span().map(basis.now()::plus);
    };
  }

  private String inWords() {
    ExpiryChoice chosen = choice.value();
    if (chosen == ExpiryChoice.NEVER || (chosen == ExpiryChoice.DATE && end().isEmpty())) {
      return "";
    }
    return switch (chosen) {
      case KEEP -> basis.text("newkey.expiry.kept", minuteText());
      case DAYS_90 -> basis.text("newkey.expiry.standard", minuteText());
      default -> minuteText();
    };
  }

  /// The day on which the key ends, or that it never does.
  String dayText() {
    return text(end().map(KeyWords::day));
  }

  /// The minute at which the key ends, or that it never does.
  String minuteText() {
    return text(end().map(KeyWords::minute));
  }

  private String text(Optional<String> end) {
    boolean open = choice.value() == ExpiryChoice.DATE;
    return end.orElseGet(() -> open ? "" : basis.text("newkey.never"));
  }

  String originalText() {
    return endText(basis.key().flatMap(ApiKey::expiresAt));
  }

  private String endText(Optional<Instant> end) {
    return end.map(KeyWords::minute).orElseGet(() -> basis.text("newkey.never"));
  }

  /// Whether another end was chosen here, and somebody else gave the key another one.
  Optional<NewKeyClash> clash(ApiKey current) {
    boolean moved = !basis.key().map(ApiKey::expiresAt).equals(Optional.of(current.expiresAt()));
    return moved && choice.isChanged()
        ? Optional.of(
            new NewKeyClash(
                basis.text("newkey.expires"),
                originalText(),
                endText(current.expiresAt()),
                minuteText(),
                choice::giveUp))
        : Optional.empty();
  }

  NewKeySlot slot() {
    return NewKeySlot.of(
        "newkey.expires",
        List.of(choice.valueProperty(), date.textProperty(), reason.textProperty()),
        from -> from.template().expiry().flatMap(this::filling));
  }

  private Optional<Runnable> filling(Expiry to) {
    return switch (to) {
      case Expiry.After(Duration span) -> Optional.of(() -> fill(span));
      case Expiry.Never(String why) ->
          Optional.of(
              () -> {
                choice.valueProperty().set(ExpiryChoice.NEVER);
                reason.textProperty().set(why);
              });
      case Expiry.At _, Expiry.NoEarlierThan _ -> Optional.empty();
    };
  }

  /// A number of days that is none of the choices becomes their last day.
  private void fill(Duration span) {
    Optional<ExpiryChoice> offered =
        choices().stream().filter(each -> each.span().equals(Optional.of(span))).findFirst();
    choice.valueProperty().set(offered.orElse(ExpiryChoice.DATE));
    if (offered.isEmpty()) {
      date.textProperty()
          .set(LocalDate.ofInstant(basis.now().plus(span), ZoneOffset.UTC).toString());
    }
  }

  boolean isChanged() {
    return choice.isChanged() || date.isChanged() || reason.isChanged();
  }

  /// What the service takes. Not for [ExpiryChoice#KEEP].
  Expiry expiry() {
    return switch (choice.value()) {
      case NEVER -> new Expiry.Never(reason.stripped());
      case DATE -> new Expiry.At(end().orElse(Instant.EPOCH));
      case KEEP -> throw new IllegalStateException("The end stays as the key has it.");
      case DAYS_7, DAYS_30, DAYS_60, DAYS_90, DAYS_365 ->
          new Expiry.After(choice.value().span().orElseThrow());
    };
  }

  public NewKeyChoice<ExpiryChoice> choice() {
    return choice;
  }

  /// A day as `2027-02-21`; the key ends with it.
  public NewKeyField date() {
    return date;
  }

  /// Why the key never ends.
  public NewKeyField reason() {
    return reason;
  }

  /// What the choice comes to; empty where it says so itself, and while no day is given.
  public ReadOnlyStringProperty meaningProperty() {
    return meaning.getReadOnlyProperty();
  }

  /// What becomes of the end at the backend; empty where there is none.
  public ReadOnlyObjectProperty<Optional<Marked>> markedProperty() {
    return marked.getReadOnlyProperty();
  }

  /// Changes what [#mayChoose] answers.
  public ReadOnlyBooleanProperty administratorProperty() {
    return basis.administratorProperty();
  }
}
