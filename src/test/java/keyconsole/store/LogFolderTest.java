package keyconsole.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import keyconsole.domain.Value;
import keyconsole.store.LogFolder.LogProblem;
import keyconsole.store.LogFolder.LogRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFolderTest {

  private static final Instant MOMENT = Instant.parse("2026-11-23T23:59:59.5Z");

  @TempDir Path root;
  private LogFolder log;
  private Path file;

  @BeforeEach
  void open() {
    log = new LogFolder(root.resolve("usage"), "usage");
    file = root.resolve("usage/usage_2026-11-23.jsonl");
  }

  private static Value.Fields line(String endpoint) throws Exception {
    String text =
        "{\"timestamp\": \"2026-11-23T23:59:59\", \"key_id\": \"k1\", \"endpoint\": \""
            + endpoint
            + "\"}";
    return (Value.Fields) Json.parse(text.getBytes(UTF_8));
  }

  @Test
  void theFirstLineMakesThePrivateFolderAndTheFileOfTheDay() throws Exception {
    log.append(MOMENT, line("/v1/é"));
    assertEquals(
        "{\"timestamp\": \"2026-11-23T23:59:59\", \"key_id\": \"k1\","
            + " \"endpoint\": \"/v1/\\u00e9\"}\n",
        Files.readString(file));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    assertEquals(List.of(file), Fixtures.files(file.getParent()));
  }

  @Test
  void anUnfinishedLastLineIsEndedFirst() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"timestamp\": \"20");
    log.append(MOMENT, line("/a"));
    List<LogRecord> records = new ArrayList<>();
    List<LogProblem> problems = log.forEach(records::add);
    assertEquals(List.of(2), records.stream().map(LogRecord::line).toList());
    assertEquals(1, problems.getFirst().line());
    assertTrue(!problems.getFirst().unfinished());
  }

  @Test
  void linesAppendedAtTheSameTimeAllStayWhole() throws Exception {
    try (var pool = Executors.newFixedThreadPool(8)) {
      List<Callable<Void>> tasks = new ArrayList<>();
      IntStream.range(0, 200)
          .forEach(
              i ->
                  tasks.add(
                      () -> {
                        log.append(MOMENT, line("/" + i));
                        return null;
                      }));
      for (var done : pool.invokeAll(tasks)) {
        done.get();
      }
    }
    List<LogRecord> records = new ArrayList<>();
    assertEquals(List.of(), log.forEach(records::add));
    assertEquals(200, records.size());
  }

  @Test
  void theFileBelongsToWhomTheFolderBelongs() throws Exception {
    Files.createDirectories(file.getParent());
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "only root gives files away");
    Files.setAttribute(file.getParent(), "unix:uid", 4242);
    Files.setAttribute(file.getParent(), "unix:gid", 4343);
    log.append(MOMENT, line("/a"));
    assertEquals(4242, Files.getAttribute(file, "unix:uid"));
    assertEquals(4343, Files.getAttribute(file, "unix:gid"));
  }

  @Test
  void aPipeOrALinkInPlaceOfTheFileIsRefusedWithItsName() throws Exception {
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, root.resolve("elsewhere"));
    StoreException e = assertThrows(StoreException.class, () -> log.append(MOMENT, line("/a")));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(Files.notExists(root.resolve("elsewhere")));
    assertEquals(0, log.forEach(_ -> {}).getFirst().line());
  }

  @Test
  void aMissingFolderHoldsNothing() {
    assertEquals(List.of(), log.forEach(_ -> {}));
  }
}
