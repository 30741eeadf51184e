package keyconsole.view;

import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageRanking;
import org.jspecify.annotations.Nullable;

/// The card of a [UsageRanking]: the first five, or as many as a tall window has room for, and all
/// of them in a list that scrolls once they are asked for. A click, Enter and the space bar ask for
/// a row.
final class UsageRankingCard extends UsageCard {

  /// How many rows there are at first.
  static final int FEW = 5;

  /// Of a card with that many rows and no foot.
  static final double LEAST_HEIGHT = 178;

  private static final int MORE = 12;
  private static final double ROW = 26;
  private static final double BEYOND = 6;
  private static final PseudoClass SCROLLS = PseudoClass.getPseudoClass("scrolls");
  private static final UsageRanking NOTHING = new UsageRanking("", "", "", List.of(), "", "", "");

  private final KeyWords words;
  private final UsageMarks.Deeds<String> deeds;
  private final Label note = Parts.label("", "usage-card-note");
  private final Button all = new Button();
  private final ListView<UsageRanking.Row> list = new ListView<>();
  private final Label empty = Parts.label("", "usage-rank-empty");
  private final Tooltip wholeName = Parts.reason("");
  private final Label foot = Parts.label("", "usage-rank-foot");
  private UsageRanking ranking = NOTHING;
  private UsageRankingRow.Widths widths = UsageRankingRow.Widths.NONE;
  private boolean whole;

  /// How many rows there is room for.
  private int few = FEW;

  private boolean pictured;

  /// @param deeds with the id of a row
  UsageRankingCard(KeyWords words, UsageMarks.Deeds<String> deeds) {
    super("usage-rank");
    this.words = words;
    this.deeds = deeds;
    all.getStyleClass().setAll("usage-rank-all");
    all.setMinWidth(USE_PREF_SIZE);
    all.setOnAction(event -> toggleWhole());
    list.getStyleClass().add("usage-rank-list");
    list.setFixedCellSize(ROW);
    list.setCellFactory(view -> new Cell());
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setOnContextMenuRequested(this::menu);
    list.setPlaceholder(empty);
    foot.setWrapText(true);
    note.textTruncatedProperty().subscribe(cut -> showNote());
    list.heightProperty().subscribe(height -> showRoom(height.doubleValue()));
    VBox.setVgrow(list, Priority.ALWAYS);
    // A row reaches a little beyond its text, for the ring of the keyboard.
    VBox.setMargin(list, new Insets(0, -BEYOND, 0, -BEYOND));
    getChildren().addAll(head(note, all), list, foot);
    show(NOTHING);
  }

  /// Shows rows; whether all are shown stays as it is.
  void show(UsageRanking shown) {
    ranking = shown;
    setTitle(shown.title());
    list.setAccessibleText(shown.title());
    note.setText(shown.note());
    showNote();
    empty.setText(shown.empty());
    foot.setText(shown.foot());
    Parts.shown(foot, !shown.foot().isEmpty());
    widths =
        UsageRankingRow.Widths.of(
            shown.rows().subList(0, Math.min(FEW, shown.rows().size())), shown.rows());
    fill();
  }

  /// What is grey beside a colour says so itself: a note that has no room whole is left out.
  private void showNote() {
    note.setManaged(!ranking.note().isEmpty());
    note.setVisible(note.isManaged() && !note.isTextTruncated());
  }

  private void toggleWhole() {
    whole = !whole;
    fill();
  }

  private void showRoom(double height) {
    int room = Math.max(FEW, (int) (height / ROW));
    if (room != few && !pictured) {
      few = room;
      fill();
    }
  }

  private void fill() {
    List<UsageRanking.Row> rows = ranking.rows();
    boolean more = rows.size() > few;
    Parts.shown(all, more && !pictured);
    all.setText(whole ? words.text("usage.rank.fewer") : words.text("usage.rank.all", rows.size()));
    int least = whole ? Math.clamp(rows.size(), FEW, MORE) : FEW;
    int shown = Math.max(least, few);
    // Nobody scrolls in a picture.
    int most = whole && !pictured ? rows.size() : shown;
    List<UsageRanking.Row> listed = rows.subList(0, Math.min(most, rows.size()));
    list.pseudoClassStateChanged(SCROLLS, listed.size() > shown);
    list.setMinHeight(least * ROW);
    list.setPrefHeight(least * ROW);
    if (!list.getItems().equals(listed)) {
      list(listed);
    }
  }

  /// Replaces the rows; the place that the keyboard is at stays.
  private void list(List<UsageRanking.Row> rows) {
    int focused = list.getFocusModel().getFocusedIndex();
    list.getItems().setAll(rows);
    list.getSelectionModel().clearSelection();
    list.getFocusModel().focus(Math.clamp(focused, 0, Math.max(0, rows.size() - 1)));
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case ENTER, SPACE -> {
        Optional.ofNullable(list.getFocusModel().getFocusedItem()).ifPresent(this::choose);
        event.consume();
      }
      default -> {}
    }
  }

  private void choose(UsageRanking.Row row) {
    deeds.choose().accept(row.id());
  }

  /// The keyboard asks for the row that it is at; what the mouse asks for has come to a row before.
  private void menu(ContextMenuEvent event) {
    if (event.isKeyboardTrigger()) {
      Optional.ofNullable(list.getFocusModel().getFocusedItem()).ifPresent(row -> menu(row, event));
    }
  }

  private void menu(UsageRanking.Row row, ContextMenuEvent event) {
    deeds.menu().accept(row.id(), event);
    event.consume();
  }

  @Override
  UsagePng picture() {
    UsageRankingCard copy = new UsageRankingCard(words, UsageMarks.Deeds.none());
    copy.whole = whole;
    copy.few = few;
    copy.pictured = true;
    copy.show(ranking);
    return UsagePicture.take(copy, this, ranking.range(), ranking.zone());
  }

  private final class Cell extends ListCell<UsageRanking.Row> {

    private final UsageRankingRow line = new UsageRankingRow(wholeName);

    Cell() {
      getStyleClass().add("usage-rank-cell");
      setPrefWidth(0);
      UsageMarks.onClick(
          this, event -> Optional.ofNullable(getItem()).ifPresent(UsageRankingCard.this::choose));
      setOnContextMenuRequested(
          event -> Optional.ofNullable(getItem()).ifPresent(row -> menu(row, event)));
    }

    @Override
    protected void updateItem(UsageRanking.@Nullable Row row, boolean none) {
      super.updateItem(row, none);
      if (row == null || none) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      line.show(row, widths);
      UsageMarks.filtered(this, row.selected(), row.greyed());
      setAccessibleText(row.name() + ", " + row.count());
      setGraphic(line);
    }
  }
}
