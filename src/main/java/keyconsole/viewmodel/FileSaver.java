package keyconsole.viewmodel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The port through which a person keeps a file that the console made.
public interface FileSaver {

  /// Where to put it, or empty where the person went back. UI thread.
  ///
  /// @param name what it is to be called unless the person says otherwise
  Optional<Path> chooseFile(String title, String name);

  /// Writes it as a whole or not at all; what stood there before stays until then. Blocks.
  ///
  /// @throws IOException says in a person's words what is wrong
  void write(Path file, byte[] content) throws IOException;
}
