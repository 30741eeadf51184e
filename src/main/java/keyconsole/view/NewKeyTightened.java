package keyconsole.view;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyTightening;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Above the step: what was filled in from what the key used, what was not and why, and the way
/// back.
final class NewKeyTightened extends Screen {

  private final NewKeyTightening tightening;
  private final KeyWords words;
  private final VBox texts = new VBox();

  NewKeyTightened(NewKeyTightening tightening, KeyWords words) {
    this.tightening = tightening;
    this.words = words;
  }

  Node node() {
    texts.getStyleClass().add("newkey-tightened-texts");
    HBox.setHgrow(texts, Priority.ALWAYS);
    Hyperlink undo = new Hyperlink(words.text("newkey.tighten.undo"));
    undo.setId("undoTighten");
    undo.setGraphic(new FontIcon(Feather.ROTATE_CCW));
    undo.setMinWidth(Region.USE_PREF_SIZE);
    undo.setOnAction(event -> tightening.undo());
    HBox notice = Parts.row(new FontIcon(Feather.MINIMIZE_2), texts, undo);
    notice.setId("tightened");
    notice.getStyleClass().add("newkey-tightened");
    follow(
        tightening.toldProperty(),
        told -> {
          Parts.shown(notice, told.isPresent());
          Parts.shown(undo, told.map(NewKeyTightening.Told::narrower).orElse(false));
          show(told);
        });
    return notice;
  }

  private void show(Optional<NewKeyTightening.Told> told) {
    texts.getChildren().clear();
    told.ifPresent(
        now -> {
          texts.getChildren().add(line(now.text(), "newkey-strong"));
          now.kept().forEach(each -> texts.getChildren().add(line(each, "newkey-quiet")));
        });
  }

  private static Label line(String text, String style) {
    Label line = Parts.label(text, style);
    line.setWrapText(true);
    line.setMinHeight(Region.USE_PREF_SIZE);
    return line;
  }
}
