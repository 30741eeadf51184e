package keyconsole.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/// What the administrators of a tenant agree on about its health.
///
/// @param thresholds where the rules draw their lines
/// @param snoozes what is put off, by the findings' ids
public record HealthNotes(Thresholds thresholds, Map<String, Snooze> snoozes) {

  /// Nothing beyond the standard.
  public static final HealthNotes NONE = new HealthNotes(Thresholds.STANDARD, Map.of());

  public HealthNotes {
    snoozes = Map.copyOf(snoozes);
  }

  /// Why a finding is put off at this moment; empty where it is not, or cannot be, or where more of
  /// it was seen since. A move that was known of must not hide a leak of the same key.
  public Optional<Snooze> putOff(Finding finding, Instant now) {
    return finding.kind().canBePutOff()
        ? Optional.ofNullable(snoozes.get(finding.id()))
            .filter(snooze -> snooze.holds(now) && snooze.isSaid(now))
            .filter(snooze -> !finding.hasGrownSince(day(snooze.at())))
        : Optional.empty();
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
