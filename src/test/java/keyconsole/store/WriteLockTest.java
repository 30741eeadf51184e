package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import keyconsole.FaultyFileSystem;
import keyconsole.FaultyFileSystem.Fault;
import keyconsole.domain.LockHolder;
import keyconsole.domain.TenantDomain;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteLockTest {

  @TempDir Path dataRoot;

  private TenantDirectory directory() {
    return new TenantDirectory(dataRoot, new TenantDomain("acme.example"));
  }

  @Test
  void aConsoleThatTakesTheLockAgainAndAgainKeepsNobodyOut() throws Exception {
    Fixtures.empty(dataRoot);
    Process greedy =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Greedy.class.getName(),
                dataRoot.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream turns = greedy.getInputStream()) {
      assertEquals('!', turns.read());
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        turns.skipNBytes(turns.available());
        assertEquals('!', turns.read());
        WriteLock.acquire(directory()).close();
      }
      long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
      assertTrue(greedy.isAlive());
      assertTrue(took < 8_000, "20 turns took " + took + " ms");
    } finally {
      greedy.destroyForcibly().waitFor();
    }
  }

  /// Holds the lock for 30 ms, and again, with nothing in between; tells each time.
  static final class Greedy {
    public static void main(String[] args) throws Exception {
      TenantDirectory directory =
          new TenantDirectory(Path.of(args[0]), new TenantDomain("acme.example"));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (System.nanoTime() < end) {
        try (WriteLock lock = WriteLock.acquire(directory)) {
          if (!lock.isLocked()) {
            throw new IllegalStateException("No locks here");
          }
          System.out.print('!');
          System.out.flush();
          Thread.sleep(30);
        }
      }
    }
  }

  @Test
  void theHolderIsTheLastOneAndStandsAlone() throws Exception {
    Fixtures.empty(dataRoot);
    WriteLock.acquire(directory()).close();
    Path holder = directory().console().resolve("lock-holder.json");
    Files.writeString(holder, "x".repeat(500));
    WriteLock.acquire(directory()).close();
    String text = Files.readString(holder);
    assertTrue(text.contains("\"process\": " + ProcessHandle.current().pid()), text);
    assertTrue(text.endsWith("\"}"), text);
  }

  /// Whoever may write the folder could have any file written over that the console may write.
  @Test
  void whatIsNoFileInTheHoldersPlaceIsNeitherWrittenOverNorWaitedFor() throws Exception {
    Fixtures.empty(dataRoot);
    Path elsewhere = Files.writeString(dataRoot.resolve("elsewhere"), "precious");
    Path holder = directory().console().resolve("lock-holder.json");
    Files.createDirectories(directory().console());
    Files.createSymbolicLink(holder, elsewhere);
    WriteLock.acquire(directory()).close();
    assertEquals("precious", Files.readString(elsewhere));
    assertTrue(Files.isRegularFile(holder, LinkOption.NOFOLLOW_LINKS));

    Files.delete(holder);
    int pipe = new ProcessBuilder("mkfifo", holder.toString()).start().waitFor();
    Assumptions.assumeTrue(pipe == 0, "no pipes here");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          try (LockWait wait = LockWait.begin(directory().console(), holder)) {
            assertEquals(LockHolder.UNKNOWN, wait.holder());
          }
          WriteLock.acquire(directory()).close();
        });
    assertTrue(Files.isRegularFile(holder, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void whereThereNeverWasALockADeedIsDoneWithoutOneAndAnErrorRefusesIt() throws Exception {
    Fixtures.empty(dataRoot);
    FaultyFileSystem disk = new FaultyFileSystem();
    TenantDirectory there = new TenantDirectory(disk.path(dataRoot), directory().tenant());
    disk.failEach(Set.of("lock"), Fault.BROKEN);
    StoreException refused = assertThrows(StoreException.class, () -> WriteLock.acquire(there));
    assertEquals(
        "The lock "
            + directory().console().resolve("lock")
            + " could not be taken: Input/output error; nothing was changed",
        refused.getMessage());
    disk.heal();
    disk.loseLocks();
    try (WriteLock lock = WriteLock.acquire(there)) {
      assertFalse(lock.isLocked());
    }
  }

  /// It may lead to a file that somebody holds for as long as they run.
  @Test
  void aLockThatIsALinkIsRefusedAtOnceAndNotFollowed() throws Exception {
    Fixtures.empty(dataRoot);
    Path elsewhere = Files.writeString(dataRoot.resolve("elsewhere"), "");
    Path lock = directory().console().resolve("lock");
    Files.createDirectories(directory().console());
    Files.createSymbolicLink(lock, elsewhere);
    try (FileChannel other = FileChannel.open(elsewhere, StandardOpenOption.WRITE);
        FileLock _ = other.lock()) {
      StoreException refused =
          assertThrows(StoreException.class, () -> WriteLock.acquire(directory()));
      assertEquals(
          "The lock "
              + lock
              + " could not be taken: it is a link, which the console does not follow here; take it"
              + " away; nothing was changed",
          refused.getMessage());
    }
    Files.delete(lock);
    WriteLock.acquire(directory()).close();
  }

  @Test
  void whereALockWasHadTheLossOfLocksRefusesADeed() throws Exception {
    Fixtures.empty(dataRoot);
    FaultyFileSystem disk = new FaultyFileSystem();
    TenantDirectory there = new TenantDirectory(disk.path(dataRoot), directory().tenant());
    WriteLock.acquire(there).close();
    disk.loseLocks();
    StoreException refused = assertThrows(StoreException.class, () -> WriteLock.acquire(there));
    assertTrue(refused.getMessage().contains("had locks before"), refused.getMessage());
    assertEquals(0, disk.stillOpen());
    disk.heal();
    WriteLock.acquire(there).close();
  }
}
