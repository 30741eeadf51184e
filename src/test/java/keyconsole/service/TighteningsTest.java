package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import keyconsole.PlainKey;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Tightening;
import keyconsole.domain.Tightening.Kept;
import keyconsole.domain.Tightening.Part;
import keyconsole.domain.Tightening.Reason;
import keyconsole.domain.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is proposed from what a key used, and what is not.
class TighteningsTest {

  private static final LocalDate FROM = LocalDate.of(2026, 11, 1);
  private static final LocalDate TO = LocalDate.of(2026, 11, 10);
  private static final Limits WIDE = new Limits(1_000, 10_000, 300_000, 1_000, 4_000, 10);

  private final List<String> lines = new ArrayList<>();

  private void request(int day, String rest) {
    lines.add("2026-11-%02dT10:00:00 %s".formatted(day, rest));
  }

  private Tightening tighten(Restrictions restrictions, Limits limits) {
    Traffic traffic = SomeTraffic.of(FROM, TO, 0, lines);
    Instant made = Instant.parse("2026-01-01T00:00:00Z");
    ApiKey key = PlainKey.of("raw", made).with().restrictions(restrictions).limits(limits).key();
    return Tightenings.of(key, traffic, FROM, TO);
  }

  private static Restrictions lists(List<String> endpoints, List<String> ips) {
    return new Restrictions(endpoints, List.of("/v1/admin"), ips, List.of("a.example"), false);
  }

  @Test
  void whatIsUsedIsProposedMostUsedFirstAndTheRestStays() {
    request(1, "/v1/rag 10.0.0.2");
    for (int day = 2; day <= 10; day++) {
      request(day, "/v1/chat ::ffff:10.0.0.1");
    }
    Tightening tighter = tighten(lists(List.of(), List.of()), WIDE);
    assertEquals(
        lists(List.of("/v1/chat", "/v1/rag"), List.of("::ffff:10.0.0.1", "10.0.0.2")),
        tighter.restrictions());
    assertEquals(new Limits(2, 2, 47, 1_000, 4_000, 10), tighter.limits());
    assertEquals(List.of(), tighter.kept());
  }

  @Test
  void listsThatTheKeyHasOnlyLoseWhatIsNotUsedAndKeepTheirOrder() {
    for (int day = 1; day <= 9; day++) {
      request(day, day % 3 == 0 ? "/b 10.0.0.1" : "/a 10.0.0.1");
    }
    request(10, "/elsewhere 10.0.0.9");
    Tightening tighter =
        tighten(lists(List.of("/b", "/never", "/a", "/*"), List.of("10.0.0.1")), WIDE);
    assertEquals(List.of("/b", "/a"), tighter.restrictions().allowedEndpoints());
    assertEquals(List.of("10.0.0.1"), tighter.restrictions().allowedIps());
    assertEquals(List.of(new Kept(Part.ADDRESSES, Reason.AS_NARROW, 1)), tighter.kept());
  }

  @Test
  void requestsWithoutAnEndpointOrAnAddressKeepTheirListsOpen() {
    for (int day = 1; day <= 8; day++) {
      request(day, day < 3 ? "- 10.0.0.1" : "/a -");
    }
    Tightening tighter = tighten(lists(List.of(), List.of()), WIDE);
    assertEquals(lists(List.of(), List.of()), tighter.restrictions());
    assertEquals(
        List.of(
            new Kept(Part.ENDPOINTS, Reason.WITHOUT_VALUE, 2),
            new Kept(Part.ADDRESSES, Reason.WITHOUT_VALUE, 6)),
        tighter.kept());
  }

  @Test
  void tooManyValuesAreNotProposed() {
    for (int i = 0; i <= 256; i++) {
      request(1 + i / 32, "/e" + i % 51 + " 10.0." + i / 256 + "." + i % 256);
    }
    Tightening tighter = tighten(lists(List.of(), List.of()), WIDE);
    assertEquals(
        List.of(
            new Kept(Part.ENDPOINTS, Reason.TOO_MANY, 51),
            new Kept(Part.ADDRESSES, Reason.TOO_MANY, 257)),
        tighter.kept());
  }

  @Test
  void valuesThatNoListCanHoldAreNotProposed() {
    for (int day = 1; day <= 8; day++) {
      request(day, "/v1/* testclient");
    }
    Tightening tighter = tighten(lists(List.of(), List.of()), WIDE);
    assertEquals(
        List.of(
            new Kept(Part.ENDPOINTS, Reason.UNFIT, 1), new Kept(Part.ADDRESSES, Reason.UNFIT, 1)),
        tighter.kept());
  }

  @Test
  void fewDaysTellNoPeak() {
    request(5, "/a 10.0.0.1");
    Tightening tighter = tighten(lists(List.of(), List.of()), WIDE);
    assertEquals(WIDE, tighter.limits());
    assertEquals(List.of(new Kept(Part.LIMITS, Reason.TOO_SHORT, 6)), tighter.kept());
  }

  @Test
  void keyThatNothingGotThroughOnStaysAsItIs() {
    request(1, "/a 10.0.0.1");
    Restrictions locked = lists(List.of("/*"), List.of());
    Tightening tighter = tighten(locked, WIDE);
    assertEquals(locked, tighter.restrictions());
    assertEquals(WIDE, tighter.limits());
    assertEquals(
        List.of(Reason.NOTHING_USED, Reason.NOTHING_USED, Reason.NOTHING_USED),
        tighter.kept().stream().map(Kept::reason).toList());
  }

  @Test
  void limitsAreNeverRaisedAndStandInOrder() {
    for (int day = 1; day <= 10; day++) {
      for (int i = 0; i < 4; i++) {
        request(day, "/a 10.0.0.1");
      }
    }
    Limits odd = new Limits(100, 5, 300_000, 1, 2, 3);
    assertEquals(new Limits(5, 5, 190, 1, 2, 3), tighten(Restrictions.NONE, odd).limits());
  }

  @ParameterizedTest
  @CsvSource({"1,2", "7,11", "66,99", "67,110", "1000,1500", "12345,19000"})
  void headroomIsHalfAsMuchAgainInRoundNumbers(long peak, long limit) {
    assertEquals(limit, Tightenings.withHeadroom(peak));
  }
}
