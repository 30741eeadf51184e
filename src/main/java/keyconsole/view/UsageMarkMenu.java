package keyconsole.view;

import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.UsageFacet;
import keyconsole.viewmodel.UsageViewModel;

/// What can be done with a mark of the usage screen beside the click that filters by it.
final class UsageMarkMenu {

  private final UsageViewModel model;
  private final KeyWords words;
  private Optional<ContextMenu> menu = Optional.empty();

  UsageMarkMenu(UsageViewModel model, KeyWords words) {
    this.model = model;
    this.words = words;
  }

  /// A click takes what the mark stands for into the filter, or out of it.
  ///
  /// @param facet what a mark stands for; empty for one that is gone
  <T> UsageMarks.Deeds<T> filtering(Function<T, Optional<UsageFacet>> facet) {
    return new UsageMarks.Deeds<>(
        mark -> facet.apply(mark).ifPresent(model.chips()::toggle),
        (mark, event) -> facet.apply(mark).ifPresent(of -> show(of, event)));
  }

  /// Shows the menu of a mark where the event was.
  void show(UsageFacet of, ContextMenuEvent event) {
    ContextMenu shown = menu.orElseGet(this::make);
    boolean chosen = model.chips().has(of);
    shown
        .getItems()
        .setAll(
            item(
                chosen ? "usage.mark.without" : "usage.mark.filter",
                () -> model.chips().toggle(of)),
            item("usage.mark.only", () -> model.chips().only(of)),
            item("usage.mark.lines", () -> model.showLines(of)));
    if (of instanceof UsageFacet.Key(String id) && model.isKnown(id)) {
      shown.getItems().add(item("usage.mark.key", () -> model.openKey(id)));
    }
    shown.show((Node) event.getSource(), event.getScreenX(), event.getScreenY());
  }

  /// Made when it is first asked for: it is a window of its own.
  private ContextMenu make() {
    ContextMenu made = new ContextMenu();
    made.setId("usage-mark-menu");
    menu = Optional.of(made);
    return made;
  }

  private MenuItem item(String name, Runnable action) {
    MenuItem item = new MenuItem(words.text(name));
    item.setMnemonicParsing(false);
    item.setOnAction(event -> action.run());
    return item;
  }
}
