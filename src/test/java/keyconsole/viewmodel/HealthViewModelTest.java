package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Finding;
import keyconsole.domain.FindingKind;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Message;
import keyconsole.domain.Severity;
import keyconsole.domain.Snooze;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.domain.Warning;
import keyconsole.service.DemoTenant;
import keyconsole.service.Session;
import keyconsole.viewmodel.HealthTold.Card;
import keyconsole.viewmodel.HealthTold.Group;
import keyconsole.viewmodel.HealthTold.Mend;
import keyconsole.viewmodel.HealthTold.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthViewModelTest {

  @TempDir Path dataRoot;
  private TestWorkspace test;
  private KeyListViewModel keys;
  private ReturnsViewModel returns;
  private HealthViewModel health;

  @BeforeEach
  void open() {
    TestSurroundings.copyDemo(dataRoot);
    test = new TestWorkspace(dataRoot, DemoTenant.DOMAIN);
    keys = new KeyListViewModel(test.workspace);
    returns = new ReturnsViewModel(test.workspace, Optional.empty(), () -> true, id -> {});
    health =
        new HealthViewModel(
            test.workspace, keys, returns, Optional.empty(), (file, line) -> {}, ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    health.close();
    returns.close();
    keys.close();
    test.close();
  }

  /// On a busy machine a look may have to wait for half a minute after one that took long.
  private void look() {
    keys.refresh();
    test.pass(Duration.ofSeconds(31));
    test.pass(Duration.ofSeconds(31));
  }

  private HealthTold told() {
    return health.toldProperty().get();
  }

  private List<Finding> shown() {
    return told().groups().stream()
        .flatMap(group -> group.cards().stream())
        .flatMap(card -> card.findings().stream())
        .toList();
  }

  private Finding first(FindingKind kind) {
    return shown().stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
  }

  private Card card(FindingKind kind) {
    return told().groups().stream()
        .flatMap(group -> group.cards().stream())
        .filter(card -> card.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private int count(HealthFilter filter) {
    return told().counts().get(filter);
  }

  @Test
  void beforeTheFirstLookHasEndedItIsLoading() {
    test.tasks.hold();
    HealthViewModel other =
        new HealthViewModel(
            test.workspace, keys, returns, Optional.empty(), (file, line) -> {}, ZoneOffset.UTC);
    assertEquals(State.LOADING, other.toldProperty().get().state());
    assertEquals(HealthViewModel.Rail.NOTHING, other.railProperty().get());
    test.tasks.goOnToTheEnd();
    assertEquals(State.FOUND, other.toldProperty().get().state());
    other.close();
  }

  @Test
  void findingsStandByTheirSeverityWithTheirCounts() {
    look();
    assertEquals(State.FOUND, told().state());
    assertEquals(
        List.of("Critical", "Warnings", "Notices"),
        told().groups().stream().map(Group::title).toList());
    assertEquals(shown().size(), count(HealthFilter.ALL));
    assertEquals(
        count(HealthFilter.ALL),
        count(HealthFilter.CRITICAL) + count(HealthFilter.WARNING) + count(HealthFilter.NOTICE));
    assertEquals(
        String.valueOf(count(HealthFilter.CRITICAL) + count(HealthFilter.WARNING)),
        health.railProperty().get().count());
    assertEquals(Tone.DANGER, health.railProperty().get().tone());
  }

  @Test
  void findingsAreNotComparedOneByOneAndTheSameOnesStayTheSameObjects() {
    look();
    List<HealthTold.Group> before = told().groups();
    HealthTold.Group first = before.getFirst();
    assertNotEquals(
        new HealthTold.Group(
            first.title(), first.hint(), first.tone(), first.count(), first.cards()),
        first);
    health.look();
    assertEquals(before, told().groups());
  }

  @Test
  void aFilterLeavesItsFindings() {
    look();
    health.filterProperty().set(HealthFilter.NOTICE);
    assertEquals(
        Set.of(Severity.NOTICE), new HashSet<>(shown().stream().map(Finding::severity).toList()));
    health.filterProperty().set(HealthFilter.PUT_OFF);
    assertEquals(State.NO_MATCH, told().state());
  }

  @Test
  void everyFindingIsToldWithWhatWasSeenAndEveryKindHasItsTexts() {
    look();
    for (Finding finding : shown()) {
      HealthTold.Row row = health.row(finding);
      assertFalse(row.name().isBlank());
      assertFalse(row.evidence().isBlank(), finding.id());
      assertFalse(row.mends().isEmpty(), finding.id());
      assertTrue(row.mends().stream().allMatch(mend -> mend.blocked().isEmpty()), finding.id());
    }
    for (FindingKind kind : FindingKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertTrue(keys.words().has("health.kind." + name), name);
      assertTrue(keys.words().has("health.why." + name), name);
    }
    Arrays.stream(HealthWay.values())
        .forEach(way -> assertTrue(keys.words().has(way.text()), way.text()));
    Arrays.stream(HealthFilter.values())
        .forEach(filter -> assertTrue(keys.words().has(filter.text() + ".none")));
  }

  @Test
  void eachMendLeadsToItsDialogOrPage() {
    look();
    assertInstanceOf(Dialog.Revoke.class, mended(FindingKind.IDLE, HealthWay.REVOKE));
    assertInstanceOf(Dialog.Rotate.class, mended(FindingKind.UNROTATED, HealthWay.ROTATE));
    assertInstanceOf(Dialog.Extend.class, mended(FindingKind.EXPIRING, HealthWay.EXTEND));
    assertInstanceOf(Dialog.Question.class, mended(FindingKind.LIVE_PROBLEM, HealthWay.DISABLE));
    assertEquals(
        WizardStep.RESTRICTIONS, wizard(FindingKind.ADMIN_UNRESTRICTED, HealthWay.RESTRICT));
    assertEquals(WizardStep.RESTRICTIONS, wizard(FindingKind.LOCKS_OUT, HealthWay.FIX));
    assertEquals(WizardStep.LIMITS, wizard(FindingKind.NEVER_EXPIRES, HealthWay.SET_EXPIRY));
    Finding addresses = first(FindingKind.NEW_ADDRESSES);
    health.mend(addresses, HealthWay.SHOW_REQUESTS);
    assertEquals(Set.of(addresses.subject()), test.linesAsked.getFirst().keys());
    health.mend(first(FindingKind.LIVE_PROBLEM), HealthWay.COPY_PATH);
    assertTrue(test.clipboard.endsWith(first(FindingKind.LIVE_PROBLEM).subject()));
    assertTrue(Files.exists(Path.of(test.clipboard)));
  }

  private Dialog mended(FindingKind kind, HealthWay way) {
    health.mend(first(kind), way);
    return test.dialogs.getLast();
  }

  private WizardStep wizard(FindingKind kind, HealthWay way) {
    health.mend(first(kind), way);
    return ((Page.NewKey) test.pages.getLast()).model().stepProperty().get();
  }

  @Test
  void aSuspendedKeyIsNoFindingAnyMoreAndComesBackWithTheUndo() {
    look();
    Finding idle = first(FindingKind.IDLE);
    health.mend(idle, HealthWay.SUSPEND);
    look();
    ApiKey key = keys.keyNow(idle.key().orElseThrow().id()).orElseThrow();
    assertEquals(KeyStatus.SUSPENDED, key.status());
    assertFalse(shown().stream().anyMatch(it -> it.subject().equals(idle.subject())));
    test.undo.orElseThrow().run();
    look();
    assertTrue(shown().stream().anyMatch(it -> it.id().equals(idle.id())));
  }

  @Test
  void keysThatEndWithinADayAreNotSaidToHaveDays() {
    look();
    ApiKey soon = first(FindingKind.EXPIRING).key().orElseThrow();
    Instant end = test.workspace.clock().instant().plus(Duration.ofHours(5));
    test.service.update(soon.id(), KeyEdit.NOTHING.withExpiry(new Expiry.At(end)));
    look();
    List<String> titles =
        told().groups().stream()
            .flatMap(group -> group.cards().stream())
            .filter(card -> card.kind() == FindingKind.EXPIRING)
            .map(Card::title)
            .toList();
    assertEquals(List.of("Keys that end within a day", "Keys that end within 14 days"), titles);
    assertEquals("Keys that end within a day", health.title(first(FindingKind.EXPIRING)));
  }

  @Test
  void allKeysThatEndSoonAreExtendedTogether() {
    look();
    Card expiring = card(FindingKind.EXPIRING);
    assertEquals(
        expiring.findings().size() > 1 ? Optional.of(HealthWay.EXTEND) : Optional.empty(),
        health.wayForAll(expiring));
    assertEquals(Optional.empty(), health.wayForAll(card(FindingKind.UNROTATED)));
  }

  @Test
  void keysOfManyFindingsArePutTogetherInTheBackgroundAsTheyAreNow() {
    look();
    Finding expiring = first(FindingKind.EXPIRING);
    Card several =
        new Card(FindingKind.EXPIRING, Tone.WARNING, "", "", List.of(expiring, expiring));
    test.service.suspend(expiring.key().orElseThrow().id());
    keys.refresh();
    test.tasks.hold();
    health.mendAll(several);
    assertEquals(List.of(), test.dialogs);
    test.tasks.release();
    ExtendViewModel model = ((Dialog.Extend) test.dialogs.getLast()).model();
    assertTrue(
        model.forecastProperty().get().others().contains("2 keys are suspended and stay so."),
        () -> "told " + model.forecastProperty().get());
  }

  @Test
  void folderTroubleThatNoCommandMendsSaysWhatToDo() {
    Finding noLocks =
        new Finding(
            FindingKind.FOLDER_TROUBLE,
            Severity.WARNING,
            Optional.empty(),
            "locks",
            new Finding.Evidence.Folder(
                new Warning(Warning.What.NO_LOCKS, Message.of(FileTrouble.NO_LOCKS, "keys"))),
            Optional.empty());
    assertEquals(
        "Let only one console make changes at a time, or open the folder on the machine that has"
            + " its disk.",
        health.row(noLocks).evidence());
  }

  private Card expiring(Finding... findings) {
    return new Card(FindingKind.EXPIRING, Tone.WARNING, "", "", List.of(findings));
  }

  private List<String> reported() {
    return test.reports.stream().map(Report::text).toList();
  }

  @Test
  void extendingAllSaysWhyItOpensNothing() {
    look();
    Finding expiring = first(FindingKind.EXPIRING);
    Card several = expiring(expiring, expiring);
    assertEquals(Optional.empty(), health.whyNotForAll());
    test.tasks.hold();
    health.mendAll(several);
    test.open(new Dialog.Templates(new TemplatesViewModel(test.workspace)));
    test.tasks.release();
    assertEquals(1, test.dialogs.size());
    assertTrue(reported().getLast().contains("another dialog is open. Close it"));
    test.dialogs.clear();
    test.actFor(Session.readOnly(DemoTenant.DOMAIN));
    health.mendAll(several);
    health.mend(expiring, HealthWay.EXTEND);
    assertEquals(
        List.of(health.whyNotForAll().orElseThrow(), health.whyNotForAll().orElseThrow()),
        reported().subList(1, 3));
    assertTrue(reported().getLast().contains("Give a token"));
    assertEquals(List.of(), test.dialogs);
  }

  @Test
  void extendingAllLeavesWhatBelongsToOthersAndSaysSo() {
    look();
    Finding theirs = first(FindingKind.EXPIRING);
    ApiKey key = theirs.key().orElseThrow();
    test.actFor(TestWorkspace.person(DemoTenant.DOMAIN, "nobody@" + DemoTenant.DOMAIN));
    health.mendAll(expiring(theirs, theirs));
    assertEquals(
        "2 keys belong to others and are left out: only the owner or an administrator may extend"
            + " them.",
        reported().getLast());
    assertEquals(List.of(), test.dialogs);
    test.actFor(TestWorkspace.person(DemoTenant.DOMAIN, key.ownerId()));
    ApiKey others =
        shown().stream()
            .flatMap(finding -> finding.key().stream())
            .filter(other -> !other.ownerId().equals(key.ownerId()))
            .findFirst()
            .orElseThrow();
    health.mendAll(expiring(theirs, about(theirs, others)));
    assertInstanceOf(Dialog.Extend.class, test.dialogs.getLast());
    assertTrue(reported().getLast().startsWith("A key belongs to others and is left out"));
  }

  private static Finding about(Finding like, ApiKey key) {
    return new Finding(
        like.kind(),
        like.severity(),
        Optional.of(key),
        key.id().text(),
        like.evidence(),
        like.since());
  }

  @Test
  void aFolderOpenToOthersIsToldWhenLookedAtAgain() throws IOException {
    look();
    Path usage = test.workspace.folder().resolve("usage");
    Files.setPosixFilePermissions(usage, PosixFilePermissions.fromString("rwxr-xr-x"));
    health.look();
    Finding open = first(FindingKind.OPEN_FOLDER);
    // Its card is called "Folders open to others".
    assertEquals("api_keys/usage", health.row(open).name());
    health.mend(open, HealthWay.COPY_COMMAND);
    assertEquals("chmod 700 " + usage, test.clipboard);
    Files.setPosixFilePermissions(usage, PosixFilePermissions.fromString("rwx------"));
    health.look();
    assertTrue(shown().stream().noneMatch(it -> it.kind() == FindingKind.OPEN_FOLDER));
  }

  @Test
  void whatChangesIsLookedAtInTurnThoughTheClockWasSetBack() {
    look();
    Finding idle = first(FindingKind.IDLE);
    test.setBack(Duration.ofHours(3));
    health.mend(idle, HealthWay.SUSPEND);
    look();
    assertFalse(shown().stream().anyMatch(it -> it.subject().equals(idle.subject())));
  }

  @Test
  void aReadOnlySessionMayLookButNotMend() {
    look();
    test.actFor(Session.readOnly(DemoTenant.DOMAIN));
    assertTrue(health.blockedProperty().get().isPresent());
    Finding idle = first(FindingKind.IDLE);
    List<Mend> mends = health.row(idle).mends();
    assertTrue(mends.stream().allMatch(mend -> mend.blocked().isPresent()));
    health.mend(idle, HealthWay.REVOKE);
    health.askToPutOff(idle);
    assertEquals(List.of(), test.dialogs);
    health.showThresholds();
    ThresholdsViewModel thresholds = ((Dialog.Thresholds) test.dialogs.getLast()).model();
    assertFalse(thresholds.ready().get());
    assertTrue(thresholds.blocked().isPresent());
  }

  @Test
  void somebodyWhoIsNoAdministratorMendsOnlyOwnKeys() {
    look();
    Finding idle = first(FindingKind.IDLE);
    String owner = idle.key().orElseThrow().ownerId();
    test.actFor(TestWorkspace.person(DemoTenant.DOMAIN, owner));
    assertTrue(health.row(idle).mends().getFirst().blocked().isEmpty());
    test.actFor(TestWorkspace.person(DemoTenant.DOMAIN, "nobody@demo.example"));
    assertTrue(health.row(idle).mends().getFirst().blocked().isPresent());
    assertTrue(health.blockedProperty().get().isPresent(), "what all see is the administrators'");
  }

  private PutOffViewModel asked(Finding finding) {
    health.askToPutOff(finding);
    return ((Dialog.PutOff) test.dialogs.getLast()).model();
  }

  @Test
  void aFindingIsPutOffWithAReasonUntilADay() {
    look();
    Finding idle = first(FindingKind.IDLE);
    int before = count(HealthFilter.ALL);
    PutOffViewModel model = asked(idle);
    assertFalse(model.ready().get(), "without a reason");
    model.reasonProperty().set("Moves in January");
    assertTrue(model.ready().get());
    model.dayProperty().set("2026-11-23");
    assertFalse(model.ready().get(), "today");
    assertFalse(model.mistakeProperty().getValue().isEmpty());
    model.dayProperty().set("tomorrow");
    assertFalse(model.ready().get());
    model.choose(7);
    assertEquals("2026-11-30", model.dayProperty().get());
    model.putOff();
    assertEquals(List.of(), test.dialogs);
    assertEquals("Put off until 30 Nov", test.said.getLast());
    assertEquals(before - 1, count(HealthFilter.ALL));
    assertEquals(1, count(HealthFilter.PUT_OFF));
    health.filterProperty().set(HealthFilter.PUT_OFF);
    assertEquals(List.of(idle.id()), shown().stream().map(Finding::id).toList());
    assertEquals(
        "Put off until 30 Nov 2026 by olu@demo.example: Moves in January",
        health.row(idle).putOff());
    test.undo.orElseThrow().run();
    assertEquals(0, count(HealthFilter.PUT_OFF));
    assertEquals(before, count(HealthFilter.ALL));
    test.undo.orElseThrow().run();
    assertEquals(1, count(HealthFilter.PUT_OFF));
  }

  @Test
  void whoeverUndoesATellingAgainDoesNotPutTheFindingOffHimself() {
    look();
    Finding idle = first(FindingKind.IDLE);
    Instant now = test.workspace.clock().instant();
    Snooze hers =
        new Snooze(idle.id(), now.plus(Duration.ofDays(9)), "Moves", "dana@demo.example", now);
    test.service.healthBook().putBack(hers);
    health.look();
    health.tellAgain(idle);
    assertEquals(0, count(HealthFilter.PUT_OFF));
    test.undo.orElseThrow().run();
    assertEquals(Optional.of(hers), test.service.healthBook().read().putOff(idle, now));
  }

  @Test
  void aLineThatAColleagueDrewMeanwhileStays() {
    look();
    health.showThresholds();
    ThresholdsViewModel model = ((Dialog.Thresholds) test.dialogs.getLast()).model();
    test.service
        .healthBook()
        .draw(Thresholds.STANDARD, Thresholds.STANDARD.with(Threshold.ROTATION_DAYS, 30));
    model.typed(Threshold.IDLE_DAYS).set("60");
    model.keep();
    assertEquals(
        Thresholds.STANDARD.with(Threshold.ROTATION_DAYS, 30).with(Threshold.IDLE_DAYS, 60),
        test.service.healthBook().read().thresholds());
  }

  @Test
  void whatIsToBeActedOnCannotBePutOff() {
    look();
    health.askToPutOff(first(FindingKind.LIVE_PROBLEM));
    assertEquals(List.of(), test.dialogs);
  }

  @Test
  void thresholdsAreTypedKeptAndDrawTheLinesElsewhere() {
    look();
    int idle = card(FindingKind.IDLE).findings().size();
    health.showThresholds();
    ThresholdsViewModel model = ((Dialog.Thresholds) test.dialogs.getLast()).model();
    model.typed(Threshold.IDLE_DAYS).set("0");
    assertFalse(model.ready().get());
    assertTrue(model.hint(Threshold.IDLE_DAYS).getValue().mistake());
    model.typed(Threshold.IDLE_DAYS).set("1");
    assertTrue(model.ready().get());
    model.keep();
    assertEquals("Keys idle for a day or more", card(FindingKind.IDLE).title());
    int more = card(FindingKind.IDLE).findings().size();
    assertTrue(more > idle);
    look();
    assertEquals(more, keys.countsProperty().get().get(KeyFilter.IDLE), "the list of keys agrees");
    health.showThresholds();
    ThresholdsViewModel again = ((Dialog.Thresholds) test.dialogs.getLast()).model();
    assertEquals("1", again.typed(Threshold.IDLE_DAYS).get());
    again.reset();
    again.keep();
    assertEquals(idle, card(FindingKind.IDLE).findings().size());
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    look();
    Path console = test.workspace.folder().resolve(".console");
    Files.createDirectories(console);
    Files.write(console.resolve("health.jsonl"), new byte[(4 << 20) + 1]);
    health.look();
    assertEquals(State.FAILED, told().state());
    assertTrue(told().failure().contains("health.jsonl"));
    Files.delete(console.resolve("health.jsonl"));
    health.look();
    assertEquals(State.FOUND, told().state());
  }

  @Test
  void theKeyOfAFindingIsShownAmongTheKeys() {
    look();
    Finding idle = first(FindingKind.IDLE);
    health.showKey(idle);
    assertEquals(1, test.keysShown);
    assertEquals(
        List.of(idle.subject()),
        Stream.of(keys.selectedKeys().getFirst()).map(key -> key.id().text()).toList());
  }
}
