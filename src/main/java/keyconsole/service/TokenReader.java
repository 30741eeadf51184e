package keyconsole.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.Limits;
import keyconsole.domain.Message;
import keyconsole.domain.Scope;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.TokenReading;
import keyconsole.domain.TokenReading.Excess;
import keyconsole.domain.TokenReading.Kind;
import keyconsole.domain.TokenReading.Signature;
import keyconsole.domain.TokenReading.Source;
import keyconsole.domain.TokenReading.Tenant;
import keyconsole.domain.TokenReading.Validity;
import keyconsole.domain.TokenRefusal;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Json.JsonException;

/// Takes a token apart and judges it. Keeps nothing of it, and no failure quotes it.
final class TokenReader {

  /// What no token reaches: proxies and servers refuse headers of a fraction of it.
  static final int LONGEST = 64 * 1024;

  private static final String FIELD = "token";
  private static final String ALGORITHM = "HS256";

  private static final List<LimitClaim> LIMITS =
      List.of(
          new LimitClaim("requests_per_hour", Limits::perHour),
          new LimitClaim("max_tokens_per_request", Limits::tokensPerRequest),
          new LimitClaim("cost_limit_cents", Limits::costCents));

  private record LimitClaim(String name, ToLongFunction<Limits> of) {}

  private final TenantDomain tenant;
  private final TokenIssuer issuer;
  private final Function<KeyId, Optional<ApiKey>> keys;

  /// @param keys the key with an id, as its file stands now
  TokenReader(TenantDomain tenant, TokenIssuer issuer, Function<KeyId, Optional<ApiKey>> keys) {
    this.tenant = tenant;
    this.issuer = issuer;
    this.keys = keys;
  }

  TokenReading read(String token, Instant now) {
    List<String> parts = parts(token);
    Value.Fields header = object(parts.getFirst(), "header");
    Value.Fields claims = object(parts.get(1), "payload");
    Kind kind = claims.get("api_key_id").isPresent() ? Kind.FROM_KEY : Kind.PLATFORM;
    String algorithm = text(header, "alg").orElse("");
    return new TokenReading(
        kind,
        algorithm,
        text(header, "typ").orElse(""),
        claims.fields().entrySet().stream()
            .map(claim -> new TokenReading.Claim(claim.getKey(), claim.getValue()))
            .toList(),
        algorithm.equals(ALGORITHM) ? signature(parts, kind) : Signature.REFUSED,
        validity(claims, now),
        tenant(claims),
        claims.get("api_key_id").map(id -> source(id, claims, now)));
  }

