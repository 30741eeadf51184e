package keyconsole.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keyconsole.domain.Limits;
import keyconsole.domain.Replay;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Traffic;
import keyconsole.service.KeyService;
import keyconsole.service.Replays;
import keyconsole.service.Session;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A draft replayed over 90 days of a tenant with a million usage lines, the page cache warm: read
/// and judged, judged alone, and beside them a plain reading of the same files.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReplayBenchmark {

  private static final int DAYS = 90;
  private static final int LINES = 1_000_000;
  private static final LocalDate FROM = GeneratedUsage.LAST.minusDays(DAYS - 1L);

  /// How many in a hundred lines are those of the key.
  @Param({"100", "1"})
  public int percent;

  private GeneratedTenant tenant;
  private KeyService service;
  private Traffic traffic;
  private Restrictions restrictions;
  private Limits limits;

  @Setup(Level.Trial)
  public void open() {
    tenant = GeneratedTenant.of(1);
    GeneratedUsage.of(DAYS, LINES)
        .withKeys(201)
        .withAddresses(500)
        .withFirstKeyPercent(percent)
        .write(usage());
    service = openService();
    traffic = read(service);
    restrictions =
        new Restrictions(
            IntStream.range(0, 10).mapToObj(GeneratedUsage::endpoint).toList(),
            List.of(GeneratedUsage.endpoint(3)),
            IntStream.range(0, 250).mapToObj(GeneratedUsage::address).toList(),
            List.of(),
            true);
    limits = new Limits(50L * percent / 100 + 1, 5_000, 100_000, 0, 0, 0);
  }

  private Path usage() {
    return tenant.dataRoot().resolve(tenant.domain()).resolve("api_keys/usage");
  }

  private KeyService openService() {
    return KeyService.open(
        tenant.dataRoot(),
        tenant.domain(),
        Session.readOnly(tenant.domain()),
        Optional.empty(),
        Clock.systemUTC());
  }

  private static Traffic read(KeyService from) {
    return from.traffic(GeneratedUsage.KEY, FROM, GeneratedUsage.LAST, _ -> {});
  }

  private Replay judge(Traffic of) {
    return Replays.of(of, FROM, GeneratedUsage.LAST, restrictions, limits);
  }

  @TearDown(Level.Trial)
  public void remove() {
    service.close();
    tenant.close();
  }

  /// As in a window that is open: the lines were counted before.
  @Benchmark
  public Replay readAndJudge() {
    return judge(read(service));
  }

  /// As right after the start: the lines are counted first.
  @Benchmark
  public Replay countReadAndJudge() {
    try (KeyService fresh = openService()) {
      return judge(read(fresh));
    }
  }

  /// As on each change of a draft.
  @Benchmark
  public Replay judgeAlone() {
    return judge(traffic);
  }

  /// What a plain program would do: each line as text, its fields by a JSON parser.
  @Benchmark
  public Replay plainReadAndJudge() throws IOException {
    PlainReading reading = new PlainReading();
    try (Stream<Path> files = Files.list(usage())) {
      for (Path file : files.sorted().toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          lines.forEach(reading::line);
        }
      }
    }
    return judge(reading.traffic());
  }

  private static final class PlainReading {
    private final JsonFactory json = new JsonFactory();
    private final Map<String, Integer> endpoints = new HashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();
    private final List<String> endpointTexts = new ArrayList<>();
    private final List<String> addressTexts = new ArrayList<>();
    private long[] micros = new long[1 << 10];
    private int[] endpoint = new int[1 << 10];
    private int[] address = new int[1 << 10];
    private int size;

    void line(String line) {
      String time = "";
      String key = "";
      String path = "";
      String ip = "";
      try (JsonParser parser = json.createParser(line)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          String value = parser.nextTextValue();
          switch (name) {
            case "timestamp" -> time = value;
            case "key_id" -> key = value;
            case "endpoint" -> path = value;
            case "client_ip" -> ip = value;
            default -> {}
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (key.equals(GeneratedUsage.KEY.text())) {
        add(LocalDateTime.parse(time), path, ip);
      }
    }

    private void add(LocalDateTime time, String path, String ip) {
      if (size == micros.length) {
        micros = Arrays.copyOf(micros, size * 2);
        endpoint = Arrays.copyOf(endpoint, size * 2);
        address = Arrays.copyOf(address, size * 2);
      }
      micros[size] =
          time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.get(ChronoField.MICRO_OF_SECOND);
      endpoint[size] = place(endpoints, endpointTexts, path);
      address[size] = place(addresses, addressTexts, ip);
      size++;
    }

    private static int place(Map<String, Integer> places, List<String> texts, String text) {
      return places.computeIfAbsent(
          text,
          _ -> {
            texts.add(text);
            return texts.size() - 1;
          });
    }

    Traffic traffic() {
      return new Traffic(
          FROM,
          GeneratedUsage.LAST,
          0,
          0,
          Arrays.copyOf(micros, size),
          Arrays.copyOf(endpoint, size),
          Arrays.copyOf(address, size),
          endpointTexts,
          addressTexts);
    }
  }
}
