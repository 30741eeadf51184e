package keyconsole.service;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Timestamps;

/// A backend in a process of its own that counts requests: reads a key file, waits, truncates it,
/// waits, and writes the whole key back, with no regard for what anybody changed in between. Each
/// key belongs to one thread, as to one backend process. Ends when its input does; tells each write
/// that could be seen in a file of its own.
final class BusyBackend {

  private static final long THREADS = 12;

  private BusyBackend() {}

  /// @param writesASecond at most
  static ProcessBuilder process(Path keys, Path told, int writesASecond) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            BusyBackend.class.getName(),
            keys.toString(),
            told.toString(),
            Integer.toString(writesASecond))
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /// A write that could be seen.
  ///
  /// @param at microseconds since 1970, right before it was seen
  /// @param updatedAt as it wrote it
  record Write(String fileName, long at, String updatedAt) {
    static Write parse(String line) {
      String[] parts = line.split(" ", 3);
      return new Write(parts[0], Long.parseLong(parts[1]), parts[2]);
    }

    private String line() {
      return fileName + " " + at + " " + updatedAt;
    }
  }

  public static void main(String[] args) throws Exception {
    Path keys = Path.of(args[0]);
    long pause = TimeUnit.SECONDS.toNanos(THREADS) / Integer.parseInt(args[2]);
    List<String> names;
    try (Stream<Path> files = Files.list(keys)) {
      names = files.map(file -> file.getFileName().toString()).sorted().toList();
    }
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int mine = i;
      List<String> own =
          names.stream().filter(name -> names.indexOf(name) % THREADS == mine).toList();
      workers.add(new Worker(keys, own, pause, i));
    }
    workers.forEach(Thread::start);
    System.out.write('!');
    System.out.flush();
    while (System.in.read() >= 0) {
      // Until the test ends it.
    }
    workers.forEach(worker -> worker.ends = true);
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[1]))) {
      for (Worker worker : workers) {
        worker.join();
        for (Write write : worker.writes) {
          out.write(write.line());
          out.write('\n');
        }
      }
    }
  }

  private static final class Worker extends Thread {
    private final Path keys;
    private final List<String> names;
    private final long pause;
    private final Random random;
    private final List<Write> writes = new ArrayList<>();
    private volatile boolean ends;

    Worker(Path keys, List<String> names, long pause, int seed) {
      this.keys = keys;
      this.names = names;
      this.pause = pause;
      this.random = new Random(seed);
    }

    @Override
    public void run() {
      long next = System.nanoTime();
      while (!ends) {
        try {
          count(names.get(random.nextInt(names.size())));
        } catch (IOException | Json.JsonException e) {
          // As the backend does with a file it cannot read: the next request is another one.
          continue;
        }
        next += pause;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }

    private void count(String name) throws IOException, Json.JsonException {
      Path file = keys.resolve(name);
      Optional<Value.Fields> read = fields(Files.readAllBytes(file));
      if (read.isEmpty()) {
        return;
      }
      LockSupport.parkNanos(random.nextInt(12_000_000));
      byte[] text = Json.pretty(counted(read.get()));
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
        LockSupport.parkNanos(random.nextInt(1_000_000));
        int half = random.nextInt(text.length);
        channel.write(ByteBuffer.wrap(text, 0, half));
        LockSupport.parkNanos(random.nextInt(200_000));
        channel.write(ByteBuffer.wrap(text, half, text.length - half));
      } catch (NoSuchFileException e) {
        return;
      }
      tell(file, text, read.get());
    }

    private void tell(Path file, byte[] text, Value.Fields wrote) throws IOException {
      // Taken first, so that whatever puts it right comes after.
      long at = micros();
      if (Arrays.equals(Files.readAllBytes(file), text)
          && wrote.get("updated_at").orElseThrow() instanceof Value.Text(String updatedAt)) {
        writes.add(new Write(file.getFileName().toString(), at, updatedAt));
      }
    }

    private static long micros() {
      var now = Clock.systemUTC().instant();
      return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    }

    private static Optional<Value.Fields> fields(byte[] text) throws Json.JsonException {
      return text.length > 0 && Json.parse(text) instanceof Value.Fields fields
          ? Optional.of(fields)
          : Optional.empty();
    }

    private static Value.Fields counted(Value.Fields key) {
      Value.Fields usage = (Value.Fields) key.get("usage").orElseThrow();
      String before = ((Value.Numeral) usage.get("requests_count").orElseThrow()).text();
      Value.Fields now =
          usage.overlaidWith(
              new Value.Fields(
                  Map.of(
                      "requests_count",
                      Value.Numeral.of(Long.parseLong(before) + 1),
                      "last_used",
                      new Value.Text(Timestamps.format(Clock.systemUTC().instant())))));
      return key.overlaidWith(new Value.Fields(Map.of("usage", now)));
    }
  }

  /// The writes that were told.
  static List<Write> told(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream().map(Write::parse).toList();
  }
}
