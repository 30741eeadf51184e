package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.event.ActionEvent;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableRow;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.Scope;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.service.DemoTenant;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
import keyconsole.viewmodel.AccessCheckViewModel;
import keyconsole.viewmodel.AccessMode;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.BulkViewModel;
import keyconsole.viewmodel.Command;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.Guide;
import keyconsole.viewmodel.HealthFilter;
import keyconsole.viewmodel.HealthViewModel;
import keyconsole.viewmodel.KeyFilter;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyRow;
import keyconsole.viewmodel.LockAfter;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.NewKeyLimit;
import keyconsole.viewmodel.NewKeyRestriction;
import keyconsole.viewmodel.NewKeyStart;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.PutOffViewModel;
import keyconsole.viewmodel.RecentTenants.Recent;
import keyconsole.viewmodel.ReportViewModel;
import keyconsole.viewmodel.RevealViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.TourViewModel;
import keyconsole.viewmodel.UsageFacet;
import keyconsole.viewmodel.UsageLinesViewModel;
import keyconsole.viewmodel.UsageRange;
import keyconsole.viewmodel.UsageViewModel;
import keyconsole.viewmodel.WizardStep;
import keyconsole.viewmodel.Workspace;

/// Every screen, dialog and popup of the console, one after the other in one window. A test says
/// what it looks at in each.
abstract class EveryScreen extends WindowTest {

  private static final String ACME = "acme.example";
  private static final Duration TICK = Duration.ofSeconds(10);

  @Override
  public void start(Stage shown) {
    around.userFolder = Optional.of(folder.resolve("user"));
    around.lockAfter = LockAfter.DEFAULT;
    super.start(shown);
  }

  /// Which pages and dialogs were in front.
  private final Set<Class<?>> shown = new HashSet<>();

  /// Looks at what is in sight.
  ///
  /// @param name of the state, as files are named
  abstract void look(String name);

  private void visit(String name) {
    shown.add(shell.pageProperty().get().getClass());
    if (!shell.dialogs().isEmpty()) {
      Dialog front = shell.dialogs().getLast();
      shown.add(front instanceof Dialog.Guide(Guide guide) ? guide.getClass() : front.getClass());
    }
    look(name);
  }

