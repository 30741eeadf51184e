package keyconsole.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.text.Font;

/// The bundled type family: Inter in three weights. UI thread only.
public final class Fonts {

  private static final List<String> FILES =
      List.of("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf");

  /// Any size: what is loaded is known in all of them.
  private static final int SIZE = 13;

  private static boolean loaded;

  private Fonts() {}

  /// Makes the family known to the toolkit; does nothing the second time. Called before the first
  /// scene.
  public static void load() {
    if (!loaded) {
      Path folder = Path.of(System.getProperty("java.home"), "lib", "fonts");
      for (String file : FILES) {
        load(folder.resolve(file), file);
      }
      loaded = true;
    }
  }

  /// The toolkit copies what it reads from a stream into a temporary file, which a console that is
  /// killed leaves there. So the installed program has its typefaces as files. They are named as
  /// they are: the toolkit takes a URL's `%20` for a name.
  private static void load(Path installed, String file) {
    String named = "file:" + installed.toUri().getPath();
    if (!Files.exists(installed) || Font.loadFont(named, SIZE) == null) {
      loadCopy(file);
    }
  }

  private static void loadCopy(String file) {
    try (InputStream in = Fonts.class.getResourceAsStream("/fonts/" + file)) {
      Font.loadFont(in, SIZE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
