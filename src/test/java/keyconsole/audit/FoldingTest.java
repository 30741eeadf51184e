package keyconsole.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldingTest {

  @Test
  void lettersThatBecomeAsciiAreKnown() {
    List<Integer> become =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> Folding.fold(Character.toString(c)).chars().anyMatch(each -> each < 0x80))
            .boxed()
            .toList();
    List<Integer> known =
        IntStream.rangeClosed(0, Character.MAX_VALUE)
            .filter(c -> Folding.mayBeAscii((char) c))
            .boxed()
            .toList();

    assertEquals(become, known);
  }

  @Test
  void textsThatDifferInCaseAloneAreTheSame() {
    assertEquals("strasse", Folding.fold("Stra\u00dfe"));
    assertEquals("kelvin", Folding.fold("\u212Aelvin"));
    assertEquals("is", Folding.fold("\u0131\u017f"));
    assertEquals("i", Folding.fold("\u0130"));
  }
}
