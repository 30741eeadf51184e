package keyconsole.viewmodel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Which version this is, what it runs on and whose work it is made of.
public final class AboutViewModel implements Guide {

  private static final String LIBRARIES = "/about/libraries.txt";

  private final ShellViewModel shell;
  private final Help help;
  private final KeyWords words;

  /// Somebody else's work that comes with the console.
  ///
  /// @param artifact as the build names it; `-` for what the build does not fetch
  public record Library(String artifact, String version, String name, String licence) {

    private static Library of(String line) {
      String[] parts = line.split("\\s*\\|\\s*", -1);
      return new Library(parts[0], parts[1], parts[2], parts[3]);
    }
  }

  AboutViewModel(Surroundings surroundings, ShellViewModel shell, Help help) {
    this.shell = shell;
    this.help = help;
    this.words = new KeyWords(surroundings.texts());
  }

  public String version() {
    return words.text("app.version");
  }

  /// What it runs on.
  public String runtime() {
    return words.text(
        "about.runtime",
        System.getProperty("java.version", ""),
        System.getProperty("java.vendor", ""),
        System.getProperty("javafx.runtime.version", "–"),
        System.getProperty("os.name", ""),
        System.getProperty("os.arch", ""));
  }

  /// What comes with it, by name.
  public static List<Library> libraries() {
    try (InputStream in = AboutViewModel.class.getResourceAsStream(LIBRARIES)) {
      if (in == null) {
        throw new IllegalStateException(LIBRARIES);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Library::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(LIBRARIES, e);
    }
  }

  /// Puts what whoever helps needs to know on the clipboard.
  public void copyDiagnostics() {
    help.copyDiagnostics();
  }

  @Override
  public void close() {
    shell.close(new Dialog.Guide(this));
  }
}
