package keyconsole.view;

import javafx.css.PseudoClass;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.AuditDetail.Link;
import keyconsole.viewmodel.AuditDetail.Target;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A way on from an audit record, with a count or a state at its right. Stays while what it tells
/// changes, so that the keyboard keeps its place.
final class AuditLinkRow extends HBox {

  private static final PseudoClass LEADS = PseudoClass.getPseudoClass("leads");

  private final Hyperlink link = new Hyperlink();
  private final Label text = Parts.label("", "audit-link-text");
  private final Label told = Parts.label("", "kc-muted");
  private final Tooltip hint = new Tooltip();

  AuditLinkRow(Target target, Runnable follow) {
    getStyleClass().add("audit-link");
    setId("audit-link-" + target);
    link.getStyleClass().add("audit-link-text");
    link.setMnemonicParsing(false);
    link.setOnAction(
        event -> {
          link.setVisited(false);
          follow.run();
        });
    told.setMinWidth(Region.USE_PREF_SIZE);
    Parts.textTooltip(hint);
    HBox.setHgrow(link, Priority.ALWAYS);
    HBox.setHgrow(text, Priority.ALWAYS);
    for (Region each : new Region[] {link, text}) {
      each.setMinWidth(0);
      each.setMaxWidth(Double.MAX_VALUE);
    }
    getChildren().addAll(new FontIcon(icon(target)), link, text, told);
    Parts.shown(this, false);
  }

  private static Feather icon(Target target) {
    return switch (target) {
      case KEY -> Feather.KEY;
      case ENTRIES_OF_KEY -> Feather.FILE_TEXT;
      case ENTRIES_BY_ACTOR -> Feather.USER;
      case USAGE -> Feather.BAR_CHART_2;
    };
  }

  void show(Link shown) {
    Parts.shown(this, true);
    pseudoClassStateChanged(LEADS, shown.open());
    link.setText(shown.text());
    text.setText(shown.text());
    Parts.shown(link, shown.open());
    Parts.shown(text, !shown.open());
    told.setText(shown.told());
    hint.setText(shown.hint().isEmpty() ? shown.text() : shown.text() + "\n" + shown.hint());
    Tooltip.install(this, hint);
    link.setAccessibleText(shown.text() + ", " + shown.told());
  }
}
