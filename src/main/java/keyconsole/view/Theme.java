package keyconsole.view;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.scene.Scene;

/// The look: an AtlantaFX theme and the console's one sheet over it.
public final class Theme {

  private static final String DARK = "dark";
  private static final String SHEET =
      Objects.requireNonNull(Theme.class.getResource("/css/console.css")).toExternalForm();

  private Theme() {}

  /// Dresses a scene. Dark mode swaps tokens, never rules.
  public static void dress(Scene scene, boolean dark) {
    scene.setUserAgentStylesheet(
        (dark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
    scene.getStylesheets().setAll(SHEET);
    darken(scene, dark);
  }

  /// Dresses a popup as the window that it belongs to, whose sheet it has already.
  static void dressPopup(Scene popup, Scene owner) {
    popup.setUserAgentStylesheet(owner.getUserAgentStylesheet());
    darken(popup, owner.getRoot().getStyleClass().contains(DARK));
  }

  private static void darken(Scene scene, boolean dark) {
    scene.getRoot().getStyleClass().remove(DARK);
    if (dark) {
      scene.getRoot().getStyleClass().add(DARK);
    }
  }
}
