package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import keyconsole.domain.Limits;
import keyconsole.domain.Scope;
import keyconsole.service.Session;
import org.junit.jupiter.api.Test;

class NewKeyLimitsTest extends WizardTest {

  private static NewKeyField field(NewKeyViewModel wizard, NewKeyLimit.Kind kind) {
    return wizard.limits().limit(kind).field();
  }

  @Test
  void scopesDefaultsAreFilledInAndFollowTheScope() {
    NewKeyViewModel wizard = newKey();
    assertEquals(Limits.defaultsFor(Scope.USER), wizard.limits().values());
    type(field(wizard, NewKeyLimit.Kind.COST), "700");
    wizard.who().scope().valueProperty().set(Scope.TENANT);
    assertEquals(new Limits(5_000, 50_000, 300_000, 700, 4_000, 10), wizard.limits().values());
    assertEquals("5,000", field(wizard, NewKeyLimit.Kind.HOUR).text());
  }

  @Test
  void changedLimitSaysSoNamesTheDefaultAndIsReset() {
    NewKeyViewModel wizard = newKey();
    NewKeyLimit cost = wizard.limits().limit(NewKeyLimit.Kind.COST);
    assertEquals(new NewKeyLimit.State(false, true, "1,000"), cost.stateProperty().get());
    type(cost.field(), "8000");
    assertEquals(new NewKeyLimit.State(true, false, "1,000"), cost.stateProperty().get());
    assertEquals("1 of 6 changed.", wizard.limits().changesProperty().get());
    assertEquals("1 changed", wizard.steps().get(2).note());
    cost.reset();
    assertEquals("1,000", cost.field().text());
    assertEquals("0 of 6 changed.", wizard.limits().changesProperty().get());
  }

  @Test
  void allAreResetAtOnce() {
    NewKeyViewModel wizard = newKey();
    wizard.limits().all().forEach(limit -> type(limit.field(), "77"));
    wizard.limits().takeDefaults();
    assertEquals(Limits.defaultsFor(Scope.USER), wizard.limits().values());
  }

  @Test
  void limitBelowTheShorterSpansLimitSaysWhatToEnter() {
    NewKeyViewModel wizard = newKey();
    type(field(wizard, NewKeyLimit.Kind.DAY), "999");
    assertEquals(
        "Below the hourly limit of 1,000. Enter 1,000 or more.",
        error(field(wizard, NewKeyLimit.Kind.DAY)));
    type(field(wizard, NewKeyLimit.Kind.DAY), "50,000");
    type(field(wizard, NewKeyLimit.Kind.MONTH), "40,000");
    assertEquals("", error(field(wizard, NewKeyLimit.Kind.DAY)));
    assertEquals(
        "Below the daily quota of 50,000. Enter 50,000 or more.",
        error(field(wizard, NewKeyLimit.Kind.MONTH)));
  }

  @Test
  void onlyWholeNumbersFromOneAreTaken() {
    NewKeyField tokens = field(newKey(), NewKeyLimit.Kind.TOKENS);
    for (String wrong : new String[] {"", "many", "1.5", "1e3", "9".repeat(19)}) {
      type(tokens, wrong);
      assertEquals("Enter a whole number.", error(tokens), wrong);
    }
    for (String wrong : new String[] {"0", "-1"}) {
      type(tokens, wrong);
      assertEquals("Enter 1 or more.", error(tokens), wrong);
    }
    type(tokens, " 1,000 ");
    assertEquals("", error(tokens));
  }

  @Test
  void personWhoIsNoAdministratorStaysWithinTheDefaults() {
    actAsDana();
    NewKeyField tokens = field(newKey(), NewKeyLimit.Kind.TOKENS);
    type(tokens, "4,001");
    assertEquals("Above the default of 4,000. Only an administrator may raise it.", error(tokens));
    type(tokens, "3,999");
    assertEquals("", error(tokens));
  }

  @Test
  void limitsTypedByAnAdministratorAreNotWrongWhenTheSessionEnds() {
    NewKeyViewModel wizard = newKey();
    type(field(wizard, NewKeyLimit.Kind.TOKENS), "9,000");
    actAs(Session.readOnly(TENANT));
    assertEquals("", error(field(wizard, NewKeyLimit.Kind.TOKENS)));
  }

  @Test
  void editComparesWithWhatTheKeyHadAndPutsThatBack() {
    NewKeyViewModel wizard = edit("CI pipeline");
    NewKeyLimit hour = wizard.limits().limit(NewKeyLimit.Kind.HOUR);
    assertEquals(new NewKeyLimit.State(false, true, "5,000"), hour.stateProperty().get());
    type(hour.field(), "60");
    assertEquals(new NewKeyLimit.State(true, false, "5,000"), hour.stateProperty().get());
    assertEquals("1 changed", wizard.steps().get(2).note());
    hour.reset();
    assertFalse(hour.stateProperty().get().changed());
    assertTrue(hour.isStandard());
  }
}
