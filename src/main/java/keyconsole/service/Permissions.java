package keyconsole.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.Limits;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.domain.Scope;
import keyconsole.domain.TenantDomain;

/// Who may do what, see the section of that name in the design. They guard against slips: whoever
/// can write the folder can do anything.
final class Permissions {

  private Permissions() {}

  /// The actor of a session that may write in this tenant at this moment.
  ///
  /// @throws NotAuthorizedException if the session is read-only or has ended
  static String requireLive(Session session, TenantDomain tenant, Instant now) {
    if (session.isReadOnly()) {
      throw new NotAuthorizedException(Message.of(Refusal.READ_ONLY));
    }
    if (!session.tenant().equals(tenant)) {
      throw new NotAuthorizedException(
          Message.of(Refusal.OTHER_TENANT, session.tenant().text(), tenant.text()));
    }
    if (!session.isLive(now)) {
      throw new NotAuthorizedException(Message.of(Refusal.SESSION_ENDED));
    }
    return session.actor().orElseThrow();
  }

  /// @param refusal what to say to somebody who is neither the owner nor an administrator
  static void requireOwnerOrAdmin(Session session, ApiKey key, Refusal refusal) {
    if (!session.isAdministrator() && !session.actor().equals(Optional.of(key.ownerId()))) {
      throw new NotAuthorizedException(Message.of(refusal));
    }
  }

  /// Whether a person who is not an administrator may make this key.
  static void requireMayCreate(Session session, ApiKey key, Instant now) {
    if (session.isAdministrator()) {
      return;
    }
    require(session.actor().equals(Optional.of(key.ownerId())), Refusal.KEYS_FOR_OTHERS);
    require(key.scope() == Scope.USER, Refusal.SCOPE_TOO_HIGH, key.scope().text());
    requireWithin(key.limits(), Limits.defaultsFor(key.scope()), Limits.defaultsFor(key.scope()));
    requireExpiry(key.expiresAt(), Optional.of(now), now);
    requireGrants(List.of(), key.capabilities());
  }

  static void requireMayEdit(Session session, ApiKey key) {
    requireOwnerOrAdmin(session, key, Refusal.EDITS_OWNER);
  }

  /// Whether a person who is not an administrator may make this change.
  static void requireMayChange(Session session, ApiKey before, ApiKey after, Instant now) {
    requireMayEdit(session, before);
    if (session.isAdministrator()) {
      return;
    }
    require(before.ownerId().equals(after.ownerId()), Refusal.OWNER_CHANGE);
    require(after.scope().compareTo(before.scope()) <= 0, Refusal.SCOPE_RAISE);
    requireWithin(after.limits(), before.limits(), Limits.defaultsFor(after.scope()));
    requireExpiry(after.expiresAt(), before.expiresAt(), now);
    requireGrants(before.capabilities(), after.capabilities());
    requireNotWider(before.restrictions(), after.restrictions());
  }

  private static void require(boolean allowed, Refusal refusal, Object... about) {
    if (!allowed) {
      throw new NotAuthorizedException(Message.of(refusal, about));
    }
  }

  private static void requireWithin(Limits asked, Limits before, Limits defaults) {
    requireWithin(Refusal.HOUR_RAISE, asked.perHour(), before.perHour(), defaults.perHour());
    requireWithin(Refusal.DAY_RAISE, asked.perDay(), before.perDay(), defaults.perDay());
    requireWithin(Refusal.MONTH_RAISE, asked.perMonth(), before.perMonth(), defaults.perMonth());
    requireWithin(Refusal.COST_RAISE, asked.costCents(), before.costCents(), defaults.costCents());
    requireWithin(
        Refusal.TOKENS_RAISE,
        asked.tokensPerRequest(),
        before.tokensPerRequest(),
        defaults.tokensPerRequest());
    requireWithin(
        Refusal.CONCURRENT_RAISE,
        asked.concurrentRequests(),
        before.concurrentRequests(),
        defaults.concurrentRequests());
  }

  private static void requireWithin(Refusal refusal, long asked, long before, long standard) {
    require(asked <= Math.max(before, standard), refusal, standard);
  }

  private static void requireExpiry(
      Optional<Instant> asked, Optional<Instant> before, Instant now) {
    if (asked.equals(before)) {
      return;
    }
    Instant latest = now.plus(Expiry.STANDARD);
    boolean within =
        asked.isPresent()
            && (!asked.get().isAfter(latest)
                || before.map(b -> !asked.get().isAfter(b)).orElse(true));
    require(within, Refusal.LIVE_TOO_LONG);
  }

  private static void requireGrants(List<String> before, List<String> after) {
    for (String capability : after) {
      require(
          before.contains(capability)
              || !(capability.equals("*") || capability.startsWith("admin:")),
          Refusal.GRANT,
          capability);
    }
  }

  private static void requireNotWider(Restrictions before, Restrictions after) {
    boolean wider =
        Enforcement.widens(
                Rule.ALLOWED_ENDPOINTS, before.allowedEndpoints(), after.allowedEndpoints())
            || Enforcement.widens(Rule.ALLOWED_IPS, before.allowedIps(), after.allowedIps())
            || Enforcement.widens(
                Rule.ALLOWED_DOMAINS, before.allowedDomains(), after.allowedDomains())
            || !after.blockedEndpoints().containsAll(before.blockedEndpoints())
            || (before.requireTls() && !after.requireTls());
    require(!wider, Refusal.WIDEN);
  }
}
