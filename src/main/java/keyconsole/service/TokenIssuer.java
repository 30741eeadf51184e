package keyconsole.service;

import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import org.jspecify.annotations.Nullable;

/// Makes capability tokens from keys: JWT, HS256, the claims in the contract's order.
final class TokenIssuer {

  private static final Set<String> RESERVED =
      Set.of(
          "sub",
          "tenant_id",
          "api_key_id",
          "scope",
          "capabilities",
          "constraints",
          "rate_limits",
          "iat",
          "exp",
          "nbf",
          "iss",
          "aud",
          "jti",
          "email",
          "user_type",
          "current_tenant",
          "available_tenants");

  private static final long LIFETIME_SECONDS = 3600;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final byte[] HEADER =
      "{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8);

  private final Algorithm algorithm;
  private final boolean temporary;

  /// @param signingKey the tenant's; where empty or blank, one is made up for this run
  TokenIssuer(Optional<String> signingKey) {
    Optional<String> given = signingKey.filter(key -> !key.isBlank());
    temporary = given.isEmpty();
    algorithm = Algorithm.HMAC256(given.orElseGet(TokenIssuer::randomKey));
  }

  private static String randomKey() {
    byte[] random = new byte[64];
    new SecureRandom().nextBytes(random);
    return BASE64.encodeToString(random);
  }

  /// Whether the signing key was made up for this run, so that its tokens verify nowhere else.
  boolean isTemporary() {
    return temporary;
  }

  /// Whether a signature was made with the signing key. The comparison takes the same time wherever
  /// they differ.
  ///
  /// @param header the token's first part as it stands there
  /// @param payload the token's second part as it stands there
  boolean hasSigned(String header, String payload, byte[] signature) {
    byte[] expected =
        algorithm.sign(
            header.getBytes(StandardCharsets.US_ASCII),
            payload.getBytes(StandardCharsets.US_ASCII));
    return MessageDigest.isEqual(expected, signature);
  }

  String issue(ApiKey key, TenantDomain tenant, Map<String, ?> extraContext, Instant now) {
    Map<String, Value> claims = claims(key, tenant, now.getEpochSecond());
    for (Map.Entry<String, ?> extra : extraContext.entrySet()) {
      if (RESERVED.contains(extra.getKey())) {
        throw new InvalidRequestException(
            extra.getKey(), Message.of(Refusal.CLAIM_RESERVED, extra.getKey()));
      }
      claims.put(extra.getKey(), value(extra.getKey(), extra.getValue()));
    }
    byte[] payload = Json.line(new Value.Fields(claims));
    byte[] header = BASE64.encode(HEADER);
    byte[] body = BASE64.encode(payload);
    byte[] signature = algorithm.sign(header, body);
    return new String(header, StandardCharsets.US_ASCII)
        + "."
        + new String(body, StandardCharsets.US_ASCII)
        + "."
        + BASE64.encodeToString(signature);
  }

  private static Map<String, Value> claims(ApiKey key, TenantDomain tenant, long issuedAt) {
    Map<String, Value> claims = new LinkedHashMap<>();
    claims.put("sub", new Value.Text(key.ownerId()));
    claims.put("tenant_id", new Value.Text(tenant.text()));
    claims.put("api_key_id", new Value.Text(key.id().text()));
    claims.put("scope", new Value.Text(key.scope().text()));
    claims.put("capabilities", capabilities(key));
    claims.put("constraints", key.constraints());
    Map<String, Value> limits = new LinkedHashMap<>();
    limits.put("requests_per_hour", Value.Numeral.of(key.limits().perHour()));
    limits.put("max_tokens_per_request", Value.Numeral.of(key.limits().tokensPerRequest()));
    limits.put("cost_limit_cents", Value.Numeral.of(key.limits().costCents()));
    claims.put("rate_limits", new Value.Fields(limits));
    claims.put("iat", Value.Numeral.of(issuedAt));
    claims.put("exp", Value.Numeral.of(issuedAt + LIFETIME_SECONDS));
    return claims;
  }

  private static Value capabilities(ApiKey key) {
    List<Value> items = new ArrayList<>();
    for (String capability : key.capabilities()) {
      Map<String, Value> item = new LinkedHashMap<>();
      item.put("resource", new Value.Text(capability));
      item.put("actions", Value.Items.ofTexts(List.of("*")));
      item.put("constraints", key.constraints().get(capability).orElse(Value.Fields.EMPTY));
      items.add(new Value.Fields(item));
    }
    return new Value.Items(items);
  }

  private static Value value(String claim, @Nullable Object object) {
    return switch (object) {
      case null -> Value.NOTHING;
      case Value value -> value;
      case String text -> new Value.Text(text);
      case Boolean truth -> new Value.Truth(truth);
      case Number number -> new Value.Numeral(number.toString());
      case List<?> list -> new Value.Items(list.stream().map(item -> value(claim, item)).toList());
      case Map<?, ?> map -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        map.forEach((name, item) -> fields.put(String.valueOf(name), value(claim, item)));
        yield new Value.Fields(fields);
      }
      default ->
          throw new InvalidRequestException(claim, Message.of(Refusal.CLAIM_NO_VALUE, claim));
    };
  }
}
