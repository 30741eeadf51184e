package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import keyconsole.domain.JsonMistake;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.service.JsonText.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Free JSON as a person types it.
class JsonTextTest {

  private static final String LONG = "9".repeat(4_300);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0",
        "12.50",
        "-0",
        "1e+30",
        "1E400",
        "NaN",
        "Infinity",
        "-Infinity",
        "123456789012345678901234567890.000000000000000000000000000000001"
      })
  void numbersKeepTheirOwnText(String number) throws Malformed {
    assertEquals(new Value.Numeral(number), JsonText.parse(number));
    assertEquals(number, JsonText.write(new Value.Numeral(number)));
  }

  @Test
  void theLimitsAreThoseOfTheBackend() throws Malformed {
    assertEquals(new Value.Numeral(LONG), JsonText.parse(LONG));
    assertEquals(
        "A whole number of more than 4,300 digits (line 2, column 2)",
        refusal("[\n " + LONG + "9]").getMessage());
    String deep = "[".repeat(990) + "]".repeat(990);
    assertEquals(JsonText.parse(deep), JsonText.parse(JsonText.write(JsonText.parse(deep))));
    assertEquals(Message.of(JsonMistake.TOO_DEEP, 990), refusal("[" + deep + "]").mistake());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {\\n  "a": 1,\\n  b: 2\\n}         | 3 | 3  | Expected a name in quotes
          {"東京": "x", "y" 2}              | 1 | 17 | Expected a colon
          {"\uD83D\uDE00": tru}             | 1 | 10 | Expected true
          {"a": 1                           | 1 | 8  | The text ends in the middle
          {"a": 1}\\n\\n  x                 | 3 | 3  | There is text after the end
          """)
  void aMistakeHasItsPlace(String text, int line, int column, String mistake) {
    Malformed malformed = refusal(text.strip().replace("\\n", "\n"));
    assertEquals(mistake + " (line " + line + ", column " + column + ")", malformed.getMessage());
  }

  @Test
  void onlyAnObjectWillDoWhereOneIsAskedFor() {
    Malformed malformed = assertThrows(Malformed.class, () -> JsonText.parseObject("\n [1]"));
    assertEquals("Expected an object (line 2, column 2)", malformed.getMessage());
  }

  @Test
  void peopleReadTheirOwnScriptAndSeeWhatCannotBeSeen() throws Malformed {
    Value value =
        new Value.Fields(
            Map.of("東京 😀", Value.Items.ofTexts(List.of("é\u202e\ud800\n\u0007\ue000"))));
    String text = JsonText.write(value);
    assertEquals("{\n  \"東京 😀\": [\n    \"é\\u202e\\ud800\\n\\u0007\\ue000\"\n  ]\n}", text);
    assertEquals(value, JsonText.parse(text));
    assertEquals("Half a character (line 1, column 2)", refusal("\"\ud800\"").getMessage());
  }

  private static Malformed refusal(String text) {
    return assertThrows(Malformed.class, () -> JsonText.parse(text));
  }
}
