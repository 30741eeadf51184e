package keyconsole.viewmodel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.Unseen;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.service.DemoTenant;
import keyconsole.service.InvalidRequestException;
import keyconsole.service.KeyService;
import keyconsole.service.Session;

/// The window around every page: which tenant is open, who acts, what stands in front. UI thread
/// only.
public final class ShellViewModel implements Navigator, AutoCloseable {

  private static final Duration SOON = Duration.ofMinutes(10);
  private static final Duration TELLING = Duration.ofMillis(100);

  private final Surroundings surroundings;
  private final Notices notices;
  private final ReadOnlyObjectWrapper<Page> page;
  private final ReadOnlyObjectWrapper<Optional<Workspace>> workspace =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<OpenTenant> tenant = Optional.empty();
  private final ReadOnlyObjectWrapper<Session> session =
      new ReadOnlyObjectWrapper<>(Session.readOnly("none"));
  private final ReadOnlyObjectWrapper<SessionText> sessionText;
  private final ObservableList<Dialog> dialogs = FXCollections.observableArrayList();
  private final LookViewModel look;
  private final LanguageViewModel language;
  private final ReadOnlyObjectWrapper<ShellStatus> status;
  private final TaskRunner.Subscription clockTicks;
  private final IdleLock idleLock;
  private final Leaving leaving;
  private final Desk desk;
  private boolean demo;
  private boolean remembered;
  private boolean kept;
  private Subscription listening = Subscription.EMPTY;
  private TaskRunner.Subscription making = () -> {};
  private Optional<Work> starting = Optional.empty();
  private Optional<Work> told = Optional.empty();

  /// What was searched for in the audit log when a person left it.
  private String auditQuery = "";

  private final ReadOnlyObjectWrapper<Optional<SealTold.Brief>> seal =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// What the way back out of the usage lines leads to.
  private Page beforeLines;

  /// What the session chip says.
  ///
  /// @param ending whether less than ten minutes are left
  public record SessionText(String who, String detail, boolean readOnly, boolean ending) {}

  /// Starts without a tenant.
  public ShellViewModel(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.notices = new Notices(surroundings);
    this.page =
        new ReadOnlyObjectWrapper<>(new Page.Welcome(new WelcomeViewModel(surroundings, this)));
    this.beforeLines = page.get();
    this.sessionText = new ReadOnlyObjectWrapper<>(describe(session.get()));
    this.status =
        new ReadOnlyObjectWrapper<>(
            ShellStatus.of(surroundings, workspace.get(), keys(), Optional.empty(), ""));
    this.look = new LookViewModel(surroundings, this);
    this.language = new LanguageViewModel(surroundings, this);
    this.clockTicks = surroundings.tasks().every(Duration.ofSeconds(1), this::tick);
    this.idleLock = new IdleLock(surroundings, this);
    this.leaving = new Leaving(surroundings, this);
    this.desk = new Desk(surroundings, this);
  }

  /// What is at hand on every page.
  public Desk desk() {
    return desk;
  }

  /// What is open of the tenant.
  Optional<OpenTenant> tenant() {
    return tenant;
  }

  /// What covers the window that nobody touches.
  public IdleLock idleLock() {
    return idleLock;
  }

  public ReadOnlyObjectProperty<Page> pageProperty() {
    return page.getReadOnlyProperty();
  }

  /// The dialogs, the one in front last.
  public ObservableList<Dialog> dialogs() {
    return dialogs;
  }

  /// The open tenant; empty on the welcome page.
  public ReadOnlyObjectProperty<Optional<Workspace>> workspaceProperty() {
    return workspace.getReadOnlyProperty();
  }

  /// The domain of the open tenant; empty on the welcome page.
  public Optional<String> tenantName() {
    return workspace.get().map(w -> session.get().tenant().text());
  }

  /// The key list of the open tenant.
  public Optional<KeyListViewModel> keys() {
    return tenant.map(OpenTenant::keys);
  }

