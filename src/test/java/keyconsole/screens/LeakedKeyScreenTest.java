package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import keyconsole.domain.KeyStatus;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// The steps of the README's “Find a leaked key and revoke it in under a minute”, one by one.
class LeakedKeyScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";
  private static final String NAME = "Billing export";

  private static String leaked() throws IOException {
    return new ObjectMapper()
        .readTree(Path.of("src/test/resources/fixtures/expected.json").toFile())
        .path("keys")
        .path(NAME)
        .path("raw_key_after")
        .asText();
  }

  private KeyStatus status() {
    return shell.workspaceProperty().get().orElseThrow().service().list().stream()
        .filter(key -> key.name().equals(NAME))
        .findFirst()
        .orElseThrow()
        .status();
  }

  @Test
  void aLeakedKeyIsFoundByPastingItAndRevokedByTypingItsName() throws IOException {
    String raw = leaked();
    TestSurroundings.copyTenant(TENANT, folder);
    interact(() -> shell.open(folder, TENANT, TestWorkspace.administrator(TENANT)));
    // 1. Copy the leaked key, press Ctrl F, paste.
    interact(
        () -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(raw);
          Clipboard.getSystemClipboard().setContent(content);
        });
    push(KeyCode.CONTROL, KeyCode.F);
    push(KeyCode.CONTROL, KeyCode.V);
    await(() -> lookup(".detail-title").queryAs(Label.class).getText().equals(NAME));
    assertEquals("", lookup("#search").queryAs(TextField.class).getText());
    picture("leaked-key-found");
    // 2. Press Revoke.
    interact(() -> lookup("#revoke").queryButton().fire());
    // 3. Type the key's name and press Revoke.
    clickOn("#typed").write(NAME);
    picture("leaked-key-revoke");
    interact(() -> lookup(".dialog-foot .danger").queryButton().fire());
    await(() -> status() == KeyStatus.REVOKED);
    await(
        () -> lookup(".detail-badges .kc-badge").queryAs(Label.class).getText().equals("Revoked"));
    assertTrue(shell.dialogs().isEmpty());
    assertFalse(around.kept.toString().contains(raw));
    picture("leaked-key-revoked");
  }
}
