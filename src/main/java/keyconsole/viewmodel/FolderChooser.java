package keyconsole.viewmodel;

import java.nio.file.Path;
import java.util.Optional;

/// The port through which a person chooses a folder.
public interface FolderChooser {

  /// The folder chosen, or empty where the person went back.
  Optional<Path> choose(String title);
}
