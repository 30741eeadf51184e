package keyconsole.domain;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a change takes away of the access that a key gives: it ends or stops the key, exchanges its
/// raw key, brings its expiry forward, or narrows what it may do.
///
/// Free constraints are taken as narrower wherever they differ, since what they mean is not known;
/// so is another owner, who is somebody else's loss.
public final class Narrowing {

  private Narrowing() {}

  /// The fields by which the second state gives less access than the first one; none where it gives
  /// as much or more.
  public static Set<KeyField> between(ApiKey before, ApiKey after) {
    Set<KeyField> narrower = EnumSet.noneOf(KeyField.class);
    add(narrower, KeyField.STATUS, rank(after.status()) > rank(before.status()));
    add(narrower, KeyField.HASH, !after.hash().equals(before.hash()));
    add(narrower, KeyField.OWNER, !after.ownerId().equals(before.ownerId()));
    add(narrower, KeyField.SCOPE, after.scope().compareTo(before.scope()) < 0);
    add(
        narrower,
        KeyField.CAPABILITIES,
        !Set.copyOf(after.capabilities()).containsAll(before.capabilities()));
    add(narrower, KeyField.CONSTRAINTS, !after.constraints().equals(before.constraints()));
    add(narrower, KeyField.EXPIRES_AT, isEarlier(before.expiresAt(), after.expiresAt()));
    addLimits(narrower, before.limits(), after.limits());
    addRestrictions(narrower, before.restrictions(), after.restrictions());
    return narrower;
  }

  private static void add(Set<KeyField> to, KeyField field, boolean narrower) {
    if (narrower) {
      to.add(field);
    }
  }

  /// How far a status is from letting somebody in, and from doing so again.
  public static int rank(KeyStatus status) {
    return switch (status) {
      case ACTIVE -> 0;
      case EXPIRED -> 1;
      case SUSPENDED -> 2;
      case REVOKED -> 3;
    };
  }

  private static boolean isEarlier(Optional<Instant> before, Optional<Instant> after) {
    return after.isPresent() && before.filter(end -> !end.isAfter(after.get())).isEmpty();
  }

  private static void addLimits(Set<KeyField> to, Limits before, Limits after) {
    add(to, KeyField.PER_HOUR, after.perHour() < before.perHour());
    add(to, KeyField.PER_DAY, after.perDay() < before.perDay());
    add(to, KeyField.PER_MONTH, after.perMonth() < before.perMonth());
    add(to, KeyField.COST, after.costCents() < before.costCents());
    add(to, KeyField.TOKENS, after.tokensPerRequest() < before.tokensPerRequest());
    add(to, KeyField.CONCURRENT, after.concurrentRequests() < before.concurrentRequests());
  }

  private static void addRestrictions(Set<KeyField> to, Restrictions before, Restrictions after) {
    add(
        to,
        KeyField.ALLOWED_ENDPOINTS,
        letsInLess(before.allowedEndpoints(), after.allowedEndpoints()));
    add(
        to,
        KeyField.BLOCKED_ENDPOINTS,
        !Set.copyOf(before.blockedEndpoints()).containsAll(after.blockedEndpoints()));
    add(to, KeyField.ALLOWED_IPS, letsInLess(before.allowedIps(), after.allowedIps()));
    add(to, KeyField.ALLOWED_DOMAINS, letsInLess(before.allowedDomains(), after.allowedDomains()));
    add(to, KeyField.REQUIRE_TLS, after.requireTls() && !before.requireTls());
  }

  /// An empty list lets everybody in.
  private static boolean letsInLess(List<String> before, List<String> after) {
    return !after.isEmpty() && (before.isEmpty() || !Set.copyOf(after).containsAll(before));
  }
}
