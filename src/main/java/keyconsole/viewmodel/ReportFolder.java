package keyconsole.viewmodel;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import keyconsole.service.ReportFigures;

/// The folder that a report is put into: one PDF, and the same and more as CSV files. What is
/// evidence is never written over, so it is a new folder or an empty one. All files are there at
/// the end or none of them; the PDF comes last. Blocks.
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
      makeFolder(made);
      Map<String, Content> contents = contents(figures);
      int done = 0;
      for (Map.Entry<String, Content> each : contents.entrySet()) {
        write(folder.resolve(each.getKey()), each.getValue(), made);
        progress.accept((double) ++done / contents.size());
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

  private void makeFolder(List<Path> made) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(folder, mode("rwx------"));
    made.add(folder);
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
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The report was stopped");
    }
    var channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            mode("rw-------"));
    made.add(file);
    try (OutputStream out =
        new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel), 1 << 16)) {
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
