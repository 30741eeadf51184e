package keyconsole.viewmodel;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import keyconsole.service.KeyService;
import keyconsole.service.Session;

/// A copy of a fixture tenant, opened, with ports that remember what they were asked. Everything
/// runs on the caller's thread; time stands still.
public final class TestWorkspace implements AutoCloseable, Navigator, ClipboardPort, TaskRunner {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef";

  public final List<Page> pages = new ArrayList<>();
  public final List<Dialog> dialogs = new ArrayList<>();
  public final List<String> said = new ArrayList<>();
  public final List<String> reported = new ArrayList<>();
  public final CurrentThreadTaskRunner tasks = new CurrentThreadTaskRunner();
  public Optional<Runnable> undo = Optional.empty();
  public String clipboard = "";
  public int keysShown;
  public final SimpleObjectProperty<Session> session = new SimpleObjectProperty<>();
  public final Workspace workspace;
  public final KeyService service;

  public TestWorkspace(Path dataRoot, String tenant) {
    if (Files.exists(Path.of("src/test/resources/fixtures", tenant))) {
      TestSurroundings.copyTenant(tenant, dataRoot);
    } else {
      TestSurroundings.makeTenant(tenant, dataRoot);
    }
    session.set(administrator(tenant));
    service = KeyService.open(dataRoot, tenant, session.get(), Optional.empty(), CLOCK);
    workspace =
        new Workspace(
            dataRoot.resolve(tenant).resolve("api_keys"),
            service,
            session,
            CLOCK,
            this,
            this,
            this,
            ResourceBundle.getBundle("i18n.console"));
  }

  public static Session administrator(String tenant) {
    return session(tenant, "olu@" + tenant, "tenant_admin");
  }

  /// Somebody who is no administrator.
  public static Session person(String tenant, String subject) {
    return session(tenant, subject, "tenant_user");
  }

  private static Session session(String tenant, String subject, String userType) {
    String token =
        JWT.create()
            .withSubject(subject)
            .withClaim("tenant_id", tenant)
            .withClaim("user_type", userType)
            .withExpiresAt(NOW.plusSeconds(3_600))
            .sign(Algorithm.HMAC256(SECRET));
    return Session.verify(token, SECRET, tenant, CLOCK);
  }

  public void tick() {
    tasks.tick();
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
  public void show(Page page) {
    pages.add(page);
  }

  @Override
  public void showKeys() {
    keysShown++;
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
}
