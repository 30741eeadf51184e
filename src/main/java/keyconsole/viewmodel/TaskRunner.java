package keyconsole.viewmodel;

import java.time.Duration;
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

  /// Calls the action on the UI thread again and again until the subscription ends.
  Subscription every(Duration period, Runnable action);

  /// Something that goes on until its owner ends it.
  interface Subscription {
    /// Nothing happens after this. May be called twice.
    void end();
  }
}
