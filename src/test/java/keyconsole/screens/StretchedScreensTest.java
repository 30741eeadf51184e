package keyconsole.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/// Every screen holds longer texts than English ones, takes all of them from the bundle, and can be
/// turned to be read from right to left.
class StretchedScreensTest extends EveryScreen {

  /// Numbers, dates, times and units, which a locale makes and not the bundle.
  private static final Pattern MADE =
      Pattern.compile(
          "[\\d\\s.,:;·–+%−•/()=-]*((Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep"
              + "|Oct|Nov|Dec|UTC|CET|CEST|Z|T|k|M|ms|s|µs)[a-z]*[\\d\\s.,:;·–+%−/()-]*)*");

  private final Set<String> found = new TreeSet<>();
  private String data = "";

  @Override
  public void start(Stage shown) {
    around.texts = new StretchedTexts();
    super.start(shown);
  }

  @Test
  void longerTextsFitAreAllOfTheBundleAndTurnRound() throws IOException {
    showAll();
    assertEquals("", String.join("\n", found));
  }

  @Override
  void look(String name) {
    interact(() -> walk(name));
  }

  private void walk(String name) {
    data = read();
    for (Parent root : roots()) {
      Walk stretched = new Walk(name);
      stretched.texts(root);
      found.addAll(stretched.found());
      Walk.each(root, node -> hardCoded(name, node));
      root.setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT);
      root.applyCss();
      root.layout();
      Walk turned = new Walk(name + " turned");
      turned.layout(root);
      found.addAll(turned.found());
      root.setNodeOrientation(NodeOrientation.INHERIT);
      root.applyCss();
      root.layout();
    }
  }

  private void hardCoded(String name, Node node) {
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
        || text.lines()
            .flatMap(line -> Stream.of(line.split("[,…•] ?")))
            .allMatch(part -> data.contains(part.strip()));
  }

  /// All that stands in the tenants' files, and where they are.
  private String read() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json") || file.toString().contains("audit"))
          .filter(Files::isRegularFile)
          .map(StretchedScreensTest::content)
          .collect(Collectors.joining("\n", folder.toString(), ""));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String content(Path file) {
    try {
      return file.getFileName() + "\n" + new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
