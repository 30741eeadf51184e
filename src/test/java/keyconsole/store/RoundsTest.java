package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final Duration LENGTH = Duration.ofSeconds(30);

  private long now = 17;
  private final Rounds rounds = new Rounds(LENGTH, () -> now);

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private List<String> after(Duration pause, List<String> names) {
    now += pause.toNanos();
    return rounds.next(() -> names);
  }

  @Property(tries = 200)
  void eachNameHasItsTurnWithinARoundAndNoPartIsLargerThanItsTime(
      @ForAll @IntRange(min = 1, max = 3_000) int count,
      @ForAll @Size(200) List<@IntRange(min = 1, max = 1_500) Integer> pauses) {
    List<String> names = names(count);
    rounds.begin(names);
    long from = now;
    Set<String> seen = new HashSet<>();
    for (int millis : pauses) {
      Duration pause = Duration.ofMillis(millis);
      long due = now - from + pause.toNanos();
      List<String> part = after(pause, names);
      seen.addAll(part);
      assertTrue(seen.size() <= (double) count * due / LENGTH.toNanos() + 1);
      // What a part is rounded down by is at most one name, and there are 200 parts at most.
      if (due > 2 * LENGTH.toNanos()) {
        assertEquals(count, seen.size());
      }
    }
  }

  @Test
  void fewNamesAreGoneThroughOneAtATime() {
    rounds.begin(names(3));
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 75; i++) {
      sizes.add(after(Duration.ofMillis(400), names(3)).size());
    }
    assertEquals(3, sizes.stream().filter(size -> size == 1).count());
    assertEquals(72, sizes.stream().filter(size -> size == 0).count());
    assertTrue(rounds.isOver());
    assertEquals(List.of("0"), after(Duration.ofSeconds(10), names(3)));
    assertFalse(rounds.isOver());
  }

  @Test
  void namesThatCameMeanwhileAreInTheNextRound() {
    rounds.begin(names(2));
    assertEquals(List.of("0", "1"), after(LENGTH, names(2)));
    assertFalse(rounds.isOverdue());
    assertEquals(List.of("a"), after(LENGTH.dividedBy(2), List.of("a", "b")));
    assertFalse(rounds.isOver());
  }

  @Test
  void whereNobodyAskedForARoundAllAreDueAtOnce() {
    rounds.begin(names(2));
    now += LENGTH.toNanos() + 1;
    assertTrue(rounds.isOverdue());
    rounds.begin(names(2));
    assertFalse(rounds.isOverdue());
  }
}
