package keyconsole.service;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import keyconsole.domain.TenantDomain;

/// Who acts, in which tenant, until when: made from a verified capability token, or read-only.
///
/// Holds no token and no secret. Immutable.
public final class Session {

  private final TenantDomain tenant;
  private final Optional<String> actor;
  private final Optional<Instant> expiresAt;
  private final boolean administrator;

  private Session(
      TenantDomain tenant,
      Optional<String> actor,
      Optional<Instant> expiresAt,
      boolean administrator) {
    this.tenant = tenant;
    this.actor = actor;
    this.expiresAt = expiresAt;
    this.administrator = administrator;
  }

  /// The session that a token gives.
  ///
  /// @throws NotAuthorizedException if the token is refused; the message says precisely why
  public static Session verify(
      String capabilityToken, String jwtSecret, String tenantDomain, Clock clock) {
    throw new UnsupportedOperationException();
  }

  /// A session that sees everything and changes nothing.
  public static Session readOnly(String tenantDomain) {
    return new Session(new TenantDomain(tenantDomain), Optional.empty(), Optional.empty(), false);
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

  /// Whether changes may be made at this moment.
  public boolean isLive(Instant now) {
    return actor.isPresent() && expiresAt.map(now::isBefore).orElse(true);
  }

  @Override
  public String toString() {
    return "Session[" + tenant + ", " + actor.orElse("read-only") + "]";
  }
}
