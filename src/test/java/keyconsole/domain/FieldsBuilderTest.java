package keyconsole.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FieldsBuilderTest {

  /// Names that come again, names whose hashes are equal (`Aa` and `BB`), few and many of them.
  @Property(tries = 500)
  void anObjectIsAsAMapThatKeepsTheOrder(
      @ForAll @Size(max = 150) List<@IntRange(min = 0, max = 90) Integer> numbers) {
    Map<String, Value> expected = new LinkedHashMap<>();
    FieldsBuilder builder = new FieldsBuilder();
    for (int i = 0; i < numbers.size(); i++) {
      String name = name(numbers.get(i));
      expected.put(name, Value.Numeral.of(i));
      builder.put(name, Value.Numeral.of(i));
    }
    Map<String, Value> fields = builder.fields().fields();
    assertEquals(expected, fields);
    assertEquals(fields, expected);
    assertEquals(expected.hashCode(), fields.hashCode());
    assertEquals(new ArrayList<>(expected.entrySet()), new ArrayList<>(fields.entrySet()));
    List<String> order = new ArrayList<>();
    fields.forEach((name, value) -> order.add(name));
    assertEquals(new ArrayList<>(expected.keySet()), order);
    for (int i = 0; i <= 90; i++) {
      assertEquals(expected.get(name(i)), fields.get(name(i)));
      assertEquals(expected.containsKey(name(i)), fields.containsKey(name(i)));
    }
    assertEquals(expected, new Value.Fields(expected).fields());
  }

  @Test
  void nothingButANameIsFound() {
    Map<String, Value> fields = new Value.Fields(Map.of("a", Value.NOTHING)).fields();
    assertTrue(fields.containsKey("a"));
    assertFalse(fields.containsKey(null));
    assertFalse(fields.containsKey(7));
  }

  /// Another text object each time it is asked for.
  private static String name(int number) {
    String text = (number % 2 == 0 ? "Aa" : "BB") + number / 2;
    return new String(text.toCharArray());
  }
}
