package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import keyconsole.domain.Limits;
import keyconsole.domain.Replay;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.domain.Traffic;
import keyconsole.domain.UsageReport.Count;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a replay makes of requests, rule by rule.
class ReplaysTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Limits WIDE = new Limits(1_000, 10_000, 300_000, 0, 0, 0);

  private static Traffic traffic(String... lines) {
    return SomeTraffic.of(DAY, DAY.plusDays(3), 0, List.of(lines));
  }

  private static Restrictions endpoints(List<String> allowed, List<String> blocked) {
    return new Restrictions(allowed, blocked, List.of(), List.of(), true);
  }

  private static Restrictions ips(String... allowed) {
    return new Restrictions(List.of(), List.of(), List.of(allowed), List.of(), true);
  }

  private static Limits limits(long hour, long day, long month) {
    return new Limits(hour, day, month, 0, 0, 0);
  }

  private static Replay replay(Traffic traffic, Restrictions restrictions, Limits limits) {
    return Replays.of(traffic, traffic.from(), traffic.to(), restrictions, limits);
  }

  static Stream<Arguments> drafts() {
    return Stream.of(
        Arguments.of("nothing restricted", Restrictions.NONE, WIDE, "[]", 0),
        Arguments.of(
            "an endpoint that is not allowed",
            endpoints(List.of("/a"), List.of()),
            WIDE,
            "[ALLOWED_ENDPOINTS 2/2]",
            2),
        Arguments.of(
            "a blocked endpoint",
            endpoints(List.of(), List.of("/b")),
            WIDE,
            "[BLOCKED_ENDPOINTS 1/1]",
            1),
        Arguments.of(
            "a blocked pattern, which the backend does not know",
            endpoints(List.of(), List.of("/*")),
            WIDE,
            "[BLOCKED_ENDPOINTS 4/0]",
            0),
        Arguments.of(
            "an allowed pattern, which the backend does not know",
            endpoints(List.of("/*"), List.of()),
            WIDE,
            "[ALLOWED_ENDPOINTS 5/5]",
            5),
        Arguments.of("an address", ips("10.0.0.1"), WIDE, "[ALLOWED_IPS 2/2]", 2),
        Arguments.of(
            "a range, dead for the backend", ips("10.0.0.0/24"), WIDE, "[ALLOWED_IPS 5/5]", 5),
        Arguments.of(
            "an endpoint before an address",
            new Restrictions(
                List.of("/a"), List.of(), List.of("10.0.0.1"), List.of("x.example"), true),
            WIDE,
            "[ALLOWED_ENDPOINTS 2/2, ALLOWED_IPS 1/1]",
            3),
        Arguments.of("an hour", Restrictions.NONE, limits(2, 10, 10), "[REQUESTS_PER_HOUR 1/0]", 0),
        Arguments.of("a day", Restrictions.NONE, limits(9, 3, 10), "[REQUESTS_PER_DAY 1/0]", 0),
        Arguments.of("a month", Restrictions.NONE, limits(9, 9, 3), "[REQUESTS_PER_MONTH 2/0]", 0),
        Arguments.of(
            "no request an hour, the one limit that the backend knows",
            Restrictions.NONE,
            limits(0, 9, 9),
            "[REQUESTS_PER_HOUR 5/5]",
            5),
        Arguments.of(
            "a limit behind a list: what is denied is not counted",
            endpoints(List.of("/a"), List.of()),
            limits(2, 9, 9),
            "[ALLOWED_ENDPOINTS 2/2, REQUESTS_PER_HOUR 1/0]",
            2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drafts")
  void eachRuleDeniesWhatItSays(
      String name, Restrictions restrictions, Limits limits, String rules, long backend) {
    Traffic traffic =
        traffic(
            "2026-11-20T10:00:00 /a 10.0.0.1",
            "2026-11-20T10:10:00 /b 10.0.0.1",
            "2026-11-20T10:20:00 /a 10.0.0.1",
            "2026-11-20T11:00:00 /a 10.0.0.2",
            "2026-11-21T00:00:00 - -");
    if (name.startsWith("a limit behind")) {
      traffic =
          traffic(
              "2026-11-20T10:00:00 /a 10.0.0.1",
              "2026-11-20T10:10:00 /b 10.0.0.1",
              "2026-11-20T10:20:00 /b 10.0.0.1",
              "2026-11-20T10:30:00 /a 10.0.0.2",
              "2026-11-20T10:40:00 /a 10.0.0.2");
    }
    Replay replay = replay(traffic, restrictions, limits);
    assertEquals(5, replay.total());
    assertEquals(
        rules,
        replay.rules().stream()
            .map(each -> each.rule() + " " + each.denied() + "/" + each.backendDenied())
            .toList()
            .toString());
    assertEquals(replay.denied(), replay.rules().stream().mapToLong(Replay.ByRule::denied).sum());
    assertEquals(backend, replay.backendDenied());
  }

  @Test
  void whatCameInTheMonthBeforeTheDaysCountsAsItHappened() {
    List<String> lines =
        List.of(
            "2026-11-20T10:00:00 /blocked 1",
            "2026-11-21T10:00:00 /a 1",
            "2026-11-22T10:00:00 /a 1");
    Traffic traffic = SomeTraffic.of(DAY, DAY.plusDays(3), 4, lines);
    Restrictions blocked = endpoints(List.of(), List.of("/blocked"));
    LocalDate from = DAY.plusDays(1);
    assertEquals(0, Replays.of(traffic, from, DAY.plusDays(3), blocked, limits(9, 9, 7)).denied());
    assertEquals(1, Replays.of(traffic, from, DAY.plusDays(3), blocked, limits(9, 9, 6)).denied());
    assertEquals(2, Replays.of(traffic, from, DAY.plusDays(3), blocked, limits(9, 9, 5)).denied());
  }

  @Test
  void monthHourAndDayBeginAnewAtTheirUtcBounds() {
    Traffic traffic =
        SomeTraffic.of(
            LocalDate.of(2026, 11, 30),
            LocalDate.of(2026, 12, 1),
            5,
            List.of(
                "2026-11-30T23:59:59.999999 /a 1",
                "2026-12-01T00:00:00 /a 1",
                "2026-12-01T00:59:59.999999 /a 1",
                "2026-12-01T01:00:00 /a 1"));
    assertEquals(1, replay(traffic, Restrictions.NONE, limits(1, 9, 9)).denied());
    assertEquals(1, replay(traffic, Restrictions.NONE, limits(9, 2, 9)).denied());
    assertEquals(1, replay(traffic, Restrictions.NONE, limits(9, 9, 5)).denied());
    assertEquals(0, replay(traffic, Restrictions.NONE, limits(9, 9, 6)).denied());
  }

  @Test
  void deniedRequestsAreToldByDayEndpointAndAddress() {
    Traffic traffic =
        traffic(
            "2026-11-20T10:00:00 /a 10.0.0.1",
            "2026-11-21T10:00:00 /b 10.0.0.2",
            "2026-11-21T11:00:00 /b 10.0.0.3",
            "2026-11-23T11:00:00 /c -");
    Replay replay = replay(traffic, ips("10.0.0.1"), WIDE);
    assertEquals(
        List.of(
            new Replay.Day(DAY, 1, 0),
            new Replay.Day(DAY.plusDays(1), 0, 2),
            new Replay.Day(DAY.plusDays(2), 0, 0),
            new Replay.Day(DAY.plusDays(3), 0, 1)),
        replay.days());
    assertEquals(
        new Replay.Top(List.of(new Count("/b", 2), new Count("/c", 1)), 2), replay.endpoints());
    assertEquals(
        new Replay.Top(
            List.of(new Count("", 1), new Count("10.0.0.2", 1), new Count("10.0.0.3", 1)), 3),
        replay.addresses());
  }

  @Test
  void keyWithoutRequestsHasAnEmptyReplay() {
    Replay replay = replay(traffic(), ips("10.0.0.1"), limits(0, 0, 0));
    assertEquals(0, replay.total());
    assertEquals(0, replay.denied());
    assertEquals(4, replay.days().size());
  }

  @Test
  void momentsBeforeTheYear1970AreNoTrouble() {
    Traffic old =
        SomeTraffic.of(
            LocalDate.of(1969, 12, 31),
            LocalDate.of(1970, 1, 1),
            0,
            List.of("1969-12-31T23:30:00 /a 1", "1969-12-31T23:40:00 /a 1"));
    assertEquals(Instant.parse("1969-12-31T23:30:00Z").getEpochSecond(), old.micros(0) / 1_000_000);
    assertEquals(
        List.of(new Replay.ByRule(Rule.REQUESTS_PER_HOUR, 1, 0)),
        replay(old, Restrictions.NONE, limits(1, 9, 9)).rules());
  }
}
