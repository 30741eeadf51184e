package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.javafx.stage.WindowHelper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Popup;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import keyconsole.TreeState;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.service.KeyService;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.PaletteViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What keys do in the whole window, and what they must not do.
class KeyboardScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";
  private static final String KEY = "Billing export";

  private Path data;

  @BeforeEach
  void open() {
    data = folder.resolve("data");
    TestSurroundings.copyTenant(TENANT, data);
    interact(() -> shell.open(data, TENANT, TestWorkspace.administrator(TENANT)));
  }

  private KeyService service() {
    return shell.workspaceProperty().get().orElseThrow().service();
  }

  private ApiKey key() {
    return service().list().stream()
        .filter(each -> each.name().equals(KEY))
        .findFirst()
        .orElseThrow();
  }

  private Path file(ApiKey key) {
    return data.resolve(TENANT).resolve("api_keys/keys").resolve(key.id().fileName());
  }

  private void focus(String query) {
    interact(() -> lookup(query).query().requestFocus());
  }

  private boolean isDrawerOpen() {
    return lookup("#drawer").query().isVisible();
  }

  private TextField search() {
    return lookup("#search").queryAs(TextField.class);
  }

  @Test
  void controlAndADigitLeadToEachScreenFromEachOther() {
    Map<KeyCode, Class<? extends Page>> screens =
        Map.of(
            KeyCode.DIGIT1, Page.Keys.class,
            KeyCode.DIGIT2, Page.Usage.class,
            KeyCode.DIGIT3, Page.Audit.class,
            KeyCode.DIGIT4, Page.AccessCheck.class,
            KeyCode.DIGIT5, Page.Health.class,
            KeyCode.DIGIT6, Page.UsageLines.class);
    screens.forEach(
        (from, its) ->
            screens.forEach(
                (to, other) -> {
                  push(KeyCode.CONTROL, from);
                  push(KeyCode.CONTROL, to);
                  assertInstanceOf(other, shell.pageProperty().get(), its + " " + other);
                }));
  }

  @Test
  void f5ReadsWhatChangedOnDisk() throws IOException {
    Path file = file(key());
    Files.writeString(file, Files.readString(file).replace(KEY, "By hand"));
    focus("#table");
    push(KeyCode.F5);
    assertTrue(lookup("By hand").tryQuery().isPresent());
    push(KeyCode.CONTROL, KeyCode.DIGIT3);
    AuditViewModel audit = assertInstanceOf(Page.Audit.class, shell.pageProperty().get()).model();
    String before = audit.countTextProperty().get();
    Path log = data.resolve(TENANT).resolve("api_keys/audit/audit_2026-11-23.jsonl");
    Files.writeString(
        log,
        "{\"timestamp\": \"2026-11-23T11:00:00\", \"action\": \"x\", \"user_id\": \"olu\","
            + " \"tenant\": \"acme.example\", \"details\": {}}\n",
        StandardOpenOption.APPEND);
    push(KeyCode.F5);
    assertFalse(audit.countTextProperty().get().equals(before), before);
  }

  @Test
  void f5OnAnyPageReadsTheKeysThatNothingTellsOf() throws IOException {
    Path otherName = Files.createLink(folder.resolve("a second name"), file(key()));
    String name = KEY;
    for (KeyCode page : List.of(KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4, KeyCode.DIGIT5)) {
      String next = "Written on " + page;
      Files.writeString(otherName, Files.readString(otherName).replace(name, next));
      push(KeyCode.CONTROL, page);
      push(KeyCode.F5);
      push(KeyCode.CONTROL, KeyCode.DIGIT1);
      assertTrue(lookup(next).tryQuery().isPresent(), next);
      name = next;
    }
  }

  @Test
  void controlCCopiesTheIdWhereverTheKeyboardIsOnThePageButNotOutOfAField() {
    interact(() -> select(KEY));
    for (String place : List.of("#table", "#limitsTab", "#filter-ALL", "#rail #audit")) {
      around.clipboard = "";
      focus(place);
      push(KeyCode.CONTROL, KeyCode.C);
      assertEquals(key().id().text(), around.clipboard, place);
    }
    around.clipboard = "";
    focus("#search");
    push(KeyCode.CONTROL, KeyCode.C);
    assertEquals("", around.clipboard);
    push(KeyCode.CONTROL, KeyCode.DIGIT3);
    push(KeyCode.CONTROL, KeyCode.C);
    assertEquals("", around.clipboard);
  }

  @Test
  void controlFFindsOnThePageAndWhereItHasNoSearchInTheLineThatFindsAll() {
    focus("#usage");
    push(KeyCode.CONTROL, KeyCode.F);
    assertTrue(search().isFocused());
    push(KeyCode.CONTROL, KeyCode.DIGIT3);
    focus("#usage");
    push(KeyCode.CONTROL, KeyCode.F);
    assertTrue(search().isFocused());
    for (KeyCode page : List.of(KeyCode.DIGIT2, KeyCode.DIGIT4, KeyCode.DIGIT5, KeyCode.DIGIT6)) {
      push(KeyCode.CONTROL, page);
      push(KeyCode.CONTROL, KeyCode.F);
      Dialog.Guide guide = assertInstanceOf(Dialog.Guide.class, shell.dialogs().getLast());
      assertInstanceOf(PaletteViewModel.class, guide.model(), page.getName());
      push(KeyCode.ESCAPE);
    }
  }

  @Test
  void escapeTakesOneStepBackAtATime() {
    focus("#search");
    write("bill");
    interact(() -> select(KEY));
    interact(() -> shell.keys().orElseThrow().actions().revoke(List.of(key())));
    push(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
    assertTrue(isDrawerOpen());
    push(KeyCode.ESCAPE);
    assertFalse(isDrawerOpen());
    assertEquals("bill", search().getText());
    assertTrue(lookup("#table").query().isFocused());
    push(KeyCode.ESCAPE);
    assertEquals("", search().getText());
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
  }

  @Test
  void escapeClosesAListBeforeWhatIsBehindIt() {
    push(KeyCode.CONTROL, KeyCode.DIGIT2);
    await(() -> lookup("#usage-add-filter").tryQuery().isPresent());
    interact(() -> lookup("#usage-add-filter").queryButton().fire());
    assertTrue(Window.getWindows().stream().anyMatch(Popup.class::isInstance));
    push(KeyCode.ESCAPE);
    assertTrue(Window.getWindows().stream().noneMatch(Popup.class::isInstance));
    assertInstanceOf(Page.Usage.class, shell.pageProperty().get());
  }

  @Test
  void escapeInTheWizardAsksWhetherSomethingTypedIsToBeLost() {
    push(KeyCode.CONTROL, KeyCode.N);
    NewKeyViewModel wizard =
        assertInstanceOf(Page.NewKey.class, shell.pageProperty().get()).model();
    interact(() -> wizard.who().name().textProperty().set("Typed"));
    push(KeyCode.ESCAPE);
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
    push(KeyCode.ESCAPE);
    assertTrue(shell.dialogs().isEmpty());
    assertEquals("Typed", wizard.who().name().text());
    push(KeyCode.CONTROL, KeyCode.N);
    assertInstanceOf(Dialog.Question.class, shell.dialogs().getLast());
  }

  /// Each key of the keyboard is pressed once on each page, and in front of a key that is to be
  /// revoked: nothing below the data root changes.
  @Test
  void noSingleKeyChangesAnything() {
    Map<String, String> before = TreeState.withoutTimes(data);
    Map<String, Runnable> places =
        Map.of(
            "keys", () -> shell.goToKeys(),
            "usage", () -> shell.showUsage(Optional.empty()),
            "audit", () -> shell.goToAudit(),
            "access", () -> shell.showAccessCheck(Optional.of(key())),
            "health", () -> shell.showHealth(),
            "lines", () -> shell.showUsageLines(UsageLinesQuestion.everything(ZoneOffset.UTC)),
            "revoke", () -> shell.keys().orElseThrow().actions().revoke(List.of(key())));
    places.forEach(
        (name, show) -> {
          interact(() -> Stream.of(KeyCode.values()).forEach(code -> press(show, code)));
          assertEquals(before, TreeState.withoutTimes(data), name);
        });
  }

  private void press(Runnable show, KeyCode code) {
    show.run();
    select(KEY);
    fire(KeyEvent.KEY_PRESSED, code);
    fire(KeyEvent.KEY_TYPED, code);
    fire(KeyEvent.KEY_RELEASED, code);
    List.copyOf(shell.dialogs()).forEach(shell::close);
    List.copyOf(Window.getWindows()).stream()
        .filter(PopupWindow.class::isInstance)
        .forEach(Window::hide);
  }

  private void fire(EventType<KeyEvent> type, KeyCode code) {
    boolean typed = type == KeyEvent.KEY_TYPED;
    Node at = Optional.ofNullable(scene.getFocusOwner()).orElse(scene.getRoot());
    Event.fireEvent(
        at,
        new KeyEvent(
            type,
            typed ? code.getChar().toLowerCase(Locale.ROOT) : "",
            "",
            typed ? KeyCode.UNDEFINED : code,
            false,
            false,
            false,
            false));
  }

  @Test
  void enterThatIsHeldDownDoesNotAnswerWhatItBroughtUp() throws IOException {
    interact(() -> select(KEY));
    push(KeyCode.CONTROL, KeyCode.K);
    write("rotate");
    String before = Files.readString(file(key()));
    interact(
        () -> {
          fire(KeyEvent.KEY_PRESSED, KeyCode.ENTER);
          assertInstanceOf(Dialog.Rotate.class, shell.dialogs().getLast());
          fire(KeyEvent.KEY_PRESSED, KeyCode.ENTER);
          fire(KeyEvent.KEY_PRESSED, KeyCode.ENTER);
          fire(KeyEvent.KEY_RELEASED, KeyCode.ENTER);
        });
    assertInstanceOf(Dialog.Rotate.class, shell.dialogs().getLast());
    assertEquals(before, Files.readString(file(key())));
    push(KeyCode.ENTER);
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
    assertEquals(KeyStatus.ACTIVE, key().status());
    assertFalse(Files.readString(file(key())).equals(before));
  }

  /// The release goes to a window that the system puts in front, as one in which a file is chosen.
  @Test
  void enterWhoseReleaseAnotherWindowGotIsOverOnceOneComesBack() {
    interact(() -> select(KEY));
    push(KeyCode.CONTROL, KeyCode.K);
    write("rotate");
    interact(() -> fire(KeyEvent.KEY_PRESSED, KeyCode.ENTER));
    assertInstanceOf(Dialog.Rotate.class, shell.dialogs().getLast());
    // Without a display a window keeps the keyboard; what the system tells is told here.
    interact(() -> WindowHelper.setFocused(scene.getWindow(), false));
    interact(() -> WindowHelper.setFocused(scene.getWindow(), true));
    push(KeyCode.ENTER);
    assertInstanceOf(Dialog.Reveal.class, shell.dialogs().getLast());
  }
}
