package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Rule;
import keyconsole.domain.RuleResult.Outcome;
import keyconsole.service.Session;
import keyconsole.viewmodel.AccessAnswer.Mark;
import keyconsole.viewmodel.AccessCheckViewModel.Shown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessCheckViewModelTest {

  private static final String TENANT = "acme.example";
  private static final String BILLING_RAW =
      "gt2_acme.example_zBT63bsoljm2u2TaXSST478jxgreUj1NjmRnj0LjN_8";

  @TempDir Path folder;
  private TestWorkspace test;
  private KeyListViewModel keys;
  private AccessCheckViewModel check;

  @BeforeEach
  void open() {
    open(TENANT);
  }

  private void open(String tenant) {
    test = new TestWorkspace(folder, tenant);
    keys = new KeyListViewModel(test.workspace);
    check = new AccessCheckViewModel(test.workspace, keys);
  }

  @AfterEach
  void close() {
    check.close();
    keys.close();
    test.close();
  }

  private void fill(String endpoint, String ip, String domain, String tokens) {
    check.form().endpoint().textProperty().set(endpoint);
    check.form().clientIp().textProperty().set(ip);
    check.form().domain().textProperty().set(domain);
    check.form().tokens().textProperty().set(tokens);
  }

  private AccessAnswer ask(String name, String endpoint, String ip, String domain, String tokens) {
    check.pick(test.key(name));
    fill(endpoint, ip, domain, tokens);
    check.check();
    return answer();
  }

  private AccessAnswer answer() {
    return assertInstanceOf(Shown.Answered.class, check.shownProperty().get()).answer();
  }

  private static AccessAnswer.Line line(AccessAnswer answer, Rule rule) {
    return answer.trace().get(rule.ordinal());
  }

  /// A range in place of the addresses, put in by hand as the console itself never writes one.
  private void widenIps(String name) throws IOException {
    Path file = test.workspace.folder().resolve("keys").resolve(test.key(name).id().fileName());
    Files.writeString(file, Files.readString(file).replace("10.0.0.5", "10.0.0.0/24"));
    keys.refresh();
  }

  private NewKeyViewModel wizard() {
    return assertInstanceOf(Page.NewKey.class, test.pages.getLast()).model();
  }

  private int usageLines() throws IOException {
    try (Stream<Path> files = Files.list(test.workspace.folder().resolve("usage"))) {
      int lines = 0;
      for (Path file : files.toList()) {
        lines += Files.readAllLines(file).size();
      }
      return lines;
    }
  }

  @Test
  void nothingIsShownBeforeTheFirstCheckAndNothingCanBeAskedWithoutAKey() {
    assertEquals(new Shown.Nothing(), check.shownProperty().get());
    assertFalse(check.form().readyBinding().get());
    check.check();
    assertEquals(new Shown.Nothing(), check.shownProperty().get());
    assertTrue(check.past().isEmpty());
  }

  @Test
  void bothAnswersAndEveryRuleInOrderAsTheServiceSays() {
    AccessAnswer answer = ask("CI pipeline", "/v1/chat", "10.0.0.5", "ci.acme.example", "1,200");
    assertTrue(answer.backend().allowed());
    assertTrue(answer.full().allowed());
    assertEquals("", answer.differ());
    assertEquals("Passes all 7 rules it looks at", answer.backend().rules());
    assertEquals("Passes all 12 rules that can be judged", answer.full().rules());
    assertEquals(
        List.of(
            "Key is known",
            "Status",
            "Expiry",
            "Allowed endpoints",
            "Blocked endpoints",
            "Allowed IPs",
            "Allowed domains",
            "TLS",
            "Tokens a request",
            "Requests an hour",
            "Requests a day",
            "Requests a month",
            "Cost",
            "At the same time"),
        answer.trace().stream().map(AccessAnswer.Line::rule).toList());
    assertEquals("10.0.0.5, 2001:db8::1", line(answer, Rule.ALLOWED_IPS).held().text());
    assertEquals("1,200", line(answer, Rule.TOKENS_PER_REQUEST).asked().text());
    assertEquals("required", line(answer, Rule.TLS).held().text());
    assertEquals("5,000 US cents", line(answer, Rule.COST).held().text());
    assertEquals(Mark.NOT_KNOWN_HERE, line(answer, Rule.COST).full().mark());
    assertEquals(Mark.NOT_LOOKED_AT, line(answer, Rule.TLS).backend().mark());
    assertTrue(check.answeredInProperty().get().startsWith("Answered in "));
  }

  @Test
  void aDomainThatOnlyTheKeyForbidsMakesTheTwoDiffer() {
    AccessAnswer answer = ask("CI pipeline", "/v1/chat", "10.0.0.5", "partner.example", "");
    assertTrue(answer.backend().allowed());
    assertEquals("Domain partner.example not allowed", answer.full().reason());
    assertEquals("Fails 1 of 11 rules", answer.full().rules());
    assertEquals(
        "The backend does not look at allowed domains: this key is open wider than it says.",
        answer.differ());
    assertTrue(line(answer, Rule.ALLOWED_DOMAINS).deciding());
    assertEquals(
        "Domain partner.example not allowed", line(answer, Rule.ALLOWED_DOMAINS).full().why());
    assertEquals("Backend allows, key denies", check.past().getFirst().outcome());
    assertEquals("Open restrictions", check.remedyText());
    check.openRemedy();
    assertEquals(WizardStep.RESTRICTIONS, wizard().stepProperty().get());
    ask("CI pipeline", "/v1/chat", "10.0.0.5", "", "9,999");
    assertEquals("Open limits", check.remedyText());
    check.openRemedy();
    assertEquals(WizardStep.LIMITS, wizard().stepProperty().get());
  }

  @Test
  void aRangeThatOnlyTheBackendDoesNotTakeMakesTheTwoDiffer() throws IOException {
    widenIps("CI pipeline");
    AccessAnswer answer = ask("CI pipeline", "/v1/chat", "10.0.0.77", "ci.acme.example", "");
    assertEquals("IP 10.0.0.77 not allowed", answer.backend().reason());
    assertTrue(answer.full().allowed());
    assertTrue(answer.differ().startsWith("The backend compares text"), answer.differ());
    assertTrue(line(answer, Rule.ALLOWED_IPS).deciding());
    assertEquals("Backend denies, key allows", check.past().getFirst().outcome());
  }

  @Test
  void everyRuleHasItsWordsForBothWaysToDiffer() {
    KeyWords words = new KeyWords(test.workspace.texts());
    for (Rule rule : Rule.values()) {
      for (String name : List.of("rule.", "wider.", "narrower.", "held.nothing.")) {
        assertFalse(words.text("access." + name + rule).isBlank());
      }
    }
  }

  @Test
  void whatIsUnknownIsNotJudged() {
    check.form().connectionProperty().set(AccessConnection.UNKNOWN);
    AccessAnswer answer = ask("CI pipeline", "/v1/chat", "10.0.0.5", " ", "");
    for (Rule rule : List.of(Rule.ALLOWED_DOMAINS, Rule.TLS, Rule.TOKENS_PER_REQUEST)) {
      assertEquals(Mark.NOT_LOOKED_AT, line(answer, rule).full().mark());
      assertEquals("unknown", line(answer, rule).asked().text());
      assertEquals("Not judged: the request does not say.", line(answer, rule).full().why());
    }
    check.form().connectionProperty().set(AccessConnection.PLAIN);
    check.check();
    assertEquals("TLS required", answer().full().reason());
  }

  @Test
  void howMuchOfALimitIsUsedStandsBesideItFromThreeQuartersOn() throws IOException {
    Path file =
        test.workspace.folder().resolve("keys").resolve(test.key("CI pipeline").id().fileName());
    String json = Files.readString(file);
    test.service.refreshUsage();
    long used = test.service.recentUsage(test.key("CI pipeline").id()).day();
    assertEquals(11, used);
    Files.writeString(file, json.replaceFirst("\"daily_quota\": \\d+", "\"daily_quota\": 14"));
    AccessAnswer.Line day =
        line(ask("CI pipeline", "/v1/chat", "10.0.0.5", "", ""), Rule.REQUESTS_PER_DAY);
    assertEquals("11 of 14", day.held().text());
    assertEquals("78 % used", day.used());
    assertEquals(Tone.WARNING, day.usedTone());
    Files.writeString(file, json.replaceFirst("\"daily_quota\": \\d+", "\"daily_quota\": 11"));
    day = line(ask("CI pipeline", "/v1/chat", "10.0.0.5", "", ""), Rule.REQUESTS_PER_DAY);
    assertEquals("100 % used", day.used());
    assertEquals(Tone.DANGER, day.usedTone());
    assertTrue(day.deciding());
  }

  @Test
  void anAnswerIsStaleAsSoonAsSomethingElseWouldBeAsked() {
    ask("CI pipeline", "/v1/chat", "10.0.0.5", "", "");
    assertFalse(check.staleProperty().get());
    check.form().endpoint().textProperty().set("/v1/chat/x");
    assertTrue(check.staleProperty().get());
    check.check();
    assertFalse(check.staleProperty().get());
    check.form().modeProperty().set(AccessMode.PASTE);
    assertTrue(check.staleProperty().get());
    check.form().modeProperty().set(AccessMode.PICK);
    assertFalse(check.staleProperty().get());
    check.pick(test.key("Billing export"));
    assertTrue(check.staleProperty().get());
  }

  @Test
  void anAnswerThatArrivesAfterTheFormChangedIsStale() {
    check.pick(test.key("CI pipeline"));
    test.tasks.hold();
    check.check();
    assertTrue(check.busyProperty().get());
    check.form().endpoint().textProperty().set("/v1/chat");
    test.tasks.release();
    assertFalse(check.busyProperty().get());
    assertTrue(check.staleProperty().get());
  }

  @Test
  void anAnswerIsStaleWhenTheKeyItselfHasChanged() {
    ask("Billing export", "/v1/chat", "", "", "");
    test.service.suspend(test.key("Billing export").id());
    test.pass(Duration.ofSeconds(2));
    assertTrue(check.staleProperty().get());
    assertEquals("Suspended", check.form().keyProperty().get().orElseThrow().status());
    check.check();
    assertEquals("API key is suspended", answer().full().reason());
  }

  @Test
  void anAnswerToAPastedKeyIsStaleWhenItsKeyHasChangedOrIsGone() throws IOException {
    paste(BILLING_RAW);
    check.check();
    test.pass(Duration.ofSeconds(2));
    assertFalse(check.staleProperty().get());
    test.service.suspend(test.key("Billing export").id());
    test.pass(Duration.ofSeconds(2));
    assertTrue(check.staleProperty().get());
    check.check();
    assertEquals("API key is suspended", answer().full().reason());
    assertFalse(check.staleProperty().get());
    Files.delete(file("Billing export"));
    test.pass(Duration.ofSeconds(2));
    assertTrue(check.staleProperty().get());
  }

  @Test
  void aClockThatWasSetBackKeepsNoAnswerFresh() {
    paste(BILLING_RAW);
    check.check();
    test.setBack(Duration.ofHours(3));
    test.service.suspend(test.key("Billing export").id());
    test.pass(Duration.ofSeconds(2));
    assertTrue(check.staleProperty().get());
  }

  @Test
  void anAnswerIsStaleWhenTheKeyHasExpiredMeanwhile() throws IOException {
    Path file = file("Billing export");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\"expires_at\": [^,]+", "\"expires_at\": \"2026-11-23T12:10:00\""));
    keys.refresh();
    assertTrue(ask("Billing export", "/v1/chat", "", "", "").full().allowed());
    test.pass(Duration.ofMinutes(9));
    assertFalse(check.staleProperty().get());
    test.pass(Duration.ofMinutes(2));
    assertTrue(check.staleProperty().get());
    check.check();
    assertEquals("API key has expired", answer().full().reason());
    assertFalse(check.staleProperty().get());
  }

  private Path file(String name) {
    return test.workspace.folder().resolve("keys").resolve(test.key(name).id().fileName());
  }

  @Test
  void aRealRequestCountsOnceAndLogsOneLine() throws IOException {
    int lines = usageLines();
    ask("Billing export", "/v1/chat", "192.0.2.1", "", "");
    assertEquals(lines, usageLines());
    assertEquals(43, test.key("Billing export").usage().requests());
    check.realProperty().set(true);
    check.check();
    assertEquals(lines + 1, usageLines());
    assertEquals(44, test.key("Billing export").usage().requests());
    assertTrue(answer().real());
    assertEquals("Counted and logged as a real request.", answer().full().reason());
    assertTrue(check.past().getFirst().real());
    test.pass(Duration.ofSeconds(2));
    assertFalse(check.staleProperty().get());
  }

  @Test
  void noSecondRealRequestIsSentWhileOneIsOnItsWay() throws IOException {
    int lines = usageLines();
    check.pick(test.key("Billing export"));
    check.realProperty().set(true);
    test.tasks.hold();
    check.check();
    check.check();
    test.tasks.release();
    assertEquals(lines + 1, usageLines());
  }

  @Test
  void withoutASessionNothingCanBeCountedAndTheReasonIsSaid() {
    check.realProperty().set(true);
    test.actFor(Session.readOnly(TENANT));
    assertFalse(check.realProperty().get());
    assertEquals(
        "This session is read-only. Give a token to make changes.",
        check.realBlockedProperty().get());
    assertTrue(ask("Billing export", "/v1/chat", "", "", "").full().allowed());
    assertEquals("Show the key", check.remedyText());
    check.openRemedy();
    assertEquals(1, test.keysShown);
  }

  @Test
  void whatFailsIsReported() {
    check.pick(test.key("Billing export"));
    check.realProperty().set(true);
    test.service.actFor(Session.readOnly(TENANT));
    check.check();
    assertFalse(check.busyProperty().get());
    assertTrue(
        test.reported.getFirst().startsWith("The request could not be sent."),
        test.reported.toString());
    assertEquals(new Shown.Nothing(), check.shownProperty().get());
  }

  private void paste(String raw) {
    check.form().modeProperty().set(AccessMode.PASTE);
    check.form().rawKey().textProperty().set(raw);
  }

  @Test
  void aPastedKeyIsIdentifiedAndItsHistoryPicksIt() {
    paste(BILLING_RAW);
    fill("/v1/chat", "", "", "");
    check.check();
    assertTrue(answer().full().allowed());
    assertEquals("pasted", line(answer(), Rule.KNOWN_KEY).asked().text());
    AccessPast past = check.past().getFirst();
    assertEquals("Billing export", past.name());
    check.form().endpoint().textProperty().set("");
    check.restore(past);
    assertEquals(AccessMode.PICK, check.form().modeProperty().get());
    assertEquals("Billing export", check.form().keyProperty().get().orElseThrow().name());
    assertEquals("/v1/chat", check.form().endpoint().textProperty().get());
    assertEquals("", check.form().rawKey().textProperty().get());
  }

  @Test
  void aKeyThatOpensNothingHasOneRule() {
    paste("gt2_acme.example_wrong");
    check.check();
    assertEquals("Invalid API key", answer().backend().reason());
    assertEquals(1, answer().trace().size());
    assertEquals("no such key", answer().trace().getFirst().held().text());
    assertEquals("Unknown key", check.past().getFirst().name());
    check.restore(check.past().getFirst());
    assertEquals(AccessMode.PASTE, check.form().modeProperty().get());
    assertFalse(check.form().readyBinding().get());
  }

  @Test
  void noRawKeyStandsInAnythingThatIsKept() {
    paste(BILLING_RAW);
    check.check();
    String kept =
        check.past() + " " + check.shownProperty().get() + check.form() + check.form().rawKey();
    assertFalse(kept.contains(BILLING_RAW.substring(20)), kept);
  }

  @Test
  void rawKeysAndTokensAreDroppedWhenThePageIsLeftAndWhenTheSessionEnds() {
    String token = test.service.capabilityToken(test.key("Billing export").id(), Map.of());
    for (Runnable end :
        List.<Runnable>of(
            check::leave, () -> test.actFor(Session.readOnly(TENANT)), check::close)) {
      paste(BILLING_RAW);
      check.form().token().textProperty().set(token);
      end.run();
      assertEquals("", check.form().rawKey().textProperty().get());
      assertEquals("", check.form().token().textProperty().get());
      assertEquals("", check.form().wholeToken());
    }
  }

  @Test
  void aRawKeyOrTokenThatTheEndOfTheSessionTookAwayIsSaidToBeGone() {
    paste(BILLING_RAW);
    test.actFor(Session.readOnly(TENANT));
    assertEquals(
        "Taken away, since the session has ended. Paste it again to go on.",
        check.form().rawKey().errorProperty().get());
    assertEquals("", check.form().token().errorProperty().get());
    paste(BILLING_RAW);
    assertEquals("", check.form().rawKey().errorProperty().get());
    assertTrue(check.form().readyBinding().get());
    check.leave();
    assertEquals("", check.form().rawKey().errorProperty().get());
  }

  @Test
  void leavingKeepsTheRestOfTheForm() {
    ask("CI pipeline", "/v1/chat", "10.0.0.5", "", "7");
    check.realProperty().set(true);
    check.leave();
    assertFalse(check.realProperty().get());
    assertEquals("/v1/chat", check.form().endpoint().textProperty().get());
    assertEquals("CI pipeline", check.form().keyProperty().get().orElseThrow().name());
    assertFalse(check.staleProperty().get());
    assertEquals(1, check.past().size());
  }

  @Test
  void tenMegabytesAreNoKeyAndNoTokenAndSaySo() {
    String huge = "x".repeat(10_000_000);
    paste(huge);
    assertEquals("", check.form().rawKey().textProperty().get());
    assertTrue(check.form().rawKey().errorProperty().get().contains("too long to be a key"));
    assertFalse(check.form().readyBinding().get());
    check.form().modeProperty().set(AccessMode.TOKEN);
    check.form().token().textProperty().set(huge);
    assertTrue(check.form().token().errorProperty().get().contains("too long to be a token"));
    assertFalse(check.form().readyBinding().get());
    check.form().endpoint().textProperty().set(huge);
    assertEquals(
        "Too long: up to 2,048 characters.", check.form().endpoint().errorProperty().get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "many", "1,2", "99999999999999999999", "1e3", "٣"})
  void tokensThatAreNoWholeNumberAreRefusedUnderTheirField(String tokens) {
    check.pick(test.key("Billing export"));
    check.form().tokens().textProperty().set(tokens);
    assertEquals(
        "Enter a whole number, or nothing where it is unknown.",
        check.form().tokens().errorProperty().get());
    assertFalse(check.form().readyBinding().get());
    check.form().tokens().textProperty().set("1,200");
    assertTrue(check.form().readyBinding().get());
  }

  @Test
  void oddTextsGetADecisionAndAreShownOnOneLine() {
    AccessAnswer answer = ask("CI pipeline", "/v1\u0000\n\u007f", "no address", "�..", "0");
    assertEquals("Endpoint /v1‹U+0000›⏎‹U+007F› not allowed", answer.backend().reason());
    answer = ask("CI pipeline", "/" + "x".repeat(2_000), "::ffff:10.0.0.5%eth0", "", "");
    assertTrue(answer.full().reason().length() < 200, answer.full().reason());
    assertTrue(answer.full().reason().endsWith("x not allowed"), answer.full().reason());
  }

  @Test
  void theSameCheckTwiceStandsOnceInWhatWasCheckedBefore() {
    ask("CI pipeline", "/v1/chat", "10.0.0.5", "", "");
    ask("Billing export", "/v1/chat", "", "", "");
    ask("CI pipeline", "/v1/chat", "10.0.0.5", "", "");
    assertEquals(
        List.of("CI pipeline", "Billing export"),
        check.past().stream().map(AccessPast::name).toList());
    for (int i = 0; i < 40; i++) {
      ask("CI pipeline", "/v1/" + i, "", "", "");
    }
    assertEquals(20, check.past().size());
    assertEquals("Denied in both", check.past().getFirst().outcome());
    check.clearPast();
    assertTrue(check.past().isEmpty());
  }

  @Test
  void keysAreFoundByNameOwnerAndIdAndTheBestStandFirst() {
    check.picker().open();
    assertEquals(9, check.picker().found().size());
    check.picker().textProperty().set("東京");
    assertEquals("Café Zürich 東京 🔑", check.picker().found().getFirst().name().strip());
    check.picker().textProperty().set("dana");
    assertEquals(3, check.picker().found().size());
    check.picker().textProperty().set("no such key");
    assertEquals("No key matches.", check.picker().noteProperty().get());
    check.picker().open();
    assertEquals(9, check.picker().found().size());
  }

  @Test
  void aLiveCredentialOfAFileWithAProblemCanBeAskedAbout() {
    close();
    open("odd.example");
    for (KeyProblem problem : test.service.problems()) {
      Optional<ApiKey> live = problem.live();
      if (live.isPresent()) {
        check.pick(live.get());
        check.check();
        assertTrue(answer().key().isPresent(), problem.fileName());
        assertFalse(answer().full().allowed(), problem.fileName());
        assertEquals(14, answer().trace().size(), problem.fileName());
      }
    }
    assertFalse(check.past().isEmpty());
    check.openRemedy();
    assertEquals(1, test.keysShown);
    assertEquals(1, keys.selection().size());
    assertInstanceOf(KeyRow.Problem.class, keys.selection().getFirst());
    check.picker().open();
    assertTrue(check.picker().found().stream().anyMatch(key -> !key.proper()));
  }

  @Test
  void endpointsThatTheKeyNamesAndUsedAreOffered() {
    check.pick(test.key("CI pipeline"));
    assertEquals(List.of("/v1/chat", "/v1/embeddings", "/v1/admin"), check.endpoints().with(""));
    assertEquals(List.of("/v1/embeddings"), check.endpoints().with("EMB"));
    test.service.refreshUsage();
    check.pick(test.key("Billing export"));
    assertFalse(check.endpoints().with("").isEmpty());
  }

  private void readToken(String token) {
    check.form().modeProperty().set(AccessMode.TOKEN);
    check.form().token().textProperty().set(token);
    check.check();
  }

  @Test
  void aTokenIsReadWithItsSignatureMaskedAndItsKeyLinked() {
    ApiKey key = test.key("CI pipeline");
    String token = test.service.capabilityToken(key.id(), Map.of("run", 7));
    readToken(token);
    String signature = token.substring(token.lastIndexOf('.') + 1);
    assertFalse(check.form().token().textProperty().get().contains(signature));
    TokenAnswer answer = tokenAnswer();
    assertEquals(
        List.of("This run only", "Valid", "This tenant"),
        answer.judgements().stream().map(TokenAnswer.Judgement::word).toList());
    assertEquals("CI pipeline", answer.source().orElseThrow().name());
    assertEquals(Optional.of(key.id()), answer.source().orElseThrow().key());
    assertEquals("", answer.source().orElseThrow().excesses());
    assertTrue(
        answer.claims().stream()
            .anyMatch(
                claim ->
                    claim.name().equals("exp")
                        && claim.meaning().equals("Ends: 23 Nov 2026, 13:00 UTC")));
    assertTrue(
        answer.claims().stream()
            .anyMatch(
                claim ->
                    claim.name().equals("run")
                        && claim.value().equals("7")
                        && claim.kind().equals("number")));
    check.showKey(key.id());
    assertEquals(1, test.keysShown);
    assertEquals(List.of(key.id().text()), keys.selection().stream().map(KeyRow::rowId).toList());
  }

  private static String unsigned(String claims) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return Stream.of("{\"alg\": \"HS256\"}", claims, "unknown")
        .map(part -> encoder.encodeToString(part.getBytes(StandardCharsets.UTF_8)))
        .collect(Collectors.joining("."));
  }

  private TokenAnswer tokenAnswer() {
    return assertInstanceOf(Shown.Read.class, check.shownProperty().get()).answer();
  }

  private TokenAnswer.Judgement time() {
    return tokenAnswer().judgements().get(1);
  }

  @Test
  void whatIsSaidOfATokensTimeAndKeyStaysTrueWhileItIsShown() {
    ApiKey key = test.key("Billing export");
    readToken(
        unsigned(
            "{\"exp\": %d, \"api_key_id\": \"%s\"}"
                .formatted(
                    test.workspace.clock().instant().plusSeconds(600).getEpochSecond(), key.id())));
    assertEquals("Valid", time().word());
    assertTrue(time().reason().startsWith("For 10 min more"), time().reason());
    test.pass(Duration.ofMinutes(6));
    assertTrue(time().reason().startsWith("For 4 min more"), time().reason());
    test.service.suspend(key.id());
    test.pass(Duration.ofMinutes(4));
    assertEquals("Expired", time().word());
    assertEquals(
        "The key does not answer requests, but the token goes on until its own end.",
        tokenAnswer().source().orElseThrow().text());
    assertFalse(check.busyProperty().get());
    assertFalse(check.staleProperty().get());
  }

  @Test
  void aTokenThatIsOnlyBeingTypedIsNotReadByItself() {
    readToken(unsigned("{\"jti\": \"first\"}"));
    TokenAnswer first = tokenAnswer();
    check.form().token().textProperty().set("no.token");
    test.pass(Duration.ofSeconds(2));
    assertEquals(first, tokenAnswer());
    assertTrue(check.staleProperty().get());
    assertEquals("", check.form().token().errorProperty().get());
  }

  @Test
  void aPasteTooLongToBeATokenLeavesTheOneThatStandsThere() {
    String token = unsigned("{}");
    readToken(token);
    check.form().token().textProperty().set("a.b." + "x".repeat(10_000_000));
    assertEquals(token, check.form().wholeToken());
    assertTrue(check.form().token().errorProperty().get().contains("too long to be a token"));
  }

  @Test
  void whatIsNoTokenIsSaidUnderTheField() {
    readToken("no.token");
    assertEquals(
        "This is not a token. A token has three parts with dots between them.",
        check.form().token().errorProperty().get());
    assertEquals(new Shown.Nothing(), check.shownProperty().get());
    check.form().token().textProperty().set("");
    assertEquals("", check.form().token().errorProperty().get());
  }

  @Test
  void aTokenAndAnAnswerEachKeepTheirPlace() {
    AccessAnswer answer = ask("CI pipeline", "/v1/chat", "10.0.0.5", "", "");
    readToken(test.service.capabilityToken(test.key("CI pipeline").id(), Map.of()));
    assertInstanceOf(Shown.Read.class, check.shownProperty().get());
    assertEquals("", check.answeredInProperty().get());
    check.form().modeProperty().set(AccessMode.PICK);
    assertEquals(answer, answer());
    assertFalse(check.staleProperty().get());
    check.form().modeProperty().set(AccessMode.TOKEN);
    check.form().token().textProperty().set("x");
    assertTrue(check.staleProperty().get());
  }

  @Test
  void theWholeDecisionIsTheServicesOwn() {
    AccessAnswer answer = ask("CI pipeline", "/v1/admin", "192.0.2.1", "partner.example", "9999");
    Decision decision = test.service.check(check.form().request());
    assertEquals(
        decision.trace().stream().filter(rule -> rule.full() instanceof Outcome.Failed).count(),
        answer.trace().stream().filter(line -> line.full().mark() == Mark.DENIES).count());
    assertEquals("Endpoint /v1/admin not allowed", answer.full().reason());
    assertTrue(line(answer, Rule.ALLOWED_ENDPOINTS).deciding());
    assertFalse(line(answer, Rule.BLOCKED_ENDPOINTS).deciding());
  }
}
