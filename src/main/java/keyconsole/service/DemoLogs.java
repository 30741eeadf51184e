package keyconsole.service;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Timestamps;

/// The demo tenant's usage and audit lines.
final class DemoLogs {

  /// The first day's place before today: ninety days with today.
  static final int DAYS = 90;

  private static final long SEED = 20_251;
  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  /// How busy each UTC hour is: quiet nights, a dip at noon.
  private static final int[] HOURS = {
    2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 18, 13, 16, 19, 18, 15, 11, 8, 6, 5, 4, 3, 2
  };

  private static final int HOURS_TOTAL = Arrays.stream(HOURS).sum();
  private static final double WEEKEND = 0.28;
  private static final int QUIETEST = 3;

  private DemoLogs() {}

  /// How often a key was used, and when last.
  record Used(long requests, Optional<Instant> last) {
    static final Used NEVER = new Used(0, Optional.empty());

    Used plus(Instant moment) {
      return new Used(requests + 1, Optional.of(moment));
    }

    KeyCounters counters(long rateLimitHits) {
      return new KeyCounters(requests, last, 0, 0, rateLimitHits);
    }
  }

  private record Request(Instant moment, DemoKeys.Seed seed, String endpoint, String ip) {}

  /// Writes a file a day and says what it wrote, by key id.
  ///
  /// @param progress told how far it is, 0 to 1
  static Map<String, Used> writeUsage(
      Path folder, List<DemoKeys.Seed> seeds, Instant now, DoubleConsumer progress)
      throws IOException {
    Random random = new Random(SEED);
    Map<String, Used> used = new HashMap<>();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (int ago = DAYS - 1; ago >= 0; ago--) {
      LocalDate day = today.minusDays(ago);
      List<Request> requests = requestsOn(day, seeds, now, random);
      if (!requests.isEmpty()) {
        writeDay(folder.resolve("usage_" + day + ".jsonl"), requests, used);
      }
      progress.accept((DAYS - ago) / (double) DAYS);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("Stopped on " + day);
      }
    }
    return used;
  }

  private static List<Request> requestsOn(
      LocalDate day, List<DemoKeys.Seed> seeds, Instant now, Random random) {
    List<Request> requests = new ArrayList<>();
    long daysAgo = ChronoUnit.DAYS.between(day, LocalDate.ofInstant(now, ZoneOffset.UTC));
    for (DemoKeys.Seed seed : seeds) {
      List<String> ips = seed.ipsOn(daysAgo);
      long count = countOn(day, seed, random);
      for (long i = 0; i < count; i++) {
        Instant moment = momentOn(day, random);
        Request request =
            new Request(moment, seed, early(seed.endpoints(), random), early(ips, random));
        if (seed.isInUse(moment) && moment.isBefore(now)) {
          requests.add(request);
        }
      }
      addBurst(requests, seed, day, seed.burstOn(daysAgo));
    }
    requests.sort(Comparator.comparing(Request::moment));
    return requests;
  }

  /// Evenly over the night's quietest hour.
  private static void addBurst(
      List<Request> requests, DemoKeys.Seed seed, LocalDate day, int count) {
    Instant start = day.atTime(QUIETEST, 0).toInstant(ZoneOffset.UTC);
    for (int i = 0; i < count; i++) {
      Instant moment = start.plus(i * MICROS_PER_HOUR / count, ChronoUnit.MICROS);
      requests.add(new Request(moment, seed, seed.endpoints().getFirst(), seed.ips().getFirst()));
    }
  }

  private static long countOn(LocalDate day, DemoKeys.Seed seed, Random random) {
    DayOfWeek weekday = day.getDayOfWeek();
    boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    double rhythm = weekend ? WEEKEND : 1.06 - 0.03 * weekday.getValue();
    double chance = 0.75 + 0.5 * random.nextDouble();
    return Math.round(seed.perDay() * rhythm * chance);
  }

  private static Instant momentOn(LocalDate day, Random random) {
    int ticket = random.nextInt(HOURS_TOTAL);
    int hour = 0;
    while (ticket >= HOURS[hour]) {
      ticket -= HOURS[hour];
      hour++;
    }
    long micros = hour * MICROS_PER_HOUR + random.nextLong(MICROS_PER_HOUR);
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).plus(micros, ChronoUnit.MICROS);
  }

  /// One of the list, the first ones more often.
  private static String early(List<String> list, Random random) {
    return list.get(Math.min(random.nextInt(list.size()), random.nextInt(list.size())));
  }

  private static void writeDay(Path file, List<Request> requests, Map<String, Used> used)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      for (Request request : requests) {
        String id = request.seed().key().id().text();
        out.write(line(request, id));
        used.put(id, used.getOrDefault(id, Used.NEVER).plus(request.moment()));
      }
    }
  }

  /// Endpoints and addresses are plain ASCII here, so nothing needs escaping.
  private static String line(Request request, String id) {
    return "{\"timestamp\": \""
        + Timestamps.format(request.moment())
        + "\", \"key_id\": \""
        + id
        + "\", \"endpoint\": \""
        + request.endpoint()
        + "\", \"client_ip\": \""
        + request.ip()
        + "\", \"tenant\": \""
        + DemoTenant.DOMAIN
        + "\"}\n";
  }

  /// Writes what was done to the keys, a file a day.
  static void writeAudit(Path folder, List<DemoKeys.Seed> seeds) throws IOException {
    Map<Instant, List<Value.Fields>> lines = new TreeMap<>();
    for (DemoKeys.Seed seed : seeds) {
      for (DemoKeys.Deed deed : seed.deeds()) {
        lines.computeIfAbsent(deed.moment(), _ -> new ArrayList<>()).add(auditLine(seed, deed));
      }
    }
    Map<LocalDate, StringBuilder> days = new TreeMap<>();
    lines.forEach(
        (moment, records) -> {
          LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
          StringBuilder text = days.computeIfAbsent(day, _ -> new StringBuilder());
          for (Value.Fields line : records) {
            text.append(new String(Json.line(line), StandardCharsets.US_ASCII)).append('\n');
          }
        });
    for (Map.Entry<LocalDate, StringBuilder> day : days.entrySet()) {
      Files.writeString(folder.resolve("audit_" + day.getKey() + ".jsonl"), day.getValue());
    }
  }

  private static Value.Fields auditLine(DemoKeys.Seed seed, DemoKeys.Deed deed) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("key_id", new Value.Text(seed.key().id().text()));
    details.put("name", new Value.Text(seed.key().name()));
    details.putAll(deed.more());
    if (!deed.actor().equals(seed.key().ownerId())) {
      details.put("owner_id", new Value.Text(seed.key().ownerId()));
    }
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("timestamp", new Value.Text(Timestamps.format(deed.moment())));
    line.put("action", new Value.Text(deed.action()));
    line.put("user_id", new Value.Text(deed.actor()));
    line.put("tenant", new Value.Text(DemoTenant.DOMAIN));
    line.put("details", new Value.Fields(details));
    return new Value.Fields(line);
  }
}
