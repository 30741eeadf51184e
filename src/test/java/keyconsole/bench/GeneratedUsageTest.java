package keyconsole.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Timestamps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedUsageTest {

  private static final GeneratedUsage USAGE = GeneratedUsage.of(14, 40_000);
  private static final Path BACKENDS =
      Path.of("src/test/resources/fixtures/acme.example/api_keys/usage/usage_2026-11-23.jsonl");

  @TempDir Path folder;

  @Test
  void linesHaveTheFormOfTheBackendsOwn() throws Exception {
    USAGE.write(folder);
    List<String> names = namesOfABackendsLine(Files.readAllLines(BACKENDS).getFirst());
    long lines = 0;
    for (Path file : files(folder)) {
      String text = Files.readString(file);
      assertTrue(text.endsWith("}\n"), file::toString);
      LocalDate day = LocalDate.parse(file.getFileName().toString().substring(6, 16));
      Instant before = Instant.MIN;
      for (String line : text.lines().toList()) {
        assertEquals(names, namesOfABackendsLine(line));
        Instant moment = Timestamps.parse(text(fields(line), "timestamp")).orElseThrow();
        assertTrue(!moment.isBefore(before), line);
        assertEquals(day.toString(), moment.toString().substring(0, 10));
        before = moment;
        lines++;
      }
    }
    assertEquals(40_000, lines);
  }

  /// The names of a line that is what the backend's own writer would write.
  private static List<String> namesOfABackendsLine(String line) throws Exception {
    Value.Fields fields = fields(line);
    assertEquals(line, new String(Json.line(fields), StandardCharsets.UTF_8));
    String time = text(fields, "timestamp");
    assertEquals(time, Timestamps.format(Timestamps.parse(time).orElseThrow()));
    return List.copyOf(fields.fields().keySet());
  }

  @Test
  void keysEndpointsAndAddressesAreAsManyAndAsUnequalAsAsked() throws Exception {
    USAGE.withKeys(300).withAddresses(2_000).write(folder);
    Map<String, Integer> keys = new TreeMap<>();
    Map<String, Set<String>> addressesOfKeys = new TreeMap<>();
    Set<String> addresses = new HashSet<>();
    Set<String> endpoints = new HashSet<>();
    Map<LocalDate, Integer> days = new TreeMap<>();
    for (Path file : files(folder)) {
      for (String line : Files.readAllLines(file)) {
        Value.Fields fields = fields(line);
        keys.merge(text(fields, "key_id"), 1, Integer::sum);
        addresses.add(text(fields, "client_ip"));
        addressesOfKeys
            .computeIfAbsent(text(fields, "key_id"), _ -> new HashSet<>())
            .add(text(fields, "client_ip"));
        endpoints.add(text(fields, "endpoint"));
        days.merge(LocalDate.parse(text(fields, "timestamp").substring(0, 10)), 1, Integer::sum);
      }
    }
    assertEquals(300, keys.size());
    assertEquals(12, endpoints.size());
    assertTrue(addresses.size() > 1_800 && addresses.size() <= 2_000, () -> "" + addresses.size());
    long ofIpv6 = addresses.stream().filter(ip -> ip.contains(":")).count();
    assertEquals(0.1, (double) ofIpv6 / addresses.size(), 0.01);
    assertTrue(
        keys.get(GeneratedUsage.KEY.text()) > 40_000 / 20, "the first key is the busiest by far");
    assertTrue(addressesOfKeys.values().stream().allMatch(ips -> ips.size() <= 60));
    assertTrue(
        days.get(LocalDate.of(2026, 11, 21)) < days.get(LocalDate.of(2026, 11, 20)) / 2,
        "a Saturday is quieter than a Friday");
  }

  @Test
  void sameNumbersGiveTheSameBytes() throws Exception {
    for (GeneratedUsage usage : List.of(USAGE, USAGE.withOddInAThousand(100))) {
      Path one = Files.createDirectories(folder.resolve(usage.oddInAThousand() + "-1"));
      Path two = Files.createDirectories(folder.resolve(usage.oddInAThousand() + "-2"));
      usage.write(one);
      usage.write(two);
      assertEquals(14, files(one).size());
      for (Path file : files(one)) {
        assertArrayEquals(
            Files.readAllBytes(file), Files.readAllBytes(two.resolve(file.getFileName())));
      }
    }
  }

  @Test
  void theFirstKeyHasAsManyLinesAsAsked() throws Exception {
    USAGE.withKeys(201).withFirstKeyPercent(1).write(folder);
    long ofKey = 0;
    for (Path file : files(folder)) {
      ofKey +=
          Files.readAllLines(file).stream()
              .filter(line -> line.contains(GeneratedUsage.KEY.text()))
              .count();
    }
    assertEquals(400, ofKey, 80);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.sorted().toList());
    }
  }

  private static Value.Fields fields(String line) throws Exception {
    return (Value.Fields) Json.parse(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Value.Fields fields, String name) {
    return ((Value.Text) fields.get(name).orElseThrow()).text();
  }
}
