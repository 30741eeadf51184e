package keyconsole.usage;

import java.time.Instant;

/// The most requests of a key in a UTC hour, a UTC day and a UTC month; 0 where there are none.
///
/// @param hourStart beginning of that hour, the earliest of equal ones; so for the others
public record KeyPeak(
    long hour, Instant hourStart, long day, Instant dayStart, long month, Instant monthStart) {}
