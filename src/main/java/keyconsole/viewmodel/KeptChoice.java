package keyconsole.viewmodel;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Something that a person chooses and finds again next time. It is read and written in the
/// background, so that a slow home folder holds nobody up; the choice that was made last is the one
/// that is kept, also where it was made right before the end. UI thread only.
final class KeptChoice<T> implements AutoCloseable {

  /// Reads what was kept; off the UI thread.
  interface Reading<T> {
    T read() throws IOException;
  }

  /// Keeps a choice; off the UI thread but for the last one.
  interface Writing<T> {
    void write(T chosen) throws IOException;
  }

  private final TaskRunner tasks;
  private final Writing<T> writing;
  private final Runnable kept;
  private final Consumer<Exception> notKept;
  private final ObjectProperty<T> value;
  private final AtomicReference<Optional<T>> waiting = new AtomicReference<>(Optional.empty());
  private boolean chosen;
  private boolean recalling;

  /// @param first what is chosen until it is known what was
  /// @param notKept told where a choice cannot be kept
  KeptChoice(TaskRunner tasks, T first, Writing<T> writing, Consumer<Exception> notKept) {
    this(tasks, first, writing, () -> {}, notKept);
  }

  /// The same.
  ///
  /// @param kept told when a choice was kept
  KeptChoice(
      TaskRunner tasks, T first, Writing<T> writing, Runnable kept, Consumer<Exception> notKept) {
    this.tasks = tasks;
    this.writing = writing;
    this.kept = kept;
    this.notKept = notKept;
    this.value = new SimpleObjectProperty<>(first);
    value.subscribe((before, now) -> keep(now));
  }

  /// Finds what was chosen last time; a choice that is made until then stands.
  ///
  /// @param unknown told where that cannot be found
  void recall(Reading<T> reading, Consumer<Exception> unknown) {
    tasks.run(reading::read, this::recalled, unknown);
  }

  private void recalled(T before) {
    if (!chosen) {
      recalling = true;
      value.set(before);
      recalling = false;
    }
  }

  ObjectProperty<T> property() {
    return value;
  }

  private void keep(T now) {
    if (recalling) {
      return;
    }
    chosen = true;
    waiting.set(Optional.of(now));
    tasks.run(this::writeWaiting, done -> kept.run(), notKept);
  }

  /// One at a time, so that an older choice never comes behind a newer one.
  private synchronized Optional<T> writeWaiting() throws IOException {
    Optional<T> next = waiting.getAndSet(Optional.empty());
    if (next.isPresent()) {
      writing.write(next.get());
    }
    return next;
  }

  /// Sees to it that what was chosen last is kept, before the background ends.
  @Override
  public void close() {
    try {
      writeWaiting();
    } catch (IOException e) {
      System.getLogger(KeptChoice.class.getName())
          .log(System.Logger.Level.WARNING, "A choice could not be kept", e);
    }
  }
}
