package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NewKeyCapabilitiesTest extends WizardTest {

  @Test
  void catalogueIsOfferedByCategory() {
    List<NewKeyCapabilities.Category> offered = NewKeyCapabilities.catalogue();
    assertEquals(5, offered.size());
    assertTrue(offered.get(1).capabilities().contains("rag:search"));
    offered.forEach(each -> assertFalse(test.workspace.texts().getString(each.title()).isBlank()));
  }

  @Test
  void chosenOnesStandInTheOrderOfChoosingAndCanBeTakenAway() {
    NewKeyViewModel wizard = newKey();
    NewKeyCapabilities capabilities = wizard.capabilities();
    capabilities.grant("rag:search", true);
    capabilities.grant("llm:gpt-4", true);
    capabilities.grant("rag:search", true);
    assertEquals(List.of("rag:search", "llm:gpt-4"), capabilities.chosen());
    assertEquals("2 chosen", wizard.steps().get(1).note());
    capabilities.grant("rag:search", false);
    assertEquals(List.of("llm:gpt-4"), capabilities.chosen());
  }

  @Test
  void anyOtherKindAndNameMayBeTyped() {
    NewKeyCapabilities capabilities = newKey().capabilities();
    type(capabilities.other(), " search:web ");
    capabilities.addOther();
    assertEquals(List.of("search:web"), capabilities.chosen());
    assertEquals("", capabilities.other().text());
  }

  @Test
  void otherFormsAreRefusedWhereTheyAreTyped() {
    NewKeyCapabilities capabilities = newKey().capabilities();
    for (String wrong : List.of("gpt", "llm:", ":gpt", "llm: gpt", "a b:c")) {
      type(capabilities.other(), wrong);
      capabilities.addOther();
      assertEquals(
          "Write it as kind:name, for example llm:gpt-4.", error(capabilities.other()), wrong);
    }
    assertEquals(List.of(), capabilities.chosen());
    capabilities.grant("llm:groq", true);
    type(capabilities.other(), "llm:groq");
    assertEquals("llm:groq is chosen already.", error(capabilities.other()));
  }

  @Test
  void whatWasTypedIsGrantedWhenGoingOnAndHoldsTheStepWhenItIsWrong() {
    NewKeyViewModel wizard = newKey();
    type(wizard.who().name(), "Key");
    goTo(wizard, WizardStep.CAPABILITIES);
    type(wizard.capabilities().other(), "gpt");
    wizard.next();
    assertEquals(WizardStep.CAPABILITIES, wizard.stepProperty().get());
    type(wizard.capabilities().other(), "llm:gpt");
    wizard.next();
    assertEquals(WizardStep.LIMITS, wizard.stepProperty().get());
    assertEquals(List.of("llm:gpt"), wizard.capabilities().chosen());
  }

  @Test
  void personWhoIsNoAdministratorDoesNotGrantAdministration() {
    actAsDana();
    NewKeyCapabilities capabilities = newKey().capabilities();
    assertFalse(capabilities.mayGrant("admin:user_management"));
    assertTrue(capabilities.mayGrant("llm:gpt-4"));
    for (String wide : List.of("*", "admin:everything")) {
      type(capabilities.other(), wide);
      assertEquals("Only an administrator grants " + wide + ".", error(capabilities.other()));
    }
  }

  @Test
  void whatAFreshTokenMayNotGrantIsNamed() {
    NewKeyCapabilities capabilities = newKey().capabilities();
    capabilities.grant("admin:tenant_settings", true);
    actAsDana();
    assertEquals(
        "Only an administrator grants admin:tenant_settings. Take it away.",
        error(capabilities.grants()));
  }
}
