package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir Path temporary;

  private static void fill(Path folder) throws IOException {
    LogFile log = LogFile.in(folder, 2_000);
    for (int i = 0; i < 400; i++) {
      log.publish(new LogRecord(Level.INFO, "line " + i));
    }
    log.close();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void fiveFilesAreKeptAndTheNewestLinesStandInTheFirst() throws Exception {
    Path folder = temporary.resolve("50 % state/key-console");
    fill(folder);
    assertEquals(
        List.of(0, 1, 2, 3, 4),
        files(folder).stream()
            .map(file -> Integer.valueOf(file.getFileName().toString().split("\\.")[1]))
            .toList());
    assertTrue(Files.readString(folder.resolve("console.1.log")).contains(" INFO null line "));
    for (Path file : files(folder)) {
      assertTrue(Files.size(file) < 2_200, file.toString());
    }
  }

  @Test
  void nobodyElseReadsTheFilesNorTheFolder() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path folder = temporary.resolve("state");
    fill(folder);
    assertEquals("rwx------", mode(folder));
    for (Path file : files(folder)) {
      assertEquals("rw-------", mode(file), file.toString());
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
