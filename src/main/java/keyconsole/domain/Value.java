package keyconsole.domain;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A piece of free data as key files carry it in `tenant_constraints` and in fields that the
/// console does not know. Numbers keep their own text, so that `1.0`, thirty digits or `NaN`
/// survive.
///
/// Values may be nested as deep as the backend reads, 990 levels. The generated methods of a record
/// take so much stack a level that a file could overflow it, so lists and objects have their own.
public sealed interface Value {

  /// No value.
  Value NOTHING = new Nothing();

  /// A text; may hold any UTF-16 code unit, lone surrogates too.
  record Text(String text) implements Value {}

  /// A number in its own text: what the JSON grammar allows, or `NaN`, `Infinity`, `-Infinity`.
  record Numeral(String text) implements Value {
    /// The number for a whole value.
    public static Numeral of(long value) {
      return new Numeral(Long.toString(value));
    }

    /// Whether the text is an integer literal: digits with at most a minus before them.
    public boolean isInteger() {
      return text.chars().skip(text.startsWith("-") ? 1 : 0).allMatch(c -> c >= '0' && c <= '9');
    }
  }

  /// True or false.
  record Truth(boolean value) implements Value {}

  /// The null of a file.
  record Nothing() implements Value {}

  /// A list.
  record Items(List<Value> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Items that && same(this, that);
    }

    @Override
    public int hashCode() {
      return items.hashCode();
    }

    @Override
    public String toString() {
      return items.toString();
    }

    /// A list of texts.
    public static Items ofTexts(List<String> texts) {
      List<Value> items = new ArrayList<>(texts.size());
      for (String text : texts) {
        items.add(new Text(text));
      }
      return new Items(items);
    }
  }

  /// An object: names with values, in their order.
  record Fields(Map<String, Value> fields) implements Value {
    /// An object without names.
    public static final Fields EMPTY = new Fields(Map.of());

    public Fields {
      fields = FieldMap.of(fields);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Fields that && same(this, that);
    }

    @Override
    public int hashCode() {
      return fields.hashCode();
    }

    @Override
    public String toString() {
      return fields.toString();
    }

    /// The value under a name, or empty where the name is missing.
    public Optional<Value> get(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    /// This object with the other's names laid over it: a known name keeps its place and takes the
    /// new value, a new one goes behind.
    public Fields overlaidWith(Fields other) {
      LinkedHashMap<String, Value> merged = new LinkedHashMap<>(fields);
      merged.putAll(other.fields);
      return new Fields(merged);
    }
  }

  private static boolean same(@Nullable Value one, @Nullable Value other) {
    if (one instanceof Items(List<Value> items) && other instanceof Items(List<Value> others)) {
      boolean same = items.size() == others.size();
      for (int i = 0; same && i < items.size(); i++) {
        same = same(items.get(i), others.get(i));
      }
      return same;
    }
    if (one instanceof Fields a && other instanceof Fields b) {
      boolean same = a.fields.size() == b.fields.size();
      Iterator<Map.Entry<String, Value>> entries = a.fields.entrySet().iterator();
      while (same && entries.hasNext()) {
        Map.Entry<String, Value> entry = entries.next();
        same = same(entry.getValue(), b.fields.get(entry.getKey()));
      }
      return same;
    }
    return Objects.equals(one, other);
  }
}
