package keyconsole.service;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.Decision;
import keyconsole.domain.KeyId;
import keyconsole.store.StoreException;

/// A console in a process of its own that validates, each of its threads each key in turn. Tells
/// each answer with one byte at once: `a` for a request that was let through, `d` for another one.
final class OtherConsole {

  /// What it exits with where a usage line could not be written.
  static final int NO_LINE = 3;

  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private OtherConsole() {}

  static ProcessBuilder process(TestTenant tenant, int threads, int requests, KeyId... keys) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(OtherConsole.class.getName());
    command.add(tenant.dataRoot.toString());
    command.add(tenant.domain);
    command.add(Integer.toString(threads));
    command.add(Integer.toString(requests));
    Arrays.stream(keys).map(KeyId::text).forEach(command::add);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  public static void main(String[] args) throws Exception {
    TestTenant tenant = TestTenant.at(Path.of(args[0]), args[1]);
    int threads = Integer.parseInt(args[2]);
    int requests = Integer.parseInt(args[3]);
    List<KeyId> keys = Arrays.stream(args).skip(4).map(KeyId::new).toList();
    Clock fromNoonOn =
        Clock.offset(
            Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), TestTenant.NOON));
    try (KeyService service =
            KeyService.open(
                tenant.dataRoot,
                tenant.domain,
                tenant.administrator(),
                Optional.empty(),
                fromNoonOn);
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      Callable<Boolean> work =
          () -> {
            for (int i = 0; i < requests; i++) {
              validate(service, keys.get(i % keys.size()));
            }
            return true;
          };
      for (var done : pool.invokeAll(Collections.nCopies(threads, work))) {
        done.get();
      }
    }
  }

  private static void validate(KeyService service, KeyId key) throws IOException {
    try {
      Decision decision = service.validate(AccessRequest.of(key, "/v1/chat", "10.0.0.1"));
      OUT.write(decision instanceof Decision.Allowed ? 'a' : 'd');
    } catch (StoreException e) {
      if (e.getMessage().startsWith("No line could be added")) {
        Runtime.getRuntime().halt(NO_LINE);
      }
      throw e;
    }
  }
}
