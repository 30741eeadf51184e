package keyconsole.view;

import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import keyconsole.viewmodel.AuditFindingsViewModel;
import keyconsole.viewmodel.AuditFindingsViewModel.State;
import keyconsole.viewmodel.AuditFindingsViewModel.Told;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The line that tells that key files and audit log do not agree, or cannot be compared. There is
/// none while all is well: then a few words beside the count of entries say so. Where there is
/// little room, they say what is wrong too.
final class AuditFindingsStrip extends Screen {

  private final AuditFindingsViewModel model;
  private final KeyWords words;
  private final StackPane place;
  private final HBox strip = new HBox();
  private final Label text = Parts.label("", "findings-text");
  private final Hyperlink way = new Hyperlink();
  private final Hyperlink quiet = new Hyperlink();
  private boolean isShort;

  /// @param place of the line, which has room only while there is something to say
  /// @param quietPlace of what says that all is well
  AuditFindingsStrip(
      AuditFindingsViewModel model, KeyWords words, StackPane place, StackPane quietPlace) {
    this.model = model;
    this.words = words;
    this.place = place;
    lay();
    place.getChildren().setAll(strip);
    quietPlace.getChildren().setAll(quiet);
    follow(model.toldProperty(), this::show);
    follow(model.warningsProperty(), warned -> showQuiet());
  }

  private void lay() {
    text.setMinWidth(0);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    way.setId("showFindings");
    way.getStyleClass().add("shell-link");
    way.setMinWidth(Region.USE_PREF_SIZE);
    way.setOnAction(event -> go());
    strip.setId("findingsStrip");
    strip.getStyleClass().add("findings-strip");
    strip.getChildren().setAll(new FontIcon(Feather.ALERT_TRIANGLE), text, way);
    // The link is a target of its own.
    text.setOnMouseClicked(
        event -> {
          if (event.getButton() == MouseButton.PRIMARY) {
            go();
          }
        });
    quiet.setId("findingsQuiet");
    quiet.getStyleClass().add("findings-quiet");
    quiet.setOnAction(event -> go());
  }

  private void go() {
    if (model.toldProperty().get().state() == State.FAILED) {
      model.look();
    } else {
      model.showList();
    }
  }

  private void show(Told told) {
    text.setText(told.text());
    text.setTooltip(Parts.reason(told.text()));
    boolean failed = told.state() == State.FAILED;
    way.setText(words.text(failed ? "audit.retry" : "deeds.show"));
    Parts.tone(strip, failed ? Tone.NEUTRAL : Tone.WARNING);
    Parts.shown(place, isWrong(told) && !isShort);
    showQuiet();
  }

  private static boolean isWrong(Told told) {
    return told.state() == State.FAILED || told.state() == State.FOUND;
  }

  /// Takes no line of its own from now on, or does again.
  void shorten(boolean shorter) {
    isShort = shorter;
    show(model.toldProperty().get());
  }

  private void showQuiet() {
    Told told = model.toldProperty().get();
    boolean wrong = isWrong(told);
    boolean warned = wrong || !model.warningsProperty().get().isEmpty();
    int known = model.itemsProperty().get().size();
    if (wrong) {
      quiet.setText(told.text());
    } else if (warned) {
      quiet.setText(words.text("deeds.agree.warned"));
    } else {
      quiet.setText(
          known == 0 ? words.text("deeds.agree") : words.text("deeds.agree.known", known));
    }
    quiet.setGraphic(new FontIcon(warned ? Feather.ALERT_TRIANGLE : Feather.CHECK));
    Parts.tone(quiet, warned ? Tone.WARNING : Tone.NEUTRAL);
    quiet.setTooltip(Parts.reason(told.text()));
    Parts.wrong(quiet, wrong);
    Parts.shown(quiet, told.state() == State.QUIET || (wrong && isShort));
  }
}
