package keyconsole.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Goes through all names again and again, a part at a time: as much of a round as the time since
/// the last part is of its length. A look at all of a hundred thousand files would keep a change
/// waiting for a second; a part of them is hardly felt. One thread at a time.
final class Rounds {

  private final long length;
  private final LongSupplier nanos;
  private Iterator<String> left = Collections.emptyIterator();
  private int size;
  private long last;

  /// @param length of a round
  /// @param nanos a clock that only goes on, as [System#nanoTime]
  Rounds(Duration length, LongSupplier nanos) {
    this.length = length.toNanos();
    this.nanos = nanos;
  }

  /// All names were gone through just now.
  void begin(Collection<String> names) {
    last = nanos.getAsLong();
    start(names);
  }

  private void start(Collection<String> names) {
    List<String> all = List.copyOf(names);
    size = all.size();
    left = all.iterator();
  }

  /// Whether nobody asked for so long that all names are to be gone through at once.
  boolean isOverdue() {
    return nanos.getAsLong() - last > length;
  }

  /// The names that are due now; none where the time since the last ones is too short for one.
  ///
  /// @param names asked for where a round is over
  List<String> next(Supplier<? extends Collection<String>> names) {
    long now = nanos.getAsLong();
    double share = Math.min(1, (double) (now - last) / length);
    if (!left.hasNext() && share * size >= 1) {
      start(names.get());
    }
    List<String> part = new ArrayList<>();
    for (int count = (int) (share * size); count > 0 && left.hasNext(); count--) {
      part.add(left.next());
    }
    if (!part.isEmpty()) {
      last = now;
    }
    return part;
  }

  /// Whether the last part was the last one of its round.
  boolean isOver() {
    return !left.hasNext();
  }
}
