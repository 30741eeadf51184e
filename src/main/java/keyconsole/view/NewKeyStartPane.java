package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyStart;
import keyconsole.viewmodel.NewKeyStart.From;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What a new key starts from: nothing, one of the templates, or another key.
final class NewKeyStartPane extends Screen {

  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final int COLUMNS = 2;

  private final NewKeyStart start;
  private final KeyWords words;
  private final GridPane cards = new GridPane();
  private final VBox keys = new VBox();
  private final VBox box = new VBox();

  NewKeyStartPane(NewKeyStart start, KeyWords words) {
    this.start = start;
    this.words = words;
    box.getStyleClass().add("newkey-start");
    box.getChildren().addAll(choice(), templates(), others(), told());
  }

  Node node() {
    return box;
  }

  private Node choice() {
    HBox segments = new HBox();
    segments.setId("start");
    segments.getStyleClass().add("kc-segments");
    segments.setMaxWidth(Region.USE_PREF_SIZE);
    segments.setAccessibleText(words.text("start.title"));
    Segments.fill(
        this,
        segments,
        List.of(From.values()),
        from -> words.text("start." + from),
        start.fromProperty());
    follow(
        start.fromProperty(),
        from -> {
          if (from == From.BLANK) {
            start.clear();
          }
        });
    Hyperlink manage = new Hyperlink(words.text("start.manage"));
    manage.setId("manageTemplates");
    manage.setMinWidth(Region.USE_PREF_SIZE);
    manage.setOnAction(event -> start.manage());
    follow(start.fromProperty(), from -> Parts.shown(manage, from == From.TEMPLATE));
    Label title = Parts.label(words.text("start.title"), "newkey-label");
    VBox field = new VBox(title, NewKeyPane.row(segments, new Gap(), manage));
    field.getStyleClass().add("newkey-field");
    return field;
  }

  private Node templates() {
    cards.getStyleClass().add("newkey-cards");
    for (int i = 0; i < COLUMNS; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(100.0 / COLUMNS);
      cards.getColumnConstraints().add(column);
    }
    follow(start.offers(), this::showCards);
    follow(start.chosenProperty(), chosen -> mark(cards, chosen));
    Label trouble = Parts.wrapped("", "newkey-error");
    trouble.setGraphic(new FontIcon(Feather.ALERT_CIRCLE));
    follow(
        start.troubleProperty(),
        text -> {
          trouble.setText(text);
          Parts.shown(trouble, !text.isEmpty());
        });
    VBox all = new VBox(cards, trouble);
    all.getStyleClass().add("newkey-field");
    follow(start.fromProperty(), from -> Parts.shown(all, from == From.TEMPLATE));
    return all;
  }

  private void showCards() {
    cards.getChildren().clear();
    for (int i = 0; i < start.offers().size(); i++) {
      cards.add(card(start.offers().get(i)), i % COLUMNS, i / COLUMNS);
    }
    mark(cards, start.chosenProperty().get());
  }

  private Node card(NewKeyStart.Offer offer) {
    String name = Unseen.shown(offer.template().name());
    String description = Unseen.shownInLines(offer.template().description());
    VBox texts =
        new VBox(
            Parts.label(name, "newkey-card-title"),
            Parts.label(description, "newkey-quiet"),
            Parts.label(
                offer.refusal().isEmpty() ? offer.facts() : offer.refusal(), "newkey-card-facts"));
    texts.getStyleClass().add("newkey-card-texts");
    Button card = choice(texts, offer, name + ". " + description);
    card.setDisable(!offer.refusal().isEmpty());
    card.setAccessibleHelp(offer.refusal().isEmpty() ? offer.facts() : offer.refusal());
    card.setOnAction(event -> start.choose(offer));
    card.setTooltip(Parts.reason(name + "\n" + description));
    return card;
  }

  private static Button choice(Node graphic, Object stands, String accessible) {
    Button choice = new Button();
    choice.setGraphic(graphic);
    choice.setUserData(stands);
    choice.getStyleClass().setAll("newkey-choice");
    choice.setMaxWidth(Double.MAX_VALUE);
    choice.setAccessibleText(accessible);
    return choice;
  }

  private Node others() {
    TextField search = new TextField();
    search.setId("startSearch");
    search.setPromptText(words.text("start.search"));
    search.setAccessibleText(words.text("start.search"));
    bindBoth(search.textProperty(), start.searchProperty());
    keys.getStyleClass().add("newkey-keys");
    follow(start.found(), this::showKeys);
    follow(start.chosenProperty(), chosen -> mark(keys, chosen));
    VBox all = new VBox(search, keys);
    all.getStyleClass().add("newkey-field");
    follow(start.fromProperty(), from -> Parts.shown(all, from == From.KEY));
    return all;
  }

  private void showKeys() {
    List<Node> shown = new ArrayList<>();
    start.found().forEach(key -> shown.add(entry(key)));
    if (shown.isEmpty()) {
      shown.add(Parts.label(words.text("start.none"), "newkey-quiet"));
    }
    keys.getChildren().setAll(shown);
    mark(keys, start.chosenProperty().get());
  }

  private Node entry(ApiKey key) {
    String name = words.name(key);
    String about = words.text("start.key", key.ownerId(), words.scope(key.scope()));
    Label title = Parts.label(name, "newkey-card-title");
    Label facts = Parts.label(about, "newkey-quiet");
    facts.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = NewKeyPane.row(title, new Gap(), facts);
    row.setMaxWidth(Double.MAX_VALUE);
    Button entry = choice(row, key, name + ", " + about);
    entry.getStyleClass().add("newkey-choice-row");
    row.prefWidthProperty().bind(entry.widthProperty().subtract(22));
    entry.setOnAction(event -> start.choose(key));
    return entry;
  }

  private static void mark(Region all, Optional<Object> chosen) {
    all.getChildrenUnmodifiable()
        .forEach(
            each ->
                each.pseudoClassStateChanged(
                    CHOSEN,
                    Optional.ofNullable(each.getUserData()).equals(chosen) && chosen.isPresent()));
  }

  private Node told() {
    Label told = Parts.wrapped("", "newkey-told");
    told.setGraphic(new FontIcon(Feather.CHECK));
    follow(
        start.toldProperty(),
        text -> {
          told.setText(text);
          Parts.shown(told, !text.isEmpty());
        });
    return told;
  }
}
