package keyconsole.viewmodel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// A runner of a test that looks by what else it does.
public interface PlainTaskRunner extends TaskRunner {

  @Override
  default <T> Looking look(
      Duration period, Callable<Optional<T>> look, Consumer<T> found, Consumer<Exception> failed) {
    return new PlainLooks<>(this, period, look, found, failed);
  }
}
