package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.RevealViewModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows a raw key once. The key stands in a label: a field would remember it for undo.
public final class RevealView extends Screen {

  private static final PseudoClass COPIED = PseudoClass.getPseudoClass("copied");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

  private final RevealViewModel model;
  private final KeyWords words;

  @FXML private Label title;
  @FXML private Label subtitle;
  @FXML private Label warning;
  @FXML private Label lockAhead;
  @FXML private HBox lost;
  @FXML private HBox held;
  @FXML private VBox rawField;
  @FXML private VBox tryField;
  @FXML private Label raw;
  @FXML private ToggleButton show;
  @FXML private Button copy;
  @FXML private HBox countdown;
  @FXML private Label clears;
  @FXML private ProgressBar left;
  @FXML private Hyperlink clearNow;
  @FXML private ToggleButton curl;
  @FXML private ToggleButton python;
  @FXML private TextFlow snippet;
  @FXML private Button copySnippet;
  @FXML private CheckBox stored;
  @FXML private Button done;
  @FXML private Button closeLost;
  @FXML private Button rotateLost;

  /// @param loader for its texts
  public RevealView(RevealViewModel model, ViewLoader loader) {
    this.model = model;
    this.words = new KeyWords(loader.texts());
  }

  @FXML
  void initialize() {
    title.setText(model.title());
    subtitle.setText(model.subtitle());
    warning.setText(model.warning());
    Parts.shown(warning, !model.warning().isEmpty());
    bind(lockAhead.textProperty(), model.lockAheadProperty());
    follow(model.lockAheadProperty(), said -> Parts.shown(lockAhead, !said.isEmpty()));
    bind(raw.textProperty(), model.shownProperty());
    bindBoth(show.selectedProperty(), model.visibleProperty());
    follow(model.visibleProperty(), this::showEye);
    copy.setOnAction(e -> model.copy());
    clearNow.setOnAction(e -> model.clearNow());
    follow(model.copiedProperty(), this::showCopied);
    follow(model.secondsLeftProperty(), seconds -> showLeft(seconds.intValue()));
    curl.setOnAction(e -> choosePython(false));
    python.setOnAction(e -> choosePython(true));
    follow(model.pythonProperty(), this::showSnippet);
    copySnippet.setOnAction(e -> model.copySnippet());
    follow(model.snippetCopiedProperty(), this::showSnippetCopied);
    bindBoth(stored.selectedProperty(), model.storedProperty());
    follow(model.storedProperty(), said -> done.setDisable(!said));
    done.setOnAction(e -> model.done());
    closeLost.setOnAction(e -> model.done());
    bind(rotateLost.textProperty(), model.wayOutBinding());
    rotateLost.setOnAction(e -> model.rotate());
    follow(model.lostProperty(), this::showLost);
  }

  private void showLost(boolean isLost) {
    List.of(lost, closeLost, rotateLost).forEach(node -> Parts.shown(node, isLost));
    List.of(held, rawField, tryField, stored, done).forEach(node -> Parts.shown(node, !isLost));
  }

  private void showEye(boolean visible) {
    show.setGraphic(new FontIcon(visible ? Feather.EYE_OFF : Feather.EYE));
    String name = words.text(visible ? "reveal.hide" : "reveal.show");
    show.setAccessibleText(name);
    show.setTooltip(new Tooltip(name));
  }

  private void showCopied(boolean copied) {
    copy.setText(words.text(copied ? "reveal.copied" : "reveal.copy"));
    copy.setGraphic(new FontIcon(copied ? Feather.CHECK : Feather.COPY));
    copy.pseudoClassStateChanged(COPIED, copied);
    countdown.setVisible(copied);
  }

  private void showLeft(int seconds) {
    clears.setText(words.text("reveal.clears", seconds));
    left.setProgress((double) seconds / RevealViewModel.CLEARS_AFTER);
  }

  /// Shows it even where nothing changed: a second click has taken the segment's mark away.
  private void choosePython(boolean chosen) {
    model.pythonProperty().set(chosen);
    showSnippet(chosen);
  }

  private void showSnippet(boolean inPython) {
    curl.setSelected(!inPython);
    python.setSelected(inPython);
    snippet.getChildren().setAll(coloured(model.snippet()));
  }

  private void showSnippetCopied(boolean copied) {
    String name = words.text(copied ? "reveal.snippet-copied" : "reveal.copy-snippet");
    copySnippet.setGraphic(new FontIcon(copied ? Feather.CHECK : Feather.COPY));
    copySnippet.pseudoClassStateChanged(COPIED, copied);
    copySnippet.setAccessibleText(name);
    copySnippet.setTooltip(new Tooltip(name));
  }

  private static List<Text> coloured(String code) {
    List<Text> pieces = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(code);
    int end = 0;
    while (quoted.find()) {
      pieces.add(piece(code.substring(end, quoted.start()), "reveal-code-text"));
      pieces.add(piece(quoted.group(), "reveal-code-text", "reveal-code-quoted"));
      end = quoted.end();
    }
    pieces.add(piece(code.substring(end), "reveal-code-text"));
    return pieces;
  }

  private static Text piece(String code, String... styles) {
    Text piece = new Text(code);
    piece.getStyleClass().addAll(styles);
    return piece;
  }
}
