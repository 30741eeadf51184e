package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Limits;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.TemplateListing;
import keyconsole.domain.Value;
import keyconsole.store.English;
import keyconsole.store.HealthFile;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What administrators share as templates, who may change them, and what may stand in their file.
class TemplatesTest {

  private static final String DANA = "dana@acme.example";

  @TempDir Path temporary;

  private TestTenant tenant;
  private KeyService service;
  private Templates templates;

  @BeforeEach
  void open() {
    tenant = TestTenant.empty(temporary);
    service = tenant.openAsAdministrator();
    templates = service.templates();
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static KeyTemplate full(String name) {
    return new KeyTemplate(
        name,
        "For the shop",
        Optional.of(Scope.TENANT),
        Optional.of(List.of("llm:gpt-4", "rag:search")),
        Optional.of(new Limits(10, 200, 3_000, 400, 500, 6)),
        Optional.of(new Expiry.After(Duration.ofDays(30))),
        Optional.of(
            new Restrictions(
                List.of("/v1/chat"), List.of("/v1/admin"), List.of("10.1.0.1"), List.of(), false)),
        Optional.of(new Value.Fields(Map.of("mcp_timeout_seconds", new Value.Numeral("45")))),
        Value.Fields.EMPTY);
  }

  private Path file() {
    return tenant.directory().console().resolve("templates.jsonl");
  }

  private void write(String... lines) throws IOException {
    Files.createDirectories(tenant.directory().console());
    Files.writeString(file(), String.join("\n", lines) + "\n");
  }

  private List<String> names() {
    return templates.list().templates().stream().map(KeyTemplate::name).toList();
  }

  @Test
  void allThatATemplateHasIsThereForTheNextConsole() throws IOException {
    KeyTemplate empty = KeyTemplate.named("Nothing", "");
    KeyTemplate never =
        new KeyTemplate(
            "Never",
            "",
            Optional.empty(),
            Optional.of(List.of()),
            Optional.empty(),
            Optional.of(new Expiry.Never("A machine")),
            Optional.empty(),
            Optional.empty(),
            Value.Fields.EMPTY);
    templates.add(List.of(full("Shop 東京"), empty, never));
    try (KeyService other = tenant.open(Session.readOnly(tenant.domain))) {
      TemplateListing listing = other.templates().list();
      assertEquals(List.of(full("Shop 東京"), empty, never), listing.templates());
      assertEquals(List.of(), listing.problems());
    }
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file()));
    assertEquals(
        PosixFilePermissions.fromString("rwx------"),
        Files.getPosixFilePermissions(file().getParent()));
  }

  @Test
  void templateIsRenamedDeletedAndBroughtBack() {
    templates.add(List.of(full("One"), full("Two")));
    templates.rename("ONE", "First", "Changed", Optional.empty());
    assertEquals(List.of("First", "Two"), names());
    Templates.Deleted gone = templates.delete("first");
    assertEquals(List.of("Two"), names());
    templates.bringBack(gone);
    assertEquals("Changed", templates.list().templates().getLast().description());
  }

  @Test
  void takenNameIsRefusedUnlessItIsToBeReplaced() {
    templates.add(List.of(full("Shop"), full("Other")));
    KeyTemplate next = KeyTemplate.named(" shop ", "Newer");
    assertThrows(InvalidRequestException.class, () -> templates.add(List.of(next)));
    assertThrows(
        InvalidRequestException.class,
        () -> templates.rename("Other", "SHOP", "", Optional.empty()));
    assertEquals(List.of("Shop", "Other"), names());
    templates.replace(List.of(next), List.of(full("Shop")));
    assertEquals("Newer", templates.list().templates().getFirst().description());
  }

  @Test
  void renamedTemplateTakesTheOtherOnesPlaceOrNothingIsLost() {
    templates.add(List.of(full("Shop"), full("Other"), full("Last")));
    assertThrows(
        InvalidRequestException.class,
        () -> templates.rename("Gone", "Shop", "", Optional.of(full("Shop"))));
    assertEquals(List.of("Shop", "Other", "Last"), names());
    templates.rename("Other", "shop", "Newer", Optional.of(full("Shop")));
    assertEquals(List.of("shop", "Last"), names());
    templates.rename("shop", "last", "Newest", Optional.of(full("Last")));
    assertEquals(List.of("last"), names());
    assertEquals("Newest", templates.list().templates().getFirst().description());
  }

  @Test
  void whatAColleagueChangedInATemplateIsKeptWhenItIsRenamed() {
    templates.add(List.of(KeyTemplate.named("Shop", "")));
    templates.replace(List.of(full("Shop")), List.of(KeyTemplate.named("Shop", "")));
    templates.rename("Shop", "Kiosk", "For the shop", Optional.empty());
    assertEquals(List.of(full("Kiosk")), templates.list().templates());
  }

  @Test
  void whoSharedATemplateAndWhenStandsBesideItAndIsNoPartOfIt() throws IOException {
    write("{\"name\": \"Old\"}", "{\"name\": \"Odd\", \"shared_by\": 7, \"shared_at\": \"x\"}");
    templates.add(List.of(full("Shop")));
    TemplateListing listing = templates.list();
    assertEquals(List.of("Old", "Odd", "Shop"), names());
    assertEquals(full("Shop"), listing.templates().getLast());
    assertEquals(
        Optional.of(new TemplateListing.Sharing("olu@acme.example", tenant.clock.instant())),
        listing.sharing(full("Shop")));
    assertEquals(Optional.empty(), listing.sharing(listing.templates().get(0)));
    assertEquals(Optional.empty(), listing.sharing(listing.templates().get(1)));
    String exported = new String(Templates.write(listing.templates()), StandardCharsets.UTF_8);
    assertFalse(exported.contains("shared_"), exported);
    String forged =
        "{\"name\": \"New\", \"shared_by\": \"dana\", \"shared_at\": \"2026-01-01T00:00:00\"}";
    List<KeyTemplate> read = templates.read(forged.getBytes(StandardCharsets.UTF_8)).templates();
    assertEquals(List.of(KeyTemplate.named("New", "")), read);
  }

  @Test
  void whatIsBroughtBackIsWhoseItWas() {
    templates.add(List.of(full("Shop")));
    TemplateListing before = templates.list();
    tenant.clock.set(tenant.clock.instant().plus(Duration.ofHours(1)));
    templates.bringBack(templates.delete("Shop"));
    assertEquals(before, templates.list());
  }

  @Test
  void onlyWhatWasShownIsReplaced() {
    templates.add(List.of(full("Shop"), full("Other")));
    List<KeyTemplate> shown = templates.list().templates();
    KeyTemplate colleagues = KeyTemplate.named("shop", "Since then");
    templates.replace(List.of(colleagues), shown);
    List<KeyTemplate> mine = List.of(KeyTemplate.named("Other", "Mine"), full("Shop"));
    InvalidRequestException refused =
        assertThrows(InvalidRequestException.class, () -> templates.replace(mine, shown));
    assertEquals(Message.of(Refusal.TEMPLATE_CHANGED, "Shop"), refused.told());
    assertThrows(
        InvalidRequestException.class,
        () -> templates.rename("Other", "Shop", "", Optional.of(full("Shop"))));
    assertEquals(List.of(colleagues, full("Other")), templates.list().templates());
    templates.delete("shop");
    templates.replace(mine, shown);
    assertEquals(List.of("Other", "Shop"), names());
  }

  @Test
  void importIsTakenBackWholeUnlessSomebodyChangedAnyOfItSince() {
    templates.add(List.of(full("Shop"), full("Other")));
    TemplateListing before = templates.list();
    tenant.clock.set(tenant.clock.instant().plus(Duration.ofHours(1)));
    List<KeyTemplate> imported = List.of(KeyTemplate.named("shop", "Mine"), full("Fresh"));
    templates.takeBack(templates.replace(imported, before.templates()));
    assertEquals(before, templates.list());
    Templates.Replaced done = templates.replace(imported, before.templates());
    templates.rename("Fresh", "Fresh", "Theirs", Optional.empty());
    TemplateListing since = templates.list();
    assertThrows(InvalidRequestException.class, () -> templates.takeBack(done));
    assertEquals(since, templates.list());
  }

  @Test
  void changesAreToldFieldByField() {
    KeyTemplate there = full("Shop");
    KeyTemplate next =
        new KeyTemplate(
            "Shop",
            "For the shop",
            Optional.of(Scope.ADMIN),
            there.capabilities(),
            Optional.empty(),
            Optional.of(new Expiry.Never("A machine")),
            Optional.of(
                new Restrictions(
                    List.of("/v1/chat"), List.of("/v1/admin"), List.of(), List.of(), false)),
            Optional.of(new Value.Fields(Map.of("mcp_timeout_seconds", new Value.Numeral("60")))),
            Value.Fields.EMPTY);
    Map<String, Value> changes = Templates.changes(there, next).fields();
    Map<String, Value> before = ((Value.Fields) changes.get("before")).fields();
    Map<String, Value> after = ((Value.Fields) changes.get("after")).fields();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    assertEquals(
        Set.of(
            "scope",
            "rate_limit_per_hour",
            "daily_quota",
            "monthly_quota",
            "cost_limit_cents",
            "max_tokens_per_request",
            "max_concurrent_requests",
            "expires_after_days",
            "never_expires",
            "allowed_ips",
            "tenant_constraints.mcp_timeout_seconds"),
        names);
    assertEquals(new Value.Numeral("10"), before.get("rate_limit_per_hour"));
  }

  private interface Change {
    void make() throws IOException;
  }

  private static void changeBehind(Change change) {
    try {
      change.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void lineThatCameIntoAProblemsPlaceMeanwhileIsNotTakenAway() throws Exception {
    write("{\"name\": \"One\"}", "nonsense");
    TemplateListing.Problem problem = templates.list().problems().getFirst();
    CompletableFuture<Optional<Exception>> deleted = new CompletableFuture<>();
    Thread deleting =
        new Thread(
            () -> {
              try {
                templates.deleteProblem(problem);
                deleted.complete(Optional.empty());
              } catch (RuntimeException e) {
                deleted.complete(Optional.of(e));
              }
            });
    // All changes in the folder wait for one lock, so this one holds the other up.
    new HealthFile(tenant.directory())
        .change(
            TestTenant.NOON,
            notes -> {
              deleting.start();
              while (deleting.getState() == Thread.State.NEW
                  || deleting.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
              }
              changeBehind(() -> write("{\"name\": \"One\"}", "{\"name\": \"Two\"}"));
              return notes;
            });
    assertInstanceOf(
        InvalidRequestException.class, deleted.get(30, TimeUnit.SECONDS).orElseThrow());
    assertEquals(List.of("One", "Two"), names());
  }

  @Test
  void whatIsGoneIsSaidToBeGone() {
    templates.add(List.of(full("Shop")));
    assertThrows(InvalidRequestException.class, () -> templates.delete("Shed"));
    assertThrows(
        InvalidRequestException.class, () -> templates.rename("Shed", "A", "", Optional.empty()));
    assertEquals(List.of("Shop"), names());
  }

  @Test
  void onlyAnAdministratorChangesThemAndNobodyElseWritesAByte() throws IOException {
    templates.add(List.of(full("Shop")));
    for (Session session : List.of(tenant.person(DANA), Session.readOnly(tenant.domain))) {
      service.actFor(session);
      Map<String, String> before = TreeState.of(temporary);
      assertEquals(List.of("Shop"), names());
      assertThrows(NotAuthorizedException.class, () -> templates.add(List.of(full("Mine"))));
      assertThrows(NotAuthorizedException.class, () -> templates.delete("Shop"));
      assertThrows(
          NotAuthorizedException.class,
          () -> templates.rename("Shop", "Mine", "", Optional.empty()));
      assertEquals(before, TreeState.of(temporary));
    }
  }

  @Test
  void readOnlySessionMakesNoFolderByLooking() throws IOException {
    Map<String, String> before = TreeState.of(temporary);
    service.actFor(Session.readOnly(tenant.domain));
    assertEquals(TemplateListing.EMPTY, templates.list());
    assertEquals(before, TreeState.of(temporary));
  }

  @Test
  void templateThatWouldLockEveryoneOutIsNeitherWrittenNorTaken() throws IOException {
    Restrictions range =
        new Restrictions(List.of(), List.of(), List.of("10.0.0.0/8"), List.of(), true);
    KeyTemplate locks =
        new KeyTemplate(
            "Range",
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(range),
            Optional.empty(),
            Value.Fields.EMPTY);
    InvalidRequestException refused =
        assertThrows(InvalidRequestException.class, () -> templates.add(List.of(locks)));
    assertTrue(refused.getMessage().contains("lock everyone out"), refused.getMessage());
    write("{\"name\": \"Range\", \"restrictions\": {\"allowed_ips\": [\"10.0.0.0/8\"]}}");
    TemplateListing listing = templates.list();
    assertEquals(List.of(), listing.templates());
    assertTrue(English.of(listing.problems().getFirst().reason()).contains("lock everyone out"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "nonsense",
        "[]",
        "null",
        "{}",
        "{\"name\": \"\"}",
        "{\"name\": 7}",
        "{\"name\": \"A\", \"scope\": \"root\"}",
        "{\"name\": \"A\", \"capabilities\": \"llm:gpt-4\"}",
        "{\"name\": \"A\", \"capabilities\": [1]}",
        "{\"name\": \"A\", \"capabilities\": [\"no kind\"]}",
        "{\"name\": \"A\", \"limits\": {\"daily_quota\": 1}}",
        "{\"name\": \"A\", \"limits\": []}",
        "{\"name\": \"A\", \"expires_after_days\": 0}",
        "{\"name\": \"A\", \"expires_after_days\": 1.5}",
        "{\"name\": \"A\", \"expires_after_days\": 99999999999999999999}",
        "{\"name\": \"A\", \"never_expires\": \"\"}",
        "{\"name\": \"A\", \"never_expires\": \"x\", \"expires_after_days\": 1}",
        "{\"name\": \"A\", \"restrictions\": {\"require_tls\": 1}}",
        "{\"name\": \"A\", \"tenant_constraints\": []}",
        "{\"name\": \"Shop\"}"
      })
  void whatIsNoTemplateIsToldAndStaysUntilItIsTakenAway(String line) throws IOException {
    write("{\"name\": \"Shop\"}", "", line, "{\"name\": \"Last\"}");
    assertEquals(List.of("Shop", "Last"), names());
    TemplateListing.Problem problem = templates.list().problems().getFirst();
    assertEquals(3, problem.place());
    assertFalse(English.of(problem.reason()).isBlank());
    templates.rename("Last", "Newest", "", Optional.empty());
    assertTrue(Files.readString(file()).contains("\n" + line + "\n"));
    templates.deleteProblem(templates.list().problems().getFirst());
    assertEquals(List.of(), templates.list().problems());
    assertEquals(List.of("Shop", "Newest"), names());
  }

  @Test
  void bytesThatAreNoTextStayAsTheyAre() throws IOException {
    Files.createDirectories(tenant.directory().console());
    byte[] damaged = {(byte) 0xff, (byte) 0xc3, 0, '\n'};
    Files.write(file(), damaged);
    templates.add(List.of(full("Shop")));
    byte[] all = Files.readAllBytes(file());
    assertEquals(
        new String(damaged, StandardCharsets.ISO_8859_1),
        new String(all, 0, damaged.length, StandardCharsets.ISO_8859_1));
    assertEquals(List.of("Shop"), names());
  }

  @Test
  void whatAnotherVersionWroteBesideIsKept() throws IOException {
    write(
        "{\"name\": \"Shop\", \"colour\": \"red\", \"restrictions\":"
            + " {\"allowed_ips\": [], \"countries\": [\"CH\"]}, \"description\": \"\"}");
    templates.rename("Shop", "Kiosk", "Renamed", Optional.empty());
    String text = Files.readString(file());
    assertTrue(text.contains("\"colour\": \"red\""), text);
    assertTrue(text.contains("\"require_tls\": true, \"countries\": [\"CH\"]"), text);
    assertTrue(text.startsWith("{\"name\": \"Kiosk\", \"description\": \"Renamed\""), text);
  }

  @Test
  void fileThatIsTooLargeOrNoneIsSaidAndNotReplaced() throws IOException {
    write("x".repeat(5 << 20));
    assertThrows(StoreException.class, templates::list);
    assertThrows(StoreException.class, () -> templates.add(List.of(full("Shop"))));
    assertEquals((5 << 20) + 1, Files.size(file()));
    Files.delete(file());
    Files.createDirectory(file());
    assertThrows(StoreException.class, templates::list);
    assertThrows(StoreException.class, () -> templates.add(List.of(full("Shop"))));
  }

  @Test
  void linkThatLeadsElsewhereIsNotFollowed() throws IOException {
    Files.createDirectories(tenant.directory().console());
    Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "{\"name\": \"Shop\"}\n");
    Files.createSymbolicLink(file(), elsewhere);
    assertThrows(StoreException.class, templates::list);
    assertThrows(StoreException.class, () -> templates.add(List.of(full("Mine"))));
    assertEquals("{\"name\": \"Shop\"}\n", Files.readString(elsewhere));
  }

  @Test
  void exportedTemplatesAreTheSameWhereTheyAreImported() {
    KeyTemplate shop = full("Shop 東京");
    byte[] file = Templates.write(List.of(shop, KeyTemplate.named("Two", "")));
    TemplateListing read = templates.read(file);
    assertEquals(List.of(shop, KeyTemplate.named("Two", "")), read.templates());
    assertEquals(List.of(), read.problems());
  }

  @Test
  void importedFileMayBeAListOrOneTemplateAndTellsWhatIsNone() {
    String list = "[{\"name\": \"A\"}, 7, {\"name\": \"a\"}, {\"name\": \"B\", \"scope\": \"x\"}]";
    TemplateListing read = templates.read(list.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("A"), read.templates().stream().map(KeyTemplate::name).toList());
    assertEquals(
        List.of(2, 3, 4), read.problems().stream().map(TemplateListing.Problem::place).toList());
    byte[] one = "{\"name\": \"A\"}".getBytes(StandardCharsets.UTF_8);
    assertEquals("A", templates.read(one).templates().getFirst().name());
    byte[] none = "name,owner".getBytes(StandardCharsets.UTF_8);
    assertThrows(InvalidRequestException.class, () -> templates.read(none));
  }

  @ParameterizedTest
  @EnumSource(BuiltInTemplate.class)
  void everyBuiltInTemplateMakesAKeyThatOpensOfWhatTheCatalogueOffers(BuiltInTemplate builtIn) {
    KeyTemplate template = builtIn.called("Name", "Text");
    List<String> offered =
        Catalog.CAPABILITIES.stream().flatMap(each -> each.capabilities().stream()).toList();
    assertTrue(offered.containsAll(template.capabilities().orElseThrow()));
    Limits limits = template.limits().orElseThrow();
    assertTrue(limits.perHour() <= limits.perDay() && limits.perDay() <= limits.perMonth());
    var issued = service.create(template.fill(KeyRequest.of("New", DANA, List.of())));
    assertTrue(issued.key().isUsable(tenant.clock.instant()));
    AccessRequest asked = AccessRequest.of(issued.rawKey().value(), "/v1/chat", "203.0.113.7");
    assertInstanceOf(Decision.Allowed.class, service.check(asked));
    issued.rawKey().close();
    assertDoesNotThrow(() -> templates.add(List.of(template)));
  }

  @Test
  void templateGivesNobodyMoreThanTheSessionMayCreate() {
    KeyTemplate breakGlass = BuiltInTemplate.BREAK_GLASS.called("Break glass", "");
    KeyTemplate search = BuiltInTemplate.READ_ONLY_SEARCH.called("Search", "");
    assertEquals(Optional.empty(), templates.refusal(breakGlass));
    service.actFor(tenant.person(DANA));
    assertTrue(English.of(templates.refusal(breakGlass).orElseThrow()).contains("administrator"));
    assertEquals(Optional.empty(), templates.refusal(search));
    KeyRequest asked = breakGlass.fill(KeyRequest.of("Mine", DANA, List.of()));
    assertThrows(NotAuthorizedException.class, () -> service.rehearse(asked));
    assertThrows(NotAuthorizedException.class, () -> service.create(asked));
  }

  @Test
  void rehearsalRefusesWhatCreatingRefusesAndWritesNothing() throws IOException {
    Map<String, String> before = TreeState.of(temporary);
    service.rehearse(KeyRequest.of("New", DANA, List.of("llm:gpt-4")));
    assertThrows(
        InvalidRequestException.class,
        () -> service.rehearse(KeyRequest.of("New", DANA, List.of("no kind"))));
    assertEquals(before, TreeState.of(temporary));
  }

  @Test
  void templateOfAKeyMakesOneLikeIt() {
    var issued = service.create(full("Shop").fill(KeyRequest.of("Shop", DANA, List.of())));
    issued.rawKey().close();
    ApiKey key = issued.key();
    KeyTemplate template = Templates.of(key);
    assertEquals(full("Shop").limits(), template.limits());
    assertEquals(full("Shop").expiry(), template.expiry());
    assertEquals(full("Shop").restrictions(), template.restrictions());
    assertEquals(full("Shop").constraints(), template.constraints());
    assertEquals("Shop", template.name());
  }
}
