package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.Value;
import keyconsole.service.JsonText;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ShownJsonTest {

  private static AuditRecord record(String line, String object) {
    Optional<Value.Fields> fields =
        object.isEmpty() ? Optional.empty() : Optional.of(parsed(object));
    return new AuditRecord(
        "audit_2026-11-22.jsonl",
        1,
        Optional.empty(),
        false,
        fields,
        Optional.empty(),
        line,
        false);
  }

  private static ShownJson json(String line) {
    return ShownJson.of(record(line, line));
  }

  private static Value.Fields parsed(String object) {
    try {
      return JsonText.parseObject(object);
    } catch (JsonText.Malformed e) {
      throw new AssertionError(object, e);
    }
  }

  @Test
  void everyFieldHasALine() {
    assertEquals(
        """
        {
          "action": "x",
          "details": {
            "key_id": "k1",
            "list": [
              1.50,
              true
            ],
            "none": {}
          }
        }""",
        json("{\"action\":\"x\", \"details\": {\"key_id\": \"k1\", \"list\": [1.50,true],"
                + " \"none\": { }}}")
            .text());
  }

  @Test
  void namesAndTextsAreToldApart() {
    List<ShownJson.Piece> pieces = json("{\"a\": \"b\"}").lines().get(1).pieces();
    assertEquals(
        List.of(ShownJson.Kind.NAME, ShownJson.Kind.MARK, ShownJson.Kind.STRING),
        pieces.stream().map(ShownJson.Piece::kind).toList());
  }

  @Test
  void lettersAreShownAndControlsStayEscaped() {
    assertEquals(
        "{\n  \"a\": \"Café 東京 🔑 \\u202e \\\\ \\\" \\u0022 \\n \\ud83d\"\n}",
        json("{\"a\": \"Caf\\u00e9 \\u6771\\u4eac \\ud83d\\udd11 \\u202e \\\\ \\\" \\u0022 \\n"
                + " \\ud83d\"}")
            .text());
  }

  @Test
  void nameGivenTwiceIsShownTwice() {
    assertEquals("{\n  \"a\": 1,\n  \"a\": 2\n}", json("{\"a\": 1, \"a\": 2}").text());
  }

  @Test
  void ofSeveralRecordsOnALineItsOwnIsShown() {
    String line = "{\"a\": \"}{\"}{\"b\": 2}{\"a\":3}";
    assertEquals("{\n  \"b\": 2\n}", ShownJson.of(record(line, "{\"b\": 2}")).text());
    assertEquals("{\n  \"a\": \"}{\"\n}", ShownJson.of(record(line, "{\"a\": \"}{\"}")).text());
  }

  @Test
  void recordOfACutLineIsShownWhole() {
    assertEquals("{\n  \"a\": 12\n}", ShownJson.of(record("{\"a\": 1", "{\"a\": 12}")).text());
  }

  @Test
  void lineThatCannotBeReadStandsAsItIs() {
    assertEquals("garbage {", ShownJson.of(record("garbage {", "")).text());
    assertEquals("a\\u001bb\\u202ec", ShownJson.ofRaw("a\u001bb\u202ec").text());
  }

  @Test
  void aTextIsLaidOutWhereItIsJsonAndElseStandsLineByLine() {
    assertEquals("{\n  \"a\": \"\u00e9\"\n}", ShownJson.ofText("{\"a\": \"\\u00e9\"}\n").text());
    ShownJson cut = ShownJson.ofText("{\r\n  \"a\": 1,\n\n\t\"b\u202e");
    assertEquals("{\n  \"a\": 1,\n\n    \"b\\u202e", cut.text());
    assertEquals(
        List.of(ShownJson.Kind.RAW),
        cut.lines().get(1).pieces().stream().map(ShownJson.Piece::kind).toList());
  }

  @Test
  void longLinesGoOnAStepFurtherIn() {
    ShownJson wrapped =
        json("{\"timestamp\": \"2026-11-22T16:19:57.082797\", \"user\": \"olu\"}").wrapped(30);
    assertEquals(
        """
        {
          "timestamp": "2026-11-
            22T16:19:57.082797",
          "user": "olu"
        }""",
        wrapped.text());
  }

  @Test
  void deepRecordKeepsRoomForWhatItSays() {
    String deep = "[".repeat(900) + "]".repeat(900);
    ShownJson wrapped = json("{\"a\": " + deep + "}").wrapped(40);
    assertTrue(wrapped.lines().stream().allMatch(line -> line.text().length() <= 40));
  }

  @Property(tries = 300)
  void nothingIsLostByWrapping(
      @ForAll @StringLength(max = 200) String text,
      @ForAll @IntRange(min = 1, max = 60) int width) {
    String object = JsonText.write(new Value.Fields(Map.of("a", new Value.Text(text))));
    if (!isWhole(text)) {
      return;
    }
    ShownJson json = json(object);
    ShownJson wrapped = json.wrapped(width);
    assertEquals(content(json), content(wrapped));
    assertEquals(parsed(object), parsed(json.text()));
  }

  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static String content(ShownJson json) {
    return json.lines().stream().map(ShownJson.Line::content).collect(Collectors.joining());
  }
}
