package keyconsole.view;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.AuditFindingsViewModel.Sign;
import keyconsole.viewmodel.AuditRow;
import keyconsole.viewmodel.KeyWords;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One row of the audit log; shows one record after the other as a person scrolls.
final class AuditRowPane extends Region {

  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");
  private static final PseudoClass KNOWN = PseudoClass.getPseudoClass("known");
  private static final PseudoClass OUTLINED = PseudoClass.getPseudoClass("outlined");

  /// Beside the badge, with a gap.
  private static final double SIGN = 18;

  private final KeyWords words;
  private final Label time = Parts.label("", "lines-text");
  private final Label odd = Parts.label("", "audit-odd");
  private final Label sign = Parts.label("", "audit-sign");
  private final Tooltip signTip = Parts.reason("");
  private final Label badge = Parts.label("", "kc-badge");
  private final Label actor = Parts.label("", "lines-text");
  private final Label key = Parts.label("", "lines-text", "lines-key");
  private final Label summary = Parts.label("", "lines-text", "kc-muted");
  private final Tooltip keyTip = new Tooltip();
  private final Tooltip badgeTip = new Tooltip();
  private long position = -1;

  AuditRowPane(KeyWords words) {
    this.words = words;
    String outOfOrder = words.text("audit.out-of-order");
    getStyleClass().addAll("lines-row", "audit-row");
    setManaged(false);
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    odd.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
    odd.setTooltip(Parts.reason(outOfOrder));
    odd.setAccessibleText(outOfOrder);
    sign.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
    sign.setTooltip(signTip);
    Parts.textTooltip(keyTip);
    Parts.textTooltip(badgeTip);
    getChildren().addAll(time, odd, badge, sign, actor, key, summary);
  }

  /// Which row it shows, from 0; -1 where none.
  long position() {
    return isVisible() ? position : -1;
  }

  void show(AuditRow row) {
    position = row.position();
    pseudoClassStateChanged(SELECTED, row.selected());
    row.cells().ifPresentOrElse(this::show, this::showThatItComes);
    setVisible(true);
    requestLayout();
  }

  private void show(AuditRow.Cells cells) {
    time.setText(cells.time());
    badge.setText(cells.badge().text());
    badgeTip.setText(cells.badge().text());
    badge.setVisible(true);
    Parts.tone(badge, cells.badge().tone());
    badge.pseudoClassStateChanged(OUTLINED, cells.badge().outlined());
    actor.setText(cells.actor());
    key.setText(cells.key());
    keyTip.setText(cells.keyId());
    key.setTooltip(cells.keyId().isEmpty() ? null : keyTip);
    summary.setText(cells.summary());
    odd.setVisible(cells.outOfOrder());
    pseudoClassStateChanged(BROKEN, cells.broken());
    String said = cells.sign().map(Sign::text).orElse("");
    signTip.setText(said);
    sign.setAccessibleText(said);
    sign.setVisible(!said.isEmpty());
    sign.pseudoClassStateChanged(KNOWN, cells.sign().filter(Sign::known).isPresent());
    setAccessibleText(
        Stream.of(
                cells.time(),
                cells.outOfOrder() ? words.text("audit.told.out-of-order") : "",
                cells.broken() ? words.text("audit.told.broken") : "",
                cells.badge().text(),
                said,
                cells.actor(),
                cells.key(),
                cells.summary())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", ")));
  }

  private void showThatItComes() {
    List.of(time, actor, key, summary).forEach(label -> label.setText(""));
    badge.setVisible(false);
    odd.setVisible(false);
    sign.setVisible(false);
    pseudoClassStateChanged(BROKEN, false);
    key.setTooltip(null);
    setAccessibleText("");
  }

  @Override
  protected void layoutChildren() {
    AuditColumns columns = AuditColumns.of(getWidth());
    place(time, AuditColumns.LEFT, AuditColumns.TIME);
    place(odd, AuditColumns.LEFT + AuditColumns.TIME - 18, 16);
    double room = columns.actionWidth() - (sign.isVisible() ? SIGN : 0);
    double whole = badge.prefWidth(-1);
    double width = Math.min(whole, room);
    place(badge, columns.actionX(), width);
    badge.setTooltip(whole > room ? badgeTip : null);
    place(sign, columns.actionX() + width + 4, 16);
    place(actor, columns.actorX(), columns.actorWidth());
    place(key, columns.keyX(), columns.keyWidth());
    place(summary, columns.summaryX(), columns.summaryWidth());
    summary.setVisible(columns.summaryWidth() > 0);
  }

  private void place(Label label, double x, double width) {
    double tall = label.prefHeight(-1);
    label.resizeRelocate(x, snapPositionY((getHeight() - tall) / 2), width, tall);
  }
}
