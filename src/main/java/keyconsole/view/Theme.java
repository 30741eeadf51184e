package keyconsole.view;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.collections.ObservableList;
import javafx.scene.Group;
import javafx.scene.Parent;
import javafx.scene.Scene;
import keyconsole.viewmodel.Look;

/// The look: an AtlantaFX theme and the console's one sheet over it, whose tokens a style class of
/// the root swaps. Rules are the same in every look.
public final class Theme {

  private static final String DARK = "dark";
  private static final String CONTRAST = "contrast";
  private static final String SHEET =
      Objects.requireNonNull(Theme.class.getResource("/css/console.css")).toExternalForm();

  private Theme() {}

  /// What scenes wear to begin with. Said before the first control is made, which would else put on
  /// the toolkit's own theme, that is read for nothing.
  public static void use(Look look) {
    Application.setUserAgentStylesheet(theme(look));
  }

  private static String theme(Look look) {
    return (look == Look.LIGHT ? new PrimerLight() : new PrimerDark()).getUserAgentStylesheet();
  }

  /// A scene that is dressed before there is anything in it: what is put into one is styled, and
  /// would be again once it is dressed.
  public static Scene scene(Parent root, double width, double height, Look look) {
    Scene scene = new Scene(new Group(), width, height);
    dress(scene, look);
    root.getStyleClass().addAll(classes(look));
    scene.setRoot(root);
    return scene;
  }

  /// Dresses a scene. Each thing that becomes another one has all in the scene styled anew at once,
  /// so only what is another one is changed, and that in one go.
  public static void dress(Scene scene, Look look) {
    boolean worn = theme(look).equals(Application.getUserAgentStylesheet());
    scene.setUserAgentStylesheet(worn ? null : theme(look));
    if (!scene.getStylesheets().contains(SHEET)) {
      scene.getStylesheets().setAll(SHEET);
    }
    mark(scene, classes(look));
  }

  private static List<String> classes(Look look) {
    return switch (look) {
      case LIGHT -> List.of();
      case DARK -> List.of(DARK);
      case CONTRAST -> List.of(DARK, CONTRAST);
    };
  }

  /// Dresses a popup as the window that it belongs to, whose sheet it has already.
  static void dressPopup(Scene popup, Scene owner) {
    popup.setUserAgentStylesheet(owner.getUserAgentStylesheet());
    List<String> worn = owner.getRoot().getStyleClass();
    mark(popup, List.of(DARK, CONTRAST).stream().filter(worn::contains).toList());
  }

  private static void mark(Scene scene, List<String> classes) {
    ObservableList<String> worn = scene.getRoot().getStyleClass();
    List<String> next = new ArrayList<>(worn);
    next.removeAll(List.of(DARK, CONTRAST));
    next.addAll(classes);
    if (!next.equals(worn)) {
      worn.setAll(next);
    }
  }
}