  /// Access that came back in the open tenant.
  public Optional<ReturnsViewModel> returns() {
    return tenant.map(OpenTenant::returns);
  }

  /// What a person should know about the open tenant's folder.
  public Optional<WarningsViewModel> warnings() {
    return tenant.map(OpenTenant::warnings);
  }

  /// Which console is waited for in the open tenant.
  public Optional<LockWaitViewModel> lockWait() {
    return tenant.map(OpenTenant::lockWait);
  }

  /// What the status bar says.
  public ReadOnlyObjectProperty<ShellStatus> statusProperty() {
    return status.getReadOnlyProperty();
  }

  /// What the status bar says of the seals; empty where no tenant is open, or nothing is sealed.
  public ReadOnlyObjectProperty<Optional<SealTold.Brief>> sealProperty() {
    return seal.getReadOnlyProperty();
  }

  /// The seals of the open tenant.
  public Optional<SealViewModel> seals() {
    return tenant.flatMap(OpenTenant::seals);
  }

  /// On what the key files and the audit log of the open tenant do not agree.
  public Optional<AuditFindingsViewModel> findings() {
    return tenant.map(OpenTenant::findings);
  }

  /// What is not as it should be in the open tenant.
  public Optional<HealthViewModel> health() {
    return tenant.map(OpenTenant::health);
  }

  public ReadOnlyObjectProperty<SessionText> sessionTextProperty() {
    return sessionText.getReadOnlyProperty();
  }

  /// What a person is told for a while.
  public Notices notices() {
    return notices;
  }

  /// Which language the console speaks from its next start on.
  public LanguageViewModel language() {
    return language;
  }

  /// How the console looks.
  public LookViewModel look() {
    return look;
  }

  /// Opens a tenant and shows its keys. Says so where its name cannot name a folder.
  public void open(Path dataRoot, String tenantName, Session opened) {
    KeyService service;
    try {
      service =
          KeyService.open(
              dataRoot,
              tenantName,
              opened,
              surroundings.signingKey(),
              surroundings.clock(),
              surroundings.cacheFolder());
    } catch (InvalidRequestException e) {
      report(surroundings.text("shell.open-failed", tenantName), e);
      return;
    }
    open(dataRoot, service);
  }

  /// Opens a tenant that somebody has made the service of, in whose session it is acted.
  public void open(Path dataRoot, KeyService service) {
    if (staysInTenant(() -> open(dataRoot, service))) {
      return;
    }
    Session opened = service.session();
    String tenantName = opened.tenant().text();
    closeTenant();
    session.set(opened);
    demo = DemoTenant.isDemo(dataRoot, tenantName);
    Workspace made =
        new Workspace(
            dataRoot.resolve(tenantName).resolve("api_keys"),
            service,
            session.getReadOnlyProperty(),
            surroundings.clock(),
            surroundings.steady(),
            surroundings.tasks(),
            this,
            surroundings.clipboard(),
            surroundings.files(),
            surroundings.texts());
    OpenTenant next = new OpenTenant(made, surroundings, this::showKey, this::showAuditLine);
    tenant = Optional.of(next);
    workspace.set(Optional.of(made));
    sessionText.set(describe(opened));
    listening =
        Subscription.combine(
            listenTo(next, dataRoot, tenantName), desk.remember(next.keys(), tenantName));
    showKeys();
    desk.opened(tenantName);
  }

  private Subscription listenTo(OpenTenant opened, Path dataRoot, String name) {
    KeyListViewModel list = opened.keys();
    return Subscription.combine(
        list.countsProperty().subscribe(counts -> showStatus()),
        list.workProperty().subscribe(going -> showStatus()),
        opened.accessCheck().answeredInProperty().subscribe(took -> showStatus()),
        opened.usage().countedInProperty().subscribe(counted -> showStatus()),
        list.updatedAtProperty().subscribe(at -> rememberOnce(dataRoot, name, list)),
        opened
            .seals()
            .map(it -> it.briefProperty().subscribe(this::showSeal))
            .orElse(Subscription.EMPTY),
        opened
            .seals()
            .map(it -> it.seenProperty().subscribe(seen -> rememberSeal(dataRoot, name)))
            .orElse(Subscription.EMPTY));
  }

