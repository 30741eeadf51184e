package keyconsole.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import keyconsole.domain.TenantDomain;
import keyconsole.service.DemoTenant;
import keyconsole.service.KeyService;
import keyconsole.service.NotAuthorizedException;
import keyconsole.service.Session;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;

/// Opens the tenant of the command line and reads its keys, and how this person left the console,
/// while the toolkit starts, which needs one core of two.
final class HeadStart {

  private static final Logger LOG = Logger.getLogger(HeadStart.class.getName());

  /// A folder of more keys is shown in parts while it is read, which is left to the list.
  private static final int FEW = 2_000;

  private final Optional<String> signingKey;
  private final PreferencesFile preferences;
  private final CompletableFuture<Optional<Opened>> opened = new CompletableFuture<>();

  /// A tenant that is ready to be shown.
  ///
  /// @param refused why the token given is not acted with
  record Opened(Path dataRoot, KeyService service, Optional<NotAuthorizedException> refused) {

    private boolean hasFewKeys() {
      String tenant = service.session().tenant().text();
      Path keys = new TenantDirectory(dataRoot, new TenantDomain(tenant)).keys();
      try (Stream<Path> files = Files.list(keys)) {
        return files.limit(FEW + 1L).count() <= FEW;
      } catch (IOException e) {
        // The list reads it once more and says what is wrong.
        LOG.log(Level.FINE, "Not read ahead", e);
        return false;
      }
    }
  }

  private HeadStart(Optional<String> signingKey, PreferencesFile preferences) {
    this.signingKey = signingKey;
    this.preferences = preferences;
  }

  /// Begins; returns at once. Takes the token and what verifies it from the options.
  static HeadStart of(Options options, Optional<String> signingKey, Places places) {
    HeadStart start = new HeadStart(signingKey, Wiring.preferences(places));
    Thread.ofVirtual().name("preferences").start(start.preferences::readAhead);
    // Nothing is shown before its texts are read, which are many.
    Thread.ofVirtual().name("texts").start(Wiring::texts);
    Thread.ofPlatform().daemon().name("head start").start(() -> start.run(options, places));
    return start;
  }

  /// How this person likes the console; what is kept of how they left it is at hand, unless their
  /// home folder is slow.
  PreferencesFile preferences() {
    return preferences;
  }

  /// What was opened; waits for no more than that. Empty where the demo tenant is still to be made.
  Optional<Opened> opened() {
    return opened.join();
  }

  private void run(Options options, Places places) {
    try {
      Optional<Opened> made = open(options, places);
      opened.complete(made);
      if (made.isPresent() && made.get().hasFewKeys()) {
        made.get().service().list();
      }
    } catch (RuntimeException e) {
      // Where it was opened already, the list reads once more and says what is wrong.
      opened.completeExceptionally(e);
      LOG.log(Level.FINE, "Not read ahead", e);
    }
  }

  private Optional<Opened> open(Options options, Places places) {
    Clock clock = Clock.systemUTC();
    // Also where they are of no use.
    Optional<String> token = options.takeToken();
    Optional<String> secret = options.takeJwtSecret();
    if (options.isDemo()) {
      return demo(places, clock)
          .map(
              demo -> {
                Session session =
                    options.isReadOnly() ? Session.readOnly(DemoTenant.DOMAIN) : demo.session();
                return opened(demo.dataRoot(), session, places, Optional.empty());
              });
    }
    String tenant = options.tenant().orElseThrow();
    Session session = Session.readOnly(tenant);
    Optional<NotAuthorizedException> refused = Optional.empty();
    if (!options.isReadOnly() && token.isPresent()) {
      try {
        session = Session.verify(token.get(), secret.orElse(""), tenant, clock);
      } catch (NotAuthorizedException e) {
        refused = Optional.of(e);
      }
    }
    return Optional.of(opened(options.dataRoot().orElseThrow(), session, places, refused));
  }

  /// Where it cannot be read it counts as still to be made: who makes it knows another place, or
  /// says what is wrong.
  private static Optional<DemoTenant.Demo> demo(Places places, Clock clock) {
    try {
      return DemoTenant.made(places.data(), clock);
    } catch (StoreException e) {
      LOG.log(Level.FINE, "Not read ahead", e);
      return Optional.empty();
    }
  }

  private Opened opened(
      Path dataRoot, Session session, Places places, Optional<NotAuthorizedException> refused) {
    return new Opened(
        dataRoot,
        KeyService.open(
            dataRoot,
            session.tenant().text(),
            session,
            signingKey,
            Clock.systemUTC(),
            Optional.of(places.cache())),
        refused);
  }
}
