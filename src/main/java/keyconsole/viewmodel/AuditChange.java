package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.Value;

/// A field that a deed changed, as an audit record's details tell it.
///
/// Details have no fixed shape. Understood are objects `before` and `after`; under `changes`,
/// `changed` or any name of its own an object with two fields `before` and `after`, `from` and
/// `to`, or `old` and `new`; and `changed` as a list of names, which tells no values.
///
/// @param name as key files call it, e.g. `rate_limit_per_hour`
/// @param before empty where the record does not tell it
/// @param after empty where the record does not tell it
record AuditChange(String name, Optional<Value> before, Optional<Value> after) {

  private static final List<List<String>> PAIRS =
      List.of(List.of("before", "after"), List.of("from", "to"), List.of("old", "new"));
  private static final Set<String> LISTS = Set.of("changed", "changes");

  /// The changes, each field once.
  static List<AuditChange> of(Value.Fields details) {
    List<AuditChange> changes = new ArrayList<>();
    if (details.get("before").orElse(Value.NOTHING) instanceof Value.Fields before
        && details.get("after").orElse(Value.NOTHING) instanceof Value.Fields after) {
      Set<String> names = new LinkedHashSet<>(before.fields().keySet());
      names.addAll(after.fields().keySet());
      for (String name : names) {
        if (!before.get(name).equals(after.get(name))) {
          changes.add(new AuditChange(name, before.get(name), after.get(name)));
        }
      }
    }
    details.fields().forEach((name, value) -> add(changes, name, value));
    return changes;
  }

  private static void add(List<AuditChange> changes, String name, Value value) {
    if (LISTS.contains(name) && value instanceof Value.Fields fields) {
      fields.fields().forEach((each, pair) -> addPair(changes, each, pair));
    } else if (LISTS.contains(name) && value instanceof Value.Items(List<Value> items)) {
      for (Value item : items) {
        if (item instanceof Value.Text(String text)) {
          addOnce(changes, new AuditChange(text, Optional.empty(), Optional.empty()));
        }
      }
    } else if (!name.equals("before") && !name.equals("after")) {
      addPair(changes, name, value);
    }
  }

  private static void addPair(List<AuditChange> changes, String name, Value value) {
    if (value instanceof Value.Fields fields && fields.fields().size() == 2) {
      for (List<String> pair : PAIRS) {
        if (fields.fields().keySet().containsAll(pair)) {
          addOnce(
              changes,
              new AuditChange(name, fields.get(pair.getFirst()), fields.get(pair.getLast())));
        }
      }
    }
  }

  private static void addOnce(List<AuditChange> changes, AuditChange change) {
    if (changes.stream().noneMatch(each -> each.name().equals(change.name()))) {
      changes.add(change);
    }
  }

  /// Whether the record tells what was before, or what is after.
  boolean isTold() {
    return before.isPresent() || after.isPresent();
  }

  /// Whether a detail of this name and value is told by the changes.
  static boolean tells(List<AuditChange> changes, String name) {
    return LISTS.contains(name)
        || name.equals("before")
        || name.equals("after")
        || changes.stream().anyMatch(change -> change.name().equals(name) && change.isTold());
  }
}
