package keyconsole.viewmodel;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.service.AuditTrail;

/// The entries of one key around one of them.
///
/// @param entries how many there are in all
/// @param before the nearest ones before it, the oldest first
/// @param after the nearest ones behind it
/// @param name what the last entry that tells a name calls the key; empty where none does
record AuditStory(
    int entries, List<AuditRecord> before, List<AuditRecord> after, Optional<AuditRecord> name) {

  private static final int AROUND = 200;

  /// Finds them. Blocks.
  static AuditStory of(AuditTrail trail, AuditRecord record) {
    AuditResult found = find(trail, AuditLinks.ofKey(record.keyId()));
    int behind = behind(found, record);
    int from = Math.max(0, behind - AROUND);
    List<AuditRecord> near = found.records(from, 2 * AROUND);
    int place = near.indexOf(record);
    return new AuditStory(
        found.size(),
        place < 0 ? List.of() : List.copyOf(near.subList(0, place)),
        place < 0 ? List.of() : List.copyOf(near.subList(place + 1, near.size())),
        lastName(found));
  }

  static AuditResult find(AuditTrail trail, String query) {
    return trail.search(query, ZoneOffset.UTC, Thread.currentThread()::isInterrupted, _ -> {});
  }

  /// The number of the first entry that is later.
  private static int behind(AuditResult found, AuditRecord record) {
    Instant moment = record.moment().orElse(Instant.MIN);
    int behind = found.size();
    while (behind > 0 && found.moment(behind - 1).filter(each -> !each.isAfter(moment)).isEmpty()) {
      behind--;
    }
    return behind;
  }

  private static Optional<AuditRecord> lastName(AuditResult found) {
    int from = Math.max(0, found.size() - AROUND);
    return found.records(from, AROUND).reversed().stream()
        .filter(each -> !each.keyName().isBlank())
        .findFirst();
  }
}
