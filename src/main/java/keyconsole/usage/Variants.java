package keyconsole.usage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Other counts of the same lines, kept for the last few questions that needed them, so that they
/// need only what is new. Any thread.
final class Variants {

  private static final int MOST = 6;

  private final Function<Kind, UsageIndex> make;
  private final Map<Kind, UsageIndex> kept = new LinkedHashMap<>(16, 0.75f, true);

  /// What is counted.
  ///
  /// @param minutes how long a slot is
  record Kind(int minutes, LineFilter filter) {}

  Variants(Function<Kind, UsageIndex> make) {
    this.make = make;
  }

  synchronized UsageIndex of(Kind kind) {
    UsageIndex variant = kept.computeIfAbsent(kind, make);
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
    return variant;
  }
}
