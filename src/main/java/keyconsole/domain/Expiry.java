package keyconsole.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a key is to end.
public sealed interface Expiry {

  /// What the backend gives: 90 days.
  Duration STANDARD = Duration.ofDays(90);

  /// A time from now.
  record After(Duration duration) implements Expiry {}

  /// A moment.
  record At(Instant moment) implements Expiry {}

  /// Not at all.
  ///
  /// @param reason why, for the audit log; not blank
  record Never(String reason) implements Expiry {}

  /// The moment that this means, or empty for never.
  default Optional<Instant> from(Instant now) {
    return switch (this) {
      case After after -> Optional.of(now.plus(after.duration()));
      case At at -> Optional.of(at.moment());
      case Never never -> Optional.empty();
    };
  }
}
