package keyconsole.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import org.junit.jupiter.api.Test;

class SightTextsTest {

  private final SightTexts texts = new SightTexts();

  private static Value.Fields fields(String json) throws Json.JsonException {
    return (Value.Fields) Json.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void digestIsThatOfTheTextHoweverOftenItWasTakenBefore() throws Json.JsonException {
    List<String> all =
        List.of(
            "{}",
            "{\"a\": 1, \"b\": [1, {\"c\": \"x\", \"d\": null}]}",
            "{\"b\": [1, {\"c\": \"x\", \"d\": null}], \"a\": 1}",
            "{\"a\": 1, \"b\": [1, {\"d\": null, \"c\": \"x\"}]}",
            "{\"a\": 1.0, \"b\": [1, {\"c\": \"x\", \"d\": null}]}",
            "{\"a\": 1, \"b\": [1]}");
    for (String one : all) {
      long alone = new SightTexts().digest(fields(one));
      assertEquals(alone, texts.digest(fields(one)), one);
      assertEquals(alone, texts.digest(fields(one)), "again: " + one);
      for (String other : all) {
        if (!other.equals(one)) {
          assertNotEquals(alone, texts.digest(fields(other)), one + " and " + other);
        }
      }
    }
  }

  @Test
  void listsAreWrittenOnce() {
    String first = texts.list(List.of("llm:gpt-4", "a\"b"));
    assertEquals("[\"llm:gpt-4\", \"a\\\"b\"]", first);
    assertSame(first, texts.list(List.of("llm:gpt-4", "a\"b")));
    assertEquals("[]", texts.list(List.of()));
  }
}
