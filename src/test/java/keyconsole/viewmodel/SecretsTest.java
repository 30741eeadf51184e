package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import keyconsole.FaultyFileSystem;
import keyconsole.FaultyFileSystem.Fault;
import keyconsole.TestTenant;
import keyconsole.app.LogFile;
import keyconsole.app.RealPersonalFiles;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.service.DeedWatch;
import keyconsole.service.KeyService;
import keyconsole.service.ReturnWatch;
import keyconsole.service.SealWitness;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Every secret goes through every path, those that fail included, and none of them stands in what
/// is written, logged, printed, thrown or turned into text.
@Isolated("it reads what the process prints")
class SecretsTest {

  private static final String DANA = "dana@acme.example";
  private static final String OTHER_SECRET = "another-secret-that-signs-what-nobody-believes-0001";
  private static final String OTHER_RAW =
      "gt2_acme.example_0123456789012345678901234567890123456789abc";
  private static final int MOST_CALLS = 400;

  @TempDir Path temporary;

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final StringBuilder seen = new StringBuilder();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Handler listener = new Listener();
  private TestTenant tenant;
  private LogFile log;

  /// Takes what any logger says.
  private final class Listener extends Handler {
    private final Formatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      synchronized (seen) {
        seen.append(formatter.format(record));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() throws IOException {
    log = LogFile.in(temporary.resolve("log"));
    log.setLevel(Level.ALL);
    root.addHandler(log);
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    listener.setLevel(Level.ALL);
    root.addHandler(listener);
    root.setLevel(Level.ALL);
    keep("the JWT secret", TestTenant.JWT_SECRET);
    keep("the other JWT secret", OTHER_SECRET);
    keep("the signing key", TestTenant.SIGNING_KEY);
    keep("the secret of the screens", TestSurroundings.SECRET);
    keep("the raw key that opens nothing", OTHER_RAW);
  }

  @AfterEach
  void listenNoMore() {
    root.removeHandler(listener);
    root.removeHandler(log);
    log.close();
    root.setLevel(level);
    System.setOut(out);
    System.setErr(err);
  }

  private void keep(String name, String secret) {
    secrets.put(secret, name);
  }

  /// A token's secret is its signature.
  private String keepToken(String token) {
    keep("a token's signature", token.substring(token.lastIndexOf('.') + 1));
    return token;
  }

  private String keepRaw(IssuedKey issued) {
    see(issued);
    String raw = issued.rawKey().value();
    keep("the raw key of " + issued.key().name(), raw.substring(raw.length() - 43));
    return raw;
  }

  private <T> T see(T shown) {
    synchronized (seen) {
      seen.append(shown).append('\n');
    }
    return shown;
  }

  private interface Deed<T> {
    T of();
  }

  /// What comes of it, thrown or not, with all that an exception carries.
  private <T> Optional<T> attempt(Deed<T> deed) {
    try {
      T done = see(deed.of());
      return Optional.ofNullable(done);
    } catch (RuntimeException e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text, true));
      see(text);
      return Optional.empty();
    }
  }

