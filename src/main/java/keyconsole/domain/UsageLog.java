package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The usage lines that answer one question, each to be had by its place, however many they are.
/// Calls block; any thread. An interrupted thread gets a
/// [java.util.concurrent.CancellationException].
public interface UsageLog {

  /// Finds the lines that are new since the last call.
  ///
  /// @param soFar told on this thread, now and then, what is known already
  UsageLinesExtent refresh(Consumer<UsageLinesExtent> soFar);

  /// The lines from a place on, as far as they stand in its file. Fewer than are asked for where
  /// the file ends, or was changed since.
  List<UsageLine> read(UsageLinesExtent.Place first, int count);

  /// The first line from a moment on, as far as the lines of a file stand in the order of time; the
  /// last of all where every one is earlier; empty where there is none.
  Optional<UsageLinesExtent.Place> find(UsageLinesExtent in, Instant moment);
}
