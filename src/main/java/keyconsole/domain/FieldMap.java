package keyconsole.domain;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The names of an object with their values, in their order. Immutable. A folder has as many as it
/// has keys, and one of twenty names is smaller as two arrays than as a table of entries, and no
/// slower: most names are asked for by the very text that they are.
final class FieldMap extends AbstractMap<String, Value> {

  private final String[] names;
  private final Value[] values;
  private final @Nullable Map<String, Integer> places;

  /// @param places of the names, where there are too many to look through
  FieldMap(String[] names, Value[] values, @Nullable Map<String, Integer> places) {
    this.names = names;
    this.values = values;
    this.places = places;
  }

  /// A map as it is now, in its order.
  static FieldMap of(Map<String, Value> fields) {
    if (fields instanceof FieldMap same) {
      return same;
    }
    FieldsBuilder builder = new FieldsBuilder();
    fields.forEach(builder::put);
    return builder.map();
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public @Nullable Value get(@Nullable Object name) {
    int place = name instanceof String text ? place(text) : -1;
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && place(text) >= 0;
  }

  private int place(String name) {
    return place(names, names.length, places, name);
  }

  /// Where a name stands among the first ones; negative where it does not.
  @SuppressWarnings("ReferenceEquality") // It is quicker, and equality follows.
  static int place(
      @Nullable String[] names, int size, @Nullable Map<String, Integer> places, String name) {
    if (places != null) {
      return places.getOrDefault(name, -1);
    }
    int hash = name.hashCode();
    for (int i = 0; i < size; i++) {
      String there = names[i];
      if (there == name || (there != null && there.hashCode() == hash && there.equals(name))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Value> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, Value>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
      }

      @Override
      public Iterator<Map.Entry<String, Value>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < names.length;
          }

          @Override
          public Map.Entry<String, Value> next() {
            if (next == names.length) {
              throw new NoSuchElementException();
            }
            return Map.entry(names[next], values[next++]);
          }
        };
      }
    };
  }
}
