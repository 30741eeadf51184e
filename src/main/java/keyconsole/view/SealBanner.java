package keyconsole.view;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.SealFindingsViewModel;
import keyconsole.viewmodel.SealTold;
import keyconsole.viewmodel.SealViewModel;
import keyconsole.viewmodel.Tone;

/// The state of the seals over the audit log: sealed, being verified, broken, or not sealed yet. It
/// cannot be closed.
final class SealBanner extends Screen {

  private static final PseudoClass CONCERN = PseudoClass.getPseudoClass("concern");
  private static final double SHIELD = 18;

  private final SealViewModel model;
  private final boolean amongFindings;
  private final StackPane banner = new StackPane();
  private final StackPane shield = new StackPane();
  private final Label title = Parts.label("", "seal-title");
  private final Label aside = Parts.label("", "seal-aside");
  private final Label second = Parts.label("", "seal-second");
  private final ProgressBar progress = new ProgressBar();
  private final Hyperlink details = link("sealDetails");
  private final Hyperlink verify = link("verify");
  private final Button sealNow = button("sealNow");
  private final Button showLine = button("showLine");
  private final Button export = button("sealReport");

  /// Alone, as the page has it.
  SealBanner(SealViewModel model, KeyWords words) {
    this(model, words, model.toldProperty(), false);
  }

  /// Above all findings, which have their own ways to the lines and to a report.
  SealBanner(SealFindingsViewModel findings, KeyWords words) {
    this(findings.seals(), words, findings.told(), true);
  }

  private SealBanner(
      SealViewModel model, KeyWords words, ObservableValue<SealTold> told, boolean amongFindings) {
    this.model = model;
    this.amongFindings = amongFindings;
    verify.setText(words.text("seal.verify"));
    verify.setOnAction(event -> model.verifyNow());
    details.setOnAction(event -> model.showFindings());
    sealNow.setText(words.text("seal.now"));
    sealNow.setOnAction(event -> model.sealNow());
    showLine.setText(words.text("seal.show"));
    showLine.setOnAction(event -> model.showLine());
    export.setText(words.text("seal.export"));
    export.setOnAction(event -> model.saveReport());
    lay(words);
    follow(told, this::show);
  }

  Node node() {
    return banner;
  }

  private void lay(KeyWords words) {
    title.setMinWidth(0);
    second.setMinWidth(0);
    aside.setMinWidth(Region.USE_PREF_SIZE);
    HBox first = new HBox(title, aside);
    first.setAlignment(Pos.CENTER_LEFT);
    VBox told = new VBox(first, second);
    told.setAlignment(Pos.CENTER_LEFT);
    told.setMinWidth(0);
    HBox ways = new HBox(details, verify, sealNow, showLine, export);
    ways.getStyleClass().add("seal-ways");
    SealLine line = new SealLine(shield, told, ways);
    progress.getStyleClass().add("seal-progress");
    progress.setMaxWidth(Double.MAX_VALUE);
    progress.setAccessibleText(words.text("shell.progress"));
    StackPane.setAlignment(progress, Pos.BOTTOM_CENTER);
    banner.getStyleClass().add("seal-banner");
    banner.setId("sealBanner");
    banner.getChildren().setAll(line, progress);
  }

  private static Hyperlink link(String id) {
    Hyperlink link = new Hyperlink();
    link.setId(id);
    link.getStyleClass().add("shell-link");
    link.setMinWidth(Region.USE_PREF_SIZE);
    return link;
  }

  private static Button button(String id) {
    Button button = new Button();
    button.setId(id);
    button.getStyleClass().add("seal-button");
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  private void show(SealTold told) {
    SealTold.Kind kind = told.kind();
    Tone tone = tone(kind);
    Parts.tone(banner, tone);
    shield.getChildren().setAll(Parts.shield(kind, tone, SHIELD));
    title.setText(told.title());
    aside.setText(told.aside().isEmpty() ? "" : "·  " + told.aside());
    second.setText(told.second());
    second.pseudoClassStateChanged(CONCERN, told.concern());
    // What is wrong and what is to be done must be readable as a whole.
    boolean whole = told.concern() || kind == SealTold.Kind.BROKEN;
    title.setWrapText(whole);
    second.setWrapText(whole);
    second.setMinHeight(whole ? Region.USE_PREF_SIZE : Region.USE_COMPUTED_SIZE);
    progress.setProgress(Math.max(0, told.progress()));
    details.setText(told.details());
    Parts.shown(aside, !told.aside().isEmpty());
    Parts.shown(second, !told.second().isEmpty());
    progress.setVisible(told.progress() >= 0);
    Parts.shown(details, !told.details().isEmpty() && !amongFindings);
    Parts.shown(verify, kind == SealTold.Kind.SEALED || kind == SealTold.Kind.FAILED);
    Parts.shown(sealNow, kind == SealTold.Kind.NOT_SEALED);
    boolean toLine = kind == SealTold.Kind.BROKEN && model.hasLineToShow();
    Parts.shown(showLine, toLine && !amongFindings);
    boolean reported = kind == SealTold.Kind.BROKEN || kind == SealTold.Kind.SEALED;
    Parts.shown(export, reported && !amongFindings);
    second.setTooltip(told.second().isEmpty() ? null : Parts.reason(told.second()));
    title.setTooltip(Parts.reason(told.title()));
  }

  private static Tone tone(SealTold.Kind kind) {
    return switch (kind) {
      case SEALED -> Tone.SUCCESS;
      case BROKEN -> Tone.DANGER;
      case VERIFYING, NOT_SEALED -> Tone.NEUTRAL;
      case FAILED -> Tone.WARNING;
    };
  }
}
