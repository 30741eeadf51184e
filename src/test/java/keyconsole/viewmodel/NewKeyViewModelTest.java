package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.service.Session;
import org.junit.jupiter.api.Test;

class NewKeyViewModelTest extends WizardTest {

  private static NewKeyViewModel named(NewKeyViewModel wizard) {
    type(wizard.who().name(), "Returns assistant");
    return wizard;
  }

  private static NewKeyViewModel atReview(NewKeyViewModel wizard) {
    wizard.goTo(WizardStep.REVIEW);
    assertEquals(WizardStep.REVIEW, wizard.stepProperty().get());
    return wizard;
  }

  private RevealViewModel revealed() {
    return assertInstanceOf(Dialog.Reveal.class, test.dialogs.getLast()).model();
  }

  private int keyCount() {
    return test.service.list().size();
  }

  @Test
  void leadsThroughSixStepsAndMarksThoseThatAreDone() {
    NewKeyViewModel wizard = named(newKey());
    for (WizardStep step : WizardStep.values()) {
      assertEquals(step, wizard.stepProperty().get());
      if (step != WizardStep.REVIEW) {
        wizard.next();
      }
    }
    wizard.back();
    assertEquals(WizardStep.CONSTRAINTS, wizard.stepProperty().get());
    assertEquals(
        List.of(true, true, true, true, false, false),
        wizard.steps().stream().map(WizardStep.Entry::done).toList());
    assertEquals("Returns assistant", wizard.steps().getFirst().note());
  }

  @Test
  void listLeadsBackToAnyStepButForwardOnlyWhereNothingIsWrong() {
    NewKeyViewModel wizard = newKey();
    wizard.goTo(WizardStep.LIMITS);
    assertEquals(WizardStep.WHO, wizard.stepProperty().get());
    named(wizard).goTo(WizardStep.LIMITS);
    assertEquals(WizardStep.LIMITS, wizard.stepProperty().get());
    wizard.goTo(WizardStep.WHO);
    assertEquals(WizardStep.WHO, wizard.stepProperty().get());
  }

  @Test
  void createsTheKeyAndShowsItsRawKeyOnce() {
    NewKeyViewModel wizard = named(newKey());
    type(wizard.who().owner(), DANA);
    wizard.who().scope().valueProperty().set(Scope.TENANT);
    wizard.capabilities().grant("llm:gpt-4", true);
    type(wizard.limits().limit(NewKeyLimit.Kind.COST).field(), "8,000");
    type(wizard.restrictions().list(NewKeyRestriction.Kind.ENDPOINTS).field(), "/v1/chat\n/v1/rag");
    atReview(wizard).next();
    assertTrue(revealed().subtitle().startsWith("Returns assistant"));
    ApiKey made = key("Returns assistant");
    assertEquals(DANA, made.ownerId());
    assertEquals(Scope.TENANT, made.scope());
    assertEquals(List.of("llm:gpt-4"), made.capabilities());
    assertEquals(new Limits(5_000, 50_000, 300_000, 8_000, 4_000, 10), made.limits());
    assertEquals(List.of("/v1/chat", "/v1/rag"), made.restrictions().allowedEndpoints());
    assertEquals(TestWorkspace.NOW.plus(Duration.ofDays(90)), made.expiresAt().orElseThrow());
  }

  @Test
  void makesOneKeyHoweverOftenOneGoesOnWhileItWrites() {
    NewKeyViewModel wizard = named(newKey());
    test.tasks.hold();
    int before = keyCount();
    atReview(wizard).next();
    assertTrue(wizard.busyProperty().get());
    wizard.next();
    wizard.back();
    wizard.cancel();
    wizard.goTo(WizardStep.WHO);
    assertEquals(WizardStep.REVIEW, wizard.stepProperty().get());
    assertTrue(test.dialogs.isEmpty());
    test.tasks.release();
    assertFalse(wizard.busyProperty().get());
    assertEquals(before + 1, keyCount());
    assertEquals(1, test.dialogs.size());
  }

  @Test
  void failureStandsInTheFootWithItsDetailAndNothingTypedIsLost() throws IOException {
    NewKeyViewModel wizard = atReview(named(newKey()));
    Path keys = dataRoot.resolve(TENANT).resolve("api_keys/keys");
    Path aside = keys.resolveSibling("aside");
    Files.move(keys, aside);
    Files.writeString(keys, "in the way");
    wizard.next();
    NewKeyFoot foot = wizard.footProperty().get();
    assertEquals(Tone.DANGER, foot.tone());
    assertTrue(foot.text().startsWith("The key was not created. "), foot.text());
    assertFalse(foot.blocks());
    wizard.copyDetail();
    assertTrue(test.clipboard.contains("Exception"), test.clipboard);
    assertEquals("Returns assistant", wizard.who().name().text());
    Files.delete(keys);
    Files.move(aside, keys);
    wizard.next();
    revealed();
  }

