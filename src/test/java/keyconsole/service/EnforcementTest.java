package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import inet.ipaddr.IPAddressString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import keyconsole.PlainKey;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision.Answer;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Mark;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.service.Enforcement.Reason;
import keyconsole.service.Enforcement.Verdict;
import keyconsole.service.Flaw.Fault;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of each restriction and limit at the backend, and of each single value.
class EnforcementTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final ApiKey KEY = PlainKey.of("raw", NOW.minusSeconds(60));

  private static Restrictions of(Rule rule, List<String> values) {
    List<String> none = List.of();
    return new Restrictions(
        rule == Rule.ALLOWED_ENDPOINTS ? values : none,
        rule == Rule.BLOCKED_ENDPOINTS ? values : none,
        rule == Rule.ALLOWED_IPS ? values : none,
        rule == Rule.ALLOWED_DOMAINS ? values : none,
        true);
  }

  private static ApiKey with(Rule rule, String... values) {
    return KEY.with().restrictions(of(rule, List.of(values))).key();
  }

  private static Fault fault(Rule rule, String value) {
    return Flaws.of(rule, value).orElseThrow().fault();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "2001:db8::1",
        "::1",
        "::ffff:10.0.0.1",
        "::",
        "2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1",
        "fe80::1"
      })
  void addressAsCallersComeIsAlive(String value) {
    assertEquals(Optional.empty(), Flaws.of(Rule.ALLOWED_IPS, value));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5/32, OTHER_FORM, 10.0.0.5",
    "2001:db8::5/128, OTHER_FORM, 2001:db8::5",
    "2001:DB8::A, OTHER_FORM, 2001:db8::a",
    "2001:0db8:0:0::1, OTHER_FORM, 2001:db8::1",
    "2001:db8:0:0:1:0:0:1, OTHER_FORM, 2001:db8::1:0:0:1",
    "::ffff:a00:1, OTHER_FORM, ::ffff:10.0.0.1",
    "::FFFF:10.0.0.1, OTHER_FORM, ::ffff:10.0.0.1",
    "::FFFF:10.0.0.1/128, OTHER_FORM, ::ffff:10.0.0.1",
    "fe80::1%eth0, ZONE, fe80::1",
    "' 10.0.0.1', BLANKS, 10.0.0.1",
    "'10.0.0.1\t', BLANKS, 10.0.0.1"
  })
  void addressInAnotherFormIsDeadAndOfferedAsCallersCome(
      String value, Fault fault, String instead) {
    Flaw flaw = Flaws.of(Rule.ALLOWED_IPS, value).orElseThrow();
    assertEquals(fault, flaw.fault());
    assertEquals(instead, flaw.instead());
    assertEquals(List.of(instead), Enforcement.mended(Rule.ALLOWED_IPS, List.of(value)));
    assertEquals(Optional.empty(), Flaws.of(Rule.ALLOWED_IPS, instead));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/28, 16, 10.0.0.0, 10.0.0.15",
    "10.0.0.7/28, 16, 10.0.0.0, 10.0.0.15",
    "10.0.0.0/24, 256, 10.0.0.0, 10.0.0.255",
    "10.0.0.0/255.255.255.0, 256, 10.0.0.0, 10.0.0.255",
    "10.0.0.*, 256, 10.0.0.0, 10.0.0.255",
    "10.0.0.1-20, 20, 10.0.0.1, 10.0.0.20",
    "10.0.0.1-10.0.0.20, 20, 10.0.0.1, 10.0.0.20",
    "10.0.0.250 - 10.0.1.5, 12, 10.0.0.250, 10.0.1.5",
    "10.0.*.1, 256, 10.0.0.1, 10.0.255.1",
    "10.0.0.0/31, 2, 10.0.0.0, 10.0.0.1",
    "2001:db8::/120, 256, 2001:db8::, 2001:db8::ff",
    "2001:db8::ff00-ff03, 4, 2001:db8::ff00, 2001:db8::ff03",
    "2001:db8::1-2001:db8::3, 3, 2001:db8::1, 2001:db8::3",
    "::ffff:10.0.0.0/126, 4, 10.0.0.0, 10.0.0.3",
    "fe80::%eth0/126, 4, fe80::, fe80::3",
    "' 10.0.0.0/31 ', 2, 10.0.0.0, 10.0.0.1"
  })
  void shortRangeIsOfferedAsItsAddresses(String value, int count, String first, String last) {
    Flaw flaw = Flaws.of(Rule.ALLOWED_IPS, value).orElseThrow();
    assertEquals(Fault.RANGE, flaw.fault());
    assertEquals(count, flaw.addresses().intValueExact());
    List<String> addresses = Enforcement.mended(Rule.ALLOWED_IPS, List.of(value));
    assertEquals(count, addresses.size());
    assertEquals(first, addresses.getFirst());
    assertEquals(last, addresses.getLast());
    assertEquals(Mark.ENFORCED, Enforcement.list(Rule.ALLOWED_IPS, addresses).mark());
    addresses.forEach(each -> assertEquals(Optional.empty(), Flaws.of(Rule.ALLOWED_IPS, each)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/23, 512",
    "10.0.0.0/16, 65536",
    "10.0.*.*, 65536",
    "10.0.0.0-10.0.1.0, 257",
    "2001:db8::/119, 512",
    "2001:db8::/64, 18446744073709551616",
    "2001:db8::*, 65536"
  })
  void widerRangeIsOfferedAsNothing(String value, String count) {
    Flaw flaw = Flaws.of(Rule.ALLOWED_IPS, value).orElseThrow();
    assertEquals(Fault.WIDE_RANGE, flaw.fault());
    assertEquals(count, flaw.addresses().toString());
    assertFalse(flaw.isMendable());
    assertEquals(List.of(value), Enforcement.mended(Rule.ALLOWED_IPS, List.of(value)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY",
    "'  ', EMPTY",
    "*, EVERYTHING",
    "0.0.0.0/0, EVERYTHING",
    "::/0, EVERYTHING",
    "localhost, HOST_NAME",
    "office.acme.example, HOST_NAME",
    "10.0.0, NO_ADDRESS",
    "010.000.0.01, NO_ADDRESS",
    "::*.0, NO_ADDRESS",
    "10.0.0.256, NO_ADDRESS",
    "10.0.0.1/33, NO_ADDRESS",
    "10.0.0.1:443, NO_ADDRESS",
    "[::1], NO_ADDRESS",
    "10.0.0.1-2001:db8::1, NO_ADDRESS",
    "10.0.0.1 10.0.0.2, NO_ADDRESS",
    "'10.0.\u00000.1', CONTROL"
  })
  void whatIsNoAddressMatchesNobody(String value, Fault fault) {
    assertEquals(fault, fault(Rule.ALLOWED_IPS, value));
    assertEquals(List.of(value), Enforcement.mended(Rule.ALLOWED_IPS, List.of(value)));
    assertEquals(Mark.LOCKS_OUT, Enforcement.list(Rule.ALLOWED_IPS, List.of(value)).mark());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1/chat", "/v1/models/gpt-4.1", "/v1/chat:complete", "/a/東京/~x"})
  void pathIsAlive(String value) {
    assertEquals(Optional.empty(), Flaws.of(Rule.ALLOWED_ENDPOINTS, value));
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY, ''",
    "' /v1/chat', BLANKS, /v1/chat",
    "'/v1/\u0007', CONTROL, ''",
    "*, EVERYTHING, ''",
    "/*, EVERYTHING, ''",
    "/v1/*, PATTERN, ''",
    "/v1/**/chat, PATTERN, ''",
    "/v1/users/{id}, PATTERN, ''",
    "/v1/users/:id, PATTERN, ''",
    "/v1/users/<id>, PATTERN, ''",
    "/v1/chat?, PATTERN, ''",
    "'^/v1/.+$', PATTERN, ''",
    "/v1/[a-z], PATTERN, ''",
    "v1/chat, NO_SLASH, /v1/chat",
    "https://acme.example/v1/chat, NO_SLASH, /v1/chat",
    "https://acme.example, NO_SLASH, ''",
    "/v1/my chat, NO_PATH, ''",
    "/v1/chat#top, NO_PATH, ''"
  })
  void whatIsNoPathMatchesNoRequest(String value, Fault fault, String instead) {
    for (Rule rule : List.of(Rule.ALLOWED_ENDPOINTS, Rule.BLOCKED_ENDPOINTS)) {
      Flaw flaw = Flaws.of(rule, value).orElseThrow();
      assertEquals(fault, flaw.fault());
      assertEquals(instead, flaw.instead());
    }
    assertEquals(Mark.LOCKS_OUT, Enforcement.list(Rule.ALLOWED_ENDPOINTS, List.of(value)).mark());
    assertEquals(
        Mark.BLOCKS_NOTHING, Enforcement.list(Rule.BLOCKED_ENDPOINTS, List.of(value)).mark());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme.example",
        "*.acme.example",
        "App.Acme.Example",
        "acme.example.",
        "localhost",
        "münchen.example",
        "*.東京.example",
        "xn--mnchen-3ya.example"
      })
  void hostNameAndAllBelowADomainMeanSomething(String value) {
    assertEquals(Optional.empty(), Flaws.of(Rule.ALLOWED_DOMAINS, value));
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY, ''",
    "*, EVERYTHING, ''",
    "app.*.example, STAR, ''",
    "*acme.example, STAR, ''",
    "*.*.example, STAR, ''",
    "https://app.acme.example/chat, NO_HOST, app.acme.example",
    "app.acme.example:8443, NO_HOST, app.acme.example",
    "two words, NO_HOST, ''",
    "-acme.example, NO_HOST, ''",
    "acme..example, NO_HOST, ''",
    "'acme.example ', BLANKS, acme.example"
  })
  void whatIsNoHostNameIsSaidAndStoredAllTheSame(String value, Fault fault, String instead) {
    Flaw flaw = Flaws.of(Rule.ALLOWED_DOMAINS, value).orElseThrow();
    assertEquals(fault, flaw.fault());
    assertEquals(instead, flaw.instead());
    assertEquals(Mark.STORED_ONLY, Enforcement.list(Rule.ALLOWED_DOMAINS, List.of(value)).mark());
  }

  private static Stream<Arguments> verdictsOfLists() {
    List<String> none = List.of();
    return Stream.of(
        Arguments.of(Rule.ALLOWED_IPS, none, Mark.ENFORCED, Reason.EXACT_ADDRESS, 0),
        Arguments.of(Rule.ALLOWED_IPS, List.of("::1"), Mark.ENFORCED, Reason.EXACT_ADDRESS, 0),
        Arguments.of(
            Rule.ALLOWED_IPS,
            List.of("10.0.0.0/8", "10.0.0.5", "host"),
            Mark.ENFORCED,
            Reason.EXACT_ADDRESS,
            2),
        Arguments.of(
            Rule.ALLOWED_IPS,
            List.of("10.0.0.0/8", "fe80::/10"),
            Mark.LOCKS_OUT,
            Reason.NO_LIVE_ADDRESS,
            2),
        Arguments.of(Rule.ALLOWED_ENDPOINTS, none, Mark.ENFORCED, Reason.EXACT_PATH, 0),
        Arguments.of(
            Rule.ALLOWED_ENDPOINTS, List.of("/a", "/a"), Mark.ENFORCED, Reason.EXACT_PATH, 0),
        Arguments.of(
            Rule.ALLOWED_ENDPOINTS, List.of("/v1/*"), Mark.LOCKS_OUT, Reason.NO_LIVE_PATH, 1),
        Arguments.of(Rule.BLOCKED_ENDPOINTS, none, Mark.ENFORCED, Reason.BLOCKED_PATH, 0),
        Arguments.of(
            Rule.BLOCKED_ENDPOINTS, List.of("/a", "/b/*"), Mark.ENFORCED, Reason.BLOCKED_PATH, 1),
        Arguments.of(
            Rule.BLOCKED_ENDPOINTS,
            List.of("/b/*"),
            Mark.BLOCKS_NOTHING,
            Reason.NO_BLOCKED_PATH,
            1),
        Arguments.of(Rule.ALLOWED_DOMAINS, none, Mark.STORED_ONLY, Reason.DOMAINS_UNREAD, 0),
        Arguments.of(
            Rule.ALLOWED_DOMAINS,
            List.of("*.a.example", "*"),
            Mark.STORED_ONLY,
            Reason.DOMAINS_UNREAD,
            1));
  }

  @ParameterizedTest
  @MethodSource("verdictsOfLists")
  void listIsJudgedByWhatItsValuesMatch(
      Rule rule, List<String> values, Mark mark, Reason reason, int flaws) {
    Verdict verdict = Enforcement.list(rule, values);
    assertEquals(mark, verdict.mark());
    assertEquals(reason, verdict.reason());
    assertEquals(flaws, verdict.flaws().size());
  }

  @ParameterizedTest
  @CsvSource({
    "REQUESTS_PER_HOUR, 1, STORED_ONLY, HOUR_UNCOUNTED",
    "REQUESTS_PER_HOUR, 0, LOCKS_OUT, HOUR_OF_NONE",
    "REQUESTS_PER_HOUR, -1, LOCKS_OUT, HOUR_OF_NONE",
    "REQUESTS_PER_DAY, 0, STORED_ONLY, COUNTED_HERE",
    "REQUESTS_PER_MONTH, 0, STORED_ONLY, COUNTED_HERE",
    "COST, 0, STORED_ONLY, UNTRACKED",
    "TOKENS_PER_REQUEST, 0, STORED_ONLY, TOKENS_UNREAD",
    "CONCURRENT_REQUESTS, 0, STORED_ONLY, UNTRACKED"
  })
  void limitIsStoredOnlyButForAnHourOfNone(Rule rule, long limit, Mark mark, Reason reason) {
    assertEquals(new Verdict(rule, mark, reason, List.of()), Enforcement.limit(rule, limit));
  }

  @Test
  void endIsEnforcedUnlessTheBackendFailsOnIt() {
    ApiKey ending = KEY.with().expiresAt(Optional.of(NOW)).key();
    assertEquals(Mark.ENFORCED, Enforcement.expiry(ending).mark());
    ApiKey failing = ending.with().flags(Set.of(KeyFlag.EXPIRY_WITH_OFFSET)).key();
    Verdict first = Enforcement.limits(failing).getFirst();
    assertEquals(Rule.EXPIRY, first.rule());
    assertEquals(Mark.LOCKS_OUT, first.mark());
    assertEquals(Reason.EXPIRY_WITH_OFFSET, first.reason());
    assertTrue(Enforcement.locksEveryoneOut(failing));
    assertFalse(Enforcement.locksEveryoneOut(ending));
    assertEquals(6, Enforcement.limits(KEY).size());
  }

  @Test
  void worstStandsFirst() {
    Restrictions held =
        new Restrictions(
            List.of("/v1/chat"),
            List.of("/v1/*"),
            List.of("10.0.0.5", "10.0.0.0/8"),
            List.of("acme.example"),
            true);
    assertEquals(
        List.of(
            Rule.BLOCKED_ENDPOINTS,
            Rule.ALLOWED_IPS,
            Rule.ALLOWED_ENDPOINTS,
            Rule.ALLOWED_DOMAINS,
            Rule.TLS),
        Enforcement.restrictions(held).stream().map(Verdict::rule).toList());
  }

  @Test
  void keyLocksEveryoneOutByWhatItSaysAlone() {
    assertFalse(Enforcement.locksEveryoneOut(KEY));
    assertFalse(Enforcement.locksEveryoneOut(KEY.with().status(KeyStatus.REVOKED).key()));
    assertTrue(Enforcement.locksEveryoneOut(with(Rule.ALLOWED_IPS, "10.0.0.0/24")));
    assertTrue(Enforcement.locksEveryoneOut(with(Rule.ALLOWED_ENDPOINTS, "/v1/*", "/v2/*")));
    assertFalse(Enforcement.locksEveryoneOut(with(Rule.ALLOWED_IPS, "10.0.0.0/24", "::1")));
    assertFalse(Enforcement.locksEveryoneOut(with(Rule.BLOCKED_ENDPOINTS, "/v1/*")));
    assertFalse(Enforcement.holdsDeadValues(KEY));
    assertFalse(Enforcement.holdsDeadValues(with(Rule.ALLOWED_DOMAINS, "*")));
    assertTrue(Enforcement.holdsDeadValues(with(Rule.ALLOWED_IPS, "10.0.0.0/24", "::1")));
    assertTrue(Enforcement.holdsDeadValues(with(Rule.BLOCKED_ENDPOINTS, "/v1/chat", "/v1/*")));
    assertFalse(Enforcement.locksEveryoneOut(with(Rule.ALLOWED_DOMAINS, "*")));
    Limits none = new Limits(0, 1, 1, 1, 1, 1);
    assertTrue(Enforcement.locksEveryoneOut(KEY.with().limits(none).key()));
  }

  @Test
  void mendingKeepsTheOrderAndWritesNothingTwice() {
    assertEquals(
        List.of("10.0.0.1", "host", "10.0.0.0", "2001:db8::1"),
        Enforcement.mended(
            Rule.ALLOWED_IPS,
            List.of("10.0.0.1", "host", "10.0.0.0/31", "2001:DB8::1", "2001:db8::1")));
  }

  @Test
  void refusesNewDeadValuesAndKeptOnesOnlyWhereNothingLives() {
    List<String> kept = List.of("10.0.0.0/8", "10.0.0.5");
    assertEquals(List.of(), refused(kept, "10.0.0.0/8", "10.0.0.5", "10.0.0.6"));
    assertEquals(List.of("10.1.0.0/8"), refused(kept, "10.0.0.0/8", "10.0.0.5", "10.1.0.0/8"));
    assertEquals(List.of("10.0.0.0/8"), refused(kept, "10.0.0.0/8"));
  }

  private static List<String> refused(List<String> kept, String... values) {
    Verdict verdict = Enforcement.list(Rule.ALLOWED_IPS, List.of(values));
    return Enforcement.refused(verdict, kept).stream().map(Flaw::value).toList();
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "10.0.0.0/30",
            "10.0.0.1",
            "010.0.0.1",
            "10.0.0.1-3",
            "::ffff:10.0.0.1",
            "2001:DB8::1",
            "2001:db8::1",
            "/v1/chat",
            "v1/chat",
            "/v1/*",
            "/v1/{id}",
            " /v1/chat",
            "*",
            ""),
        Arbitraries.strings().withChars("0123456789abcdef.:/*-% \u0000é").ofMaxLength(24));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("/v1chat.-_~").ofMaxLength(12).map(rest -> "/" + rest);
  }

  @Provide
  Arbitrary<String> callers() {
    return Arbitraries.oneOf(
        Arbitraries.of("10.0.0.0", "10.0.0.1", "10.0.0.2", "2001:db8::1", "::1"),
        Arbitraries.strings()
            .withChars("0123456789abcdef:.")
            .ofMaxLength(18)
            .filter(text -> new IPAddressString(text).getAddress() != null)
            .filter(
                text -> text.equals(new IPAddressString(text).getAddress().toCanonicalString())));
  }

  /// What is said to lock everyone out lets nobody in, and what is said to be alive lets its own
  /// caller in.
  @Property(tries = 2_000)
  void deadListLetsNoRealRequestIn(
      @ForAll("values") String one,
      @ForAll("values") String two,
      @ForAll("paths") String path,
      @ForAll("callers") String caller) {
    for (Rule rule : List.of(Rule.ALLOWED_IPS, Rule.ALLOWED_ENDPOINTS)) {
      ApiKey key = with(rule, one, two);
      boolean dead = Enforcement.list(rule, List.of(one, two)).mark() == Mark.LOCKS_OUT;
      assertEquals(dead, Enforcement.locksEveryoneOut(key));
      if (dead) {
        assertInstanceOf(Answer.No.class, backend(key, path, caller), one + " " + two);
      }
      if (Flaws.of(rule, one).isEmpty()) {
        assertEquals(new Answer.Yes(), backend(key, one, one), one);
      }
    }
  }

  /// No text makes the engine fail, and what it offers is alive.
  @Property(tries = 2_000)
  void whateverIsOfferedIsAlive(@ForAll("values") String value) {
    for (Rule rule : List.of(Rule.ALLOWED_IPS, Rule.ALLOWED_ENDPOINTS, Rule.ALLOWED_DOMAINS)) {
      boolean mendable = Flaws.of(rule, value).filter(Flaw::isMendable).isPresent();
      List<String> mended = Enforcement.mended(rule, List.of(value));
      if (mendable) {
        assertEquals(List.of(), Enforcement.list(rule, mended).flaws(), value);
      } else {
        assertEquals(List.of(value), mended);
      }
    }
  }

  private static Answer backend(ApiKey key, String endpoint, String ip) {
    AccessRequest request = AccessRequest.of(key.id(), endpoint, ip);
    return Decisions.decide(key, request, NOW, new RecentUsage(0, 0, 0)).backend();
  }

  @Test
  void listThatIsTypedIsJudgedLikeOneThatStands() {
    ListJudge judge = new ListJudge(Rule.ALLOWED_IPS);
    for (List<String> typed :
        List.of(
            List.of("10.0.0.1", "10.0.0.0/24"),
            List.of("10.0.0.0/24", "10.0.0.0/24"),
            List.of("10.0.0.1", "10.0.0.0/2"),
            List.<String>of(),
            List.of("10.0.0.1", "10.0.0.0/24"))) {
      assertEquals(Enforcement.list(Rule.ALLOWED_IPS, typed), judge.judge(typed));
    }
  }
}
