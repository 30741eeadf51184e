package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.Limits;
import keyconsole.domain.ReportRange;
import keyconsole.domain.Thresholds;
import keyconsole.service.Findings;
import keyconsole.service.JsonText;
import keyconsole.service.ReportFigures;
import keyconsole.service.Reports;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// What the engine refuses or cannot do is told in the language of the console: none of its
/// sentences in English gets onto a screen.
@Isolated("it changes the language of the process")
class FailuresInGermanTest {

  private static final String TENANT = "acme.example";
  private static final int TELLING = 9;

  @TempDir Path dataRoot;
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakGerman() {
    Locale.setDefault(Locale.GERMAN);
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  /// The pieces of the English sentences of the engine that are long enough to tell the language.
  private static List<String> englishPieces() {
    ResourceBundle english = ResourceBundle.getBundle("i18n.console", Locale.ROOT);
    ResourceBundle german = ResourceBundle.getBundle("i18n.console", Locale.GERMAN);
    return english.keySet().stream()
        .filter(name -> name.startsWith("told."))
        .flatMap(
            name -> {
              String translated = german.getString(name);
              return Arrays.stream(english.getString(name).split("\\{\\d}"))
                  .map(String::strip)
                  .filter(piece -> !translated.contains(piece));
            })
        .filter(piece -> piece.length() >= TELLING && piece.contains(" "))
        .toList();
  }

  private static void assertGerman(String told) {
    assertFalse(told.isBlank());
    List<String> english = englishPieces().stream().filter(told::contains).toList();
    assertEquals(List.of(), english, told);
  }

  private static KeyWords words() {
    return new KeyWords(ResourceBundle.getBundle("i18n.console"));
  }

  private static String refused(Executable deed) {
    return words().why(assertThrows(RuntimeException.class, deed));
  }

  @Test
  void refusedTokens() {
    TestSurroundings around = new TestSurroundings();
    SessionViewModel model = new SessionViewModel(around.surroundings(), TENANT, session -> {});
    String secret = TestSurroundings.SECRET;
    String good = TestSurroundings.token(TENANT, 60);
    for (String[] given :
        List.of(
            new String[] {"three words here", secret},
            new String[] {TestSurroundings.token("globex.example", 60), secret},
            new String[] {TestSurroundings.token(TENANT, -5), secret},
            new String[] {good, "another"},
            new String[] {TestSurroundings.token(TENANT, 61), ""})) {
      model.tokenProperty().set(given[0]);
      model.secretProperty().set(given[1]);
      model.verify();
      assertGerman(model.refusalProperty().get());
    }
  }

  @Test
  void filesThatAreNoKeysInTheListTheirDetailAndTheHealth() {
    try (TestWorkspace odd = new TestWorkspace(dataRoot, "odd.example");
        KeyListViewModel list = new KeyListViewModel(odd.workspace)) {
      list.filterProperty().set(KeyFilter.PROBLEMS);
      assertTrue(list.problemCount() > 0);
      for (KeyRow row : List.copyOf(list.rows())) {
        KeyRow.Problem problem = (KeyRow.Problem) row;
        assertGerman(problem.reason());
        list.select(List.of(row));
        assertTrue(
            list.detail().detailProperty().get().orElseThrow().facts().stream()
                .anyMatch(fact -> fact.value().equals(problem.reason())));
      }
      HealthWords health =
          new HealthWords(words(), "odd.example", Optional.of(odd.workspace.folder()));
      for (Finding finding :
          odd.service
              .findings()
              .look(Findings.Told.NOTHING, Thresholds.STANDARD, share -> {})
              .findings()) {
        assertGerman(health.name(finding));
        assertGerman(health.evidence(finding, TestWorkspace.NOW));
      }
    }
  }

  @Test
  void folderThatIsGone() throws IOException {
    try (TestWorkspace test = new TestWorkspace(dataRoot, TENANT);
        KeyListViewModel list = new KeyListViewModel(test.workspace)) {
      Path keys = test.workspace.folder().resolve("keys");
      Files.move(keys, keys.resolveSibling("aside"));
      list.refresh();
      assertEquals(
          "Der Ordner der Schlüssel " + keys + " ist nicht mehr da", list.failureProperty().get());
      KeyId id = KeyId.random();
      assertGerman(refused(() -> test.service.revoke(id)));
    }
  }

  @Test
  void refusedDeeds() {
    try (TestWorkspace test = new TestWorkspace(dataRoot, TENANT)) {
      ApiKey others = test.service.list().getFirst();
      KeyRequest asked = KeyRequest.of("Export", "dana@acme.example", List.of("rag:search"));
      Stream<Executable> asAdministrator =
          Stream.of(
              () -> test.service.create(KeyRequest.of(" ", "dana@acme.example", List.of())),
              () -> test.service.create(KeyRequest.of("Export", " ", List.of())),
              () -> test.service.create(KeyRequest.of("Export", "dana", List.of("nonsense"))),
              () -> test.service.revoke(KeyId.random()),
              () -> test.service.templates().delete("nowhere"));
      asAdministrator.map(FailuresInGermanTest::refused).forEach(told -> assertGerman(told));
      test.service.actFor(TestWorkspace.person(TENANT, "nobody@acme.example"));
      Stream<Executable> asNobody =
          Stream.of(
              () -> test.service.create(asked),
              () -> test.service.revoke(others.id()),
              () -> test.service.rotate(others.id()),
              () -> test.service.update(others.id(), KeyEdit.NOTHING.withName("Mine")),
              () -> test.service.templates().delete("nowhere"));
      asNobody.map(FailuresInGermanTest::refused).forEach(told -> assertGerman(told));
      test.service.actFor(Session.readOnly(TENANT));
      assertEquals(
          "Diese Sitzung ist schreibgeschützt. Geben Sie ein Berechtigungs-Token, um zu ändern.",
          refused(() -> test.service.revoke(others.id())));
    }
  }

  @Test
  void deniedRequests() {
    try (TestWorkspace test = new TestWorkspace(dataRoot, TENANT)) {
      ApiKey key = test.service.list().getFirst();
      AccessRequest request = AccessRequest.of(key.id(), "/v1/nowhere", "203.0.113.200");
      test.service.update(key.id(), KeyEdit.NOTHING.withLimits(new Limits(0, 0, 0, 0, 0, 0)));
      AccessAnswer answer =
          new AccessWords(words())
              .answer(test.service.check(request), request, Optional.empty(), false);
      assertFalse(answer.full().allowed());
      assertGerman(answer.full().reason());
      assertGerman(answer.backend().reason());
      answer.trace().forEach(line -> assertGerman(line.full().why()));
    }
  }

  @Test
  void linesThatAreNoTemplates() throws IOException {
    try (TestWorkspace test = new TestWorkspace(dataRoot, TENANT)) {
      Path console = Files.createDirectories(test.workspace.folder().resolve(".console"));
      Files.write(
          console.resolve("templates.jsonl"),
          List.of(
              "[]",
              "{",
              "{\"name\": 1}",
              "{\"name\": \"A\", \"scope\": \"all\"}",
              "{\"name\": \"B\", \"expires_after_days\": 0}",
              "{\"name\": \"C\", \"restrictions\": {\"allowed_ips\": [\"10.0.0.0/8\"]}}"));
      TemplatesViewModel model = new TemplatesViewModel(test.workspace);
      assertEquals(6, model.stateProperty().get().problems().size());
      model.stateProperty().get().problems().forEach(it -> assertGerman(model.reason(it)));
    }
  }

  @Test
  void textsThatAreNoJson() {
    for (String text : List.of("{", "{\"a\" 1}", "[1 2]", "nul", "1 2", "\"\\x\"", "{a: 1}")) {
      assertGerman(words().why(assertThrows(JsonText.Malformed.class, () -> JsonText.parse(text))));
    }
  }

  @Test
  void reportsThatCannotBeMade() throws IOException {
    Path file = Files.writeString(dataRoot.resolve("file"), "text");
    ResourceBundle texts = ResourceBundle.getBundle("i18n.console");
    ReportFolder into = ReportFolder.at(file.resolve("report"), texts);
    try (TestWorkspace test = new TestWorkspace(dataRoot, TENANT)) {
      ReportFigures figures =
          Reports.gather(
              test.service,
              Optional.empty(),
              AccessReturns.NONE,
              ReportRange.monthBefore(TestWorkspace.NOW),
              TestWorkspace.NOW,
              share -> {});
      IOException refused = assertThrows(IOException.class, () -> into.write(figures, share -> {}));
      String told = String.valueOf(refused.getMessage());
      assertTrue(told.startsWith("Der Bericht"), told);
      assertGerman(told);
    }
  }
}