  private void requireUnseen(Path... tenantAndUser) throws IOException {
    List<String> places = new ArrayList<>();
    List<Path> folders = new ArrayList<>(List.of(tenantAndUser));
    folders.add(temporary.resolve("log"));
    String said = seen + printed.toString(StandardCharsets.UTF_8);
    assertTrue(said.length() > 1_000, "nothing was listened to");
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      if (said.contains(secret.getKey())) {
        int at = said.indexOf(secret.getKey());
        String around = said.substring(Math.max(0, at - 200), at);
        places.add(secret.getValue() + " was told behind: " + around);
      }
    }
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          for (Map.Entry<String, String> secret : secrets.entrySet()) {
            if (text.contains(secret.getKey()) || file.toString().contains(secret.getKey())) {
              places.add(secret.getValue() + " stands in " + file);
            }
          }
        }
      }
    }
    assertEquals("", String.join("\n", places));
  }

  private void openSessions() {
    String good =
        keepToken(
            tenant.token(
                Map.of("sub", "olu", "tenant_id", tenant.domain, "user_type", "tenant_admin")));
    String foreign = keepToken(tenant.token(Map.of("sub", "olu", "tenant_id", "other.example")));
    for (String token : List.of(good, foreign, good + "x", good.replace('.', ' '), "no token")) {
      for (String secret : List.of(TestTenant.JWT_SECRET, OTHER_SECRET, "")) {
        attempt(() -> Session.verify(token, secret, tenant.domain, tenant.clock));
      }
      attempt(() -> Session.claimsAdministrator(token));
      attempt(
          () -> {
            try (KeyService service = tenant.openAsAdministrator()) {
              return service.readToken(token);
            }
          });
    }
    tenant.clock.set(TestTenant.NOON.plus(Duration.ofDays(1)));
    attempt(() -> Session.verify(good, TestTenant.JWT_SECRET, tenant.domain, tenant.clock));
    tenant.clock.set(TestTenant.NOON);
  }

  private void useService(KeyService service, Path userFolder, KeyId id, String raw) {
    for (String key : List.of(raw, OTHER_RAW, raw + "x")) {
      AccessRequest request = AccessRequest.of(key, "/v1/chat", "10.0.0.1");
      see(request);
      attempt(() -> service.identify(key));
      attempt(() -> service.check(request));
      attempt(() -> service.validate(request));
    }
    attempt(() -> service.create(KeyRequest.of("New", DANA, List.of()))).ifPresent(this::keepRaw);
    attempt(() -> service.create(KeyRequest.of("", DANA, List.of("x")))).ifPresent(this::keepRaw);
    attempt(() -> service.rotate(id)).ifPresent(this::keepRaw);
    attempt(() -> service.rotateWithOverlap(id, Duration.ofHours(1))).ifPresent(this::keepRaw);
    attempt(() -> service.rotateWithOverlap(id, Duration.ZERO)).ifPresent(this::keepRaw);
    useToken(service, id, Map.of("department", "sales"));
    useToken(service, id, Map.of("sub", "somebody"));
    attempt(() -> service.update(id, KeyEdit.NOTHING.withName("Renamed")));
    attempt(() -> service.suspend(id));
    attempt(() -> service.resume(id));
    attempt(() -> service.provenance(id));
    attempt(() -> service.fileText(id.fileName()));
    SealWitness witness = service.witness(userFolder);
    attempt(witness::follow);
    attempt(() -> witness.verify(_ -> {}, () -> false).toString());
    attempt(() -> service.revoke(id));
    useWatches(service, userFolder);
    attempt(service::warnings);
    see(service.session());
    see(service);
  }

  private void useWatches(KeyService service, Path userFolder) {
    attempt(
        () -> {
          try (ReturnWatch returns = service.returnWatch(Optional.of(userFolder));
              DeedWatch deeds = service.deedWatch(Optional.of(userFolder))) {
            attempt(returns::look);
            attempt(deeds::auditFindings);
            return "watched";
          }
        });
  }

  /// The token is the answer here, and stands nowhere else.
  private void useToken(KeyService service, KeyId id, Map<String, ?> context) {
    List<String> given = new ArrayList<>();
    attempt(() -> given.add(keepToken(service.capabilityToken(id, context))));
    given.forEach(token -> attempt(() -> service.readToken(token)));
    given.forEach(token -> attempt(() -> service.readToken(token + "x")));
  }

  @Test
  void noneLeavesTheServiceWhateverFails() throws Exception {
    FaultyFileSystem system = new FaultyFileSystem();
    Path data = Files.createDirectory(temporary.resolve("data"));
    Path user = Files.createDirectory(temporary.resolve("user"));
    TestTenant real = TestTenant.empty(data);
    tenant = TestTenant.at(system.path(data), real.domain);
    openSessions();
    boolean reached = true;
    for (int call = 0; reached && call < MOST_CALLS; call = call < 30 ? call + 1 : call + 7) {
      try (KeyService service = tenant.openAsAdministrator()) {
        IssuedKey issued = service.create(KeyRequest.of("Key " + call, DANA, List.of()));
        String raw = keepRaw(issued);
        system.failAt(call, Fault.values()[call % Fault.values().length]);
        useService(service, system.path(user), issued.key().id(), raw);
        reached = call == 0 || system.failed().isPresent();
      } finally {
        system.heal();
      }
    }
    try (KeyService service = tenant.open(Session.readOnly(tenant.domain))) {
      ApiKey key = service.list().getFirst();
      useService(service, system.path(user), key.id(), OTHER_RAW);
    }
    assertTrue(secrets.size() > 100, secrets.size() + " secrets");
    Files.delete(user.resolve("seals/seal.key"));
    requireUnseen(data, user);
  }

  private void seeAll(TestWorkspace test) {
    for (Function<TestWorkspace, Object> shown :
        List.<Function<TestWorkspace, Object>>of(
            it -> it.said,
            it -> it.reported,
            it -> it.reports,
            it -> it.pages,
            it -> it.dialogs,
            it -> it.checked,
            it -> it.auditAsked,
            it -> it.works)) {
      see(shown.apply(test));
    }
  }

  private void reveal(TestWorkspace test, IssuedKey issued) {
    String raw = keepRaw(issued);
    RevealViewModel model = new RevealViewModel(test.workspace, issued);
    test.open(new Dialog.Reveal(model));
    see(model);
    model.visibleProperty().set(true);
    model.copy();
    assertEquals(raw, test.clipboard);
    see(test.dialogs);
    model.copySnippet();
    see(test.clipboard);
    model.copy();
    model.storedProperty().set(true);
    model.done();
    assertEquals("", test.clipboard);
    see(model.shownProperty().get());
    attempt(() -> issued.rawKey().value());
    see(issued);
  }

  /// Keys from a file: some fail, one is copied, and all are saved where a person wants them.
  private void makeMany(TestWorkspace test) throws IOException {
    BulkViewModel model = new BulkViewModel(test.workspace, () -> {});
    test.open(model.dialog());
    String rows = "name,scope\n=One,\nTwo,root\nThree,tenant\nFour,\n";
    model.read(Files.writeString(temporary.resolve("keys.csv"), rows));
    model.create();
    List<String> raws = new ArrayList<>();
    for (BulkLine line : model.rows()) {
      if (line.outcome() instanceof BulkLine.Outcome.Created(IssuedKey issued)) {
        raws.add(keepRaw(issued));
      }
    }
    assertEquals(3, raws.size());
    see(model.rows());
    see(model.stateProperty().get());
    model.selectedProperty().set(Optional.of(model.rows().getFirst()));
    model.copySelected();
    model.visibleProperty().set(true);
    see(model.selectedProperty().get());
    test.files.saveTo = Optional.of(temporary.resolve("no/such/folder.csv"));
    saveAll(test, model);
    see(model.reportProperty().get());
    test.files.saveTo = Optional.of(temporary.resolve("raw.csv"));
    saveAll(test, model);
    String saved = Files.readString(temporary.resolve("raw.csv"));
    assertTrue(raws.stream().allMatch(saved::contains));
    see(model.reportProperty().get());
    see(model.rawProperty().get());
    assertEquals("", test.clipboard);
    see(test.dialogs);
    model.done();
    see(model);
  }

  private static void saveAll(TestWorkspace test, BulkViewModel model) {
    model.save();
    ((Dialog.Question) test.dialogs.removeLast()).onYes().run();
  }

  @Test
  void noneStaysInTheScreens() throws Exception {
    Path data = Files.createDirectory(temporary.resolve("data"));
    try (TestWorkspace test = new TestWorkspace(data, "acme.example");
        KeyListViewModel keys = new KeyListViewModel(test.workspace);
        AccessCheckViewModel check = new AccessCheckViewModel(test.workspace, keys)) {
      IssuedKey issued = test.service.create(KeyRequest.of("Kiosk", DANA, List.of("rag:search")));
      String raw = issued.rawKey().value();
      for (String key : List.of(raw, OTHER_RAW)) {
        for (boolean real : new boolean[] {false, true}) {
          check.form().modeProperty().set(AccessMode.PASTE);
          check.form().rawKey().textProperty().set(key);
          check.realProperty().set(real);
          check.check();
          see(check.shownProperty().get());
          see(check.past());
          see(check);
        }
        keys.searchTextProperty().set(key);
        test.tick();
      }
      reveal(test, issued);
      makeMany(test);
      useSession();
      seeAll(test);
      assertFalse(check.past().isEmpty());
    }
    requireUnseen(data);
  }

  /// A token that is typed into the dialog, with the right secret and the wrong one.
  private void useSession() {
    TestSurroundings surroundings = new TestSurroundings();
    String token = keepToken(TestSurroundings.token("acme.example", 60));
    SessionViewModel model =
        new SessionViewModel(surroundings.surroundings(), "acme.example", this::see);
    for (String secret : List.of(OTHER_SECRET, TestSurroundings.SECRET)) {
      model.tokenProperty().set(token);
      model.secretProperty().set(secret);
      see(model.tokenProperty().get());
      model.verify();
      see(model.refusalProperty().get());
      see(model);
    }
    see(model.tokenProperty().get() + model.secretProperty().get());
  }

  /// A whole window: every place that a secret may be typed or pasted into, and all that is kept of
  /// it, exported or copied for whoever helps.
  @Test
  void noneStaysInTheShell() throws Exception {
    Path data = Files.createDirectory(temporary.resolve("data"));
    Path person = Files.createDirectory(temporary.resolve("person"));
    TestSurroundings.copyTenant("acme.example", data);
    TestSurroundings around = new TestSurroundings();
    Surroundings surroundings = surroundings(around, person);
    String token = keepToken(TestSurroundings.token("acme.example", 300));
    try (ShellViewModel shell = new ShellViewModel(surroundings)) {
      shell.idleLock().afterProperty().set(LockAfter.DEFAULT);
      Session session =
          Session.verify(token, TestSurroundings.SECRET, "acme.example", surroundings.clock());
      shell.open(data, "acme.example", session);
      around.pass(Duration.ofSeconds(3));
      Workspace workspace = shell.workspaceProperty().get().orElseThrow();
      IssuedKey issued =
          workspace.service().create(KeyRequest.of("Kiosk", DANA, List.of("rag:search")));
      String raw = keepRaw(issued);
      String ofKey =
          keepToken(workspace.service().capabilityToken(issued.key().id(), Map.of("a", "b")));
      List<String> typed = List.of(raw, OTHER_RAW, token, ofKey, token + "x");
      typed.forEach(secret -> read(shell, secret));
      typed.forEach(secret -> search(shell, surroundings, secret));
      shell.open(new Dialog.Reveal(new RevealViewModel(workspace, issued)));
      export(shell, surroundings, around);
      lock(shell, around, token);
      see(new Diagnostics(surroundings, shell).text(List.of("for " + raw, "with " + token)));
      see(shell.notices().shownProperty().get());
      see(shell.statusProperty().get());
      see(shell.dialogs());
      around.pass(Duration.ofMinutes(1));
      assertEquals("", around.clipboard);
    }
    assertTrue(Files.exists(person.resolve("config/recent.json")));
    assertTrue(Files.exists(person.resolve("config/console.properties")));
    requireUnseen(data, person);
  }

  /// With this person's own files as the program keeps them.
  private static Surroundings surroundings(TestSurroundings around, Path person) {
    around.userFolder = Optional.of(person.resolve("user"));
    Surroundings like = around.surroundings();
    return new Surroundings(
        like.tasks(),
        like.clock(),
        like.steady(),
        around,
        like.texts(),
        RealPersonalFiles.recents(person.resolve("config/recent.json")),
        RealPersonalFiles.preferences(person.resolve("config/console.properties")),
        around,
        around,
        like.zone(),
        Optional.of(TestTenant.SIGNING_KEY),
        Optional.of(person.resolve("cache")),
        around.userFolder);
  }

  /// A token, or what somebody takes for one, is read in the access check.
  private void read(ShellViewModel shell, String secret) {
    shell.showAccessCheck(Optional.empty());
    AccessCheckViewModel check = ((Page.AccessCheck) shell.pageProperty().get()).model();
    check.form().modeProperty().set(AccessMode.TOKEN);
    check.form().token().textProperty().set(secret);
    check.check();
    see(check.shownProperty().get());
    see(check.past());
    see(check);
    see(check.form());
  }

  private void search(ShellViewModel shell, Surroundings surroundings, String secret) {
    PaletteViewModel palette = new PaletteViewModel(surroundings, shell, shell.desk().commands());
    attempt(() -> palette.takeRawKey(secret));
    palette.textProperty().set(secret);
    see(palette.lines());
    palette.close();
    shell.showAudit(secret);
    AuditViewModel audit = ((Page.Audit) shell.pageProperty().get()).model();
    audit.resize(10);
    audit.textProperty().set(secret);
    audit.search();
    see(audit.mistakeProperty().get().map(audit::text));
    see(audit.noteProperty().get());
    attempt(() -> audit.searches().save("Mine " + seen.length(), secret));
    attempt(() -> audit.searches().save(secret, "actor:olu"));
    see(audit.searches().allProperty().get());
    see(audit.searches().errorProperty().get());
    audit.textProperty().set("");
    audit.search();
  }

  private void export(ShellViewModel shell, Surroundings surroundings, TestSurroundings around)
      throws IOException {
    Path files = Files.createDirectory(temporary.resolve("person/exports"));
    AuditViewModel audit = ((Page.Audit) shell.pageProperty().get()).model();
    for (AuditSaving.Format format : AuditSaving.Format.values()) {
      around.saveTo = Optional.of(files.resolve("audit." + format));
      audit.save(format);
    }
    shell.showUsage(Optional.empty());
    around.saveTo = Optional.of(files.resolve("usage.csv"));
    ((Page.Usage) shell.pageProperty().get()).model().saveFigures();
    around.chosen = Optional.of(files);
    ReportViewModel report =
        new ReportViewModel(
            shell.workspaceProperty().get().orElseThrow(), surroundings, () -> AccessReturns.NONE);
    report.daysProperty().set(ReportViewModel.Days.THIS_MONTH);
    report.choose();
    report.make();
    see(report.madeProperty().get() + report.reportProperty().get());
    try (Stream<Path> made = Files.walk(files)) {
      assertTrue(made.filter(Files::isRegularFile).count() > 4, "little was exported");
    }
  }

  /// The cover comes down while a raw key is shown and a token typed, and is lifted with a token.
  private void lock(ShellViewModel shell, TestSurroundings around, String token) {
    shell.showAccessCheck(Optional.empty());
    AccessCheckViewModel check = ((Page.AccessCheck) shell.pageProperty().get()).model();
    check.form().modeProperty().set(AccessMode.TOKEN);
    check.form().token().textProperty().set(token);
    around.pass(Duration.ofMinutes(6));
    SessionViewModel cover = shell.idleLock().lockedProperty().get().orElseThrow();
    see(check.form().token().textProperty().get());
    see(shell.dialogs());
    for (String secret : List.of(OTHER_SECRET, TestSurroundings.SECRET)) {
      cover.tokenProperty().set(token);
      cover.secretProperty().set(secret);
      cover.verify();
      see(cover.refusalProperty().get());
      see(cover);
    }
    assertTrue(shell.idleLock().lockedProperty().get().isEmpty(), "it stays locked");
    see(cover.tokenProperty().get() + cover.secretProperty().get());
  }

  /// The last line of defence: what fails may quote what it was given, in a library as well.
  @Test
  void logFileMasksASecretThatSomebodyLogs() throws Exception {
    String token = keepToken(TestSurroundings.token("acme.example", 60));
    Logger logger = Logger.getLogger("somebody");
    logger.setUseParentHandlers(false);
    logger.addHandler(log);
    logger.log(Level.SEVERE, "Refused " + token, new IllegalStateException("for " + OTHER_RAW));
    log.flush();
    String written = Files.readString(temporary.resolve("log/console.0.log"));
    assertTrue(written.contains("SEVERE somebody Refused eyJ"), written);
    assertTrue(written.contains("for gt2_acme.example_…"), written);
    secrets.keySet().forEach(secret -> assertFalse(written.contains(secret), written));
  }
}
