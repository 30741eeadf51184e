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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
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
    open(moment).close();
  }

  /// Appends a line in the backend's form to the day of the moment and forces it to disk. Makes
  /// what is missing as [#prepare] does; ends an unfinished last line first.
  ///
  /// @throws StoreException if it cannot be written
  public void append(Instant moment, Value.Fields record) {
    try (Day day = open(moment)) {
      day.append(Json.line(record));
    }
  }

  /// The file of the day of the moment, made where it is missing and opened for a line.
  ///
  /// @throws StoreException if no line could be added
  Day open(Instant moment) {
    Path file = fileOf(moment);
    try {
      if (makeIfMissing(file)) {
        Owned.forceFolder(folder);
      }
      return new Day(file);
    } catch (IOException e) {
      throw noLine(file, e);
    }
  }

  /// A day's file that a line is about to be added to.
  static final class Day implements AutoCloseable {
    private final Path file;
    private final FileChannel reader;
    private final FileChannel writer;

    private Day(Path file) throws IOException {
      this.file = file;
      this.writer = FileChannel.open(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
      boolean done = false;
      try {
        this.reader = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        done = true;
      } finally {
        if (!done) {
          writer.close();
        }
      }
    }

    /// Bytes that it holds now.
    long size() {
      try {
        return reader.size();
      } catch (IOException e) {
        throw noLine(file, e);
      }
    }

    /// Adds a line and forces it to disk; ends an unfinished last line first.
    ///
    /// @param line without the line feed
    void append(byte[] line) {
      try {
        ByteBuffer whole = ByteBuffer.allocate(line.length + 2);
        if (endsUnfinished()) {
          whole.put((byte) '\n');
        }
        whole.put(line).put((byte) '\n').flip();
        addWhole(whole);
        writer.force(true);
      } catch (IOException e) {
        throw noLine(file, e);
      }
    }

    private void addWhole(ByteBuffer line) throws IOException {
      long start = reader.size();
      try {
        while (line.hasRemaining()) {
          writer.write(line);
        }
      } catch (IOException e) {
        takeBack(start, line.position(), e);
        throw e;
      }
    }

    /// A part of a line, as a disk leaves it that runs full, is nobody's: it is cut off, unless
    /// somebody has added to the file since.
    private void takeBack(long start, int written, IOException reason) {
      try {
        if (written > 0 && reader.size() == start + written) {
          writer.truncate(start);
        }
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }

    private boolean endsUnfinished() throws IOException {
      long size = reader.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      return size > 0 && reader.read(last, size - 1) == 1 && last.get(0) != '\n';
    }

    /// A line was forced to disk before: that a channel does not close says nothing of it.
    @Override
    public void close() {
      closeQuietly(reader);
      closeQuietly(writer);
    }

    private void closeQuietly(FileChannel channel) {
      try {
        channel.close();
      } catch (IOException e) {
        System.getLogger(LogFolder.class.getName())
            .log(System.Logger.Level.DEBUG, file + " could not be closed", e);
      }
    }
  }

  private Path fileOf(Instant moment) {
    return fileOf(LocalDate.ofInstant(moment, ZoneOffset.UTC));
  }

  private Path fileOf(LocalDate day) {
    return folder.resolve(prefix + "_" + day + ".jsonl");
  }

  private static StoreException noLine(Path file, IOException e) {
    return new StoreException(
        Message.of(FileTrouble.LINE_NOT_ADDED, file, StoreException.reason(e, file)), file, e);
  }

  private boolean makeIfMissing(Path file) throws IOException {
    Owned.makeFolder(folder);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new RefusedException(Message.of(FileReason.NOT_REGULAR));
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

  /// Reads every record of every day file, oldest file first, in line order.
  ///
  /// @return what could not be read
  public List<LogProblem> forEach(Consumer<LogRecord> consumer) {
    return new LogReader(folder, prefix, consumer).read();
  }

  /// The same from a place on: the rest of the file of a moment's day, and the later days.
  ///
  /// @param offset in bytes in the file of that day; the beginning of a shorter file, which is
  ///   another one by now
  /// @throws IOException if a file cannot be read
  List<LogProblem> forEachSince(Instant moment, long offset, Consumer<LogRecord> consumer)
      throws IOException {
    String first = String.valueOf(fileOf(moment).getFileName());
    LogReader reader = new LogReader(folder, prefix, consumer);
    List<LogProblem> problems = reader.readSince(first, offset);
    Optional<IOException> unreadable = reader.unreadable();
    if (unreadable.isPresent()) {
      throw unreadable.get();
    }
    return problems;
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
