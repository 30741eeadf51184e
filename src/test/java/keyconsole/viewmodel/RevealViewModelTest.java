package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevealViewModelTest {

  @TempDir Path folder;
  private TestWorkspace test;
  private IssuedKey issued;
  private String raw;
  private RevealViewModel model;

  @BeforeEach
  void makeAKey() {
    test = new TestWorkspace(folder, "acme.example");
    issued =
        test.service.create(KeyRequest.of("Kiosk", "dana@acme.example", List.of("rag:search")));
    raw = issued.rawKey().value();
    model = new RevealViewModel(test.workspace, issued);
    test.open(new Dialog.Reveal(model));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void secretPartIsMaskedUntilAskedFor() {
    assertEquals("gt2_acme.example_" + "•".repeat(43), model.shownProperty().get());
    model.visibleProperty().set(true);
    assertEquals(raw, model.shownProperty().get());
    model.visibleProperty().set(false);
    assertEquals("gt2_acme.example_" + "•".repeat(43), model.shownProperty().get());
  }

  @Test
  void copyNeedsNoShowing() {
    model.copy();
    assertEquals(raw, test.clipboard);
    assertFalse(model.shownProperty().get().contains(raw.substring(20)));
  }

  @Test
  void clipboardIsClearedAfterThirtySecondsAndNotBefore() {
    model.copy();
    test.pass(Duration.ofSeconds(29));
    assertEquals(raw, test.clipboard);
    assertEquals(1, model.secondsLeftProperty().get());
    test.pass(Duration.ofSeconds(1));
    assertEquals("", test.clipboard);
    assertFalse(model.copiedProperty().get());
    assertEquals(0, test.tasks.repeatingCount());
  }

  @Test
  void machineThatSleptClearsAtItsFirstTick() {
    model.copy();
    test.pass(Duration.ofHours(3));
    assertEquals("", test.clipboard);
  }

  @Test
  void clockThatIsSetBackLeavesTheKeyThereNoLonger() {
    model.copy();
    test.setBack(Duration.ofHours(3));
    test.pass(Duration.ofSeconds(29));
    assertEquals(1, model.secondsLeftProperty().get());
    test.pass(Duration.ofSeconds(1));
    assertEquals("", test.clipboard);
  }

  @Test
  void secondCopyStartsTheThirtySecondsAgain() {
    model.copy();
    test.pass(Duration.ofSeconds(20));
    model.copy();
    test.pass(Duration.ofSeconds(20));
    assertEquals(raw, test.clipboard);
    test.pass(Duration.ofSeconds(10));
    assertEquals("", test.clipboard);
  }

  @Test
  void clearNowAndDoneClearAtOnce() {
    model.copy();
    model.clearNow();
    assertEquals("", test.clipboard);
    model.copy();
    model.storedProperty().set(true);
    model.done();
    assertEquals("", test.clipboard);
  }

  @Test
  void whatSomebodyElsePutOnTheClipboardStays() {
    model.copy();
    test.clipboard = "a shopping list";
    test.pass(Duration.ofSeconds(30));
    assertEquals("a shopping list", test.clipboard);
    model.copy();
    test.clipboard = "a shopping list";
    model.storedProperty().set(true);
    model.done();
    assertEquals("a shopping list", test.clipboard);
  }

  @Test
  void doneNeedsTheTickAndLeavesNothing() {
    model.visibleProperty().set(true);
    model.done();
    assertEquals(1, test.dialogs.size());
    model.storedProperty().set(true);
    model.done();
    assertTrue(test.dialogs.isEmpty());
    assertTrue(issued.rawKey().isClosed());
    assertEquals("", model.shownProperty().get());
    model.visibleProperty().set(true);
    model.copy();
    assertEquals("", model.shownProperty().get());
    assertEquals("", test.clipboard);
  }

  @Test
  void closingUnstoredAsksOnceAndDropsTheKeyOnYes() {
    boolean[] closed = new boolean[1];
    model.copy();
    assertFalse(model.mayClose());
    model.askToClose(() -> closed[0] = true);
    model.askToClose(() -> closed[0] = true);
    assertEquals(2, test.dialogs.size());
    assertInstanceOf(Dialog.Question.class, test.dialogs.getLast()).onYes().run();
    assertTrue(closed[0]);
    assertTrue(issued.rawKey().isClosed());
    assertEquals("", test.clipboard);
  }

  @Test
  void exampleReadsTheKeyFromItsVariable() {
    for (boolean python : new boolean[] {false, true}) {
      model.pythonProperty().set(python);
      assertTrue(model.snippet().contains("https://api.acme.example/v1/chat"));
      assertTrue(model.snippet().contains("GT2_KEY"));
      assertFalse(model.snippet().contains(raw));
    }
  }

  @Test
  void copiedExampleTakesTheKeysPlace() {
    model.copy();
    model.copySnippet();
    assertEquals(model.snippet(), test.clipboard);
    assertFalse(model.copiedProperty().get());
    assertTrue(model.snippetCopiedProperty().get());
    test.pass(Duration.ofSeconds(30));
    assertEquals(model.snippet(), test.clipboard);
    model.pythonProperty().set(true);
    assertFalse(model.snippetCopiedProperty().get());
  }

  @Test
  void titleTellsWhatHappened() {
    assertEquals("Key created", model.title());
    assertEquals("Kiosk · scope user · expires 21 Feb 2027", model.subtitle());
    RevealViewModel rotated =
        RevealViewModel.rotated(
            test.workspace, issued, Optional.of(Instant.parse("2026-11-23T12:15:00Z")));
    assertEquals("Key rotated", rotated.title());
    assertEquals(
        "Kiosk · scope user · the old key stops 23 Nov 2026, 12:15 UTC", rotated.subtitle());
  }
}
