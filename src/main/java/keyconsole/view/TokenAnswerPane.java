package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import keyconsole.domain.KeyId;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.TokenAnswer;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What may be said of a token, the key that it came from, and its claims below.
final class TokenAnswerPane {

  private static final double HEAD_HEIGHT = 32;
  private static final double NAME_WIDTH = 148;
  private static final double MEANING_SHARE = 34;

  private final KeyWords words;
  private final Consumer<KeyId> show;
  private final VBox pane = new VBox();
  private Optional<TokenAnswer> shown = Optional.empty();

  /// @param show leads to a key
  TokenAnswerPane(KeyWords words, Consumer<KeyId> show) {
    this.words = words;
    this.show = show;
    pane.getStyleClass().add("access-answer-pane");
  }

  /// Always the same pane. Where a token is only judged anew, the rest of it stays as it is, and
  /// with it the keyboard and the place to which it was scrolled.
  Node of(TokenAnswer answer) {
    Node judgements =
        Parts.sideBySide(answer.judgements().stream().map(TokenAnswerPane::judgement).toList());
    if (shown.filter(before -> tellsTheSame(before, answer)).isPresent()) {
      pane.getChildren().set(0, judgements);
    } else {
      List<Node> parts = new ArrayList<>(List.of(judgements));
      answer.source().ifPresent(source -> parts.add(source(source)));
      parts.add(claims(answer));
      pane.getChildren().setAll(parts);
    }
    shown = Optional.of(answer);
    return pane;
  }

  private static boolean tellsTheSame(TokenAnswer one, TokenAnswer other) {
    return one.source().equals(other.source()) && one.claims().equals(other.claims());
  }

  private static VBox judgement(TokenAnswer.Judgement judgement) {
    Label word = Parts.label(judgement.word(), "access-verdict-word");
    word.setGraphic(
        new FontIcon(
            switch (judgement.tone()) {
              case SUCCESS -> Feather.CHECK_CIRCLE;
              case DANGER -> Feather.X_CIRCLE;
              case WARNING -> Feather.ALERT_TRIANGLE;
              case PLAIN, NEUTRAL, ACCENT -> Feather.HELP_CIRCLE;
            }));
    Label reason = Parts.label(judgement.reason(), "access-judgement-reason");
    reason.setWrapText(true);
    VBox card = new VBox(Parts.label(judgement.title(), "kc-muted"), word, reason);
    card.getStyleClass().addAll("access-verdict", "access-judgement");
    Parts.tone(card, judgement.tone());
    return card;
  }

  private Node source(TokenAnswer.Source source) {
    Label name = Parts.label(source.name(), "access-heading");
    HBox head = new HBox(Parts.label(words.text("access.source"), "kc-muted"), name);
    head.getStyleClass().add("access-source-head");
    source.status().ifPresent(it -> head.getChildren().add(Parts.badge(it.text(), it.tone())));
    head.getChildren().add(new Gap());
    source.key().ifPresent(id -> head.getChildren().add(link(id)));
    VBox card = new VBox(head, Parts.wrapped(source.text(), "kc-muted"));
    if (!source.excesses().isEmpty()) {
      Label excesses = Parts.wrapped(source.excesses(), "access-warning");
      excesses.setId("excesses");
      excesses.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
      card.getChildren().add(excesses);
    }
    card.setId("source");
    card.getStyleClass().addAll("access-card", "access-source");
    return card;
  }

  private Hyperlink link(KeyId id) {
    Hyperlink link = new Hyperlink(words.text("access.show-key"));
    link.setId("show-key");
    link.getStyleClass().add("shell-link");
    link.setMinWidth(Region.USE_PREF_SIZE);
    link.setOnAction(event -> show.accept(id));
    return link;
  }

  private Node claims(TokenAnswer answer) {
    GridPane grid = new GridPane();
    ColumnConstraints value = new ColumnConstraints();
    value.setHgrow(Priority.ALWAYS);
    value.setMinWidth(0);
    ColumnConstraints meaning = new ColumnConstraints();
    meaning.setPercentWidth(MEANING_SHARE);
    grid.getColumnConstraints()
        .setAll(new ColumnConstraints(NAME_WIDTH, NAME_WIDTH, NAME_WIDTH), value, meaning);
    grid.getStyleClass().add("access-rows");
    AccessAnswerPane.background(grid, 0, "access-head");
    grid.getRowConstraints().add(new RowConstraints(HEAD_HEIGHT));
    head(grid, "access.claims.column", 0);
    head(grid, "access.claims.value", 1);
    head(grid, "access.claims.meaning", 2);
    for (int i = 0; i < answer.claims().size(); i++) {
      row(grid, i + 1, answer.claims().get(i));
    }
    Label about = Parts.wrapped(answer.about(), "kc-muted");
    about.getStyleClass().add("access-about");
    VBox card = new VBox(grid, about);
    card.getStyleClass().addAll("access-card", "access-trace");
    card.setMinHeight(Region.USE_PREF_SIZE);
    return card;
  }

  private void head(GridPane grid, String name, int column) {
    Label label = Parts.label(words.text(name), "access-head-text");
    if (column == 0) {
      label.getStyleClass().add("access-head-rule");
    }
    grid.add(label, column, 0);
  }

  private static void row(GridPane grid, int at, TokenAnswer.Claim claim) {
    RowConstraints row = new RowConstraints();
    row.setValignment(VPos.TOP);
    while (grid.getRowConstraints().size() <= at) {
      grid.getRowConstraints().add(row);
    }
    AccessAnswerPane.background(grid, at, "access-row");
    Label name = Parts.wrapped(claim.name(), "access-claim");
    name.getStyleClass().addAll("access-claim-name", "access-strong");
    Label value = Parts.wrapped(claim.value(), "access-claim");
    value.getStyleClass().add("kc-mono");
    value.setAccessibleText(claim.kind() + " " + claim.value());
    Label meaning = Parts.wrapped(claim.meaning(), "access-claim");
    meaning.getStyleClass().add("kc-muted");
    grid.add(name, 0, at);
    grid.add(value, 1, at);
    grid.add(meaning, 2, at);
  }
}
