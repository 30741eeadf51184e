package keyconsole.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

  /// What a record says of a key; empty where it is about none.
  static Optional<DeedWord> of(
      Value.Fields record, String file, int line, Optional<Instant> moment) {
    if (!(record.get("details").orElse(Value.NOTHING) instanceof Value.Fields details)) {
      return Optional.empty();
    }
    return KeyId.parse(text(details, "key_id"))
        .filter(_ -> !text(record, "action").startsWith(ABOUT_COPY))
        .map(
            key ->
                new DeedWord(
                    file,
                    line,
                    moment,
                    UUID.fromString(key.text()),
                    text(details, "name"),
                    text(record, "action"),
                    text(record, "user_id"),
                    AuditRecord.changed(details),
                    details.get("successor_id").isPresent()));
  }

  private static String text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text) ? text : "";
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