  void showKey(KeyId key) {
    if (!staysInWizard()) {
      keys().ifPresent(list -> list.reveal(key));
      showKeys();
    }
  }

  private void showSeal(SealTold.Brief told) {
    seal.set(Optional.of(told));
  }

  /// Kept once the tenant itself is: until then there is nothing to keep it with.
  private void rememberSeal(Path dataRoot, String name) {
    SealSeen seen = seals().map(it -> it.seenProperty().get()).orElse(SealSeen.UNKNOWN);
    if (!kept || seen.equals(SealSeen.UNKNOWN)) {
      return;
    }
    surroundings
        .tasks()
        .run(
            () -> {
              surroundings.recents().rememberSeal(dataRoot, name, seen);
              return seen;
            },
            done -> {},
            failure -> report(surroundings.text("shell.seal-not-remembered", name), failure));
  }

  /// A tenant is remembered when its keys were read, with how many they are.
  private void rememberOnce(Path dataRoot, String name, KeyListViewModel list) {
    if (remembered || list.updatedAtProperty().get().equals(Instant.EPOCH)) {
      return;
    }
    remembered = true;
    RecentTenants.Recent recent =
        new RecentTenants.Recent(dataRoot, name, list.keyCount(), surroundings.clock().instant());
    surroundings
        .tasks()
        .patient()
        .run(
            () -> {
              surroundings.recents().remember(recent);
              return recent;
            },
            done -> {
              kept = true;
              rememberSeal(dataRoot, name);
            },
            failure -> report(surroundings.text("shell.not-remembered", name), failure));
  }

  /// Finds the tenants that a person may turn to from here: those opened before, without the open
  /// one and without those whose directory is gone.
  ///
  /// @param found takes them on the UI thread, later
  public void findOthers(Consumer<List<RecentTenants.Recent>> found) {
    Optional<Path> here = workspace.get().map(Workspace::folder);
    surroundings
        .tasks()
        .run(
            () ->
                surroundings.recents().all().stream()
                    .filter(recent -> !Optional.of(recent.folder()).equals(here))
                    .filter(recent -> Files.isDirectory(recent.folder()))
                    .toList(),
            found,
            failure -> {
              found.accept(List.of());
              report(surroundings.text("shell.recent-unknown"), failure);
            });
  }

  /// Turns to a tenant opened before. Its token is for another tenant or gone, so it opens
  /// read-only.
  public void switchTo(RecentTenants.Recent recent) {
    if (!staysInWizard()) {
      open(recent.dataRoot(), recent.tenant(), Session.readOnly(recent.tenant()));
    }
  }

  /// Leaves the open tenant for another one that is still to be chosen.
  public void openAnother() {
    showWelcome();
    if (page.get() instanceof Page.Welcome(WelcomeViewModel welcome)) {
      welcome.chooseFolder();
    }
  }

  /// Makes the demo tenant where it is missing, and opens it.
  ///
  /// @param readOnly whether without the session to act with
  public void openDemo(boolean readOnly) {
    if (staysInWizard()) {
      return;
    }
    making.end();
    AtomicInteger percent = new AtomicInteger();
    tellMaking(0);
    TaskRunner.Subscription telling =
        surroundings.tasks().every(TELLING, () -> tellMaking(percent.get()));
    making =
        () -> {
          telling.end();
          starting(Optional.empty());
        };
    TaskRunner.Subscription job =
        surroundings
            .tasks()
            .run(
                () ->
                    DemoTenant.create(
                        surroundings.userFolder(),
                        surroundings.clock(),
                        done -> percent.set((int) (100 * done))),
                demo -> {
                  making.end();
                  open(
                      demo.dataRoot(),
                      DemoTenant.DOMAIN,
                      readOnly ? Session.readOnly(DemoTenant.DOMAIN) : demo.session());
                },
                failure -> {
                  making.end();
                  report(surroundings.text("shell.demo-failed"), failure);
                });
    TaskRunner.Subscription shown = making;
    making =
        () -> {
          job.end();
          shown.end();
        };
  }

