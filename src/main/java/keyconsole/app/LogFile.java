package keyconsole.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.ConsoleHandler;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import keyconsole.domain.SecretMask;
import keyconsole.viewmodel.KeyWords;
import org.jspecify.annotations.Nullable;

/// The console's own log: five files of 1 MB, the oldest given up for the next. Nobody but this
/// person reads them, and what looks like a raw key or a token is masked in them, whoever logged
/// it.
public final class LogFile extends FileHandler {

  private static final Logger LOG = Logger.getLogger(LogFile.class.getName());
  private static final int SIZE = 1_000_000;
  private static final int COUNT = 5;

  private final Path folder;

  private LogFile(Path folder, int size) throws IOException {
    super(folder.toString().replace("%", "%%") + "/console.%g.log", size, COUNT, true);
    this.folder = folder;
    setEncoding("UTF-8");
    setFormatter(new Lines());
    setLevel(Level.INFO);
    restrict();
  }

  /// Opens the log of a folder, which is made where it is missing.
  public static LogFile in(Path folder) throws IOException {
    return in(folder, SIZE);
  }

  /// The same with files of another size.
  static LogFile in(Path folder, int size) throws IOException {
    Files.createDirectories(folder);
    setMode(folder, "rwx------");
    return new LogFile(folder, size);
  }

  /// Sends what is logged from now on to the log file and no longer to the terminal. Where the file
  /// cannot be written, the terminal is told so once and stays the place.
  ///
  /// @return what writes the log; null where nothing can
  static @Nullable LogFile start(Path folder) {
    Logger root = Logger.getLogger("");
    LogFile log;
    try {
      log = in(folder);
    } catch (IOException | UncheckedIOException | SecurityException e) {
      LOG.warning(
          () -> Wiring.text("log.not-written", folder, new KeyWords(Wiring.texts()).why(e)));
      return null;
    }
    for (Handler handler : root.getHandlers()) {
      if (handler instanceof ConsoleHandler) {
        root.removeHandler(handler);
      }
    }
    root.addHandler(log);
    return log;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    super.publish(record);
    try {
      // The record may have begun a file, which the handler makes as anybody may read it.
      restrict();
    } catch (IOException e) {
      reportError(null, e, ErrorManager.GENERIC_FAILURE);
    }
  }

  private void restrict() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "console.*")) {
      for (Path file : files) {
        setMode(file, "rw-------");
      }
    }
  }

  private static void setMode(Path path, String mode) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString(mode));
    }
  }

  /// A line for each record, with the time in UTC, and below it what was thrown.
  private static final class Lines extends Formatter {

    @Override
    public String format(LogRecord record) {
      StringWriter text = new StringWriter();
      PrintWriter out = new PrintWriter(text);
      out.printf(
          "%s %s %s %s%n",
          record.getInstant(), record.getLevel(), record.getLoggerName(), formatMessage(record));
      if (record.getThrown() != null) {
        record.getThrown().printStackTrace(out);
      }
      out.flush();
      return SecretMask.masked(text.toString());
    }
  }
}
