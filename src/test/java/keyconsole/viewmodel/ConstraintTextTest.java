package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import keyconsole.domain.Value;
import keyconsole.service.JsonText.Malformed;
import org.junit.jupiter.api.Test;

class ConstraintTextTest {

  @Test
  void whatAPersonTypesIsTakenToTheLetterOfItsNumbers() throws Malformed {
    String text =
        """
        {
          "digits": %s,
          "exact": 12.50,
          "none": NaN,
          "all": -Infinity
        }"""
            .formatted("9".repeat(4_300));
    assertEquals(text, ConstraintText.write(ConstraintText.parse(text)));
    assertEquals(Value.Fields.EMPTY, ConstraintText.parse(" \n"));
    assertEquals("", ConstraintText.write(Value.Fields.EMPTY));
  }

  @Test
  void aMistakeSaysWhereItIs() {
    Malformed malformed =
        assertThrows(Malformed.class, () -> ConstraintText.parse("{\n  \"a\" 1\n}"));
    assertEquals(2, malformed.line());
    assertEquals(7, malformed.column());
    assertEquals("Expected a colon (line 2, column 7)", malformed.getMessage());
    assertEquals(1, assertThrows(Malformed.class, () -> ConstraintText.parse("[]")).line());
  }
}
