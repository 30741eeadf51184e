package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.domain.Mark;
import keyconsole.viewmodel.AuditBadge;
import keyconsole.viewmodel.AuditDetail;
import keyconsole.viewmodel.AuditDetail.Link;
import keyconsole.viewmodel.AuditDetailViewModel;
import keyconsole.viewmodel.AuditFindingsViewModel;
import keyconsole.viewmodel.AuditSeals;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The drawer: one audit record in full, under three tabs, with the ways on and the place of its
/// line below them.
public final class AuditDetailPane extends Screen {

  /// Columns that the button over a raw line covers.
  private static final int UNDER_BUTTON = 3;

  /// Characters of an action that have room in the badge beside the title.
  private static final int LONGEST_BADGE = 20;

  private static final double BADGE = 150;

  private static final PseudoClass KNOWN = PseudoClass.getPseudoClass("known");

  private final AuditDetailViewModel model;
  private final KeyWords words;
  private final Runnable closing;
  private final AuditChangesBox changes;
  private final JsonBox json;
  private final JsonBox raw;
  private final List<AuditLinkRow> links = new ArrayList<>();

  @FXML private ToggleGroup tabs;
  @FXML private Label badge;
  @FXML private Label title;
  @FXML private Button close;
  @FXML private Label time;
  @FXML private Label sign;
  @FXML private VBox notes;
  @FXML private ToggleButton changesTab;
  @FXML private ToggleButton jsonTab;
  @FXML private ToggleButton rawTab;
  @FXML private ScrollPane scroll;
  @FXML private StackPane tab;
  @FXML private VBox goTo;
  @FXML private Label place;
  @FXML private HBox sealRow;
  @FXML private Label sealState;
  @FXML private HBox hashRow;
  @FXML private Label hash;
  @FXML private Button copyHash;

  /// @param closing takes the drawer away
  public AuditDetailPane(AuditDetailViewModel model, ViewLoader loader, Runnable closing) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
    this.closing = closing;
    this.changes = new AuditChangesBox(words);
    this.json = new JsonBox(words, "audit.json.copy", 0, model::copyJson);
    this.raw = new JsonBox(words, "audit.raw.copy", UNDER_BUTTON, model::copyRaw);
  }

  @FXML
  void initialize() {
    Parts.paintedInParts(scroll);
    close.setOnAction(event -> closing.run());
    close.setTooltip(new Tooltip(close.getAccessibleText()));
    copyHash.setOnAction(event -> model.copyHash());
    copyHash.setTooltip(new Tooltip(copyHash.getAccessibleText()));
    tab.getChildren().setAll(changes, json, raw);
    Segments.alwaysOne(tabs, chosen -> showTab());
    showTab();
    follow(model.detailProperty(), shown -> shown.ifPresent(this::show));
    follow(model.changesProperty(), changes::show);
    follow(model.linksProperty(), this::showLinks);
    follow(model.sealProperty(), this::showSeal);
    follow(model.signProperty(), this::showSign);
    follow(model.hashProperty(), this::showHash);
  }

  private void showTab() {
    Parts.shown(changes, changesTab.isSelected());
    Parts.shown(json, jsonTab.isSelected());
    Parts.shown(raw, rawTab.isSelected());
    scroll.setVvalue(0);
  }

  private void show(AuditDetail detail) {
    AuditBadge done = detail.badge();
    badge.setText(done.text());
    boolean cut = done.text().length() > LONGEST_BADGE;
    badge.setMinWidth(cut ? BADGE : Region.USE_PREF_SIZE);
    badge.setMaxWidth(cut ? BADGE : Region.USE_PREF_SIZE);
    badge.setTooltip(cut ? Parts.reason(done.text()) : null);
    Parts.tone(badge, done.tone());
    badge.getStyleClass().remove("outlined");
    if (done.outlined()) {
      badge.getStyleClass().add("outlined");
    }
    title.setText(detail.title());
    title.setTooltip(Parts.reason(detail.title()));
    time.setText(detail.time());
    notes.getChildren().clear();
    detail.notes().forEach(this::addNote);
    if (!detail.cut().isEmpty()) {
      addNote(detail.cut());
    }
    Parts.shown(notes, !notes.getChildren().isEmpty());
    json.show(detail.json());
    raw.show(detail.raw());
    place.setText(detail.place());
    scroll.setVvalue(0);
  }

  private void addNote(String text) {
    Label note = Parts.label(text, "audit-detail-note");
    note.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
    note.setWrapText(true);
    note.setMinHeight(Region.USE_PREF_SIZE);
    notes.getChildren().add(note);
  }

  private void showLinks(List<Link> shown) {
    while (links.size() < shown.size()) {
      AuditLinkRow row = new AuditLinkRow(model::follow);
      links.add(row);
      goTo.getChildren().add(row);
    }
    for (int i = 0; i < links.size(); i++) {
      Parts.shown(links.get(i), i < shown.size());
      if (i < shown.size()) {
        links.get(i).show(shown.get(i));
      }
    }
    Parts.shown(goTo, !shown.isEmpty());
  }

  private void showSeal(Optional<AuditSeals.Told> shown) {
    Parts.shown(sealRow, shown.isPresent());
    shown.ifPresent(
        told -> {
          if (told.tone() == Tone.SUCCESS) {
            Parts.mark(sealState, Mark.ENFORCED, told.text());
          } else {
            sealState.getStyleClass().removeIf(style -> style.startsWith("mark-"));
            sealState.setText(told.text());
            sealState.setGraphic(new FontIcon(Feather.SHIELD));
          }
          Parts.tone(sealState, told.tone());
        });
  }

  private void showSign(Optional<AuditFindingsViewModel.Sign> shown) {
    Parts.shown(sign, shown.isPresent());
    sign.setText(shown.map(AuditFindingsViewModel.Sign::text).orElse(""));
    sign.pseudoClassStateChanged(
        KNOWN, shown.filter(AuditFindingsViewModel.Sign::known).isPresent());
  }

  private void showHash(String hex) {
    Parts.shown(hashRow, !hex.isEmpty());
    hash.setText(AuditDetailViewModel.shortHash(hex));
    hash.setTooltip(Parts.reason(words.text("audit.place.hash.hint") + "\n" + hex));
  }
}
