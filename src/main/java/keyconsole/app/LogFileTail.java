package keyconsole.app;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import keyconsole.viewmodel.LogTail;

/// The end of the log of a folder.
final class LogFileTail implements LogTail {

  private static final int MOST_BYTES = 32_768;

  private final Path file;

  LogFileTail(Path folder) {
    this.file = folder.resolve("console.0.log");
  }

  @Override
  public List<String> last(int lines) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] end;
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      int length = (int) Math.min(MOST_BYTES, log.length());
      log.seek(log.length() - length);
      end = new byte[length];
      log.readFully(end);
    }
    List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }
}
