package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class Version4Test {

  @Test
  void everyNumberIsReadInEveryPart() {
    for (int number = 0; number < 256; number++) {
      for (int part = 0; part < 4; part++) {
        String[] parts = {"7", "10", "255", "0"};
        parts[part] = String.valueOf(number);
        String text = String.join(".", parts);
        assertNotEquals(Version4.NONE, read(text), text);
        assertEquals(plainly(text), read(text), text);
      }
    }
  }

  @Provide
  Arbitrary<String> nearlyAddresses() {
    Arbitrary<String> parts =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 1_300).map(String::valueOf),
            Arbitraries.of("", "00", "01", "007", "1\t", "$", "6:", "é", " "));
    return parts.list().ofMinSize(1).ofMaxSize(6).map(all -> String.join(".", all));
  }

  @Property(tries = 5_000)
  void anyOtherTextIsNone(@ForAll("nearlyAddresses") String text) {
    assertEquals(plainly(text), read(text));
  }

  private static long read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] quoted = Arrays.copyOf(bytes, bytes.length + 1 + Words.PADDING);
    quoted[bytes.length] = '"';
    return Version4.read(quoted, 0, bytes.length);
  }

  private static long plainly(String text) {
    String number = "(0|[1-9][0-9]{0,2})";
    if (!text.matches(number + "(\\." + number + "){3}")) {
      return Version4.NONE;
    }
    long address = 0;
    for (String part : text.split("\\.")) {
      if (Integer.parseInt(part) > 255) {
        return Version4.NONE;
      }
      address = address << 8 | Integer.parseInt(part);
    }
    return address;
  }
}
