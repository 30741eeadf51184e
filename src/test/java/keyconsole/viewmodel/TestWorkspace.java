package keyconsole.viewmodel;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Stream;
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
  public final List<Runnable> ticks = new ArrayList<>();
  public Optional<Runnable> undo = Optional.empty();
  public String clipboard = "";
  public final SimpleObjectProperty<Session> session = new SimpleObjectProperty<>();
  public final Workspace workspace;
  public final KeyService service;

  public TestWorkspace(Path dataRoot, String tenant) {
    copy(Path.of("src/test/resources/fixtures", tenant), dataRoot.resolve(tenant));
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
    String token =
        JWT.create()
            .withSubject("olu@" + tenant)
            .withClaim("tenant_id", tenant)
            .withClaim("user_type", "tenant_admin")
            .withExpiresAt(NOW.plusSeconds(3_600))
            .sign(Algorithm.HMAC256(SECRET));
    return Session.verify(token, SECRET, tenant, CLOCK);
  }

  public void tick() {
    List.copyOf(ticks).forEach(Runnable::run);
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.exists(from) ? Files.walk(from) : Stream.empty()) {
      Files.createDirectories(to.resolve("api_keys/keys"));
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    T result;
    try {
      result = job.call();
    } catch (Exception e) {
      failed.accept(e);
      return () -> {};
    }
    done.accept(result);
    return () -> {};
  }

  @Override
  public Subscription every(Duration period, Runnable action) {
    ticks.add(action);
    return () -> ticks.remove(action);
  }

  @Override
  public void show(Page page) {
    pages.add(page);
  }

  @Override
  public void showKeys() {}

  @Override
  public void open(Dialog dialog) {
    dialogs.add(dialog);
  }

  @Override
  public void closeDialog() {}

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
