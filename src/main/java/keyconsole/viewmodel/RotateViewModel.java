package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;

/// Rotation of a key, at once or with an overlap in which both keys open. UI thread only.
public final class RotateViewModel extends WorkingDialog {

  /// What is offered; zero is at once.
  public static final List<Duration> OVERLAPS =
      List.of(
          Duration.ZERO,
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(24));

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Workspace workspace;
  private final ApiKey key;
  private final Runnable changed;
  private final KeyWords words;
  private final ObjectProperty<Duration> overlap = new SimpleObjectProperty<>(Duration.ZERO);
  private final ReadOnlyObjectWrapper<Forecast> forecast;
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private TaskRunner.Subscription ticking = () -> {};

  /// What will happen, and when.
  ///
  /// @param warning what a person may not expect of it; empty where there is nothing
  /// @param overlapPossible whether the key opens anything that an overlap could keep open
  public record Forecast(String text, String warning, boolean overlapPossible) {}

  /// @param changed called after the rotation, to read the keys again
  public RotateViewModel(Workspace workspace, ApiKey key, Runnable changed) {
    super(workspace);
    this.workspace = workspace;
    this.key = key;
    this.changed = changed;
    words = new KeyWords(workspace.texts());
    forecast = new ReadOnlyObjectWrapper<>(foresee());
    overlap.subscribe((before, chosen) -> chosen());
  }

  /// The key's name.
  public String name() {
    return words.name(key);
  }

  /// Whose key it is, its scope, and when it ends, in a line.
  public String subtitle() {
    return words.who(List.of(key));
  }

  /// How long both keys open; zero is at once.
  public ObjectProperty<Duration> overlapProperty() {
    return overlap;
  }

  /// What the choice means at this moment.
  public ReadOnlyObjectProperty<Forecast> forecastProperty() {
    return forecast.getReadOnlyProperty();
  }

  /// An overlap ends at a moment that moves with the clock; at once needs no clock.
  private void chosen() {
    drop();
    if (!overlap.get().isZero()) {
      ticking = workspace.tasks().every(SECOND, this::look);
    }
    look();
  }

  /// Ends what goes on by itself; the dialog is not shown any more.
  void drop() {
    ticking.end();
  }

  private void look() {
    if (!key.isUsable(workspace.clock().instant())) {
      overlap.set(Duration.ZERO);
    }
    forecast.set(foresee());
  }

  private Forecast foresee() {
    Instant now = workspace.clock().instant();
    if (!key.isUsable(now)) {
      return new Forecast(words.text("rotate.now"), words.text(unusable()), false);
    }
    if (overlap.get().isZero()) {
      return new Forecast(words.text("rotate.now"), "", true);
    }
    Instant end = end(now);
    String stops = words.text("rotate.overlap", moment(end, now));
    if (key.expiresAt().filter(own -> !own.isAfter(end)).isPresent()) {
      return new Forecast(stops, words.text("rotate.earlier"), true);
    }
    String successor =
        key.expiresAt()
            .map(own -> words.text("rotate.successor.ends", KeyWords.minute(own)))
            .orElseGet(() -> words.text("rotate.successor.never"));
    return new Forecast(stops + " " + successor, "", true);
  }

  private String unusable() {
    return switch (key.status()) {
      case SUSPENDED -> "rotate.suspended";
      case REVOKED -> "rotate.revoked";
      case ACTIVE, EXPIRED -> "rotate.expired";
    };
  }

  /// When the old key stops: after the overlap, or at its own expiry where that is earlier.
  private Instant end(Instant now) {
    Instant end = now.plus(overlap.get());
    return key.expiresAt().filter(end::isAfter).orElse(end);
  }

  private String moment(Instant moment, Instant now) {
    boolean today = KeyWords.day(moment).equals(KeyWords.day(now));
    return today
        ? words.text("rotate.at", KeyWords.minute(moment).replaceFirst(".*, ", ""))
        : words.text("rotate.on", KeyWords.minute(moment));
  }

  /// Rotates and shows the new key; nothing while that goes on already.
  public void rotate() {
    if (work.get().isPresent()) {
      return;
    }
    work.set(Optional.of(new Work(words.text("rotate.work"), -1, Optional.empty())));
    report(Report.NONE);
    Duration both = overlap.get();
    Optional<Instant> oldEnds =
        both.isZero() ? Optional.empty() : Optional.of(end(workspace.clock().instant()));
    Callable<IssuedKey> deed =
        both.isZero()
            ? () -> workspace.service().rotate(key.id())
            : () -> workspace.service().rotateWithOverlap(key.id(), both);
    workspace.tasks().run(deed, issued -> rotated(issued, oldEnds), this::failed);
  }

  private void rotated(IssuedKey issued, Optional<Instant> oldEnds) {
    work.set(Optional.empty());
    close();
    workspace
        .navigator()
        .open(new Dialog.Reveal(RevealViewModel.rotated(workspace, issued, oldEnds)));
    changed.run();
  }

  private void failed(Exception cause) {
    work.set(Optional.empty());
    report(Report.of(words, words.text("rotate.failed", name()), cause));
    changed.run();
  }

  /// Closes the dialog; not while a new key is on its way.
  @Override
  public void cancel() {
    if (work.get().isEmpty()) {
      close();
    }
  }

  private void close() {
    drop();
    workspace.navigator().close(new Dialog.Rotate(this));
  }

  @Override
  public ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }
}
