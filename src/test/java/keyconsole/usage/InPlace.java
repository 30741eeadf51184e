package keyconsole.usage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/// Writes over a file so that its size, its time and what the file system calls it stay.
final class InPlace {

  private InPlace() {}

  /// Replaces a text by one that is as long. Only for file systems that tell of it.
  static void replace(Path file, String text, String by) throws IOException {
    assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("unix"));
    String before = Files.readString(file);
    FileTime time = Files.getLastModifiedTime(file);
    Object changed = Files.getAttribute(file, "unix:ctime");
    String after = before.replace(text, by);
    if (before.length() != after.length() || before.equals(after)) {
      throw new IllegalArgumentException(text + " by " + by);
    }
    // Again where the clock of the file system has not moved on yet.
    do {
      Files.writeString(file, after, StandardOpenOption.WRITE);
      Files.setLastModifiedTime(file, time);
    } while (Files.getAttribute(file, "unix:ctime").equals(changed));
  }
}
