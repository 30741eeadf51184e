package keyconsole.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.KeyUsage.Newcomers;

/// What the lines say of one key, in brief.
///
/// @param lines all of it
/// @param first the day of its first line
/// @param newest the moment of its newest line
/// @param hour requests in the UTC hour that runs
/// @param day requests on the UTC day that runs
/// @param month requests in the UTC month that runs
/// @param addresses those that were seen for the first time since the day that was asked for; what
///   a line without an address came from is none
/// @param endpoints those that were asked since the day that was asked for, of the keys that were
///   asked for
public record KeyTrace(
    long lines,
    Optional<LocalDate> first,
    Optional<Instant> newest,
    long hour,
    long day,
    long month,
    Newcomers addresses,
    Set<String> endpoints) {

  /// No line.
  public static final KeyTrace NONE =
      new KeyTrace(0, Optional.empty(), Optional.empty(), 0, 0, 0, Newcomers.NONE, Set.of());

  public KeyTrace {
    endpoints = Set.copyOf(endpoints);
  }
}
