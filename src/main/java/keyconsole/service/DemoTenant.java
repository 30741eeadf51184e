package keyconsole.service;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.TenantDomain;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import org.jspecify.annotations.Nullable;

/// A made-up tenant to try the console on, in a folder of its own: keys of every kind and state,
/// ninety days of requests, and who did what. No raw key opens any of its keys.
public final class DemoTenant {

  /// The domain of the demo tenant.
  public static final String DOMAIN = "demo.example";

  private static final String MARKER = "demo.made";
  private static final String LOCK = "demo.lock";
  private static final String ASIDE = ".making-";
  private static final String ADMINISTRATOR = "olu@" + DOMAIN;
  private static final Duration SESSION = Duration.ofHours(8);
  private static final int SECRET_BYTES = 64;

  private DemoTenant() {}

  /// Where the demo stands, and a session to act in it.
  public record Demo(Path dataRoot, Session session) {}

  /// The demo tenant below the folder where this person's data is kept, or in a temporary one where
  /// that cannot be written. One made on the same UTC day is taken as it is; an older one is made
  /// anew, since its dates are told from the day it was made.
  ///
  /// @param progress told how far it is, 0 to 1, on the caller's thread
  /// @throws StoreException if it cannot be written anywhere, or the thread was interrupted
  public static Demo create(Optional<Path> userFolder, Clock clock, DoubleConsumer progress) {
    return new Demo(dataRoot(userFolder, clock.instant(), progress), session(clock));
  }

  /// The demo tenant where it was made on this UTC day already. Writes nothing.
  ///
  /// @throws StoreException if it cannot be read
  public static Optional<Demo> made(Path userFolder, Clock clock) {
    Path dataRoot = dataRoot(userFolder);
    try {
      return isFrom(dataRoot, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
          ? Optional.of(new Demo(dataRoot, session(clock)))
          : Optional.empty();
    } catch (IOException e) {
      throw failure(dataRoot, e);
    }
  }

  /// Where the demo tenant stands below the folder where this person's data is kept.
  public static Path dataRoot(Path userFolder) {
    return userFolder.resolve("demo");
  }

  private static Path dataRoot(Optional<Path> userFolder, Instant now, DoubleConsumer progress) {
    try {
      return userFolder.isPresent()
          ? ensure(dataRoot(userFolder.get()), now, progress)
          : ensure(Files.createTempDirectory("key-console-demo"), now, progress);
    } catch (IOException e) {
      throw failure(Path.of(System.getProperty("java.io.tmpdir")), e);
    } catch (StoreException inHome) {
      if (Thread.currentThread().isInterrupted()) {
        throw inHome;
      }
      try {
        return ensure(Files.createTempDirectory("key-console-demo"), now, progress);
      } catch (IOException | StoreException e) {
        inHome.addSuppressed(e);
        throw inHome;
      }
    }
  }

  /// Whether a tenant is the demo.
  public static boolean isDemo(Path dataRoot, String tenant) {
    return tenant.equals(DOMAIN) && Files.isRegularFile(dataRoot.resolve(MARKER));
  }

  /// What stands in for a user's folder where the demo tenant is open: beside it, and made anew
  /// with it, since what was sealed of an older demo says nothing of this one. Empty for other
  /// tenants.
  static Optional<Path> userFolder(TenantDirectory directory) {
    return isDemo(directory.dataRoot(), directory.tenant().text())
        ? Optional.of(userFolder(directory.dataRoot()))
        : Optional.empty();
  }

  private static Path userFolder(Path dataRoot) {
    Path root = dataRoot.toAbsolutePath().normalize();
    return root.resolveSibling(root.getFileName() + "-user");
  }

  /// Of several consoles that want it at once, one makes it and the others take what it made.
  static synchronized Path ensure(Path dataRoot, Instant now, DoubleConsumer progress) {
    try {
      Files.createDirectories(dataRoot);
      try (FileChannel lock =
              FileChannel.open(
                  dataRoot.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = lock.lock()) {
        if (!isFrom(dataRoot, LocalDate.ofInstant(now, ZoneOffset.UTC))) {
          deleteWhatWasLeft(dataRoot);
          create(dataRoot, now, progress);
        }
        return dataRoot;
      }
    } catch (IOException e) {
      throw failure(dataRoot, e);
    }
  }

  private static boolean isFrom(Path dataRoot, LocalDate day) throws IOException {
    Path marker = dataRoot.resolve(MARKER);
    return Files.isDirectory(directory(dataRoot).keys())
        && Files.isRegularFile(marker)
        && Files.readString(marker).strip().equals(day.toString());
  }

  /// A console that was killed at it leaves a folder behind.
  private static void deleteWhatWasLeft(Path dataRoot) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(dataRoot, ASIDE + "*")) {
      for (Path folder : left) {
        delete(folder);
      }
    }
  }

