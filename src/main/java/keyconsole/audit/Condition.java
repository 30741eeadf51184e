package keyconsole.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.Value;

/// What a record has to be.
sealed interface Condition {

  /// Whether a record is so.
  ///
  /// @param at the time that the record is ordered by: its own, or that of the one before it
  boolean matches(AuditRecord of, Instant at);

  /// A text that each matching line holds, folded; empty where there is no such one.
  default Optional<String> inEveryMatch() {
    return Optional.empty();
  }

  /// Whether it is about a record's action, actor or time, which the index knows.
  default boolean isKnown() {
    return switch (this) {
      case Action _, Actor _, Between _ -> true;
      case Not(Condition condition) -> condition.isKnown();
      case Anywhere _, Key _, Detail _ -> false;
    };
  }

  /// A text that is looked for.
  ///
  /// @param text folded
  /// @param whole whether it is all that may stand there
  record Wanted(String text, boolean whole) {
    boolean isIn(String value) {
      return isInFolded(Folding.fold(value));
    }

    boolean isInFolded(String folded) {
      return whole ? folded.equals(text) : folded.contains(text);
    }
  }

  private static Optional<String> only(List<Wanted> values) {
    return values.size() == 1 ? Optional.of(values.getFirst().text()) : Optional.empty();
  }

  /// A text anywhere in what a record says, or in a line that cannot be read.
  ///
  /// @param text folded
  record Anywhere(String text) implements Condition {
    @Override
    public boolean matches(AuditRecord of, Instant at) {
      return of.fields().isPresent()
          ? anyScalar(of.fields().get(), value -> Folding.fold(value).contains(text))
          : Folding.fold(of.text()).contains(text);
    }

    @Override
    public Optional<String> inEveryMatch() {
      return Optional.of(text);
    }
  }

  private static boolean any(List<Wanted> values, String in) {
    for (Wanted value : values) {
      if (value.isIn(in)) {
        return true;
      }
    }
    return false;
  }

  /// One of some values in the action.
  record Action(List<Wanted> values) implements Condition {
    @Override
    public boolean matches(AuditRecord of, Instant at) {
      return of.fields().isPresent() && isWanted(of.action());
    }

    boolean isWanted(String action) {
      return any(values, action);
    }

    @Override
    public Optional<String> inEveryMatch() {
      return only(values);
    }
  }

  /// One of some values in the actor.
  record Actor(List<Wanted> values) implements Condition {
    @Override
    public boolean matches(AuditRecord of, Instant at) {
      return of.fields().isPresent() && isWanted(of.actor());
    }

    boolean isWanted(String actor) {
      return any(values, actor);
    }

    @Override
    public Optional<String> inEveryMatch() {
      return only(values);
    }
  }

  /// One of some values in the key's id or its name; where the details are a list, in those of any
  /// of its items.
  record Key(List<Wanted> values) implements Condition {
    @Override
    public boolean matches(AuditRecord of, Instant at) {
      return of.fields().isPresent() && isAnyIn(details(of));
    }

    private boolean isAnyIn(Value details) {
      if (details instanceof Value.Items(List<Value> items)) {
        return items.stream().anyMatch(this::isAnyIn);
      }
      Value.Fields fields = details instanceof Value.Fields object ? object : Value.Fields.EMPTY;
      return any(values, AuditRecord.keyIdIn(fields)) || any(values, AuditRecord.keyNameIn(fields));
    }

    /// Those that are all of an id or a name.
    Stream<String> wholes() {
      return values.stream().filter(Wanted::whole).map(Wanted::text);
    }

    @Override
    public Optional<String> inEveryMatch() {
      return only(values);
    }
  }

  /// One of some values under a name in the details, at any depth.
  ///
  /// @param path folded; a name, or names of objects within each other with dots between
  record Detail(String path, List<Wanted> values) implements Condition {
    @Override
    public boolean matches(AuditRecord of, Instant at) {
      return anyAt(details(of), path, true, this::isWanted);
    }

    private boolean isWanted(Value found) {
      return switch (found) {
        case Value.Items(List<Value> items) -> items.stream().anyMatch(this::isWanted);
        case Value.Fields _ -> false;
        default -> values.stream().anyMatch(value -> value.isIn(scalar(found)));
      };
    }

    @Override
    public Optional<String> inEveryMatch() {
      return only(values);
    }
  }

  /// A time from one moment to before another. A record without a time of its own, as a line that
  /// cannot be read, counts where it stands, so that what is typed finds what is marked by hand.
  record Between(Instant from, Instant to) implements Condition {
    @Override
    public boolean matches(AuditRecord of, Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /// The opposite.
  record Not(Condition condition) implements Condition {
    @Override
    public boolean matches(AuditRecord of, Instant at) {
      return !condition.matches(of, at);
    }
  }

  private static Value details(AuditRecord of) {
    return of.fields().flatMap(fields -> fields.get("details")).orElse(Value.NOTHING);
  }

  private static boolean anyScalar(Value value, Predicate<String> test) {
    return switch (value) {
      case Value.Items(List<Value> items) -> {
        for (Value item : items) {
          if (anyScalar(item, test)) {
            yield true;
          }
        }
        yield false;
      }
      case Value.Fields(Map<String, Value> fields) -> {
        for (Value field : fields.values()) {
          if (anyScalar(field, test)) {
            yield true;
          }
        }
        yield false;
      }
      default -> test.test(scalar(value));
    };
  }

  /// Takes each text, number and the like under a name in a record's details; of a list, each item.
  ///
  /// @param path as in [Detail]
  static void forEachAt(AuditRecord of, String path, Consumer<String> taker) {
    anyAt(
        details(of),
        path,
        true,
        value -> {
          forEachScalar(value, taker);
          return false;
        });
  }

  private static void forEachScalar(Value value, Consumer<String> taker) {
    switch (value) {
      case Value.Items(List<Value> items) -> items.forEach(item -> forEachScalar(item, taker));
      case Value.Fields _ -> {}
      default -> taker.accept(scalar(value));
    }
  }

  private static String scalar(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Numeral(String text) -> text;
      case Value.Truth(boolean truth) -> truth ? "true" : "false";
      case Value.Nothing _ -> "null";
      case Value.Items _, Value.Fields _ -> "";
    };
  }

  /// Whether a value at a path passes. A list on the way stands for each of its items.
  ///
  /// @param deeper whether the path may begin further down
  private static boolean anyAt(Value in, String path, boolean deeper, Predicate<Value> test) {
    if (in instanceof Value.Items(List<Value> items)) {
      for (Value item : items) {
        if (anyAt(item, path, deeper, test)) {
          return true;
        }
      }
    }
    if (in instanceof Value.Fields(Map<String, Value> fields)) {
      for (Map.Entry<String, Value> field : fields.entrySet()) {
        String name = Folding.fold(field.getKey());
        Value value = field.getValue();
        boolean onTheWay = path.startsWith(name) && path.startsWith(".", name.length());
        if ((name.equals(path) && test.test(value))
            || (onTheWay && anyAt(value, path.substring(name.length() + 1), false, test))
            || (deeper && anyAt(value, path, true, test))) {
          return true;
        }
      }
    }
    return false;
  }
}
