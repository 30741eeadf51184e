package keyconsole.viewmodel;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The two dates of a range that a person types. What is typed stays as it is; what is wrong with
/// it is said. UI thread only.
public final class UsageDates {

  private static final int MOST_DAYS = 3_660;

  /// `2026-11-01`, `1 Nov 2026` or `1.11.2026`, whatever the language is.
  private static final DateTimeFormatter FORMS =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("[uuuu-M-d][d MMM uuuu][d.M.uuuu]")
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private final KeyWords words;
  private final Supplier<LocalDate> today;
  private final StringProperty first = new SimpleStringProperty("");
  private final StringProperty last = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper wrong = new ReadOnlyStringWrapper("");
  private Optional<Days> days = Optional.empty();

  /// Days, both inclusive.
  record Days(LocalDate first, LocalDate last) {}

  private record Judged(Optional<Days> days, String error, String field) {
    static Judged wrong(String error, String field) {
      return new Judged(Optional.empty(), error, field);
    }
  }

  /// @param today the day it is in the zone that is shown
  UsageDates(KeyWords words, Supplier<LocalDate> today) {
    this.words = words;
    this.today = today;
    first.subscribe((before, now) -> judge());
    last.subscribe((before, now) -> judge());
  }

  /// The first day.
  public StringProperty firstProperty() {
    return first;
  }

  /// The last day, which is in the range.
  public StringProperty lastProperty() {
    return last;
  }

  /// What is wrong and what to enter; empty where all is well.
  public ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /// Which field is wrong: `first`, `last`, or empty.
  public ReadOnlyStringProperty wrongProperty() {
    return wrong.getReadOnlyProperty();
  }

  /// The days typed; empty where something is wrong.
  Optional<Days> days() {
    return days;
  }

  /// Puts days in.
  void set(LocalDate from, LocalDate to) {
    first.set(from.toString());
    last.set(to.toString());
  }

  /// Judges anew: the zone may have changed, or the day.
  void judge() {
    Judged judged = judged();
    days = judged.days();
    wrong.set(judged.field());
    error.set(judged.error());
  }

  private Judged judged() {
    Optional<LocalDate> from = parse(first.get());
    if (from.isEmpty()) {
      return Judged.wrong(unreadable(first.get(), "first"), "first");
    }
    Optional<LocalDate> to = parse(last.get());
    if (to.isEmpty()) {
      return Judged.wrong(unreadable(last.get(), "last"), "last");
    }
    return judged(from.get(), to.get());
  }

  private Judged judged(LocalDate from, LocalDate to) {
    LocalDate yesterday = today.get().minusDays(1);
    if (to.isBefore(from)) {
      return Judged.wrong(words.text("usage.dates.order"), "last");
    }
    if (to.isAfter(yesterday)) {
      String latest = UsageTimes.day(yesterday);
      return Judged.wrong(words.text("usage.dates.not-over", latest), "last");
    }
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      return Judged.wrong(words.text("usage.dates.long"), "first");
    }
    return new Judged(Optional.of(new Days(from, to)), "", "");
  }

  private String unreadable(String typed, String field) {
    return typed.isBlank()
        ? words.text("usage.dates.missing." + field)
        : words.text("usage.dates.unreadable", typed.strip());
  }

  private static Optional<LocalDate> parse(String typed) {
    return parse(typed.strip(), FORMS)
        .or(() -> parse(typed.strip(), DateForm.of("d MMM uuuu").formatter()));
  }

  private static Optional<LocalDate> parse(String typed, DateTimeFormatter form) {
    try {
      return Optional.of(LocalDate.parse(typed, form));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
