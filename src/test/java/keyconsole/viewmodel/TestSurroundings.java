package keyconsole.viewmodel;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import keyconsole.service.DemoTenant;

/// A shell's surroundings in memory: time moves when told to, and every port remembers what it was
/// asked.
public final class TestSurroundings
    implements ClipboardPort, RecentTenants, Preferences, FolderChooser, FileSaver {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  public static final String SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef";

  public final CurrentThreadTaskRunner tasks = new CurrentThreadTaskRunner();
  public final List<Recent> recents = new ArrayList<>();
  public Optional<Path> chosen = Optional.empty();
  public ZoneId zone = ZoneId.of("Europe/Berlin");

  /// Where a person puts the next file; empty where they go back.
  public Optional<Path> saveTo = Optional.empty();

  /// Where what must last is kept; nothing is sealed where it is empty.
  public Optional<Path> userFolder = Optional.empty();

  /// The folders that were shown in the system's own window.
  public final List<Path> shownFolders = new ArrayList<>();

  /// Which file a person opens next; empty where they go back.
  public Optional<Path> openFrom = Optional.empty();

  public final List<String> proposedNames = new ArrayList<>();
  public String clipboard = "";
  public Optional<Look> look = Optional.empty();
  public Optional<Language> language = Optional.empty();
  public ResourceBundle texts = ResourceBundle.getBundle("i18n.console");

  /// Nobody is away, unless a test says so.
  public LockAfter lockAfter = LockAfter.NEVER;

  public final List<SavedSearch> searches = new ArrayList<>();

  /// How the console was left. The tour was seen, unless a test says otherwise.
  public final Map<String, String> kept = new HashMap<>(Map.of("tour.seen", "yes"));

  /// What reading and writing this person's files fails with, once.
  public Optional<IOException> damage = Optional.empty();

  private Instant now = NOW;
  private Instant passed = NOW;

  /// The record that the shell takes.
  public Surroundings surroundings() {
    return surroundings(tasks, new MovingClock(), () -> passed);
  }

  /// The same where work goes on in the background and time passes by itself.
  public Surroundings surroundings(TaskRunner background, Clock clock) {
    return surroundings(background, clock, new SteadyTime(clock));
  }

  private Surroundings surroundings(TaskRunner background, Clock clock, InstantSource steady) {
    return new Surroundings(
        background,
        clock,
        steady,
        this,
        texts,
        this,
        this,
        this,
        this,
        zone,
        Optional.empty(),
        Optional.empty(),
        userFolder);
  }

  /// Lets time pass, and whatever repeats happen once.
  public void pass(Duration span) {
    sleep(span);
    tasks.tick();
  }

  /// Lets time pass on a machine on which nothing else happens.
  public void sleep(Duration span) {
    now = now.plus(span);
    passed = passed.plus(span);
  }

  /// Sets the clock back while no time passes.
  public void setBack(Duration span) {
    now = now.minus(span);
  }

  /// Copies a fixture tenant below a data root.
  public static void copyTenant(String tenant, Path dataRoot) {
    try {
      Files.createDirectories(dataRoot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    copy(Path.of("src/test/resources/fixtures", tenant), dataRoot.resolve(tenant));
  }

  /// The demo tenant at [#NOW], which is made once for all tests and copied for each.
  public static void copyDemo(Path dataRoot) {
    copy(MadeDemo.DATA_ROOT, dataRoot);
  }

  private static final class MadeDemo {
    static final Path DATA_ROOT = Path.of("target/demo-tenant");

    static {
      if (Files.exists(DATA_ROOT)) {
        deleteWhatAnEarlierRunMade();
      }
      DemoTenant.create(DATA_ROOT, NOW);
    }

    private static void deleteWhatAnEarlierRunMade() {
      try (Stream<Path> all = Files.walk(DATA_ROOT)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (!Files.isDirectory(target)) {
          Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A tenant with nothing in it.
  public static void makeTenant(String tenant, Path dataRoot) {
    try {
      Files.createDirectories(dataRoot.resolve(tenant).resolve("api_keys/keys"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An administrator's token that ends this many minutes after [#NOW].
  public static String token(String tenant, long minutes) {
    return token("olu", tenant, minutes);
  }

  /// The same of somebody of the tenant.
  public static String token(String who, String tenant, long minutes) {
    return JWT.create()
        .withSubject(who + "@" + tenant)
        .withClaim("tenant_id", tenant)
        .withClaim("user_type", "tenant_admin")
        .withExpiresAt(NOW.plusSeconds(minutes * 60))
        .sign(Algorithm.HMAC256(SECRET));
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

  private void fail() throws IOException {
    if (damage.isPresent()) {
      IOException failure = damage.get();
      damage = Optional.empty();
      throw failure;
    }
  }

  @Override
  public List<Recent> all() throws IOException {
    fail();
    return List.copyOf(recents);
  }

  @Override
  public void remember(Recent recent) {
    SealSeen before =
        recents.stream()
            .filter(r -> isSame(r, recent.dataRoot(), recent.tenant()))
            .map(Recent::seal)
            .findFirst()
            .orElse(SealSeen.UNKNOWN);
    forget(recent.dataRoot(), recent.tenant());
    recents.addFirst(recent.after(before));
  }

  @Override
  public void rememberSeal(Path dataRoot, String tenant, SealSeen seal) {
    recents.replaceAll(r -> isSame(r, dataRoot, tenant) ? r.with(seal) : r);
  }

  private static boolean isSame(Recent recent, Path dataRoot, String tenant) {
    return recent.dataRoot().equals(dataRoot) && recent.tenant().equals(tenant);
  }

  @Override
  public void forget(Path dataRoot, String tenant) {
    recents.removeIf(r -> isSame(r, dataRoot, tenant));
  }

  @Override
  public void clear() {
    recents.clear();
  }

  @Override
  public Optional<Look> look() throws IOException {
    fail();
    return look;
  }

  @Override
  public void keepLook(Optional<Look> next) {
    look = next;
  }

  @Override
  public Optional<Language> language() {
    return language;
  }

  @Override
  public void keepLanguage(Optional<Language> next) {
    language = next;
  }

  @Override
  public LockAfter lockAfter() {
    return lockAfter;
  }

  @Override
  public void keepLockAfter(LockAfter next) {
    lockAfter = next;
  }

  @Override
  public List<SavedSearch> searches() throws IOException {
    fail();
    return List.copyOf(searches);
  }

  @Override
  public void keepSearches(List<SavedSearch> next) throws IOException {
    fail();
    searches.clear();
    searches.addAll(next);
  }

  @Override
  public Map<String, String> kept() {
    return Map.copyOf(kept);
  }

  @Override
  public void keep(Map<String, String> values) {
    kept.putAll(values);
  }

  @Override
  public Optional<Path> choose(String title) {
    return chosen;
  }

  @Override
  public void show(Path folder) {
    shownFolders.add(folder);
  }

  @Override
  public Optional<Path> chooseFile(String title, String name) {
    proposedNames.add(name);
    return saveTo;
  }

  @Override
  public Optional<Path> chooseToOpen(String title) {
    return openFrom;
  }

  @Override
  public byte[] read(Path file, int most) throws IOException {
    fail();
    return Files.readAllBytes(file);
  }

  @Override
  public void write(Path file, Content content) throws IOException {
    fail();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    content.to(whole);
    Files.write(file, whole.toByteArray());
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