  @Test
  void sessionThatEndsKeepsAllSaysSoAndGoesOnWithAFreshToken() {
    NewKeyViewModel wizard = named(newKey());
    type(wizard.who().owner(), DANA);
    actAs(Session.readOnly(TENANT));
    String readOnly =
        "Read-only now: what you typed stays. Give a fresh token at the lower left to go on.";
    assertEquals(new NewKeyFoot(readOnly, Tone.WARNING, false, ""), wizard.footProperty().get());
    atReview(wizard);
    assertEquals(new NewKeyFoot(readOnly, Tone.WARNING, true, ""), wizard.footProperty().get());
    wizard.next();
    assertTrue(test.dialogs.isEmpty());
    actAs(TestWorkspace.administrator(TENANT));
    assertEquals(NewKeyFoot.SILENT, wizard.footProperty().get());
    wizard.next();
    revealed();
    assertEquals(DANA, key("Returns assistant").ownerId());
  }

  @Test
  void leavesAtOnceWhereNothingWasTypedAndAsksWhereSomethingWas() {
    newKey().cancel();
    assertEquals(1, test.keysShown);
    NewKeyViewModel wizard = named(newKey());
    wizard.cancel();
    assertEquals(1, test.keysShown);
    Dialog.Question question = assertInstanceOf(Dialog.Question.class, test.dialogs.getLast());
    question.onYes().run();
    assertEquals(2, test.keysShown);
  }

  @Test
  void wizardThatIsLeftFollowsTheSessionNoLonger() {
    NewKeyViewModel wizard = named(newKey());
    wizard.close();
    actAs(Session.readOnly(TENANT));
    assertEquals(NewKeyFoot.SILENT, wizard.footProperty().get());
  }

  @Test
  void summaryMarksWhatIsChangedAndWhatIsWrong() {
    NewKeyViewModel wizard = named(newKey());
    type(wizard.limits().limit(NewKeyLimit.Kind.COST).field(), "8,000");
    type(wizard.limits().limit(NewKeyLimit.Kind.MONTH).field(), "4");
    List<NewKeySummary.Line> limits = wizard.summary().groups().get(1);
    assertEquals(
        new NewKeySummary.Line("Cost", "8,000 cents", List.of(), true, false), limits.get(3));
    assertTrue(limits.get(2).wrong());
    assertEquals("21 Feb 2027", limits.getLast().value());
  }

  @Test
  void reviewIsHeldByAWrongStepAndNamesIt() {
    NewKeyViewModel wizard = atReview(named(newKey()));
    type(wizard.constraints().json(), "{");
    assertEquals("Fix what is wrong under Constraints", foot(wizard));
    assertTrue(blocks(wizard));
  }

  @Test
  void editWritesOnlyWhatIsChangedAndShowsIt() {
    ApiKey before = key("CI pipeline");
    NewKeyViewModel wizard = atReview(edit("CI pipeline"));
    assertEquals(
        new NewKeyFoot("Nothing is changed yet.", Tone.NEUTRAL, true, ""),
        wizard.footProperty().get());
    type(wizard.who().description(), "Builds");
    NewKeyReview.Fact fact = wizard.review().sections().getFirst().facts().get(1);
    assertTrue(fact.changed());
    assertEquals(before.description(), fact.was());
    wizard.next();
    ApiKey after = key("CI pipeline");
    assertEquals(before.with().description("Builds").updatedAt(after.updatedAt()).key(), after);
    assertEquals(List.of("CI pipeline saved"), test.said);
  }

  @Test
  void editKeepsWhatSomebodyElseChangedMeanwhile() {
    NewKeyViewModel wizard = edit("CI pipeline");
    type(wizard.limits().limit(NewKeyLimit.Kind.COST).field(), "70");
    type(wizard.restrictions().list(NewKeyRestriction.Kind.IPS).field(), "10.0.0.5");
    Limits limits = new Limits(17, 1_700, 300_000, 5_000, 4_000, 10);
    Restrictions narrower =
        new Restrictions(
            List.of("/v1/chat"),
            List.of("/v1/admin"),
            List.of("10.0.0.5", "2001:db8::1"),
            List.of("ci.acme.example"),
            true);
    test.service.update(
        key("CI pipeline").id(), KeyEdit.NOTHING.withLimits(limits).withRestrictions(narrower));
    atReview(wizard).next();
    assertInstanceOf(Dialog.Question.class, test.dialogs.getLast()).onYes().run();
    ApiKey after = key("CI pipeline");
    assertEquals(new Limits(17, 1_700, 300_000, 70, 4_000, 10), after.limits());
    assertEquals(List.of("/v1/chat"), after.restrictions().allowedEndpoints());
    assertEquals(List.of("10.0.0.5"), after.restrictions().allowedIps());
  }

  @Test
  void editOfAKeyThatIsGoneSaysSo() throws IOException {
    NewKeyViewModel wizard = atReview(edit("CI pipeline"));
    type(wizard.who().name(), "Mine");
    String file = key("CI pipeline").id().fileName();
    Files.delete(dataRoot.resolve(TENANT).resolve("api_keys/keys").resolve(file));
    wizard.next();
    assertTrue(foot(wizard).startsWith("The key was not saved. "), foot(wizard));
    assertEquals("Mine", wizard.who().name().text());
  }
}
