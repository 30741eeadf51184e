package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import keyconsole.domain.Scope;
import org.junit.jupiter.api.Test;

class NewKeyWhoTest extends WizardTest {

  @Test
  void missingNameHoldsTheStepCalmlyUntilAPersonWasThere() {
    NewKeyViewModel wizard = newKey();
    assertEquals("", error(wizard.who().name()));
    assertEquals(
        new NewKeyFoot("Give the key a name.", Tone.NEUTRAL, true, ""),
        wizard.footProperty().get());
    assertFalse(wizard.steps().getFirst().wrong());
    wizard.visited(wizard.who().name());
    assertEquals("Give the key a name.", error(wizard.who().name()));
    assertEquals(
        new NewKeyFoot("Fix 1 field to go on", Tone.DANGER, true, ""), wizard.footProperty().get());
    assertEquals("1 field to fix", wizard.steps().getFirst().note());
  }

  @Test
  void goingOnSaysWhatIsMissing() {
    NewKeyViewModel wizard = newKey();
    wizard.next();
    assertEquals(WizardStep.WHO, wizard.stepProperty().get());
    assertEquals("Give the key a name.", error(wizard.who().name()));
  }

  @Test
  void nameThatIsTakenAwayAgainIsMissedAtOnce() {
    NewKeyViewModel wizard = newKey();
    type(wizard.who().name(), "R");
    assertFalse(blocks(wizard));
    type(wizard.who().name(), " ");
    assertEquals("Give the key a name.", error(wizard.who().name()));
  }

  @Test
  void ownerIsWhoeverActsAndMayNotBeNobody() {
    NewKeyViewModel wizard = newKey();
    assertEquals("olu@acme.example", wizard.who().owner().text());
    type(wizard.who().owner(), "");
    assertEquals("Say who owns the key.", error(wizard.who().owner()));
  }

  @Test
  void ownersOfOtherKeysAreOfferedThoseThatBeginWithWhatIsTypedFirst() {
    NewKeyWho who = newKey().who();
    type(who.owner(), "");
    assertEquals(
        List.of("ci-bot@acme.example", DANA, "lee@acme.example", "olu@acme.example"),
        who.completions());
    type(who.owner(), "L");
    assertEquals("lee@acme.example", who.completions().getFirst());
    type(who.owner(), DANA);
    assertEquals(List.of(), who.completions());
  }

  @Test
  void personWhoIsNoAdministratorHasTheOwnerAndTheScopeFixed() {
    actAsDana();
    NewKeyWho who = newKey().who();
    assertEquals(DANA, who.owner().text());
    assertTrue(who.ownerFixedProperty().get());
    assertTrue(who.mayTake(Scope.USER));
    assertFalse(who.mayTake(Scope.TENANT));
    who.scope().valueProperty().set(Scope.ADMIN);
    assertEquals(
        "Only an administrator makes keys of this scope. Choose a lower one.", error(who.scope()));
  }

  @Test
  void ownerThatAFreshTokenMayNotChooseIsKeptAndSaid() {
    NewKeyWho who = newKey().who();
    type(who.owner(), "lee@acme.example");
    actAsDana();
    assertEquals("lee@acme.example", who.owner().text());
    assertEquals(
        "Only an administrator may choose this. Enter dana@acme.example.", error(who.owner()));
    assertFalse(who.ownerFixedProperty().get());
  }

  @Test
  void nameThatCouldPassForAnotherIsNotGivenHere() {
    NewKeyWho who = newKey().who();
    type(who.name(), "prod\u202etset");
    assertEquals(
        "Holds characters that nobody sees: prod\u2039U+202E\u203atset. Delete them: with them one"
            + " name passes for another.",
        error(who.name()));
    type(who.name(), "\u05e9\u05dc\u05d5\u05dd \ud83d\udc69\u200d\ud83d\udcbb");
    assertEquals("", error(who.name()));
    type(who.owner(), "dana\u200b@acme.example");
    assertTrue(error(who.owner()).startsWith("Holds characters that nobody sees"));
  }

  @Test
  void keyWithoutANameCanBeEditedAllTheSame() {
    NewKeyViewModel wizard = edit("");
    assertFalse(blocks(wizard));
    type(wizard.who().name(), "x");
    type(wizard.who().name(), " ");
    assertTrue(blocks(wizard));
  }
}
