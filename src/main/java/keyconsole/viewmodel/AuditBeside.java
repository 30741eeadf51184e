package keyconsole.viewmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// The file beside exported lines that tells what they are about. A person is asked about the
/// lines' own name alone, so nothing but what an earlier export has put there is replaced. Blocks;
/// never the UI thread.
final class AuditBeside {

  /// What the lines' own name is followed by.
  private static final String ENDING = ".about.json";

  /// Bytes; many times as long as any.
  private static final int MOST = 1 << 20;

  private final FileSaver files;
  private final Path file;
  private final Optional<byte[]> before;
  private boolean isWritten;

  private AuditBeside(FileSaver files, Path file, Optional<byte[]> before) {
    this.files = files;
    this.file = file;
    this.before = before;
  }

  /// @param lines where the lines will be
  /// @throws IOException says in a person's words what stands there that is to stay
  static AuditBeside of(Path lines, FileSaver files, KeyWords texts) throws IOException {
    Path file = lines.resolveSibling(lines.getFileName() + ENDING);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new AuditBeside(files, file, Optional.empty());
    }
    byte[] before = files.read(file, MOST);
    if (!AuditExport.isAbout(before)) {
      throw new IOException(texts.text("audit.failed.beside", file.getFileName().toString()));
    }
    return new AuditBeside(files, file, Optional.of(before));
  }

  void write(byte[] content) throws IOException {
    files.write(file, content);
    isWritten = true;
  }

  /// Leaves it as it was, since the lines are not there.
  void takeBack() throws IOException {
    if (!isWritten) {
      return;
    }
    if (before.isPresent()) {
      files.write(file, before.get());
    } else {
      Files.deleteIfExists(file);
    }
  }
}
