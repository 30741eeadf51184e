package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import keyconsole.DrivenTest;
import keyconsole.viewmodel.AuditBadge;
import keyconsole.viewmodel.AuditRow;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.Tone;
import org.junit.jupiter.api.Test;

/// What a row of the audit log says, to those too who do not see its marks.
class AuditRowPaneTest extends DrivenTest {

  private final StackPane page = new StackPane();

  @Override
  public void start(Stage stage) {
    Fonts.load();
    Scene scene = new Scene(page, 100, 100);
    Theme.dress(scene, Look.LIGHT);
    stage.setScene(scene);
  }

  private String spoken(Locale language, boolean outOfOrder, boolean broken) {
    return pane(language, "revoked", outOfOrder, broken).getAccessibleText();
  }

  private AuditRowPane pane(Locale language, String action, boolean outOfOrder, boolean broken) {
    AuditRow.Cells cells =
        new AuditRow.Cells(
            "23 Nov 10:00:00",
            new AuditBadge(action, Tone.DANGER, false),
            "olu",
            "Edge worker",
            "k1",
            "",
            outOfOrder,
            true,
            broken,
            Optional.empty());
    AuditRowPane[] pane = new AuditRowPane[1];
    interact(
        () -> {
          pane[0] =
              new AuditRowPane(new KeyWords(ResourceBundle.getBundle("i18n.console", language)));
          pane[0].show(new AuditRow(0, Optional.of(cells), false));
        });
    return pane[0];
  }

  @Test
  void theLongestActionIsWholeWhereThereIsRoom() {
    AuditRowPane pane = pane(Locale.ENGLISH, "reinstated blocked", false, false);
    interact(
        () -> {
          page.getChildren().setAll(pane);
          pane.applyCss();
          pane.resize(1088, 36);
          pane.layout();
        });
    assertFalse(from(pane).lookup(".kc-badge").queryAs(Label.class).isTextTruncated());
  }

  @Test
  void marksOfARowAreSpokenToo() {
    assertEquals(
        "23 Nov 10:00:00, revoked, olu, Edge worker", spoken(Locale.ENGLISH, false, false));
    assertEquals(
        "23 Nov 10:00:00, time out of order, revoked, olu, Edge worker",
        spoken(Locale.ENGLISH, true, false));
    assertEquals(
        "23 Nov 10:00:00, at or behind a broken seal, revoked, olu, Edge worker",
        spoken(Locale.ENGLISH, false, true));
    assertEquals(
        "23 Nov 10:00:00, Zeit außer der Reihe, an einem gebrochenen Siegel oder dahinter,"
            + " revoked, olu, Edge worker",
        spoken(Locale.GERMAN, true, true));
  }
}
