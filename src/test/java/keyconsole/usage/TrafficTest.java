package keyconsole.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import keyconsole.domain.Traffic;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lines of one key, one by one.
class TrafficTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 2, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 2, 28);

  @TempDir Path folder;

  static String line(String time, String key, String endpoint, String ip) {
    return ("{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"%s\","
            + " \"tenant\": \"t.example\"}")
        .formatted(time, key, endpoint, ip);
  }

  private void append(String day, String text) throws Exception {
    Files.writeString(
        folder.resolve("usage_" + day + ".jsonl"),
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private Traffic read(LocalDate from, LocalDate to) {
    return UsageIndex.open(folder).traffic("k", from, to, _ -> {});
  }

  static List<String> told(Traffic traffic) {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < traffic.size(); i++) {
      told.add(
          Instant.EPOCH.plusNanos(traffic.micros(i) * 1_000)
              + " "
              + traffic.endpoints().get(traffic.endpoint(i))
              + " "
              + traffic.addresses().get(traffic.address(i)));
    }
    return told;
  }

  @Test
  void requestsOfOneKeyStandInTheOrderOfTheirTimesWhereverTheirLinesStand() throws Exception {
    append("2026-02-01", line("2026-02-01T10:00:00.000001", "k", "/a", "10.0.0.1") + "\n");
    append("2026-02-01", line("2026-02-01T11:00:00", "other", "/x", "10.0.0.9") + "\n");
    append("2026-02-02", line("2026-02-02T09:00:00", "k", "/b", "") + "\n");
    append("2026-02-02", line("2026-02-01T23:59:59.999999", "k", "/a", "10.0.0.2") + "\n");
    assertEquals(
        List.of(
            "2026-02-01T10:00:00.000001Z /a 10.0.0.1",
            "2026-02-01T23:59:59.999999Z /a 10.0.0.2",
            "2026-02-02T09:00:00Z /b "),
        told(read(FIRST, LAST)));
  }

  @Test
  void requestsOfTheSameMomentStayAsTheirLinesStand() throws Exception {
    append("2026-02-03", line("2026-02-02T10:00:00", "k", "/2", "") + "\n");
    append("2026-02-03", line("2026-02-02T10:00:00", "k", "/1", "") + "\n");
    append("2026-02-03", line("2026-02-01T10:00:00", "k", "/0", "") + "\n");
    append("2026-02-03", line("2026-02-02T10:00:00", "k", "/3", "") + "\n");
    Traffic traffic = read(FIRST, LAST);
    assertEquals(
        List.of("/0", "/2", "/1", "/3"),
        told(traffic).stream().map(each -> each.split(" ")[1]).toList());
    assertEquals(1, traffic.firstFrom(LocalDate.of(2026, 2, 2)));
    assertEquals(4, traffic.firstFrom(LocalDate.of(2026, 2, 3)));
  }

  @Test
  void oddLinesAreReadAsTheIndexReadsThem() throws Exception {
    append(
        "2026-02-05",
        line("2026-02-05T01:00:00", "k", "/a", "1")
            + line("2026-02-05T02:00:00", "k", "/b", "2")
            + "\n\nnot json\n"
            + "{\"timestamp\": \"2026-02-05T03:00:00+01:00\", \"key_id\": \"\\u006b\"}\n"
            + line("2026-02-05T04:00:00", "k", "/東", "4").substring(0, 40));
    Traffic traffic = read(FIRST, LAST);
    assertEquals(
        List.of("2026-02-05T01:00:00Z /a 1", "2026-02-05T02:00:00Z  ", "2026-02-05T02:00:00Z /b 2"),
        told(traffic).stream().sorted().toList());
    assertEquals(1, traffic.unreadable());
  }

  @Test
  void onlyTheDaysAskedForAreGivenAndThoseOfTheMonthBeforeThemAreCounted() throws Exception {
    for (int day = 1; day <= 9; day++) {
      String date = "2026-02-0" + day;
      append(date, line(date + "T00:00:00", "k", "/a", "") + "\n");
    }
    append("2026-01-31", line("2026-01-31T23:00:00", "k", "/a", "") + "\n");
    Traffic traffic = read(LocalDate.of(2026, 2, 4), LocalDate.of(2026, 2, 7));
    assertEquals(4, traffic.size());
    assertEquals(3, traffic.earlierInMonth());
    assertEquals(LocalDate.of(2026, 2, 4), traffic.from());
    assertEquals(0, read(LAST, FIRST).size());
  }

  @Test
  void unknownKeyHasNoRequests() throws Exception {
    append("2026-02-01", line("2026-02-01T10:00:00", "other", "/a", "") + "\n");
    assertEquals(0, read(FIRST, LAST).size());
    assertEquals(List.of(), read(FIRST, LAST).endpoints());
  }

  @Test
  void readingInTwoThreadsGivesWhatOneGives() throws Exception {
    long lines = 0;
    for (int day = 1; day <= 8; day++) {
      String date = "2026-02-0" + day;
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 5_000; i++) {
        String time = date + "T%02d:%02d:%02d".formatted(i / 3_600, i / 60 % 60, i % 60);
        text.append(line(time, i % 3 == 0 ? "k" : "other" + i % 50, "/e" + i % 7, "::" + i % 90))
            .append('\n');
        lines += i % 3 == 0 ? 1 : 0;
      }
      append(date, text.toString());
    }
    List<Double> told = new ArrayList<>();
    Traffic traffic = UsageIndex.open(folder).traffic("k", FIRST, LAST, told::add);
    assertEquals(lines, traffic.size());
    assertEquals(told(traffic).stream().sorted().toList(), told(traffic));
    assertEquals(7, traffic.endpoints().size());
    assertTrue(!told.isEmpty() && told.stream().allMatch(share -> share > 0 && share <= 1));
  }

  @Test
  void folderThatCannotBeReadIsAnError() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    UsageIndex index = UsageIndex.open(file);
    assertThrows(StoreException.class, () -> index.traffic("k", FIRST, LAST, _ -> {}));
  }

  @Test
  void interruptedReadingStops() throws Exception {
    append("2026-02-01", line("2026-02-01T10:00:00", "k", "/a", "") + "\n");
    UsageIndex index = UsageIndex.open(folder);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread reader =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    index.traffic("k", FIRST, LAST, _ -> {});
                  } catch (CancellationException e) {
                    thrown.set(e);
                  }
                });
    reader.start();
    reader.join();
    assertTrue(thrown.get() instanceof CancellationException, String.valueOf(thrown.get()));
  }
}
