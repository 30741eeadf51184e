package keyconsole.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import keyconsole.usage.UsageIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is measured is the same work: counts equal the peer's to the last line.
class UsageAgreementTest {

  @Test
  void countsByHourKeyAndDayEndpointAndAddressAreThoseOfThePeer(@TempDir Path folder) {
    GeneratedUsage usage = GeneratedUsage.of(10, 60_000).withKeys(100).withAddresses(3_000);
    usage.write(folder);
    UsageIndex index = UsageIndex.open(folder);
    index.refresh();
    try (DuckDb peer = new DuckDb()) {
      UsageSums sums = UsageSums.of(index, usage.first(), usage.days());
      assertEquals(peer.sums(folder), sums);
      assertEquals(60_000, sums.byHour().values().stream().mapToLong(Long::longValue).sum());
    }
  }
}
