package keyconsole.viewmodel;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.service.KeyService;
import keyconsole.service.Session;

/// A copy of a fixture tenant, opened, with ports that remember what they were asked. Everything
/// runs on the caller's thread; time moves when told to.
public final class TestWorkspace implements AutoCloseable, Navigator, ClipboardPort, TaskRunner {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef";

  public final List<Page> pages = new ArrayList<>();
  public final List<Dialog> dialogs = new ArrayList<>();
  public final List<String> said = new ArrayList<>();
  public final List<String> reported = new ArrayList<>();
  public final List<Report> reports = new ArrayList<>();
  public final List<Work> works = new ArrayList<>();
  public final CurrentThreadTaskRunner tasks = new CurrentThreadTaskRunner();
  public Optional<Runnable> undo = Optional.empty();
  public Optional<Work> work = Optional.empty();
  public String clipboard = "";
  public int keysShown;
  public int tokensAsked;
  public final List<Optional<ApiKey>> checked = new ArrayList<>();
  public final List<Optional<KeyId>> usageAsked = new ArrayList<>();
  public final List<UsageLinesQuestion> linesAsked = new ArrayList<>();
  public final List<String> auditAsked = new ArrayList<>();
  public final SimpleObjectProperty<Session> session = new SimpleObjectProperty<>();
  public final TestSurroundings files = new TestSurroundings();
  public final Workspace workspace;
  public final KeyService service;
  private Instant now = NOW;
  private Instant passed = NOW;

  public TestWorkspace(Path dataRoot, String tenant) {
    if (Files.exists(Path.of("src/test/resources/fixtures", tenant))) {
      TestSurroundings.copyTenant(tenant, dataRoot);
    } else {
      TestSurroundings.makeTenant(tenant, dataRoot);
    }
    session.set(administrator(tenant));
    Clock clock = new MovingClock();
    service = KeyService.open(dataRoot, tenant, session.get(), Optional.empty(), clock);
    workspace =
        new Workspace(
            dataRoot.resolve(tenant).resolve("api_keys"),
            service,
            session,
            clock,
            () -> passed,
            this,
            this,
            this,
            files,
            ResourceBundle.getBundle("i18n.console"));
  }

  public static Session administrator(String tenant) {
    return administrator(tenant, "olu@" + tenant);
  }

  /// A colleague of that one.
  public static Session administrator(String tenant, String who) {
    return session(tenant, who, "tenant_admin");
  }

  private static Session session(String tenant, String who, String kind) {
    String token =
        JWT.create()
            .withSubject(who)
            .withClaim("tenant_id", tenant)
            .withClaim("user_type", kind)
            .withExpiresAt(NOW.plusSeconds(3_600))
            .sign(Algorithm.HMAC256(SECRET));
    return Session.verify(token, SECRET, tenant, CLOCK);
  }

  /// The key of this name as its file stands now.
  public ApiKey key(String name) {
    return service.list().stream()
        .filter(key -> key.name().strip().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Does once whatever repeats.
  public void tick() {
    tasks.tick();
  }

  /// Lets time pass, and whatever repeats happen once.
  public void pass(Duration span) {
    now = now.plus(span);
    passed = passed.plus(span);
    tick();
  }

  /// Sets the clock back while no time passes.
  public void setBack(Duration span) {
    now = now.minus(span);
  }

  /// Lets time pass as it does: what repeats happens when it is its time.
  public void live(Duration span) {
    now = now.plus(span);
    passed = passed.plus(span);
    tasks.pass(span);
  }

  /// Acts for another session from now on.
  public void actFor(Session next) {
    service.actFor(next);
    session.set(next);
  }

  /// A person without rights over other people's keys.
  public static Session person(String tenant, String owner) {
    return session(tenant, owner, "tenant_user");
  }

  @Override
  public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    return tasks.run(job, done, failed);
  }

  @Override
  public Subscription every(Duration period, Runnable action) {
    return tasks.every(period, action);
  }

  @Override
  public void giveToken() {
    tokensAsked++;
  }

  @Override
  public <T> Looking look(
      Duration period, Callable<Optional<T>> look, Consumer<T> found, Consumer<Exception> failed) {
    return tasks.look(period, look, found, failed);
  }

  @Override
  public void show(Page page) {
    pages.add(page);
  }

  @Override
  public void showKeys() {
    keysShown++;
  }

  @Override
  public void showAccessCheck(Optional<ApiKey> key) {
    checked.add(key);
  }

  @Override
  public void showUsage(Optional<KeyId> key) {
    usageAsked.add(key);
  }

  @Override
  public void showAudit(String query) {
    auditAsked.add(query);
  }

  @Override
  public void showUsageLines(UsageLinesQuestion question) {
    linesAsked.add(question);
  }

  @Override
  public void open(Dialog dialog) {
    dialogs.add(dialog);
  }

  @Override
  public void close(Dialog dialog) {
    dialogs.remove(dialog);
  }

  @Override
  public void say(String message, Optional<Runnable> takeBack) {
    said.add(message);
    undo = takeBack;
  }

  @Override
  public void report(String what, Exception failure) {
    reported.add(what + ": " + failure.getMessage());
  }

  @Override
  public void report(Report report, Optional<Runnable> takeBack) {
    reports.add(report);
    reported.add(report.text());
    undo = takeBack;
  }

  @Override
  public void working(Optional<Work> next) {
    work = next;
    next.ifPresent(works::add);
  }

  @Override
  public boolean hasDialog() {
    return !dialogs.isEmpty();
  }

  @Override
  public void put(String text) {
    clipboard = text;
  }

  @Override
  public void clearIfHolds(String text) {
    if (clipboard.equals(text)) {
      clipboard = "";
    }
  }

  @Override
  public String text() {
    return clipboard;
  }

  @Override
  public void close() {
    service.close();
  }

  private final class MovingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
