package keyconsole.viewmodel;

import java.util.List;
import java.util.Locale;

/// Everything that can be done from anywhere, each with its name, its keys and its icon. The one
/// list that the command palette, the menus, the tooltips and the sheet of shortcuts read.
public enum Command {
  KEYS(Group.SCREEN, "fth-key", "Shortcut+1", "shell.keys"),
  USAGE(Group.SCREEN, "fth-bar-chart-2", "Shortcut+2", "shell.usage"),
  AUDIT(Group.SCREEN, "fth-file-text", "Shortcut+3", "shell.audit"),
  ACCESS(Group.SCREEN, "fth-check-square", "Shortcut+4", "shell.access"),
  HEALTH(Group.SCREEN, "fth-activity", "Shortcut+5", "shell.health"),
  LINES(Group.SCREEN, "fth-list", "Shortcut+6"),

  NEW_KEY(Group.KEYS, "fth-plus", "Shortcut+N", "keys.new"),
  NEW_KEYS(Group.KEYS, "fth-file-plus", "", "keys.action.bulk"),
  TEMPLATES(Group.KEYS, "fth-copy", "", "keys.action.templates"),
  FIND(Group.KEYS, "fth-search", "Shortcut+F"),
  REFRESH(Group.KEYS, "fth-refresh-cw", "F5"),
  CLEAR_FILTERS(Group.KEYS, "fth-filter", ""),
  SAVE_SHOWN(Group.KEYS, "fth-download", ""),

  COPY_ID(Group.SELECTION, "fth-copy", "Shortcut+C", "keys.action.copy-id"),
  ROTATE(Group.SELECTION, "fth-rotate-cw", "", "keys.action.rotate"),
  SUSPEND(Group.SELECTION, "fth-pause-circle", "", "keys.action.suspend"),
  RESUME(Group.SELECTION, "fth-play-circle", "", "keys.action.resume"),
  EXTEND(Group.SELECTION, "fth-clock", "", "keys.action.extend"),
  EDIT(Group.SELECTION, "fth-edit-2", "", "keys.action.edit"),
  TIGHTEN(Group.SELECTION, "fth-minimize-2", "", "keys.action.tighten"),
  REVOKE(Group.SELECTION, "fth-slash", "", "keys.action.revoke"),
  DISABLE(Group.SELECTION, "fth-slash", "", "keys.action.disable"),
  LIKE(Group.SELECTION, "fth-plus-square", "", "keys.action.like"),
  SAVE_TEMPLATE(Group.SELECTION, "fth-save", "", "keys.action.template"),
  KEY_USAGE(Group.SELECTION, "fth-bar-chart-2", "", "keys.action.usage"),
  KEY_AUDIT(Group.SELECTION, "fth-file-text", ""),
  KEY_ACCESS(Group.SELECTION, "fth-check-square", "", "keys.action.check"),

  SEALS(Group.TENANT, "fth-shield", ""),
  VERIFY_SEALS(Group.TENANT, "fth-rotate-cw", ""),
  REPORT(Group.TENANT, "fth-printer", "", "shell.report"),
  WARNINGS(Group.TENANT, "fth-alert-triangle", ""),
  THRESHOLDS(Group.TENANT, "fth-sliders", ""),
  TOKEN(Group.TENANT, "fth-user", ""),
  OPEN_FOLDER(Group.TENANT, "fth-folder-plus", "Shortcut+O", "shell.open-other"),
  OPEN_DEMO(Group.TENANT, "fth-play-circle", "", "shell.open-demo"),
  CLOSE_TENANT(Group.TENANT, "fth-x", ""),

  PALETTE(Group.WINDOW, "fth-command", "Shortcut+K", "shell.command"),
  THEME(Group.WINDOW, "fth-moon", ""),
  LANGUAGE(Group.WINDOW, "fth-globe", ""),
  SHORTCUTS(Group.HELP, "fth-help-circle", "?"),
  TOUR(Group.HELP, "fth-map", ""),
  DIAGNOSTICS(Group.HELP, "fth-clipboard", ""),
  ABOUT(Group.HELP, "fth-info", "");

  /// What a command is about.
  public enum Group {
    SCREEN,
    KEYS,
    SELECTION,
    TENANT,
    WINDOW,
    HELP;

    /// The name of its title in the bundle.
    public String textKey() {
      return "command.group." + name().toLowerCase(Locale.ROOT);
    }
  }

  private final Group group;
  private final String icon;
  private final String keys;
  private final String text;

  Command(Group group, String icon, String keys) {
    this(group, icon, keys, "");
  }

  /// @param text the name of its name where the bundle has it by another; else empty
  Command(Group group, String icon, String keys, String text) {
    this.group = group;
    this.icon = icon;
    this.keys = keys;
    this.text = text;
  }

  public Group group() {
    return group;
  }

  /// The icon's name in the icon font.
  public String icon() {
    return icon;
  }

  /// The keys that run it, e.g. `Shortcut+K`; empty where there are none.
  public String keys() {
    return keys;
  }

  /// Whether the keys work wherever the keyboard is. Those of the others are taken by what has the
  /// keyboard: copying is the table's, and a sign is a text field's.
  public boolean isOfWindow() {
    return !keys.isEmpty() && !List.of(COPY_ID, SHORTCUTS).contains(this);
  }

  /// The name of its name in the bundle.
  public String textKey() {
    return text.isEmpty() ? "command." + stem() : text;
  }

  /// What stays the same between versions, to be remembered by.
  String stem() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The keys as a person reads them, e.g. `Ctrl K`, on a Mac `⌘ K`.
  public String keysText() {
    return keysText(keys, System.getProperty("os.name", "").startsWith("Mac"));
  }

  static String keysText(String keys, boolean mac) {
    return keys.replace("Shortcut", mac ? "⌘" : "Ctrl").replace('+', ' ');
  }
}
