package keyconsole.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import keyconsole.domain.Value;

/// A folder of JSON lines, one file a UTC day: `<prefix>_YYYY-MM-DD.jsonl`.
///
/// @param folder `usage` or `audit` of a tenant
/// @param prefix `usage` or `audit`
public record LogFolder(Path folder, String prefix) {

  /// Makes sure that a line can be added to the day of the moment, and adds none: the folder (700)
  /// and the file (with the folder's owner and group) are made where missing, and opened as for
  /// writing. A deed that is to be logged asks this before it changes anything.
  ///
  /// @throws StoreException if no line could be added
  public void prepare(Instant moment) {
    Path file = fileOf(moment);
    try {
      if (makeIfMissing(file)) {
        Owned.forceFolder(folder);
      }
      endsUnfinished(file);
      FileChannel.open(file, StandardOpenOption.APPEND).close();
    } catch (IOException e) {
      throw noLine(file, e);
    }
  }

  /// Appends a line in the backend's form to the day of the moment and forces it to disk. Makes
  /// what is missing as [#prepare] does; ends an unfinished last line first.
  ///
  /// @throws StoreException if it cannot be written
  public void append(Instant moment, Value.Fields record) {
    Path file = fileOf(moment);
    byte[] line = Json.line(record);
    try {
      boolean made = makeIfMissing(file);
      boolean unfinished = endsUnfinished(file);
      ByteBuffer whole = ByteBuffer.allocate(line.length + 2);
      if (unfinished) {
        whole.put((byte) '\n');
      }
      whole.put(line).put((byte) '\n').flip();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
        while (whole.hasRemaining()) {
          channel.write(whole);
        }
        channel.force(true);
      }
      if (made) {
        Owned.forceFolder(folder);
      }
    } catch (IOException e) {
      throw noLine(file, e);
    }
  }

  private Path fileOf(Instant moment) {
    String day = Timestamps.format(moment).substring(0, 10);
    return folder.resolve(prefix + "_" + day + ".jsonl");
  }

  private static StoreException noLine(Path file, IOException e) {
    return new StoreException(
        "No line could be added to " + file + ": " + StoreException.reason(e), file, e);
  }

  private boolean makeIfMissing(Path file) throws IOException {
    Owned.makeFolder(folder);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("it is not a regular file");
      }
      return false;
    }
    try {
      Owned.makeFile(file, false);
      return true;
    } catch (FileAlreadyExistsException e) {
      // The backend was first; its file is the one to append to.
      return false;
    }
  }

  private static boolean endsUnfinished(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
    }
  }

  /// Reads every record of every day file, oldest file first, in line order.
  ///
  /// @return what could not be read
  public List<LogProblem> forEach(Consumer<LogRecord> consumer) {
    return new LogReader(folder, prefix, consumer).read();
  }

  /// A record and where it stands.
  ///
  /// @param line from 1
  public record LogRecord(String fileName, int line, Value.Fields fields) {}

  /// A line or a file that could not be read.
  ///
  /// @param line from 1; 0 for the whole file
  /// @param unfinished whether it is a last line whose end has not come yet
  public record LogProblem(String fileName, int line, String reason, boolean unfinished) {}
}