  private void tellMaking(int percent) {
    String text = surroundings.text("shell.making-demo");
    starting(Optional.of(new Work(text, percent / 100.0, Optional.of(() -> making.end()))));
  }

  private void starting(Optional<Work> next) {
    starting = next;
    showStatus();
  }

  @Override
  public void working(Optional<Work> next) {
    told = next;
    showStatus();
  }

  private void showStatus() {
    Optional<Work> work = starting.or(() -> told);
    status.set(ShellStatus.of(surroundings, workspace.get(), keys(), work, answered()));
  }

  /// How long the answer on the page took; empty where there is none.
  private String answered() {
    return switch (page.get()) {
      case Page.AccessCheck(var check) -> check.answeredInProperty().get();
      case Page.Usage(var used) -> used.countedInProperty().get();
      case Page.Welcome _,
          Page.Keys _,
          Page.NewKey _,
          Page.UsageLines _,
          Page.Audit _,
          Page.Health _ ->
          "";
    };
  }

  /// Back to the choice of tenants.
  public void showWelcome() {
    if (staysInWizard() || staysInTenant(this::showWelcome)) {
      return;
    }
    closeTenant();
    turnTo(new Page.Welcome(new WelcomeViewModel(surroundings, this)));
  }

  /// To the keys from anywhere. A wizard in which something was typed asks first.
  public void goToKeys() {
    if (!staysInWizard()) {
      showKeys();
    }
  }

  @Override
  public void showAccessCheck(Optional<ApiKey> key) {
    if (!staysInWizard()) {
      tenant
          .map(OpenTenant::accessCheck)
          .ifPresent(
              check -> {
                key.ifPresent(check::pick);
                turnTo(new Page.AccessCheck(check));
              });
    }
  }

  @Override
  public void showUsage(Optional<KeyId> key) {
    if (!staysInWizard()) {
      tenant
          .map(OpenTenant::usage)
          .ifPresent(
              used -> {
                key.ifPresent(id -> used.chips().only(new UsageFacet.Key(id.text())));
                turnTo(new Page.Usage(used));
              });
    }
  }

  /// To what is not as it should be. A wizard in which something was typed asks first.
  public void showHealth() {
    if (!staysInWizard()) {
      health()
          .ifPresent(
              found -> {
                turnTo(new Page.Health(found));
                found.look();
              });
    }
  }

  /// To the audit log, with what was searched for last.
  public void goToAudit() {
    showAudit(auditQuery);
  }

  @Override
  public void showAudit(String query) {
    if (!staysInWizard()) {
      tenant
          .map(open -> open.openAudit(surroundings, query))
          .ifPresent(log -> turnTo(new Page.Audit(log)));
    }
  }

  private void showAuditLine(String file, long line) {
    if (!(page.get() instanceof Page.Audit)) {
      showAudit("");
    }
    if (page.get() instanceof Page.Audit(AuditViewModel log)) {
      log.reveal(file, line);
    }
  }

  @Override
  public void showUsageLines(UsageLinesQuestion question) {
    if (staysInWizard()) {
      return;
    }
    if (!(page.get() instanceof Page.UsageLines)) {
      beforeLines = page.get();
    }
    Page before = beforeLines;
    workspace
        .get()
        .map(open -> new UsageLinesViewModel(open, question, () -> returnTo(before)))
        .ifPresent(lines -> turnTo(new Page.UsageLines(lines)));
  }

  private void returnTo(Page before) {
    if (before instanceof Page.Keys) {
      showKeys();
    } else {
      turnTo(before);
    }
  }

  /// Leads to the audit log, which says more of the seals; in front of it to all findings, where
  /// something is broken, or where the log is there already.
  public void showSeals() {
    boolean there = page.get() instanceof Page.Audit;
    if (!there) {
      goToAudit();
    }
    boolean broken = seal.get().filter(told -> told.kind() == SealTold.Kind.BROKEN).isPresent();
    if ((there || broken) && page.get() instanceof Page.Audit) {
      seals().ifPresent(SealViewModel::showFindings);
    }
  }

