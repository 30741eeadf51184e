package keyconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.css.CssParser;
import javafx.css.Stylesheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The installed program has the sheet in the form in which the toolkit keeps one that it has read.
class SheetTest {

  private static final Path SHEET = Path.of("src/main/resources/css/console.css");

  @TempDir Path folder;

  @Test
  void theSheetIsReadWithoutAnError() throws IOException {
    // What is wrong with any sheet is put on one list.
    int before = CssParser.errorsProperty().size();

    new CssParser().parse(SHEET.toUri().toURL());

    List<CssParser.ParseError> all = CssParser.errorsProperty();
    assertEquals(List.of(), all.subList(before, all.size()));
  }

  @Test
  void theSheetThatWasReadAheadSaysTheSame() throws IOException {
    Path ahead = folder.resolve("console.bss");
    Stylesheet.convertToBinary(SHEET.toFile(), ahead.toFile());

    List<String> read = rules(Stylesheet.loadBinary(ahead.toUri().toURL()));

    List<String> parsed = rules(new CssParser().parse(SHEET.toUri().toURL()));
    assertEquals(parsed.size(), read.size());
    int told = 0;
    for (int i = 0; i < parsed.size(); i++) {
      // Of an array that was parsed the toolkit tells its type only.
      if (!parsed.get(i).contains("[Ljavafx")) {
        assertEquals(parsed.get(i), read.get(i));
        told++;
      }
    }
    assertTrue(told >= parsed.size() - 1);
  }

  @Test
  void rulesForControlsThatAProgramHasNotGotAreLeftOut() throws IOException {
    Files.writeString(folder.resolve("Page.fxml"), "<?import javafx.scene.control.Slider?>");
    Files.writeString(folder.resolve("own.css"), ".page > .spinner { -fx-opacity: 1; }");

    String left =
        InstalledTheme.of(folder)
            .of(
                """
                /* .label { } */
                .tab-pane > .tab > *, .label { a: 1; }
                .tree-table-view:focused { a: 2; }
                .cell:hover { a: 3; }
                .slider > .track, .tab-pane.floating { a: 4; }
                .spinner { a: 5; }
                .tab-panel, .tool-bar-like { a: 6; }
                """);

    assertEquals(
        ".label { a: 1; } .cell:hover { a: 3; } .slider > .track { a: 4; } .spinner { a: 5; }"
            + " .tab-panel { a: 6; }",
        left.replaceAll("\\s+", " ")
            .replaceAll(" ?\\{ ?", " { ")
            .replace("}", "} ")
            .replaceAll(" +", " ")
            .strip());
  }

  @Test
  void theInstalledThemeHasRulesForAllThatTheSheetNames() throws IOException {
    InstalledTheme theme = InstalledTheme.ofConsole();

    String left = theme.of(Files.readString(SHEET));

    // What the console's own sheet is about, it has.
    assertEquals(count(Files.readString(SHEET)), count(left));
    assertTrue(theme.leavesOut("tab-pane"));
  }

  private static long count(String sheet) {
    return sheet.chars().filter(each -> each == '{').count();
  }

  private static List<String> rules(Stylesheet sheet) {
    return sheet.getRules().stream()
        .map(
            rule -> {
              // Taken out of what was read when they are asked for, and only then told.
              int count = rule.getDeclarations().size();
              return count + " " + rule.toString().replaceAll("@[0-9a-f]+", "");
            })
        .toList();
  }
}
