package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DayTallyTest {

  private static final int SLOTS = 24;
  private static final Ips IPS = new Ips();

  /// Requests of so many addresses, those with low numbers more often.
  private static Map<Long, Long> count(DayTally day, int addresses, int requests) {
    Map<Long, Long> exact = new HashMap<>();
    Random random = new Random(addresses);
    LineBatch batch = new LineBatch();
    for (int i = 0; i < requests; i++) {
      double share = random.nextDouble();
      long ip = (long) (addresses * share * share * share * share);
      exact.merge(ip, 1L, Long::sum);
      assertTrue(batch.setIp(batch.add(i, 1 + (int) (ip % 3), 7), IPS.text(ip)));
      if (batch.isFull()) {
        day.take(batch, 0, batch.size());
        batch.clear();
      }
    }
    day.take(batch, 0, batch.size());
    return exact;
  }

  @Test
  void fewAddressesAreExact() {
    DayTally day = new DayTally(SLOTS, IPS);
    Map<Long, Long> exact = count(day, 10_000, 100_000);
    DayCounts counts = day.done();
    Map<Long, Long> found = new HashMap<>();
    counts.forEachIp((ip, count) -> found.merge(ip, count, Long::sum));
    assertEquals(exact, found);
    assertEquals(0, counts.ipError());
    assertEquals(0, counts.keyIpError());
  }

  @Test
  void ofAMillionAddressesTheMostUsedAreKeptWithinTheStatedError() {
    DayTally day = new DayTally(SLOTS, IPS);
    Map<Long, Long> exact = count(day, 4_000_000, 2_000_000);
    assertTrue(exact.size() > 1_000_000, exact.size() + " addresses");
    DayCounts counts = day.done();
    Map<Long, Long> found = new HashMap<>();
    counts.forEachIp((ip, count) -> found.merge(ip, count, Long::sum));
    assertTrue(counts.ipError() > 0 && counts.ipError() < 20, counts.ipError() + " missing");
    assertEquals(DayTally.MOST_KEPT, found.size());
    exact.forEach(
        (ip, count) -> {
          long told = found.getOrDefault(ip, 0L);
          assertTrue(
              told <= count && count <= told + counts.ipError(),
              () -> ip + ": " + told + " of " + count);
        });
  }

  @Test
  void keysAndEndpointsStayExactWhateverTheAddresses() {
    DayTally day = new DayTally(SLOTS, IPS);
    Map<Long, Long> exact = count(day, 3_000_000, 1_000_000);
    DayCounts counts = day.done();
    long[] byKey = new long[4];
    counts.forEachCell((key, endpoint, slot, count) -> byKey[key] += count);
    long[] expected = new long[4];
    exact.forEach((ip, count) -> expected[1 + (int) (ip % 3)] += count);
    for (int key = 1; key < 4; key++) {
      assertEquals(expected[key], byKey[key]);
      assertEquals(expected[key], counts.requests(key));
    }
  }

  @Test
  void twoPartsOfADayAreOne() {
    DayTally left = new DayTally(SLOTS, IPS);
    DayTally right = new DayTally(SLOTS, IPS);
    Map<Long, Long> exact = count(left, 900_000, 300_000);
    count(right, 50, 1_000).forEach((ip, count) -> exact.merge(ip, count, Long::sum));
    DayTally both = new DayTally(SLOTS, IPS);
    both.addAll(left.done());
    both.addAll(right.done());
    DayCounts counts = both.done();
    long all = exact.values().stream().mapToLong(Long::longValue).sum();
    assertEquals(all, counts.requests(1) + counts.requests(2) + counts.requests(3));
    Map<Long, Long> found = new HashMap<>();
    counts.forEachIp((ip, count) -> found.merge(ip, count, Long::sum));
    exact.forEach(
        (ip, count) -> {
          long told = found.getOrDefault(ip, 0L);
          assertTrue(told <= count && count <= told + counts.ipError());
        });
  }

  @Test
  void whatWasHandedOverIsNotCountedAgain() {
    DayTally used = new DayTally(SLOTS, IPS);
    used.turnTo(5);
    count(used, 900_000, 1_200_000);
    used.done();
    DayTally fresh = new DayTally(SLOTS, IPS);
    used.turnTo(3);
    fresh.turnTo(3);
    count(used, 5_000, 40_000);
    count(fresh, 5_000, 40_000);
    assertArrayEquals(written(fresh.done()), written(used.done()));
  }

  @Test
  void whatAReadingLeftThatFailedIsForgotten() {
    Tally tally = new Tally(SLOTS, IPS, 0);
    LineBatch batch = new LineBatch();
    batch.setIp(batch.add(3_600_000_000L, 1, 2), 3);
    tally.take(batch);
    tally.begin().take(batch);
    assertEquals(1, tally.done().get(0L).requests(1));
    assertEquals(Map.of(), tally.done());
  }

  private static byte[] written(DayCounts counts) {
    ByteOutput out = new ByteOutput(64);
    Names names = new Names();
    for (int i = 0; i < 10; i++) {
      names.number("name " + i);
    }
    counts.write(out, names, new Ips());
    return out.bytes();
  }
}