  private boolean staysInWizard() {
    if (page.get() instanceof Page.NewKey(NewKeyViewModel wizard)) {
      wizard.cancel();
    }
    return page.get() instanceof Page.NewKey;
  }

  /// Whether a raw key that nobody said to have stored keeps a person here for now.
  private boolean staysInTenant(Runnable leave) {
    return !mayClose(leave);
  }

  private void closeTenant() {
    List.copyOf(dialogs).forEach(this::close);
    making.end();
    closeReading(page.get());
    auditQuery = "";
    remembered = false;
    kept = false;
    demo = false;
    starting = Optional.empty();
    told = Optional.empty();
    listening.unsubscribe();
    tenant.ifPresent(OpenTenant::close);
    tenant = Optional.empty();
    seal.set(Optional.empty());
    workspace.set(Optional.empty());
    notices.dismiss();
    session.set(Session.readOnly("none"));
    sessionText.set(describe(session.get()));
    showStatus();
  }

  @Override
  public void giveToken() {
    if (workspace.get().isPresent()) {
      String name = session.get().tenant().text();
      open(new Dialog.Token(new SessionViewModel(surroundings, name, this::take)));
    }
  }

  /// Asks for the days of a report of the open tenant, and the folder that it is put into.
  public void makeReport() {
    workspace
        .get()
        .ifPresent(
            open ->
                open(
                    new Dialog.MakeReport(
                        new ReportViewModel(open, surroundings, this::accessThatCameBack))));
  }

  private AccessReturns accessThatCameBack() {
    return returns().map(it -> it.foundProperty().get()).orElse(AccessReturns.NONE);
  }

  void take(Session fresh) {
    dialogs.removeIf(Dialog.Token.class::isInstance);
    act(fresh);
  }

  private void act(Session next) {
    workspace.get().ifPresent(w -> w.service().actFor(next));
    showActing(next);
  }

  private void showActing(Session next) {
    session.set(next);
    sessionText.set(describe(next));
  }

  /// Who acts; empty in a read-only session.
  public Optional<String> actor() {
    return session.get().actor();
  }

  /// Whether there is something to cover: a tenant, and not the one that everybody has.
  boolean mayLock() {
    return workspace.get().isPresent() && !demo;
  }

  /// Goes on without the token; what watches over revocations keeps who it acts for.
  void goReadOnly() {
    workspace.get().ifPresent(w -> w.service().rest());
    showActing(Session.readOnly(session.get().tenant().text()));
  }

  /// Takes away whatever secret is typed, but for the demo's.
  void forgetTyped() {
    if (demo) {
      return;
    }
    dialogs.stream().filter(Dialog.Token.class::isInstance).forEach(Dialog::forget);
    tenant.map(OpenTenant::accessCheck).ifPresent(AccessCheckViewModel::leave);
    if (page.get() instanceof Page.Welcome(WelcomeViewModel welcome)) {
      welcome.session().drop();
    }
  }

  /// The raw keys that are shown, the one in front last.
  List<ShownOnce> reveals() {
    return dialogs.stream().map(Dialog::shownOnce).flatMap(Optional::stream).toList();
  }

  /// Whether keys are being made, changed or stored.
  boolean isAtWork() {
    return leaving.isAtWork();
  }

  /// Turns read-only when the session has ended, and takes a notice away that has stood long
  /// enough.
  private void tick() {
    idleLock.tick();
    Instant now = surroundings.clock().instant();
    Session acting = session.get();
    if (!acting.isReadOnly() && !acting.isLive(now)) {
      act(Session.readOnly(acting.tenant().text()));
      say(surroundings.text("shell.session-ended"), Optional.empty());
    }
    sessionText.set(describe(session.get()));
    showStatus();
    notices.tick();
  }

