package keyconsole.store;

import java.time.Instant;
import java.util.Optional;

/// Timestamps as the backend writes and reads them; see "Timestamps" in the contract.
public final class Timestamps {

  private Timestamps() {}

  /// `2026-11-23T07:18:22.082797`, or without the fraction where it is zero. Cut to microseconds.
  public static String format(Instant moment) {
    throw new UnsupportedOperationException();
  }

  /// The moment that a text names, or empty where it is none that we read.
  public static Optional<Instant> parse(String text) {
    throw new UnsupportedOperationException();
  }

  /// Whether a readable timestamp carries an offset (`Z`, `+02:00`).
  public static boolean hasOffset(String text) {
    throw new UnsupportedOperationException();
  }
}
