package keyconsole.viewmodel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// The port through which view models work in the background and come back. The one implementation
/// that hops threads lives in `app`; tests run everything on the caller's thread.
public interface TaskRunner {

  /// Runs a job in the background, then hands its result, or what it threw, to the UI thread. After
  /// [Subscription#end()] neither is called.
  ///
  /// @param job blocks; runs off the UI thread
  /// @param done on the UI thread
  /// @param failed on the UI thread
  <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed);

  /// Calls the action on the UI thread again and again until the subscription ends. For what time
  /// alone changes: whoever has to look whether something has changed looks by [#look].
  Subscription every(Duration period, Runnable action);

  /// Looks in the background again and again until the subscription ends, one look at a time, the
  /// first one after a period. Only what a look has found goes to the UI thread, so that a console
  /// that nobody uses, beside a folder that nobody changes, does next to nothing.
  ///
  /// @param look blocks; runs off the UI thread. Empty where there is nothing to tell
  /// @param found on the UI thread
  /// @param failed on the UI thread; the next look comes all the same
  <T> Looking look(
      Duration period, Callable<Optional<T>> look, Consumer<T> found, Consumer<Exception> failed);

  /// The same for what nobody waits for at the start: its jobs and looks begin once the first page
  /// is drawn, from which they would take turns.
  default TaskRunner patient() {
    return this;
  }

  /// Something that goes on until its owner ends it.
  interface Subscription {
    /// Nothing happens after this. May be called twice.
    void end();
  }

  /// Looks that go on until their owner ends them.
  interface Looking extends Subscription {
    /// Looks at once, or once more after the look that goes on.
    void now();
  }
}
