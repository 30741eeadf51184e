package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.LockHolder;

/// That what a person asked for waits for another console, and for which. UI thread only.
public final class LockWaitViewModel {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Workspace workspace;
  private final KeyWords words;
  private final ReadOnlyObjectWrapper<Optional<String>> text =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final TaskRunner.Subscription ticks;

  LockWaitViewModel(Workspace workspace) {
    this.workspace = workspace;
    this.words = new KeyWords(workspace.texts());
    this.ticks = workspace.tasks().every(LOOK, this::look);
  }

  /// Who holds the lock that is waited for, in words; empty where nothing waits.
  public ReadOnlyObjectProperty<Optional<String>> textProperty() {
    return text.getReadOnlyProperty();
  }

  /// Waits no longer: what was asked for is refused, and nothing is changed.
  public void cancel() {
    workspace.service().stopWaiting();
  }

  private void look() {
    text.set(workspace.service().lockAwaited().map(this::told));
  }

  private String told(LockHolder holder) {
    if (holder.user().isBlank() && holder.host().isBlank()) {
      return words.text("lock-wait.unknown");
    }
    // Not as a number, which would get separators.
    String process = Long.toString(holder.process());
    Optional<Instant> since = holder.since();
    return since
        .map(at -> words.text("lock-wait.since", holder.user(), holder.host(), process, time(at)))
        .orElseGet(() -> words.text("lock-wait.held", holder.user(), holder.host(), process));
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  void close() {
    ticks.end();
    text.set(Optional.empty());
  }
}
