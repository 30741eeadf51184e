package keyconsole.view;

import java.util.Locale;
import java.util.ResourceBundle;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.Tone;
import keyconsole.viewmodel.WelcomeViewModel;
import keyconsole.viewmodel.WelcomeViewModel.TenantRow;

/// A tenant that can be opened: its name, where it lies, and whether it is there.
final class TenantCell extends SpokenCell<TenantRow> {

  private static final double NAME_WIDTH = 250;

  private static final double BADGE_SHIELD = 12;

  private final ResourceBundle texts;
  private final WelcomeViewModel model;
  private final ContextMenu menu;

  /// @param model opens a tenant on a double click, and takes one off the list
  TenantCell(ResourceBundle texts, WelcomeViewModel model) {
    this.texts = texts;
    this.model = model;
    // As wide as the list, so that a long path is shortened and not scrolled to.
    setPrefWidth(0);
    MenuItem remove = new MenuItem(texts.getString("welcome.forget"));
    remove.setOnAction(e -> model.forget(getItem()));
    menu = new ContextMenu(remove);
    setOnMouseClicked(
        event -> {
          if (event.getClickCount() == 2 && !isEmpty()) {
            model.openSelected();
          }
        });
  }

  @Override
  protected void updateItem(TenantRow row, boolean empty) {
    super.updateItem(row, empty);
    boolean blank = empty || row == null;
    setText(null);
    setTooltip(null);
    setGraphic(blank ? null : content(row));
    setContextMenu(blank || row.opened().isEmpty() ? null : menu);
  }

  private Label seal(TenantRow row) {
    return switch (row.seal().state()) {
      case SEALED -> seal(row, Tone.SUCCESS, Parts.Shield.CHECK);
      case BROKEN -> seal(row, Tone.DANGER, Parts.Shield.CROSS);
      case NOT_SEALED, UNKNOWN -> Parts.badge(model.sealText(row), Tone.NEUTRAL);
    };
  }

  private Label seal(TenantRow row, Tone tone, Parts.Shield shield) {
    Label badge = Parts.badge(model.sealText(row), tone);
    badge.setGraphic(Parts.shield(shield, tone, BADGE_SHIELD));
    return badge;
  }

  private HBox content(TenantRow row) {
    Label letter =
        Parts.label(row.tenant().substring(0, 1).toUpperCase(Locale.ROOT), "welcome-letter");
    HBox name = new HBox(8, Parts.label(row.tenant(), "shell-heading"));
    name.setAlignment(Pos.CENTER_LEFT);
    if (!row.present()) {
      name.getChildren().add(Parts.badge(texts.getString("welcome.missing"), Tone.WARNING));
    } else if (!model.sealText(row).isEmpty()) {
      name.getChildren().add(seal(row));
    }
    Label path = Parts.label(row.folder().toString(), "welcome-path");
    path.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    setTooltip(Parts.reason(row.tenant() + "\n" + row.folder()));
    VBox left = new VBox(name, path);
    left.setMinWidth(NAME_WIDTH);
    left.setPrefWidth(NAME_WIDTH);
    HBox.setHgrow(left, Priority.ALWAYS);
    VBox right =
        new VBox(Parts.label(row.keys(), "shell-muted"), Parts.label(row.opened(), "shell-muted"));
    right.setAlignment(Pos.CENTER_RIGHT);
    right.setMinWidth(0);
    right.getStyleClass().add("welcome-when");
    left.setAlignment(Pos.CENTER_LEFT);
    HBox all = new HBox(12, letter, left, right);
    all.setAlignment(Pos.CENTER_LEFT);
    return all;
  }
}
