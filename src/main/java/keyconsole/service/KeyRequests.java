package keyconsole.service;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Value;
import keyconsole.store.Json;

/// What a new key or a change must be like, and what a change makes of a key.
final class KeyRequests {

  /// The backend's timestamps have four digits for the year.
  private static final Instant END_OF_YEARS = Instant.parse("+10000-01-01T00:00:00Z");

  private KeyRequests() {}

  static void requireValid(KeyRequest request, Instant now) {
    requireName(request.name());
    requireOwner(request.ownerId());
    requireCapabilities(request.capabilities());
    request.limits().ifPresent(KeyRequests::requireLimits);
    requireExpiry(request.expiry(), now);
    requireOpen(request.restrictions());
    requireConstraints(request.constraints());
  }

  static void requireValid(KeyEdit edit, Instant now) {
    edit.name().ifPresent(KeyRequests::requireName);
    edit.ownerId().ifPresent(KeyRequests::requireOwner);
    edit.capabilities().ifPresent(KeyRequests::requireCapabilities);
    edit.limits().ifPresent(KeyRequests::requireLimits);
    edit.expiry().ifPresent(expiry -> requireExpiry(expiry, now));
    edit.restrictions().ifPresent(KeyRequests::requireOpen);
    edit.constraints().ifPresent(KeyRequests::requireConstraints);
  }

  /// The key with the change. A key that had expired and gets a later expiry is active again.
  static ApiKey applied(KeyEdit edit, ApiKey key, Instant now) {
    ApiKey.Changed changed = key.with().updatedAt(now);
    edit.name().ifPresent(changed::name);
    edit.description().ifPresent(changed::description);
    edit.ownerId().ifPresent(changed::ownerId);
    edit.scope().ifPresent(changed::scope);
    edit.capabilities().ifPresent(changed::capabilities);
    edit.limits().ifPresent(changed::limits);
    edit.restrictions().ifPresent(changed::restrictions);
    edit.constraints().ifPresent(changed::constraints);
    if (edit.expiry().isPresent()) {
      changed.expiresAt(
          edit.expiry()
              .get()
              .from(now, key.expiresAt())
              .map(t -> t.truncatedTo(ChronoUnit.MICROS)));
      if (key.status() == KeyStatus.EXPIRED) {
        changed.status(KeyStatus.ACTIVE);
      }
    }
    return changed.key();
  }

  /// The names of the fields that a change sets, as they stand in the key file; limits and
  /// restrictions by their group's name. An extension that left the key as it was sets nothing.
  static List<String> changedFields(KeyEdit edit, ApiKey before, ApiKey after) {
    boolean kept =
        edit.expiry().orElse(null) instanceof Expiry.NoEarlierThan
            && before.expiresAt().equals(after.expiresAt())
            && before.status() == after.status();
    List<String> names = new ArrayList<>();
    edit.name().ifPresent(v -> names.add("name"));
    edit.description().ifPresent(v -> names.add("description"));
    edit.ownerId().ifPresent(v -> names.add("owner_id"));
    edit.scope().ifPresent(v -> names.add("scope"));
    edit.capabilities().ifPresent(v -> names.add("capabilities"));
    edit.limits().ifPresent(v -> names.add("limits"));
    edit.expiry().filter(v -> !kept).ifPresent(v -> names.add("expires_at"));
    edit.restrictions().ifPresent(v -> names.add("restrictions"));
    edit.constraints().ifPresent(v -> names.add("tenant_constraints"));
    return names;
  }

  /// Why a key is to live for ever, as a detail for the audit log.
  static Map<String, Value> reasonOf(Expiry expiry) {
    return expiry instanceof Expiry.Never never
        ? Map.of("reason", new Value.Text(never.reason()))
        : Map.of();
  }

  private static void requireName(String name) {
    if (name.isBlank()) {
      throw new InvalidRequestException("name", "The key needs a name.");
    }
  }

  private static void requireOwner(String owner) {
    if (owner.isBlank()) {
      throw new InvalidRequestException("owner_id", "The key needs an owner.");
    }
  }

  private static void requireCapabilities(List<String> capabilities) {
    for (String capability : capabilities) {
      Catalog.capabilityProblem(capability)
          .ifPresent(
              problem -> {
                throw new InvalidRequestException("capabilities", problem);
              });
    }
  }

  private static void requireLimits(Limits limits) {
    requireNotNegative("rate_limit_per_hour", limits.perHour());
    requireNotNegative("daily_quota", limits.perDay());
    requireNotNegative("monthly_quota", limits.perMonth());
    requireNotNegative("cost_limit_cents", limits.costCents());
    requireNotNegative("max_tokens_per_request", limits.tokensPerRequest());
    requireNotNegative("max_concurrent_requests", limits.concurrentRequests());
  }

  private static void requireNotNegative(String field, long value) {
    if (value < 0) {
      throw new InvalidRequestException(field, "A limit cannot be below 0.");
    }
  }

  /// What the backend would refuse to read must not get into a file: there they stand one level
  /// deeper.
  private static void requireConstraints(Value.Fields constraints) {
    Value.Fields inFile = new Value.Fields(Map.of("tenant_constraints", constraints));
    try {
      Json.parse(Json.line(inFile));
    } catch (Json.JsonException e) {
      throw new InvalidRequestException(
          "tenant_constraints", "The backend cannot read these constraints: " + e.mistake() + ".");
    }
  }

  private static void requireExpiry(Expiry expiry, Instant now) {
    if (expiry instanceof Expiry.Never never && never.reason().isBlank()) {
      throw new InvalidRequestException(
          "expires_at", "Say why this key is never to expire; the reason stands in the audit log.");
    }
    Optional<Instant> end;
    try {
      end = expiry.from(now);
    } catch (DateTimeException | ArithmeticException e) {
      throw tooLate();
    }
    if (end.map(moment -> !moment.isAfter(now)).orElse(false)) {
      throw new InvalidRequestException("expires_at", "The expiry must lie in the future.");
    }
    if (end.map(moment -> !moment.isBefore(END_OF_YEARS)).orElse(false)) {
      throw tooLate();
    }
  }

  private static InvalidRequestException tooLate() {
    return new InvalidRequestException("expires_at", "The expiry must lie before the year 10000.");
  }

  /// The backend compares exact text, so a list of nothing but ranges or patterns lets nobody in.
  private static void requireOpen(Restrictions restrictions) {
    List<String> ips = restrictions.allowedIps();
    if (!ips.isEmpty() && ips.stream().noneMatch(KeyRequests::isOneAddress)) {
      throw new InvalidRequestException(
          "allowed_ips",
          "The backend compares addresses as exact text, so this list would lock everyone out."
              + " Name single addresses.");
    }
    List<String> endpoints = restrictions.allowedEndpoints();
    if (!endpoints.isEmpty() && endpoints.stream().allMatch(path -> path.contains("*"))) {
      throw new InvalidRequestException(
          "allowed_endpoints",
          "The backend compares endpoints as exact text, so this list would lock everyone out."
              + " Name exact paths.");
    }
  }

  static boolean isOneAddress(String text) {
    return Matching.address(text).map(address -> !address.isMultiple()).orElse(false);
  }
}
