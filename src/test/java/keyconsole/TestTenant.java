package keyconsole;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
import keyconsole.store.TenantDirectory;

/// A copy of a fixture tenant in a temporary folder, with a clock to set and sessions to act with.
public final class TestTenant {

  public static final String JWT_SECRET = "test-secret-0123456789abcdef0123456789abcdef";
  public static final String SIGNING_KEY =
      "golden-signing-key-abcdefghijklmnopqrstuvwxyz-0123456789";
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  public final Path dataRoot;
  public final String domain;
  public final SettableClock clock = new SettableClock(NOON);

  private TestTenant(Path dataRoot, String domain) {
    this.dataRoot = dataRoot;
    this.domain = domain;
  }

  /// The tenant that the backend left behind: nine keys, used, one revoked, one rotated.
  public static TestTenant acme(Path temporary) {
    return copyOf(Path.of("src/test/resources/fixtures/acme.example"), temporary);
  }

  /// The same nine keys as they were created.
  public static TestTenant before(Path temporary) {
    return copyOf(Path.of("src/test/resources/fixtures/before/acme.example"), temporary);
  }

  /// The tenant of odd files.
  public static TestTenant odd(Path temporary) {
    return copyOf(Path.of("src/test/resources/fixtures/odd.example"), temporary);
  }

  /// A tenant whose folders are there and empty.
  public static TestTenant empty(Path temporary) {
    try {
      for (String name : List.of("keys", "usage", "audit")) {
        Path folder = temporary.resolve("empty.example/api_keys").resolve(name);
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
      }
      return new TestTenant(temporary, "empty.example");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A tenant that stands there already.
  public static TestTenant at(Path dataRoot, String domain) {
    return new TestTenant(dataRoot, domain);
  }

  private static TestTenant copyOf(Path fixture, Path temporary) {
    String domain = fixture.getFileName().toString();
    try (Stream<Path> files = Files.walk(fixture)) {
      for (Path file : files.toList()) {
        Path copy = temporary.resolve(domain).resolve(fixture.relativize(file).toString());
        boolean folder = Files.isDirectory(file);
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        Files.setPosixFilePermissions(
            copy, PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TestTenant(temporary, domain);
  }

  public TenantDirectory directory() {
    return new TenantDirectory(dataRoot, new TenantDomain(domain));
  }

  /// An administrator's session of eight hours.
  public Session administrator() {
    return session("olu@acme.example", "tenant_admin");
  }

  /// A session of somebody who is not an administrator.
  public Session person(String subject) {
    return session(subject, "tenant_user");
  }

  private Session session(String subject, String userType) {
    return Session.verify(
        token(Map.of("sub", subject, "tenant_id", domain, "user_type", userType)),
        JWT_SECRET,
        domain,
        clock);
  }

  /// A token with these claims that ends in eight hours, signed with [#JWT_SECRET].
  public String token(Map<String, Object> claims) {
    JWTCreator.Builder token =
        JWT.create().withExpiresAt(Date.from(clock.instant().plusSeconds(8 * 3600)));
    return token.withPayload(claims).sign(Algorithm.HMAC256(JWT_SECRET));
  }

  /// What makes a key of no restrictions and these limits, for a day.
  public static KeyRequest limited(int perHour, int perDay, int perMonth) {
    return new KeyRequest(
        "Export",
        "",
        "dana@acme.example",
        Scope.USER,
        List.of(),
        Optional.of(new Limits(perHour, perDay, perMonth, 1, 1, 1)),
        new Expiry.After(Duration.ofDays(1)),
        Restrictions.NONE,
        Value.Fields.EMPTY);
  }

  public KeyService open(Session session) {
    return KeyService.open(dataRoot, domain, session, Optional.of(SIGNING_KEY), clock);
  }

  public KeyService openAsAdministrator() {
    return open(administrator());
  }

  /// A clock that stands until it is set.
  public static final class SettableClock extends Clock {
    private volatile Instant now;

    public SettableClock(Instant now) {
      this.now = now;
    }

    public void set(Instant moment) {
      now = moment;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
