package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Limits;
import keyconsole.domain.Mark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the wizard says of a draft by the requests that the key really had, and what it asks before
/// it saves one. The key has 11 requests on 23 November by the fixture, and one a day before that.
class NewKeyReplayTest extends WizardTest {

  private static final String KEY = "CI pipeline";

  @BeforeEach
  void use() throws IOException {
    String id = key(KEY).id().text();
    for (int day = 1; day <= 20; day++) {
      append("2026-11-%02d".formatted(day), id, "/v1/chat", "10.0.0.5");
    }
    append("2026-10-10", id, "/v1/embeddings", "2001:db8::1");
  }

  private Path usage() {
    return dataRoot.resolve(TENANT).resolve("api_keys/usage");
  }

  private void append(String day, String id, String endpoint, String ip) throws IOException {
    String line =
        ("{\"timestamp\": \"%sT10:00:00\", \"key_id\": \"%s\", \"endpoint\": \"%s\","
                + " \"client_ip\": \"%s\", \"tenant\": \"acme.example\"}\n")
            .formatted(day, id, endpoint, ip);
    Files.writeString(
        usage().resolve("usage_" + day + ".jsonl"),
        line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static NewKeyReplay replay(NewKeyViewModel wizard) {
    return wizard.replay().orElseThrow();
  }

  private static NewKeyReplay.State.Judged judged(NewKeyViewModel wizard) {
    return assertInstanceOf(NewKeyReplay.State.Judged.class, replay(wizard).stateProperty().get());
  }

  private static String verdict(NewKeyViewModel wizard) {
    return judged(wizard).told().verdict();
  }

  private static NewKeyField list(NewKeyViewModel wizard, NewKeyRestriction.Kind kind) {
    return wizard.restrictions().list(kind).field();
  }

  private static NewKeyField limit(NewKeyViewModel wizard, NewKeyLimit.Kind kind) {
    return wizard.limits().limit(kind).field();
  }

  private NewKeyViewModel at(WizardStep step) {
    NewKeyViewModel wizard = edit(KEY);
    wizard.goTo(step);
    return wizard;
  }

  private Dialog.Question question() {
    return assertInstanceOf(Dialog.Question.class, test.dialogs.getLast());
  }

  @Test
  void newKeyHasNothingToReplay() {
    assertEquals(Optional.empty(), newKey().replay());
    NewKeyViewModel wizard = newKey();
    wizard.tighten();
    assertEquals(WizardStep.WHO, wizard.stepProperty().get());
  }

  @Test
  void linesAreReadWhereTheReplayIsShownAndNotBefore() {
    NewKeyViewModel wizard = edit(KEY);
    wizard.goTo(WizardStep.CAPABILITIES);
    assertInstanceOf(NewKeyReplay.State.Idle.class, replay(wizard).stateProperty().get());
    wizard.goTo(WizardStep.LIMITS);
    assertEquals("None of 32 requests would have been denied", verdict(wizard));
    assertEquals("As the key is now: none", judged(wizard).told().present());
  }

  @Test
  void eachChangeIsJudgedAnew() {
    NewKeyViewModel wizard = at(WizardStep.RESTRICTIONS);
    type(list(wizard, NewKeyRestriction.Kind.IPS), "10.0.0.5");
    assertEquals("6 of 32 requests would have been denied", verdict(wizard));
    ReplayTold told = judged(wizard).told();
    assertEquals(
        List.of(
            new ReplayTold.OfRule(
                "Allowed IPs", "6", Mark.ENFORCED, "The backend denies them all today.")),
        told.rules());
    assertEquals(List.of(new ReplayTold.Value("2001:db8::1", true, "6")), told.addresses().first());
    type(limit(wizard, NewKeyLimit.Kind.DAY), "3");
    type(limit(wizard, NewKeyLimit.Kind.HOUR), "2");
    assertEquals(
        List.of("Allowed IPs", "Hourly limit"),
        judged(wizard).told().rules().stream().map(ReplayTold.OfRule::name).toList());
    assertEquals(
        "The backend would let them all through today.",
        judged(wizard).told().rules().getLast().meaning());
    list(wizard, NewKeyRestriction.Kind.IPS).textProperty().set("10.0.0.5\n2001:db8::1");
    assertEquals(
        List.of("Hourly limit"),
        judged(wizard).told().rules().stream().map(ReplayTold.OfRule::name).toList());
  }

  @Test
  void windowSaysHowFarBack() {
    NewKeyViewModel wizard = at(WizardStep.LIMITS);
    replay(wizard).windowProperty().set(ReplayWindow.DAYS_30);
    assertEquals("None of 31 requests would have been denied", verdict(wizard));
    assertEquals(30, judged(wizard).told().days().size());
    replay(wizard).windowProperty().set(ReplayWindow.DAYS_7);
    assertEquals("None of 15 requests would have been denied", verdict(wizard));
    assertEquals(
        new ReplayTold.Bar("23 Nov", 11, 0, "23 Nov: 11 passed, 0 denied"),
        judged(wizard).told().days().getLast());
  }

  @Test
  void draftWithErrorsLeavesTheLastFiguresAndSaysSo() {
    NewKeyViewModel wizard = at(WizardStep.RESTRICTIONS);
    type(list(wizard, NewKeyRestriction.Kind.IPS), "10.0.0.5");
    type(list(wizard, NewKeyRestriction.Kind.IPS), "10.0.0.0/8");
    assertTrue(judged(wizard).stale());
    assertEquals("6 of 32 requests would have been denied", verdict(wizard));
    replay(wizard).windowProperty().set(ReplayWindow.DAYS_7);
    assertTrue(judged(wizard).stale());
    assertEquals("5 of 15 requests would have been denied", verdict(wizard));
    replay(wizard).windowProperty().set(ReplayWindow.DAYS_90);
    type(list(wizard, NewKeyRestriction.Kind.IPS), "10.0.0.5");
    assertFalse(judged(wizard).stale());
  }

  @Test
  void keyWithoutRequestsSaysSo() {
    NewKeyViewModel wizard = edit("Data import");
    wizard.goTo(WizardStep.LIMITS);
    assertEquals("No requests in the past 90 days: nothing to replay.", verdict(wizard));
    assertEquals("", judged(wizard).told().present());
  }

  @Test
  void linesThatCannotBeReadAreToldAndReadAgainOnAsking() throws IOException {
    NewKeyViewModel wizard = edit(KEY);
    Path aside = usage().resolveSibling("aside");
    Files.move(usage(), aside);
    Files.writeString(usage(), "in the way");
    wizard.goTo(WizardStep.LIMITS);
    NewKeyReplay.State.Failed failed =
        assertInstanceOf(NewKeyReplay.State.Failed.class, replay(wizard).stateProperty().get());
    assertTrue(failed.report().text().startsWith("The usage lines could not be read."));
    Files.delete(usage());
    Files.move(aside, usage());
    replay(wizard).retry();
    assertEquals("None of 32 requests would have been denied", verdict(wizard));
  }

  @Test
  void readingShowsHowFarItIs() {
    test.tasks.hold();
    NewKeyViewModel wizard = at(WizardStep.LIMITS);
    NewKeyReplay.State.Reading reading =
        assertInstanceOf(NewKeyReplay.State.Reading.class, replay(wizard).stateProperty().get());
    assertEquals("Reading usage lines…", reading.text());
    int repeating = test.tasks.repeatingCount();
    test.tasks.release();
    assertEquals(repeating - 1, test.tasks.repeatingCount());
    assertEquals("None of 32 requests would have been denied", verdict(wizard));
  }

  @Test
  void draftThatDeniesIsAskedAboutAndNoKeepsAll() {
    ApiKey before = key(KEY);
    NewKeyViewModel wizard = at(WizardStep.RESTRICTIONS);
    type(list(wizard, NewKeyRestriction.Kind.IPS), "10.0.0.5");
    wizard.goTo(WizardStep.REVIEW);
    wizard.next();
    assertEquals(
        "6 of 32 requests of the past 90 days would have been denied (6 by “Allowed IPs”). The"
            + " backend alone would deny 6 of them today; as the key is now, none would have been"
            + " denied.",
        question().text());
    assertTrue(question().danger());
    assertFalse(wizard.busyProperty().get());
    assertEquals(before, key(KEY));
    assertEquals("10.0.0.5", list(wizard, NewKeyRestriction.Kind.IPS).text());
    assertEquals(0, test.keysShown);
  }

  @Test
  void yesSavesAndTheSameDraftIsAskedAboutOnce() {
    NewKeyViewModel wizard = at(WizardStep.RESTRICTIONS);
    type(list(wizard, NewKeyRestriction.Kind.IPS), "10.0.0.5");
    wizard.goTo(WizardStep.REVIEW);
    wizard.next();
    question().onYes().run();
    assertEquals(1, test.dialogs.size());
    assertEquals(List.of("10.0.0.5"), key(KEY).restrictions().allowedIps());
    assertEquals(1, test.keysShown);
  }

  @Test
  void draftThatDeniesNothingIsSavedAtOnce() {
    NewKeyViewModel wizard = edit(KEY);
    type(limit(wizard, NewKeyLimit.Kind.HOUR), "11");
    wizard.goTo(WizardStep.REVIEW);
    wizard.next();
    assertTrue(test.dialogs.isEmpty());
    assertEquals(11, key(KEY).limits().perHour());
  }

  @Test
  void changeOfWhatNoLineTellsIsNotAskedAboutWhateverTheKeyDenies() {
    test.service.update(
        key(KEY).id(), KeyEdit.NOTHING.withLimits(new Limits(1, 1, 300_000, 10, 10, 10)));
    NewKeyViewModel wizard = edit(KEY);
    type(limit(wizard, NewKeyLimit.Kind.COST), "5");
    wizard.goTo(WizardStep.REVIEW);
    wizard.next();
    assertTrue(test.dialogs.isEmpty());
    assertEquals(5, key(KEY).limits().costCents());
  }

  @Test
  void savingWaitsForTheLinesAndCanBeStopped() {
    NewKeyViewModel wizard = edit(KEY);
    type(list(wizard, NewKeyRestriction.Kind.IPS), "10.0.0.5");
    test.tasks.hold();
    wizard.goTo(WizardStep.REVIEW);
    wizard.next();
    // The lines are being read; the key is read next.
    assertTrue(wizard.busyProperty().get());
    while (!wizard.checkingProperty().get()) {
      test.tasks.goOn();
    }
    assertTrue(wizard.busyProperty().get());
    wizard.cancel();
    assertFalse(wizard.checkingProperty().get());
    assertFalse(wizard.busyProperty().get());
    test.tasks.release();
    assertTrue(test.dialogs.isEmpty());
    assertEquals(List.of("10.0.0.5", "2001:db8::1"), key(KEY).restrictions().allowedIps());
    assertEquals(0, test.keysShown);
    wizard.next();
    question();
  }

  @Test
  void linesThatCannotBeReadDoNotKeepFromSaving() throws IOException {
    NewKeyViewModel wizard = edit(KEY);
    type(list(wizard, NewKeyRestriction.Kind.IPS), "10.0.0.5");
    wizard.goTo(WizardStep.CONSTRAINTS);
    Files.move(usage(), usage().resolveSibling("aside"));
    Files.writeString(usage(), "in the way");
    wizard.goTo(WizardStep.REVIEW);
    wizard.next();
    assertTrue(
        question().text().startsWith("Nobody can tell whether this would have denied real"),
        question().text());
    question().onYes().run();
    assertEquals(List.of("10.0.0.5"), key(KEY).restrictions().allowedIps());
  }

  @Test
  void tighteningFillsInWhatIsUsedAndDeniesNothing() {
    NewKeyViewModel wizard = edit(KEY);
    wizard.tighten();
    assertEquals(WizardStep.RESTRICTIONS, wizard.stepProperty().get());
    assertEquals("None of 32 requests would have been denied", verdict(wizard));
    assertEquals("17", limit(wizard, NewKeyLimit.Kind.HOUR).text());
    assertEquals("17", limit(wizard, NewKeyLimit.Kind.DAY).text());
    assertEquals("47", limit(wizard, NewKeyLimit.Kind.MONTH).text());
    NewKeyTightening tightening = wizard.tightening().orElseThrow();
    NewKeyTightening.Told told = tightening.toldProperty().get().orElseThrow();
    assertTrue(told.narrower());
    assertEquals(
        List.of(
            "Allowed endpoints stay as they are: they are as narrow already.",
            "Allowed IP addresses stay as they are: they are as narrow already.",
            "Usage lines name no capabilities, domains, TLS, tokens or cost: those stay as they"
                + " are."),
        told.kept());
    tightening.undo();
    assertEquals(Optional.empty(), tightening.toldProperty().get());
    assertEquals("5,000", limit(wizard, NewKeyLimit.Kind.HOUR).text());
    assertFalse(wizard.isChanged());
  }

  @Test
  void addressesThatRequestsReallyCameWithAreTakenInWhateverForm() throws IOException {
    String id = key("Data import").id().text();
    for (int day = 1; day <= 9; day++) {
      append("2026-11-0" + day, id, "/v1/import", "::ffff:10.0.0.7");
    }
    NewKeyViewModel wizard = edit("Data import");
    wizard.tighten();
    assertEquals("::ffff:10.0.0.7", list(wizard, NewKeyRestriction.Kind.IPS).text());
    assertEquals("", error(list(wizard, NewKeyRestriction.Kind.IPS)));
    wizard.goTo(WizardStep.REVIEW);
    wizard.next();
    assertEquals(List.of("::ffff:10.0.0.7"), key("Data import").restrictions().allowedIps());
    assertEquals(List.of("/v1/import"), key("Data import").restrictions().allowedEndpoints());
  }

  @Test
  void undoPutsBackWhatWasTypedBeforeTheFilling() {
    NewKeyViewModel wizard = at(WizardStep.LIMITS);
    type(limit(wizard, NewKeyLimit.Kind.HOUR), "40");
    wizard.tighten();
    wizard.tighten();
    assertEquals("17", limit(wizard, NewKeyLimit.Kind.HOUR).text());
    wizard.tightening().orElseThrow().undo();
    assertEquals("40", limit(wizard, NewKeyLimit.Kind.HOUR).text());
  }

  @Test
  void keyThatIsWrongElsewhereIsTightenedToo() {
    NewKeyViewModel wizard = edit(KEY);
    type(wizard.who().name(), "");
    assertTrue(blocks(wizard));
    wizard.tighten();
    assertEquals(WizardStep.RESTRICTIONS, wizard.stepProperty().get());
    assertTrue(wizard.tightening().orElseThrow().toldProperty().get().isPresent());
  }

  @Test
  void linesThatAreNotCountedAreTold() throws IOException {
    Files.writeString(usage().resolve("usage_2026-11-02.jsonl"), "not json\n");
    NewKeyViewModel wizard = at(WizardStep.LIMITS);
    assertEquals(
        List.of(
            "1 line or file of these days could not be read and is not counted.",
            "Domains, TLS and tokens stand in no usage line: they are not judged."),
        judged(wizard).told().notes());
  }

  @Test
  void keyWithoutRequestsHasNothingToTighten() {
    NewKeyViewModel wizard = edit("Data import");
    wizard.tighten();
    NewKeyTightening.Told told =
        wizard.tightening().orElseThrow().toldProperty().get().orElseThrow();
    assertFalse(told.narrower());
    assertFalse(wizard.isChanged());
    assertEquals(
        "Limits of hour, day and month stay as they are: there were no requests that the key as it"
            + " is lets through.",
        told.kept().get(2));
  }

  @Test
  void wizardThatIsLeftReadsNoFurther() {
    test.tasks.hold();
    NewKeyViewModel wizard = at(WizardStep.LIMITS);
    wizard.close();
    assertEquals(0, test.tasks.heldCount());
    assertEquals(0, test.tasks.repeatingCount());
  }
}
