package keyconsole.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyId;
import keyconsole.domain.Value;

/// An audit line about a key.
///
/// @param name the key's, as the line has it
/// @param action as it stands in the line
/// @param changed what an edit set, by the names of fields or of [KeyField#group]; empty where the
///   line does not tell
/// @param successor whether it names a key that took this one's place
record DeedWord(
    String file,
    int line,
    Optional<Instant> moment,
    UUID key,
    String name,
    String action,
    String actor,
    Set<String> changed,
    boolean successor) {

  /// What is done to a file that holds a key under another name than its id's; the line names the
  /// id, but says nothing of the key.
  private static final String ABOUT_COPY = "api_key_copy_";

  /// What a record says of each key that it is about; where its details are a list, by each item.
  static Stream<DeedWord> of(Value.Fields record, String file, int line, Optional<Instant> moment) {
    String action = AuditRecord.action(record);
    if (action.startsWith(ABOUT_COPY)) {
      return Stream.empty();
    }
    return AuditRecord.detailObjects(record)
        .flatMap(
            details ->
                KeyId.parse(AuditRecord.keyIdIn(details)).stream()
                    .map(
                        key ->
                            new DeedWord(
                                file,
                                line,
                                moment,
                                UUID.fromString(key.text()),
                                AuditRecord.keyNameIn(details),
                                action,
                                AuditRecord.actor(record),
                                AuditRecord.changed(details),
                                details.get("successor_id").isPresent())));
  }

  DeedAction deed() {
    return DeedAction.of(action);
  }

  /// Whether it tells of a new raw key for the same key.
  boolean isRotation() {
    return deed() == DeedAction.ROTATED && !successor;
  }

  /// Whether an edit may have set a field.
  boolean mayHaveSet(KeyField field) {
    return changed.isEmpty() || changed.contains(field.group()) || changed.contains(field.text());
  }

  AuditFinding.Entry entry() {
    return new AuditFinding.Entry(file, line, action, actor, moment);
  }
}
