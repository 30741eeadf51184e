package keyconsole.view;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import keyconsole.domain.UsageQuery.Bands;
import keyconsole.domain.UsageQuery.Step;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageSettings;

/// How the chart of the usage screen is cut: by what it is told apart, and where there is a choice,
/// what a point covers.
final class UsageByMenu {

  private final UsageSettings settings;
  private final KeyWords words;
  private final MenuButton menu;

  UsageByMenu(Screen screen, UsageSettings settings, KeyWords words, MenuButton menu) {
    this.settings = settings;
    this.words = words;
    this.menu = menu;
    screen.follow(settings.bandsProperty(), bands -> fill());
    screen.follow(settings.stepProperty(), step -> fill());
    screen.follow(settings.stepsProperty(), steps -> fill());
  }

  private void fill() {
    menu.setText(name(settings.bandsProperty().get()));
    menu.getItems().clear();
    add(List.of(Bands.values()), this::name, settings.bandsProperty());
    List<Step> steps = settings.stepsProperty().get();
    if (steps.size() > 1) {
      menu.getItems().add(new SeparatorMenuItem());
      add(steps, this::name, settings.stepProperty());
    }
  }

  private <T> void add(List<T> all, Function<T, String> name, ObjectProperty<T> choice) {
    ToggleGroup choices = new ToggleGroup();
    for (T each : all) {
      RadioMenuItem item = new RadioMenuItem(name.apply(each));
      item.setToggleGroup(choices);
      item.setSelected(each.equals(choice.get()));
      item.setOnAction(event -> choice.set(each));
      menu.getItems().add(item);
    }
  }

  private String name(Bands bands) {
    String by = words.text("usage.by." + bands.name().toLowerCase(Locale.ROOT));
    return words.text("usage.by", by);
  }

  private String name(Step step) {
    return words.text("usage.step." + step.name().toLowerCase(Locale.ROOT));
  }
}
