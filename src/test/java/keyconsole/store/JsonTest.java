package keyconsole.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import keyconsole.domain.Value;
import keyconsole.store.Json.JsonException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Property(tries = 500)
  void whatIsWrittenIsReadAgain(@ForAll("values") Value value) throws Exception {
    assertEquals(value, Json.parse(Json.pretty(value)));
    assertEquals(value, Json.parse(Json.line(value)));
    assertArrayEquals(Json.pretty(value), Json.pretty(Json.parse(Json.pretty(value))));
  }

  @Property(tries = 500)
  void anyBytesAreReadOrRefusedWithAReason(@ForAll byte[] bytes) throws Exception {
    try {
      Json.parse(bytes);
    } catch (JsonException e) {
      assertFalse(e.getMessage().isBlank());
    }
  }

  @Property(tries = 300)
  void everyCutOfAnObjectCountsAsCut(@ForAll("objects") Value.Fields value) {
    byte[] whole = Json.line(value);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertTrue(assertThrows(JsonException.class, () -> Json.parse(part)).isCut());
    }
  }

  @Provide
  Arbitrary<Value> values() {
    return Values.values();
  }

  @Provide
  Arbitrary<Value.Fields> objects() {
    return Values.objects();
  }

  @Test
  void aKeyFileOfTheBackendIsWrittenBackToTheByte() throws Exception {
    for (String folder : List.of("acme.example", "before/acme.example")) {
      for (Path file : Fixtures.files(Fixtures.ROOT.resolve(folder + "/api_keys/keys"))) {
        byte[] text = Files.readAllBytes(file);
        assertArrayEquals(text, Json.pretty(Json.parse(text)), file.toString());
      }
    }
  }

  @Test
  void aLogLineOfTheBackendIsWrittenBackToTheByte() throws Exception {
    int lines = 0;
    for (String file :
        List.of(
            "acme.example/api_keys/usage/usage_2026-11-23.jsonl",
            "acme.example/api_keys/audit/audit_2026-11-23.jsonl",
            "before/acme.example/api_keys/audit/audit_2026-11-23.jsonl")) {
      for (String line : Files.readAllLines(Fixtures.ROOT.resolve(file))) {
        assertEquals(line, new String(Json.line(Json.parse(line.getBytes(UTF_8))), UTF_8));
        lines++;
      }
    }
    assertEquals(278, lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{} {}",
        "{}x",
        "{\"a\":1,}",
        "[1,]",
        "{a:1}",
        "{'a':1}",
        "\"a\tb\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "01",
        "1.",
        ".5",
        "+1",
        "1.e3",
        "-x",
        "True",
        "nan",
        "[1 2]",
        "{\"a\" 1}",
        "\ufeff{}",
        "/* */{}"
      })
  void theBackendRefusesItAndSoDoWe(String text) {
    JsonException e = assertThrows(JsonException.class, () -> Json.parse(text.getBytes(UTF_8)));
    assertTrue(!e.isCut() || text.endsWith("."), e.getMessage());
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    int[][] bad = {
      {0xff}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80}, {0xe2, 0x28, 0xa1}, {0x80}
    };
    for (int[] bytes : bad) {
      byte[] text = new byte[bytes.length + 2];
      text[0] = '"';
      for (int i = 0; i < bytes.length; i++) {
        text[i + 1] = (byte) bytes[i];
      }
      text[text.length - 1] = '"';
      assertFalse(assertThrows(JsonException.class, () -> Json.parse(text)).isCut());
    }
  }

  @Test
  void nestingIsReadDownTo990AndRefusedBelow() throws Exception {
    byte[] deepest = ("[".repeat(990) + "]".repeat(990)).getBytes(UTF_8);
    assertArrayEquals(deepest, withoutSpace(Json.pretty(Json.parse(deepest))));
    byte[] deeper = ("[".repeat(991) + "]".repeat(991)).getBytes(UTF_8);
    assertTrue(assertThrows(JsonException.class, () -> Json.parse(deeper)).isTooDeep());
    byte[] objects = ("{\"a\":".repeat(100_000)).getBytes(UTF_8);
    assertTrue(assertThrows(JsonException.class, () -> Json.parse(objects)).isTooDeep());
  }

  private static byte[] withoutSpace(byte[] text) {
    return new String(text, UTF_8).replaceAll("\\s", "").getBytes(UTF_8);
  }

  @Test
  void wholeNumbersEndAt4300Digits() throws Exception {
    String digits = "9".repeat(4_300);
    assertEquals(new Value.Numeral("-" + digits), Json.parse(("-" + digits).getBytes(UTF_8)));
    assertThrows(JsonException.class, () -> Json.parse((digits + "9").getBytes(UTF_8)));
    assertEquals(new Value.Numeral(digits + "9.5"), Json.parse((digits + "9.5").getBytes(UTF_8)));
  }

  @Test
  void aNameGivenTwiceKeepsItsPlaceAndTakesTheLastValue() throws Exception {
    assertEquals(
        "{\"a\": {\"x\": 2}, \"b\": 1}",
        new String(
            Json.line(Json.parse("{\"a\":0,\"b\":1,\"a\":{\"x\":1,\"x\":2}}".getBytes(UTF_8))),
            UTF_8));
  }

  @Test
  void textIsEscapedAsTheBackendDoes() throws Exception {
    String text = "\u007f é東🔑\ud83d \n\r\t\b\f\"\\/\u0001";
    assertEquals(
        "\"\\u007f \\u00e9\\u6771\\ud83d\\udd11\\ud83d \\n\\r\\t\\b\\f\\\"\\\\/\\u0001\"",
        new String(Json.line(new Value.Text(text)), UTF_8));
  }
}
