package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which tokens are taken, and what is said of those that are not.
class SessionTest {

  private static final String SECRET = "a-secret-of-the-platform-0123456789abcdef";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long AT = NOW.getEpochSecond();
  private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String signed(String header, String payload, String secret) {
    String text =
        base64(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(payload.getBytes(StandardCharsets.UTF_8));
    byte[] signature =
        Algorithm.HMAC256(secret)
            .sign(
                text.substring(0, text.indexOf('.')).getBytes(StandardCharsets.US_ASCII),
                text.substring(text.indexOf('.') + 1).getBytes(StandardCharsets.US_ASCII));
    return text + "." + base64(signature);
  }

  private static Session verify(String payload) {
    return Session.verify(signed(HS256, payload, SECRET), SECRET, "acme.example", CLOCK);
  }

  private static String refusal(String token, String secret) {
    NotAuthorizedException refused =
        assertThrows(
            NotAuthorizedException.class,
            () -> Session.verify(token, secret, "acme.example", CLOCK));
    String told = refused + String.valueOf(refused.getCause());
    assertFalse(!token.isBlank() && told.contains(token), "the token is not told");
    assertFalse(!secret.isEmpty() && told.contains(secret), "the secret is not told");
    return String.valueOf(refused.getMessage());
  }

  private static String refusal(String payload) {
    return refusal(signed(HS256, payload, SECRET), SECRET);
  }

  @Test
  void takesACapabilityToken() {
    Session session =
        verify(
            "{\"sub\":\"dana@acme.example\",\"tenant_id\":\"acme.example\",\"exp\":"
                + (AT + 60)
                + "}");
    assertEquals(Optional.of("dana@acme.example"), session.actor());
    assertEquals(Optional.of(NOW.plusSeconds(60)), session.expiresAt());
    assertFalse(session.isAdministrator());
    assertTrue(session.isLive(NOW.plusSeconds(59)));
    assertFalse(session.isLive(NOW.plusSeconds(60)));
  }

  /// A session of an hour, by a machine whose count is told.
  private static Session ofAnHour(LongSupplier nanos) {
    String token =
        signed(
            HS256,
            "{\"sub\":\"dana\",\"tenant_id\":\"acme.example\",\"exp\":" + (AT + 3600) + "}",
            SECRET);
    return Session.verify(token, SECRET, "acme.example", NOW, nanos);
  }

  @Test
  void aClockThatIsSetBackGivesASessionThatHasEndedNoTime() {
    Session session = ofAnHour(() -> 0);
    assertTrue(session.isLive(NOW.plusSeconds(3599)));
    assertFalse(session.isLive(NOW.plusSeconds(3600)));
    assertFalse(session.isLive(NOW.plusSeconds(10)));
    assertFalse(session.isLive(NOW.minusSeconds(86_400)));
  }

  @Test
  void aSessionEndsWhenItsTimeHasPassedWhateverTheClockShows() {
    AtomicLong seconds = new AtomicLong(Long.MAX_VALUE / 1_000_000_000);
    long begin = seconds.get();
    Session session = ofAnHour(() -> seconds.get() * 1_000_000_000);
    for (int passed = 0; passed < 3600; passed += 300) {
      seconds.set(begin + passed);
      assertTrue(session.isLive(NOW.minusSeconds(passed)), passed + " s");
    }
    seconds.set(begin + 3600);
    assertFalse(session.isLive(NOW));
  }

  @Test
  void aSleepInWhichTheMachineCountsNothingIsTimeThatHasPassed() {
    AtomicLong seconds = new AtomicLong();
    Session session = ofAnHour(() -> seconds.get() * 1_000_000_000);
    assertTrue(session.isLive(NOW.plusSeconds(3000)), "awake again");
    assertTrue(session.isLive(NOW), "set back");
    seconds.addAndGet(599);
    assertTrue(session.isLive(NOW.plusSeconds(599)));
    seconds.addAndGet(1);
    assertFalse(session.isLive(NOW.plusSeconds(600)));
  }

  @Test
  void aClockThatGoesToAndFroTakesNoTimeAway() {
    Session session = ofAnHour(() -> 0);
    for (int i = 0; i < 100; i++) {
      assertTrue(session.isLive(NOW.plusSeconds(3000)));
      assertTrue(session.isLive(NOW));
    }
    assertTrue(session.isLive(NOW.plusSeconds(3599)));
  }

  @Test
  void takesATokenWithoutAnEnd() {
    Session session = verify("{\"sub\":\"dana\",\"tenant_id\":\"acme.example\"}");
    assertEquals(Optional.empty(), session.expiresAt());
    assertTrue(session.isLive(NOW.plusSeconds(1_000_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"domain\":\"acme.example\",\"id\":\"7\"}", "{\"id\":\"acme.example\"}"})
  void takesALogInToken(String currentTenant) {
    Session session =
        verify(
            "{\"sub\":\"17\",\"email\":\"olu@acme.example\",\"current_tenant\":"
                + currentTenant
                + ",\"user_type\":\"tenant_user\"}");
    assertEquals(Optional.of("olu@acme.example"), session.actor());
    assertFalse(session.isAdministrator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"user_type\":\"tenant_admin\" | true",
        "\"user_type\":\"gt_admin\" | true",
        "\"user_type\":\"super_admin\" | true",
        "\"user_type\":\"tenant_user\" | false",
        "\"user_type\":\"administrator\" | false",
        "\"capabilities\":[{\"resource\":\"*\"}] | true",
        "\"capabilities\":[{\"resource\":\"admin:user_management\"}] | true",
        "\"capabilities\":[{\"resource\":\"llm:gpt-4\"},{\"resource\":\"administer:x\"}] | false",
        "\"current_tenant\":{\"capabilities\":[{\"resource\":\"admin:x\"}]} | true",
        "\"current_tenant\":{\"capabilities\":[{\"resource\":\"rag:search\"}]} | false",
        "\"capabilities\":\"admin:x\" | false"
      })
  void tellsAdministrators(String claims, boolean administrator) {
    assertEquals(
        administrator,
        verify("{\"sub\":\"olu\",\"tenant_id\":\"acme.example\"," + claims + "}")
            .isAdministrator());
  }

  @Test
  void letsThePlatformsSuperAdminInEverywhere() {
    assertTrue(
        verify("{\"sub\":\"root\",\"tenant_id\":\"admin\",\"user_type\":\"super_admin\"}")
            .isAdministrator());
    assertEquals(
        "This token is for admin, not acme.example.",
        refusal("{\"sub\":\"gt\",\"tenant_id\":\"admin\",\"user_type\":\"gt_admin\"}"));
    assertEquals(
        "This token is for globex.example, not acme.example.",
        refusal("{\"sub\":\"x\",\"tenant_id\":\"globex.example\",\"user_type\":\"super_admin\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"tenant_id\":\"globex.example\" | This token is for globex.example, not acme.example.",
        "\"tenant_id\":\"Acme.example\" | This token is for Acme.example, not acme.example.",
        "\"x\":1 | This token names no tenant.",
        "\"tenant_id\":\"acme.example\",\"current_tenant\":{\"domain\":\"globex.example\"}"
            + " | This token names two tenants, acme.example and globex.example.",
        "\"tenant_id\":\"acme.example\",\"aud\":\"console\""
            + " | This token is made for another audience. Use a capability token without one.",
        "\"tenant_id\":\"acme.example\",\"aud\":[]"
            + " | This token is made for another audience. Use a capability token without one.",
        "\"tenant_id\":\"acme.example\",\"exp\":1795435200"
            + " | This token expired at 2026-11-23T12:00:00Z.",
        "\"tenant_id\":\"acme.example\",\"exp\":0 | This token expired at 1970-01-01T00:00:00Z.",
        "\"tenant_id\":\"acme.example\",\"nbf\":1795435201"
            + " | This token is not valid before 2026-11-23T12:00:01Z.",
        "\"tenant_id\":\"acme.example\",\"exp\":null | The token's exp is not a time.",
        "\"tenant_id\":\"acme.example\",\"nbf\":null | The token's nbf is not a time."
      })
  void refusesWithTheReason(String claims, String reason) {
    assertEquals(reason, refusal("{\"sub\":\"dana\"," + claims + "}"));
  }

  @Test
  void refusesATokenWithoutAPerson() {
    assertEquals("This token names no person.", refusal("{\"tenant_id\":\"acme.example\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e30", "-1e30", "9223372036854775807", "\"tomorrow\"", "[1]", "true"})
  void refusesAnEndThatIsNoTime(String end) {
    for (String name : new String[] {"exp", "nbf", "iat"}) {
      assertFalse(
          refusal("{\"sub\":\"dana\",\"tenant_id\":\"acme.example\",\"" + name + "\":" + end + "}")
              .isBlank());
    }
  }

  @Test
  void takesOnlyHs256() {
    String payload = "{\"sub\":\"dana\",\"tenant_id\":\"acme.example\",\"exp\":" + (AT + 60) + "}";
    String none =
        base64("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(payload.getBytes(StandardCharsets.UTF_8))
            + ".";
    assertEquals("This token is signed with none. Only HS256 is accepted.", refusal(none, SECRET));
    for (String algorithm : new String[] {"HS512", "RS256", "hs256", "None"}) {
      assertEquals(
          "This token is signed with " + algorithm + ". Only HS256 is accepted.",
          refusal(signed("{\"alg\":\"" + algorithm + "\"}", payload, SECRET), SECRET));
    }
    assertEquals(
        "The signature does not match: the token or the signing secret is not the right one.",
        refusal(signed(HS256, payload, "another-secret"), SECRET));
    assertEquals(
        "The signing secret is missing. Without it no token can be verified.",
        refusal(signed(HS256, payload, SECRET), ""));
  }

  @Test
  void refusesChangedClaims() {
    String token = signed(HS256, "{\"sub\":\"dana\",\"tenant_id\":\"acme.example\"}", SECRET);
    String forged =
        base64("{\"sub\":\"olu\",\"tenant_id\":\"acme.example\"}".getBytes(StandardCharsets.UTF_8));
    String[] parts = token.split("\\.");
    assertTrue(
        refusal(parts[0] + "." + forged + "." + parts[2], SECRET).startsWith("The signature"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"garbage", "a.b", "a.b.c", "..", "eyJhbGciOiJIUzI1NiJ9..", "é.ü.ß", "a.b.c.d"})
  void refusesGarbage(String garbage) {
    assertFalse(refusal(garbage, SECRET).isBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "\"text\"", "{", ""})
  void refusesPartsThatAreNoObject(String part) {
    assertFalse(refusal(signed(part, "{}", SECRET), SECRET).isBlank());
    assertFalse(refusal(part).isBlank());
  }

  @Test
  void saysThatThereIsNoToken() {
    assertEquals("There is no token. Paste a capability token.", refusal("  ", SECRET));
  }

  @Property(tries = 300)
  void refusesAnyTextWithAReason(@ForAll String text) {
    assertFalse(
        String.valueOf(
                assertThrows(
                        NotAuthorizedException.class,
                        () -> Session.verify(text, SECRET, "acme.example", CLOCK))
                    .getMessage())
            .isBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "exp": "1764000000"        | The token's exp is not a time.
          "exp": 1e30                | ?
          "exp": -1e30               | ?
          "exp": [1]                 | ?
          "exp": true                | ?
          "nbf": 1e300               | ?
          "iat": "soon"              | ?
          "tenant_id": 5             | The token's tenant_id is not a text.
          "tenant_id": ["acme.example"] | The token's tenant_id is not a text.
          "current_tenant": "acme.example" | The token's current_tenant is not an object.
          "current_tenant": {"domain": "globex.example"} | This token names two tenants, acme.example and globex.example.
          "aud": []                  | ?
          """)
  void refusesClaimsOfAnotherKindInWords(String claim, String message) {
    String token =
        signed(HS256, "{\"sub\": \"a\", \"tenant_id\": \"acme.example\", " + claim + "}", SECRET);
    String told = refusal(token, SECRET);
    if (!message.equals("?")) {
      assertEquals(message, told);
    }
  }

  @Test
  void takesAFractionOfASecondAndSpaceAroundATokenAndNoKeyIdOfAnotherAlgorithm() {
    String claims =
        "{\"sub\": \"a\", \"tenant_id\": \"acme.example\", \"exp\": %s.5}".formatted(AT + 9);
    String token = signed("{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}", claims, SECRET);
    Session session = Session.verify(" \n\t" + token + "\r\n", SECRET, "acme.example", CLOCK);
    assertEquals(Optional.of(Instant.ofEpochSecond(AT + 9)), session.expiresAt());
    for (String alg : new String[] {"HS384", "HS512", "RS256", "none", "hs256", "HS256 ", ""}) {
      String header = "{\"alg\":\"" + alg + "\"}";
      assertTrue(
          refusal(signed(header, claims, SECRET), SECRET).contains("Only HS256 is accepted."), alg);
    }
    refusal(signed("{\"alg\":[\"HS256\"]}", claims, SECRET), SECRET);
    refusal(signed("{\"alg\":\"HS256\"}", "[]", SECRET), SECRET);
    refusal(token.substring(0, token.lastIndexOf('.') + 1), SECRET);
    refusal("a".repeat(1 << 20), SECRET);
    refusal("e30." + "x".repeat(1 << 20) + ".e30", SECRET);
    refusal(
        signed(HS256, "{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}", SECRET), SECRET);
  }

  @Test
  void takesALongTokenThatIsGood() {
    Session session =
        verify(
            "{\"sub\": \"a\", \"tenant_id\": \"acme.example\", \"x\": \""
                + "y".repeat(1 << 20)
                + "\"}");
    assertEquals(Optional.of("a"), session.actor());
  }
}
