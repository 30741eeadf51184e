package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import keyconsole.domain.ApiKey;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateViewModelTest {

  @TempDir Path folder;
  private TestWorkspace test;
  private int changes;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
  }

  @AfterEach
  void close() {
    test.close();
  }

  private RotateViewModel rotate(String name) {
    RotateViewModel model = new RotateViewModel(test.workspace, test.key(name), () -> changes++);
    test.open(new Dialog.Rotate(model));
    return model;
  }

  private static String text(RotateViewModel model, Duration overlap) {
    model.overlapProperty().set(overlap);
    return model.forecastProperty().get().text();
  }

  private static String warning(RotateViewModel model) {
    return model.forecastProperty().get().warning();
  }

  @Test
  void sentenceTellsWhatHappensWhen() {
    RotateViewModel model = rotate("Billing export");
    assertTrue(text(model, Duration.ZERO).startsWith("The old key stops at once:"));
    assertTrue(
        text(model, Duration.ofMinutes(15)).startsWith("The old key stops at 12:15 UTC. Until"));
    assertTrue(
        text(model, Duration.ofHours(24))
            .startsWith("The old key stops on 24 Nov 2026, 12:00 UTC. Until"));
    assertTrue(text(model, Duration.ofHours(1)).endsWith("expiry, 21 Feb 2027, 08:00 UTC."));
    assertEquals("", warning(model));
  }

  @Test
  void timesMoveWithTheClock() {
    RotateViewModel model = rotate("Billing export");
    model.overlapProperty().set(Duration.ofMinutes(15));
    test.pass(Duration.ofMinutes(3));
    assertTrue(model.forecastProperty().get().text().startsWith("The old key stops at 12:18 UTC"));
    model.cancel();
    assertEquals(0, test.tasks.repeatingCount());
  }

  @Test
  void earlierExpiryIsToldAndEndsTheOverlap() {
    RotateViewModel model = rotate("");
    assertTrue(text(model, Duration.ofHours(24)).contains("on 24 Nov 2026, 08:00 UTC"));
    assertTrue(warning(model).contains("extend the key first"));
    text(model, Duration.ofHours(6));
    assertEquals("", warning(model));
  }

  @Test
  void keyThatOpensNothingIsRotatedAtOnceOnly() {
    for (String name : new String[] {"Data import", "To be revoked", "Already expired"}) {
      RotateViewModel model = rotate(name);
      model.overlapProperty().set(Duration.ofHours(1));
      assertEquals(Duration.ZERO, model.overlapProperty().get());
      assertFalse(model.forecastProperty().get().overlapPossible());
      assertTrue(warning(model).startsWith("There is nothing to overlap:"));
    }
  }

  @Test
  void keyThatEndsWhileTheDialogIsOpenOverlapsNoLonger() {
    RotateViewModel model = rotate("");
    model.overlapProperty().set(Duration.ofHours(1));
    test.pass(Duration.ofHours(21));
    assertEquals(Duration.ZERO, model.overlapProperty().get());
  }

  @Test
  void newKeyIsShownAndTheListReadAgain() {
    RotateViewModel model = rotate("Billing export");
    ApiKey before = test.key("Billing export");
    model.rotate();
    assertFalse(before.hash().equals(test.key("Billing export").hash()));
    assertEquals(1, test.dialogs.size());
    assertEquals(
        "Key rotated",
        assertInstanceOf(Dialog.Reveal.class, test.dialogs.getLast()).model().title());
    assertEquals(1, changes);
  }

  @Test
  void whileANewKeyIsOnItsWayNothingClosesOrRotatesTwice() {
    RotateViewModel model = rotate("Billing export");
    test.tasks.hold();
    model.rotate();
    model.rotate();
    assertEquals(1, test.tasks.heldCount());
    assertTrue(model.workProperty().get().orElseThrow().cancel().isEmpty());
    model.cancel();
    assertInstanceOf(Dialog.Rotate.class, test.dialogs.getLast());
    test.tasks.release();
    assertInstanceOf(Dialog.Reveal.class, test.dialogs.getLast());
  }

  @Test
  void keyThatComesLateIsShownAndClosesNothingElse() {
    RotateViewModel model = rotate("Billing export");
    test.tasks.hold();
    model.rotate();
    test.dialogs.clear();
    Dialog other = new Dialog.Question("Sure?", "", "Yes", "No", false, () -> {});
    test.open(other);
    test.tasks.release();
    assertEquals(other, test.dialogs.getFirst());
    assertInstanceOf(Dialog.Reveal.class, test.dialogs.getLast());
  }

  @Test
  void refusalStaysInTheDialogWithItsDetail() {
    RotateViewModel model = rotate("Billing export");
    test.actFor(Session.readOnly("acme.example"));
    model.rotate();
    Report report = model.reportProperty().get();
    assertTrue(report.text().startsWith("“Billing export” was not rotated. "));
    assertInstanceOf(Dialog.Rotate.class, test.dialogs.getLast());
    assertTrue(test.reported.isEmpty());
    model.copyDetail();
    assertTrue(test.clipboard.contains("NotAuthorizedException"));
    test.actFor(TestWorkspace.administrator("acme.example"));
    model.rotate();
    assertTrue(model.reportProperty().get().isEmpty());
    assertInstanceOf(Dialog.Reveal.class, test.dialogs.getLast());
  }
}
