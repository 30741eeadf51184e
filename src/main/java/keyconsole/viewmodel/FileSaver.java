package keyconsole.viewmodel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/// The port through which a person keeps a file that the console made, or gives it one.
public interface FileSaver {

  /// Where to put it, or empty where the person went back. UI thread.
  ///
  /// @param name what it is to be called unless the person says otherwise
  Optional<Path> chooseFile(String title, String name);

  /// Which file to read, or empty where the person went back. UI thread.
  Optional<Path> chooseToOpen(String title);

  /// Reads a file that a person chose. Blocks.
  ///
  /// @param most bytes that it may have
  /// @throws IOException says in a person's words what is wrong, a larger file included
  byte[] read(Path file, int most) throws IOException;

  /// What a file is to hold.
  interface Content {
    /// Writes all of it. May be ended by an interrupt.
    void to(OutputStream out) throws IOException;
  }

  /// Writes it as a whole or not at all; what stood there before stays until then. Blocks.
  ///
  /// @throws IOException says in a person's words what is wrong
  void write(Path file, Content content) throws IOException;

  /// The same with what is in memory already.
  default void write(Path file, byte[] content) throws IOException {
    write(file, out -> out.write(content));
  }

  /// A name without what no file system takes in one.
  static String safeName(String name) {
    return name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
  }
}
