package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.ShownJson;
import org.kordamp.ikonli.feather.Feather;

/// JSON, or a line as it stands, in a box with a button that copies it. What is longer than the box
/// is wide goes on a step further in: the text is wrapped here, since a text flow knows no hanging
/// indent. Of a very long one only the beginning is laid out until a person asks for all of it. It
/// takes the keyboard, so that the arrows scroll what it stands in.
final class JsonBox extends StackPane {

  private static final int FIRST_CHARACTERS = 12_000;
  private static final int RULER = 50;

  /// How far an arrow scrolls, in pixels: two lines.
  private static final double STEP = 35;

  private final KeyWords words;
  private final int columnsOfButton;
  private final TextFlow flow = new TextFlow();
  private final Text ruler = new Text("0".repeat(RULER));
  private final Hyperlink more = new Hyperlink();
  private ShownJson whole = new ShownJson(List.of());
  private ShownJson shown = whole;
  private int columns;

  /// @param name of the button
  /// @param columnsOfButton how many columns at the right are left to the button
  JsonBox(KeyWords words, String name, int columnsOfButton, Runnable copy) {
    this.words = words;
    this.columnsOfButton = columnsOfButton;
    getStyleClass().add("kc-json");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TEXT);
    addEventHandler(KeyEvent.KEY_PRESSED, this::scroll);
    flow.getStyleClass().add("kc-json-flow");
    ruler.getStyleClass().add("kc-json-text");
    ruler.setManaged(false);
    ruler.setVisible(false);
    more.getStyleClass().add("shell-link");
    more.setOnAction(event -> showAll());
    VBox text = new VBox(flow, more);
    text.getStyleClass().add("kc-json-lines");
    Button button = Parts.iconButton(Feather.COPY, words.text(name));
    button.setOnAction(event -> copy.run());
    setAlignment(button, Pos.TOP_RIGHT);
    getChildren().addAll(text, button, ruler);
    flow.widthProperty().subscribe(this::fit);
  }

  void show(ShownJson json) {
    if (json.equals(whole)) {
      return;
    }
    whole = json;
    boolean cut = json.length() > FIRST_CHARACTERS;
    shown = cut ? json.first(FIRST_CHARACTERS) : json;
    more.setText(words.text("json.all", json.length()));
    Parts.shown(more, cut);
    setAccessibleText(shown.text());
    layOut();
  }

  private void scroll(KeyEvent event) {
    Node at = getParent();
    while (at != null && !(at instanceof ScrollPane)) {
      at = at.getParent();
    }
    if (at instanceof ScrollPane around) {
      double page = around.getViewportBounds().getHeight();
      double height = around.getContent().getLayoutBounds().getHeight();
      double by =
          switch (event.getCode()) {
            case UP -> -STEP;
            case DOWN -> STEP;
            case PAGE_UP -> -page;
            case PAGE_DOWN -> page;
            case HOME -> -height;
            case END -> height;
            default -> 0;
          };
      if (by != 0 && height > page) {
        around.setVvalue(Math.clamp(around.getVvalue() + by / (height - page), 0, 1));
        event.consume();
      }
    }
  }

  private void showAll() {
    shown = whole;
    Parts.shown(more, false);
    layOut();
  }

  private void fit() {
    ruler.applyCss();
    double width = ruler.getLayoutBounds().getWidth() / RULER;
    int room = (int) Math.floor(flow.getWidth() / Math.max(1, width)) - columnsOfButton;
    if (room > 0 && room != columns) {
      columns = room;
      layOut();
    }
  }

  /// Pieces of one colour next to each other are one text.
  private void layOut() {
    if (columns == 0) {
      return;
    }
    List<Text> texts = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    ShownJson.Kind kind = ShownJson.Kind.MARK;
    List<ShownJson.Line> lines = shown.wrapped(columns).lines();
    for (int i = 0; i < lines.size(); i++) {
      piece.append(i == 0 ? "" : "\n").append(" ".repeat(lines.get(i).indent()));
      for (ShownJson.Piece next : lines.get(i).pieces()) {
        if (next.kind() != kind && !piece.isEmpty()) {
          texts.add(text(piece.toString(), kind));
          piece.setLength(0);
        }
        kind = next.kind();
        piece.append(next.text());
      }
    }
    texts.add(text(piece.toString(), kind));
    flow.getChildren().setAll(texts);
  }

  private static Text text(String content, ShownJson.Kind kind) {
    Text text = new Text(content);
    text.getStyleClass().addAll("kc-json-text", "kc-json-" + kind.name().toLowerCase(Locale.ROOT));
    return text;
  }
}
