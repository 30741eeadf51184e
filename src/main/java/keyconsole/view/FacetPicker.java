package keyconsole.view;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.KeyFacet;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyWords;
import org.jspecify.annotations.Nullable;

/// A list of filters to choose one from, with a field to search in it: owners or capabilities that
/// are too many for a menu.
final class FacetPicker extends Popup {

  private static final double ROW_HEIGHT = 28;

  /// Something to choose.
  ///
  /// @param keys how many it would find
  record Choice(String text, int keys, KeyFacet facet) {}

  private final KeyListViewModel model;
  private final TextField search = new TextField();
  private final ListView<Choice> list;

  FacetPicker(KeyListViewModel model, String title, List<Choice> choices) {
    this.model = model;
    FilteredList<Choice> found = new FilteredList<>(FXCollections.observableList(choices));
    list = new ListView<>(found);
    // The arrows walk through it while the keyboard is in the field.
    list.setFocusTraversable(false);
    list.setFixedCellSize(ROW_HEIGHT);
    list.setCellFactory(view -> new Cell());
    list.setId("facet-choices");
    list.getSelectionModel().selectFirst();
    search.setId("facet-search");
    search.setPromptText(model.words().text("keys.add-filter.find", title));
    search.setAccessibleText(search.getPromptText());
    search
        .textProperty()
        .subscribe(
            text -> {
              String wanted = text.strip().toLowerCase(Locale.ROOT);
              found.setPredicate(choice -> choice.text().toLowerCase(Locale.ROOT).contains(wanted));
              list.getSelectionModel().selectFirst();
            });
    VBox box = new VBox(search, list);
    box.getStyleClass().add("keys-picker");
    box.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    getContent().add(box);
    setAutoHide(true);
    setHideOnEscape(true);
  }

  /// What there is to choose, the most frequent first.
  static List<Choice> choices(Map<String, Integer> counts, Function<String, KeyFacet> facet) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each -> new Choice(each.getKey(), each.getValue(), facet.apply(each.getKey())))
        .toList();
  }

  /// Opens it below a node.
  void showAt(Node anchor) {
    Bounds bounds = anchor.localToScreen(anchor.getLayoutBounds());
    show(anchor, bounds.getMinX(), bounds.getMaxY() + 4);
    search.requestFocus();
  }

  private void pressed(KeyEvent event) {
    int at = list.getSelectionModel().getSelectedIndex();
    if (event.getCode() == KeyCode.ENTER) {
      choose(list.getSelectionModel().getSelectedItem());
      event.consume();
    } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
      int last = list.getItems().size() - 1;
      int to = Math.clamp(at + (event.getCode() == KeyCode.DOWN ? 1 : -1), 0, Math.max(0, last));
      list.getSelectionModel().select(to);
      list.scrollTo(Math.max(0, to - 2));
      event.consume();
    }
  }

  private void choose(@Nullable Choice choice) {
    if (choice != null) {
      hide();
      model.add(choice.facet());
    }
  }

  private final class Cell extends SpokenCell<Choice> {
    private final Label text = new Label();
    private final Label keys = Parts.label("", "kc-muted");
    private final HBox line;

    Cell() {
      keys.setMinWidth(Region.USE_PREF_SIZE);
      line = new HBox(text, new Gap(), keys);
      line.getStyleClass().add("keys-picker-line");
      line.setMinWidth(0);
      line.setPrefWidth(0);
      setOnMouseClicked(event -> choose(getItem()));
    }

    @Override
    protected void updateItem(@Nullable Choice choice, boolean empty) {
      super.updateItem(choice, empty);
      if (empty || choice == null) {
        setGraphic(null);
      } else {
        text.setText(Unseen.shown(choice.text()));
        keys.setText(KeyWords.number(choice.keys()));
        setGraphic(line);
      }
    }
  }
}
