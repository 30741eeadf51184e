package keyconsole.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import keyconsole.domain.SealStep;
import keyconsole.domain.TenantDomain;
import keyconsole.store.TenantDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Other processes that append while this one seals, seal at the same time, or are killed at it.
@Isolated("processes run beside each other, and none may wait for long")
class SealProcessTest {

  @TempDir Path temporary;

  private static Process start(Class<?> main, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void sealsWhileAnotherProcessAppendsPiecesOfLines() throws Exception {
    SealedLog log = new SealedLog(temporary);
    log.tenant.clock.set(Instant.now());
    Seals seals = log.seals();
    Process backend = start(Appender.class, log.audit.resolve(SealedLog.DAY).toString(), "3000");
    int made = 0;
    try (InputStream out = backend.getInputStream()) {
      assertEquals('!', out.read());
      while (backend.isAlive()) {
        SealStep step = seals.follow(true);
        assertEquals(Set.of(), step.suspects());
        made += step.made();
        assertEquals(List.of(), SealedLog.found(seals));
      }
      assertEquals(0, backend.waitFor());
    } finally {
      backend.destroyForcibly().waitFor();
    }
    seals.follow(true);
    assertEquals(List.of(), SealedLog.found(log.seals()));
    assertEquals(3000, SealedLog.verify(seals).files().getFirst().lines());
    assertTrue(made > 2, made + " seals while lines were appended");
  }

  /// Appends lines in pieces of any length, as a program does whose buffer is full.
  static final class Appender {
    public static void main(String[] args) throws Exception {
      Random random = new Random(5);
      try (FileChannel file =
          FileChannel.open(
              Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
          byte[] line = SealedLog.bytes("{\"n\": " + i + "x".repeat(random.nextInt(300)) + "\"}\n");
          int cut = random.nextInt(line.length);
          file.write(ByteBuffer.wrap(line, 0, cut));
          file.write(ByteBuffer.wrap(line, cut, line.length - cut));
          if (i == 0) {
            System.out.print('!');
            System.out.flush();
          }
          if (i % 100 == 0) {
            Thread.sleep(5);
          }
        }
      }
    }
  }

  @Test
  void aConsoleThatIsKilledWhileItSealsLeavesNoFalseAlarm() throws Exception {
    SealedLog log = new SealedLog(temporary);
    log.tenant.clock.set(Instant.now());
    Seals seals = log.seals();
    Random random = new Random(11);
    for (int i = 0; i < 6; i++) {
      Process other = start(Sealer.class, log.tenant.dataRoot.toString(), log.user.toString());
      try (InputStream out = other.getInputStream()) {
        for (int seen = 3 + random.nextInt(20); seen > 0; seen--) {
          assertEquals('!', out.read());
        }
        other.waitFor(random.nextInt(3_000), TimeUnit.MICROSECONDS);
      } finally {
        other.destroyForcibly().waitFor();
      }
      String how = "seed 11, kill " + i;
      assertEquals(List.of(), SealedLog.found(seals), how);
      assertEquals(Set.of(), seals.follow(i % 2 == 0).suspects(), how);
      assertEquals(List.of(), SealedLog.found(log.seals()), how);
    }
    seals.follow(true);
    assertEquals(List.of(), SealedLog.found(seals));
    assertEquals(Files.readString(log.own("seals.jsonl")), Files.readString(log.console));
  }

  @Test
  void twoConsolesOfOneUserSealInTurn() throws Exception {
    SealedLog log = new SealedLog(temporary);
    log.tenant.clock.set(Instant.now());
    Seals seals = log.seals();
    Process other = start(Sealer.class, log.tenant.dataRoot.toString(), log.user.toString());
    try (InputStream out = other.getInputStream()) {
      for (int i = 0; i < 40; i++) {
        assertEquals('!', out.read());
        assertEquals(Set.of(), seals.follow(true).suspects());
        assertEquals(List.of(), SealedLog.found(seals));
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
    seals.follow(true);
    assertEquals(List.of(), SealedLog.found(log.seals()));
  }

  /// Appends a line and seals it, again and again; tells each time.
  static final class Sealer {
    public static void main(String[] args) throws Exception {
      TenantDirectory directory =
          new TenantDirectory(Path.of(args[0]), new TenantDomain("empty.example"));
      Seals seals = new Seals(directory, Path.of(args[1]), "olu@desk", Clock.systemUTC());
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      for (int i = 0; System.nanoTime() < end; i++) {
        Files.writeString(
            directory.audit().resolve("audit_2026-11-2" + (i % 3) + ".jsonl"),
            "{\"n\": " + i + "}\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        seals.follow(true);
        System.out.print('!');
        System.out.flush();
      }
    }
  }
}
