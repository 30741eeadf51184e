package keyconsole.domain;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes names with their values, one after the other, for an object. A name that comes again keeps
/// its place and takes the new value, as in the backend. One thread.
public final class FieldsBuilder {

  /// Up to here a name is looked for one by one.
  private static final int FEW = 40;

  private @Nullable String[] names = new @Nullable String[8];
  private @Nullable Value[] values = new @Nullable Value[8];
  private int size;
  private @Nullable Map<String, Integer> places;

  /// None yet.
  public FieldsBuilder() {}

  /// Lays a value under a name.
  public void put(String name, Value value) {
    int place = FieldMap.place(names, size, places, name);
    if (place >= 0) {
      values[place] = value;
      return;
    }
    if (size == names.length) {
      resize(4 * size);
    }
    names[size] = name;
    values[size] = value;
    if (places != null) {
      places.put(name, size);
    } else if (size == FEW) {
      places = new HashMap<>();
      for (int i = 0; i <= size; i++) {
        places.put(names[i], i);
      }
    }
    size++;
  }

  /// The object. Nothing may be put after this.
  public Value.Fields fields() {
    return new Value.Fields(map());
  }

  FieldMap map() {
    if (size < names.length) {
      resize(size);
    }
    return new FieldMap(names, values, places);
  }

  /// As [java.util.Arrays#copyOf], which asks for the kind of array each time.
  private void resize(int length) {
    @Nullable String[] nextNames = new @Nullable String[length];
    @Nullable Value[] nextValues = new @Nullable Value[length];
    System.arraycopy(names, 0, nextNames, 0, size);
    System.arraycopy(values, 0, nextValues, 0, size);
    names = nextNames;
    values = nextValues;
  }
}
