package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.LastUse;
import keyconsole.domain.Scope;
import keyconsole.service.Session;
import keyconsole.store.KeyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyListViewModelTest {

  private static final String BILLING_RAW =
      "gt2_acme.example_zBT63bsoljm2u2TaXSST478jxgreUj1NjmRnj0LjN_8";

  @TempDir Path folder;
  private TestWorkspace test;
  private KeyListViewModel keys;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
    keys = new KeyListViewModel(test.workspace);
  }

  @AfterEach
  void close() {
    keys.close();
    test.close();
    assertEquals(0, test.tasks.repeatingCount());
  }

  private List<String> names() {
    return keys.rows().stream().map(KeyListViewModelTest::name).toList();
  }

  private static String name(KeyRow row) {
    return switch (row) {
      case KeyRow.Entry entry -> entry.key().name();
      case KeyRow.Problem problem -> problem.problem().fileName();
    };
  }

  private KeyRow row(String name) {
    return keys.rows().stream().filter(row -> name(row).equals(name)).findFirst().orElseThrow();
  }

  @Test
  void showsEveryKeyByName() {
    assertEquals(
        List.of(
            "",
            "Already expired",
            "Billing export",
            "Café Zürich 東京 🔑",
            "CI pipeline",
            "Data import",
            "Ops break-glass",
            "To be revoked",
            "To be rotated"),
        names());
    assertEquals("9", keys.countTextProperty().get());
    assertEquals(KeyListViewModel.State.READY, keys.stateProperty().get());
  }

  @Test
  void keysAreLiveAfterTheClockWasSetBack() throws IOException {
    test.setBack(Duration.ofHours(3));
    Path file =
        test.workspace.folder().resolve("keys").resolve(test.key("CI pipeline").id().fileName());
    Files.writeString(
        file, Files.readString(file).replace("\"CI pipeline\"", "\"Renamed meanwhile\""));
    // The system tells of a change when it gets to it; each look is later than the longest pause.
    for (int look = 0; look < 500 && !names().contains("Renamed meanwhile"); look++) {
      test.pass(Duration.ofSeconds(16));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertTrue(names().contains("Renamed meanwhile"), names()::toString);
    assertEquals(Duration.ZERO, keys.age());
  }

  @Test
  void chipsCountWhatTheyWouldLeave() {
    var counts = keys.countsProperty().get();
    assertEquals(9, counts.get(KeyFilter.ALL));
    assertEquals(6, counts.get(KeyFilter.ACTIVE));
    assertEquals(1, counts.get(KeyFilter.REVOKED));
    assertEquals(2, counts.get(KeyFilter.EXPIRING));
    assertEquals(2, counts.get(KeyFilter.NEVER_USED));
    keys.filterProperty().set(KeyFilter.SUSPENDED);
    assertEquals(List.of("Data import"), names());
  }

  @Test
  void searchesNameOwnerCapabilityAndIdInAnyCase() {
    for (String text : List.of("BILLING", "dana billing", "external:slack", "8c5ad429")) {
      keys.searchTextProperty().set(text);
      assertEquals(List.of("Billing export"), names(), text);
    }
    keys.searchTextProperty().set("nothing has this");
    assertEquals(KeyListViewModel.State.NO_MATCH, keys.stateProperty().get());
    keys.clearFilters();
    assertEquals(9, names().size());
  }

  @Test
  void pastedRawKeyFindsItsKeyAndIsDropped() {
    keys.searchTextProperty().set(" " + BILLING_RAW + " ");
    assertEquals("", keys.searchTextProperty().get());
    assertEquals(List.of("Billing export"), names());
    assertEquals("Billing export", keys.detail().detailProperty().get().orElseThrow().title());
    keys.remove(keys.facets().getFirst());
    assertEquals(9, names().size());
  }

  @Test
  void pastedRawKeyIsFoundInWhatWasCopiedAlongWithIt() {
    keys.searchTextProperty().set("Authorization: Bearer " + BILLING_RAW + "\"");
    assertEquals("", keys.searchTextProperty().get());
    assertEquals(List.of("Billing export"), names());
  }

  @Test
  void copiesTheIdsOfAllSelectedKeys() {
    keys.select(List.of(row("Billing export"), row("CI pipeline")));
    keys.copySelected();
    assertEquals(row("Billing export").rowId() + "\n" + row("CI pipeline").rowId(), test.clipboard);
    assertEquals(List.of("2 ids are on the clipboard"), test.said);
  }

  @Test
  void goesToAKeyThatTheFiltersHide() {
    KeyRow wanted = row("Billing export");
    keys.searchTextProperty().set("pipeline");
    keys.reveal(((KeyRow.Entry) wanted).key().id());
    assertEquals(List.of(wanted), keys.selection());
    assertEquals(9, names().size());
  }

  @Test
  void pastedRawKeyOfNobodyIsDroppedAndSaidToOpenNothing() {
    keys.searchTextProperty().set(BILLING_RAW.replace("zBT", "AAA"));
    assertEquals("", keys.searchTextProperty().get());
    assertTrue(keys.noteProperty().get().contains("opens nothing"));
    assertEquals(9, names().size());
  }

  @Test
  void addedFiltersOfOneKindWidenAndOfTwoKindsNarrow() {
    keys.add(new KeyFacet.OfOwner("dana@acme.example"));
    assertEquals(3, names().size());
    keys.add(new KeyFacet.OfOwner("lee@acme.example"));
    assertEquals(5, names().size());
    keys.add(new KeyFacet.WithCapability("rag:search"));
    assertEquals(List.of("Billing export", "To be revoked"), names());
    keys.clearFilters();
    keys.add(new KeyFacet.OfScope(Scope.ADMIN));
    assertEquals(List.of("Ops break-glass"), names());
  }

  @Test
  void sortsByLifetimeOfTheKeys() {
    keys.sortBy(KeyColumn.EXPIRES, true);
    assertEquals(List.of("Already expired", "", "Ops break-glass"), names().subList(0, 3));
    keys.sortBy(KeyColumn.EXPIRES, false);
    assertEquals("Café Zürich 東京 🔑", names().getFirst());
  }

  @Test
  void whoAsksSeesAlsoWhatTheFileSystemTellsNothingOf() throws IOException {
    ApiKey key = test.key("CI pipeline");
    Path file = test.workspace.folder().resolve("keys").resolve(key.id().fileName());
    Path otherName = test.workspace.folder().resolve("a second name of the file");
    Files.createLink(otherName, file);
    Files.write(otherName, KeyFile.textOf(key.with().name("Pipelines").key()));
    keys.readAnew();
    assertTrue(names().contains("Pipelines"), names()::toString);
  }

  @Test
  void tellsRowsThatChangeFromRowsThatAreAskedFor() throws IOException {
    keys.searchTextProperty().set("pipeline");
    assertFalse(keys.isSameAsked());
    ApiKey key = test.key("CI pipeline");
    Path file = test.workspace.folder().resolve("keys").resolve(key.id().fileName());
    Files.write(file, KeyFile.textOf(key.with().name("Pipelines").key()));
    // The file system may tell of it a moment later; this looks at each file.
    test.service.list();
    keys.refresh();
    assertEquals(List.of("Pipelines"), names());
    assertTrue(keys.isSameAsked());
    keys.sortBy(KeyColumn.EXPIRES, true);
    assertFalse(keys.isSameAsked());
  }

  @Test
  void suspendsAtOnceAndTakesItBack() {
    keys.select(List.of(row("Billing export")));
    keys.detail().suspendOrResume();
    assertEquals(KeyStatus.SUSPENDED, ((KeyRow.Entry) row("Billing export")).key().status());
    assertEquals(List.of("“Billing export” is suspended"), test.said);
    assertEquals("Billing export", name(keys.selection().getFirst()));
    test.undo.orElseThrow().run();
    assertEquals(KeyStatus.ACTIVE, ((KeyRow.Entry) row("Billing export")).key().status());
    assertEquals(List.of(), test.reported);
  }

  @Test
  void suspendsManyAndLeavesThoseThatAreNotActive() {
    keys.select(List.of(row("Billing export"), row("CI pipeline"), row("To be revoked")));
    keys.actions().suspend(keys.selectedKeys());
    assertEquals(List.of("2 keys are suspended"), test.said);
    assertEquals(KeyStatus.REVOKED, ((KeyRow.Entry) row("To be revoked")).key().status());
    assertEquals(3, keys.selection().size());
  }

  @Test
  void readOnlySessionSaysWhyNothingCanBeChanged() {
    assertEquals("", keys.blockedProperty().get());
    Session readOnly = Session.readOnly("acme.example");
    test.service.actFor(readOnly);
    test.session.set(readOnly);
    assertTrue(keys.blockedProperty().get().contains("read-only"));
    keys.actions().suspend(List.of(((KeyRow.Entry) row("Billing export")).key()));
    assertEquals(1, test.reported.size());
    assertEquals(KeyStatus.ACTIVE, ((KeyRow.Entry) row("Billing export")).key().status());
  }

  @Test
  void neverUsedIsNotUnknown() {
    assertEquals(new LastUse.Never(), ((KeyRow.Entry) row("Data import")).lastUse());
    assertInstanceOf(LastUse.At.class, ((KeyRow.Entry) row("Billing export")).lastUse());
    assertEquals("never", keys.words().lastUse(new LastUse.Never(), TestWorkspace.NOW));
    assertEquals("unknown", keys.words().lastUse(new LastUse.Unknown(), TestWorkspace.NOW));
  }

  @Test
  void usageLinesBecomeTheTrend() {
    long total = ((KeyRow.Entry) row("Billing export")).trend().orElseThrow().total();
    assertEquals(43, total);
  }

  @Test
  void aDayWithoutAUsageFileIsNotADayWithoutRequests() throws IOException {
    Path folder = test.workspace.folder().resolve("usage");
    for (String day : List.of("2026-11-20", "2026-10-24", "2026-10-25")) {
      Files.writeString(folder.resolve("usage_" + day + ".jsonl"), "");
    }
    test.service.refreshUsage();
    test.pass(Duration.ofMinutes(1));
    Trend trend = ((KeyRow.Entry) row("Billing export")).trend().orElseThrow();
    assertEquals(
        List.of(0, 26, 29),
        IntStream.range(0, Trend.DAYS).filter(trend::isKnown).boxed().toList(),
        "25 October, 20 November and today");
    assertTrue(trend.days()[29] > 0 && trend.days()[26] == 0);
  }

  @Test
  void opensDialogsForWhatIsAsked() {
    keys.select(List.of(row("Billing export")));
    keys.detail().rotate();
    keys.detail().revoke();
    assertInstanceOf(Dialog.Rotate.class, test.dialogs.getFirst());
    assertInstanceOf(Dialog.Revoke.class, test.dialogs.getLast());
    keys.actions().newKey();
    assertInstanceOf(Page.NewKey.class, test.pages.getFirst());
  }

  @Test
  void tellsAnEmptyTenant(@TempDir Path other) throws Exception {
    try (TestWorkspace none = new TestWorkspace(other, "empty.example");
        KeyListViewModel list = new KeyListViewModel(none.workspace)) {
      assertEquals(KeyListViewModel.State.EMPTY, list.stateProperty().get());
      assertTrue(Files.isDirectory(other));
    }
  }

  @Test
  void problemsAreAGroupOfTheirOwn(@TempDir Path other) {
    try (TestWorkspace odd = new TestWorkspace(other, "odd.example");
        KeyListViewModel list = new KeyListViewModel(odd.workspace)) {
      for (KeyColumn column : KeyColumn.values()) {
        for (boolean ascending : new boolean[] {true, false}) {
          list.sortBy(column, ascending);
          assertEquals(
              list.problemCount(),
              list.rows().stream().takeWhile(KeyRow.Problem.class::isInstance).count(),
              "by " + column);
        }
      }
      list.filterProperty().set(KeyFilter.PROBLEMS);
      assertEquals(list.problemCount(), list.rows().size());
      KeyRow.Problem live =
          list.rows().stream()
              .map(KeyRow.Problem.class::cast)
              .filter(KeyRow.Problem::isLive)
              .findFirst()
              .orElseThrow();
      list.select(List.of(live));
      assertTrue(list.detail().detailProperty().get().orElseThrow().live());
      list.detail().disable();
      assertInstanceOf(Dialog.Question.class, odd.dialogs.getFirst());
    }
  }
}
