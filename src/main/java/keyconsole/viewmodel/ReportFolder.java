package keyconsole.viewmodel;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import keyconsole.service.ReportFigures;

/// The folder that a report is put into: one PDF, and the same and more as CSV files. What is
/// evidence is never written over, so it is a new folder or an empty one. All files are there at
/// the end or none of them: they are made in a hidden folder of their own and moved, the PDF last.
/// Blocks.
public final class ReportFolder {

  /// The PDF.
  public static final String PDF = "report.pdf";

  private final Path folder;
  private final ReportWords words;
  private final ResourceBundle texts;

  private ReportFolder(Path folder, ResourceBundle texts) {
    this.folder = folder;
    this.texts = texts;
    this.words = new ReportWords(texts);
  }

  /// A folder that a report can be put into. Nothing is written yet.
  ///
  /// @throws IOException says in a person's words, in one line, why it cannot be that one
  public static ReportFolder at(Path folder, ResourceBundle texts) throws IOException {
    ReportFolder it = new ReportFolder(folder.toAbsolutePath().normalize(), texts);
    it.requireEmpty();
    return it;
  }

  /// Where it is.
  public Path path() {
    return folder;
  }

  /// What was written, in a sentence.
  public String done(ReportFigures figures) {
    return words.text("done", figures.tenant(), words.range(figures.range()), folder.toString());
  }

  private void requireEmpty() throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> there = Files.newDirectoryStream(folder)) {
      if (there.iterator().hasNext()) {
        throw new IOException(words.text("folder.not-empty", folder.toString()));
      }
    } catch (NotDirectoryException e) {
      throw new IOException(words.text("folder.no-folder", folder.toString()), e);
    } catch (FileSystemException e) {
      throw told(e);
    }
  }

  private IOException told(IOException cause) {
    return cause instanceof AccessDeniedException
        ? new IOException(words.text("folder.denied", folder.toString()), cause)
        : new IOException(words.text("folder.failed", folder.toString(), reason(cause)), cause);
  }

  private String reason(IOException cause) {
    return new KeyWords(texts).why(cause).replaceAll("\\p{Cntrl}", " ");
  }

  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  /// Writes all files.
  ///
  /// @param progress told on this thread how far it is, 0 to 1
  /// @throws IOException says in a person's words, in one line, what is wrong
  /// @throws CancellationException if the thread is interrupted
  public void write(ReportFigures figures, DoubleConsumer progress) throws IOException {
    requireEmpty();
    List<Path> made = new ArrayList<>();
    boolean whole = false;
    try {
      boolean isThere = Files.isDirectory(folder);
      Path half = makeHalf(isThere, made);
      Map<String, Content> contents = contents(figures);
      int done = 0;
      for (Map.Entry<String, Content> each : contents.entrySet()) {
        write(half.resolve(each.getKey()), each.getValue(), made);
        progress.accept((double) ++done / contents.size());
      }
      requireNotStopped();
      if (isThere) {
        moveEach(contents.keySet(), half, made);
      } else {
        Files.move(half, folder);
      }
      whole = true;
    } catch (FileSystemException e) {
      throw told(e);
    } finally {
      if (!whole) {
        takeAway(made);
      }
    }
  }

  /// Into a folder that was there, since that may have rights of its own.
  private void moveEach(Set<String> names, Path half, List<Path> made) throws IOException {
    for (String name : names) {
      Files.move(half.resolve(name), folder.resolve(name));
      made.add(folder.resolve(name));
    }
    Files.delete(half);
  }

  private Map<String, Content> contents(ReportFigures figures) {
    ReportCsv csv = new ReportCsv(figures, texts);
    Map<String, Content> contents = new LinkedHashMap<>();
    contents.put("inventory.csv", csv::inventory);
    contents.put("access-review.csv", csv::review);
    contents.put("findings.csv", csv::findings);
    contents.put("usage.csv", csv::usage);
    contents.put("audit.csv", csv::audit);
    contents.put("seals.csv", csv::seals);
    contents.put(PDF, new ReportPdf(figures, texts)::write);
    return contents;
  }

  /// Makes the folder that becomes the report, or stands in it, until all is there.
  private Path makeHalf(boolean isThere, List<Path> made) throws IOException {
    String random = UUID.randomUUID().toString().substring(0, 8);
    Path half =
        isThere
            ? folder.resolve(".report-" + random)
            : folder.resolveSibling("." + folder.getFileName() + "-" + random);
    Path above = half.getParent();
    if (above != null) {
      Files.createDirectories(above);
    }
    Files.createDirectory(half, mode("rwx------"));
    made.add(half);
    return half;
  }

  private static void requireNotStopped() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The report was stopped");
    }
  }

  /// It names people and what they may do: whom it concerns is for its maker to say.
  private FileAttribute<?>[] mode(String permissions) {
    boolean modes = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return modes
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private void write(Path file, Content content, List<Path> made) throws IOException {
    requireNotStopped();
    var channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            mode("rw-------"));
    made.add(file);
    try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      content.to(out);
    }
  }

  private static void takeAway(List<Path> made) {
    for (Path each : made.reversed()) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException _) {
        // What made it fail is told; that this could not be taken away follows from it.
        return;
      }
    }
  }
}
