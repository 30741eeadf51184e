package keyconsole.domain;

import java.time.LocalDate;

/// How far a reading of usage lines is.
///
/// @param day the UTC day whose lines are being read
/// @param share bytes read of those to read, 0 to 1
public record UsageProgress(LocalDate day, double share) {}
