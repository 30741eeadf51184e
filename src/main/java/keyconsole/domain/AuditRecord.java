package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
/// @param cut whether the line is a longer one
public record AuditRecord(
    String fileName,
    int line,
    Optional<Instant> moment,
    boolean outOfOrder,
    Optional<Value.Fields> fields,
    Optional<AuditProblem> problem,
    String text,
    boolean cut) {

  /// Bytes of a line that are shown.
  public static final int MOST_TEXT = 128 << 10;

  /// Keys of one record that are told.
  public static final int MOST_KEYS = 100;

  /// Whether its file could not be read, so that what it says may be known later.
  public boolean isUnread() {
    return problem.filter(why -> why.kind() == AuditProblem.Kind.FILE).isPresent();
  }

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

  /// The same of what a record says.
  public static Value.Fields details(Value.Fields fields) {
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

  /// A key as details name it.
  ///
  /// @param id empty where they tell its name alone
  /// @param name at that time; empty where they do not tell it
  public record Key(String id, Optional<String> name) {}

  /// The keys it is about, each once, in their order: the one that the details name, or where they
  /// are a list those of its items; of very many the first [#MOST_KEYS].
  public List<Key> keys() {
    return fields.stream()
        .flatMap(AuditRecord::detailObjects)
        .map(details -> new Key(keyIdIn(details), textIn(details, "name")))
        .filter(key -> !key.id().isEmpty() || key.name().filter(is -> !is.isBlank()).isPresent())
        .distinct()
        .limit(MOST_KEYS)
        .toList();
  }

  /// The ids of the keys it is about, each once.
  public List<String> keyIds() {
    return keys().stream().map(Key::id).filter(id -> !id.isEmpty()).distinct().toList();
  }

  /// What a record says in its details: they themselves where they are an object; where they are a
  /// list, each object in it, also in lists within.
  public static Stream<Value.Fields> detailObjects(Value.Fields fields) {
    return objects(fields.get("details").orElse(Value.NOTHING));
  }

  private static Stream<Value.Fields> objects(Value value) {
    return switch (value) {
      case Value.Fields object -> Stream.of(object);
      case Value.Items(List<Value> items) -> items.stream().flatMap(AuditRecord::objects);
      default -> Stream.empty();
    };
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
    return textIn(fields, name).orElse("");
  }

  private static Optional<String> textIn(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
