package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import javafx.scene.Parent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every screen in German: nothing is cut off.
class GermanScreensTest extends EveryScreen {

  private final Locale before = Locale.getDefault();
  private final List<String> found = new ArrayList<>();

  @Override
  public void start(Stage shown) {
    Locale.setDefault(Locale.GERMAN);
    around.texts = ResourceBundle.getBundle("i18n.console");
    super.start(shown);
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void germanIsShownWhole() throws IOException {
    showAll();
    assertEquals("", String.join("\n", found));
  }

  @Override
  void look(String name) {
    interact(
        () -> {
          for (Parent root : roots()) {
            Walk walk = new Walk(name);
            walk.texts(root);
            found.addAll(walk.found());
          }
        });
    if (name.matches("keys|usage|audit-detail|access-answer|new-key-limits|dialog-reveal")) {
      picture("german-" + name);
    }
  }
}
