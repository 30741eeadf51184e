package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.UsageQuery.Bands;
import keyconsole.domain.UsageQuery.Step;
import keyconsole.viewmodel.UsageViewModel.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageViewModelTest {

  private static final Instant TUESDAY = Instant.parse("2026-11-17T14:05:00Z");
  private static final Instant FRIDAY = Instant.parse("2026-11-20T09:30:00Z");
  private static final String DELETED = "1a30ea50-0000-4000-8000-000000000000";

  @TempDir Path folder;
  private TestWorkspace test;
  private SomeLines lines;
  private KeyListViewModel keys;
  private UsageViewModel usage;
  private String reports;
  private String billing;

  /// Whether the next question fails.
  private boolean failing;

  @BeforeEach
  void open() {
    open("acme.example");
  }

  private void open(String tenant) {
    test = new TestWorkspace(folder, tenant);
    lines = new SomeLines(test.workspace.folder());
    keys = new KeyListViewModel(test.workspace);
    usage =
        new UsageViewModel(workspace(), keys, new TestSurroundings(), ZoneId.of("Europe/Berlin"));
    List<String> ids = test.service.list().stream().map(key -> key.id().text()).sorted().toList();
    if (!ids.isEmpty()) {
      reports = ids.get(0);
      billing = ids.get(1);
    }
  }

  private Workspace workspace() {
    Workspace like = test.workspace;
    return new Workspace(
        like.folder(),
        like.service(),
        like.session(),
        like.clock(),
        like.steady(),
        new Tasks(),
        like.navigator(),
        like.clipboard(),
        like.files(),
        like.texts());
  }

  private final class Tasks implements PlainTaskRunner {
    @Override
    public <T> Subscription run(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
      return test.tasks.run(failing ? this::fail : job, done, failed);
    }

    private <T> T fail() throws IOException {
      throw new IOException("The disk is gone.");
    }

    @Override
    public Subscription every(Duration period, Runnable action) {
      return test.tasks.every(period, action);
    }
  }

  @AfterEach
  void close() {
    usage.close();
    keys.close();
    test.close();
  }

  private void openWith(Runnable write) {
    write.run();
    usage.enter();
  }

  private void openWithTwoKeys() {
    openWith(
        () -> {
          lines.add(30, TUESDAY, reports, "/v1/chat", "203.0.113.24");
          lines.add(12, FRIDAY, billing, "/v1/embeddings", "198.51.100.7");
          lines.add(5, FRIDAY, DELETED, "/v1/chat", "198.51.100.7");
        });
  }

  private UsageFigures figures() {
    return usage.figuresProperty().get().orElseThrow();
  }

  private UsageTile tile(int place) {
    return figures().tiles().get(place);
  }

  private static List<String> names(UsageRanking ranking) {
    return ranking.rows().stream().map(UsageRanking.Row::name).toList();
  }

  private String name(String id) {
    return test.service.list().stream()
        .filter(key -> key.id().text().equals(id))
        .findFirst()
        .orElseThrow()
        .name();
  }

  @Test
  void tilesSayHowManyRequestsKeysAndWhenMost() {
    openWithTwoKeys();

    assertEquals("47", tile(0).value());
    assertEquals("3", tile(1).value());
    assertEquals("of 9 + 1 deleted", tile(1).lead());
    assertEquals("30", tile(2).value());
    assertEquals("Tue 17 Nov, 14:00", tile(2).context());
    assertEquals("1.6", tile(3).value());
    assertEquals("backend, all time", tile(4).context());
    assertEquals(State.READY, usage.stateProperty().get());
    assertTrue(usage.countedInProperty().get().startsWith("Counted 47 lines in "));
  }

  @Test
  void aPartOfThePeriodBeforeIsNotComparedWith() {
    openWith(
        () -> {
          lines.add(10, FRIDAY, reports, "/v1/chat", "203.0.113.24");
          lines.add(5, FRIDAY.minus(Duration.ofDays(35)), reports, "/v1/chat", "203.0.113.24");
        });

    assertEquals("before: 29 d no data", tile(0).context());
    assertEquals("", tile(0).change());
    assertEquals(
        "Of the 30 days compared with, 29 have no usage file. The backend makes the file of a day"
            + " with its first request, so either nothing was let through then or the file is gone."
            + " The others had 5 requests.",
        tile(0).reason());
  }

  @Test
  void aPartOfThisPeriodIsNotComparedEither() {
    openWith(
        () -> {
          for (int day = 0; day < 13; day++) {
            Instant at = Instant.parse("2026-11-09T10:00:00Z").plus(Duration.ofDays(day));
            lines.add(4, at, reports, "/v1/chat", "203.0.113.24");
          }
        });

    usage.settings().rangeProperty().set(UsageRange.DAYS_7);

    assertEquals("24", tile(0).value());
    assertEquals("1 d no data", tile(0).context());
    assertEquals("", tile(0).change());
    assertEquals("", tile(1).change());
    assertEquals("1 d no data", tile(3).context());
    assertTrue(tile(0).reason().startsWith("Of the 7 days shown, 1 has no usage file."));
    assertTrue(tile(0).reason().endsWith("There were 28 requests before."));
  }

  @Test
  void aTenantThatBeganLaterHasNoDataBefore() {
    openWith(() -> lines.add(10, FRIDAY, reports, "/v1/chat", "203.0.113.24"));

    assertEquals("no data before", tile(0).context());
    assertEquals("no data before", tile(3).context());
    assertEquals("No data 5 weeks before", figures().series().before().orElseThrow().note());
    assertEquals(
        "There is no usage file of the time compared with, so nothing is known of it.",
        tile(0).reason());
    usage.settings().comparedProperty().set(false);
    assertEquals("", tile(0).context());
    assertEquals("", tile(0).reason());
  }

  @Test
  void whatHasNoDataIsToldInStepsOfTheSeries() {
    openWith(
        () -> {
          lines.add(10, FRIDAY, reports, "/v1/chat", "203.0.113.24");
          lines.add(4, FRIDAY.minus(Duration.ofDays(7)), reports, "/v1/chat", "203.0.113.24");
        });

    usage.settings().rangeProperty().set(UsageRange.DAYS_7);
    assertEquals("before: 6 d no data", tile(0).context());
    usage.settings().stepProperty().set(Step.HOUR);
    assertEquals("before: 144 h no data", tile(0).context());
  }

  @Test
  void aKeyThatWasNotUsedSaysHowLongAgoItWas() {
    openWithTwoKeys();

    Set<String> told =
        figures().unused().rows().stream().map(UsageRanking.Row::count).collect(Collectors.toSet());
    assertEquals(Set.of("3 h ago"), told);
    assertEquals("", figures().unused().note());
  }

  @Test
  void wholeWeeksBeforeAreComparedWith() {
    openWith(
        () -> {
          for (int day = 0; day < 14; day++) {
            Instant at = Instant.parse("2026-11-09T10:00:00Z").plus(Duration.ofDays(day));
            lines.add(day < 7 ? 4 : 5, at, reports, "/v1/chat", "203.0.113.24");
          }
        });

    usage.settings().rangeProperty().set(UsageRange.DAYS_7);

    assertEquals("▲ 25 %", tile(0).change());
    assertEquals("from 28", tile(0).context());
    assertEquals("± 0", tile(1).change());
    assertEquals("Total, 1 week before", figures().series().before().orElseThrow().note());
    usage.settings().comparedProperty().set(false);
    assertEquals("", tile(0).context());
    assertEquals(Optional.empty(), figures().series().before());
  }

  @Test
  void daysWithoutAFileAreNoData() {
    openWithTwoKeys();

    List<UsageSeries.Point> known =
        figures().series().points().stream().filter(UsageSeries.Point::known).toList();

    assertEquals(
        List.of("Tuesday 17 November 2026", "Friday 20 November 2026"),
        known.stream().map(UsageSeries.Point::name).toList());
    assertTrue(figures().heat().cells().get(24 + 14).known());
    assertFalse(figures().heat().cells().get(0).known());
    assertEquals(Optional.of("Tuesday 14:00"), figures().heat().busiest());
  }

  @Test
  void anIdThatIsNotInTheListIsADeletedKey() {
    openWithTwoKeys();

    assertEquals(
        List.of(name(reports), name(billing), "deleted key 1a30ea50…"), names(figures().keys()));
    assertTrue(names(figures().owners()).contains("keys that no longer exist"));
  }

  @Test
  void aClickOnABandFiltersAllElseAndASecondOneTakesItBack() {
    openWithTwoKeys();

    toggleBand(billing);

    assertEquals("12", tile(0).value());
    assertEquals(List.of("/v1/embeddings"), names(figures().endpoints()));
    assertEquals(3, figures().keys().rows().size());
    assertEquals("grey: filtered out", figures().keys().note());
    assertTrue(figures().keys().rows().get(0).greyed());
    assertTrue(figures().keys().rows().get(1).selected());
    assertEquals(name(billing), usage.chips().shown().getFirst().value());
    toggleBand(billing);
    assertEquals("47", tile(0).value());
    assertEquals(List.of(), usage.chips().shown());
  }

  @Test
  void anHourOfTheWeekAnEndpointAndAnAddressFilterTogether() {
    openWithTwoKeys();

    usage.chips().toggle(new UsageFacet.Hour(new WeekHour(DayOfWeek.FRIDAY, 9)));
    usage.chips().toggle(new UsageFacet.Ip("198.51.100.7"));
    usage.chips().toggle(new UsageFacet.Endpoint("/v1/chat"));

    assertEquals("5", tile(0).value());
    assertEquals(
        List.of("hour", "IP", "endpoint"),
        usage.chips().shown().stream().map(UsageChip::kind).toList());
    usage.chips().clear();
    assertEquals("47", tile(0).value());
  }

  @Test
  void aKeyKeepsItsColourWhenOthersAreFilteredOut() {
    openWithTwoKeys();
    UsageTint before = figures().series().bands().get(1).tint();

    toggleBand(billing);

    assertEquals(UsageTint.BAND_2, before);
    assertEquals(before, figures().series().bands().getFirst().tint());
    assertEquals(before, figures().keys().rows().get(1).tint());
  }

  @Test
  void bandsCanBeOwnersOrEndpoints() {
    openWithTwoKeys();

    usage.settings().bandsProperty().set(Bands.ENDPOINT);

    assertEquals("Requests a day by endpoint", figures().series().title());
    assertEquals("/v1/chat", figures().series().bands().getFirst().name());
    assertEquals(UsageTint.BAND_1, figures().endpoints().rows().getFirst().tint());
    assertEquals(UsageTint.ACCENT, figures().keys().rows().getFirst().tint());
    toggleBand("/v1/chat");
    assertEquals("endpoint", usage.chips().shown().getFirst().kind());
  }

  @Test
  void aNewLineAppearsOnceItIsCountedAgain() {
    untilLateInTheDay();
    usage.enter();
    usage.settings().rangeProperty().set(UsageRange.HOURS_24);
    long before = figures().report().totalRequests();

    lines.add(3, test.workspace.clock().instant(), reports, "/v1/chat", "203.0.113.24");
    test.pass(Duration.ofSeconds(1));

    assertEquals(before + 3, figures().report().totalRequests());
  }

  @Test
  void aNewLineAppearsAfterTheClockWasSetBack() {
    untilLateInTheDay();
    usage.enter();
    usage.settings().rangeProperty().set(UsageRange.HOURS_24);
    long before = figures().report().totalRequests();

    test.setBack(Duration.ofMinutes(20));
    lines.add(3, test.workspace.clock().instant(), reports, "/v1/chat", "203.0.113.24");
    // Longer than the longest pause of a busy machine.
    test.pass(Duration.ofSeconds(30));
    test.pass(Duration.ofSeconds(30));

    assertEquals(before + 3, figures().report().totalRequests());
  }

  @Test
  void nothingMovesWhileItIsPaused() {
    untilLateInTheDay();
    usage.enter();
    usage.settings().rangeProperty().set(UsageRange.HOURS_24);
    UsageFigures before = figures();

    usage.settings().pausedProperty().set(true);
    lines.add(3, test.workspace.clock().instant(), reports, "/v1/chat", "203.0.113.24");
    test.pass(Duration.ofMinutes(10));
    assertEquals(before, figures());

    usage.settings().pausedProperty().set(false);
    assertFalse(before.equals(figures()));
  }

  /// Until the last 24 hours are today.
  private void untilLateInTheDay() {
    test.pass(Duration.ofMinutes(11 * 60 + 30));
  }

  @Test
  void nothingIsCountedOnceThePageIsLeft() {
    openWithTwoKeys();
    UsageFigures before = figures();

    usage.leave();
    lines.add(3, FRIDAY, reports, "/v1/chat", "203.0.113.24");
    test.pass(Duration.ofMinutes(1));

    assertEquals(before, figures());
    usage.enter();
    assertEquals("50", tile(0).value());
  }

  @Test
  void whatIsShownStaysUntilTheNextAnswerIsThere() {
    openWithTwoKeys();
    UsageFigures before = figures();

    test.tasks.hold();
    usage.settings().rangeProperty().set(UsageRange.DAYS_7);
    assertEquals(before, figures());
    assertFalse(usage.slowProperty().get());
    test.tasks.tick();
    assertTrue(usage.slowProperty().get());

    test.tasks.release();
    assertEquals("16 Nov – 22 Nov 2026", figures().series().range());
    assertFalse(usage.slowProperty().get());
  }

  @Test
  void theAnswerToAnOlderQuestionIsDropped() {
    openWithTwoKeys();
    test.tasks.hold();

    usage.settings().rangeProperty().set(UsageRange.DAYS_7);
    usage.settings().rangeProperty().set(UsageRange.DAYS_90);

    assertEquals(1, test.tasks.heldCount());
    test.tasks.release();
    assertEquals("25 Aug – 22 Nov 2026", figures().series().range());
  }

  @Test
  void afterAFailureTheOldFiguresStayAndItIsSaidOnce() {
    openWithTwoKeys();
    UsageFigures before = figures();

    failing = true;
    usage.settings().rangeProperty().set(UsageRange.DAYS_7);
    test.pass(Duration.ofMinutes(1));

    assertEquals("The disk is gone.", usage.failureProperty().get());
    assertEquals(before, figures());
    assertEquals(State.READY, usage.stateProperty().get());
    assertEquals(1, test.reported.size());
    failing = false;
    usage.retry();
    assertEquals("", usage.failureProperty().get());
    assertEquals("47", tile(0).value());
  }

  @Test
  void withoutAnyAnswerAFailureTakesThePlaceOfTheFigures() {
    failing = true;
    usage.enter();
    assertEquals(State.FAILED, usage.stateProperty().get());

    failing = false;
    usage.retry();

    assertEquals(State.NOTHING_IN_RANGE, usage.stateProperty().get());
  }

  @Test
  void theNewestRequestsAreOfferedWhereTheRangeHasNone() {
    untilLateInTheDay();
    usage.enter();

    assertEquals(State.NOTHING_IN_RANGE, usage.stateProperty().get());
    assertEquals(Optional.of("The newest requests are of 23 Nov 2026."), usage.newest());
    usage.showNewest();
    assertEquals(UsageRange.HOURS_24, usage.settings().rangeProperty().get());
    assertEquals(State.READY, usage.stateProperty().get());
  }

  @Test
  void olderRequestsAreShownByTheirDays() {
    close();
    open("empty.example");
    openWith(() -> lines.add(4, Instant.parse("2026-03-04T10:00:00Z"), DELETED, "/", "::1"));

    usage.showNewest();

    assertEquals("26 Feb – 4 Mar 2026", figures().series().range());
    assertEquals("4", tile(0).value());
  }

  @Test
  void requestsOfLongAgoAreNotTakenForNone() {
    close();
    open("empty.example");
    openWith(() -> lines.add(4, Instant.parse("1999-12-31T23:59:59Z"), DELETED, "/", "::1"));

    assertEquals(State.NOTHING_IN_RANGE, usage.stateProperty().get());
    usage.showNewest();

    assertEquals("4", tile(0).value());
  }

  @Test
  void requestsThatAreStillToComeAreNotTakenForNone() {
    close();
    open("empty.example");
    openWith(() -> lines.add(4, Instant.parse("2027-03-04T10:00:00Z"), DELETED, "/", "::1"));

    assertEquals(State.NOTHING_IN_RANGE, usage.stateProperty().get());
    assertEquals(
        "The newest requests are of 4 Mar 2027, which is still to come: the clock of this computer"
            + " or that of the backend is wrong.",
        usage.newest().orElseThrow());
    usage.showNewest();

    UsageLinesQuestion asked = test.linesAsked.getFirst();
    assertEquals(Instant.parse("2027-03-04T00:00:00Z"), asked.from());
    assertEquals(Instant.parse("2027-03-05T00:00:00Z"), asked.to());
  }

  @Test
  void aTenantWithoutUsageSaysSo() {
    close();
    open("empty.example");

    usage.enter();

    assertEquals(State.NO_USAGE, usage.stateProperty().get());
    assertEquals("", tile(0).value());
    assertEquals("no usage lines", tile(0).context());
  }

  @Test
  void whereNoRequestFitsTheFiltersStayInSight() {
    openWithTwoKeys();

    usage.chips().toggle(new UsageFacet.Endpoint("/v1/nothing"));

    assertTrue(figures().isEmpty());
    assertEquals(State.READY, usage.stateProperty().get());
    assertEquals(2, figures().endpoints().rows().size());
  }

  @Test
  void theFirstCountCanBeStoppedAndBegunAgain() {
    close();
    test = new TestWorkspace(folder.resolve("other"), "acme.example");
    test.tasks.hold();
    keys = new KeyListViewModel(test.workspace);
    usage = new UsageViewModel(workspace(), keys, new TestSurroundings(), ZoneId.of("UTC"));
    usage.enter();
    assertEquals(State.COUNTING, usage.stateProperty().get());
    while (!usage.workProperty().get().orElseThrow().text().startsWith("Counting")) {
      test.tasks.goOn();
    }

    usage.workProperty().get().flatMap(Work::cancel).orElseThrow().run();
    assertEquals(State.NOT_COUNTED, usage.stateProperty().get());

    usage.retry();
    test.tasks.release();
    assertEquals(State.NOTHING_IN_RANGE, usage.stateProperty().get());
  }

  @Test
  void whatIsNearALimitAndWhatIsUnusedLeadsToTheKey() {
    openWithTwoKeys();

    assertTrue(names(figures().peaks()).contains(name(reports)));
    assertTrue(figures().unused().rows().stream().noneMatch(row -> row.id().equals(reports)));
    usage.openKey(reports);

    assertEquals(1, test.keysShown);
    assertEquals(reports, keys.selection().getFirst().rowId());
  }

  @Test
  void theLinesOfWhatIsShownAreAskedForAnOwnerByTheKeysOfTheOwner() {
    openWithTwoKeys();
    String owner = test.key(name(billing)).ownerId();
    usage.chips().toggle(new UsageFacet.Owner(owner));
    usage.chips().toggle(new UsageFacet.Endpoint("/v1/embeddings"));

    usage.showLines();

    UsageLinesQuestion asked = test.linesAsked.getFirst();
    assertEquals(Instant.parse("2026-10-24T00:00:00Z"), asked.from());
    assertEquals(Instant.parse("2026-11-23T00:00:00Z"), asked.to());
    assertEquals(Set.of("/v1/embeddings"), asked.endpoints());
    assertEquals(
        test.service.listOwnedBy(owner).stream()
            .map(key -> key.id().text())
            .collect(Collectors.toSet()),
        asked.keys());
  }

  @Test
  void aMarkLeadsToItsOwnLinesWhateverTheFilterSaysOfItsKind() {
    openWithTwoKeys();
    usage.chips().toggle(new UsageFacet.Key(billing));

    usage.showLines(new UsageFacet.Key(reports));
    assertEquals(Set.of(reports), test.linesAsked.getFirst().keys());

    usage.showLines(new UsageFacet.Endpoint("/v1/chat"));
    UsageLinesQuestion asked = test.linesAsked.get(1);
    assertEquals(Set.of(billing), asked.keys());
    assertEquals(Set.of("/v1/chat"), asked.endpoints());
  }

  @Test
  void theLinesOfAnOwnerThatNobodyKnowsAreThoseOfKeysThatAreGone() {
    openWithTwoKeys();

    usage.showLines(new UsageFacet.Owner(""));

    assertEquals(Set.of(DELETED), test.linesAsked.getFirst().keys());
  }

  @Test
  void oneMarkAloneTakesThePlaceOfTheFilter() {
    openWithTwoKeys();
    usage.chips().toggle(new UsageFacet.Key(billing));
    usage.chips().toggle(new UsageFacet.Endpoint("/v1/chat"));

    usage.chips().only(new UsageFacet.Key(billing));

    assertEquals(1, usage.chips().shown().size());
    assertEquals(billing, usage.chips().oneKeyProperty().get().orElseThrow().text());
  }

  private void toggleBand(String id) {
    usage.chips().toggle(usage.facetOfBand(id).orElseThrow());
  }

  @Test
  void oneKeyAloneIsTold() {
    openWithTwoKeys();

    toggleBand(billing);
    assertEquals(billing, usage.chips().oneKeyProperty().get().orElseThrow().text());

    usage.chips().toggle(new UsageFacet.Endpoint("/v1/chat"));
    assertEquals(Optional.empty(), usage.chips().oneKeyProperty().get());
  }

  private Path day(String day) {
    return test.workspace.folder().resolve("usage").resolve("usage_" + day + ".jsonl");
  }

  @Test
  void aDayThatWasNotCountedInFullIsToldWithItsFileAndWhyUntilItIs() throws IOException {
    openWithTwoKeys();
    assertEquals("", usage.notReadProperty().get());
    String before = Files.readString(day("2026-11-17"));

    Files.writeString(day("2026-11-17"), "[]\n{}\n", StandardOpenOption.APPEND);
    test.service.refreshUsage();
    test.pass(Duration.ofSeconds(11));
    assertEquals(
        "17 Nov 2026 (UTC) is not counted in full. 2 lines of usage_2026-11-17.jsonl cannot be"
            + " read, the first is line 31: Not an object. All other lines are counted. Once the"
            + " file is mended, these are too.",
        usage.notReadProperty().get());

    Files.delete(day("2026-11-17"));
    Files.createDirectory(day("2026-11-17"));
    test.service.refreshUsage();
    test.pass(Duration.ofSeconds(11));
    assertEquals(
        "17 Nov 2026 (UTC) is not counted in full. usage_2026-11-17.jsonl: A folder, not a file."
            + " Put the file itself in its place: it is counted by itself then.",
        usage.notReadProperty().get());

    Files.delete(day("2026-11-17"));
    Files.writeString(day("2026-11-17"), before);
    test.service.refreshUsage();
    test.pass(Duration.ofSeconds(11));
    assertEquals("", usage.notReadProperty().get());
    assertEquals("47", tile(0).value());
  }

  @Test
  void onlyFilesThatFiguresOnThePageAreOfAreTold() throws IOException {
    openWith(
        () -> {
          lines.add(1, FRIDAY, reports, "/v1/chat", "203.0.113.24");
          lines.add(1, Instant.parse("2026-07-01T10:00:00Z"), reports, "/v1/chat", "203.0.113.24");
        });
    Files.writeString(day("2026-07-01"), "[]\n", StandardOpenOption.APPEND);
    test.service.refreshUsage();
    test.pass(Duration.ofSeconds(11));
    assertEquals("", usage.notReadProperty().get());

    // Of one key alone, figures of all days are shown.
    usage.chips().toggle(new UsageFacet.Key(reports));
    assertTrue(
        usage.notReadProperty().get().startsWith("1 Jul 2026 (UTC) is not counted in full."));
  }

  @Test
  void whereNothingCouldBeReadItIsNotSaidThatThereIsNothing() throws IOException {
    Files.createDirectory(day("2026-01-05"));
    Files.delete(day("2026-11-23"));
    usage.enter();

    assertEquals(State.NOTHING_READ, usage.stateProperty().get());
    assertTrue(usage.notReadProperty().get().startsWith("5 Jan 2026 (UTC)"));
  }

  @Test
  void aRangeOfWhichNothingCouldBeReadIsShownAsNotKnown() throws IOException {
    Files.createDirectory(day("2026-11-20"));
    usage.enter();

    assertEquals(State.READY, usage.stateProperty().get());
    assertEquals("no usage lines", tile(0).context());
    assertEquals(List.of(), figures().unused().rows());
    assertEquals("No usage lines: nothing is known", figures().unused().empty());
    assertEquals("No usage lines: nothing is known", figures().keys().empty());
  }

  @Test
  void anHourOfTheWeekThatNothingIsKnownOfIsNoDataInASeriesOfWeeksToo() {
    openWithTwoKeys();

    usage.settings().choose(LocalDate.of(2026, 7, 6), LocalDate.of(2026, 11, 22));

    assertEquals(Step.WEEK, figures().report().query().step());
    assertTrue(figures().heat().cells().get(24 + 14).known());
    assertFalse(figures().heat().cells().get(2 * 24 + 14).known());
  }

  @Test
  void keysOwnersEndpointsAndAddressesAreFound() {
    openWithTwoKeys();

    usage.picker().open();
    usage.picker().textProperty().set("/V1/CH");
    assertEquals(
        List.of(new UsageFacet.Endpoint("/v1/chat")),
        usage.picker().found().stream().map(UsageChip::facet).toList());
    usage.picker().textProperty().set("198.51");
    assertEquals("IP", usage.picker().found().getFirst().kind());
    usage.picker().textProperty().set(reports);
    assertEquals(name(reports), usage.picker().found().getFirst().value());
    usage.picker().textProperty().set("nothing like this");
    assertEquals("Nothing here is called that.", usage.picker().noteProperty().get());
  }
}
