package keyconsole.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/// Every screen has room for longer texts than English ones, and takes all of them from the bundle.
class StretchedScreensTest extends EveryScreen {

  /// Numbers, dates, times and units, which a locale makes and not the bundle.
  private static final Pattern MADE =
      Pattern.compile(
          "[\\d\\s.,:;·–+%−•/()=-]*((Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep"
              + "|Oct|Nov|Dec|UTC|CET|CEST|Z|T|k|M|ms|s|µs)[a-z]*[\\d\\s.,:;·–+%−/()-]*)*");

  /// What the core says of a file, a token or a request, which other programs show too.
  private static final Pattern CORE =
      Pattern.compile(
          "IP .* not allowed|Token limit exceeded: .*|.* is not a whole number"
              + "|The text ends in the middle|This token is for .*");

  /// What is shown as it stands in a file, or as somebody typed it.
  private static final Set<String> VERBATIM =
      Set.of(
          "kc-mono",
          "kc-json",
          "shell-shortcut",
          "lines-row",
          "lines-text",
          "shell-status-text",
          "welcome-path",
          "usage-rank-cell",
          "audit-token-kind",
          "audit-token-value",
          "audit-completion-entry",
          "access-claim-name",
          "warnings-command-text");

  private static final Path LIBRARIES = Path.of("src/main/resources/about/libraries.txt");

  private static final String TYPED =
      "Returns assistant\nAnswers questions about returns\nMine\nTheirs\nBy hand"
          + "\nCafé Zürich 東京 🔑\nglobex.example\ninitech.example\nacme.example\nTLS"
          + "\nOffice door 🚪 bot\nRobotics demo 🤖🚀\nolu@empty.example\nautumn keys.csv\nwrong.csv\nmany";

  private final Set<String> found = new TreeSet<>();
  private String data = "";

  @Override
  public void start(Stage shown) {
    around.texts = new StretchedTexts();
    super.start(shown);
  }

  @Test
  void longerTextsFitAndAllAreOfTheBundle() throws IOException {
    showAll();
    assertEquals("", String.join("\n", found));
  }

  @Override
  void look(String name) {
    interact(() -> walk(name));
  }

  private void walk(String name) {
    String files = read();
    // An action is shown as words.
    data = files + files.replace('_', ' ');
    for (Parent root : roots()) {
      Walk stretched = new Walk(name, false);
      stretched.texts(root);
      // Columns can be made wider.
      stretched.found().stream().filter(it -> !it.contains("column-header")).forEach(found::add);
      Walk.each(root, node -> hardCoded(name, node));
    }
  }

  private void hardCoded(String name, Node node) {
    if (node.getStyleClass().stream().anyMatch(VERBATIM::contains)) {
      return;
    }
    List<String> texts =
        switch (node) {
          case Labeled labeled -> List.of(textOf(labeled.getText()));
          case TextInputControl field -> List.of(textOf(field.getPromptText()));
          default -> List.of();
        };
    Stream.concat(texts.stream(), Stream.of(textOf(node.getAccessibleText())))
        .filter(text -> !text.contains("[") && !isData(text))
        .forEach(text -> found.add(name + " hard-coded: " + text + " " + node.getStyleClass()));
  }

  private static String textOf(String text) {
    return text == null ? "" : text.strip();
  }

  private boolean isData(String text) {
    return text.codePoints().noneMatch(Character::isLetter)
        || MADE.matcher(text).matches()
        || CORE.matcher(text).matches()
        || text.replaceFirst(" [\\d,.]+$", "")
            .lines()
            .flatMap(line -> Stream.of(line.split("[,…•] ?")))
            .allMatch(part -> part.length() == 1 || data.contains(part.strip()));
  }

  /// All that stands in the tenants' files, and where they are, and the names of libraries.
  private String read() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json") || file.toString().contains("audit"))
          .filter(Files::isRegularFile)
          .map(StretchedScreensTest::content)
          .collect(Collectors.joining("\n", TYPED + folder + content(LIBRARIES), ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path file) {
    try {
      return file.getFileName() + "\n" + new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
