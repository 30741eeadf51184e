package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import keyconsole.domain.AuditProblem;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.JsonMistake;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.service.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditWordsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String ID = "0d5e7c31-94ab-4f0c-8a57-2f6be1c09d44";

  private final AuditNames names = new AuditNames();
  private final AuditWords words = wordsIn(ZoneOffset.UTC);

  private AuditWords wordsIn(ZoneId zone) {
    KeyWords texts = new KeyWords(ResourceBundle.getBundle("i18n.console"));
    return new AuditWords(texts, zone, "acme.example", names, NOW);
  }

  private static AuditRecord record(String action, String details) {
    return line(
        """
        {"timestamp": "2026-11-22T16:19:57.082797", "action": "%s", "user_id": "olu@acme.example",
         "tenant": "acme.example", "details": %s}"""
            .formatted(action, details));
  }

  private static AuditRecord aboutKey(String action, String more) {
    return record(action, "{\"key_id\": \"" + ID + "\", \"name\": \"Edge worker\"" + more + "}");
  }

  private static AuditRecord line(String json) {
    try {
      Value.Fields fields = JsonText.parseObject(json);
      Optional<Instant> moment =
          AuditValues.text(fields, "timestamp").map(text -> Instant.parse(text + "Z"));
      return new AuditRecord(
          "audit_2026-11-22.jsonl",
          14,
          moment,
          false,
          Optional.of(fields),
          Optional.empty(),
          json,
          false);
    } catch (JsonText.Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static AuditRecord unreadable(String text) {
    return new AuditRecord(
        "audit_2026-11-22.jsonl",
        15,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.of(
            new AuditProblem(
                AuditProblem.Kind.NOT_READ, Optional.of(Message.of(JsonMistake.NO_COLON)))),
        text,
        false);
  }

  @ParameterizedTest
  @CsvSource({
    "api_key_created, created, SUCCESS",
    "api_key_resumed, resumed, SUCCESS",
    "api_key_suspended, suspended, WARNING",
    "api_key_revoked, revoked, DANGER",
    "api_key_rotated, rotated, ACCENT",
    "api_key_updated, updated, NEUTRAL",
    "api_key_expired, expired, NEUTRAL",
    "api_key_reinstated_blocked, reinstated blocked, WARNING",
    "api_key_put_aside, put aside, NEUTRAL",
    "policy_changed, policy_changed, NEUTRAL",
  })
  void anActionIsAWordWithItsTone(String action, String text, Tone tone) {
    assertEquals(new AuditBadge(text, tone, false), words.badge(record(action, "{}")));
  }

  @Test
  void whatIsNoActionSaysSo() {
    assertEquals("no action", words.badge(line("{\"action\": 7}")).text());
    assertEquals(
        new AuditBadge("unreadable", Tone.DANGER, true), words.badge(unreadable("garbage")));
  }

  @Test
  void theYearIsLeftOutWhereItIsThisOne() {
    assertEquals("22 Nov 16:19:57", words.time(record("x", "{}")));
    AuditRecord old = line("{\"timestamp\": \"2025-12-31T23:59:59\"}");
    assertEquals("31 Dec 2025 23:59:59", words.time(old));
    assertEquals(
        "1 Jan 07:59:59",
        wordsIn(ZoneId.of("Asia/Tokyo")).time(line("{\"timestamp\": \"2025-12-31T22:59:59\"}")));
    assertEquals("No time", words.time(unreadable("garbage")));
  }

  @Test
  void theFullTimeHasMicrosecondsAndTheZone() {
    AuditRecord record = record("x", "{}");
    assertEquals("Sun 22 Nov 2026, 16:19:57.082797 UTC", words.fullTime(record));
    assertEquals(
        "Sun 22 Nov 2026, 17:19:57.082797 Europe/Berlin, UTC+01:00",
        wordsIn(ZoneId.of("Europe/Berlin")).fullTime(record));
  }

  @Test
  void anActorIsNamedWithoutTheTenantsOwnDomain() {
    assertEquals("olu", words.actor(record("x", "{}")));
    assertEquals(
        "mira@partner.example", words.actor(line("{\"user_id\": \"mira@partner.example\"}")));
    assertEquals("", words.actor(line("{\"user_id\": null}")));
  }

  @Test
  void aKeyIsCalledAsTheRecordTellsIt() {
    names.learn(aboutKey("api_key_updated", ""));
    AuditRecord other = record("x", "{\"key_id\": \"" + ID + "\", \"name\": \"Older name\"}");
    assertEquals("Older name", words.keyName(other));
  }

  @Test
  void aDeletedKeyKeepsTheNameThatTheLogToldLast() {
    AuditRecord without = record("x", "{\"key_id\": \"" + ID + "\"}");
    assertEquals(ID, words.keyName(without));
    names.learn(aboutKey("api_key_updated", ""));
    names.learn(
        line(
            "{\"timestamp\": \"2026-11-01T00:00:00\", \"details\": {\"key_id\": \""
                + ID
                + "\", \"name\": \"First name\"}}"));
    assertEquals("Edge worker", words.keyName(without));
    assertFalse(names.isThere(ID));
    assertTrue(names.of("k1").isEmpty());
  }

  @Test
  void severalKeysAreCountedAndTheFirstAreNamed() {
    AuditRecord two =
        record("x", "[{\"key_id\": \"k1\", \"name\": \"Edge\"}, 7, [{\"key_id\": \"k2\"}]]");
    assertEquals("2 keys: Edge, k2", words.keyName(two));
    assertEquals("k1\nk2", words.keyIds(two));
    assertEquals("{key_id: k1, name: Edge}, 7, [{key_id: k2}]", words.summary(two));
    assertEquals("", words.summary(record("api_key_revoked", "[{\"key_id\": \"k1\"}]")));
    assertEquals(
        "{key_id: k1, owner_id: mia}",
        words.summary(record("api_key_revoked", "[{\"key_id\": \"k1\", \"owner_id\": \"mia\"}]")));
    String many =
        IntStream.range(0, 5_000)
            .mapToObj("{\"key_id\": \"k%d\"}"::formatted)
            .collect(Collectors.joining(","));
    AuditRecord all = record("x", "[" + many + "]");
    assertEquals("100 keys or more: k0, k1, k2, k3", words.keyName(all));
    assertTrue(words.keyIds(all).endsWith("\nk9\n…"), words.keyIds(all));
    assertEquals("", words.keyName(record("x", "[\"k1\", {\"id\": \"k2\"}]")));
  }

  @Test
  void aKeyWithoutANameSaysSo() {
    assertEquals(
        "(no name)", words.keyName(record("x", "{\"key_id\": \"" + ID + "\", \"name\": \"\"}")));
    assertEquals("", words.keyName(record("x", "{}")));
  }

  @Test
  void aNewKeyTellsItsScopeAndHowMuchItMay() {
    assertEquals(
        "Scope user, 2 capabilities",
        words.summary(
            aboutKey(
                "api_key_created", ", \"scope\": \"user\", \"capabilities\": [\"a\", \"b\"]")));
    assertEquals(
        "Scope tenant, no capabilities; takes over from k1; Reason: Monitoring must not stop",
        words.summary(
            aboutKey(
                "api_key_created",
                ", \"scope\": \"tenant\", \"capabilities\": [], \"predecessor_id\": \"k1\","
                    + " \"reason\": \"Monitoring must not stop\"")));
  }

  @Test
  void aRotationTellsWhatBecomesOfTheOldRawKey() {
    assertEquals(
        "New raw key; the old one stopped", words.summary(aboutKey("api_key_rotated", "")));
    names.learn(aboutKey("x", ""));
    assertEquals(
        "Taken over by Edge worker; the old raw key ends later",
        words.summary(aboutKey("api_key_rotated", ", \"successor_id\": \"" + ID + "\"")));
  }

  @Test
  void aBlockedReturnTellsWhatCameBackAndWhenItHadBeenTakenAway() {
    String details =
        ", \"returned\": [\"status\"], \"taken_away_at\": \"2026-11-23T12:01:18.5\","
            + " \"seen_at\": \"2026-11-23T12:02:19.5\"";
    assertEquals(
        "Came back, and was taken away again; Came back: status;"
            + " Taken away: 23 Nov 2026 12:01 UTC; Seen: 23 Nov 2026 12:02 UTC",
        words.summary(aboutKey("api_key_reinstated_blocked", details)));
  }

  @Test
  void aRevocationTellsWhatWasAndWhoseKeyItIs() {
    assertEquals(
        "Was active; owner j.silva",
        words.summary(
            aboutKey(
                "api_key_revoked",
                ", \"before\": {\"status\": \"active\"}, \"after\": {\"status\": \"revoked\"},"
                    + " \"owner_id\": \"j.silva@acme.example\"")));
    assertEquals(
        "Owner j.silva",
        words.summary(aboutKey("api_key_revoked", ", \"owner_id\": \"j.silva@acme.example\"")));
    assertEquals("By its owner", words.summary(aboutKey("api_key_revoked", "")));
    assertEquals("Past its expiry", words.summary(aboutKey("api_key_expired", "")));
  }

  @Test
  void anEditTellsWhatItChanged() {
    assertEquals(
        "Changed: limits, description, tenant_x",
        words.summary(
            aboutKey(
                "api_key_updated",
                ", \"changed\": [\"limits\", \"description\", \"tenant_x\", 7]")));
    assertEquals(
        "Requests an hour: 5,000 → 8,000",
        words.summary(
            aboutKey(
                "api_key_updated",
                ", \"changed\": [\"rate_limit_per_hour\"], \"before\":"
                    + " {\"rate_limit_per_hour\": 5000}, \"after\": {\"rate_limit_per_hour\": 8000}")));
    assertEquals(
        "Capabilities: + rag:upload, − llm:groq",
        words.summary(
            aboutKey(
                "api_key_updated",
                ", \"capabilities\": {\"from\": [\"llm:groq\", \"x:y\"],"
                    + " \"to\": [\"x:y\", \"rag:upload\"]}")));
    assertEquals(
        "Requests a day: 10 → 20; Expiry: none → 2027-01-01",
        words.summary(
            aboutKey(
                "api_key_updated",
                ", \"changes\": {\"daily_quota\": {\"old\": 10, \"new\": 20},"
                    + " \"expires_at\": {\"old\": null, \"new\": \"2027-01-01\"}}")));
  }

  @Test
  void unknownActionsAndDetailsAreListedAsTheyStand() {
    assertEquals(
        "deep: {x: [1, {y: null}]}; on: true; Reason: audit",
        words.summary(
            record(
                "policy_changed",
                "{\"deep\": {\"x\": [1, {\"y\": null}]}, \"on\": true, \"reason\": \"audit\"}")));
    assertEquals("1, two", words.summary(record("policy_changed", "[1, \"two\"]")));
    assertEquals("", words.summary(record("policy_changed", "{}")));
    assertEquals(
        "source: crm; none",
        words.summary(line("{\"action\": \"x\", \"source\": \"crm\", \"details\": null}")));
    assertEquals(
        "a: 1; b: 2; c: 3; d: 4; and 2 more",
        words.summary(record("x", "{\"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4, \"e\": 5, \"f\": 6}")));
  }

  @Test
  void aSummaryIsOneLineOfBearableLength() {
    assertEquals(
        "note: two\u23ce\u2039U+202E\u203alines",
        words.summary(record("x", "{\"note\": \"two\\n\\u202Elines\"}")));
    String long40 = "0123456789".repeat(40);
    assertEquals(67, words.summary(record("x", "{\"note\": \"" + long40 + "\"}")).length());
    assertEquals("garbage\u2039U+0009\u203ahere", words.summary(unreadable("garbage\there")));
    assertEquals(301, words.summary(unreadable(long40)).length());
  }

  @Test
  void aDeepRecordOverflowsNothing() {
    String deep = "[".repeat(900) + "]".repeat(900);
    assertEquals("a: [[[…]]]", words.summary(record("x", "{\"a\": " + deep + "}")));
  }
}
