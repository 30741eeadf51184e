package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import keyconsole.TreeState;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the store does where a file system cannot do, or a user may not do, what it asks for.
class FileSystemsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void worksWithoutOwnersModesAndChangeEvents() throws Exception {
    try (FileSystem memory =
        Jimfs.newFileSystem(Configuration.unix().toBuilder().setAttributeViews("basic").build())) {
      TenantDirectory directory =
          new TenantDirectory(memory.getPath("/data"), new TenantDomain("acme.example"));
      Files.createDirectories(memory.getPath("/data"));
      try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
        ApiKey key = files.create(Values.key("raw"));
        files.edit(key.id().fileName(), k -> k.with().name("edited").key());
        ApiKey other = Values.key("other");
        Files.write(
            directory.keys().resolve(other.id().fileName()),
            KeyFileCodec.encode(other, Value.Fields.EMPTY));
        assertEquals(1, files.findByHash(KeyHash.of("other")).size());
        assertEquals(2, files.refresh().keys().size());
        Files.write(
            directory.keys().resolve(other.id().fileName()),
            KeyFileCodec.encode(other.with().name("longer name").key(), Value.Fields.EMPTY));
        assertTrue(files.refresh().keys().stream().anyMatch(k -> k.name().equals("longer name")));
        files.edit(key.id().fileName(), k -> k.with().status(KeyStatus.REVOKED).key());
        assertEquals(List.of(), strays(directory.keys()));
      }
      LogFolder log = new LogFolder(directory.audit(), "audit");
      log.prepare(NOON);
      log.append(NOON, new Value.Fields(Map.of("timestamp", new Value.Text("2026-11-23"))));
      assertEquals(
          "{\"timestamp\": \"2026-11-23\"}\n",
          Files.readString(directory.audit().resolve("audit_2026-11-23.jsonl")));
    }
  }

  private static List<Path> strays(Path folder) throws IOException {
    return Fixtures.files(folder).stream().filter(f -> !f.toString().endsWith(".json")).toList();
  }

  @Test
  void takesAFileSystemWithoutLocksForOneAndAClosedChannelForAnError() throws Exception {
    Path file = Path.of("lock");
    long soon = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    for (Exception none :
        List.of(new IOException("No locks available"), new UnsupportedOperationException())) {
      try (FileChannel channel = new Unlockable(none)) {
        assertFalse(WriteLock.lock(channel, soon, file, file));
      }
    }
    try (FileChannel channel = new Unlockable(new java.nio.channels.ClosedChannelException())) {
      assertThrows(
          java.nio.channels.ClosedChannelException.class,
          () -> WriteLock.lock(channel, soon, file, file));
    }
  }

  /// A user who may not give files away, in a folder of somebody else's: what it would make does
  /// not stay, and what is there stays as it is.
  @ParameterizedTest
  @ValueSource(strings = {"create", "edit", "audit", "audit-folder", "console"})
  void refusesWhatWouldNotBelongToWhomItMust(String deed, @TempDir Path dataRoot) throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "only root gives files away");
    Assumptions.assumeTrue(runs("setpriv", "--version"), "no way to give up a right here");
    TenantDirectory directory = Fixtures.empty(dataRoot);
    ApiKey key = Values.key("raw");
    Path file = directory.keys().resolve(key.id().fileName());
    try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
      files.create(key);
    }
    switch (deed) {
      case "create" -> Files.setAttribute(directory.keys(), "unix:uid", 4242);
      case "edit" -> Files.setAttribute(file, "unix:gid", 4343);
      case "audit" -> {
        Files.createDirectory(directory.audit());
        Files.setAttribute(directory.audit(), "unix:uid", 4242);
      }
      case "audit-folder" -> Files.setAttribute(directory.apiKeys(), "unix:uid", 4242);
      default -> {
        Files.delete(directory.console().resolve("lock"));
        Files.delete(directory.console().resolve("lock-holder.json"));
        Files.delete(directory.console());
        Files.setAttribute(directory.apiKeys(), "unix:uid", 4242);
      }
    }
    Map<String, String> before = TreeState.withoutTimes(directory.apiKeys());
    Process other =
        new ProcessBuilder(
                "setpriv",
                "--bounding-set=-chown",
                "--inh-caps=-chown",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WithoutTheRight.class.getName(),
                dataRoot.toString(),
                deed,
                key.id().fileName())
            .redirectErrorStream(true)
            .start();
    String said = new String(other.getInputStream().readAllBytes()).strip();
    assertEquals(0, other.waitFor(), said);
    assertTrue(said.matches("(?s).* it would not belong to \\w+:\\w+ as it must"), said);
    assertEquals(
        before.entrySet().stream().filter(e -> !e.getKey().endsWith("lock-holder.json")).toList(),
        TreeState.withoutTimes(directory.apiKeys()).entrySet().stream()
            .filter(e -> !e.getKey().endsWith("lock-holder.json"))
            .toList());
  }

  private static boolean runs(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// A console that may not give files away. Prints what it is refused.
  static final class WithoutTheRight {
    public static void main(String[] args) {
      TenantDirectory directory =
          new TenantDirectory(Path.of(args[0]), new TenantDomain("acme.example"));
      LogFolder audit = new LogFolder(directory.audit(), "audit");
      try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
        switch (args[1]) {
          case "create" -> files.create(Values.key("new"), () -> audit.prepare(NOON));
          default ->
              files.edit(
                  args[2],
                  key -> key.with().limits(new Limits(1, 1, 1, 1, 1, 1)).key(),
                  () -> audit.prepare(NOON));
        }
        throw new IllegalStateException("It was let through");
      } catch (StoreException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /// A channel whose lock cannot be taken, for a reason.
  private static final class Unlockable extends FileChannel {
    private final Exception reason;

    Unlockable(Exception reason) {
      this.reason = reason;
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      if (reason instanceof IOException e) {
        throw e;
      }
      throw (UnsupportedOperationException) reason;
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new AssertionError();
    }

    @Override
    public int read(ByteBuffer into) {
      throw new AssertionError();
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
      throw new AssertionError();
    }

    @Override
    public int write(ByteBuffer from) {
      throw new AssertionError();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
      throw new AssertionError();
    }

    @Override
    public long position() {
      throw new AssertionError();
    }

    @Override
    public FileChannel position(long position) {
      throw new AssertionError();
    }

    @Override
    public long size() {
      throw new AssertionError();
    }

    @Override
    public FileChannel truncate(long size) {
      throw new AssertionError();
    }

    @Override
    public void force(boolean metaData) {
      throw new AssertionError();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new AssertionError();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new AssertionError();
    }

    @Override
    public int read(ByteBuffer into, long position) {
      throw new AssertionError();
    }

    @Override
    public int write(ByteBuffer from, long position) {
      throw new AssertionError();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new AssertionError();
    }

    @Override
    protected void implCloseChannel() {
      // Nothing is open.
    }
  }
}
