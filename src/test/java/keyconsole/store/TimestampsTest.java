package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("moments") Instant moment) {
    assertEquals(Optional.of(moment), Timestamps.parse(Timestamps.format(moment)));
    assertFalse(Timestamps.hasOffset(Timestamps.format(moment)));
  }

  @Provide
  Arbitrary<Instant> moments() {
    return Values.moments();
  }

  @Test
  void theFractionIsSixDigitsOrNone() {
    assertEquals(
        "2026-11-23T07:18:22.082797",
        Timestamps.format(Instant.parse("2026-11-23T07:18:22.082797999Z")));
    assertEquals(
        "2026-11-23T07:18:22", Timestamps.format(Instant.parse("2026-11-23T07:18:22.000000999Z")));
    assertEquals("0001-01-01T00:00:00", Timestamps.format(Instant.parse("0001-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04, 2026-05-04T00:00:00Z, false",
    "2026-05-04T09, 2026-05-04T09:00:00Z, false",
    "2026-05-04 09:10, 2026-05-04T09:10:00Z, false",
    "2026-05-04x09:10:11, 2026-05-04T09:10:11Z, false",
    "2026-05-04🔑09:10:11, 2026-05-04T09:10:11Z, false",
    "2026-05-04T09:10:11.5, 2026-05-04T09:10:11.5Z, false",
    "2026-05-04T09:10:11.123456789, 2026-05-04T09:10:11.123456Z, false",
    "2026-05-04T09:10:11Z, 2026-05-04T09:10:11Z, true",
    "2026-05-04T11:10:11.500+02:00, 2026-05-04T09:10:11.5Z, true",
    "2026-05-04T09-03, 2026-05-04T12:00:00Z, true",
    "9999-12-31T23:59:59.999999, 9999-12-31T23:59:59.999999Z, false"
  })
  void theseAreRead(String text, Instant moment, boolean offset) {
    assertEquals(Optional.of(moment), Timestamps.parse(text));
    assertEquals(offset, Timestamps.hasOffset(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-02-30",
        "2026-13-01",
        "0000-01-01",
        "2026-05-04T",
        "2026-05-04T24",
        "2026-05-04T09:60",
        "2026-05-04T09:10:60",
        "2026-05-04T09:10:11.",
        "2026-05-04T09:10:11z",
        "2026-05-04T09:10:11+24:00",
        " 2026-05-04",
        "2026-05-04T9:10",
        "２０２６-05-04"
      })
  void theseNobodyReads(String text) {
    assertEquals(Optional.empty(), Timestamps.parse(text));
    assertEquals(Optional.empty(), Timestamps.parseOtherForm(text));
  }

  @ParameterizedTest
  @CsvSource({
    "20260504, 2026-05-04T00:00:00Z",
    "20260504T091011, 2026-05-04T09:10:11Z",
    "2026-W19-1, 2026-05-04T00:00:00Z",
    "2026W191T09, 2026-05-04T09:00:00Z",
    "2026-05-04T09:10:11+0200, 2026-05-04T07:10:11Z"
  })
  void theBackendReadsTheseAndWeCallThemAProblem(String text, Instant moment) {
    assertEquals(Optional.empty(), Timestamps.parse(text));
    assertEquals(Optional.of(moment), Timestamps.parseOtherForm(text));
    assertTrue(!Timestamps.hasOffset(text));
  }
}
