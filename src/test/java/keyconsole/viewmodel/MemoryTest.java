package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console is found as it was left.
class MemoryTest {

  private static final String TENANT = "acme.example";
  private static final List<WindowPlace.Area> TWO_SCREENS =
      List.of(new WindowPlace.Area(0, 0, 1920, 1040), new WindowPlace.Area(-1280, 0, 1280, 1024));

  @TempDir Path dataRoot;
  private final TestSurroundings test = new TestSurroundings();
  private ShellViewModel shell;

  @BeforeEach
  void begin() {
    TestSurroundings.copyTenant(TENANT, dataRoot);
    shell = new ShellViewModel(test.surroundings());
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private KeyListViewModel open() {
    shell.open(dataRoot, TENANT, TestWorkspace.administrator(TENANT));
    return shell.keys().orElseThrow();
  }

  private KeyListViewModel openAgain() {
    shell.close();
    shell = new ShellViewModel(test.surroundings());
    return open();
  }

  @Test
  void orderAndFiltersOfATenantComeBack() {
    KeyListViewModel keys = open();
    keys.sortBy(KeyColumn.LAST_USED, false);
    keys.filterProperty().set(KeyFilter.ACTIVE);
    keys.add(new KeyFacet.OfScope(Scope.USER));
    keys.add(new KeyFacet.OfOwner("dana@acme.example"));
    keys.searchTextProperty().set("export");
    KeyListViewModel again = openAgain();
    assertEquals(KeyColumn.LAST_USED, again.sortColumn());
    assertFalse(again.isAscending());
    assertEquals(KeyFilter.ACTIVE, again.filterProperty().get());
    assertEquals(
        List.of(new KeyFacet.OfScope(Scope.USER), new KeyFacet.OfOwner("dana@acme.example")),
        again.facets());
    assertEquals("", again.searchTextProperty().get());
    assertFalse(test.kept.toString().contains("export"));
  }

  @Test
  void whatIsKnownLateIsRecalledThenAndHoldsNobodyUp() {
    KeyListViewModel keys = open();
    keys.sortBy(KeyColumn.LAST_USED, false);
    shell.showUsage(Optional.empty());
    shell.close();
    test.kept.remove("tour.seen");
    test.tasks.hold();
    shell = new ShellViewModel(test.surroundings());
    KeyListViewModel again = open();
    assertEquals(KeyColumn.NAME, again.sortColumn());
    assertTrue(shell.dialogs().isEmpty());
    test.tasks.release();
    assertEquals(KeyColumn.LAST_USED, again.sortColumn());
    assertInstanceOf(Page.Usage.class, shell.pageProperty().get());
    again.sortBy(KeyColumn.NAME, true);
    test.pass(Duration.ofSeconds(1));
    assertEquals("NAME+", test.kept.get("tenant.acme.example.sort"));
  }

  @Test
  void whoHasGoneElsewhereMeanwhileIsLeftThere() {
    open();
    shell.showUsage(Optional.empty());
    shell.close();
    test.tasks.hold();
    shell = new ShellViewModel(test.surroundings());
    open();
    shell.showAccessCheck(Optional.empty());
    test.tasks.release();
    assertInstanceOf(Page.AccessCheck.class, shell.pageProperty().get());
  }

  @Test
  void whatASecretFoundIsNotKept() {
    open().add(new KeyFacet.Found("8c5ad429", "Billing export"));
    assertEquals(List.of(), openAgain().facets());
  }

  @Test
  void columnsAndDrawerComeBackInEveryTenant() {
    KeyLook look = open().look();
    List<KeyLook.ColumnPlace> places =
        List.of(
            new KeyLook.ColumnPlace(KeyColumn.NAME, 0, true),
            new KeyLook.ColumnPlace(KeyColumn.OWNER, 120, true),
            new KeyLook.ColumnPlace(KeyColumn.STATUS, 100, false));
    look.columnsProperty().set(places);
    look.drawerWidthProperty().set(400);
    KeyLook again = openAgain().look();
    assertEquals(places, again.columnsProperty().get().subList(0, 3));
    assertEquals(KeyColumn.values().length, again.columnsProperty().get().size());
    assertEquals(400, again.drawerWidthProperty().get());
  }

  @Test
  void whatCannotBeMadeOutIsPassedOver() {
    test.kept.put("keys.columns", "NAME x +,OWNER 12,,FOO 1 +");
    test.kept.put("keys.drawer", "wide");
    test.kept.put("tenant.acme.example.sort", "");
    test.kept.put("tenant.acme.example.filter", "SOME");
    test.kept.put("tenant.acme.example.facets", "scope\nscope NONE\nfoo bar");
    test.kept.put("tenant.acme.example.screen", "revoke");
    test.kept.put("window", "1 2 3");
    KeyListViewModel keys = openAgain();
    assertEquals(List.of(), keys.look().columnsProperty().get());
    assertEquals(KeyFilter.ALL, keys.filterProperty().get());
    assertEquals(List.of(), keys.facets());
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
    assertTrue(shell.dialogs().isEmpty());
    assertEquals(Optional.empty(), WindowPlace.recall(shell.desk().memory(), TWO_SCREENS));
  }

  @Test
  void theScreenOfATenantThatWasLeftLastIsShown() {
    open();
    shell.showUsage(Optional.empty());
    openAgain();
    assertInstanceOf(Page.Usage.class, shell.pageProperty().get());
    shell.goToKeys();
    openAgain();
    assertInstanceOf(Page.Keys.class, shell.pageProperty().get());
  }

  @Test
  void whatChangesIsKeptAMomentLaterAndNotAgainWhereNothingDoes() {
    open().filterProperty().set(KeyFilter.ACTIVE);
    assertFalse(test.kept.containsKey("tenant.acme.example.filter"));
    test.pass(Duration.ofSeconds(1));
    assertEquals("ACTIVE", test.kept.get("tenant.acme.example.filter"));
    test.kept.clear();
    test.pass(Duration.ofSeconds(1));
    assertTrue(test.kept.isEmpty());
  }

  private Optional<WindowPlace> recalled(WindowPlace left) {
    left.keep(shell.desk().memory());
    return WindowPlace.recall(shell.desk().memory(), TWO_SCREENS);
  }

  @Test
  void theWindowComesBackWhereItStoodOnAnyScreen() {
    WindowPlace left = new WindowPlace(-1200, 40, 1100, 800, false);
    assertEquals(Optional.of(left), recalled(left));
    WindowPlace whole = new WindowPlace(10, 10, 1280, 800, true);
    assertEquals(Optional.of(whole), recalled(whole));
  }

  @Test
  void aWindowWhoseScreenIsGoneIsPutWhereTheSystemWantsIt() {
    assertEquals(Optional.empty(), recalled(new WindowPlace(3000, 40, 1100, 800, false)));
    assertEquals(Optional.empty(), recalled(new WindowPlace(10, -300, 1100, 800, false)));
    assertEquals(Optional.empty(), recalled(new WindowPlace(1880, 10, 1100, 800, false)));
  }

  @Test
  void aWindowIsNoLargerThanItsScreen() {
    assertEquals(
        Optional.of(new WindowPlace(0, 0, 1920, 1040, false)),
        recalled(new WindowPlace(0, 0, 3840, 2100, false)));
  }
}
