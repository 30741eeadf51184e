package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class UsageScaleTest {

  private static List<String> labels(long peak) {
    UsageScale scale = UsageScale.of(peak, 4);
    return Arrays.stream(scale.ticks()).mapToObj(scale::label).toList();
  }

  @Test
  void ticksAreRoundAndSaidInFewCharacters() {
    assertEquals(List.of("0", "1"), labels(1));
    assertEquals(List.of("0", "1", "2", "3"), labels(3));
    assertEquals(List.of("0", "500", "1,000"), labels(1_300));
    assertEquals(List.of("0", "20 k", "40 k", "60 k"), labels(57_300));
    assertEquals(List.of("0", "0.5 M", "1 M", "1.5 M"), labels(1_700_000));
    assertEquals(List.of("0", "1 G", "2 G", "3 G"), labels(3_000_000_000L));
  }

  @Test
  void anAxisWithoutRequestsHasAnEndAllTheSame() {
    assertEquals(1, UsageScale.of(0, 4).top());
  }

  @Property
  void thePeakHasRoomAndTheTicksTheirs(
      @ForAll @LongRange(min = 1, max = 1L << 50) long peak,
      @ForAll @IntRange(min = 2, max = 6) int most) {
    UsageScale scale = UsageScale.of(peak, most);
    assertTrue(scale.top() > peak);
    assertTrue(scale.ticks().length >= 2);
    assertTrue(scale.ticks().length <= most + 1);
  }
}
