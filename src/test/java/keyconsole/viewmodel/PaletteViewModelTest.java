package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.RawKey;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaletteViewModelTest {

  private static final String TENANT = "acme.example";

  @TempDir Path dataRoot;
  private final TestSurroundings test = new TestSurroundings();
  private ShellViewModel shell;

  @BeforeEach
  void openTenant() {
    TestSurroundings.copyTenant(TENANT, dataRoot);
    shell = new ShellViewModel(test.surroundings());
    shell.open(dataRoot, TENANT, TestWorkspace.administrator(TENANT));
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private PaletteViewModel palette() {
    shell.desk().commands().press(Command.PALETTE);
    Guide guide = assertInstanceOf(Dialog.Guide.class, shell.dialogs().getLast()).model();
    return assertInstanceOf(PaletteViewModel.class, guide);
  }

  private PaletteViewModel asked(String text) {
    PaletteViewModel palette = palette();
    palette.textProperty().set(text);
    return palette;
  }

  private static List<String> titles(PaletteViewModel palette) {
    return palette.lines().stream().map(PaletteLine::title).toList();
  }

  private static PaletteLine line(PaletteViewModel palette, String title) {
    return palette.lines().stream()
        .filter(line -> line.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private ApiKey key(String name) {
    return shell.keys().orElseThrow().everyRow().stream()
        .flatMap(row -> row instanceof KeyRow.Entry entry ? Stream.of(entry.key()) : Stream.of())
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTextThatBeginsSoComesBeforeAWordAndAWordBeforeAPartOfOne() {
    assertEquals(Match.START, Match.of("billing export", "bil"));
    assertEquals(Match.WORD, Match.of("billing export", "exp"));
    assertEquals(Match.WORD, Match.of("a.keller@acme", "keller"));
    assertEquals(Match.WITHIN, Match.of("billing export", "port"));
    assertEquals(Match.WITHIN, Match.of("billing export", "exp bil"));
    assertEquals(Match.NONE, Match.of("billing export", "exp foo"));
  }

  @Test
  void unaskedItShowsEveryCommandWithItsKeys() {
    List<String> titles = titles(palette());
    assertTrue(titles.containsAll(List.of("Screens", "Usage", "New key", "Take the tour")));
    assertEquals("Ctrl 2", line(palette2(), "Usage").keys());
  }

  private PaletteViewModel palette2() {
    shell.escape();
    return palette();
  }

  @Test
  void aKeyIsFoundByItsNameItsIdAndItsOwner() {
    ApiKey key = key("Billing export");
    for (String text : List.of("billing", "EXPORT", key.id().text().substring(0, 8))) {
      PaletteViewModel palette = asked(text);
      assertTrue(titles(palette).contains("Billing export"), text);
      shell.escape();
    }
    assertTrue(titles(asked("dana")).contains("Billing export"));
  }

  @Test
  void enterOnAKeyLeadsToItInTheList() {
    shell.showUsage(Optional.empty());
    PaletteViewModel palette = asked("billing");
    assertEquals("Billing export", palette.chosenProperty().get().orElseThrow().title());
    palette.choose();
    assertTrue(shell.dialogs().isEmpty());
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    assertEquals(
        List.of(key("Billing export").id()),
        shell.keys().orElseThrow().selectedKeys().stream().map(ApiKey::id).toList());
  }

  @Test
  void anOwnerLeadsToTheKeysOfThatOwner() {
    PaletteViewModel palette = asked("dana@");
    PaletteLine owner = line(palette, "dana@acme.example");
    assertEquals("3 keys", owner.detail());
    palette.choose(owner);
    assertEquals(3, shell.keys().orElseThrow().rows().size());
  }

  @Test
  void whatWasChosenLatelyComesFirst() {
    PaletteViewModel first = asked("to be");
    assertEquals("To be revoked", first.chosenProperty().get().orElseThrow().title());
    first.choose(line(first, "To be rotated"));
    assertEquals("To be rotated", asked("to be").chosenProperty().get().orElseThrow().title());
    assertEquals(List.of("Recently used", "To be rotated"), titles(palette2()).subList(0, 2));
  }

  @Test
  void itIsRememberedForTheNextStart() {
    PaletteViewModel palette = asked("usage");
    palette.choose(line(palette, "Usage"));
    shell.close();
    shell = new ShellViewModel(test.surroundings());
    shell.open(dataRoot, TENANT, TestWorkspace.administrator(TENANT));
    assertEquals(List.of("Recently used", "Usage"), titles(palette()).subList(0, 2));
  }

  @Test
  void aCommandThatCannotBeRunSaysWhyAndIsNotChosen() {
    PaletteViewModel palette = asked("revoke");
    PaletteLine revoke = line(palette, "Revoke…");
    assertEquals("Select a key first", revoke.reason());
    palette.choose(revoke);
    assertEquals(1, shell.dialogs().size());
    palette.walk(1);
    assertFalse(palette.chosenProperty().get().orElseThrow().equals(revoke));
  }

  @Test
  void aCommandForTheSelectedKeySaysWhichOneItIs() {
    shell.keys().orElseThrow().reveal(key("Billing export").id());
    PaletteViewModel palette = asked("revoke");
    assertEquals("Billing export", line(palette, "Revoke…").detail());
    palette.choose(line(palette, "Revoke…"));
    assertInstanceOf(Dialog.Revoke.class, shell.dialogs().getLast());
  }

  @Test
  void aKeystrokeLooksAtNoSelectedKeyAnew() {
    PaletteViewModel palette = asked("rev");
    PaletteLine revoke = line(palette, "Revoke…");
    palette.textProperty().set("revo");
    assertSame(revoke, line(palette, "Revoke…"));
  }

  @Test
  void aCommandThatCannotBeRunAnyMoreSaysWhyWhenItIsChosen() {
    PaletteViewModel palette = asked("new key");
    PaletteLine newKey = line(palette, "New key");
    shell.take(Session.readOnly(TENANT));
    palette.choose(newKey);
    assertEquals(
        shell.keys().orElseThrow().actions().blocked(),
        shell.notices().shownProperty().get().map(Notices.Notice::text));
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
  }

  @Test
  void aReadOnlySessionIsTheReason() {
    shell.take(Session.readOnly(TENANT));
    assertEquals(
        shell.keys().orElseThrow().actions().blocked().orElseThrow(),
        line(asked("new key"), "New key").reason());
  }

  @Test
  void aPastedRawKeyIsLookedUpAndKeptNowhere() {
    PaletteViewModel palette = palette();
    String raw = "gt2_" + TENANT + "_" + "A".repeat(43);
    assertTrue(raw.matches(RawKey.FORM));
    assertTrue(palette.takeRawKey("key: " + raw));
    assertTrue(shell.dialogs().isEmpty());
    assertFalse(shell.keys().orElseThrow().noteProperty().get().isEmpty());
    assertFalse(test.kept.toString().contains("AAAA"));
  }

  @Test
  void theSearchRunsInTheBackgroundAndALaterOneTakesItsPlace() {
    PaletteViewModel palette = palette();
    test.tasks.hold();
    palette.textProperty().set("b");
    palette.textProperty().set("billing");
    assertFalse(titles(palette).contains("Billing export"));
    test.tasks.goOn();
    assertTrue(titles(palette).contains("Billing export"));
  }

  @Test
  void aHundredThousandKeysAreSearchedInNoTime() {
    KeyRow.Entry one =
        (KeyRow.Entry)
            shell.keys().orElseThrow().everyRow().stream()
                .filter(KeyRow.Entry.class::isInstance)
                .findFirst()
                .orElseThrow();
    List<KeyRow> rows = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      ApiKey key = one.key();
      rows.add(
          new KeyRow.Entry(
              key,
              "dana",
              one.lastUse(),
              one.trend(),
              "service " + i + "\ndana\n" + key.id(),
              "service " + i,
              KeyRow.Trap.NONE,
              one.thresholds()));
    }
    PaletteSearch search = new PaletteSearch(List.of(), rows, List.of());
    search.find("s");
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    PaletteSearch.Answer answer = search.find("service 9");
    Duration took =
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
    assertEquals(40_951, answer.keyCount());
    assertEquals("service 9", answer.keys().getFirst().found().sortName());
    assertTrue(took.toMillis() < 1_000, took.toString());
  }

  @Test
  void everyCommandHasANameAndKeysOfItsOwn() {
    Set<String> keys = new HashSet<>();
    for (Command command : Command.values()) {
      assertFalse(shell.desk().commands().name(command).isEmpty());
      assertTrue(command.keys().isEmpty() || keys.add(command.keys()), command.keys());
    }
    assertEquals("⌘ K", Command.keysText("Shortcut+K", true));
    List<String> sheet =
        new ShortcutSheet(test.surroundings(), shell)
            .sections().stream()
                .flatMap(section -> section.lines().stream())
                .map(ShortcutSheet.Line::keys)
                .toList();
    for (Command command : Command.values()) {
      assertTrue(command.keys().isEmpty() || sheet.contains(command.keysText()), command.name());
    }
  }

  @Test
  void whateverCanBeDoneToAKeyCanBeDoneFromThePalette() {
    ResourceBundle texts = test.surroundings().texts();
    Set<String> ofTheListAlone = Set.of("keys.action.copy-ids", "keys.action.details");
    List<String> titles = titles(palette());
    texts.keySet().stream()
        .filter(name -> name.startsWith("keys.action.") && !ofTheListAlone.contains(name))
        .forEach(name -> assertTrue(titles.contains(texts.getString(name)), name));
  }

  @Test
  void aKeyIsLikenedAndKeptAsATemplateFromThePalette() {
    KeyListViewModel list = shell.keys().orElseThrow();
    list.reveal(key("Billing export").id());
    shell.desk().commands().run(Command.SAVE_TEMPLATE);
    assertInstanceOf(Dialog.SaveTemplate.class, shell.dialogs().getLast());
    shell.escape();
    shell.desk().commands().run(Command.LIKE);
    NewKeyViewModel like = assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model();
    assertEquals(key("Billing export").capabilities(), like.capabilities().chosen());
    assertEquals(
        Optional.of("Select a file with a live credential first"),
        shell.desk().commands().blocked(Command.DISABLE));
  }

  @Test
  void whatUsageShowsIsSavedFromThePaletteAndWhatOtherPagesShowIsNot() {
    Commands commands = shell.desk().commands();
    assertEquals(
        Optional.of("Only usage and the audit log can be saved"),
        commands.blocked(Command.SAVE_SHOWN));
    shell.goToAudit();
    test.saveTo = Optional.of(dataRoot.resolve("log.csv"));
    commands.press(Command.SAVE_SHOWN);
    assertTrue(Files.exists(dataRoot.resolve("log.csv")));
  }

  @Test
  void anotherLanguageIsChosenFromThePalette() {
    shell.desk().commands().run(Command.LANGUAGE);
    assertEquals(Optional.of(Language.GERMAN), shell.language().choiceProperty().get());
    shell.desk().commands().run(Command.LANGUAGE);
    assertEquals(Optional.of(Language.ENGLISH), shell.language().choiceProperty().get());
  }

  @Test
  void aNameOfTwoLinesHidesNobodyFromTheSearch() {
    ApiKey key = key("Billing export");
    shell
        .workspaceProperty()
        .get()
        .orElseThrow()
        .service()
        .update(key.id(), KeyEdit.NOTHING.withName("Two\nlines"));
    shell.keys().orElseThrow().refresh();
    PaletteViewModel palette = asked(key.ownerId());
    assertTrue(titles(palette).contains("Two\u23celines"), titles(palette).toString());
  }

  @Test
  void everyCommandEitherRunsOrSaysWhyNot() {
    Set<Command> leaving = Set.of(Command.CLOSE_TENANT, Command.OPEN_DEMO, Command.OPEN_FOLDER);
    for (Command command : Command.values()) {
      if (!leaving.contains(command)) {
        shell.goToKeys();
        shell.keys().orElseThrow().reveal(key("Billing export").id());
        shell.desk().commands().run(command);
        List.copyOf(shell.dialogs()).forEach(shell::close);
      }
    }
    shell.goToKeys();
    shell.desk().commands().run(Command.CLOSE_TENANT);
    shell.desk().commands().run(Command.OPEN_FOLDER);
    assertEquals(
        Optional.of("Open a tenant first"), shell.desk().commands().blocked(Command.USAGE));
  }

  @Test
  void aShortcutDoesNothingBehindADialogAndSaysWhyItCannot() {
    shell.giveToken();
    shell.desk().commands().press(Command.USAGE);
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    shell.escape();
    shell.take(Session.readOnly(TENANT));
    shell.desk().commands().press(Command.NEW_KEY);
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    assertTrue(shell.notices().shownProperty().get().orElseThrow().text().contains("read-only"));
  }

  @Test
  void aNewKeyIsNotBegunOverOneThatIsHalfTyped() {
    shell.desk().commands().press(Command.NEW_KEY);
    NewKeyViewModel wizard =
        assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model();
    wizard.who().name().textProperty().set("Half");
    shell.desk().commands().press(Command.NEW_KEY);
    assertEquals(wizard, assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model());
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
  }

  @Test
  void copyingAKeySaysThatItIsTheId() {
    KeyId id = key("Billing export").id();
    shell.keys().orElseThrow().reveal(id);
    shell.desk().commands().run(Command.COPY_ID);
    assertEquals(id.text(), test.clipboard);
    assertEquals(
        "The id is on the clipboard", shell.notices().shownProperty().get().orElseThrow().text());
  }
}
