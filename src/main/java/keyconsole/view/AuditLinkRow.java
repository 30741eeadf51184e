package keyconsole.view;

import java.util.Optional;
import java.util.function.Consumer;
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

  private final FontIcon icon = new FontIcon(Feather.KEY);
  private final Hyperlink link = new Hyperlink();
  private final Label text = Parts.label("", "audit-link-text");
  private final Label told = Parts.label("", "kc-muted");
  private final Tooltip hint = new Tooltip();

  private Optional<Link> shown = Optional.empty();

  AuditLinkRow(Consumer<Link> follow) {
    getStyleClass().add("audit-link");
    link.getStyleClass().add("audit-link-text");
    link.setMnemonicParsing(false);
    link.setOnAction(
        event -> {
          link.setVisited(false);
          shown.ifPresent(follow);
        });
    told.setMinWidth(Region.USE_PREF_SIZE);
    Parts.textTooltip(hint);
    HBox.setHgrow(link, Priority.ALWAYS);
    HBox.setHgrow(text, Priority.ALWAYS);
    for (Region each : new Region[] {link, text}) {
      each.setMinWidth(0);
      each.setMaxWidth(Double.MAX_VALUE);
    }
    getChildren().addAll(icon, link, text, told);
  }

  private static Feather icon(Target target) {
    return switch (target) {
      case KEY -> Feather.KEY;
      case ENTRIES_OF_KEY -> Feather.FILE_TEXT;
      case ENTRIES_BY_ACTOR -> Feather.USER;
      case USAGE -> Feather.BAR_CHART_2;
    };
  }

  void show(Link next) {
    shown = Optional.of(next);
    setId("audit-link-" + next.target());
    icon.setIconCode(icon(next.target()));
    pseudoClassStateChanged(LEADS, next.open());
    link.setText(next.text());
    text.setText(next.text());
    Parts.shown(link, next.open());
    Parts.shown(text, !next.open());
    told.setText(next.told());
    hint.setText(next.hint().isEmpty() ? next.text() : next.text() + "\n" + next.hint());
    Tooltip.install(this, hint);
    link.setAccessibleText(next.text() + ", " + next.told());
  }
}
