package keyconsole.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Scope;
import keyconsole.viewmodel.KeyActions;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyFacet;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.KeyWords;

/// The menus of the key table, each made when it is asked for.
final class KeyMenus {

  private static final int LONGEST = 20;

  private KeyMenus() {}

  /// What can be done with a row. Where nothing may be changed, the reason stands first.
  static ContextMenu ofRow(KeyListViewModel model, KeyRow row) {
    return switch (row) {
      case KeyRow.Entry entry -> ofKey(model, entry);
      case KeyRow.Problem problem -> ofProblem(model, problem);
    };
  }

  /// The columns to choose from.
  static ContextMenu ofColumns(TableView<KeyRow> table, KeyWords words) {
    ContextMenu menu = new ContextMenu();
    for (TableColumn<KeyRow, ?> column : table.getColumns()) {
      if (column.getUserData() instanceof KeyColumn known && known != KeyColumn.NAME) {
        CheckMenuItem item = new CheckMenuItem(words.text(known.textKey()));
        item.selectedProperty().bindBidirectional(column.visibleProperty());
        menu.getItems().add(item);
      }
    }
    return menu;
  }

  /// The filters to add.
  static ContextMenu ofFacets(KeyListViewModel model) {
    KeyWords words = model.words();
    Menu scopes = new Menu(words.text("keys.add-filter.scope"));
    for (Scope scope : Scope.values()) {
      scopes.getItems().add(item(words.scope(scope), () -> model.add(new KeyFacet.OfScope(scope))));
    }
    return new ContextMenu(
        scopes,
        counted(model, "keys.add-filter.owner", model.owners(), KeyFacet.OfOwner::new),
        counted(
            model,
            "keys.add-filter.capability",
            model.capabilities(),
            KeyFacet.WithCapability::new));
  }

  private static ContextMenu ofKey(KeyListViewModel model, KeyRow.Entry entry) {
    KeyWords words = model.words();
    KeyActions actions = model.actions();
    ApiKey key = entry.key();
    Optional<String> blocked = actions.blocked(List.of(key));
    MenuItem status =
        key.status() == KeyStatus.SUSPENDED
            ? item(words.text("keys.action.resume"), () -> actions.resume(List.of(key)))
            : item(words.text("keys.action.suspend"), () -> actions.suspend(List.of(key)));
    MenuItem rotate = item(words.text("keys.action.rotate"), () -> actions.rotate(key));
    MenuItem edit = item(words.text("keys.action.edit"), () -> actions.edit(key));
    MenuItem extend = item(words.text("keys.action.extend"), () -> actions.extend(List.of(key)));
    MenuItem revoke = item(words.text("keys.action.revoke"), () -> actions.revoke(List.of(key)));
    List<MenuItem> changing = List.of(rotate, status, edit, extend, revoke);
    changing.forEach(each -> each.setDisable(blocked.isPresent()));
    status.setDisable(
        blocked.isPresent()
            || (key.status() != KeyStatus.ACTIVE && key.status() != KeyStatus.SUSPENDED));
    ContextMenu menu = new ContextMenu();
    blocked.ifPresent(reason -> menu.getItems().add(reason(reason)));
    menu.getItems().addAll(changing);
    menu.getItems()
        .addAll(
            new SeparatorMenuItem(),
            item(words.text("keys.action.details"), () -> model.select(List.of(entry))),
            item(words.text("keys.action.copy-id"), () -> actions.copyId(key.id())));
    return menu;
  }

  private static ContextMenu ofProblem(KeyListViewModel model, KeyRow.Problem row) {
    KeyWords words = model.words();
    KeyProblem problem = row.problem();
    ContextMenu menu = new ContextMenu();
    if (row.isLive()) {
      MenuItem disable =
          item(words.text("keys.action.disable"), () -> model.actions().disable(problem));
      Optional<String> blocked = model.actions().blocked();
      disable.setDisable(blocked.isPresent());
      blocked.ifPresent(reason -> menu.getItems().add(reason(reason)));
      menu.getItems().addAll(disable, new SeparatorMenuItem());
    }
    menu.getItems().add(item(words.text("keys.action.details"), () -> model.select(List.of(row))));
    return menu;
  }

  private static Menu counted(
      KeyListViewModel model,
      String title,
      Map<String, Integer> counts,
      Function<String, KeyFacet> facet) {
    KeyWords words = model.words();
    Menu menu = new Menu(words.text(title));
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(LONGEST)
        .forEach(
            each ->
                menu.getItems()
                    .add(
                        item(
                            each.getKey() + "  " + KeyWords.number(each.getValue()),
                            () -> model.add(facet.apply(each.getKey())))));
    if (counts.size() > LONGEST) {
      menu.getItems().add(reason(words.text("keys.add-filter.more", counts.size() - LONGEST)));
    }
    menu.setDisable(counts.isEmpty());
    return menu;
  }

  private static MenuItem item(String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setMnemonicParsing(false);
    item.setOnAction(event -> action.run());
    return item;
  }

  private static MenuItem reason(String text) {
    MenuItem item = new MenuItem(text);
    item.setDisable(true);
    return item;
  }
}