  /// Makes the demo tenant below a data root, in place of one that is there. It is written aside
  /// and moved into place, so that nobody opens half of it. The same moment gives the same bytes.
  ///
  /// @return the tenant's folder
  /// @throws StoreException if it cannot be written
  public static Path create(Path dataRoot, Instant now) {
    return create(dataRoot, now, progress -> {});
  }

  private static Path create(Path dataRoot, Instant now, DoubleConsumer progress) {
    try {
      Files.createDirectories(dataRoot);
      Path aside = Files.createTempDirectory(dataRoot, ASIDE);
      try {
        return make(dataRoot, aside, now.truncatedTo(ChronoUnit.MICROS), progress);
      } finally {
        delete(aside);
      }
    } catch (IOException e) {
      throw failure(dataRoot, e);
    }
  }

  private static Path make(Path dataRoot, Path aside, Instant now, DoubleConsumer progress)
      throws IOException {
    write(directory(aside), now, progress);
    close(aside.resolve(DOMAIN));
    Path marker = dataRoot.resolve(MARKER);
    Path tenant = dataRoot.resolve(DOMAIN);
    Files.deleteIfExists(marker);
    delete(userFolder(dataRoot));
    if (Files.exists(tenant, LinkOption.NOFOLLOW_LINKS)) {
      // Another console may have it open and write to it: moving is quicker than deleting.
      Files.move(tenant, aside.resolve("old"));
    }
    Files.move(aside.resolve(DOMAIN), tenant);
    Files.writeString(marker, LocalDate.ofInstant(now, ZoneOffset.UTC) + "\n");
    return tenant;
  }

  private static void write(TenantDirectory directory, Instant now, DoubleConsumer progress)
      throws IOException {
    for (Path folder : List.of(directory.keys(), directory.usage(), directory.audit())) {
      Files.createDirectories(folder);
    }
    List<DemoKeys.Seed> seeds = DemoKeys.seeds(now);
    Map<String, DemoLogs.Used> used = DemoLogs.writeUsage(directory.usage(), seeds, now, progress);
    DemoLogs.writeAudit(directory.audit(), seeds);
    for (DemoKeys.Seed seed : seeds) {
      DemoLogs.Used counted = used.getOrDefault(seed.key().id().text(), DemoLogs.Used.NEVER);
      Path file = directory.keys().resolve(seed.key().id().fileName());
      Files.write(file, seed.text(counted));
      // A broken file that was just written would be held back.
      Files.setLastModifiedTime(file, FileTime.from(seed.key().updatedAt()));
    }
  }

  /// Takes every right from everybody but the owner.
  private static void close(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        String mode = Files.isDirectory(path) ? "rwx------" : "rw-------";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static TenantDirectory directory(Path dataRoot) {
    return new TenantDirectory(dataRoot, new TenantDomain(DOMAIN));
  }

  private static StoreException failure(Path dataRoot, IOException cause) {
    return new StoreException(Message.of(FileTrouble.DEMO_NOT_MADE, dataRoot), dataRoot, cause);
  }

  /// Signed and verified as any other token is, so that the demo takes no way around.
  private static Session session(Clock clock) {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getUrlEncoder().encodeToString(random);
    String token =
        JWT.create()
            .withSubject(ADMINISTRATOR)
            .withClaim("tenant_id", DOMAIN)
            .withClaim("user_type", "tenant_admin")
            .withExpiresAt(clock.instant().plus(SESSION))
            .sign(Algorithm.HMAC256(secret));
    return Session.verify(token, secret, DOMAIN, clock);
  }
}
