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
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import keyconsole.PlainKey;
import keyconsole.TreeState;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Message;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.domain.Warning;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

  /// Jimfs tells of changes after five seconds, as Java does on macOS after two.
  @Test
  void looksByItselfWhereChangesAreToldLate() throws Exception {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      TenantDirectory directory =
          new TenantDirectory(memory.getPath("/data"), new TenantDomain("acme.example"));
      ApiKey key = Values.key("raw");
      Path file = Files.createDirectories(directory.keys()).resolve(key.id().fileName());
      Files.write(file, KeyFileCodec.encode(key, Value.Fields.EMPTY));
      Files.setLastModifiedTime(file, FileTime.from(NOON));
      try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
        files.refresh();
        Files.write(
            file, KeyFileCodec.encode(key.with().name("longer name").key(), Value.Fields.EMPTY));
        Files.setLastModifiedTime(file, FileTime.from(NOON.plusSeconds(1)));
        assertEquals("longer name", files.glance().keys().getFirst().name());
      }
    }
  }

  private static List<Path> strays(Path folder) throws IOException {
    return Fixtures.files(folder).stream().filter(f -> !f.toString().endsWith(".json")).toList();
  }

  @Test
  void takesAFileSystemWithoutLocksForOneAndWhatElseFailsForAnError() throws Exception {
    Path file = Path.of("lock");
    long soon = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    for (Exception none :
        List.of(
            new IOException("No locks available"),
            new IOException("Die Operation wird nicht unterstützt"),
            new UnsupportedOperationException())) {
      try (FileChannel channel = new Unlockable(none)) {
        assertFalse(WriteLock.lock(channel, soon, file, LockWait.begin(file, file)));
      }
    }
    for (IOException error :
        List.of(new IOException("Input/output error"), new ClosedChannelException())) {
      try (FileChannel channel = new Unlockable(error)) {
        assertEquals(
            error,
            assertThrows(
                IOException.class,
                () -> WriteLock.lock(channel, soon, file, LockWait.begin(file, file))));
      }
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
    assertTrue(
        said.matches(
            "(?s).* it would not belong to (\\w+):(\\w+) as it must\\. Run the console as its"
                + " owner: sudo -u ('#)?\\1'? -g ('#)?\\2'? key-console"),
        said);
    assertEquals(
        before.entrySet().stream().filter(e -> !e.getKey().endsWith("lock-holder.json")).toList(),
        TreeState.withoutTimes(directory.apiKeys()).entrySet().stream()
            .filter(e -> !e.getKey().endsWith("lock-holder.json"))
            .toList());
  }

  /// Another user than the one whose files they are: what may not be reached is refused with the
  /// command that would reach it, and nothing is touched.
  @ParameterizedTest
  @ValueSource(strings = {"list", "create", "edit"})
  void tellsWhoMayNotReachTheFilesWhoseTheyAre(String deed, @TempDir Path temporary)
      throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "only root becomes somebody else");
    Assumptions.assumeTrue(runs("setpriv", "--version"), "no way to become somebody else here");
    TenantDirectory directory = Fixtures.empty(temporary.resolve("data"));
    ApiKey key = Values.key("raw");
    try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
      files.create(key);
    }
    Files.setPosixFilePermissions(
        directory.apiKeys(), PosixFilePermissions.fromString("rwx------"));
    Path classes = temporary.resolve("classes");
    for (Class<?> type : List.of(KeyFiles.class, FileSystemsTest.class)) {
      copyClasses(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()), classes);
    }
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> before = TreeState.of(directory.apiKeys());
    Process other =
        new ProcessBuilder(
                "setpriv",
                "--reuid=1234",
                "--regid=1234",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes.toString(),
                WithoutTheRight.class.getName(),
                temporary.resolve("data").toString(),
                deed,
                key.id().fileName())
            .redirectErrorStream(true)
            .start();
    String said = new String(other.getInputStream().readAllBytes()).strip();
    assertEquals(0, other.waitFor(), said);
    assertTrue(
        said.endsWith(
            ": access is denied; "
                + directory.apiKeys()
                + " belongs to root. Run the console as its owner: sudo -u root -g root"
                + " key-console"),
        said);
    assertEquals(before, TreeState.of(directory.apiKeys()));
  }

  private static void copyClasses(Path from, Path to) throws IOException {
    for (String part : List.of("keyconsole/store", "keyconsole/domain", "keyconsole", "i18n")) {
      if (Files.isDirectory(from.resolve(part))) {
        Files.createDirectories(to.resolve(part));
        for (Path file : Fixtures.files(from.resolve(part))) {
          if (Files.isRegularFile(file)) {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
          }
        }
      }
    }
  }

  @Test
  void tellsOfFoldersThatOthersMayLookInto(@TempDir Path dataRoot) throws Exception {
    TenantDirectory directory = Fixtures.empty(dataRoot);
    try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
      assertEquals(List.of(), files.warnings());
      Files.setPosixFilePermissions(directory.keys(), PosixFilePermissions.fromString("rwxr-x---"));
      assertEquals(
          List.of(
              new Warning(
                  Warning.What.OPEN_TO_OTHERS,
                  Message.of(FileTrouble.OPEN_TO_OTHERS, directory.keys()),
                  Optional.of("chmod 700 " + directory.keys()))),
          files.warnings());
    }
  }

  @Test
  void tellsOfAFolderThatBelongsToSomebodyElseUnlessTheSuperuserLooks(@TempDir Path above)
      throws Exception {
    Path folder = Files.createDirectory(above.resolve("a folder"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    String owner = Files.getOwner(folder).getName();
    FolderRights others = new FolderRights(folder, "somebody");
    Warning foreign = others.foreignOwner().orElseThrow();
    assertEquals(
        folder + " belongs to " + owner + ", and this console runs as somebody",
        English.of(foreign.told()));
    assertTrue(foreign.command().orElseThrow().startsWith("sudo -u "));
    assertEquals(
        Optional.of("sudo chmod 700 '" + folder + "'"),
        others.openToOthers().flatMap(Warning::command));
    for (String user : List.of(owner, "root", "?")) {
      FolderRights own = new FolderRights(folder, user);
      assertEquals(Optional.empty(), own.foreignOwner());
      assertEquals(
          Optional.of("chmod 700 '" + folder + "'"), own.openToOthers().flatMap(Warning::command));
    }
  }

  /// A file system that is unmounted, or a folder that somebody moves away, while it is open.
  @Test
  void tellsThatTheFolderIsGoneAndGoesOnWhenItIsBack(@TempDir Path dataRoot) throws Exception {
    TenantDirectory directory = Fixtures.empty(dataRoot);
    ApiKey key = Values.key("raw");
    try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
      files.create(key);
      assertEquals(1, files.refresh().keys().size());
      Path away = dataRoot.resolve("away");
      Files.move(directory.dataRoot().resolve("acme.example"), away);
      assertEquals(
          "The keys folder " + directory.keys() + " is gone",
          assertThrows(StoreException.class, files::refresh).getMessage());
      assertThrows(StoreException.class, files::glance);
      StoreException refused =
          assertThrows(
              StoreException.class,
              () -> files.edit(key.id().fileName(), k -> k.with().name("edited").key()));
      assertTrue(refused.getMessage().contains("is gone"), refused.getMessage());
      assertFalse(Files.exists(directory.dataRoot().resolve("acme.example")), "made anew");
      Files.move(away, directory.dataRoot().resolve("acme.example"));
      assertEquals(1, files.refresh().keys().size());
      files.edit(key.id().fileName(), k -> k.with().name("edited").key());
      assertEquals("edited", files.refresh().keys().getFirst().name());
    }
  }

  /// What all that writes below `api_keys` begins with.
  @Test
  void makesNothingBelowAMountPoint(@TempDir Path dataRoot) throws Exception {
    TenantDirectory directory = Fixtures.empty(dataRoot);
    ConsoleLines lines = new ConsoleLines(directory, "lines");
    try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
      files.create(Values.key("raw"));
      files.refresh();
      Path away = dataRoot.resolve("away");
      Files.move(directory.dataRoot().resolve("acme.example"), away);
      for (Executable write :
          List.<Executable>of(
              () -> lines.append(new byte[] {'\n'}),
              () -> lines.replace(before -> before),
              () -> files.create(Values.key("another")))) {
        StoreException refused = assertThrows(StoreException.class, write);
        assertEquals(directory.apiKeys(), refused.file());
        assertTrue(refused.getMessage().endsWith("; nothing was changed"), refused.getMessage());
        assertFalse(Files.exists(directory.dataRoot().resolve("acme.example")), "made anew");
      }
      Files.move(away, directory.dataRoot().resolve("acme.example"));
      lines.append(new byte[] {'\n'});
    }
  }

  @Test
  void makesNoKeysFolderInThePlaceOfOneThatIsGone(@TempDir Path dataRoot) throws Exception {
    TenantDirectory directory = Fixtures.empty(dataRoot);
    try (KeyFiles files = KeyFiles.open(directory, Clock.systemUTC())) {
      assertEquals(List.of(), files.refresh().keys());
      Files.delete(directory.keys());
      StoreException refused =
          assertThrows(StoreException.class, () -> files.create(Values.key("raw")));
      assertEquals(
          "The folder " + directory.keys() + " was there and is gone; nothing was changed",
          refused.getMessage());
      assertFalse(Files.exists(directory.keys()));
      Files.createDirectory(directory.keys());
      files.create(Values.key("raw"));
    }
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
          case "list" -> files.refresh();
          case "create" -> files.create(PlainKey.of("new", NOON), () -> audit.prepare(NOON));
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
