package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.KeyTemplate;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The list of templates: renamed, deleted, imported and exported.
class TemplatesViewModelTest {

  private static final String TENANT = "acme.example";

  @TempDir Path dataRoot;
  private TestWorkspace test;
  private TemplatesViewModel model;

  @BeforeEach
  void open() {
    test = new TestWorkspace(dataRoot, TENANT);
    add("Shop", "Kiosk");
    model = new TemplatesViewModel(test.workspace);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void add(String... names) {
    for (String name : names) {
      test.service.templates().add(List.of(KeyTemplate.named(name, "As it was")));
    }
  }

  private List<String> own() {
    return model.stateProperty().get().own().stream().map(item -> item.template().name()).toList();
  }

  private TemplatesViewModel.Item item(String name) {
    return model.stateProperty().get().own().stream()
        .filter(item -> item.template().isCalled(name))
        .findFirst()
        .orElseThrow();
  }

  private SaveTemplateViewModel renaming(String name) {
    model.rename(item(name));
    return assertInstanceOf(Dialog.SaveTemplate.class, test.dialogs.getLast()).model();
  }

  private void importing(String json) throws IOException {
    Path file = Files.writeString(dataRoot.resolve("import.json"), json);
    test.files.openFrom = Optional.of(file);
    model.importFile();
  }

  @Test
  void deletedTemplateComesBackOnUndo() {
    model.delete(item("Shop"));
    assertEquals(List.of("Kiosk"), own());
    assertEquals("Deleted the template Shop", test.said.getLast());
    test.undo.orElseThrow().run();
    assertEquals(List.of("Kiosk", "Shop"), own());
  }

  @Test
  void renamedTemplateKeepsItsPlaceAndATakenNameAsksFirst() {
    SaveTemplateViewModel rename = renaming("Shop");
    rename.nameProperty().set("kiosk");
    rename.save();
    assertEquals(List.of("Shop", "Kiosk"), own());
    assertTrue(rename.takenProperty().getValue());
    assertTrue(rename.reportProperty().get().text().contains("already"));
    rename.nameProperty().set("Market");
    assertFalse(rename.takenProperty().getValue());
    rename.save();
    assertEquals(List.of("Market", "Kiosk"), own());
    SaveTemplateViewModel again = renaming("Market");
    again.nameProperty().set("Kiosk");
    again.save();
    again.save();
    assertEquals(List.of("Kiosk"), own());
  }

  @Test
  void takenNameIsNotFreedForATemplateThatIsGone() {
    SaveTemplateViewModel rename = renaming("Shop");
    rename.nameProperty().set("Kiosk");
    rename.save();
    test.service.templates().delete("Shop");
    rename.save();
    model.look();
    assertEquals(List.of("Kiosk"), own());
    assertTrue(rename.reportProperty().get().text().startsWith("The template could not be saved."));
  }

  @Test
  void renamingAnEditOfTheDescriptionOnlyIsNoClash() {
    SaveTemplateViewModel rename = renaming("Shop");
    rename.descriptionProperty().set("Newer");
    rename.save();
    assertEquals("Newer", item("Shop").template().description());
  }

  @Test
  void exportedFileIsImportedAgain() {
    Path file = dataRoot.resolve("out.json");
    test.files.saveTo = Optional.of(file);
    model.export();
    test.service.templates().delete("Shop");
    test.service.templates().delete("Kiosk");
    test.files.openFrom = Optional.of(file);
    model.importFile();
    assertEquals(List.of("Shop", "Kiosk"), own());
    assertEquals("Imported 2 templates", test.said.getLast());
  }

  @Test
  void nameClashIsAskedAboutBeforeAnythingIsAdded() throws IOException {
    String json = "[{\"name\": \"shop\", \"description\": \"New\"}, {\"name\": \"Fresh\"}]";
    importing(json);
    assertEquals(List.of("Shop", "Kiosk"), own());
    assertTrue(model.clashProperty().get().orElseThrow().text().contains("“Shop”"));
    model.keepBoth();
    assertEquals(List.of("Shop", "Kiosk", "Fresh", "shop (2)"), own());
    importing(json);
    model.leaveTaken();
    assertEquals("As it was", item("Shop").template().description());
    importing(json);
    model.replaceTaken();
    assertEquals("New", item("Shop").template().description());
    assertEquals(4, own().size());
    assertEquals(Optional.empty(), model.clashProperty().get());
  }

  private static final String SHOP =
      "[{\"name\": \"Shop\", \"description\": \"As it was\", \"scope\": \"admin\","
          + " \"capabilities\": [\"llm:gpt-4\"]}]";

  private TemplatesViewModel.Taken taken() {
    return model.clashProperty().get().orElseThrow().taken().getFirst();
  }

  @Test
  void importTellsWhoseTemplateItWouldReplaceAndWhatWouldChange() throws IOException {
    importing(SHOP);
    assertEquals("Shared by olu@acme.example, 23 Nov 2026, 12:00 UTC", taken().sharing());
    assertEquals(
        List.of("Scope: left open → admin", "Capabilities: left open → llm:gpt-4"),
        taken().changes());
    model.replaceTaken();
    importing(SHOP.replace("[\"llm:gpt-4\"]", "[\"rag:search\"]"));
    assertEquals(List.of("Capabilities: + rag:search, − llm:gpt-4"), taken().changes());
    Path file = dataRoot.resolve(TENANT).resolve("api_keys/.console/templates.jsonl");
    Files.writeString(file, "{\"name\": \"Shop\"}\n");
    importing(SHOP);
    assertEquals("It is not known who shared it, and when.", taken().sharing());
  }

  @Test
  void templateThatAColleagueChangedMeanwhileIsNotReplacedButShownAnew() throws IOException {
    importing(SHOP);
    test.actFor(TestWorkspace.administrator(TENANT, "dana@acme.example"));
    KeyTemplate theirs = KeyTemplate.named("Shop", "Changed by Dana");
    test.service.templates().replace(List.of(theirs), test.service.templates().list().templates());
    model.replaceTaken();
    assertEquals(theirs, item("Shop").template());
    assertTrue(
        model.reportProperty().get().text().contains("“Shop” has changed since it was shown."));
    assertEquals("Shared by dana@acme.example, 23 Nov 2026, 12:00 UTC", taken().sharing());
    assertTrue(taken().changes().contains("Description: Changed by Dana → As it was"));
    model.replaceTaken();
    assertEquals("As it was", item("Shop").template().description());
    assertEquals(Optional.empty(), model.clashProperty().get());
  }

  @Test
  void importThatReplacedOneIsTakenBackOnUndo() throws IOException {
    importing(SHOP.replace("}]", "}, {\"name\": \"Fresh\"}]"));
    model.replaceTaken();
    assertEquals(List.of("Shop", "Kiosk", "Fresh"), own());
    test.undo.orElseThrow().run();
    assertEquals(List.of("Shop", "Kiosk"), own());
    assertEquals("As it was", item("Shop").template().description());
    assertEquals("The import of 2 templates is taken back", test.said.getLast());
  }

  @Test
  void templateThatIsHereJustSoIsNeitherAskedAboutNorWritten() throws IOException {
    importing("[{\"name\": \"Shop\", \"description\": \"As it was\"}]");
    assertEquals(Optional.empty(), model.clashProperty().get());
    assertEquals(
        "This template is here already, just as in the file.", model.reportProperty().get().text());
  }

  @Test
  void savingUnderATakenNameTellsWhoseThatIsAndReplacesOnlyWhatItTold() {
    SaveTemplateViewModel rename = renaming("Shop");
    rename.nameProperty().set("Kiosk");
    rename.descriptionProperty().set("Mine");
    rename.save();
    assertEquals(
        List.of(
            "There is a template “Kiosk” already. Choose another name, or replace it.",
            "Shared by olu@acme.example, 23 Nov 2026, 12:00 UTC",
            "Description: As it was → Mine"),
        rename.reportProperty().get().text().lines().toList());
    KeyTemplate theirs = KeyTemplate.named("Kiosk", "Since then");
    test.service.templates().replace(List.of(theirs), test.service.templates().list().templates());
    rename.save();
    assertEquals(List.of("Shop", "Kiosk"), own());
    assertTrue(
        rename
            .reportProperty()
            .get()
            .text()
            .startsWith("“Kiosk” has changed since it was shown.\n"));
    rename.save();
    assertEquals(List.of("Kiosk"), own());
    assertEquals("Mine", item("Kiosk").template().description());
  }

  @Test
  void whatIsNoTemplateInAFileIsLeftOutAndSaid() throws IOException {
    importing("[{\"name\": \"Fresh\"}, {\"name\": \"Bad\", \"scope\": \"root\"}]");
    assertEquals(List.of("Shop", "Kiosk", "Fresh"), own());
    assertTrue(model.reportProperty().get().text().contains("2: “scope”"));
    importing("name;owner");
    assertTrue(model.reportProperty().get().text().contains("no JSON"));
    importing("[]");
    assertEquals("There is no template in this file.", model.reportProperty().get().text());
  }

  @Test
  void readOnlySessionSeesThemAndIsToldWhyItChangesNothing() {
    test.actFor(Session.readOnly(TENANT));
    assertEquals(List.of("Shop", "Kiosk"), own());
    assertTrue(model.blocked().getValue().contains("read-only"));
    model.delete(item("Shop"));
    assertEquals(List.of("Shop", "Kiosk"), own());
    assertTrue(model.reportProperty().get().text().startsWith("It could not be deleted."));
    SaveTemplateViewModel rename = renaming("Shop");
    rename.nameProperty().set("Other");
    assertFalse(rename.ready().get());
  }

  @Test
  void damagedLineIsTakenAwayAfterAQuestion() throws IOException {
    Path file = dataRoot.resolve(TENANT).resolve("api_keys/.console/templates.jsonl");
    Files.writeString(file, Files.readString(file) + "nonsense\n");
    model.look();
    model.deleteProblem(model.stateProperty().get().problems().getFirst());
    assertInstanceOf(Dialog.Question.class, test.dialogs.getLast());
    ((Dialog.Question) test.dialogs.getLast()).onYes().run();
    assertEquals(List.of(), model.stateProperty().get().problems());
    assertEquals(List.of("Shop", "Kiosk"), own());
  }

  @Test
  void newKeyStartsFromATemplateOfTheList() {
    model.use(model.stateProperty().get().builtIn().getFirst());
    NewKeyViewModel wizard = assertInstanceOf(Page.NewKey.class, test.pages.getLast()).model();
    assertEquals(List.of("rag:search", "embedding:openai"), wizard.capabilities().chosen());
    assertEquals(NewKeyStart.From.TEMPLATE, wizard.start().fromProperty().get());
  }
}
