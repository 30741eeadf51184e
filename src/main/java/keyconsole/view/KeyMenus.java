package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.viewmodel.Command;
import keyconsole.viewmodel.KeyActions;
import keyconsole.viewmodel.KeyColumn;
import keyconsole.viewmodel.KeyFacet;
import keyconsole.viewmodel.KeyFilter;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.KeyWords;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The menus of the key table, each made when it is asked for.
final class KeyMenus {

  private static final int LONGEST = 12;

  /// Of what takes access away for good.
  private static final String DANGER = "kc-danger";

  private KeyMenus() {}

  /// What can be done with a row, or with all selected ones where it is one of them. Where nothing
  /// may be changed, the reason stands first.
  static ContextMenu ofRow(KeyListViewModel model, KeyRow row) {
    if (model.selection().size() > 1 && model.selection().contains(row)) {
      return ofSelection(model);
    }
    return switch (row) {
      case KeyRow.Entry entry -> ofKey(model, entry);
      case KeyRow.Problem problem -> ofProblem(model, problem);
    };
  }

  /// The ways to make keys beside the wizard.
  static ContextMenu ofMaking(KeyListViewModel model) {
    KeyWords words = model.words();
    KeyActions actions = model.actions();
    Optional<String> blocked = actions.blocked();
    MenuItem bulk = item(words, Command.NEW_KEYS, actions::newKeys);
    bulk.setDisable(blocked.isPresent());
    ContextMenu menu = new ContextMenu();
    blocked.ifPresent(reason -> menu.getItems().add(reason(reason)));
    menu.getItems().addAll(bulk, item(words, Command.TEMPLATES, actions::showTemplates));
    return menu;
  }

  /// The columns to choose from. It stays open while a person chooses.
  static ContextMenu ofColumns(TableView<KeyRow> table, KeyWords words) {
    ContextMenu menu = new ContextMenu();
    for (TableColumn<KeyRow, ?> column : table.getColumns()) {
      if (column.getUserData() instanceof KeyColumn known && known != KeyColumn.NAME) {
        CheckBox box = new CheckBox(words.text(known.textKey()));
        box.setId("column-" + known.name());
        box.setMnemonicParsing(false);
        box.setSelected(column.isVisible());
        box.setOnAction(event -> column.setVisible(box.isSelected()));
        menu.getItems().add(new CustomMenuItem(box, false));
      }
    }
    return menu;
  }

  /// The filters to add, each with how many keys it would find.
  ///
  /// @param anchor what the lists that are too long for a menu are shown at
  static ContextMenu ofFilters(KeyListViewModel model, KeyFacet.Choices choices, Node anchor) {
    KeyWords words = model.words();
    ContextMenu menu = new ContextMenu();
    for (KeyFilter filter : KeyFilter.values()) {
      if (!filter.isAlwaysThere() && model.isOffered(filter)) {
        int rows = model.countsProperty().get().getOrDefault(filter, 0);
        MenuItem item =
            item(
                counted(words.text(filter.textKey()), rows),
                () -> model.filterProperty().set(filter));
        item.setId("add-" + filter.name());
        menu.getItems().add(item);
      }
    }
    menu.getItems().add(new SeparatorMenuItem());
    List<FacetPicker.Choice> scopes = new ArrayList<>();
    choices
        .scopes()
        .forEach(
            (scope, keys) ->
                scopes.add(
                    new FacetPicker.Choice(words.scope(scope), keys, new KeyFacet.OfScope(scope))));
    menu.getItems()
        .addAll(
            facets(model, "keys.add-filter.scope", scopes, anchor),
            facets(
                model,
                "keys.add-filter.owner",
                FacetPicker.choices(choices.owners(), KeyFacet.OfOwner::new),
                anchor),
            facets(
                model,
                "keys.add-filter.capability",
                FacetPicker.choices(choices.capabilities(), KeyFacet.WithCapability::new),
                anchor));
    return menu;
  }

  /// A menu of the choices, or where they are many an item that opens a list to search in.
  private static MenuItem facets(
      KeyListViewModel model, String name, List<FacetPicker.Choice> choices, Node anchor) {
    String title = model.words().text(name);
    if (choices.size() > LONGEST) {
      MenuItem item =
          item(
              model.words().text("keys.add-filter.search", title, choices.size()),
              () -> new FacetPicker(model, title, choices).showAt(anchor));
      item.setId(name);
      return item;
    }
    Menu menu = new Menu(title);
    menu.setId(name);
    menu.setDisable(choices.isEmpty());
    for (FacetPicker.Choice choice : choices) {
      menu.getItems()
          .add(item(counted(choice.text(), choice.keys()), () -> model.add(choice.facet())));
    }
    return menu;
  }

  private static String counted(String text, int keys) {
    return text + "  " + KeyWords.number(keys);
  }

