package keyconsole.domain;

import java.time.Instant;

/// When a key was last used. That it never was is known; that nobody can tell is something else,
/// and so is that the usage lines, which may tell, are not counted yet.
public sealed interface LastUse {
  /// At a moment.
  record At(Instant moment) implements LastUse {}

  /// Not once.
  record Never() implements LastUse {}

  /// It was used, but nothing tells when.
  record Unknown() implements LastUse {}

  /// Not known before the usage lines are counted.
  record Pending() implements LastUse {}
}
