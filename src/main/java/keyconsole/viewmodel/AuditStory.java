package keyconsole.viewmodel;

import java.time.ZoneOffset;
import java.util.List;
import keyconsole.domain.AuditPlace;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.service.AuditTrail;

/// The entries of the keys of a record around it.
///
/// @param entries how many there are in all
/// @param before the nearest ones before it, the oldest first; none where it is about several keys,
///   of which each has a story of its own
/// @param after the nearest ones behind it, or none likewise
record AuditStory(int entries, List<AuditRecord> before, List<AuditRecord> after) {

  /// Of a record that is about no key.
  static final AuditStory NONE = new AuditStory(0, List.of(), List.of());

  private static final int AROUND = 200;

  /// Finds them. Blocks. Of the log only lines that may be of this key are read: the index knows
  /// the rest.
  ///
  /// @param record about one key or more
  static AuditStory of(AuditTrail trail, AuditRecord record) {
    List<String> keys = record.keyIds();
    AuditResult found = find(trail, AuditLinks.ofKeys(keys));
    if (keys.size() > 1) {
      return new AuditStory(found.size(), List.of(), List.of());
    }
    int itself = found.numberOf(new AuditPlace(record.fileName(), record.line(), 0));
    int from = Math.max(0, itself - AROUND);
    List<AuditRecord> near = found.requireRecords(from, 2 * AROUND);
    int place = near.indexOf(record);
    return place < 0
        ? new AuditStory(found.size(), List.of(), List.of())
        : new AuditStory(
            found.size(),
            List.copyOf(near.subList(0, place)),
            List.copyOf(near.subList(place + 1, near.size())));
  }

  static AuditResult find(AuditTrail trail, String query) {
    return trail.search(query, ZoneOffset.UTC, Thread.currentThread()::isInterrupted, _ -> {});
  }
}
