package keyconsole.viewmodel;

/// A line of the command palette.
///
/// @param id what stays the same, to be remembered by; empty for a heading
/// @param icon the icon's name in the icon font
/// @param detail what it is of, or is done to; may be empty
/// @param keys the keys that do the same; may be empty
/// @param reason why it cannot be chosen now; empty where it can
/// @param deed what choosing it does, after the palette is gone
public record PaletteLine(
    String id,
    Kind kind,
    String icon,
    String title,
    String detail,
    String keys,
    String reason,
    Runnable deed) {

  /// What it is a line of.
  public enum Kind {
    HEADING,
    COMMAND,
    KEY,
    OWNER,
    MORE
  }

  static PaletteLine heading(String title) {
    return new PaletteLine("", Kind.HEADING, "", title, "", "", "", () -> {});
  }

  /// Whether it can be chosen.
  public boolean isChoosable() {
    return kind != Kind.HEADING && reason.isEmpty();
  }
}
