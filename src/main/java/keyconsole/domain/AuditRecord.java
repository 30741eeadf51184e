package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A record of the audit log, or a line of it that cannot be read.
///
/// @param fileName the day file
/// @param line from 1
/// @param moment its own time; empty where it has none that can be read
/// @param outOfOrder whether its time is before that of the record before it in the file, or after
///   that of the record behind it, or on another UTC day than the file's
/// @param fields what it says; empty where it cannot be read
/// @param problem why it, or its time, cannot be read
/// @param text its whole line as it stands in the file, without the line feed, bytes that are no
///   UTF-8 as `\xNN`; of a longer one the first [#MOST_TEXT] bytes and an ellipsis
public record AuditRecord(
    String fileName,
    int line,
    Optional<Instant> moment,
    boolean outOfOrder,
    Optional<Value.Fields> fields,
    Optional<AuditProblem> problem,
    String text) {

  /// Bytes of a line that are shown.
  public static final int MOST_TEXT = 128 << 10;

  /// What was done, e.g. `api_key_revoked`; empty where it is not told as a text.
  public String action() {
    return action(fields.orElse(Value.Fields.EMPTY));
  }

  /// The same of what a record says.
  public static String action(Value.Fields fields) {
    return text(fields, "action");
  }

  /// Who did it; empty where it is not told as a text.
  public String actor() {
    return actor(fields.orElse(Value.Fields.EMPTY));
  }

  /// The same of what a record says.
  public static String actor(Value.Fields fields) {
    return text(fields, "user_id");
  }

  /// The details; empty where there are none, or they are no object.
  public Value.Fields details() {
    return details(fields.orElse(Value.Fields.EMPTY));
  }

  private static Value.Fields details(Value.Fields fields) {
    return fields.get("details").orElse(Value.NOTHING) instanceof Value.Fields details
        ? details
        : Value.Fields.EMPTY;
  }

  /// The names of fields, or of groups of them, that an edit changed, as its details tell: an
  /// object of names with what each was and is, or a list of names. Empty where they tell of none.
  public static Set<String> changed(Value.Fields details) {
    return switch (details.get("changed").orElse(Value.NOTHING)) {
      case Value.Fields(Map<String, Value> fields) -> Set.copyOf(fields.keySet());
      case Value.Items(List<Value> items) ->
          items.stream()
              .filter(Value.Text.class::isInstance)
              .map(item -> ((Value.Text) item).text())
              .collect(Collectors.toUnmodifiableSet());
      default -> Set.of();
    };
  }

  /// The key it is about, as the details name it; empty where they do not.
  public String keyId() {
    return keyId(fields.orElse(Value.Fields.EMPTY));
  }

  /// The same of what a record says.
  public static String keyId(Value.Fields fields) {
    return keyIdIn(details(fields));
  }

  /// The key's name at that time; empty where the details do not tell it.
  public String keyName() {
    return keyName(fields.orElse(Value.Fields.EMPTY));
  }

  /// The same of what a record says.
  public static String keyName(Value.Fields fields) {
    return keyNameIn(details(fields));
  }

  /// The key's id in details; empty where they do not name it.
  public static String keyIdIn(Value.Fields details) {
    return text(details, "key_id");
  }

  /// The key's name in details; empty where they do not tell it.
  public static String keyNameIn(Value.Fields details) {
    return text(details, "name");
  }

  private static String text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text) ? text : "";
  }
}