  private SessionText describe(Session of) {
    if (of.isReadOnly()) {
      String detail =
          surroundings.text(workspace.get().isPresent() ? "session.give" : "session.no-token");
      return new SessionText(surroundings.text("session.read-only"), detail, true, false);
    }
    String role =
        surroundings.text(of.isAdministrator() ? "session.administrator" : "session.person");
    Optional<Duration> left =
        of.expiresAt().map(end -> Duration.between(surroundings.clock().instant(), end));
    return new SessionText(
        Unseen.shown(of.actor().orElse("")),
        left.map(l -> surroundings.text("session.left", role, span(surroundings, l))).orElse(role),
        false,
        left.map(l -> l.compareTo(SOON) < 0).orElse(false));
  }

  /// A span in one unit, e.g. `47 min`.
  static String span(Surroundings surroundings, Duration span) {
    if (span.toMinutes() < 1) {
      return surroundings.text("span.seconds", Math.max(0, span.toSeconds()));
    }
    if (span.toHours() < 1) {
      return surroundings.text("span.minutes", span.toMinutes());
    }
    return span.toDays() < 2
        ? surroundings.text("span.hours", span.toHours())
        : surroundings.text("span.days", span.toDays());
  }

  @Override
  public void show(Page next) {
    turnTo(next);
  }

  @Override
  public void showKeys() {
    keys()
        .ifPresent(
            model -> {
              turnTo(new Page.Keys(model));
              model.refresh();
            });
  }

  @Override
  public void open(Dialog dialog) {
    dialogs.add(dialog);
  }

  @Override
  public boolean hasDialog() {
    return !dialogs.isEmpty();
  }

  @Override
  public void close(Dialog dialog) {
    dialog.forget();
    dialogs.remove(dialog);
  }

  /// Whether the window, or the tenant, may close at once. A raw key that nobody said to have
  /// stored, a wizard in which something was typed, keys that are still to be changed and an export
  /// that is being written are asked about first; a raw key that is on its way is waited for.
  ///
  /// @param close closes it, after a yes
  public boolean mayClose(Runnable close) {
    boolean may = leaving.isDone(close);
    if (may) {
      dialogs.forEach(Dialog::forget);
    }
    return may;
  }

  /// Takes the way back out of the dialog in front. A raw key that is shown once stays: only its
  /// own button closes it.
  public void escape() {
    if (!dialogs.isEmpty()) {
      dialogs.getLast().escape(this);
    }
  }

  /// Shows a page. The wizard that it takes the place of is left for good; the access check gives
  /// up its secrets while it is still shown, so that its fields are emptied too.
  private void turnTo(Page next) {
    Page before = page.get();
    if (before instanceof Page.AccessCheck(AccessCheckViewModel check)
        && !(next instanceof Page.AccessCheck)) {
      check.leave();
    }
    if (before instanceof Page.Usage(UsageViewModel used)) {
      used.leave();
    }
    page.set(next);
    if (next instanceof Page.Usage(UsageViewModel used)) {
      used.enter();
    }
    if (before instanceof Page.NewKey(NewKeyViewModel wizard)) {
      wizard.close();
    }
    closeReading(before);
    showStatus();
  }

  private void closeReading(Page left) {
    if (left instanceof Page.UsageLines(UsageLinesViewModel lines)) {
      lines.close();
    }
    if (left instanceof Page.Audit(AuditViewModel log)) {
      auditQuery = log.query();
      log.close();
    }
  }

  @Override
  public void say(String message, Optional<Runnable> undo) {
    notices.say(message, undo);
  }

  @Override
  public void report(String what, Exception failure) {
    report(Report.of(new KeyWords(surroundings.texts()), what, failure), Optional.empty());
  }

  @Override
  public void report(Report report, Optional<Runnable> undo) {
    notices.report(report, undo);
  }

  @Override
  public void close() {
    clockTicks.end();
    look.close();
    language.close();
    desk.close();
    idleLock.close();
    dialogs.forEach(Dialog::forget);
    closeTenant();
  }
}
