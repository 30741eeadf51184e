package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import keyconsole.viewmodel.RecentTenants.Recent;
import keyconsole.viewmodel.WelcomeViewModel.TenantRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WelcomeViewModelTest {

  @TempDir Path dataRoot;
  @TempDir Path elsewhere;
  private final TestSurroundings test = new TestSurroundings();
  private ShellViewModel shell;

  @BeforeEach
  void makeTenants() {
    TestSurroundings.makeTenant("acme.example", dataRoot);
    TestSurroundings.makeTenant("globex.example", dataRoot);
    shell = new ShellViewModel(test.surroundings());
  }

  private WelcomeViewModel welcome() {
    shell.showWelcome();
    return assertInstanceOf(Page.Welcome.class, shell.pageProperty().get()).model();
  }

  private void opened(String tenant, int keys, Duration ago) {
    test.recents.add(new Recent(dataRoot, tenant, keys, TestSurroundings.NOW.minus(ago)));
  }

  private static List<String> names(WelcomeViewModel model) {
    return model.rows().stream().map(TenantRow::tenant).toList();
  }

  @Test
  void recentTenantsTellWhatTheyHoldAndWhetherTheyAreThere() {
    opened("acme.example", 61, Duration.ofHours(2));
    opened("initech.example", 1, Duration.ofDays(31));
    WelcomeViewModel model = welcome();
    assertEquals(
        List.of(
            new TenantRow(
                dataRoot, "acme.example", true, "61 keys", "opened 2 h ago", SealSeen.UNKNOWN),
            new TenantRow(
                dataRoot,
                "initech.example",
                false,
                "last seen 1 key",
                "opened 31 d ago",
                SealSeen.UNKNOWN)),
        model.rows());
    assertEquals(Optional.of(model.rows().getFirst()), model.selectedProperty().get());
  }

  @Test
  void tenantThatIsNotThereCannotBeOpened() {
    opened("initech.example", 40, Duration.ofDays(31));
    WelcomeViewModel model = welcome();
    assertFalse(model.openableBinding().get());
    model.openReadOnly();
    assertTrue(shell.tenantName().isEmpty());
  }

  @Test
  void dataRootOffersItsTenants() {
    test.chosen = Optional.of(dataRoot);
    WelcomeViewModel model = welcome();
    model.chooseFolder();
    assertEquals(List.of("acme.example", "globex.example"), names(model));
    assertEquals("In " + dataRoot, model.headingProperty().get());
    model.select(model.rows().get(1));
    model.openReadOnly();
    assertEquals(Optional.of("globex.example"), shell.tenantName());
    assertTrue(shell.sessionTextProperty().get().readOnly());
  }

  @Test
  void apiKeysItselfIsItsTenant() {
    WelcomeViewModel model = welcome();
    model.showTenantsOf(dataRoot.resolve("acme.example/api_keys"));
    assertEquals(List.of("acme.example"), names(model));
  }

  @Test
  void folderWithoutTenantsIsNamedAndTheListStays() {
    opened("acme.example", 9, Duration.ofHours(1));
    WelcomeViewModel model = welcome();
    model.showTenantsOf(elsewhere);
    assertEquals(
        "There is no api_keys directory in "
            + elsewhere
            + ". Choose a data root, a tenant's folder, or api_keys itself.",
        model.problemProperty().get());
    assertEquals(List.of("acme.example"), names(model));
    model.showRecent();
    assertEquals("", model.problemProperty().get());
  }

  @Test
  void folderThatCannotBeListedIsAProblemNotACrash() {
    WelcomeViewModel model = welcome();
    model.showTenantsOf(elsewhere.resolve("nowhere"));
    assertTrue(model.problemProperty().get().contains("nowhere"));
  }

  @Test
  void goingBackFromTheChooserChangesNothing() {
    opened("acme.example", 9, Duration.ofHours(1));
    WelcomeViewModel model = welcome();
    model.chooseFolder();
    assertEquals(List.of("acme.example"), names(model));
    assertFalse(model.ofFolderProperty().get());
  }

  @Test
  void whatIsTakenOffTheListIsBroughtBackInItsPlace() {
    opened("acme.example", 9, Duration.ofHours(1));
    opened("odd.example", 12, Duration.ofDays(2));
    List<Recent> before = List.copyOf(test.recents);
    WelcomeViewModel model = welcome();
    model.select(model.rows().getFirst());
    model.forgetSelected();
    assertEquals(1, model.rows().size());
    shell.notices().undo();
    assertEquals(before, test.recents);
    assertEquals(2, model.rows().size());
    model.clearRecent();
    assertEquals(List.of(), test.recents);
    test.recents.add(new Recent(dataRoot, "new.example", 1, TestSurroundings.NOW));
    shell.notices().undo();
    assertEquals(
        List.of("new.example", "acme.example", "odd.example"),
        test.recents.stream().map(Recent::tenant).toList());
  }

  @Test
  void oneTenantOrAllAreForgotten() {
    opened("acme.example", 9, Duration.ofHours(1));
    opened("globex.example", 9, Duration.ofHours(1));
    WelcomeViewModel model = welcome();
    model.forget(model.rows().getFirst());
    assertEquals(List.of("globex.example"), names(model));
    assertEquals(1, test.recents.size());
    model.clearRecent();
    assertTrue(model.rows().isEmpty());
    assertTrue(test.recents.isEmpty());
    assertTrue(model.selectedProperty().get().isEmpty());
  }

  @Test
  void tokenOpensTheTenantItIsFor() {
    opened("acme.example", 9, Duration.ofHours(1));
    WelcomeViewModel model = welcome();
    model.session().tokenProperty().set(TestSurroundings.token("acme.example", 47));
    model.session().secretProperty().set(TestSurroundings.SECRET);
    model.session().verify();
    assertEquals(Optional.of("acme.example"), shell.tenantName());
    assertEquals("olu@acme.example", shell.sessionTextProperty().get().who());
  }

  @Test
  void otherTenantTakesTheRefusalAwayButNotTheToken() {
    opened("acme.example", 9, Duration.ofHours(1));
    opened("globex.example", 9, Duration.ofHours(1));
    WelcomeViewModel model = welcome();
    model.session().tokenProperty().set(TestSurroundings.token("globex.example", 47));
    model.session().secretProperty().set(TestSurroundings.SECRET);
    model.session().verify();
    assertEquals(
        "This token is for globex.example, not acme.example.",
        model.session().refusalProperty().get());
    model.select(model.rows().get(1));
    assertEquals("", model.session().refusalProperty().get());
    model.session().verify();
    assertEquals(Optional.of("globex.example"), shell.tenantName());
  }
}
