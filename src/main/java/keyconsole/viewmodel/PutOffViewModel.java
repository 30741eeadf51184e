package keyconsole.viewmodel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import keyconsole.domain.Finding;
import keyconsole.domain.Snooze;

/// Until when and why a finding is put off. UI thread only.
public final class PutOffViewModel extends ReasonDialog {

  /// What is offered, in days from today.
  public static final List<Integer> DAYS = List.of(7, 30, 90);

  private static final int USUAL = 30;

  private final HealthViewModel health;
  private final Finding finding;
  private final StringProperty day;

  PutOffViewModel(HealthViewModel health, Finding finding) {
    this(health, finding, new SimpleStringProperty(today(health).plusDays(USUAL).toString()));
  }

  private PutOffViewModel(HealthViewModel health, Finding finding, StringProperty day) {
    super(
        health.workspace(),
        new SimpleStringProperty(""),
        day.map(text -> mistake(health, text).isEmpty()));
    this.health = health;
    this.finding = finding;
    this.day = day;
  }

  private static LocalDate today(HealthViewModel health) {
    return LocalDate.ofInstant(health.workspace().clock().instant(), ZoneOffset.UTC);
  }

  /// What it is about.
  public String subtitle() {
    return health.row(finding).name() + " · " + health.title(finding);
  }

  /// The day from which on it is told again, as `2026-12-24`.
  public StringProperty dayProperty() {
    return day;
  }

  /// Fills in a day so many days from today.
  public void choose(int days) {
    day.set(today(health).plusDays(days).toString());
  }

  /// The name of what is offered.
  public String offer(int days) {
    return health.words().text("put-off.days", days);
  }

  /// What is wrong with the day; empty where nothing is.
  public ObservableValue<String> mistakeProperty() {
    return day.map(text -> mistake(health, text));
  }

  private static String mistake(HealthViewModel health, String text) {
    Optional<LocalDate> parsed = parsed(text);
    LocalDate today = today(health);
    boolean possible =
        parsed
            .filter(it -> it.isAfter(today))
            .filter(it -> !it.isAfter(today.plusDays(Snooze.LONGEST.toDays() - 1)))
            .isPresent();
    return possible ? "" : health.words().text("put-off.mistake", today.plusDays(1).toString());
  }

  private static Optional<LocalDate> parsed(String text) {
    try {
      return Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeParseException e) {
      // Not a day yet.
      return Optional.empty();
    }
  }

  /// Puts it off.
  public void putOff() {
    Optional<LocalDate> until = parsed(day.get());
    if (ready().get() && until.isPresent()) {
      Instant end = until.get().atStartOfDay().toInstant(ZoneOffset.UTC);
      begin(health.words().text("put-off.working"));
      String given = reason();
      health
          .workspace()
          .tasks()
          .run(
              health.sortedAfter(
                  () -> health.workspace().service().healthBook().putOff(finding, end, given)),
              look -> done(look, until.get()),
              cause -> failed(health.words().text("not-noted"), cause));
    }
  }

  private void done(Optional<HealthReader.Look> look, LocalDate until) {
    end();
    close();
    health
        .workspace()
        .navigator()
        .say(
            health.words().text("put-off.done", KeyWords.dayOfYear(until)),
            Optional.of(() -> health.tellAgain(finding)));
    health.noted(look);
  }

  @Override
  void close() {
    health.workspace().navigator().close(new Dialog.PutOff(this));
  }
}
