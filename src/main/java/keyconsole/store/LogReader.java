package keyconsole.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import keyconsole.domain.FileProblem;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.LogFolder.LogProblem;
import keyconsole.store.LogFolder.LogRecord;

/// Reads the day files of a log folder as tolerantly as the contract asks: one reading of one
/// folder.
final class LogReader {

  private static final int MAX_LINE_BYTES = 16 << 20;

  private final Path folder;
  private final String prefix;
  private final Consumer<LogRecord> consumer;
  private final Pattern dayFile;
  private final List<LogProblem> problems = new ArrayList<>();
  private Optional<IOException> unreadable = Optional.empty();

  LogReader(Path folder, String prefix, Consumer<LogRecord> consumer) {
    this.folder = folder;
    this.prefix = prefix;
    this.consumer = consumer;
    this.dayFile = Pattern.compile(Pattern.quote(prefix) + "_(.*)\\.jsonl", Pattern.DOTALL);
  }

  List<LogProblem> read() {
    return readSince("", 0);
  }

  /// Reads from an offset in a file on, and all files whose names come behind it. Line numbers of
  /// that file count from the offset.
  List<LogProblem> readSince(String first, long offset) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          Message.of(FileTrouble.FOLDER_NOT_LISTED, folder, FileReason.of(e)), folder, e);
    }
    names.sort(null);
    for (String name : names) {
      var day = dayFile.matcher(name);
      if (day.matches() && name.compareTo(first) >= 0) {
        file(name, day.group(1), name.equals(first) ? offset : 0);
      }
    }
    return List.copyOf(problems);
  }

  private void file(String name, String day, long offset) {
    Path file = folder.resolve(name);
    if (!isDay(day)) {
      problem(name, 0, "The file's name does not hold a date", false);
    } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      problem(name, 0, "Not a regular file", false);
    } else {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        if (offset > 0 && offset <= Files.size(file)) {
          in.skipNBytes(offset);
        }
        lines(name, in);
      } catch (IOException e) {
        unreadable = unreadable.or(() -> Optional.of(e));
        problem(name, 0, English.of(Message.of(FileProblem.NOT_READ, FileReason.of(e))), false);
      }
    }
  }

  /// Why the first file could not be read that could not; empty where all could.
  Optional<IOException> unreadable() {
    return unreadable;
  }

  private static boolean isDay(String day) {
    try {
      return LocalDate.parse(day).toString().equals(day);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private void lines(String name, InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    int number = 1;
    boolean tooLong = false;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        line(name, number++, line.toByteArray(), tooLong, true);
        line.reset();
        tooLong = false;
      } else if (line.size() < MAX_LINE_BYTES) {
        line.write(b);
      } else {
        tooLong = true;
      }
    }
    if (line.size() > 0) {
      line(name, number, line.toByteArray(), tooLong, false);
    }
  }

  /// Takes the records of a line, whole ones glued to each other included.
  private void line(String name, int number, byte[] bytes, boolean tooLong, boolean ended) {
    if (tooLong) {
      problem(name, number, English.of(Message.of(FileProblem.LINE_TOO_LONG)), !ended);
      return;
    }
    LineRecords.read(bytes, 0, bytes.length, ended, fields -> take(name, number, fields))
        .reason()
        .ifPresent(reason -> problem(name, number, English.of(reason), !ended));
  }

  /// Hands a record on, or says why it is none.
  private Optional<Message> take(String name, int number, Value.Fields fields) {
    boolean hasTime =
        fields.get("timestamp").orElse(Value.NOTHING) instanceof Value.Text(String text)
            && Timestamps.parse(text).isPresent();
    if (!hasTime) {
      return Optional.of(Message.of(FileProblem.LINE_NO_TIME));
    }
    if (prefix.equals("usage")
        && !(fields.get("key_id").orElse(Value.NOTHING) instanceof Value.Text)) {
      return Optional.of(Message.of(FileProblem.LINE_NO_KEY));
    }
    consumer.accept(new LogRecord(name, number, fields));
    return Optional.empty();
  }

  private void problem(String name, int line, String reason, boolean unfinished) {
    problems.add(new LogProblem(name, line, reason, unfinished));
  }
}
