package keyconsole.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;
import keyconsole.viewmodel.FolderChooser;

/// Asks with the system's own dialog for a folder, and shows one in the system's own window.
final class FxFolders implements FolderChooser {

  private final Stage stage;

  FxFolders(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Optional<Path> choose(String title) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(title);
    return Optional.ofNullable(chooser.showDialog(stage)).map(File::toPath);
  }

  @Override
  public void show(Path folder) throws IOException {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String command =
        system.startsWith("windows") ? "explorer" : system.startsWith("mac") ? "open" : "xdg-open";
    new ProcessBuilder(command, folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
