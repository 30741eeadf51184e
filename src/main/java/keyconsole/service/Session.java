package keyconsole.service;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import keyconsole.domain.Message;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.TokenRefusal;
import org.jspecify.annotations.Nullable;

/// Who acts, in which tenant, until when: made from a verified capability token, or read-only.
///
/// Holds no token and no secret. A clock that is set back gives no time back: a session goes by the
/// furthest that the clock ever was, and by what the machine has counted since. It cannot know of a
/// sleep in which nothing is counted where the clock is set back before anybody has asked it. One
/// whose clock was ahead at first ends so much too early, and takes the same token again. Any
/// thread.
public final class Session {

  private static final Set<String> ADMINISTRATORS =
      Set.of("tenant_admin", "gt_admin", "super_admin");

  /// The end of the year 9999, in seconds since 1970.
  private static final double LAST_SECOND = 253_402_300_799d;

  private static final List<String> TIMES = List.of("exp", "nbf", "iat");

  private final TenantDomain tenant;
  private final Optional<String> actor;
  private final Optional<Instant> expiresAt;
  private final boolean administrator;
  private final LongSupplier nanos;

  /// The furthest that time ever was, and what the machine had counted then.
  private Instant furthest;

  private long nanosThen;

  private Session(
      TenantDomain tenant,
      Optional<String> actor,
      Optional<Instant> expiresAt,
      boolean administrator,
      Instant now,
      LongSupplier nanos) {
    this.tenant = tenant;
    this.actor = actor;
    this.expiresAt = expiresAt;
    this.administrator = administrator;
    this.nanos = nanos;
    this.furthest = now;
    this.nanosThen = nanos.getAsLong();
  }

  /// The session that a token gives. Both shapes are taken: the capability token with `tenant_id`,
  /// and the platform's log-in token with `current_tenant`; see the contract's last operation.
  ///
  /// @throws NotAuthorizedException if the token is refused; the message says precisely why
  public static Session verify(
      String capabilityToken, String jwtSecret, String tenantDomain, Clock clock) {
    return verify(capabilityToken, jwtSecret, tenantDomain, clock.instant(), System::nanoTime);
  }

  /// @param nanos the machine's own count, from anywhere
  static Session verify(
      String capabilityToken,
      String jwtSecret,
      String tenantDomain,
      Instant now,
      LongSupplier nanos) {
    DecodedJWT token = decode(capabilityToken.strip());
    requireSignature(token, jwtSecret);
    Optional<Instant> expiresAt = requireValidAt(token, now);
    if (!token.getClaim("aud").isMissing()) {
      throw new NotAuthorizedException(Message.of(TokenRefusal.OTHER_AUDIENCE));
    }
    requireTenant(token, tenantDomain);
    return new Session(
        new TenantDomain(tenantDomain),
        Optional.of(actorOf(token)),
        expiresAt,
        isAdmin(token),
        now,
        nanos);
  }

  private static DecodedJWT decode(String text) {
    if (text.isEmpty()) {
      throw new NotAuthorizedException(Message.of(TokenRefusal.NONE));
    }
    try {
      DecodedJWT token = JWT.decode(text);
      token.getAlgorithm();
      token.getClaims();
      return token;
    } catch (JWTDecodeException | NullPointerException | DateTimeException e) {
      // The library fails in these ways on parts that are no object and on times out of range. The
      // cause quotes the token, so it is not kept.
      throw new NotAuthorizedException(
          timeNamedIn(String.valueOf(e.getMessage()))
              .map(name -> Message.of(TokenRefusal.NO_TIME, name))
              .orElse(Message.of(TokenRefusal.NO_CAPABILITY_TOKEN)));
    }
  }

  /// The library decodes times at once, and names the one that it cannot.
  private static Optional<String> timeNamedIn(String message) {
    return TIMES.stream().filter(name -> message.contains("'" + name + "'")).findFirst();
  }

  private static void requireSignature(DecodedJWT token, String secret) {
    String algorithm = Optional.ofNullable(token.getAlgorithm()).orElse("none");
    if (!algorithm.equals("HS256")) {
      throw new NotAuthorizedException(Message.of(TokenRefusal.OTHER_ALGORITHM, algorithm));
    }
    if (secret.isEmpty()) {
      throw new NotAuthorizedException(Message.of(TokenRefusal.NO_SECRET));
    }
    try {
      Algorithm.HMAC256(secret).verify(token);
    } catch (SignatureVerificationException e) {
      throw new NotAuthorizedException(Message.of(TokenRefusal.BAD_SIGNATURE));
    }
  }

  private static Optional<Instant> requireValidAt(DecodedJWT token, Instant now) {
    Optional<Instant> expiry = time(token, "exp");
    if (expiry.isPresent() && !now.isBefore(expiry.get())) {
      throw new NotAuthorizedException(Message.of(TokenRefusal.EXPIRED, expiry.get()));
    }
    for (String name : List.of("nbf", "iat")) {
      Optional<Instant> from = time(token, name);
      if (from.isPresent() && from.get().isAfter(now)) {
        throw new NotAuthorizedException(Message.of(TokenRefusal.TOO_EARLY, from.get()));
      }
    }
    return expiry;
  }

