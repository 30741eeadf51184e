package keyconsole.domain;

import java.time.Instant;
import java.util.List;

/// What was found of a tenant's health at one moment.
///
/// @param counted whether all usage lines were read; where not, what they tell is missing
/// @param sealChecked whether the seals were verified; where not, a broken one is missing
/// @param keys how many keys were looked at
/// @param findings the worst first, then by kind, then by the key's name
public record HealthReport(
    Instant moment,
    Thresholds thresholds,
    boolean counted,
    boolean sealChecked,
    int keys,
    List<Finding> findings) {

  public HealthReport {
    findings = List.copyOf(findings);
  }
}
