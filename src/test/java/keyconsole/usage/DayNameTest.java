package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22",
        "2024-02-29",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "0000-01-01",
        "9999-12-31",
        "+12026-01-01",
        "-0001-01-01",
        "2026-2-1",
        "2026/11/22",
        "20261122",
        "2026-11-2x",
        "2026-11-2\uff12",
        "2026-11-22 ",
        "202-611-22",
        ""
      })
  void dayIsWhatAFormatterReadsAndWritesBack(String text) {
    assertEquals(read(text), DayName.day("usage_" + text + ".jsonl"));
    assertTrue(DayName.isOne("usage_" + text + ".jsonl"));
  }

  private static Optional<LocalDate> read(String text) {
    try {
      return Optional.of(LocalDate.parse(text)).filter(day -> day.toString().equals(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Test
  void namesOfOtherFilesAreNone() {
    assertFalse(DayName.isOne("usage_.json"));
    assertFalse(DayName.isOne("usage.jsonl"));
    assertFalse(DayName.isOne("audit_2026-11-22.jsonl"));
    assertFalse(DayName.isOne("usage_2026-11-22.jsonl.gz"));
    assertEquals("usage_2026-11-22.jsonl", DayName.of(LocalDate.of(2026, 11, 22)));
  }
}
