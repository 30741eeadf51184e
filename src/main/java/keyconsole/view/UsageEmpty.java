package keyconsole.view;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageViewModel;
import keyconsole.viewmodel.Work;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What the usage screen says where it has no figures, and what can be done about it.
final class UsageEmpty extends VBox {

  private final UsageViewModel model;
  private final KeyWords words;
  private final Label title = Parts.label("", "usage-empty-title");
  private final Label text = Parts.label("", "usage-empty-text");
  private final ProgressBar progress = new ProgressBar();
  private final Button action = new Button();

  UsageEmpty(UsageViewModel model, KeyWords words) {
    this.model = model;
    this.words = words;
    getStyleClass().add("usage-empty");
    title.setId("emptyTitle");
    text.setWrapText(true);
    action.setId("emptyAction");
    progress.setAccessibleText(words.text("shell.progress"));
    getChildren().addAll(new FontIcon(Feather.BAR_CHART_2), title, text, progress, action);
  }

  void show(UsageViewModel.State state) {
    Parts.shown(progress, state == UsageViewModel.State.COUNTING);
    switch (state) {
      case READY -> {}
      case LOADING -> show("loading", "", () -> {});
      case COUNTING -> model.workProperty().get().ifPresent(this::showCounting);
      case NOT_COUNTED -> show("not-counted", words.text("usage.empty.not-counted.text"));
      case NOTHING_IN_RANGE -> show("nothing", model.newest().orElse(""), model::showNewest);
      case NO_USAGE -> show("none", words.text("usage.empty.none.text"), () -> {});
      case NOTHING_READ -> show("unread", words.text("usage.empty.unread.text"), () -> {});
      case FAILED -> show("failed", model.failureProperty().get());
    }
  }

  private void showCounting(Work work) {
    show(
        "counting",
        words.text("usage.empty.counting.text"),
        () -> work.cancel().ifPresent(Runnable::run));
    title.setText(work.text());
    progress.setProgress(work.progress());
  }

  private void show(String name, String why) {
    show(name, why, model::retry);
  }

  /// @param name of its texts; without one for the deed there is none
  private void show(String name, String why, Runnable deed) {
    title.setText(words.text("usage.empty." + name + ".title"));
    text.setText(why);
    Parts.shown(text, !why.isEmpty());
    action.setText(words.text("usage.empty." + name + ".do"));
    action.setOnAction(event -> deed.run());
    Parts.shown(action, !action.getText().isEmpty());
  }
}
