package keyconsole.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// A small file of this person's configuration folder. It is replaced as a whole, and nobody else
/// may read it: where tenants lie is nobody else's business.
final class PersonalFile {

  private final Path file;

  /// @param file made, with its folder, when first written
  PersonalFile(Path file) {
    this.file = file;
  }

  /// What it holds; empty where it is not there.
  Optional<byte[]> read() throws IOException {
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /// Writes all that the file is to hold.
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  void write(byte[] content) throws IOException {
    write(out -> out.write(content));
  }

  void write(Content content) throws IOException {
    Files.createDirectories(file.getParent());
    // A person may keep the file elsewhere and link to it.
    Path target = Files.exists(file) ? file.toRealPath() : file;
    // Made with mode 600 where there are modes.
    Path next = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(next))) {
        content.to(out);
      }
      Files.move(next, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /// Puts a file that cannot be made out aside, so that it is said once and nothing is lost.
  ///
  /// @param text the text that says so; its places are the file and where it is kept
  IOException damaged(String text, Exception cause) throws IOException {
    Path kept = file.resolveSibling(file.getFileName() + ".damaged");
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
    }
    return new IOException(Wiring.text(text, file, kept), cause);
  }
}
