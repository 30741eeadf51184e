package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenWindowsTest {

  private static final Optional<OpenWindows.Shown> NOBODY = Optional.empty();

  /// Longer than any of these tests takes.
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path temporary;

  private Path folder;
  private OpenWindows first;
  private OpenWindows second;
  private OpenWindows.Tenant acme;
  private OpenWindows.Tenant other;

  @BeforeEach
  void open() throws IOException {
    folder = temporary.resolve("windows");
    first = new OpenWindows(folder);
    second = new OpenWindows(folder);
    Path dataRoot = Files.createDirectories(temporary.resolve("data"));
    acme = new OpenWindows.Tenant(dataRoot, "acme.example");
    other = new OpenWindows.Tenant(dataRoot, "other.example");
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  private static Optional<OpenWindows.Shown> actsAs(String actor) {
    return Optional.of(new OpenWindows.Shown(true, Optional.of(actor)));
  }

  @Test
  void secondStartForATenantBringsTheFirstOnesWindowToTheFront() {
    AtomicInteger brought = new AtomicInteger();
    assertEquals(NOBODY, first.askOrAnswer(acme));
    first.whenAsked(
        () -> {
          brought.incrementAndGet();
          return new OpenWindows.Shown(true, Optional.of("olu"));
        });
    assertEquals(actsAs("olu"), second.askOrAnswer(acme));
    assertEquals(1, brought.get());
  }

  @Test
  void otherTenantGetsAWindowOfItsOwnAndAnswersForItself() {
    assertEquals(NOBODY, first.askOrAnswer(acme));
    assertEquals(NOBODY, second.askOrAnswer(other));
    second.whenAsked(() -> new OpenWindows.Shown(true, Optional.of("second")));
    assertEquals(actsAs("second"), new OpenWindows(folder).askOrAnswer(other));
  }

  @Test
  void windowAnswersForTheTenantThatItShowsNow() {
    assertEquals(NOBODY, first.askOrAnswer(acme));
    first.shows(Optional.of(other));
    first.whenAsked(() -> new OpenWindows.Shown(true, Optional.of("first")));
    assertEquals(actsAs("first"), new OpenWindows(folder).askOrAnswer(other));
    assertEquals(NOBODY, second.askOrAnswer(acme));
  }

  @Test
  void sameFolderByAnotherPathIsTheSameTenant() throws IOException {
    assertEquals(NOBODY, first.askOrAnswer(acme));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), acme.dataRoot());
    OpenWindows.Tenant linked = new OpenWindows.Tenant(link, acme.domain());
    assertTrue(second.askOrAnswer(linked).isPresent());
  }

  @Test
  void tenantThatIsLinkedToFromAnotherDataRootIsTheSame() throws IOException {
    Path tenant = Files.createDirectories(acme.dataRoot().resolve("acme.example/api_keys"));
    Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(elsewhere.resolve("acme.example"), tenant.getParent());
    assertEquals(NOBODY, first.askOrAnswer(acme));
    OpenWindows.Tenant linked = new OpenWindows.Tenant(elsewhere, acme.domain());
    assertTrue(second.askOrAnswer(linked).isPresent());
    OpenWindows.Tenant another =
        new OpenWindows.Tenant(
            Files.createDirectories(temporary.resolve("another")), acme.domain());
    assertEquals(NOBODY, second.askOrAnswer(another));
  }

  @Test
  void folderWhosePathIsTooLongForASocketServesAllTheSame() throws IOException {
    Path deep = temporary.resolve("Übermäßig lang ".repeat(8)).resolve("windows");
    try (OpenWindows two = new OpenWindows(deep)) {
      try (OpenWindows one = new OpenWindows(deep)) {
        assertEquals(NOBODY, one.askOrAnswer(acme));
        assertTrue(two.askOrAnswer(acme).isPresent());
      }
      try (Stream<Path> left = Files.list(deep)) {
        assertEquals(List.of(deep.resolve("lock")), left.toList());
      }
    }
  }

  @Test
  void closedConsoleLeavesNothingAndTheNextOneOpensAWindow() throws IOException {
    assertEquals(NOBODY, first.askOrAnswer(acme));
    first.close();
    assertEquals(0, sockets());
    assertEquals(NOBODY, second.askOrAnswer(acme));
  }

  @Test
  void socketOfAConsoleThatWasKilledIsRemoved() throws IOException {
    Files.createDirectories(folder);
    Path dead = folder.resolve("1-dead.socket");
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(dead));
    }
    assertTrue(Files.exists(dead));
    assertEquals(NOBODY, first.askOrAnswer(acme));
    assertFalse(Files.exists(dead));
    assertTrue(second.askOrAnswer(acme).isPresent());
  }

  @Test
  void consoleThatHangsKeepsNobodyFromStarting() throws IOException {
    Files.createDirectories(folder);
    try (ServerSocketChannel hanging = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      hanging.bind(UnixDomainSocketAddress.of(folder.resolve("1-hangs.socket")));
      OpenWindows hasty = new OpenWindows(folder, Duration.ofMillis(200), LONG);
      assertEquals(NOBODY, hasty.askOrAnswer(acme));
      hasty.close();
      assertTrue(Files.exists(folder.resolve("1-hangs.socket")));
    }
  }

  @Test
  void windowWhoseThreadIsBusyIsWaitedFor() throws IOException {
    assertEquals(NOBODY, first.askOrAnswer(acme));
    first.whenAsked(
        () -> {
          sleep(Duration.ofSeconds(2));
          return new OpenWindows.Shown(true, Optional.of("olu"));
        });
    OpenWindows asking = new OpenWindows(folder, Duration.ofSeconds(1), LONG);
    assertEquals(actsAs("olu"), asking.askOrAnswer(acme));
    assertEquals(1, sockets(), "who asked does not answer besides");
  }

  @Test
  void windowThatNeverComesToTheFrontKeepsNobodyFromStarting() {
    assertEquals(NOBODY, first.askOrAnswer(acme));
    CompletableFuture<OpenWindows.Shown> never = new CompletableFuture<>();
    first.whenAsked(never::join);
    try (OpenWindows hasty = new OpenWindows(folder, LONG, Duration.ofMillis(200))) {
      assertEquals(NOBODY, hasty.askOrAnswer(acme));
      hasty.whenAsked(() -> new OpenWindows.Shown(true, Optional.of("hasty")));
      OpenWindows third = new OpenWindows(folder, LONG, LONG);
      assertTimeout(LONG, () -> assertEquals(actsAs("hasty"), third.askOrAnswer(acme)));
    }
  }

  @Test
  void whileAWindowIsWaitedForOthersMayStart() throws Exception {
    assertEquals(NOBODY, first.askOrAnswer(acme));
    CompletableFuture<OpenWindows.Shown> later = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    first.whenAsked(
        () -> {
          asked.countDown();
          return later.join();
        });
    OpenWindows waits = new OpenWindows(folder, LONG, LONG);
    CompletableFuture<Optional<OpenWindows.Shown>> shown =
        CompletableFuture.supplyAsync(() -> waits.askOrAnswer(acme));
    asked.await();
    takeTheLock();
    assertEquals(NOBODY, second.askOrAnswer(other));
    assertFalse(shown.isDone());
    later.complete(new OpenWindows.Shown(true, Optional.of("olu")));
    assertEquals(actsAs("olu"), shown.get());
  }

  /// Waits until nobody holds the lock, and lets it go.
  private void takeTheLock() throws IOException {
    try (FileChannel lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE)) {
      while (true) {
        try (FileLock _ = lock.lock()) {
          return;
        } catch (OverlappingFileLockException e) {
          sleep(Duration.ofMillis(10));
        }
      }
    }
  }

  @Test
  void consoleThatEndsBeforeItsWindowComesToTheFrontIsNotWaitedFor() throws IOException {
    Files.createDirectories(folder);
    try (ServerSocketChannel ending = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      ending.bind(UnixDomainSocketAddress.of(folder.resolve("1-ends.socket")));
      Thread.ofPlatform().daemon().start(() -> answerAndEnd(ending));
      OpenWindows asking = new OpenWindows(folder, LONG, LONG);
      assertTimeout(LONG, () -> assertEquals(NOBODY, asking.askOrAnswer(acme)));
      asking.close();
    }
  }

  private static void answerAndEnd(ServerSocketChannel ending) {
    try (SocketChannel asking = ending.accept()) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(asking));
      in.readUTF();
      in.readUTF();
      asking.write(ByteBuffer.wrap(new byte[] {1}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleep(Duration span) {
    try {
      Thread.sleep(span);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nobodyElseMayEnterTheFolder() throws IOException {
    assumeTrue(Files.getFileStore(temporary).supportsFileAttributeView("posix"));
    first.askOrAnswer(acme);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @Test
  void whereNothingCanBeKeptAWindowOpensAllTheSame() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    OpenWindows nowhere = new OpenWindows(file.resolve("windows"));
    assertEquals(NOBODY, nowhere.askOrAnswer(acme));
    nowhere.close();
  }

  private long sockets() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".socket")).count();
    }
  }
}