  private static List<String> parts(String token) {
    if (token.length() > LONGEST) {
      throw new InvalidRequestException(FIELD, Message.of(TokenRefusal.TOO_LONG));
    }
    String text = token.strip();
    if (text.isEmpty()) {
      throw new InvalidRequestException(FIELD, Message.of(TokenRefusal.NONE_TO_READ));
    }
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.size() != 3) {
      throw new InvalidRequestException(FIELD, Message.of(TokenRefusal.NO_TOKEN));
    }
    return parts;
  }

  private static Value.Fields object(String part, String name) {
    Value value;
    try {
      value = Json.parse(Base64.getUrlDecoder().decode(part));
    } catch (JsonException e) {
      // The cause may quote the token, so it is not kept.
      throw new InvalidRequestException(
          FIELD,
          Message.of(e.isTooDeep() ? TokenRefusal.PART_TOO_DEEP : TokenRefusal.PART_NO_JSON, name));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(FIELD, Message.of(TokenRefusal.PART_NO_BASE64, name));
    }
    if (value instanceof Value.Fields fields) {
      return fields;
    }
    throw new InvalidRequestException(FIELD, Message.of(TokenRefusal.PART_NO_OBJECT, name));
  }

  /// The tenant's signing key is tried on every token; only where it does not match does it matter
  /// who else may have signed.
  private Signature signature(List<String> parts, Kind kind) {
    Optional<byte[]> signature = signatureIn(parts.get(2));
    if (signature.isEmpty()) {
      return Signature.DIFFERS;
    }
    if (issuer.hasSigned(parts.getFirst(), parts.get(1), signature.get())) {
      return issuer.isTemporary() ? Signature.MATCHES_THIS_RUN : Signature.MATCHES;
    }
    if (kind == Kind.PLATFORM) {
      return Signature.SECRET_NOT_KEPT;
    }
    return issuer.isTemporary() ? Signature.KEY_UNKNOWN : Signature.DIFFERS;
  }

  private static Optional<byte[]> signatureIn(String part) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(part)).filter(bytes -> bytes.length > 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// In the order in which a session refuses: the end, then what begins later.
  private static Validity validity(Value.Fields claims, Instant now) {
    for (String name : List.of("exp", "nbf", "iat")) {
      if (claims.get(name).isPresent() && time(claims, name).isEmpty()) {
        return new Validity.NoTime(name);
      }
    }
    Optional<Instant> end = time(claims, "exp");
    if (end.isPresent() && !now.isBefore(end.get())) {
      return new Validity.Ended(end.get());
    }
    for (String name : List.of("nbf", "iat")) {
      Optional<Instant> from = time(claims, name);
      if (from.isPresent() && from.get().isAfter(now)) {
        return new Validity.NotYet(name, from.get());
      }
    }
    return end.<Validity>map(Validity.Until::new).orElseGet(Validity.Endless::new);
  }

  private static Optional<Instant> time(Value.Fields claims, String name) {
    return claims.get(name).flatMap(value -> new TokenReading.Claim(name, value).moment());
  }

  private Tenant tenant(Value.Fields claims) {
    Optional<String> named = text(claims, "tenant_id");
    Value.Fields current =
        claims.get("current_tenant").orElse(Value.NOTHING) instanceof Value.Fields fields
            ? fields
            : Value.Fields.EMPTY;
    Optional<String> logIn = text(current, "domain").or(() -> text(current, "id"));
    if (named.isPresent() && logIn.isPresent() && !named.equals(logIn)) {
      return new Tenant(named.get() + ", " + logIn.get(), Tenant.Match.TWO);
    }
    return named
        .or(() -> logIn)
        .map(name -> new Tenant(name, match(name, claims)))
        .orElseGet(() -> new Tenant("", Tenant.Match.NONE));
  }

  private Tenant.Match match(String named, Value.Fields claims) {
    if (named.equals(tenant.text())) {
      return Tenant.Match.SAME;
    }
    boolean everywhere =
        named.equals("admin") && text(claims, "user_type").equals(Optional.of("super_admin"));
    return everywhere ? Tenant.Match.EVERYWHERE : Tenant.Match.OTHER;
  }

  private Source source(Value id, Value.Fields claims, Instant now) {
    String text = id instanceof Value.Text(String named) ? named : "";
    Optional<ApiKey> key = KeyId.parse(text).flatMap(keys);
    return new Source(
        text,
        key,
        key.map(found -> found.isUsable(now)).orElse(false),
        key.map(found -> excesses(claims, found)).orElse(List.of()));
  }

  private static List<Excess> excesses(Value.Fields claims, ApiKey key) {
    List<Excess> excesses = new ArrayList<>();
    text(claims, "sub")
        .filter(owner -> !owner.equals(key.ownerId()))
        .ifPresent(owner -> excesses.add(new Excess("sub", owner, key.ownerId())));
    text(claims, "scope")
        .filter(scope -> exceeds(scope, key.scope()))
        .ifPresent(scope -> excesses.add(new Excess("scope", scope, key.scope().text())));
    for (String capability : capabilities(claims)) {
      if (!key.capabilities().contains(capability)) {
        excesses.add(new Excess("capabilities", capability, ""));
      }
    }
    if (claims.get("rate_limits").orElse(Value.NOTHING) instanceof Value.Fields limits) {
      LIMITS.forEach(limit -> limit(limits, key, limit).ifPresent(excesses::add));
    }
    return excesses;
  }

  private static boolean exceeds(String claimed, Scope held) {
    return Scope.parse(claimed).map(scope -> scope.compareTo(held) > 0).orElse(true);
  }

  private static List<String> capabilities(Value.Fields claims) {
    List<String> names = new ArrayList<>();
    if (claims.get("capabilities").orElse(Value.NOTHING)
        instanceof Value.Items(List<Value> items)) {
      for (Value item : items) {
        switch (item) {
          case Value.Text(String name) -> names.add(name);
          case Value.Fields fields -> text(fields, "resource").ifPresent(names::add);
          case Value.Numeral _, Value.Truth _, Value.Nothing _, Value.Items _ -> {}
        }
      }
    }
    return names;
  }

  private static Optional<Excess> limit(Value.Fields limits, ApiKey key, LimitClaim limit) {
    long held = limit.of().applyAsLong(key.limits());
    return limits
        .get(limit.name())
        .filter(Value.Numeral.class::isInstance)
        .map(value -> ((Value.Numeral) value).text())
        .filter(claimed -> Double.parseDouble(claimed) > held)
        .map(claimed -> new Excess("rate_limits." + limit.name(), claimed, Long.toString(held)));
  }

  private static Optional<String> text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
            && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }
}
