package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.TreeState;
import keyconsole.domain.IssuedKey;
import keyconsole.service.Session;
import keyconsole.viewmodel.BulkLine.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys made from a file: nothing before a person says so, none twice, and no raw key lost without
/// a question.
class BulkViewModelTest {

  private static final String TENANT = "acme.example";

  @TempDir Path dataRoot;
  private TestWorkspace test;
  private BulkViewModel model;
  private int changes;

  @BeforeEach
  void open() {
    test = new TestWorkspace(dataRoot, TENANT);
    model = new BulkViewModel(test.workspace, () -> changes++);
    test.dialogs.add(model.dialog());
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void file(String... lines) {
    try {
      test.files.openFrom =
          Optional.of(Files.writeString(dataRoot.resolve("keys.csv"), String.join("\n", lines)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String... lines) {
    file(lines);
    model.choose();
  }

  private List<String> states() {
    BulkWords words = model.words();
    return model.rows().stream().map(words::state).toList();
  }

  private int keys() {
    return test.service.list().size();
  }

  private String raw(int row) {
    return assertInstanceOf(Outcome.Created.class, model.rows().get(row).outcome())
        .issued()
        .rawKey()
        .value();
  }

  private Dialog.Question question() {
    return assertInstanceOf(Dialog.Question.class, test.dialogs.getLast());
  }

  @Test
  void nothingIsWrittenBeforeAPersonSaysSo() {
    Map<String, String> before = TreeState.of(dataRoot.resolve(TENANT));
    read("name,scope", "One,user", "Two,root", "Three,tenant");
    assertEquals(List.of("Ready", "1 mistake", "Ready"), states());
    assertEquals(2, model.stateProperty().get().open());
    assertEquals("3 rows · 2 ready · 1 with mistakes", model.stateProperty().get().counts());
    assertEquals(before, TreeState.of(dataRoot.resolve(TENANT)));
    model.create();
    assertEquals(List.of("Created", "1 mistake", "Created"), states());
    assertEquals("tenant", test.key("Three").scope().text());
    assertEquals(1, changes);
  }

  @Test
  void mendedFileMakesOnlyWhatWasNotMadeBefore() {
    read("name,scope", "One,user", "Two,root");
    model.create();
    int made = keys();
    String first = raw(0);
    file("name,scope", "Two,user", "One,user");
    model.readAgain();
    assertEquals(List.of("Ready", "Created"), states());
    assertEquals(first, raw(1));
    model.create();
    model.create();
    assertEquals(made + 1, keys());
    assertEquals(List.of("Created", "Created"), states());
  }

  @Test
  void twoEqualRowsAreTwoKeysAndARowThatIsGoneKeepsItsRawKey() {
    read("name", "Same", "Same");
    model.create();
    assertEquals(2, model.stateProperty().get().held());
    file("name", "Other");
    model.readAgain();
    assertEquals(List.of("Ready", "Created", "Created"), states());
    assertEquals(2, model.stateProperty().get().held());
  }

  @Test
  void rowThatFailsIsToldAndTriedAgainAloneAfterItsReasonIsGone() throws IOException {
    read("name", "One", "Two");
    Path keys = dataRoot.resolve(TENANT).resolve("api_keys/keys");
    Path aside = dataRoot.resolve("aside");
    Files.move(keys, aside);
    Files.writeString(keys, "in the way");
    model.create();
    assertEquals(List.of("Not created", "Not created"), states());
    assertFalse(model.words().first(model.rows().getFirst()).isBlank());
    assertTrue(model.reportProperty().get().text().contains("2 not created"));
    Files.delete(keys);
    Files.move(aside, keys);
    model.create();
    assertEquals(List.of("Created", "Created"), states());
  }

  @Test
  void sessionThatEndsStopsTheRestWhichIsTriedWithAFreshToken() {
    read("name", "One", "Two", "Three");
    test.service.actFor(Session.readOnly(TENANT));
    model.create();
    assertEquals(List.of("Not created", "Ready", "Ready"), states());
    test.service.actFor(TestWorkspace.administrator(TENANT));
    model.create();
    assertEquals(List.of("Created", "Created", "Created"), states());
  }

  @Test
  void creatingTellsHowFarItIsAndStopsAfterTheKeyAtWork() {
    List<String> told = new ArrayList<>();
    read("name", "One", "Two", "Three");
    model
        .workProperty()
        .subscribe(
            work ->
                work.ifPresent(
                    now -> {
                      told.add(now.text());
                      if (now.text().endsWith("1 of 3")) {
                        now.cancel().ifPresent(Runnable::run);
                      }
                    }));
    model.create();
    assertTrue(told.contains("Creating keys, 0 of 3"), told.toString());
    assertEquals(2, model.stateProperty().get().created());
    assertEquals(1, model.stateProperty().get().open());
    model.create();
    assertEquals(3, model.stateProperty().get().created());
  }

  @Test
  void savedKeysAreInTheFileAndNowhereElse() throws IOException {
    read("name,owner", "=One,dana@acme.example", "Two,");
    model.create();
    IssuedKey first =
        assertInstanceOf(Outcome.Created.class, model.rows().getFirst().outcome()).issued();
    String raw = first.rawKey().value();
    Path to = dataRoot.resolve("raw.csv");
    test.files.saveTo = Optional.of(to);
    model.save();
    assertFalse(Files.exists(to));
    assertTrue(question().danger());
    question().onYes().run();
    List<String> lines = Files.readAllLines(to, StandardCharsets.UTF_8);
    assertEquals("name,owner,id,key", lines.getFirst());
    assertEquals("'=One,dana@acme.example," + first.key().id() + "," + raw, lines.get(1));
    assertEquals(3, lines.size());
    assertTrue(first.rawKey().isClosed());
    assertEquals(0, model.stateProperty().get().held());
    test.dialogs.removeLast();
    model.save();
    assertEquals(List.of(model.dialog()), test.dialogs);
    model.done();
    assertEquals(List.of(), test.dialogs);
  }

  @Test
  void failureToSaveKeepsTheKeys() {
    read("name", "One");
    model.create();
    test.files.saveTo = Optional.of(dataRoot.resolve("no/such/folder.csv"));
    model.save();
    question().onYes().run();
    assertEquals(1, model.stateProperty().get().held());
    assertTrue(model.reportProperty().get().text().startsWith("The file could not be saved."));
    test.files.saveTo = Optional.empty();
    model.save();
    question().onYes().run();
    assertEquals(1, model.stateProperty().get().held());
  }

  @Test
  void oneKeyIsCopiedAndLeavesTheClipboardByItself() {
    read("name", "One", "Two");
    model.create();
    model.selectedProperty().set(Optional.of(model.rows().get(1)));
    String raw = raw(1);
    assertEquals("gt2_acme.example_" + "•".repeat(43), model.rawProperty().get());
    model.copySelected();
    assertEquals(raw, test.clipboard);
    model.visibleProperty().set(true);
    assertEquals(raw, model.rawProperty().get());
    test.pass(Duration.ofSeconds(31));
    assertEquals("", test.clipboard);
    model.visibleProperty().set(false);
    assertFalse(model.rawProperty().get().equals(raw));
  }

  @Test
  void keysWhoseRawKeysTheLockTookAwayAreRotatedAndNotMadeAgain() {
    read("name", "One", "Two");
    model.create();
    int made = keys();
    String first = raw(0);
    assertEquals("“One”, “Two”", model.lose());
    assertEquals(List.of("Created, raw key lost", "Created, raw key lost"), states());
    assertEquals(2, model.stateProperty().get().lost());
    assertTrue(model.mayClose());
    assertTrue(model.words().first(model.rows().getFirst()).contains("cannot be shown again"));
    model.readAgain();
    model.create();
    assertEquals(made, keys());
    assertEquals("Rotate 2 keys", model.wayOutBinding().get());
    model.rotateLost();
    assertEquals(List.of("Created", "Created"), states());
    assertEquals(made, keys());
    assertEquals(2, model.stateProperty().get().held());
    assertEquals(Optional.empty(), test.service.identify(first));
    assertEquals("One", test.service.identify(raw(0)).orElseThrow().name());
    assertFalse(model.mayClose());
  }

  @Test
  void keysThatWereSaidToBeStoredAreNotLost() {
    read("name", "One");
    model.create();
    String raw = raw(0);
    model.storedProperty().set(true);
    assertEquals("", model.lose());
    assertEquals(List.of("Created"), states());
    assertEquals(0, model.stateProperty().get().held());
    assertEquals("One", test.service.identify(raw).orElseThrow().name());
  }

  @Test
  void keyThatCannotBeRotatedStaysLostAndSaysWhy() {
    read("name", "One");
    model.create();
    model.lose();
    test.session.set(Session.readOnly(TENANT));
    assertEquals("Give a token to rotate…", model.wayOutBinding().get());
    model.rotateLost();
    assertEquals(1, test.tokensAsked);
    test.actFor(TestWorkspace.person(TENANT, "somebody@acme.example"));
    model.rotateLost();
    assertEquals(List.of("Created, raw key lost"), states());
    assertTrue(model.reportProperty().get().text().startsWith("1 key was not rotated."));
    String why = model.words().first(model.rows().getFirst());
    assertFalse(why.isBlank() || why.contains("cannot be shown again"), why);
    test.actFor(TestWorkspace.administrator(TENANT));
    model.rotateLost();
    assertEquals("One", test.service.identify(raw(0)).orElseThrow().name());
  }

  @Test
  void windowThatLocksWhileAFileIsChosenSavesNothing() {
    read("name", "One");
    model.create();
    Path to = dataRoot.resolve("raw.csv");
    test.files.saveTo = Optional.of(to);
    model.save();
    Dialog.Question save = question();
    model.lose();
    assertEquals(List.of(model.dialog()), test.dialogs);
    save.onYes().run();
    assertFalse(Files.exists(to));
    assertEquals(Optional.empty(), model.workProperty().get());
  }

  @Test
  void leavingWithoutHavingStoredTheKeysAsksAndThenWipesThem() {
    read("name", "One");
    model.create();
    IssuedKey issued =
        assertInstanceOf(Outcome.Created.class, model.rows().getFirst().outcome()).issued();
    model.selectedProperty().set(Optional.of(model.rows().getFirst()));
    model.copySelected();
    model.done();
    assertEquals(List.of(model.dialog()), test.dialogs);
    model.cancel();
    question().onYes().run();
    assertTrue(issued.rawKey().isClosed());
    assertEquals("", test.clipboard);
    assertFalse(test.dialogs.contains(model.dialog()));
  }

  @Test
  void leavingAfterHavingStoredThemAsksNothing() {
    read("name", "One");
    model.create();
    model.storedProperty().set(true);
    model.done();
    assertEquals(List.of(), test.dialogs);
  }

  @Test
  void keyThatIsMadeAfterTheDialogWasClosedIsWiped() {
    read("name", "One", "Two");
    test.tasks.hold();
    model.create();
    assertTrue(model.isGoingOn());
    model.askToClose(() -> changes++);
    question().onYes().run();
    assertEquals(1, changes);
    test.tasks.release();
    assertEquals(0, model.stateProperty().get().held());
    assertEquals(List.of("Creating…", "Ready"), states());
    assertTrue(model.mayClose());
  }

  @Test
  void exampleIsAFileThatCanBeRead() {
    Path to = dataRoot.resolve("example.csv");
    test.files.saveTo = Optional.of(to);
    model.saveExample();
    test.files.openFrom = Optional.of(to);
    model.choose();
    assertEquals(List.of("Ready", "Ready"), states());
  }

  @Test
  void filtersShowOnlyWhatIsToBeLookedAt() {
    read("name,scope", "One,user", "Two,root", "One,user");
    model.showProperty().set(BulkViewModel.Show.MISTAKES);
    assertEquals(List.of("1 mistake"), states());
    model.showProperty().set(BulkViewModel.Show.WARNINGS);
    assertEquals(4, model.rows().getFirst().row().line());
  }

  @Test
  void fileThatIsWrongAsAWholeCreatesNothing() {
    int before = keys();
    read("name,alowed_ips", "One,10.1.0.1");
    model.create();
    assertEquals(before, keys());
    assertEquals(1, model.stateProperty().get().mistakes().size());
    file("name,allowed_ips", "One,10.1.0.1");
    model.readAgain();
    model.create();
    assertEquals(List.of("10.1.0.1"), test.key("One").restrictions().allowedIps());
  }
}
