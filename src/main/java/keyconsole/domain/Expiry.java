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

  /// At this moment, or at the key's own end where that is later: an extension that never shortens.
  /// What is later is decided on the key as its file stands when the change is made; a key that
  /// never ends goes on never ending.
  record NoEarlierThan(Instant moment) implements Expiry {}

  /// Not at all.
  ///
  /// @param reason why, for the audit log; not blank
  record Never(String reason) implements Expiry {}

  /// The moment that this means for a new key, or empty for never.
  default Optional<Instant> from(Instant now) {
    return switch (this) {
      case After after -> Optional.of(now.plus(after.duration()));
      case At at -> Optional.of(at.moment());
      case NoEarlierThan at -> Optional.of(at.moment());
      case Never never -> Optional.empty();
    };
  }

  /// The moment that this means for a key with an end of its own, or empty for never.
  default Optional<Instant> from(Instant now, Optional<Instant> own) {
    return switch (this) {
      case NoEarlierThan(Instant moment) -> own.map(end -> end.isAfter(moment) ? end : moment);
      case After after -> from(now);
      case At at -> from(now);
      case Never never -> from(now);
    };
  }
}