  private static Optional<Instant> time(DecodedJWT token, String name) {
    Claim claim = token.getClaim(name);
    if (claim.isMissing()) {
      return Optional.empty();
    }
    Double seconds = claim.asDouble();
    if (seconds == null || !(Math.abs(seconds) <= LAST_SECOND)) {
      throw new NotAuthorizedException(Message.of(TokenRefusal.NO_TIME, name));
    }
    return Optional.of(Instant.ofEpochSecond(seconds.longValue()));
  }

  private static void requireTenant(DecodedJWT token, String tenantDomain) {
    Claim tenantId = token.getClaim("tenant_id");
    if (!tenantId.isMissing() && !tenantId.isNull() && tenantId.asString() == null) {
      throw new NotAuthorizedException(Message.of(TokenRefusal.TENANT_NO_TEXT));
    }
    Optional<String> named = text(tenantId);
    Map<String, Object> current = currentTenant(token);
    Optional<String> logIn = text(current, "domain").or(() -> text(current, "id"));
    if (named.isPresent() && logIn.isPresent() && !named.equals(logIn)) {
      throw new NotAuthorizedException(
          Message.of(TokenRefusal.TWO_TENANTS, named.get(), logIn.get()));
    }
    String tenant =
        named
            .or(() -> logIn)
            .orElseThrow(() -> new NotAuthorizedException(Message.of(TokenRefusal.NO_TENANT)));
    boolean everywhere =
        tenant.equals("admin")
            && text(token.getClaim("user_type")).equals(Optional.of("super_admin"));
    if (!tenant.equals(tenantDomain) && !everywhere) {
      throw new NotAuthorizedException(Message.of(TokenRefusal.OTHER_TENANT, tenant, tenantDomain));
    }
  }

  private static String actorOf(DecodedJWT token) {
    Optional<String> subject = text(token.getClaim("sub"));
    Optional<String> email = text(token.getClaim("email"));
    Optional<String> actor =
        currentTenant(token).isEmpty() ? subject.or(() -> email) : email.or(() -> subject);
    return actor.orElseThrow(() -> new NotAuthorizedException(Message.of(TokenRefusal.NO_PERSON)));
  }

  /// Whether a token says of itself that it is an administrator's. Nothing is verified: good for
  /// the label of a button, and for nothing else.
  public static boolean claimsAdministrator(String capabilityToken) {
    try {
      return isAdmin(decode(capabilityToken.strip()));
    } catch (NotAuthorizedException e) {
      return false;
    }
  }

  private static boolean isAdmin(DecodedJWT token) {
    if (text(token.getClaim("user_type")).map(ADMINISTRATORS::contains).orElse(false)) {
      return true;
    }
    return grantsAdministration(token.getClaim("capabilities").as(Object.class))
        || grantsAdministration(currentTenant(token).get("capabilities"));
  }

  private static boolean grantsAdministration(@Nullable Object granted) {
    if (!(granted instanceof List<?> list)) {
      return false;
    }
    for (Object item : list) {
      Object resource = item instanceof Map<?, ?> map ? map.get("resource") : item;
      if (resource instanceof String text && (text.equals("*") || text.startsWith("admin:"))) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Object> currentTenant(DecodedJWT token) {
    Claim claim = token.getClaim("current_tenant");
    if (claim.isMissing() || claim.isNull()) {
      return Map.of();
    }
    try {
      Map<String, Object> current = claim.asMap();
      if (current != null) {
        return current;
      }
    } catch (JWTDecodeException e) {
      // The cause quotes the token, so it is not kept.
      throw noCurrentTenant();
    }
    throw noCurrentTenant();
  }

  private static NotAuthorizedException noCurrentTenant() {
    return new NotAuthorizedException(Message.of(TokenRefusal.TENANT_NO_OBJECT));
  }

  private static Optional<String> text(Claim claim) {
    return Optional.ofNullable(claim.asString()).filter(t -> !t.isBlank());
  }

  private static Optional<String> text(Map<String, Object> map, String name) {
    return map.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  /// A session that sees everything and changes nothing.
  ///
  /// @throws IllegalArgumentException if the text cannot name a tenant
  public static Session readOnly(String tenantDomain) {
    return new Session(
        new TenantDomain(tenantDomain),
        Optional.empty(),
        Optional.empty(),
        false,
        Instant.MIN,
        () -> 0);
  }

  /// The tenant it is for.
  public TenantDomain tenant() {
    return tenant;
  }

  /// Who acts (`sub` or `email` of the token); empty in a read-only session.
  public Optional<String> actor() {
    return actor;
  }

  /// When it ends; empty for a token without an end, and for a read-only session.
  public Optional<Instant> expiresAt() {
    return expiresAt;
  }

  /// Whether it acts on every key of the tenant.
  public boolean isAdministrator() {
    return administrator;
  }

  /// Whether it was made without a token. One made with a token that has ended is not live either:
  /// see [#isLive].
  public boolean isReadOnly() {
    return actor.isEmpty();
  }

  /// Whether changes may be made at this moment. Where it has ended once, they may not any more.
  ///
  /// @param now what the clock shows
  public boolean isLive(Instant now) {
    return actor.isPresent() && expiresAt.map(end -> furthest(now).isBefore(end)).orElse(true);
  }

  private synchronized Instant furthest(Instant now) {
    long nanosNow = nanos.getAsLong();
    Instant counted = furthest.plusNanos(nanosNow - nanosThen);
    nanosThen = nanosNow;
    furthest = counted.isAfter(now) ? counted : now;
    return furthest;
  }

  @Override
  public String toString() {
    return "Session[" + tenant + ", " + actor.orElse("read-only") + "]";
  }
}
