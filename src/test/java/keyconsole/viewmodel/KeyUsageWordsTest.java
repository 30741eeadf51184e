package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ResourceBundle;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.KeyUsage.Basis;
import keyconsole.domain.KeyUsage.Cause;
import keyconsole.domain.KeyUsage.Newcomer;
import keyconsole.domain.KeyUsage.Newcomers;
import keyconsole.domain.KeyUsage.Novelty;
import keyconsole.domain.KeyUsage.Projection;
import keyconsole.domain.KeyUsage.Reconciliation;
import keyconsole.domain.KeyUsage.Spike;
import keyconsole.domain.KeyUsage.Window;
import keyconsole.domain.UsageReport.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyUsageWordsTest {

  private static final Instant NOW = Instant.parse("2026-11-25T14:10:00Z");
  private static final Instant AGREED = NOW.minusSeconds(30);

  private final KeyUsageWords words =
      new KeyUsageWords(new KeyWords(ResourceBundle.getBundle("i18n.console")));

  private static Window hour(long used, long allowed, Optional<Projection> projection) {
    return new Window(
        Limit.HOUR,
        Instant.parse("2026-11-25T14:00:00Z"),
        Instant.parse("2026-11-25T15:00:00Z"),
        used,
        allowed,
        projection);
  }

  private static Optional<Projection> expected(long requests) {
    return Optional.of(new Projection(requests, Basis.PACE, Optional.empty()));
  }

  private static Optional<Projection> reaching(long requests, String when) {
    return Optional.of(new Projection(requests, Basis.USUAL, Optional.of(Instant.parse(when))));
  }

  @Test
  void aLimitThatIsFarSaysThatItStaysFar() {
    KeyUsageTold.Gauge gauge = words.gauge(hour(2_140, 5_000, expected(4_311)));
    assertEquals("This hour · 2,140 of 5,000 · about 4,300 by 15:00 · stays below", gauge.spoken());
    assertEquals("42 %", gauge.percent());
    assertEquals(Tone.PLAIN, gauge.tone());
    assertEquals(0.428, gauge.share(), 0.001);
    assertEquals(OptionalDouble.of(4_311 / 5_000.0), gauge.ahead());
  }

  @Test
  void aLimitThatWillBeReachedSaysWhenAndWarns() {
    KeyUsageTold.Gauge gauge =
        words.gauge(hour(2_140, 3_000, reaching(4_311, "2026-11-25T14:40:31Z")));
    assertEquals("about 4,300 by 15:00 · at its limit about 14:40", gauge.outlook());
    assertEquals(Tone.WARNING, gauge.tone());
    assertEquals(OptionalDouble.of(1), gauge.ahead());
  }

  @Test
  void aLimitThatIsReachedSaysByHowMuch() {
    assertEquals("at its limit", words.gauge(hour(60, 60, Optional.empty())).outlook());
    KeyUsageTold.Gauge over = words.gauge(hour(84, 60, expected(171)));
    assertEquals("over its limit by 24 · about 170 by 15:00", over.outlook());
    assertEquals(Tone.DANGER, over.tone());
    assertEquals(1, over.share());
  }

  @Test
  void aLimitOfNothingIsReachedWithoutARequest() {
    KeyUsageTold.Gauge none = words.gauge(hour(0, 0, Optional.empty()));
    assertEquals("at its limit", none.outlook());
    assertEquals("–", none.percent());
  }

  @Test
  void whereNothingCanBeSaidNothingIsPromised() {
    KeyUsageTold.Gauge gauge = words.gauge(hour(3, 60, Optional.empty()));
    assertEquals("no projection: too little to go by", gauge.outlook());
    assertEquals("", gauge.basis());
    assertEquals(OptionalDouble.empty(), gauge.ahead());
  }

  @Test
  void dayAndMonthAreToldNoFinerThanTheyCanBe() {
    Window day =
        new Window(
            Limit.DAY,
            Instant.parse("2026-11-25T00:00:00Z"),
            Instant.parse("2026-11-26T00:00:00Z"),
            700,
            1_000,
            reaching(1_500, "2026-11-25T18:22:09Z"));
    assertEquals("about 1,500 by midnight · at its limit about 18:15", words.gauge(day).outlook());
    Window month =
        new Window(
            Limit.MONTH,
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"),
            7_000,
            8_000,
            reaching(8_900, "2026-11-28T18:22:09Z"));
    assertEquals("about 8,900 by 1 Dec · at its limit about 28 Nov", words.gauge(month).outlook());
  }

  @ParameterizedTest
  @CsvSource({
    "4311, 5000, '4,300'",
    "4980, 5000, '4,980'",
    "5020, 5000, '5,000'",
    "99, 5000, '99'",
    "0, 10, '0'",
    "1234567, 900, '1,200,000'",
    "104, 105, '100'",
    "97, 98, '97'",
    "1049, 1045, '1,050'"
  })
  void roundingNeverCrossesTheLimit(long expected, long allowed, String told) {
    assertEquals(told, KeyUsageWords.about(expected, allowed));
  }

  private KeyUsageTold told(Novelty novelty, List<Spike> spikes, Reconciliation held) {
    return words.told(new KeyUsage(KeyId.random(), NOW, true, List.of(), novelty, spikes, held));
  }

  private static final Novelty NOTHING_NEW =
      new Novelty(
          LocalDate.parse("2026-11-19"),
          Optional.of(LocalDate.parse("2026-09-30")),
          Newcomers.NONE,
          Newcomers.NONE,
          true);

  private KeyUsageTold.Counters counters(
      long counter, long lines, List<Cause> causes, long hits, boolean seen) {
    return told(
            NOTHING_NEW,
            List.of(),
            new Reconciliation(
                counter, lines, causes, Optional.of(AGREED), Optional.of(AGREED), hits, seen))
        .counters();
  }

  @Test
  void newValuesSaySinceWhen() {
    Novelty novelty =
        new Novelty(
            LocalDate.parse("2026-11-19"),
            Optional.of(LocalDate.parse("2026-09-30")),
            new Newcomers(
                List.of(new Newcomer("203.0.113.9", LocalDate.parse("2026-11-24"), 1_204)), 61),
            new Newcomers(List.of(new Newcomer("", LocalDate.parse("2026-11-20"), 1)), 1),
            true);
    KeyUsageTold.News news = told(novelty, List.of(), unused()).news();
    assertEquals("Not seen before, since 30 Sep 2026", news.note());
    KeyUsageTold.Group ips = news.groups().getFirst();
    assertEquals("61 new addresses", ips.title());
    assertEquals(
        List.of(new KeyUsageTold.NewValue("203.0.113.9", "new 24 Nov", "1,204")), ips.values());
    assertEquals("and 60 more", ips.rest());
    assertEquals("1 new endpoint", news.groups().getLast().title());
    assertEquals("no endpoint", news.groups().getLast().values().getFirst().text());
  }

  @Test
  void whatIsNewIsNotToldWithoutAHistory() {
    Novelty young =
        new Novelty(
            LocalDate.parse("2026-11-19"), Optional.empty(), Newcomers.NONE, Newcomers.NONE, true);
    KeyUsageTold.News news = told(young, List.of(), unused()).news();
    assertTrue(news.note().startsWith("What is new cannot be told"), news.note());
    assertEquals(List.of(), news.groups());
  }

  private static Reconciliation unused() {
    return new Reconciliation(0, 0, List.of(), Optional.empty(), Optional.empty(), 0, false);
  }

  @Test
  void aSpikeStandsBesideWhatIsUsual() {
    Instant hour = Instant.parse("2026-11-19T14:00:00Z");
    KeyUsageTold.Spikes spikes =
        told(NOTHING_NEW, List.of(new Spike(hour, 1_240, 51)), unused()).spikes();
    assertEquals(
        List.of(new KeyUsageTold.Spike(hour, "Thu 19 Nov, 14:00", "1,240", "usually 51")),
        spikes.hours());
    assertEquals(
        "No hour was far above what is usual for it.",
        told(NOTHING_NEW, List.of(), unused()).spikes().note());
  }

  @Test
  void countersThatAgreeAreQuiet() {
    KeyUsageTold.Counters equal = counters(120, 120, List.of(), 0, false);
    assertEquals(Tone.NEUTRAL, equal.tone());
    assertEquals("Counter and lines agree", equal.verdict());
    assertEquals("", equal.advice());
    assertEquals("Never used", told(NOTHING_NEW, List.of(), unused()).counters().verdict());
  }

  @Test
  void missingLinesWarnAndSayWhatToDo() {
    KeyUsageTold.Counters missing =
        counters(
            1_320,
            120,
            List.of(
                new Cause.LinesBeginLate(
                    LocalDate.parse("2026-09-01"), LocalDate.parse("2026-11-20")),
                new Cause.Unreadable(2, 1)),
            0,
            false);
    assertEquals(Tone.WARNING, missing.tone());
    assertEquals("1,200 lines are missing", missing.verdict());
    assertEquals(
        List.of(
            "The key was made on 1 Sep 2026, its first line is of 20 Nov 2026: usage files of"
                + " before may have been deleted or archived.",
            "2 lines and 1 whole usage file cannot be read. Some of it may be of this key."),
        missing.notes());
    assertTrue(missing.advice().startsWith("Put archived files back"), missing.advice());
  }

  @Test
  void aRequestOnItsWayIsQuiet() {
    KeyUsageTold.Counters settling = counters(121, 120, List.of(new Cause.OnItsWay()), 0, false);
    assertEquals(Tone.NEUTRAL, settling.tone());
    assertEquals("1 request is on its way", settling.verdict());
    assertEquals("", settling.advice());
  }

  @Test
  void moreLinesThanCountedSayThatTheLinesAreRight() {
    KeyUsageTold.Counters more = counters(118, 120, List.of(new Cause.LostCounts()), 0, false);
    assertEquals("2 lines more than counted", more.verdict());
    assertTrue(more.advice().startsWith("Trust the lines."), more.advice());
    KeyUsageTold.Counters old =
        counters(118, 120, List.of(new Cause.FileIsOld(), new Cause.LostCounts()), 0, false);
    assertTrue(old.advice().contains("status and restrictions"), old.advice());
  }

  @Test
  void hitsAreHeldAgainstWhatTheLinesShow() {
    assertTrue(
        counters(1, 1, List.of(), 37, true).notes().getLast().contains("a limit that was reached"));
    assertTrue(
        counters(1, 1, List.of(), 37, false).notes().getLast().contains("No hour, day or month"));
  }
}
