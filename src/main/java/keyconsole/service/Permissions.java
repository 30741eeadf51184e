package keyconsole.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.Limits;
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
      throw new NotAuthorizedException(
          "This session is read-only. Give a capability token to make changes.");
    }
    if (!session.tenant().equals(tenant)) {
      throw new NotAuthorizedException(
          "This session is for " + session.tenant() + ", not " + tenant + ".");
    }
    if (!session.isLive(now)) {
      throw new NotAuthorizedException(
          "The session has ended. Give a fresh capability token to go on.");
    }
    return session.actor().orElseThrow();
  }

  /// @param refusal what to say to somebody who is neither the owner nor an administrator
  static void requireOwnerOrAdmin(Session session, ApiKey key, String refusal) {
    if (!session.isAdministrator() && !session.actor().equals(Optional.of(key.ownerId()))) {
      throw new NotAuthorizedException(refusal);
    }
  }

  /// Whether a person who is not an administrator may make this key.
  static void requireMayCreate(Session session, ApiKey key, Instant now) {
    if (session.isAdministrator()) {
      return;
    }
    require(
        session.actor().equals(Optional.of(key.ownerId())),
        "Only an administrator makes keys for others.");
    require(
        key.scope() == Scope.USER,
        "Only an administrator makes keys of scope " + key.scope().text() + ".");
    requireWithin(key.limits(), Limits.defaultsFor(key.scope()), Limits.defaultsFor(key.scope()));
    requireExpiry(key.expiresAt(), Optional.of(now), now);
    requireGrants(List.of(), key.capabilities());
  }

  static void requireMayEdit(Session session, ApiKey key) {
    requireOwnerOrAdmin(session, key, "Only the key's owner or an administrator can edit it.");
  }

  /// Whether a person who is not an administrator may make this change.
  static void requireMayChange(Session session, ApiKey before, ApiKey after, Instant now) {
    requireMayEdit(session, before);
    if (session.isAdministrator()) {
      return;
    }
    require(
        before.ownerId().equals(after.ownerId()), "Only an administrator can change the owner.");
    require(
        after.scope().compareTo(before.scope()) <= 0, "Only an administrator can raise the scope.");
    requireWithin(after.limits(), before.limits(), Limits.defaultsFor(after.scope()));
    requireExpiry(after.expiresAt(), before.expiresAt(), now);
    requireGrants(before.capabilities(), after.capabilities());
    requireNotWider(before.restrictions(), after.restrictions());
  }

  private static void require(boolean allowed, String refusal) {
    if (!allowed) {
      throw new NotAuthorizedException(refusal);
    }
  }

  private static void requireWithin(Limits asked, Limits before, Limits defaults) {
    requireWithin("requests an hour", asked.perHour(), before.perHour(), defaults.perHour());
    requireWithin("requests a day", asked.perDay(), before.perDay(), defaults.perDay());
    requireWithin("requests a month", asked.perMonth(), before.perMonth(), defaults.perMonth());
    requireWithin("cost limit", asked.costCents(), before.costCents(), defaults.costCents());
    requireWithin(
        "tokens a request",
        asked.tokensPerRequest(),
        before.tokensPerRequest(),
        defaults.tokensPerRequest());
    requireWithin(
        "requests at the same time",
        asked.concurrentRequests(),
        before.concurrentRequests(),
        defaults.concurrentRequests());
  }

  private static void requireWithin(String what, long asked, long before, long standard) {
    require(
        asked <= Math.max(before, standard),
        "Only an administrator can raise the " + what + " above the default of " + standard + ".");
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
    require(within, "Only an administrator can let a key live longer than 90 days.");
  }

  private static void requireGrants(List<String> before, List<String> after) {
    for (String capability : after) {
      require(
          before.contains(capability)
              || !(capability.equals("*") || capability.startsWith("admin:")),
          "Only an administrator can grant " + capability + ".");
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
    require(!wider, "Only an administrator can widen a restriction.");
  }
}
