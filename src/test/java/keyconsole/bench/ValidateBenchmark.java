package keyconsole.bench;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.Decision;
import keyconsole.service.KeyService;
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

/// One request that is let through and counted, and forced to disk. The peer does what no counted
/// request can do without: it forces a file of the same size in place of the key file, its folder,
/// and a line of the same size in a log.
///
/// The warm-up is long because opening 10,000 keys warms most of the code up, and opening 10 does
/// not.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ValidateBenchmark {

  private static final String SECRET = "bench-secret-0123456789abcdef0123456789abcdef";

  private static final byte[] LINE =
      ("{\"timestamp\": \"2026-11-23T12:00:00.123456\","
              + " \"key_id\": \"1a30ea50-2b44-4d8b-8baa-b5b447562101\","
              + " \"endpoint\": \"/v1/chat\", \"client_ip\": \"10.0.0.5\","
              + " \"tenant\": \"bench.example\"}\n")
          .getBytes(StandardCharsets.US_ASCII);

  /// Many first: the disk is slow for a while after their files were removed, and so the peer is
  /// measured with few keys in the same state as what it is a peer to.
  @Param({"10000", "10"})
  public int keys;

  private GeneratedTenant tenant;
  private GeneratedTenant peer;
  private List<Path> peerFiles;
  private Path peerLog;
  private byte[] keyFile;
  private KeyService service;
  private int next;

  @Setup(Level.Trial)
  public void open() throws IOException {
    tenant = GeneratedTenant.of(keys);
    String token =
        JWT.create()
            .withSubject("admin@bench.example")
            .withClaim("tenant_id", tenant.domain())
            .withClaim("user_type", "tenant_admin")
            .sign(Algorithm.HMAC256(SECRET));
    Clock clock = Clock.systemUTC();
    service =
        KeyService.open(
            tenant.dataRoot(),
            tenant.domain(),
            Session.verify(token, SECRET, tenant.domain(), clock),
            Optional.empty(),
            clock);
    service.list();
    peer = GeneratedTenant.of(keys);
    Path folder = peer.dataRoot().resolve(peer.domain()).resolve("api_keys");
    try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
      peerFiles = files.toList();
    }
    peerLog = folder.resolve("usage/usage_2026-11-23.jsonl");
    keyFile = Files.readAllBytes(peerFiles.getFirst());
  }

  @TearDown(Level.Trial)
  public void remove() {
    service.close();
    tenant.close();
    peer.close();
  }

  @Benchmark
  public Decision validate() {
    Decision decision =
        service.validate(AccessRequest.of(tenant.rawKeys().get(next()), "/v1/chat", "10.0.0.5"));
    if (decision instanceof Decision.Allowed) {
      return decision;
    }
    throw new IllegalStateException("Not let through: " + decision);
  }

  @Benchmark
  public void peerForces() throws IOException {
    Path file = peerFiles.get(next());
    Path temporary = file.resolveSibling(".temporary");
    force(temporary, keyFile, CREATE_NEW, WRITE);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.getParent(), READ)) {
      folder.force(true);
    }
    force(peerLog, LINE, CREATE, APPEND);
  }

  private static void force(Path file, byte[] content, OpenOption... options) throws IOException {
    try (FileChannel channel = FileChannel.open(file, options)) {
      channel.write(ByteBuffer.wrap(content));
      channel.force(true);
    }
  }

  private int next() {
    next = (next + 7919) % keys;
    return next;
  }
}
