package keyconsole.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import keyconsole.TestTenant;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.store.KeyFiles;

/// A whole console without its window in a process of its own: it watches, and does what it is told
/// in lines on its input, each answered by one line. From the other side it is a handle on that
/// process.
final class PeerConsole implements AutoCloseable {

  static final Duration LOOK = Duration.ofMillis(100);

  private final Process process;
  private final BufferedReader said;

  private PeerConsole(Process process) {
    this.process = process;
    this.said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /// Starts one and waits until it watches.
  ///
  /// @param userFolder its user's
  static PeerConsole start(TestTenant tenant, Path userFolder) throws IOException {
    PeerConsole peer =
        new PeerConsole(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PeerConsole.class.getName(),
                    tenant.dataRoot.toString(),
                    tenant.domain,
                    userFolder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    peer.heard("ready");
    return peer;
  }

  void revoke(KeyId key) throws IOException {
    tell("revoke " + key.text(), "done");
  }

  /// Takes the lock, and never lets go of it.
  void hold() throws IOException {
    tell("hold", "holding");
  }

  /// Begins to do one deed after the other on some keys, whichever is possible.
  void storm(long seed, List<KeyId> keys) throws IOException {
    String ids = String.join(" ", keys.stream().map(KeyId::text).toList());
    tell("storm " + seed + " " + ids, "storming");
  }

  /// Ends the deeds.
  ///
  /// @return how many were done
  int calm() throws IOException {
    process.getOutputStream().write("calm\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    return Integer.parseInt(String.valueOf(said.readLine()));
  }

  long pid() {
    return process.pid();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private void tell(String line, String answer) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    heard(answer);
  }

  private void heard(String answer) throws IOException {
    String line = said.readLine();
    if (!answer.equals(line)) {
      throw new IOException("The other console says: " + line);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws Exception {
    TestTenant tenant = TestTenant.at(Path.of(args[0]), args[1]);
    Clock clock = Clock.systemUTC();
    tenant.clock.set(clock.instant());
    try (KeyService service =
            KeyService.open(
                tenant.dataRoot, tenant.domain, tenant.administrator(), Optional.empty(), clock);
        ReturnWatch watch = service.returnWatch(Optional.of(Path.of(args[2])));
        ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
        BufferedReader told =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      watch.look();
      looking.scheduleWithFixedDelay(watch::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
      System.out.println("ready");
      Thread storm = Thread.currentThread();
      Deeds deeds = null;
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "revoke" -> {
            service.revoke(new KeyId(words[1]));
            System.out.println("done");
          }
          case "hold" -> hold(tenant, clock, told);
          case "storm" -> {
            deeds =
                new Deeds(
                    service,
                    Long.parseLong(words[1]),
                    List.of(words).subList(2, words.length).stream().map(KeyId::new).toList());
            storm = Thread.ofPlatform().start(deeds);
            System.out.println("storming");
          }
          default -> {
            deeds.ends = true;
            storm.join();
            System.out.println(deeds.done);
          }
        }
      }
    }
  }

  private static void hold(TestTenant tenant, Clock clock, BufferedReader told) {
    try (KeyFiles files = KeyFiles.open(tenant.directory(), clock)) {
      files.exclusively(
          () -> {
            System.out.println("holding");
            try {
              return told.readLine();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /// Suspends and resumes keys until it is told to end.
  static final class Deeds implements Runnable {
    private final KeyService service;
    private final Random random;
    private final List<KeyId> keys;
    volatile boolean ends;
    volatile int done;

    Deeds(KeyService service, long seed, List<KeyId> keys) {
      this.service = service;
      this.random = new Random(seed);
      this.keys = keys;
    }

    @Override
    public void run() {
      while (!ends) {
        KeyId id = keys.get(random.nextInt(keys.size()));
        ApiKey key =
            service.list().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
        if (key.status() == KeyStatus.ACTIVE) {
          service.suspend(id);
        } else {
          service.resume(id);
        }
        done++;
      }
    }
  }
}
