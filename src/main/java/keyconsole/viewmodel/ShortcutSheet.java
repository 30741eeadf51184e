package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Every key that does something, by what it is about.
public final class ShortcutSheet implements Guide {

  /// What takes its keys where the keyboard is, and is no command: the name of its text and its
  /// keys.
  private static final List<List<String>> IN_TABLES =
      List.of(
          List.of("sheet.open", "Enter"),
          List.of("sheet.walk", "↑  ↓"),
          List.of("sheet.range", "Shift ↑ ↓"),
          List.of("sheet.all", "Shortcut+A"),
          List.of("sheet.copy", "Shortcut+C"),
          List.of("sheet.menu", "Shift F10"),
          List.of("sheet.ends", "Home  End  Page ↑ ↓"));

  private static final List<List<String>> IN_CHARTS =
      List.of(List.of("sheet.marks", "←  →  ↑  ↓  Enter"), List.of("sheet.longer", "Shift ← →"));

  private static final List<List<String>> EVERYWHERE =
      List.of(
          List.of("sheet.back", "Esc"),
          List.of("sheet.next", "Tab"),
          List.of("sheet.before", "Shift Tab"),
          List.of("sheet.press", "Space"),
          List.of("sheet.remove", "Delete"),
          List.of("sheet.slash", "/"));

  private final ShellViewModel shell;
  private final KeyWords words;

  /// What keys do.
  ///
  /// @param keys as a person reads them
  public record Line(String name, String keys) {}

  /// Lines under a title.
  public record Section(String title, List<Line> lines) {}

  ShortcutSheet(Surroundings surroundings, ShellViewModel shell) {
    this.shell = shell;
    this.words = new KeyWords(surroundings.texts());
  }

  /// What the sheet tells, in its order.
  public List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    for (Command.Group group : Command.Group.values()) {
      List<Line> lines =
          Arrays.stream(Command.values())
              .filter(command -> command.group() == group && !command.keys().isEmpty())
              .filter(command -> group != Command.Group.SELECTION)
              .map(command -> new Line(words.text(command.textKey()), command.keysText()))
              .toList();
      if (!lines.isEmpty()) {
        sections.add(new Section(words.text(group.textKey()), lines));
      }
    }
    sections.add(section("sheet.tables", IN_TABLES));
    sections.add(section("sheet.charts", IN_CHARTS));
    sections.add(section("sheet.everywhere", EVERYWHERE));
    return sections;
  }

  private Section section(String title, List<List<String>> lines) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    return new Section(
        words.text(title),
        lines.stream()
            .map(
                line ->
                    new Line(words.text(line.getFirst()), Command.keysText(line.getLast(), mac)))
            .toList());
  }

  @Override
  public void close() {
    shell.close(new Dialog.Guide(this));
  }
}
