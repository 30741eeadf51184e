package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyActionsTest {

  @TempDir Path folder;
  private TestWorkspace test;
  private KeyActions actions;
  private int changes;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
    actions = new KeyActions(test.workspace, new KeyWords(test.workspace.texts()), () -> changes++);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private List<ApiKey> keys(String... names) {
    return Stream.of(names).map(test::key).toList();
  }

  private KeyStatus status(String name) {
    return test.key(name).status();
  }

  @Test
  void suspensionIsOneClickAndUndone() {
    actions.suspend(keys("Billing export"));
    assertEquals(KeyStatus.SUSPENDED, status("Billing export"));
    assertEquals(List.of("“Billing export” is suspended"), test.said);
    test.undo.orElseThrow().run();
    assertEquals(KeyStatus.ACTIVE, status("Billing export"));
    assertEquals(2, changes);
  }

  @Test
  void undoResumesNoKeyThatSomebodyElseRevokedMeanwhile() {
    actions.suspend(keys("Billing export"));
    test.service.revoke(test.key("Billing export").id());
    test.undo.orElseThrow().run();
    assertEquals(KeyStatus.REVOKED, status("Billing export"));
    assertEquals(
        "“Billing export” could not be resumed. Somebody else changed this key at the same moment:"
            + " it is revoked now. Look at it again.",
        test.reports.getLast().text());
  }

  @Test
  void theListResumesNoKeyThatIsNotAsItShowsIt() {
    List<ApiKey> shown = keys("Data import");
    test.pass(Duration.ofSeconds(5));
    test.service.resume(shown.getFirst().id());
    test.service.suspend(shown.getFirst().id());
    actions.resume(shown);
    assertEquals(KeyStatus.SUSPENDED, status("Data import"));
    assertTrue(
        test.reports
            .getLast()
            .text()
            .endsWith("changed this key at the same moment. Look at it again."),
        test.reports.getLast().text());
    actions.resume(keys("Data import"));
    assertEquals(KeyStatus.ACTIVE, status("Data import"));
  }

  @Test
  void onlyActiveOnesAreSuspendedAndOnlyThoseResumedByUndo() {
    actions.suspend(keys("Billing export", "Data import", "To be revoked"));
    assertEquals(List.of("“Billing export” is suspended"), test.said);
    test.undo.orElseThrow().run();
    assertEquals(KeyStatus.SUSPENDED, status("Data import"));
    assertEquals(KeyStatus.REVOKED, status("To be revoked"));
  }

  @Test
  void statusBarTellsHowFarItIsAndStops() {
    test.tasks.hold();
    actions.suspend(keys("Billing export", "CI pipeline", "Ops break-glass"));
    test.tasks.goOn();
    assertEquals("Suspending: 1 of 3", test.work.orElseThrow().text());
    test.work.orElseThrow().cancel().orElseThrow().run();
    test.tasks.release();
    assertEquals(Optional.empty(), test.work);
    assertEquals("Stopped. 2 of 3 keys are suspended.", test.reports.getLast().text());
    test.undo.orElseThrow().run();
    assertEquals(KeyStatus.ACTIVE, status("Billing export"));
    assertEquals(KeyStatus.ACTIVE, status("CI pipeline"));
  }

  @Test
  void secondClickWhileAtWorkIsNothing() {
    test.tasks.hold();
    actions.suspend(keys("Billing export"));
    actions.suspend(keys("Billing export"));
    assertEquals(1, test.tasks.heldCount());
    test.tasks.release();
    assertEquals(1, test.said.size());
    actions.resume(keys("Billing export"));
    assertEquals(KeyStatus.ACTIVE, status("Billing export"));
  }

  @Test
  void partialFailureIsToldWithDetailAndUndoOfWhatWasDone() {
    test.actFor(TestWorkspace.person("acme.example", "dana@acme.example"));
    actions.suspend(keys("Billing export", "CI pipeline"));
    Report report = test.reports.getLast();
    assertTrue(report.text().startsWith("1 of 2 keys are suspended. These are not:\nCI pipeline"));
    assertTrue(report.detail().contains("NotAuthorizedException"));
    test.undo.orElseThrow().run();
    assertEquals(KeyStatus.ACTIVE, status("Billing export"));
  }

  @Test
  void refusalOfOneIsASentenceAndHasNothingToUndo() {
    List<ApiKey> one = keys("Billing export");
    test.actFor(Session.readOnly("acme.example"));
    actions.suspend(one);
    assertTrue(
        test.reports.getLast().text().startsWith("“Billing export” could not be suspended. "));
    assertEquals(Optional.empty(), test.undo);
  }

  @Test
  void leavingTheTenantStopsTheWork() {
    test.tasks.hold();
    actions.suspend(keys("Billing export", "CI pipeline"));
    actions.close();
    test.tasks.release();
    assertEquals(KeyStatus.ACTIVE, status("CI pipeline"));
    assertEquals(Optional.empty(), test.undo);
  }

  @Test
  void everyDialogReadsTheListAgain() {
    actions.rotate(test.key("Billing export"));
    assertInstanceOf(Dialog.Rotate.class, test.dialogs.getLast()).model().rotate();
    assertEquals(1, changes);
    actions.extend(keys("CI pipeline"));
    assertInstanceOf(Dialog.Extend.class, test.dialogs.getLast()).model().extend();
    assertEquals(2, changes);
    actions.revoke(keys("CI pipeline"));
    RevokeViewModel revoke = assertInstanceOf(Dialog.Revoke.class, test.dialogs.getLast()).model();
    revoke.typedProperty().set("CI pipeline");
    revoke.revoke();
    assertEquals(3, changes);
  }

  @Test
  void readOnlyAndForeignKeysAreBlockedWithTheReason() {
    assertFalse(actions.blocked(keys("CI pipeline")).isPresent());
    test.actFor(TestWorkspace.person("acme.example", "dana@acme.example"));
    assertFalse(actions.blocked(keys("Billing export")).isPresent());
    assertTrue(actions.blocked(keys("CI pipeline")).orElseThrow().contains("owner"));
    test.actFor(Session.readOnly("acme.example"));
    assertTrue(actions.blocked(keys("Billing export")).orElseThrow().contains("read-only"));
  }
}
