package keyconsole.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ResourceBundle;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/// Loads a screen with the controller that was made for it, and no other.
public final class ViewLoader {

  private final ResourceBundle texts;
  private final Announcer announcer = new Announcer();

  /// @param texts for `%name` in the FXML
  public ViewLoader(ResourceBundle texts) {
    this.texts = texts;
  }

  /// Every text a person reads.
  public ResourceBundle texts() {
    return texts;
  }

  /// Tells what changes by itself; the window's frame holds it.
  Announcer announcer() {
    return announcer;
  }

  /// Loads a file. Its `fx:controller` must be the class of the controller.
  public Parent load(FxmlFile file, Object controller) {
    FXMLLoader loader = new FXMLLoader(ViewLoader.class.getResource(file.resource()), texts);
    loader.setControllerFactory(type -> require(type, controller));
    try {
      Parent root = loader.load();
      Parts.finish(root);
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(file.resource(), e);
    }
  }

  private static Object require(Class<?> type, Object controller) {
    if (type != controller.getClass()) {
      throw new IllegalStateException(type + " is not " + controller.getClass());
    }
    return controller;
  }
}
