package keyconsole.viewmodel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The port through which a person chooses a folder, and sees what is in one.
public interface FolderChooser {

  /// The folder chosen, or empty where the person went back.
  Optional<Path> choose(String title);

  /// Shows a folder in the system's own window. Any thread.
  ///
  /// @throws IOException if the system has no way to
  void show(Path folder) throws IOException;
}
