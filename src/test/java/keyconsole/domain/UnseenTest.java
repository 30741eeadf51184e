package keyconsole.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What nobody would see has a sign, and honest texts stay as they are.
class UnseenTest {

  private static final String FAMILY = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
  private static final String SCOTLAND =
      "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f";

  /// What a person sees as a line of its own sees nothing of, or is led astray by.
  private static final List<String> HIDDEN =
      List.of(
          "\u0000",
          "\u0007",
          "\t",
          "\n",
          "\r",
          "\u001b",
          "\u007f",
          "\u0085",
          "\u00ad",
          "\u034f",
          "\u061c",
          "\u115f",
          "\u180e",
          "\u200b",
          "\u200c",
          "\u200d",
          "\u200e",
          "\u200f",
          "\u2028",
          "\u2029",
          "\u202a",
          "\u202b",
          "\u202c",
          "\u202d",
          "\u202e",
          "\u2060",
          "\u2066",
          "\u2067",
          "\u2068",
          "\u2069",
          "\u206a",
          "\u3164",
          "\ufe0f",
          "\ufeff",
          "\ufff9",
          "\ud800",
          "\udb40\udc41",
          "\udb40\udd00",
          "\ue000");

  private static final List<String> HONEST =
      List.of(
          "prod",
          "Caf\u00e9 Zu\u0308rich",
          "\u6771\u4eac",
          "\ud83d\udd11",
          FAMILY,
          "\ud83d\udc4d\ud83c\udffd",
          "\u2764\ufe0f\u200d\ud83d\udd25",
          "1\ufe0f\u20e3",
          SCOTLAND,
          "\u05e9\u05dc\u05d5\u05dd (v2)",
          "\u0645\u0641\u062a\u0627\u062d API",
          "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
          "\u0915\u094d\u200d\u0937",
          "\u845b\udb40\udd00",
          "z\u0350\u0351\u0352algo",
          "a\u00a0b\u3000c");

  @Example
  void honestTextsStayAsTheyAre() {
    HONEST.forEach(text -> assertSame(text, Unseen.shown(text)));
  }

  @Example
  void whatNobodySeesHasASignOfItsOwn() {
    assertEquals("prod\u2039U+202E\u203atset", Unseen.shown("prod\u202etset"));
    assertEquals("two\u23celines\u2039U+0009\u203a", Unseen.shown("two\nlines\t"));
    assertEquals("a\u2039U+0085\u203ab\u2039U+2028\u203a", Unseen.shown("a\u0085b\u2028"));
    assertEquals("\u2039U+E0041\u203a", Unseen.shown("\udb40\udc41"));
    assertEquals("\u2039U+D83D\u203a", Unseen.shown("\ud83d"));
    Map<String, String> shown = new HashMap<>();
    for (String each : HIDDEN) {
      String text = Unseen.shown("prod" + each + "test");
      assertNotEquals("prod" + each + "test", text);
      assertTrue(Unseen.isIn("prod" + each + "test"));
      assertEquals(null, shown.put(text, each), text);
    }
  }

  @Example
  void whatHonestTextsNeedIsSeenWhereItDoesNothing() {
    assertEquals("a\u2039U+200D\u203ab", Unseen.shown("a\u200db"));
    assertEquals("prod1\u2039U+FE0F\u203a", Unseen.shown("prod1\ufe0f"));
    assertEquals("\u0627\u2039U+200C\u203a\u0628", Unseen.shown("\u0627\u200c\u0628"));
    assertEquals("\u2764\ufe0f\u2039U+FE0F\u203a", Unseen.shown("\u2764\ufe0f\ufe0f"));
    assertEquals(
        FAMILY + "\u2039U+200D\u203a" + "\u2039U+200D\u203a" + "\ud83d\udc67",
        Unseen.shown(FAMILY + "\u200d\u200d\ud83d\udc67"));
    assertEquals(
        "\ud83c\udff4\u2039U+E0041\u203a\u2039U+E007F\u203a",
        Unseen.shown("\ud83c\udff4\udb40\udc41\udb40\udc7f"));
  }

  @Example
  void linesOfATextMayStay() {
    String lines = "one\n\ttwo\r\nthree";
    assertSame(lines, Unseen.shownInLines(lines));
    assertEquals(
        "one\u2039U+000D\u203atwo\n\u2039U+202E\u203a", Unseen.shownInLines("one\rtwo\n\u202e"));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> parts =
        Arbitraries.oneOf(
            Arbitraries.of(HIDDEN),
            Arbitraries.of(HONEST),
            Arbitraries.integers()
                .between(0, 0x10ffff)
                .filter(c -> c != 0x2039 && c != 0x203a && c != 0x23ce)
                .map(Character::toString));
    return parts.list().ofMaxSize(8).map(all -> String.join("", all));
  }

  @Property(tries = 3_000)
  void whateverIsShownHoldsNothingUnseen(@ForAll @From("texts") String text) {
    String shown = Unseen.shown(text);
    for (int at = 0; at < shown.length(); at += Character.charCount(shown.codePointAt(at))) {
      assertFalse(Unseen.isUnseen(shown, at), shown + " at " + at);
    }
    assertSame(shown, Unseen.shown(shown));
    assertTrue(shown.lines().count() <= 1, shown);
  }

  @Property(tries = 3_000)
  void whatIsShownTellsWhatIsStored(@ForAll @From("texts") String text) {
    assertEquals(text, stored(Unseen.shown(text)));
    assertEquals(text, stored(Unseen.shownInLines(text)));
  }

  /// Reads the signs.
  private static String stored(String shown) {
    StringBuilder stored = new StringBuilder();
    for (int at = 0; at < shown.length(); at++) {
      char c = shown.charAt(at);
      if (c == '\u2039') {
        int end = shown.indexOf('\u203a', at);
        stored.appendCodePoint(Integer.parseInt(shown.substring(at + 3, end), 16));
        at = end;
      } else if (c == '\u23ce') {
        stored.append('\n');
      } else {
        stored.append(c);
      }
    }
    return stored.toString();
  }
}
