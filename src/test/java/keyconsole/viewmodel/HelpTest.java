package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HelpTest {

  private static final String TENANT = "acme.example";

  @TempDir Path dataRoot;
  private final TestSurroundings test = new TestSurroundings();
  private ShellViewModel shell;

  @BeforeEach
  void begin() {
    TestSurroundings.copyTenant(TENANT, dataRoot);
    test.kept.clear();
    shell = new ShellViewModel(test.surroundings());
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private void open() {
    shell.open(dataRoot, TENANT, TestWorkspace.administrator(TENANT));
  }

  private TourViewModel tour() {
    Guide guide = assertInstanceOf(Dialog.Guide.class, shell.dialogs().getLast()).model();
    return assertInstanceOf(TourViewModel.class, guide);
  }

  @Test
  void whoeverOpensTheirFirstTenantIsLedThroughInFourSteps() {
    open();
    List<String> titles = new ArrayList<>();
    TourViewModel tour = tour();
    while (!shell.dialogs().isEmpty()) {
      titles.add(tour.place() + ": " + tour.title());
      tour.next();
    }
    assertEquals(4, titles.size());
    assertEquals("Step 1 of 4: Find any key", titles.getFirst());
    assertEquals("Step 4 of 4: You look before you act", titles.getLast());
  }

  @Test
  void theTourGoesBackAndIsSkippedAndComesOnlyOnce() {
    open();
    tour().next();
    tour().back();
    assertTrue(tour().isFirst());
    shell.escape();
    assertTrue(shell.dialogs().isEmpty());
    shell.showWelcome();
    open();
    assertTrue(shell.dialogs().isEmpty());
    shell.close();
    shell = new ShellViewModel(test.surroundings());
    open();
    assertTrue(shell.dialogs().isEmpty());
    shell.showUsage(Optional.empty());
    shell.desk().commands().run(Command.TOUR);
    assertTrue(tour().isFirst());
  }

  @Test
  void diagnosticsTellHowThingsStandAndNoSecretNoPersonAndNoTenant() {
    String raw = "gt2_" + TENANT + "_" + "Zq3".repeat(14) + "x";
    String token = TestSurroundings.token(TENANT, 60);
    String hash = "0123456789abcdef".repeat(4);
    String home = System.getProperty("user.home");
    shell
        .desk()
        .help()
        .readLogFrom(
            lines ->
                List.of(
                    "raw " + raw,
                    "token " + token,
                    "hash " + hash,
                    "owner dana@acme.example",
                    home + "/data/" + TENANT));
    open();
    shell.escape();
    shell.report("It failed", new IOException("for " + raw));
    shell.desk().commands().run(Command.DIAGNOSTICS);
    String told = test.clipboard;
    String signature = token.substring(token.lastIndexOf('.') + 1);
    String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    for (String secret :
        List.of(
            raw,
            "Zq3Zq3",
            payload,
            signature,
            TestSurroundings.SECRET,
            hash,
            "dana@",
            TENANT,
            home)) {
      assertFalse(told.contains(secret), secret + " in\n" + told);
    }
    for (String fact :
        List.of("Key Console 1.0.0", "Java ", "JavaFX", "9, 0 problems", "administrator", "Log")) {
      assertTrue(told.contains(fact), fact + " not in\n" + told);
    }
  }

  @Test
  void keysThatSomethingFailedForAreInDiagnosticsByTheirIdsAlone() {
    open();
    shell.escape();
    KeyListViewModel list = shell.keys().orElseThrow();
    KeyId strange =
        ((KeyRow.Entry)
                list.rows().stream().filter(KeyRow.Entry.class::isInstance).findFirst().get())
            .key()
            .id();
    shell
        .workspaceProperty()
        .get()
        .orElseThrow()
        .service()
        .update(strange, KeyEdit.NOTHING.withName("strange\u202eman"));
    list.refresh();
    List<ApiKey> keys =
        list.everyRow().stream()
            .filter(KeyRow.Entry.class::isInstance)
            .map(row -> ((KeyRow.Entry) row).key())
            .filter(key -> !key.name().isBlank())
            .toList();
    String detail =
        keys.stream()
            .map(key -> key.id() + " " + list.words().name(key) + ": the disk is full")
            .collect(Collectors.joining("\n"));
    shell.report(new Report("Some were not suspended", detail), Optional.empty());
    shell.desk().commands().run(Command.DIAGNOSTICS);
    String told = test.clipboard;
    for (ApiKey key : keys) {
      assertTrue(told.contains(key.id() + ": the disk is full"), told);
      assertFalse(told.contains(list.words().name(key)), key.name() + " in\n" + told);
    }
  }

  @Test
  void aLogThatCannotBeReadIsTold() {
    shell
        .desk()
        .help()
        .readLogFrom(
            lines -> {
              throw new IOException("gone");
            });
    shell.desk().commands().run(Command.DIAGNOSTICS);
    assertEquals(
        "The diagnostics could not be put together. gone",
        shell.notices().shownProperty().get().orElseThrow().text());
  }

  @Test
  void theLibrariesAreThoseOfTheBuild() throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile());
    Element project = pom.getDocumentElement();
    Element dependencies = child(project, "dependencies");
    TreeSet<String> built = new TreeSet<>();
    NodeList all = dependencies.getElementsByTagName("dependency");
    for (int i = 0; i < all.getLength(); i++) {
      Element each = (Element) all.item(i);
      if (each.getElementsByTagName("scope").getLength() == 0) {
        String version = child(each, "version").getTextContent();
        if (version.startsWith("${")) {
          version =
              child(child(project, "properties"), version.substring(2, version.length() - 1))
                  .getTextContent();
        }
        built.add(child(each, "artifactId").getTextContent() + " " + version);
      }
    }
    TreeSet<String> told = new TreeSet<>();
    AboutViewModel.libraries().stream()
        .filter(library -> !library.artifact().equals("-"))
        .forEach(library -> told.add(library.artifact() + " " + library.version()));
    assertEquals(built, told);
  }

  private static Element child(Element of, String name) {
    NodeList children = of.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element element && element.getTagName().equals(name)) {
        return element;
      }
    }
    throw new AssertionError(name);
  }
}
