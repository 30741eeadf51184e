package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The search line of the audit page and what is around it, driven.
class AuditSearchLineScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  private AuditViewModel audit;

  @BeforeEach
  void open() throws IOException {
    TestSurroundings.copyTenant(TENANT, folder);
    Path day = folder.resolve(TENANT).resolve("api_keys/audit/audit_2026-11-23.jsonl");
    for (String action :
        List.of(
            "api_key_resumed",
            "api_key_suspended",
            "nightly_export_of_everything_that_was_billed_to_the_tenant")) {
      for (String actor :
          List.of("j.silva@" + TENANT, "東京", "an.operator.with.a.long.name@example.org")) {
        Files.writeString(day, line(action, actor), StandardOpenOption.APPEND);
      }
    }
    interact(() -> shell.open(folder, TENANT, TestWorkspace.administrator(TENANT)));
    interact(() -> lookup("#audit").queryAs(Button.class).fire());
    audit = assertInstanceOf(Page.Audit.class, shell.pageProperty().get()).model();
    interact(() -> scene.getRoot().layout());
  }

  private static String line(String action, String actor) {
    return "{\"timestamp\": \"2026-11-23T11:00:00\", \"action\": \"%s\", \"user_id\": \"%s\", \"tenant\": \"acme.example\", \"details\": {\"key_id\": \"k\", \"name\": \"Night\"}}\n"
        .formatted(action, actor);
  }

  private TextField field() {
    return lookup("#search").queryAs(TextField.class);
  }

  private String count() {
    return lookup("#count").queryAs(Label.class).getText();
  }

  private List<String> tokens() {
    return lookup(".audit-token").queryAllAs(Button.class).stream()
        .map(token -> token.getTooltip().getText())
        .toList();
  }

  private boolean offered() {
    return !lookup(".audit-completion").queryAll().isEmpty();
  }

  private ToggleButton chip(String text) {
    return lookup(".audit-facet").queryAllAs(ToggleButton.class).stream()
        .filter(chip -> chip.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  /// Leaves a picture of a popup that is open, as it is.
  private void popupPicture(String style, String name) {
    WritableImage[] image = new WritableImage[1];
    Node popup = lookup(style).query();
    interact(() -> image[0] = popup.getScene().snapshot(null));
    Pictures.write(image[0], name);
  }

  @Test
  void whatIsTypedIsOfferedByItsKind() {
    interact(() -> shell.look().choiceProperty().set(Optional.of(Look.DARK)));
    clickOn("#search");
    for (String typed : List.of("re", "key:o", "from:", "actor:", "detail.")) {
      interact(() -> field().clear());
      write(typed);
      assertTrue(offered(), typed);
      popupPicture(".audit-completion", "audit-offers-" + typed.replaceAll("\\W", ""));
    }
    type(KeyCode.ESCAPE);
    interact(() -> field().clear());
    clickOn("#auditHelp");
    popupPicture(".audit-help", "audit-help-dark");
  }

  @Test
  void anOfferIsTakenByTheMouse() {
    clickOn("#search");
    write("key:night");
    clickOn(".audit-completion-entry");
    assertEquals("key:\"k\"", field().getText());
    type(KeyCode.ENTER);
    assertEquals("9 of 20", count());
    assertEquals("Night", lookup(".audit-token-value").queryAs(Label.class).getText());
  }

  @Test
  void chipsStayInOneRowWhereThereIsLittleRoom() {
    resize(1024, 700);
    interact(() -> audit.select(4));
    interact(() -> scene.getRoot().layout());
    Bounds line = inScene(lookup(".audit-facets").query());
    List<Node> chips = lookup(".audit-facet").queryAll().stream().filter(Node::isVisible).toList();
    for (Node chip : chips) {
      assertTrue(line.contains(inScene(chip)));
      assertEquals(inScene(chips.getFirst()).getMinY(), inScene(chip).getMinY());
    }
    assertTrue(inScene(lookup("#auditSearches").query()).getMaxX() < line.getMaxX() + 1);
    assertEquals(6 + 7, chips.size() + behind("ACTION") + behind("ACTOR"));
    picture("audit-facets-narrow");

    clickOn("#audit-more-ACTION");
    write("rotat");
    type(KeyCode.ENTER);
    assertEquals(List.of("action:api_key_rotated"), tokens());
    assertTrue(chip("rotated").isVisible());
    resize(1280, 800);
  }

  /// How many values have no chip.
  private int behind(String kind) {
    Button more = lookup("#audit-more-" + kind).queryButton();
    return more.isVisible() ? Integer.parseInt(more.getText().split(" ")[0]) : 0;
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  @Test
  void anActionIsCompletedByKeyboardAndBecomesATerm() {
    clickOn("#search");
    write("acti");
    type(KeyCode.TAB);
    assertEquals("action:", field().getText());
    write("re");
    assertTrue(offered());
    popupPicture(".audit-completion", "audit-completion");
    type(KeyCode.DOWN);
    type(KeyCode.DOWN);
    String chosen = audit.asking().completion().offersProperty().get().offers().get(1).written();
    type(KeyCode.ENTER);
    assertFalse(offered());
    assertEquals("action:" + chosen, field().getText());
    assertTrue(field().isFocused());
    picture("audit-line-typed");

    type(KeyCode.ENTER);
    assertEquals(List.of("action:" + chosen), tokens());
    assertEquals("", field().getText());
    assertTrue(field().isFocused());
    picture("audit-line-term");
  }

  @Test
  void escapeClosesTheOffersAndLeavesTheText() {
    clickOn("#search");
    write("action:re");
    assertTrue(offered());
    type(KeyCode.ESCAPE);
    assertFalse(offered());
    assertEquals("action:re", field().getText());
    type(KeyCode.ENTER);
    assertEquals(List.of("action:re"), tokens());
  }

  @Test
  void aSpaceFinishesATermAndTheMouseOrTheKeyboardTakesItAway() {
    clickOn("#search");
    write("actor:olu not action:created");
    assertEquals(List.of("actor:olu"), tokens());
    type(KeyCode.ENTER);
    assertEquals(List.of("actor:olu", "not action:created"), tokens());
    String both = count();
    picture("audit-line-terms");

    clickOn(lookup(".audit-token-cross").queryAll().iterator().next());
    assertEquals(List.of("not action:created"), tokens());
    assertFalse(both.equals(count()));

    clickOn("#search");
    type(KeyCode.BACK_SPACE);
    assertTrue(lookup(".audit-token").query().isFocused());
    type(KeyCode.BACK_SPACE);
    assertEquals(List.of(), tokens());
    assertTrue(field().isFocused());
    assertEquals("20", count());
  }

  @Test
  void aTermThatIsClickedIsTextAgain() {
    interact(() -> audit.search("actor:olu"));
    clickOn(".audit-token-value");
    assertEquals("actor:olu", field().getText());
    assertEquals(List.of(), tokens());
    write(",j.silva");
    type(KeyCode.ENTER);
    assertEquals(List.of("actor:olu,j.silva"), tokens());
  }

  @Test
  void aMistakeIsMarkedWhereItIsBehindFinishedTerms() {
    interact(() -> audit.search("actor:olu"));
    clickOn("#search");
    write("x from:never");
    type(KeyCode.ENTER);
    assertEquals("from:never", field().getSelectedText());
    assertEquals(List.of("actor:olu"), tokens());
    assertTrue(lookup("#mistake").query().isVisible());
    picture("audit-line-mistake");
  }

  @Test
  void aChipLooksForItsValueAndShowsIt() {
    picture("audit-facets");
    clickOn(chip("suspended"));
    assertEquals("3 of 20", count());
    assertTrue(chip("suspended").isSelected());
    assertEquals(List.of("action:api_key_suspended"), tokens());
    picture("audit-facet-chosen");

    clickOn(chip("suspended"));
    assertEquals("20", count());
    assertFalse(chip("suspended").isSelected());
    assertEquals(List.of(), tokens());
  }

  @Test
  void valuesWithoutRoomAreFoundInTheList() {
    clickOn("#audit-more-ACTION");
    write("rotat");
    popupPicture(".audit-facet-picker", "audit-facet-picker");
    type(KeyCode.ENTER);
    assertEquals(List.of("action:api_key_rotated"), tokens());
  }

  @Test
  void anExampleOfTheHelpIsTried() {
    clickOn("#auditHelp");
    popupPicture(".audit-help", "audit-help");
    assertEquals(5, lookup(".audit-help-example").queryAll().size());
    interact(() -> lookup(".audit-help-example").queryAs(Button.class).fire());
    assertEquals(List.of("action:revoked,suspended"), tokens());
    assertEquals("4 of 20", count());
    assertTrue(lookup(".audit-help").queryAll().isEmpty());
  }

  @Test
  void manyTermsGoOnInAnotherRow() {
    interact(
        () ->
            audit.search(
                "actor:olu@acme.example,j.silva key:\"A name that is longer than any line has room for, and goes on and on until it is cut\" detail.scope:admin from:2026-11-01 to:2026-11-23 not action:created word"));
    interact(() -> scene.getRoot().layout());
    Node line = lookup(".audit-line").query();
    assertTrue(line.getLayoutBounds().getHeight() > 32);
    picture("audit-line-rows");
  }
}
