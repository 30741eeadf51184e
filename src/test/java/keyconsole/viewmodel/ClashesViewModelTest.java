package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.viewmodel.ClashesViewModel.Row;
import keyconsole.viewmodel.ClashesViewModel.Side;
import org.junit.jupiter.api.Test;

/// A key that somebody else changes while it is edited.
class ClashesViewModelTest extends WizardTest {

  private static final String KEY = "CI pipeline";

  private NewKeyViewModel atReview(NewKeyViewModel wizard) {
    wizard.goTo(WizardStep.REVIEW);
    return wizard;
  }

  private ApiKey theirs(KeyEdit edit) {
    return test.service.update(key(KEY).id(), edit);
  }

  private ApiKey now(ApiKey key) {
    return test.service.list().stream()
        .filter(each -> each.id().equals(key.id()))
        .findFirst()
        .orElseThrow();
  }

  private ClashesViewModel asked() {
    return assertInstanceOf(Dialog.Clashes.class, test.dialogs.getLast()).model();
  }

  private static List<String> shown(Row row) {
    NewKeyClash clash = row.clash();
    return List.of(clash.label(), clash.was(), clash.theirs(), clash.mine());
  }

  @Test
  void whatBothChangedStandsBesideEachOtherAndNothingIsWrittenBeforeAllIsChosen() {
    NewKeyViewModel wizard = edit(KEY);
    type(wizard.who().name(), "Mine");
    type(wizard.who().owner(), DANA);
    wizard.who().scope().valueProperty().set(Scope.USER);
    ApiKey theirs =
        theirs(
            KeyEdit.NOTHING
                .withName("Theirs")
                .withOwnerId("lee@acme.example")
                .withDescription("Told by them"));
    atReview(wizard).next();
    ClashesViewModel asked = asked();
    assertEquals(
        List.of(
            List.of("Name", KEY, "Theirs", "Mine"),
            List.of("Owner", "ci-bot@acme.example", "lee@acme.example", DANA)),
        asked.rows().stream().map(ClashesViewModelTest::shown).toList());
    assertTrue(
        foot(wizard).startsWith("Somebody else changed this meanwhile: Name, Owner."),
        foot(wizard));
    asked.save();
    asked.rows().getFirst().choice().set(Optional.of(Side.THEIRS));
    assertFalse(asked.completeProperty().get());
    asked.save();
    assertEquals(theirs, now(theirs));
    asked.rows().getLast().choice().set(Optional.of(Side.MINE));
    asked.save();
    ApiKey after = now(theirs);
    assertEquals("Theirs", after.name());
    assertEquals(DANA, after.ownerId());
    assertEquals("Told by them", after.description());
    assertEquals(Scope.USER, after.scope());
    assertEquals(List.of(), test.dialogs);
    assertEquals(1, test.keysShown);
  }

  @Test
  void whoGoesBackKeepsWhatWasTypedAndIsAskedAgain() {
    NewKeyViewModel wizard = edit(KEY);
    type(wizard.who().name(), "Mine");
    ApiKey theirs = theirs(KeyEdit.NOTHING.withName("Theirs"));
    atReview(wizard).next();
    asked().cancel();
    assertEquals("Mine", wizard.who().name().text());
    wizard.next();
    assertEquals("Theirs", now(theirs).name());
    asked().chooseAll(Side.MINE);
    asked().save();
    assertEquals("Mine", now(theirs).name());
  }

  @Test
  void listsLimitsAndConstraintsAreComparedOneByOne() {
    ApiKey before = key(KEY);
    NewKeyViewModel wizard = edit(KEY);
    type(wizard.restrictions().list(NewKeyRestriction.Kind.IPS).field(), "10.0.0.5\n10.0.0.6");
    wizard.capabilities().grant("rag:search", true);
    type(wizard.limits().limit(NewKeyLimit.Kind.COST).field(), "17");
    Limits limits = before.limits();
    Restrictions had = before.restrictions();
    theirs(
        KeyEdit.NOTHING
            .withCapabilities(List.of("llm:gpt-4"))
            .withLimits(
                new Limits(
                    limits.perHour(),
                    limits.perDay(),
                    limits.perMonth(),
                    18,
                    limits.tokensPerRequest(),
                    limits.concurrentRequests()))
            .withRestrictions(
                new Restrictions(
                    had.allowedEndpoints(),
                    had.blockedEndpoints(),
                    List.of("10.0.0.7"),
                    had.allowedDomains(),
                    had.requireTls())));
    atReview(wizard).next();
    List<Row> rows = asked().rows();
    assertEquals(3, rows.size());
    assertEquals("llm:gpt-4", rows.get(0).clash().theirs());
    assertEquals(
        List.of("18", "17"), List.of(rows.get(1).clash().theirs(), rows.get(1).clash().mine()));
    assertEquals("10.0.0.7", rows.get(2).clash().theirs());
    assertEquals("10.0.0.5\n10.0.0.6", rows.get(2).clash().mine());
  }

  @Test
  void whoTakesAllFromTheDiskWritesNothing() {
    NewKeyViewModel wizard = edit(KEY);
    type(wizard.who().name(), "Mine");
    ApiKey theirs = theirs(KeyEdit.NOTHING.withName("Theirs"));
    atReview(wizard).next();
    asked().chooseAll(Side.THEIRS);
    asked().save();
    assertEquals(theirs, now(theirs));
    assertEquals("Nothing is changed yet.", foot(wizard));
    assertEquals("Theirs", wizard.who().name().text());
  }

  @Test
  void sameChangeOfBothIsNoQuestion() {
    NewKeyViewModel wizard = edit(KEY);
    type(wizard.who().name(), "Ours");
    type(wizard.who().owner(), DANA);
    ApiKey theirs = theirs(KeyEdit.NOTHING.withName("Ours"));
    atReview(wizard).next();
    assertEquals(List.of(), test.dialogs);
    assertEquals(DANA, now(theirs).ownerId());
  }

  @Test
  void changeBetweenTheComparisonAndTheWritingIsRefusedByNameAndComparedNextTime() {
    NewKeyViewModel wizard = edit(KEY);
    ApiKey before = key(KEY);
    type(wizard.who().name(), "Mine");
    wizard.goTo(WizardStep.REVIEW);
    test.tasks.meanwhile(() -> theirs(KeyEdit.NOTHING.withName("Theirs")));
    wizard.next();
    assertEquals("Theirs", now(before).name());
    assertEquals(
        "The key was not saved. Somebody else changed this at the same moment: name. Save again to"
            + " compare.",
        foot(wizard));
    assertEquals("Mine", wizard.who().name().text());
    wizard.next();
    assertEquals(1, asked().rows().size());
  }
}
