package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;
import keyconsole.domain.Unseen;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.javafx.FontIcon;

/// Whatever stands in a tenant's files, nothing that a person sees or is read out holds characters
/// that nobody sees: names, owners, actors, endpoints, addresses, reasons, in every screen, dialog
/// and popup, and in their tooltips. What is typed stays as it is.
class UnseenScreensTest extends EveryScreen {

  private static final String HIDDEN = "\u202e\u200b\u0007\nZq";
  private static final String ESCAPED = "\\\\u202e\\\\u200b\\\\u0007\\\\nZq";
  private static final String SIGNS =
      "\u2039U+202E\u203a\u2039U+200B\u203a\u2039U+0007\u203a\u23ceZq";

  private static final Set<String> LEFT =
      Set.of("keys-detail", "usage", "lines-detail", "dialog-revoke", "health", "audit-detail");

  private final Set<String> found = new TreeSet<>();
  private final Set<String> told = new HashSet<>();

  @Test
  void nothingThatIsShownHoldsWhatNobodySees() throws IOException {
    showAll();
    assertEquals("", String.join("\n", found));
    List<String> silent =
        Stream.of(
                "keys",
                "keys-detail",
                "keys-restrictions",
                "keys-row-menu",
                "usage",
                "usage-picker",
                "lines",
                "lines-detail",
                "access-picker",
                "access-answer",
                "new-key-like",
                "new-key-edit-review",
                "dialog-reveal-lost",
                "dialog-rotate",
                "dialog-revoke",
                "dialog-revoke-many",
                "dialog-extend",
                "dialog-templates",
                "health",
                "dialog-put-off",
                "audit",
                "audit-detail",
                "audit-facets",
                "dialog-findings",
                "shell-returned")
            .filter(state -> !told.contains(state))
            .toList();
    assertEquals(List.of(), silent, "where the signs were to be seen");
  }

  @Override
  void prepare(Path data) {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(UnseenScreensTest::isRead).toList()) {
        Files.writeString(file, hidden(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRead(Path file) {
    return file.toString().matches(".*/api_keys/(keys|usage|audit)/.*\\.jsonl?");
  }

  /// Behind the first letter, so that an owner stays one of the tenant's own.
  private static String hidden(String json) {
    return json.replaceAll(
            "(\"(?:name|owner_id|user_id|client_ip|reason)\": \"[^\"\\\\])", "$1" + ESCAPED)
        .replaceAll("(\"endpoint\": \"/v1/e)", "$1" + ESCAPED)
        // What a person writes or lists may have several lines.
        .replaceAll("(\"description\": \"[^\"\\\\]|\"/v1/e(?=m))", "$1\\\\u202e\\\\u200b")
        .replaceAll("(\"external:g)", "$1" + ESCAPED);
  }

  @Override
  String called(String keyName) {
    return keyName.replace(HIDDEN, "");
  }

  @Override
  void look(String name) {
    interact(
        () -> {
          for (Parent root : roots()) {
            root.applyCss();
            root.layout();
            Walk.each(root, node -> look(name, node));
          }
          if (LEFT.contains(name)) {
            Pictures.write(scene.getRoot(), 1, "unseen/" + name);
          }
        });
  }

  private void look(String name, Node node) {
    for (String text : textsOf(node)) {
      if (text.contains(SIGNS)) {
        told.add(name);
      }
      if (!Unseen.shownInLines(text).equals(text) || text.contains("\nZq")) {
        found.add(name + ": " + Unseen.shown(text) + ": " + Unseen.shown(Walk.path(node)));
      }
    }
  }

  private static List<String> textsOf(Node node) {
    List<String> texts = new ArrayList<>();
    if (node instanceof FontIcon || isTyped(node)) {
      return texts;
    }
    if (node instanceof Text text) {
      texts.add(text.getText());
    }
    Walk.tooltip(node).map(Tooltip::getText).ifPresent(texts::add);
    for (AccessibleAttribute attribute :
        List.of(AccessibleAttribute.TEXT, AccessibleAttribute.HELP)) {
      if (node.queryAccessibleAttribute(attribute) instanceof String text) {
        texts.add(text);
      }
    }
    texts.removeIf(UnseenScreensTest::isIcon);
    return texts;
  }

  /// Icons are letters of a font of their own.
  private static boolean isIcon(String text) {
    return text.codePoints().allMatch(c -> Character.getType(c) == Character.PRIVATE_USE);
  }

  private static boolean isTyped(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at instanceof TextInputControl input && input.isEditable()) {
        return true;
      }
    }
    return false;
  }
}