  /// What can be done with the selected rows together.
  private static ContextMenu ofSelection(KeyListViewModel model) {
    KeyWords words = model.words();
    KeyActions actions = model.actions();
    List<ApiKey> keys = model.selectedKeys();
    Optional<String> blocked = actions.blocked(keys);
    List<MenuItem> changing =
        List.of(
            item(words, Command.SUSPEND, () -> actions.suspend(keys)),
            item(words, Command.RESUME, () -> actions.resume(keys)),
            item(words, Command.EXTEND, () -> actions.extend(keys)),
            item(words, Command.REVOKE, () -> actions.revoke(keys)));
    changing.forEach(each -> each.setDisable(blocked.isPresent() || keys.isEmpty()));
    ContextMenu menu = new ContextMenu(reason(words.text("keys.selected", keys.size())));
    blocked.ifPresent(reason -> menu.getItems().add(reason(reason)));
    menu.getItems().addAll(changing);
    menu.getItems()
        .addAll(
            new SeparatorMenuItem(),
            item(words.text("keys.action.copy-ids"), Feather.COPY, model::copySelected));
    return menu;
  }

  private static ContextMenu ofKey(KeyListViewModel model, KeyRow.Entry entry) {
    KeyWords words = model.words();
    KeyActions actions = model.actions();
    ApiKey key = entry.key();
    Optional<String> blocked = actions.blocked(List.of(key));
    MenuItem status =
        key.status() == KeyStatus.SUSPENDED
            ? item(words, Command.RESUME, () -> actions.resume(List.of(key)))
            : item(words, Command.SUSPEND, () -> actions.suspend(List.of(key)));
    MenuItem rotate = item(words, Command.ROTATE, () -> actions.rotate(key));
    MenuItem edit = item(words, Command.EDIT, () -> actions.edit(key));
    MenuItem tighten =
        item(words.text("keys.action.tighten"), Feather.MINIMIZE_2, () -> actions.tighten(key));
    MenuItem extend = item(words, Command.EXTEND, () -> actions.extend(List.of(key)));
    MenuItem revoke = item(words, Command.REVOKE, () -> actions.revoke(List.of(key)));
    List<MenuItem> changing = List.of(rotate, status, edit, tighten, extend, revoke);
    changing.forEach(each -> each.setDisable(blocked.isPresent()));
    status.setDisable(
        blocked.isPresent()
            || (key.status() != KeyStatus.ACTIVE && key.status() != KeyStatus.SUSPENDED));
    MenuItem like =
        item(words.text("keys.action.like"), Feather.PLUS_SQUARE, () -> actions.copy(key));
    MenuItem template =
        item(words.text("keys.action.template"), Feather.SAVE, () -> actions.saveAsTemplate(key));
    like.setDisable(blocked.isPresent());
    template.setDisable(actions.blocked().isPresent());
    ContextMenu menu = new ContextMenu();
    blocked.ifPresent(reason -> menu.getItems().add(reason(reason)));
    menu.getItems().addAll(changing);
    menu.getItems()
        .addAll(
            new SeparatorMenuItem(),
            details(model, entry),
            item(words, Command.KEY_USAGE, () -> actions.showUsage(key)),
            item(words, Command.KEY_ACCESS, () -> actions.checkAccess(key)),
            item(words, Command.COPY_ID, () -> actions.copyId(key.id())),
            new SeparatorMenuItem(),
            like,
            template);
    return menu;
  }

  private static ContextMenu ofProblem(KeyListViewModel model, KeyRow.Problem row) {
    KeyWords words = model.words();
    KeyProblem problem = row.problem();
    ContextMenu menu = new ContextMenu();
    if (row.isLive()) {
      MenuItem disable =
          item(
              words.text("keys.action.disable"),
              Feather.SLASH,
              () -> model.actions().disable(problem));
      disable.getStyleClass().add(DANGER);
      Optional<String> blocked = model.actions().blocked();
      disable.setDisable(blocked.isPresent());
      blocked.ifPresent(reason -> menu.getItems().add(reason(reason)));
      menu.getItems().addAll(disable, new SeparatorMenuItem());
    }
    menu.getItems().add(details(model, row));
    return menu;
  }

  private static MenuItem details(KeyListViewModel model, KeyRow row) {
    return item(
        model.words().text("keys.action.details"),
        Feather.SIDEBAR,
        () -> model.select(List.of(row)));
  }

  private static MenuItem item(KeyWords words, Command command, Runnable action) {
    MenuItem item = item(words.text(command.textKey()), action);
    item.setGraphic(new FontIcon(command.icon()));
    if (command == Command.REVOKE) {
      item.getStyleClass().add(DANGER);
    }
    return item;
  }

  private static MenuItem item(String text, Feather icon, Runnable action) {
    MenuItem item = item(text, action);
    item.setGraphic(new FontIcon(icon));
    return item;
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
