package keyconsole.service;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Mark;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.domain.Value;
import keyconsole.store.Json;

/// What a new key or a change must be like, and what a change makes of a key.
final class KeyRequests {

  /// The backend's timestamps have four digits for the year.
  private static final Instant END_OF_YEARS = Instant.parse("+10000-01-01T00:00:00Z");

  /// A longer value is not repeated in a message.
  private static final int LONGEST_SHOWN = 128;

  private KeyRequests() {}

  static void requireValid(KeyRequest request, Instant now) {
    requireName(request.name());
    requireOwner(request.ownerId());
    requireCapabilities(request.capabilities());
    request.limits().ifPresent(KeyRequests::requireLimits);
    requireExpiry(request.expiry(), now);
    requireOpen(Restrictions.NONE, request.restrictions());
    requireConstraints(request.constraints());
  }

  static void requireValid(KeyEdit edit, Instant now) {
    edit.name().ifPresent(KeyRequests::requireName);
    edit.ownerId().ifPresent(KeyRequests::requireOwner);
    edit.capabilities().ifPresent(KeyRequests::requireCapabilities);
    edit.limits().ifPresent(KeyRequests::requireLimits);
    edit.expiry().ifPresent(expiry -> requireExpiry(expiry, now));
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

  /// Refuses to write over what a person has not seen.
  static void requireAsSeen(KeyEdit edit, ApiKey seen, ApiKey key) {
    Optional<Message> moved =
        Stream.of(
                moved(Refusal.MOVED_NAME, edit.name(), seen.name(), key.name()),
                moved(
                    Refusal.MOVED_DESCRIPTION,
                    edit.description(),
                    seen.description(),
                    key.description()),
                moved(Refusal.MOVED_OWNER, edit.ownerId(), seen.ownerId(), key.ownerId()),
                moved(Refusal.MOVED_SCOPE, edit.scope(), seen.scope(), key.scope()),
                moved(
                    Refusal.MOVED_CAPABILITIES,
                    edit.capabilities(),
                    seen.capabilities(),
                    key.capabilities()),
                moved(Refusal.MOVED_LIMITS, edit.limits(), seen.limits(), key.limits()),
                moved(Refusal.MOVED_EXPIRY, edit.expiry(), seen.expiresAt(), key.expiresAt()),
                moved(
                    Refusal.MOVED_RESTRICTIONS,
                    edit.restrictions(),
                    seen.restrictions(),
                    key.restrictions()),
                moved(
                    Refusal.MOVED_CONSTRAINTS,
                    edit.constraints(),
                    seen.constraints(),
                    key.constraints()))
            .flatMap(Optional::stream)
            .map(Message::of)
            .reduce((one, next) -> Message.of(Refusal.MOVED_AND, one, next));
    if (moved.isPresent()) {
      throw new InvalidRequestException("key", Message.of(Refusal.MOVED, moved.get()));
    }
  }

  /// Refuses to change the status of a key that a person has not seen as it is.
  static void requireAsSeen(ApiKey seen, ApiKey key) {

    if (seen.status() != key.status()) {
      throw new InvalidRequestException(
          "key", Message.of(Refusal.OTHER_STATUS, told(key.status())));
    }
    if (!seen.updatedAt().equals(key.updatedAt())) {
      throw new InvalidRequestException("key", Message.of(Refusal.CHANGED_MEANWHILE));
    }
  }

  private static Message told(KeyStatus status) {
    return Message.of(
        switch (status) {
          case ACTIVE -> Refusal.STATUS_ACTIVE;
          case SUSPENDED -> Refusal.STATUS_SUSPENDED;
          case EXPIRED -> Refusal.STATUS_EXPIRED;
          case REVOKED -> Refusal.STATUS_REVOKED;
        });
  }

  private static Optional<Refusal> moved(
      Refusal what, Optional<?> edited, Object seen, Object now) {
    return edited.isPresent() && !seen.equals(now) ? Optional.of(what) : Optional.empty();
  }

  /// Why a key is to live for ever, as a detail for the audit log.
  static Map<String, Value> reasonOf(Expiry expiry) {
    return expiry instanceof Expiry.Never never
        ? Map.of("reason", new Value.Text(never.reason()))
        : Map.of();
  }

  private static void requireName(String name) {
    if (name.isBlank()) {
      throw new InvalidRequestException("name", Message.of(Refusal.NO_KEY_NAME));
    }
  }

  private static void requireOwner(String owner) {
    if (owner.isBlank()) {
      throw new InvalidRequestException("owner_id", Message.of(Refusal.NO_KEY_OWNER));
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
      throw new InvalidRequestException(field, Message.of(Refusal.NEGATIVE_LIMIT));
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
          "tenant_constraints", Message.of(Refusal.BAD_CONSTRAINTS, e.mistake()));
    }
  }

  private static void requireExpiry(Expiry expiry, Instant now) {
    if (expiry instanceof Expiry.Never never && never.reason().isBlank()) {
      throw new InvalidRequestException("expires_at", Message.of(Refusal.REASON_FOR_NEVER));
    }
    Optional<Instant> end;
    try {
      end = expiry.from(now);
    } catch (DateTimeException | ArithmeticException e) {
      throw tooLate();
    }
    if (end.map(moment -> !moment.isAfter(now)).orElse(false)) {
      throw new InvalidRequestException("expires_at", Message.of(Refusal.EXPIRY_IN_PAST));
    }
    if (end.map(moment -> !moment.isBefore(END_OF_YEARS)).orElse(false)) {
      throw tooLate();
    }
  }

  private static InvalidRequestException tooLate() {
    return new InvalidRequestException("expires_at", Message.of(Refusal.EXPIRY_TOO_LATE));
  }

  /// A list that the change sets must let somebody in, or be as the key has it.
  static void requireOpen(Restrictions before, Restrictions after) {
    if (!after.allowedIps().equals(before.allowedIps())) {
      requireOpen("allowed_ips", Rule.ALLOWED_IPS, after.allowedIps());
    }
    if (!after.allowedEndpoints().equals(before.allowedEndpoints())) {
      requireOpen("allowed_endpoints", Rule.ALLOWED_ENDPOINTS, after.allowedEndpoints());
    }
  }

  private static void requireOpen(String field, Rule rule, List<String> values) {
    Enforcement.Verdict verdict = Enforcement.list(rule, values);
    if (verdict.mark() == Mark.LOCKS_OUT) {
      Refusal what =
          rule == Rule.ALLOWED_IPS ? Refusal.ADDRESSES_LOCK_OUT : Refusal.ENDPOINTS_LOCK_OUT;
      throw new InvalidRequestException(
          field, Message.of(what, wayOut(rule, verdict.flaws().getFirst())));
    }
  }

  private static Message wayOut(Rule rule, Flaw flaw) {
    return switch (flaw.fault()) {
      case RANGE -> Message.of(Refusal.WRITE_ADDRESSES, flaw.value(), flaw.addresses());
      case WIDE_RANGE -> Message.of(Refusal.NAME_UP_TO, Enforcement.WIDEST);
      case EVERYTHING -> Message.of(Refusal.LEAVE_EMPTY);
      default -> {
        if (flaw.isMendable() && flaw.value().length() <= LONGEST_SHOWN) {
          yield Message.of(Refusal.WRITE_AS, flaw.value().strip(), flaw.instead());
        }
        yield Message.of(rule == Rule.ALLOWED_IPS ? Refusal.NAME_ADDRESSES : Refusal.NAME_PATHS);
      }
    };
  }
}
