package keyconsole.viewmodel;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.binding.StringExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageQuery.Bands;
import keyconsole.domain.UsageQuery.Step;

/// What the usage screen asks about, but for the filter: the range and whose days these are, how
/// the series is cut, and whether it is compared. UI thread only.
public final class UsageSettings {

  private final Clock clock;
  private final ZoneId local;
  private final UsageDates dates;
  private final ObjectProperty<UsageRange> range = new SimpleObjectProperty<>(UsageRange.DAYS_30);
  private final ObjectProperty<UsageZones> zone = new SimpleObjectProperty<>(UsageZones.UTC);
  private final ObjectProperty<Bands> bands = new SimpleObjectProperty<>(Bands.KEY);
  private final ObjectProperty<Step> step = new SimpleObjectProperty<>(Step.DAY);
  private final BooleanProperty compared = new SimpleBooleanProperty(true);
  private final BooleanProperty paused = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<List<Step>> steps = new ReadOnlyObjectWrapper<>(List.of());
  private final StringBinding rangeText =
      Bindings.createStringBinding(() -> UsageWords.range(period()));
  private final StringBinding zoneText =
      Bindings.createStringBinding(() -> UsageWords.zone(period()));
  private UsagePeriod period;
  private Instant pausedAt = Instant.MIN;
  private boolean datesGiven;

  /// @param local the workstation's zone
  UsageSettings(KeyWords words, Clock clock, ZoneId local) {
    this.clock = clock;
    this.local = local;
    this.period = UsagePeriod.of(range.get(), clock.instant(), zone.get().zone(local));
    this.dates = new UsageDates(words, this::today);
    dates.set(period.firstDay(), period.lastDay());
    range.subscribe((before, now) -> beginDates(now));
    paused.subscribe((before, now) -> pausedAt = clock.instant());
    dates.firstProperty().subscribe((before, now) -> datesGiven = true);
    dates.lastProperty().subscribe((before, now) -> datesGiven = true);
    renew();
  }

  public ObjectProperty<UsageRange> rangeProperty() {
    return range;
  }

  public ObjectProperty<UsageZones> zoneProperty() {
    return zone;
  }

  /// What the series is told apart by.
  public ObjectProperty<Bands> bandsProperty() {
    return bands;
  }

  /// What a point of the series covers, where there is a choice: see [#stepsProperty()].
  public ObjectProperty<Step> stepProperty() {
    return step;
  }

  /// What a point of the series may cover in this range.
  public ReadOnlyObjectProperty<List<Step>> stepsProperty() {
    return steps.getReadOnlyProperty();
  }

  /// Whether the period before is shown too.
  public BooleanProperty comparedProperty() {
    return compared;
  }

  /// Whether the range that goes up to now stands still.
  public BooleanProperty pausedProperty() {
    return paused;
  }

  /// The dates of [UsageRange#CUSTOM].
  public UsageDates dates() {
    return dates;
  }

  /// Which days or hours are asked for.
  public StringExpression rangeTextProperty() {
    return rangeText;
  }

  /// Whose days and hours these are.
  public StringExpression zoneTextProperty() {
    return zoneText;
  }

  /// The range with its beginning and end; the last good one where the dates are wrong.
  UsagePeriod period() {
    return period;
  }

  /// Whether it goes up to now.
  boolean isLive() {
    return range.get() == UsageRange.HOURS_24;
  }

  /// Whether it would go up to now and stands still.
  boolean isHeld() {
    return isLive() && paused.get();
  }

  /// What is asked at this moment; empty where the dates are wrong.
  Optional<UsageQuery> query(UsageFilter filter) {
    return now().map(at -> at.query(step.get(), bands.get(), compared.get(), filter));
  }

  /// Chooses days, both inclusive.
  void choose(LocalDate first, LocalDate last) {
    dates.set(first, last);
    datesGiven = true;
    range.set(UsageRange.CUSTOM);
  }

  /// Shows the day of a moment hour by hour; the last 24 hours where it is not over.
  void chooseDayOf(Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, zone.get().zone(local));
    if (day.isBefore(today())) {
      choose(day, day);
    } else {
      range.set(UsageRange.HOURS_24);
    }
  }

  /// The day it is in the zone.
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone.get().zone(local));
  }

  /// Calls whenever something is chosen or typed; what it shows is up to date then.
  Subscription onChange(Runnable changed) {
    Runnable renewed =
        () -> {
          renew();
          changed.run();
        };
    return Subscription.combine(
        range.subscribe((before, now) -> renewed.run()),
        zone.subscribe((before, now) -> renewed.run()),
        bands.subscribe((before, now) -> renewed.run()),
        step.subscribe((before, now) -> renewed.run()),
        compared.subscribe((before, now) -> renewed.run()),
        paused.subscribe((before, now) -> renewed.run()),
        dates.firstProperty().subscribe((before, now) -> renewed.run()),
        dates.lastProperty().subscribe((before, now) -> renewed.run()));
  }

  /// Time has passed, or something was chosen.
  void renew() {
    dates.judge();
    now().ifPresent(at -> period = at);
    steps.set(period.steps());
    rangeText.invalidate();
    zoneText.invalidate();
  }

  private Optional<UsagePeriod> now() {
    ZoneId in = zone.get().zone(local);
    if (range.get() == UsageRange.CUSTOM) {
      return dates.days().map(days -> UsagePeriod.ofDays(days.first(), days.last(), in));
    }
    return Optional.of(UsagePeriod.of(range.get(), isHeld() ? pausedAt : clock.instant(), in));
  }

  /// Dates begin as the range that was shown; what was typed once stays.
  private void beginDates(UsageRange chosen) {
    if (chosen == UsageRange.CUSTOM && !datesGiven) {
      LocalDate yesterday = today().minusDays(1);
      LocalDate last = period.lastDay().isAfter(yesterday) ? yesterday : period.lastDay();
      LocalDate first = period.firstDay().isAfter(last) ? last : period.firstDay();
      dates.set(first, last);
      datesGiven = false;
    }
  }
}
