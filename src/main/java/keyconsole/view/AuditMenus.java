package keyconsole.view;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.AuditSaving.Format;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.SavedSearch;
import keyconsole.viewmodel.SavedSearches;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The menus of the audit page: what to save found entries as, and saved searches.
final class AuditMenus {

  private AuditMenus() {}

  /// The button at the page's title.
  ///
  /// @param save saves what is found at that moment
  static MenuButton export(KeyWords words, Consumer<Format> save) {
    MenuButton button = new MenuButton(words.text("audit.save"), new FontIcon(Feather.DOWNLOAD));
    button.setId("auditExport");
    button.getStyleClass().add("audit-export");
    button.setAccessibleText(button.getText());
    // Where there is little room, only the icon is left.
    button.setTooltip(new Tooltip(button.getText()));
    for (Format format : Format.values()) {
      button.getItems().add(item(words.text(format.textKey()), () -> save.accept(format)));
    }
    return button;
  }

  /// The button at the search line.
  ///
  /// @param owner follows the searches
  /// @param query the search text at that moment
  static MenuButton searches(Screen owner, SavedSearches searches, Supplier<String> query) {
    String name = searches.words().text("audit.searches");
    MenuButton button = new MenuButton("", new FontIcon(Feather.BOOKMARK));
    button.setId("auditSearches");
    button.getStyleClass().addAll("flat", "audit-searches");
    button.setAccessibleText(name);
    button.setTooltip(Parts.reason(name));
    owner.follow(searches.allProperty(), all -> fill(button, searches, query, all));
    return button;
  }

  private static void fill(
      MenuButton button, SavedSearches searches, Supplier<String> query, List<SavedSearch> all) {
    KeyWords words = searches.words();
    button.getItems().clear();
    all.forEach(each -> button.getItems().add(item(each.name(), () -> searches.apply(each))));
    if (!all.isEmpty()) {
      Menu edit = new Menu(words.text("audit.searches.edit"));
      all.forEach(each -> edit.getItems().add(ofOne(button, searches, each)));
      button.getItems().addAll(new SeparatorMenuItem(), edit);
    }
    Menu save = new Menu(words.text("audit.searches.save"));
    save.getItems().add(field(button, searches, "", typed -> searches.save(typed, query.get())));
    button.getItems().add(save);
  }

  private static Menu ofOne(MenuButton button, SavedSearches searches, SavedSearch saved) {
    KeyWords words = searches.words();
    Menu menu = new Menu(Unseen.shown(saved.name()));
    menu.setMnemonicParsing(false);
    menu.getItems()
        .addAll(
            field(button, searches, saved.name(), typed -> searches.rename(saved, typed)),
            item(words.text("audit.searches.delete"), () -> searches.delete(saved)));
    return menu;
  }

  /// A field for a name, taken with Enter; where it is refused, why stands under it.
  private static CustomMenuItem field(
      MenuButton button, SavedSearches searches, String name, Predicate<String> take) {
    TextField field = new TextField(name);
    field.getStyleClass().add("audit-searches-name");
    field.setPromptText(searches.words().text("audit.searches.prompt"));
    field.setAccessibleText(field.getPromptText());
    Label error = Parts.label("", "shell-error");
    error.setWrapText(true);
    Parts.shown(error, false);
    field.setOnAction(
        event -> {
          event.consume();
          boolean taken = take.test(field.getText());
          error.setText(searches.errorProperty().get());
          Parts.shown(error, !taken);
          if (taken) {
            button.hide();
          }
        });
    VBox box = new VBox(field, error);
    box.getStyleClass().add("audit-searches-box");
    return new CustomMenuItem(box, false);
  }

  private static MenuItem item(String text, Runnable action) {
    MenuItem item = new MenuItem(Unseen.shown(text));
    item.setMnemonicParsing(false);
    item.setOnAction(event -> action.run());
    return item;
  }
}
