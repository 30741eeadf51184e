package keyconsole.app;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import keyconsole.viewmodel.FileSaver;

/// Asks with the system's own dialog where to save, and begins where it ended last.
final class FxFileSaver implements FileSaver {

  private final Stage stage;
  private Optional<File> lastFolder = Optional.empty();

  FxFileSaver(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Optional<Path> chooseFile(String title, String name) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name);
    // One that is gone by now would make the dialog fail.
    lastFolder.filter(File::isDirectory).ifPresent(chooser::setInitialDirectory);
    Optional<File> chosen = Optional.ofNullable(chooser.showSaveDialog(stage));
    lastFolder = chosen.map(File::getParentFile).or(() -> lastFolder);
    return chosen.map(File::toPath);
  }

  @Override
  public Optional<Path> chooseToOpen(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    lastFolder.filter(File::isDirectory).ifPresent(chooser::setInitialDirectory);
    Optional<File> chosen = Optional.ofNullable(chooser.showOpenDialog(stage));
    lastFolder = chosen.map(File::getParentFile).or(() -> lastFolder);
    return chosen.map(File::toPath);
  }

  @Override
  public byte[] read(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(Wiring.text("read.no-file", file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new IOException(Wiring.text("read.too-large", file, most / (1 << 20)));
      }
      return content;
    } catch (AccessDeniedException e) {
      throw new IOException(Wiring.text("read.denied", file), e);
    }
  }

  @Override
  public void write(Path file, Content content) throws IOException {
    try {
      new PersonalFile(file.toAbsolutePath()).write(content::to);
    } catch (AccessDeniedException e) {
      throw new IOException(Wiring.text("save.denied", file), e);
    } catch (NoSuchFileException e) {
      throw new IOException(Wiring.text("save.no-folder", file), e);
    }
  }
}
