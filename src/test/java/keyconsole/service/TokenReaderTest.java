package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.TestTenant;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Limits;
import keyconsole.domain.TokenReading;
import keyconsole.domain.TokenReading.Excess;
import keyconsole.domain.TokenReading.Signature;
import keyconsole.domain.TokenReading.Tenant;
import keyconsole.domain.TokenReading.Validity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A pasted token is taken apart and judged, whatever it is.
class TokenReaderTest {

  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private static final long NOON = TestTenant.NOON.getEpochSecond();

  @TempDir Path folder;
  private TestTenant tenant;
  private KeyService service;

  @BeforeEach
  void open() {
    tenant = TestTenant.acme(folder);
    service = tenant.openAsAdministrator();
  }

  @AfterEach
  void close() {
    service.close();
  }

  private ApiKey key(String name) {
    return service.list().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(String claims, String secret) {
    String header = part(HEADER);
    String payload = part(claims);
    byte[] signature =
        Algorithm.HMAC256(secret)
            .sign(
                header.getBytes(StandardCharsets.US_ASCII),
                payload.getBytes(StandardCharsets.US_ASCII));
    return header
        + "."
        + payload
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private TokenReading read(String claims) {
    return service.readToken(signed(claims, TestTenant.SIGNING_KEY));
  }

  @Test
  void aTokenFromAKeyIsReadWithItsClaimsInOrderAndItsKey() {
    ApiKey key = key("Billing export");
    TokenReading reading = service.readToken(service.capabilityToken(key.id(), Map.of("run", 7)));
    assertEquals(TokenReading.Kind.FROM_KEY, reading.kind());
    assertEquals("HS256", reading.algorithm());
    assertEquals("JWT", reading.type());
    assertEquals(
        List.of(
            "sub",
            "tenant_id",
            "api_key_id",
            "scope",
            "capabilities",
            "constraints",
            "rate_limits",
            "iat",
            "exp",
            "run"),
        reading.claims().stream().map(TokenReading.Claim::name).toList());
    assertEquals(Signature.MATCHES, reading.signature());
    assertEquals(new Validity.Until(TestTenant.NOON.plusSeconds(3_600)), reading.validity());
    assertEquals(new Tenant("acme.example", Tenant.Match.SAME), reading.tenant());
    TokenReading.Source source = reading.source().orElseThrow();
    assertEquals(Optional.of(key), source.key());
    assertTrue(source.usable());
    assertEquals(List.of(), source.excesses());
  }

  @Test
  void aTokenThatOutlivedItsKeySaysSo() {
    ApiKey key = key("Billing export");
    String token = service.capabilityToken(key.id(), Map.of());
    service.revoke(key.id());
    TokenReading reading = service.readToken(token);
    assertEquals(Signature.MATCHES, reading.signature());
    assertFalse(reading.source().orElseThrow().usable());
  }

  @Test
  void whatATokenClaimsBeyondItsKeyIsNamed() {
    ApiKey key = key("Billing export");
    String token = service.capabilityToken(key.id(), Map.of());
    String taken = key.capabilities().getFirst();
    Limits limits = key.limits();
    service.update(
        key.id(),
        KeyEdit.NOTHING
            .withCapabilities(key.capabilities().subList(1, key.capabilities().size()))
            .withLimits(
                new Limits(
                    1,
                    limits.perDay(),
                    limits.perMonth(),
                    limits.costCents(),
                    limits.tokensPerRequest(),
                    limits.concurrentRequests())));
    assertEquals(
        List.of(
            new Excess("capabilities", taken, ""),
            new Excess("rate_limits.requests_per_hour", Long.toString(limits.perHour()), "1")),
        service.readToken(token).source().orElseThrow().excesses());
  }

  @Test
  void aHigherScopeAndAnotherOwnerAreExcesses() {
    ApiKey key = key("Billing export");
    String claims =
        "{\"sub\":\"eve@acme.example\",\"api_key_id\":\"%s\",\"scope\":\"root\"}"
            .formatted(key.id());
    assertEquals(
        List.of(
            new Excess("sub", "eve@acme.example", key.ownerId()),
            new Excess("scope", "root", key.scope().text())),
        read(claims).source().orElseThrow().excesses());
  }

  @Test
  void aKeyThatIsNotThereIsNotLinked() {
    for (String id : List.of("\"8c5ad429-df12-4037-905a-49cce4f9c35e\"", "\"../x\"", "7", "null")) {
      TokenReading.Source source = read("{\"api_key_id\":" + id + "}").source().orElseThrow();
      assertEquals(Optional.empty(), source.key());
      assertFalse(source.usable());
    }
  }

  @Test
  void anotherSignatureDoesNotMatch() {
    ApiKey key = key("Billing export");
    String token = service.capabilityToken(key.id(), Map.of());
    String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
    for (String other :
        List.of(
            unsigned,
            unsigned + "AAAA",
            unsigned + "!",
            signed("{\"api_key_id\":\"" + key.id() + "\"}", "another-secret-0123456789"))) {
      assertEquals(Signature.DIFFERS, service.readToken(other).signature(), other);
    }
  }

  @Test
  void aSigningKeyMadeUpForThisRunJudgesItsOwnTokensAlone() {
    String foreign = service.capabilityToken(key("Billing export").id(), Map.of());
    try (KeyService temporary =
        KeyService.open(
            folder, tenant.domain, tenant.administrator(), Optional.empty(), tenant.clock)) {
      assertEquals(Signature.KEY_UNKNOWN, temporary.readToken(foreign).signature());
      String own = temporary.capabilityToken(key("Billing export").id(), Map.of());
      assertEquals(Signature.MATCHES_THIS_RUN, temporary.readToken(own).signature());
    }
  }

  @Test
  void aTokenOfThePlatformIsNotJudgedBySignature() {
    TokenReading reading =
        service.readToken(
            signed(
                "{\"email\":\"olu@acme.example\",\"user_type\":\"tenant_admin\","
                    + "\"current_tenant\":{\"domain\":\"acme.example\"}}",
                TestTenant.JWT_SECRET));
    assertEquals(TokenReading.Kind.PLATFORM, reading.kind());
    assertEquals(Signature.SECRET_NOT_KEPT, reading.signature());
    assertEquals(new Tenant("acme.example", Tenant.Match.SAME), reading.tenant());
    assertEquals(Optional.empty(), reading.source());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "{\"alg\":\"none\"}|none",
        "{\"alg\":\"RS256\"}|RS256",
        "{\"alg\":\"hs256\"}|hs256",
        "{}|''",
        "{\"alg\":7}|''"
      },
      delimiter = '|')
  void anotherAlgorithmIsRefused(String header, String algorithm) {
    TokenReading reading = service.readToken(part(header) + "." + part("{}") + ".");
    assertEquals(Signature.REFUSED, reading.signature());
    assertEquals(algorithm, reading.algorithm());
  }

  @Test
  void validityIsJudgedAtThisMoment() {
    assertEquals(new Validity.Endless(), read("{}").validity());
    assertEquals(new Validity.Until(at(1)), read("{\"exp\":" + (NOON + 1) + "}").validity());
    assertEquals(new Validity.Ended(at(0)), read("{\"exp\":" + NOON + "}").validity());
    assertEquals(
        new Validity.NotYet("nbf", at(60)), read("{\"nbf\":" + (NOON + 60) + "}").validity());
    assertEquals(
        new Validity.NotYet("iat", at(60)), read("{\"iat\":" + (NOON + 60) + "}").validity());
    for (String no : List.of("\"soon\"", "null", "1e300", "NaN", "Infinity", "[]")) {
      assertEquals(new Validity.NoTime("exp"), read("{\"exp\":" + no + "}").validity(), no);
    }
  }

  private static Instant at(long seconds) {
    return TestTenant.NOON.plusSeconds(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "{\"tenant_id\":\"acme.example\"}|acme.example|SAME",
        "{\"tenant_id\":\"other.example\"}|other.example|OTHER",
        "{\"current_tenant\":{\"id\":\"acme.example\"}}|acme.example|SAME",
        "{\"tenant_id\":\"a\",\"current_tenant\":{\"id\":\"b\"}}|a, b|TWO",
        "{\"tenant_id\":7,\"current_tenant\":[]}|''|NONE",
        "{\"tenant_id\":\"admin\",\"user_type\":\"super_admin\"}|admin|EVERYWHERE",
        "{\"tenant_id\":\"admin\",\"user_type\":\"gt_admin\"}|admin|OTHER"
      },
      delimiter = '|')
  void theTenantIsCompared(String claims, String named, Tenant.Match match) {
    assertEquals(new Tenant(named, match), read(claims).tenant());
  }

  @Test
  void whatIsNoTokenIsRefusedInWordsThatQuoteNothing() {
    String secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ";
    List<String> texts =
        new ArrayList<>(
            List.of(
                "",
                "  \n ",
                secret,
                secret + "." + secret,
                secret + "." + secret + "." + secret + "." + secret,
                secret + "." + secret + "." + secret,
                "!" + secret + "." + part("{}") + "." + secret,
                part("[]") + "." + part("{}") + "." + secret,
                part(HEADER) + "." + part("\"secret\"") + "." + secret,
                part(HEADER) + "." + part("{\"secret\":") + "." + secret,
                part(HEADER) + "." + part("{\"secret\":1} secret") + "." + secret,
                part(HEADER) + "." + part("{\"a\":".repeat(2_000)) + "." + secret,
                part(HEADER) + ".." + secret,
                secret.repeat(400_000)));
    for (String text : texts) {
      InvalidRequestException refusal =
          assertThrows(InvalidRequestException.class, () -> service.readToken(text));
      assertFalse(String.valueOf(refusal.getMessage()).contains("secret"), refusal.getMessage());
      assertFalse(String.valueOf(refusal.getMessage()).contains(secret), refusal.getMessage());
      assertNull(refusal.getCause());
    }
  }

  @Test
  void readingKeepsNoSignature() {
    String token = service.capabilityToken(key("Billing export").id(), Map.of());
    String signature = token.substring(token.lastIndexOf('.') + 1);
    assertFalse(service.readToken(token).toString().contains(signature));
  }

  @Test
  void readingNeedsNoSession() {
    String token = service.capabilityToken(key("Billing export").id(), Map.of());
    service.actFor(Session.readOnly(tenant.domain));
    assertEquals(Signature.MATCHES, service.readToken("\n " + token + "\n").signature());
  }
}
