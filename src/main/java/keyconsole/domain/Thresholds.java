package keyconsole.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Where the rules draw their lines.
///
/// @param changed those that are not as the standard has them
public record Thresholds(Map<Threshold, Integer> changed) {

  /// As they are unless somebody changes them.
  public static final Thresholds STANDARD = new Thresholds(Map.of());

  /// @throws IllegalArgumentException if one is what it cannot be
  public Thresholds {
    EnumMap<Threshold, Integer> other = new EnumMap<>(Threshold.class);
    changed.forEach(
        (threshold, value) -> {
          if (!threshold.allows(value)) {
            throw new IllegalArgumentException(threshold + " cannot be " + value);
          }
          if (value != threshold.standard()) {
            other.put(threshold, value);
          }
        });
    changed = Collections.unmodifiableMap(other);
  }

  /// What one of them is.
  public int of(Threshold threshold) {
    return changed.getOrDefault(threshold, threshold.standard());
  }

  /// The same with one of them changed.
  ///
  /// @throws IllegalArgumentException if it cannot be so
  public Thresholds with(Threshold threshold, int value) {
    EnumMap<Threshold, Integer> next = new EnumMap<>(Threshold.class);
    next.putAll(changed);
    next.put(threshold, value);
    return new Thresholds(next);
  }
}
