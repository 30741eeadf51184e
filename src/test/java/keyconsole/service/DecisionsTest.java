package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import keyconsole.PlainKey;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.Decision.Answer;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.domain.RuleResult;
import keyconsole.domain.RuleResult.Held;
import keyconsole.domain.RuleResult.Outcome;
import keyconsole.store.English;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule of an access decision, in both meanings, with its exact message.
class DecisionsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final RecentUsage UNUSED = new RecentUsage(0, 0, 0);
  private static final ApiKey KEY = PlainKey.of("raw", NOW.minusSeconds(60));

  private static AccessRequest request(
      String endpoint,
      String ip,
      Optional<String> domain,
      Optional<Boolean> tls,
      OptionalLong tokens) {
    return new AccessRequest(
        new AccessRequest.Credential.Picked(KEY.id()), endpoint, ip, "", domain, tls, tokens);
  }

  private static AccessRequest request(String endpoint, String ip) {
    return AccessRequest.of(KEY.id(), endpoint, ip);
  }

  private static Decision decide(ApiKey key, AccessRequest request, RecentUsage usage) {
    return Decisions.decide(key, request, NOW, usage);
  }

  private static void assertDenied(Rule rule, String message, boolean byBackend, Decision actual) {
    Decision.Denied denied = assertInstanceOf(Decision.Denied.class, actual);
    assertEquals(rule, denied.rule());
    assertEquals(message, denied.message());
    assertAnswer(byBackend, rule, message, denied.backend());
  }

  /// What a person reads of it in English is what a program is answered.
  private static void assertAnswer(boolean no, Rule rule, String message, Answer actual) {
    if (!no) {
      assertEquals(new Answer.Yes(), actual);
      return;
    }
    Answer.No denied = assertInstanceOf(Answer.No.class, actual);
    assertEquals(rule, denied.rule());
    assertEquals(message, denied.message());
    assertEquals(message, English.of(denied.told()).replace(",", ""));
  }

  private static ApiKey restricted(
      List<String> allowed, List<String> blocked, List<String> ips, List<String> domains) {
    return KEY.with().restrictions(new Restrictions(allowed, blocked, ips, domains, true)).key();
  }

  private static ApiKey limited(UnaryOperator<Long> hour, long day, long month) {
    Limits limits = KEY.limits();
    return KEY.with()
        .limits(
            new Limits(
                hour.apply(limits.perHour()),
                day,
                month,
                limits.costCents(),
                limits.tokensPerRequest(),
                limits.concurrentRequests()))
        .key();
  }

  @Test
  void letsThroughAndTellsEveryRuleInOrder() {
    Decision.Allowed allowed =
        assertInstanceOf(Decision.Allowed.class, decide(KEY, request("/v1/chat", ""), UNUSED));
    assertEquals(List.of(Rule.values()), allowed.trace().stream().map(RuleResult::rule).toList());
    for (RuleResult result : allowed.trace()) {
      if (result.rule() == Rule.COST || result.rule() == Rule.CONCURRENT_REQUESTS) {
        assertEquals(new Outcome.NotTracked(), result.full());
      }
    }
  }

  /// What each rule says when it is the only one that denies.
  ///
  /// @param backend whether the backend denies by it too
  private record Denial(
      Rule rule, String message, boolean backend, ApiKey key, AccessRequest request, long used) {}

  private static List<Denial> denials() {
    AccessRequest full =
        request(
            "/v1/chat",
            "10.0.0.1",
            Optional.of("app.acme.example"),
            Optional.of(true),
            OptionalLong.of(4_000));
    Restrictions strict =
        new Restrictions(
            List.of("/v1/chat"),
            List.of("/x"),
            List.of("10.0.0.1"),
            List.of("*.acme.example"),
            true);
    ApiKey key = KEY.with().restrictions(strict).key();
    return List.of(
        new Denial(
            Rule.STATUS,
            "API key is revoked",
            true,
            key.with().status(KeyStatus.REVOKED).key(),
            full,
            0),
        new Denial(
            Rule.EXPIRY,
            "API key has expired",
            true,
            key.with().expiresAt(Optional.of(NOW.minusSeconds(1))).key(),
            full,
            0),
        new Denial(
            Rule.ALLOWED_ENDPOINTS,
            "Endpoint /v2/rag not allowed",
            true,
            key,
            request("/v2/rag", "10.0.0.1"),
            0),
        new Denial(
            Rule.ALLOWED_ENDPOINTS, "Endpoint  not allowed", true, key, request("", "10.0.0.1"), 0),
        new Denial(
            Rule.BLOCKED_ENDPOINTS,
            "Endpoint /x is blocked",
            true,
            restricted(List.of(), List.of("/x"), List.of(), List.of()),
            request("/x", "10.0.0.1"),
            0),
        new Denial(
            Rule.ALLOWED_IPS,
            "IP 192.168.1.9 not allowed",
            true,
            key,
            request("/v1/chat", "192.168.1.9"),
            0),
        new Denial(
            Rule.ALLOWED_DOMAINS,
            "Domain partner.example not allowed",
            false,
            key,
            request(
                "/v1/chat",
                "10.0.0.1",
                Optional.of("partner.example"),
                Optional.of(true),
                OptionalLong.of(1)),
            0),
        new Denial(
            Rule.TLS,
            "TLS required",
            false,
            key,
            request(
                "/v1/chat",
                "10.0.0.1",
                Optional.of("app.acme.example"),
                Optional.of(false),
                OptionalLong.of(1)),
            0),
        new Denial(
            Rule.TOKENS_PER_REQUEST,
            "Token limit exceeded: 4001/4000 tokens per request",
            false,
            key,
            request(
                "/v1/chat",
                "10.0.0.1",
                Optional.of("app.acme.example"),
                Optional.of(true),
                OptionalLong.of(4_001)),
            0),
        new Denial(
            Rule.REQUESTS_PER_HOUR,
            "Rate limit exceeded: 7/7 requests per hour",
            false,
            limited(_ -> 7L, 10, 10),
            full,
            7),
        new Denial(
            Rule.REQUESTS_PER_HOUR,
            "Rate limit exceeded: 0/0 requests per hour",
            true,
            limited(_ -> 0L, 10, 10),
            full,
            0),
        new Denial(
            Rule.REQUESTS_PER_DAY,
            "Daily quota exceeded: 7/7 requests per day",
            false,
            limited(_ -> 10L, 7, 10),
            full,
            7),
        new Denial(
            Rule.REQUESTS_PER_MONTH,
            "Monthly quota exceeded: 7/7 requests per month",
            false,
            limited(_ -> 10L, 10, 7),
            full,
            7));
  }

  @ParameterizedTest
  @MethodSource("denials")
  void eachRuleDeniesInTheContractsWordsAndNoOtherFails(Denial denial) {
    RecentUsage used = new RecentUsage(denial.used(), denial.used(), denial.used());
    Decision decision = decide(denial.key(), denial.request(), used);
    assertDenied(denial.rule(), denial.message(), denial.backend(), decision);
    assertAnswer(true, denial.rule(), denial.message(), decision.full());
    for (RuleResult result : decision.trace()) {
      boolean denies = result.rule() == denial.rule();
      assertEquals(denies, result.full() instanceof Outcome.Failed, result.rule().name());
      assertEquals(
          denies && denial.backend(),
          result.backend() instanceof Outcome.Failed,
          result.rule().name());
    }
  }

  @Test
  void whatTheRequestDoesNotTellIsNotJudgedAndWhatTheDirectoryDoesNotTellIsNotTracked() {
    ApiKey key = restricted(List.of(), List.of(), List.of(), List.of("acme.example"));
    for (RuleResult result : decide(key, request("/v1/chat", "10.0.0.1"), UNUSED).trace()) {
      Outcome expected =
          switch (result.rule()) {
            case ALLOWED_DOMAINS, TLS, TOKENS_PER_REQUEST -> new Outcome.NotJudged();
            case COST, CONCURRENT_REQUESTS -> new Outcome.NotTracked();
            case KNOWN_KEY,
                STATUS,
                EXPIRY,
                ALLOWED_ENDPOINTS,
                BLOCKED_ENDPOINTS,
                ALLOWED_IPS,
                REQUESTS_PER_HOUR,
                REQUESTS_PER_DAY,
                REQUESTS_PER_MONTH ->
                new Outcome.Passed();
          };
      assertEquals(expected, result.full(), result.rule().name());
    }
  }

  @Test
  void tellsWhatTheKeyHoldsAsWhatItIs() {
    List<RuleResult> trace =
        decide(
                restricted(List.of("/a", "/b"), List.of(), List.of(), List.of()),
                request("/a", "10.0.0.1"),
                new RecentUsage(1, 2, 3))
            .trace();
    assertEquals(new Held.Word("A key"), trace.getFirst().held());
    assertEquals(new Held.Values(List.of("/a", "/b")), held(trace, Rule.ALLOWED_ENDPOINTS));
    assertEquals(new Held.Nothing(), held(trace, Rule.ALLOWED_IPS));
    assertEquals(new Held.Limit(4_000), held(trace, Rule.TOKENS_PER_REQUEST));
    assertEquals(new Held.Used(1, 1_000), held(trace, Rule.REQUESTS_PER_HOUR));
    assertEquals(new Held.Used(2, 10_000), held(trace, Rule.REQUESTS_PER_DAY));
    assertEquals(new Held.Used(3, 300_000), held(trace, Rule.REQUESTS_PER_MONTH));
  }

  private static Held held(List<RuleResult> trace, Rule rule) {
    return trace.get(rule.ordinal()).held();
  }

  @Test
  void doesNotKnowAKey() {
    assertDenied(Rule.KNOWN_KEY, "Invalid API key", true, Decisions.unknownKey());
  }

  @ParameterizedTest
  @CsvSource({"SUSPENDED,suspended", "EXPIRED,expired", "REVOKED,revoked"})
  void looksAtTheStatusBeforeTheExpiry(KeyStatus status, String word) {
    ApiKey key = KEY.with().status(status).expiresAt(Optional.of(NOW.minusSeconds(1))).key();
    assertDenied(
        Rule.STATUS, "API key is " + word, true, decide(key, request("/v1/chat", ""), UNUSED));
    ApiKey future = KEY.with().status(status).expiresAt(Optional.of(NOW.plusSeconds(1))).key();
    assertDenied(
        Rule.STATUS, "API key is " + word, true, decide(future, request("/v1/chat", ""), UNUSED));
  }

  @Test
  void deniesAfterTheExpiryNotAtIt() {
    ApiKey at = KEY.with().expiresAt(Optional.of(NOW)).key();
    assertInstanceOf(Decision.Allowed.class, decide(at, request("", ""), UNUSED));
    ApiKey past = KEY.with().expiresAt(Optional.of(NOW.minusNanos(1_000))).key();
    assertDenied(Rule.EXPIRY, "API key has expired", true, decide(past, request("", ""), UNUSED));
  }

  @Test
  void deniesWhereTheBackendFailsOnTheExpiry() {
    ApiKey key =
        KEY.with()
            .expiresAt(Optional.of(NOW.plusSeconds(3_600)))
            .flags(Set.of(KeyFlag.EXPIRY_WITH_OFFSET))
            .key();
    Decision.Denied denied =
        assertInstanceOf(Decision.Denied.class, decide(key, request("", ""), UNUSED));
    assertEquals(Rule.EXPIRY, denied.rule());
    assertInstanceOf(Answer.No.class, denied.backend());
    assertEquals(new Answer.Yes(), denied.full());
  }

  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        "/v1/chat,/v1/chat,true,true",
        "/v1/chat,/v1/Chat,false,false",
        "/v1/chat,/v1/chat/,false,false",
        "/v1/*,/v1/chat,false,true",
        "/v1/*,/v1,false,false",
        "/v1/*,/v11/chat,false,false",
        "/v1/*,/v1/*,true,true",
        "/v1/chat,'',false,false"
      })
  void judgesEndpoints(String pattern, String endpoint, boolean backend, boolean full) {
    Decision allowing =
        decide(
            restricted(List.of(pattern), List.of(), List.of(), List.of()),
            request(endpoint, ""),
            UNUSED);
    assertAnswers(
        Rule.ALLOWED_ENDPOINTS, "Endpoint " + endpoint + " not allowed", backend, full, allowing);
    Decision blocking =
        decide(
            restricted(List.of(), List.of(pattern), List.of(), List.of()),
            request(endpoint, ""),
            UNUSED);
    assertAnswers(
        Rule.BLOCKED_ENDPOINTS, "Endpoint " + endpoint + " is blocked", !backend, !full, blocking);
  }

  private static void assertAnswers(
      Rule rule, String message, boolean backend, boolean full, Decision decision) {
    assertAnswer(!backend, rule, message, decision.backend());
    assertAnswer(!full, rule, message, decision.full());
    assertEquals(backend && full, decision instanceof Decision.Allowed);
  }

  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        "10.0.0.7,10.0.0.7,true,true",
        "10.0.0.7,10.0.0.8,false,false",
        "10.0.0.0/24,10.0.0.255,false,true",
        "10.0.0.9/24,10.0.0.1,false,true",
        "10.0.0.0/24,10.0.1.0,false,false",
        "10.0.0.0/24,'',false,false",
        "10.0.0.0/24,10.0.0.0/25,false,false",
        "10.0.0.0/24,::ffff:10.0.0.3,false,true",
        "::ffff:10.0.0.3,10.0.0.3,false,true",
        "::ffff:10.0.0.0/120,10.0.0.3,false,true",
        "::ffff:10.0.0.0/120,10.0.1.3,false,false",
        "2001:db8::/32,2001:db8::1,false,true",
        "2001:db8::/32,2001:db9::1,false,false",
        "2001:db8::1,2001:0db8:0:0:0:0:0:1,false,true",
        "fe80::1,fe80::1%eth0,false,true",
        "fe80::/64,fe80::5%eth0,false,true",
        "not-an-ip,10.0.0.1,false,false",
        "10.0.0.0/24,10,false,false",
        "0.0.0.0/0,10.0.0.1,false,true",
        "0.0.0.0/0,2001:db8::1,false,false",
        "::/0,10.0.0.1,false,false",
        "2001:db8::/32,2001:DB8:0::1,false,true",
        "::ffff:0a00:0003,10.0.0.3,false,true",
        "10.0.0.3,0:0:0:0:0:ffff:10.0.0.3,false,true",
        "10.0.0.3/32,10.0.0.3,false,true",
        "10.0.0.3,10.0.0.03,false,false",
        "10.0.0.0-10.0.0.9,10.0.0.4,false,false",
        "10.0.0.3,' 10.0.0.3',false,false",
        "fe80::%eth1/64,fe80::5%eth0,false,true",
        "fe80::1%eth0,fe80::1%eth0,true,true",
        "localhost,127.0.0.1,false,false",
        "*,10.0.0.1,false,false"
      })
  void judgesAddresses(String allowed, String ip, boolean backend, boolean full) {
    assertAnswers(
        Rule.ALLOWED_IPS,
        "IP " + ip + " not allowed",
        backend,
        full,
        decide(
            restricted(List.of(), List.of(), List.of(allowed), List.of()),
            request("/v1/chat", ip),
            UNUSED));
  }

  @ParameterizedTest
  @CsvSource({
    "app.acme.example,app.acme.example,true",
    "app.acme.example,APP.Acme.Example.,true",
    "*.acme.example,app.acme.example,true",
    "*.acme.example,a.b.acme.example,true",
    "*.acme.example,acme.example,false",
    "*.acme.example,notacme.example,false",
    "app.acme.example,evil.example,false",
    "*.acme.example,.acme.example,false",
    "*.acme.example,*.acme.example,true",
    "*.Acme.Example.,app.acme.example,true",
    "*,app.acme.example,false",
    "app.*.example,app.acme.example,false",
    "bücher.example,xn--bcher-kva.example,true",
    "*.xn--bcher-kva.example,shop.BÜCHER.example,true"
  })
  void judgesDomains(String allowed, String domain, boolean passes) {
    ApiKey key = restricted(List.of(), List.of(), List.of(), List.of(allowed));
    assertAnswers(
        Rule.ALLOWED_DOMAINS,
        "Domain " + domain + " not allowed",
        true,
        passes,
        decide(
            key,
            request("", "", Optional.of(domain), Optional.empty(), OptionalLong.empty()),
            UNUSED));
    assertInstanceOf(Decision.Allowed.class, decide(key, request("", ""), UNUSED));
  }

  @Test
  void judgesTlsAndTokensWhereTheyAreKnown() {
    assertDenied(
        Rule.TLS,
        "TLS required",
        false,
        decide(
            KEY,
            request("", "", Optional.empty(), Optional.of(false), OptionalLong.empty()),
            UNUSED));
    assertDenied(
        Rule.TOKENS_PER_REQUEST,
        "Token limit exceeded: 4001/4000 tokens per request",
        false,
        decide(
            KEY,
            request("", "", Optional.empty(), Optional.of(true), OptionalLong.of(4_001)),
            UNUSED));
    assertInstanceOf(
        Decision.Allowed.class,
        decide(
            KEY,
            request("", "", Optional.empty(), Optional.of(true), OptionalLong.of(4_000)),
            UNUSED));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-5,0"})
  void deniesByTheHourAsTheBackendDoes(long limit, long used) {
    assertDenied(
        Rule.REQUESTS_PER_HOUR,
        "Rate limit exceeded: " + used + "/" + limit + " requests per hour",
        true,
        decide(
            limited(_ -> limit, 10_000, 300_000),
            request("", ""),
            new RecentUsage(used, used, used)));
  }

  @Test
  void deniesByRealCounts() {
    AccessRequest any = request("", "");
    assertInstanceOf(
        Decision.Allowed.class, decide(KEY, any, new RecentUsage(999, 9_999, 299_999)));
    assertDenied(
        Rule.REQUESTS_PER_HOUR,
        "Rate limit exceeded: 1000/1000 requests per hour",
        false,
        decide(KEY, any, new RecentUsage(1_000, 10_000, 300_000)));
    assertDenied(
        Rule.REQUESTS_PER_DAY,
        "Daily quota exceeded: 10000/10000 requests per day",
        false,
        decide(KEY, any, new RecentUsage(0, 10_000, 300_000)));
    assertDenied(
        Rule.REQUESTS_PER_MONTH,
        "Monthly quota exceeded: 300000/300000 requests per month",
        false,
        decide(KEY, any, new RecentUsage(0, 0, 300_000)));
  }

  @Test
  void theFirstRuleThatFailsAnswers() {
    ApiKey key =
        restricted(List.of("/a"), List.of("/b"), List.of("10.0.0.1"), List.of("x.example"));
    assertDenied(
        Rule.ALLOWED_ENDPOINTS,
        "Endpoint /b not allowed",
        true,
        decide(
            key,
            request("/b", "1.1.1.1", Optional.of("y"), Optional.of(false), OptionalLong.of(9_999)),
            new RecentUsage(5_000, 50_000, 500_000)));
  }

  @Provide
  Arbitrary<ApiKey> keys() {
    Arbitrary<List<String>> endpoints =
        Arbitraries.of("/v1/chat", "/v1/*", "/v2/rag", "", "/*").list().ofMaxSize(2);
    Arbitrary<List<String>> ips =
        Arbitraries.of("10.0.0.1", "10.0.0.0/8", "::1", "", "x").list().ofMaxSize(2);
    return Combinators.combine(
            Arbitraries.of(KeyStatus.class),
            Arbitraries.longs().between(-2, 2).injectNull(0.3),
            endpoints,
            endpoints,
            ips,
            Arbitraries.longs().between(-2, 3),
            Arbitraries.subsetOf(KeyFlag.EXPIRY_WITH_OFFSET, KeyFlag.SAME_HASH_AS_ANOTHER))
        .as(
            (status, end, allowed, blocked, addresses, hour, flags) ->
                limited(_ -> hour, 3, 3)
                    .with()
                    .status(status)
                    .expiresAt(Optional.ofNullable(end).map(NOW::plusSeconds))
                    .restrictions(new Restrictions(allowed, blocked, addresses, List.of(), true))
                    .flags(flags)
                    .key());
  }

  @Provide
  Arbitrary<AccessRequest> requests() {
    return Combinators.combine(
            Arbitraries.of("/v1/chat", "/v2/rag", "", "/v1/*"),
            Arbitraries.of("10.0.0.1", "10.9.9.9", "::1", "", "x", "10.0.0.0/8"))
        .as(DecisionsTest::request);
  }

  @Property
  void neverAllowsWhatTheBackendDenies(
      @ForAll("keys") ApiKey key, @ForAll("requests") AccessRequest request) {
    Decision decision = decide(key, request, new RecentUsage(1, 1, 1));
    assertEquals(
        backendLetsThrough(key, request), decision.backend() instanceof Answer.Yes, "backend");
    assertTrue(
        backendLetsThrough(key, request) || decision instanceof Decision.Denied,
        "denied by the backend, so denied");
    assertTrue(
        decision.full() instanceof Answer.Yes || decision instanceof Decision.Denied,
        "denied by the fields, so denied");
  }

  /// The backend's validation written down once more, from the contract alone.
  private static boolean backendLetsThrough(ApiKey key, AccessRequest request) {
    Restrictions restrictions = key.restrictions();
    boolean failsOnExpiry =
        key.expiresAt().isPresent() && key.flags().contains(KeyFlag.EXPIRY_WITH_OFFSET);
    return key.status() == KeyStatus.ACTIVE
        && !failsOnExpiry
        && key.expiresAt().map(end -> !NOW.isAfter(end)).orElse(true)
        && (restrictions.allowedEndpoints().isEmpty()
            || restrictions.allowedEndpoints().contains(request.endpoint()))
        && !restrictions.blockedEndpoints().contains(request.endpoint())
        && (restrictions.allowedIps().isEmpty()
            || restrictions.allowedIps().contains(request.clientIp()))
        && key.limits().perHour() > 0;
  }
}