  /// All that a sealed type may be.
  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(EveryScreen::kinds)
        : Stream.of(type);
  }

  /// No page and no dialog is forgotten, nor one that is new.
  private void assertThatAllWereShown() {
    Set<Class<?>> all =
        Stream.of(Page.class, Dialog.class, Guide.class)
            .flatMap(EveryScreen::kinds)
            .filter(kind -> kind != Dialog.Guide.class)
            .collect(Collectors.toSet());
    assertEquals(all, shown);
  }

  /// Goes through all of them.
  final void showAll() throws IOException {
    welcome();
    demo(TestWorkspace.administrator(DemoTenant.DOMAIN));
    keys();
    usage();
    lines();
    access();
    wizard();
    demo(Session.readOnly(DemoTenant.DOMAIN));
    visit("keys-read-only");
    nothing();
    acme();
    dialogs();
    guides();
    making();
    health();
    audit();
    searchLine();
    findings();
    returned();
    warnings();
    purge();
    lock();
    assertThatAllWereShown();
  }

  private void in(Runnable action) {
    interact(action);
    interact(() -> scene.getRoot().layout());
  }

  private void see(String name, Runnable action) {
    in(action);
    visit(name);
  }

  private void pass(Duration span) {
    in(() -> around.pass(span));
  }

  private void fire(String query) {
    in(() -> lookup(query).<ButtonBase>query().fire());
  }

  private KeyListViewModel list() {
    return shell.keys().orElseThrow();
  }

  private Workspace workspace() {
    return shell.workspaceProperty().get().orElseThrow();
  }

  private KeyService service() {
    return workspace().service();
  }

  private ApiKey key(String name) {
    return service().list().stream()
        .filter(key -> called(key.name()).equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// What a key of this name is called here.
  String called(String keyName) {
    return keyName;
  }

  /// Changes the files of a tenant before it is opened.
  void prepare(Path data) {}

  private void closeDialogs() {
    in(() -> List.copyOf(shell.dialogs()).forEach(shell::close));
  }

  /// The looks that a popup is opened in: it stays dressed as the window was then.
  List<Look> looksOfPopups() {
    return List.of(Look.LIGHT);
  }

  /// Looks at the popup that an action opens, and takes it away.
  private void popup(String name, Runnable action) {
    for (Look look : looksOfPopups()) {
      in(() -> shell.look().choiceProperty().set(Optional.of(look)));
      in(action);
      visit(name);
      interact(
          () ->
              List.copyOf(Window.getWindows()).stream()
                  .filter(PopupWindow.class::isInstance)
                  .forEach(Window::hide));
    }
  }

  // Welcome

  private void welcome() {
    see("welcome-empty", () -> shell.showWelcome());
    for (String tenant : List.of(ACME, "globex.example")) {
      TestSurroundings.makeTenant(tenant, folder.resolve("others"));
      around.recents.add(
          new Recent(
              folder.resolve("others"), tenant, 61, TestSurroundings.NOW.minusSeconds(9_000)));
    }
    around.recents.add(
        new Recent(
            Path.of("/mnt/old"), "initech.example", 40, TestSurroundings.NOW.minusSeconds(9)));
    in(() -> shell.showWelcome());
    Page.Welcome welcome = (Page.Welcome) shell.pageProperty().get();
    see(
        "welcome-refused",
        () -> {
          welcome
              .model()
              .session()
              .tokenProperty()
              .set(TestSurroundings.token("globex.example", 60));
          welcome.model().session().secretProperty().set(TestSurroundings.SECRET);
          welcome.model().session().verify();
        });
    popup("shell-look-menu", () -> lookup("#theme").queryButton().fire());
    popup("shell-tenant-menu", () -> lookup("#tenant").queryButton().fire());
  }

  // Keys

  private void demo(Session session) {
    Path data = folder.resolve("demo");
    if (Files.notExists(data)) {
      TestSurroundings.copyDemo(data);
      prepare(data);
    }
    in(() -> shell.open(data, DemoTenant.DOMAIN, session));
  }

  private void keys() {
    visit("keys");
    List<KeyRow> rows = List.copyOf(list().rows());
    KeyRow locked =
        rows.stream()
            .filter(row -> row instanceof KeyRow.Entry entry && locksOut(entry.key()))
            .findFirst()
            .orElseThrow();
    see("keys-detail", () -> list().select(List.of(locked)));
    for (String tab : List.of("limits", "restrictions", "counters", "json")) {
      see("keys-" + tab, () -> lookup("#" + tab + "Tab").queryAs(ToggleButton.class).fire());
    }
    in(() -> lookup("#overviewTab").queryAs(ToggleButton.class).fire());
    in(() -> list().closeDetail());
    in(() -> lookup(".keys-table").queryTableView().scrollTo(0));
    see("keys-selected", () -> list().select(rows.subList(2, 7)));
    in(() -> list().select(List.of()));
    see("keys-problems", () -> list().filterProperty().set(KeyFilter.PROBLEMS));
    see("keys-problem", () -> list().select(List.of(list().rows().getFirst())));
    in(() -> list().filterProperty().set(KeyFilter.ALL));
    in(() -> list().select(List.of()));
    see("keys-no-match", () -> list().searchTextProperty().set("no key has this"));
    in(() -> list().searchTextProperty().set(""));
    popup("keys-add-filter", () -> lookup(".keys-add-filter").<ButtonBase>query().fire());
    popup("keys-columns", () -> lookup("#choose-columns").<ButtonBase>query().fire());
    popup("keys-more-new", () -> lookup("#moreNew").<ButtonBase>query().fire());
    popup("keys-row-menu", this::askForMenu);
    see(
        "shell-notice",
        () -> shell.say(around.texts.getString("keys.copied"), Optional.of(() -> {})));
    see(
        "shell-failure",
        () ->
            shell.report(
                around.texts.getString("keys.failed.count"), new IOException("usage_2026: full")));
    in(() -> shell.notices().dismiss());
  }

  /// Asks for the menu of the uppermost row, below which it has room, as the secondary button does.
  private void askForMenu() {
    TableRow<?> row =
        lookup(".keys-table .table-row-cell").<TableRow<?>>queryAll().stream()
            .filter(each -> each.isVisible() && each.getItem() instanceof KeyRow.Entry)
            .min(Comparator.comparingInt(TableRow::getIndex))
            .orElseThrow();
    Bounds at = row.localToScreen(row.getLayoutBounds());
    EventType<ContextMenuEvent> asked = ContextMenuEvent.CONTEXT_MENU_REQUESTED;
    Event.fireEvent(
        row, new ContextMenuEvent(asked, 0, 0, at.getCenterX(), at.getCenterY(), false, null));
  }

  private static boolean locksOut(ApiKey key) {
    return key.restrictions().allowedIps().stream().anyMatch(ip -> ip.contains("/"));
  }

  // Usage

  private void usage() throws IOException {
    in(() -> shell.showUsage(Optional.empty()));
    await(() -> lookup("#usage-owners").tryQuery().isPresent());
    visit("usage");
    UsageViewModel usage = ((Page.Usage) shell.pageProperty().get()).model();
    popup("usage-by-menu", () -> lookup("#by").queryAs(MenuButton.class).show());
    popup("usage-export-menu", () -> lookup("#export").queryAs(MenuButton.class).show());
    see(
        "usage-filtered",
        () -> usage.chips().toggle(new UsageFacet.Endpoint("/v1/chat/completions")));
    popup("usage-picker", () -> lookup("#usage-add-filter").<ButtonBase>query().fire());
    String id = usage.figuresProperty().get().orElseThrow().keys().rows().getFirst().id();
    see("usage-one-key", () -> usage.chips().toggle(new UsageFacet.Key(id)));
    notReadInFull("2026-11-18");
    visit("usage-not-read");
    in(() -> usage.settings().rangeProperty().set(UsageRange.CUSTOM));
    see("usage-wrong-dates", () -> usage.settings().dates().lastProperty().set("2026-11-23"));
  }

  /// Adds what is no usage line to the file of a day, which may be new, and lets the page look.
  private void notReadInFull(String day) throws IOException {
    Path usage = Files.createDirectories(workspace().folder().resolve("usage"));
    Files.writeString(
        usage.resolve("usage_" + day + ".jsonl"),
        "[]\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    in(() -> service().refreshUsage());
    pass(Duration.ofSeconds(12));
  }

  private void lines() {
    in(() -> shell.showUsageLines(UsageLinesQuestion.everything(ZoneOffset.UTC)));
    visit("lines");
    UsageLinesViewModel lines = ((Page.UsageLines) shell.pageProperty().get()).model();
    in(() -> lines.scrollTo(1_000));
    see("lines-detail", () -> lines.select(1_010));
    see("lines-wrong-time", () -> wrongTime());
    in(() -> lines.goBack());
  }

  private void wrongTime() {
    TextField goTo = lookup("#goTo").queryAs(TextField.class);
    goTo.setText("half past");
    goTo.fireEvent(new ActionEvent());
  }

  // Access check

  private void access() {
    in(() -> shell.showAccessCheck(Optional.empty()));
    AccessCheckViewModel check = ((Page.AccessCheck) shell.pageProperty().get()).model();
    visit("access");
    popup("access-picker", () -> lookup("#pick").<ButtonBase>query().fire());
    in(() -> shell.showAccessCheck(Optional.of(key("Partner portal (Acme)"))));
    see(
        "access-answer",
        () -> {
          check.form().endpoint().textProperty().set("/v1/chat/completions");
          check.form().clientIp().textProperty().set("203.0.113.24");
          check.check();
          check.form().clientIp().textProperty().set("192.168.1.77");
          check.form().tokens().textProperty().set("9000000");
          check.check();
        });
    see("access-stale", () -> check.form().tokens().textProperty().set("-3"));
    in(() -> check.form().tokens().textProperty().set(""));
    in(() -> check.form().modeProperty().set(AccessMode.PASTE));
    in(() -> check.form().rawKey().textProperty().set("gt2_acme.example_" + "x".repeat(43)));
    see("access-unknown", check::check);
    String token = service().capabilityToken(key("Checkout assistant").id(), Map.of("run", "n"));
    in(() -> check.form().modeProperty().set(AccessMode.TOKEN));
    in(() -> check.form().token().textProperty().set(token));
    in(check::check);
    untilDrawn();
    visit("access-token");
  }

  // New key

  private void wizard() {
    NewKeyViewModel wizard = new NewKeyViewModel(workspace());
    in(() -> shell.show(new Page.NewKey(wizard)));
    visit("new-key");
    see("new-key-template", () -> wizard.start().fromProperty().set(NewKeyStart.From.TEMPLATE));
    see("new-key-like", () -> wizard.start().fromProperty().set(NewKeyStart.From.KEY));
    in(() -> wizard.start().fromProperty().set(NewKeyStart.From.BLANK));
    in(() -> fill(wizard));
    for (WizardStep step : WizardStep.values()) {
      see("new-key-" + word(step), () -> wizard.goTo(step));
    }
    in(() -> spoil(wizard));
    // Only the way back is open where something is wrong.
    for (WizardStep step : List.of(WizardStep.values()).reversed()) {
      in(() -> wizard.goTo(step));
      assertEquals(step, wizard.stepProperty().get());
      visit("new-key-" + word(step) + "-wrong");
    }
    NewKeyViewModel edit = new NewKeyViewModel(workspace(), key("Partner portal (Acme)"));
    in(() -> shell.show(new Page.NewKey(edit)));
    in(() -> edit.limits().limit(NewKeyLimit.Kind.COST).field().textProperty().set("700"));
    in(() -> edit.restrictions().list(NewKeyRestriction.Kind.IPS).field().textProperty().set(""));
    see("new-key-edit-restrictions", () -> edit.goTo(WizardStep.RESTRICTIONS));
    see("new-key-edit-review", () -> edit.goTo(WizardStep.REVIEW));
    in(() -> shell.showKeys());
  }

  private static String word(WizardStep step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  private static void fill(NewKeyViewModel wizard) {
    wizard.who().name().textProperty().set("Returns assistant");
    wizard.who().description().textProperty().set("Answers questions about returns");
    wizard.who().scope().valueProperty().set(Scope.TENANT);
    wizard.capabilities().grant("llm:gpt-4", true);
    wizard.capabilities().grant("rag:search", true);
    list(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/chat\n/v1/embeddings");
    list(wizard, NewKeyRestriction.Kind.IPS, "203.0.113.7");
  }

  private static void spoil(NewKeyViewModel wizard) {
    wizard.who().name().textProperty().set("");
    wizard.who().owner().textProperty().set("");
    wizard.capabilities().other().textProperty().set("gpt");
    wizard.limits().limit(NewKeyLimit.Kind.MONTH).field().textProperty().set("40,000");
    list(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/*");
    list(wizard, NewKeyRestriction.Kind.IPS, "10.1.0.0/24");
    wizard.constraints().form().getFirst().field().textProperty().set("many");
    wizard.constraints().json().textProperty().set("{ \"a\": }");
  }

  private static void list(NewKeyViewModel wizard, NewKeyRestriction.Kind kind, String text) {
    wizard.restrictions().list(kind).field().textProperty().set(text);
  }

  // A tenant with nothing in it, and one that is not read yet

  private void nothing() throws IOException {
    Path data = folder.resolve("nothing");
    TestSurroundings.makeTenant("empty.example", data);
    in(() -> shell.open(data, "empty.example", TestWorkspace.administrator("empty.example")));
    pages("empty");
    in(() -> shell.showUsage(Optional.empty()));
    notReadInFull("2026-11-18");
    visit("usage-nothing-read");
    around.tasks.hold();
    in(
        () ->
            shell.open(
                folder.resolve("demo"), DemoTenant.DOMAIN, Session.readOnly(DemoTenant.DOMAIN)));
    pages("loading");
    in(around.tasks::release);
  }

  private void pages(String state) {
    see("keys-" + state, () -> shell.goToKeys());
    in(() -> shell.showUsage(Optional.empty()));
    awaitUsage();
    visit("usage-" + state);
    see(
        "lines-" + state,
        () -> shell.showUsageLines(UsageLinesQuestion.everything(ZoneOffset.UTC)));
    see("audit-" + state, () -> shell.goToAudit());
    see("health-" + state, () -> shell.showHealth());
  }

  // Dialogs

  private void acme() {
    Path data = folder.resolve("data");
    TestSurroundings.copyTenant(ACME, data);
    prepare(data);
    in(() -> shell.open(data, ACME, TestWorkspace.administrator(ACME)));
    pass(TICK);
  }

  private void dialogs() {
    RevealViewModel reveal = new RevealViewModel(workspace(), issued());
    see("dialog-reveal", () -> shell.open(reveal.dialog()));
    see("dialog-reveal-copied", reveal::copy);
    in(() -> shell.mayClose(() -> {}));
    visit("dialog-question");
    see("dialog-reveal-lost", reveal::lose);
    closeDialogs();
    ApiKey billing = key("Billing export");
    see("dialog-rotate", () -> list().actions().rotate(billing));
    in(() -> service().actFor(Session.readOnly(ACME)));
    see("dialog-rotate-failed", () -> lookup("#yes").queryButton().fire());
    in(() -> service().actFor(TestWorkspace.administrator(ACME)));
    closeDialogs();
    see("dialog-revoke", () -> list().actions().revoke(List.of(billing)));
    closeDialogs();
    see("dialog-revoke-many", () -> list().actions().revoke(service().list()));
    closeDialogs();
    see("dialog-extend", () -> list().actions().extend(service().list()));
    closeDialogs();
    see("dialog-session", shell::giveToken);
    closeDialogs();
    clashes();
  }

  private IssuedKey issued() {
    return service().create(KeyRequest.of("Kiosk", "olu@acme.example", List.of("rag:search")));
  }

  private void guides() {
    for (Command command :
        List.of(Command.PALETTE, Command.SHORTCUTS, Command.TOUR, Command.ABOUT)) {
      see(
          "guide-" + command.name().toLowerCase(Locale.ROOT),
          () -> shell.desk().commands().run(command));
      closeDialogs();
    }
    popup("shell-help-menu", () -> lookup("#help").queryButton().fire());
    in(() -> shell.desk().commands().run(Command.PALETTE));
    TextField asked = lookup(".palette-search").queryAs(TextField.class);
    see("guide-palette-off", () -> asked.setText("revoke"));
    see("guide-palette-none", () -> asked.setText("nothing is called so"));
    closeDialogs();
    in(() -> shell.desk().commands().run(Command.TOUR));
    TourViewModel tour = guide(TourViewModel.class);
    while (!tour.isLast()) {
      in(tour::next);
      // The card is placed anew in the frames that follow.
      untilDrawn();
      visit("guide-" + tour.stepProperty().get().name().toLowerCase(Locale.ROOT));
    }
    closeDialogs();
  }

  private <T extends Guide> T guide(Class<T> kind) {
    return kind.cast(front(Dialog.Guide.class).model());
  }

  /// The dialog in front, which must be of this kind.
  private <T extends Dialog> T front(Class<T> kind) {
    return assertInstanceOf(kind, shell.dialogs().getLast());
  }

  private void making() throws IOException {
    see("dialog-report", shell::makeReport);
    ReportViewModel report = front(Dialog.MakeReport.class).model();
    in(() -> report.daysProperty().set(ReportViewModel.Days.OTHER));
    see("dialog-report-wrong", () -> report.toProperty().set("2026-09-30"));
    around.chosen = Optional.of(Files.createDirectories(folder.resolve("reports")));
    in(() -> report.toProperty().set("2026-11-23"));
    in(report::choose);
    see("dialog-report-made", report::make);
    closeDialogs();
    see("dialog-save-template", () -> list().actions().saveAsTemplate(key("Billing export")));
    in(() -> lookup("#yes").queryButton().fire());
    see("dialog-templates", () -> list().actions().showTemplates());
    around.openFrom =
        Optional.of(
            Files.writeString(
                folder.resolve("templates.json"), "[{\"name\": \"Billing export\"}, 1]"));
    see("dialog-templates-import", () -> front(Dialog.Templates.class).model().importFile());
    closeDialogs();
    bulk();
  }

  private void bulk() throws IOException {
    see("dialog-bulk", () -> list().actions().newKeys());
    BulkViewModel bulk = front(Dialog.Bulk.class).model();
    Path wrong = Files.writeString(folder.resolve("wrong.csv"), "name,alowed_ips,owner,owner\n");
    see("dialog-bulk-wrong", () -> bulk.read(wrong));
    String rows =
        "name,owner,template,scope,capabilities,expires,allowed_ips\n"
            + "Returns,dana@acme.example,Read-only search,,,90,\n"
            + "Warehouse,,,root,gpt,soon,10.0.0.0/8\n"
            + "Data import,,CI pipeline,,,,\n";
    Path file = Files.writeString(folder.resolve("autumn keys.csv"), rows);
    see("dialog-bulk-rows", () -> bulk.read(file));
    see("dialog-bulk-mistakes", () -> bulk.selectedProperty().set(Optional.of(bulk.rows().get(1))));
    in(bulk::create);
    see("dialog-bulk-made", () -> bulk.selectedProperty().set(Optional.of(bulk.rows().get(0))));
    in(() -> bulk.storedProperty().set(true));
    closeDialogs();
  }

  private void health() {
    in(shell::showHealth);
    pass(TICK);
    awaitFindings();
    visit("health");
    HealthViewModel health = shell.health().orElseThrow();
    popup("health-menu", () -> lookup(".health-ways .kc-icon").queryButton().fire());
    see("dialog-put-off", () -> health.askToPutOff(finding(health)));
    PutOffViewModel putOff = front(Dialog.PutOff.class).model();
    see("dialog-put-off-wrong", () -> putOff.dayProperty().set("tomorrow"));
    in(() -> putOff.choose(30));
    in(() -> putOff.reasonProperty().set("Moves in January"));
    in(putOff::putOff);
    in(() -> health.filterProperty().set(HealthFilter.PUT_OFF));
    awaitFindings();
    visit("health-put-off");
    in(() -> health.filterProperty().set(HealthFilter.ALL));
    awaitFindings();
    see("dialog-thresholds", () -> health.showThresholds());
    TextField first = lookup(".health-threshold").queryAs(TextField.class);
    see("dialog-thresholds-wrong", () -> first.setText("0"));
    closeDialogs();
    in(() -> shell.showKeys());
  }

  /// One that may be put off.
  private static Finding finding(HealthViewModel health) {
    return health.toldProperty().get().groups().stream()
        .flatMap(group -> group.cards().stream())
        .filter(card -> card.kind().canBePutOff())
        .flatMap(card -> card.findings().stream())
        .findFirst()
        .orElseThrow();
  }

  private void clashes() {
    ApiKey key = key("CI pipeline");
    NewKeyViewModel wizard = new NewKeyViewModel(workspace(), key);
    see(
        "dialog-clashes",
        () -> {
          shell.show(new Page.NewKey(wizard));
          wizard.who().name().textProperty().set("Mine");
          service().update(key.id(), KeyEdit.NOTHING.withName("Theirs"));
          wizard.goTo(WizardStep.REVIEW);
          wizard.next();
        });
    front(Dialog.Clashes.class);
    closeDialogs();
    in(() -> shell.showKeys());
    pass(TICK);
  }

  // Audit

  private Path log() {
    return workspace().folder().resolve("audit").resolve("audit_2026-11-23.jsonl");
  }

  private void audit() {
    fire("#audit");
    AuditViewModel audit = ((Page.Audit) shell.pageProperty().get()).model();
    visit("audit");
    in(() -> audit.search("action:revoked"));
    in(() -> lookup("#audit-records").query().requestFocus());
    in(() -> push(KeyCode.DOWN));
    visit("audit-detail");
    for (Node tab : lookup("#drawer .detail-tab").queryAll()) {
      see("audit-tab-" + tab.getId(), ((ToggleButton) tab)::fire);
    }
    in(() -> audit.search("nothing:like.this"));
    visit("audit-none");
    in(() -> audit.search(""));
  }

  private void searchLine() {
    in(() -> lookup("#search").query().requestFocus());
    popup(
        "audit-completion",
        () -> {
          TextField search = lookup("#search").queryAs(TextField.class);
          search.clear();
          search.appendText("re");
        });
    AuditViewModel audit = ((Page.Audit) shell.pageProperty().get()).model();
    see("audit-terms", () -> audit.search("actor:olu not action:created"));
    see("audit-mistake", () -> audit.search("from:never"));
    in(() -> audit.search(""));
    popup("audit-help", () -> lookup("#auditHelp").queryButton().fire());
    popup("audit-searches", () -> lookup(".audit-searches").queryAs(MenuButton.class).show());
    popup("audit-export-menu", () -> lookup("#auditExport").queryAs(MenuButton.class).show());
    popup("audit-facets", () -> lookup("#audit-more-ACTION").queryButton().fire());
  }

  private void findings() throws IOException {
    Path file = workspace().folder().resolve("keys").resolve(key("Theirs").id().fileName());
    Files.writeString(file, Files.readString(file).replace("Theirs", "By hand"));
    Files.writeString(
        log(), Files.readString(log()).replaceFirst("api_key_created", "api_key_nothing"));
    Files.writeString(
        log(),
        "{\"timestamp\": \"2026-11-23T12:00:40\", \"action\": \"api_key_revoked\", \"user_id\":"
            + " \"mallory@acme.example\", \"tenant\": \"acme.example\", \"details\": {\"key_id\":"
            + " \""
            + key("Billing export").id().text()
            + "\", \"name\": \"\"}}\n",
        StandardOpenOption.APPEND);
    for (int i = 0; i < 4; i++) {
      pass(Duration.ofSeconds(6));
    }
    visit("audit-findings");
    see("dialog-seals", shell::showSeals);
    closeDialogs();
    in(() -> shell.findings().orElseThrow().showList());
    visit("dialog-findings");
    see("dialog-known", () -> shell.findings().orElseThrow().askWhyAllKnown());
    closeDialogs();
  }

  /// A revoked key is written back as it was.
  private void returned() throws IOException {
    ApiKey key = key("Billing export");
    Path file = workspace().folder().resolve("keys").resolve(key.id().fileName());
    byte[] before = Files.readAllBytes(file);
    in(() -> service().revoke(key.id()));
    Files.write(file, before);
    // The file system may tell of it a moment later; this looks at each file.
    in(() -> service().list());
    pass(Duration.ofSeconds(1));
    visit("shell-returned");
  }

  // Warnings

  private void warnings() throws IOException {
    try (Stream<Path> parts = Files.walk(workspace().folder())) {
      for (Path part : parts.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    pass(Duration.ofSeconds(2));
    in(() -> lookup("#warningsItem").<Button>query().fire());
    visit("dialog-warnings");
    closeDialogs();
  }

  private void purge() throws IOException {
    Files.delete(log());
    pass(TICK);
    in(shell::showSeals);
    see(
        "dialog-acknowledge",
        () -> front(Dialog.Seals.class).model().acknowledge(log().getFileName().toString()));
    closeDialogs();
  }

  private void lock() {
    in(() -> shell.showKeys());
    pass(Duration.ofMinutes(5));
    visit("lock");
  }

  /// The roots of all windows in sight, the console's first.
  final List<Parent> roots() {
    return Stream.concat(
            Stream.of(scene.getRoot()),
            Window.getWindows().stream()
                .filter(PopupWindow.class::isInstance)
                .map(window -> window.getScene().getRoot()))
        .toList();
  }
}
