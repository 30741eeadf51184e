package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import keyconsole.domain.Value;
import keyconsole.service.Catalog;
import org.junit.jupiter.api.Test;

class NewKeyConstraintsTest extends WizardTest {

  private static NewKeyConstraint constraint(NewKeyViewModel wizard, String name) {
    return wizard.constraints().form().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tenantsDefaultsStandInTheFormAndAskForNothing() {
    NewKeyViewModel wizard = newKey();
    assertEquals(
        List.copyOf(Catalog.CONSTRAINT_DEFAULTS.fields().keySet()),
        wizard.constraints().form().stream().map(NewKeyConstraint::name).toList());
    assertEquals(
        ".pdf, .txt, .md, .json, .csv", constraint(wizard, "allowed_file_types").field().text());
    assertEquals(Value.Fields.EMPTY, wizard.constraints().values());
    assertEquals("tenant defaults", wizard.steps().get(4).note());
  }

  @Test
  void whatDiffersIsAskedForAndReset() {
    NewKeyViewModel wizard = newKey();
    NewKeyConstraint memory = constraint(wizard, "mcp_memory_limit_mb");
    type(memory.field(), "1024");
    type(constraint(wizard, "allowed_file_types").field(), ".pdf,.docx ");
    type(constraint(wizard, "enable_premium_features").field(), "true");
    assertTrue(memory.changedProperty().get());
    assertEquals(
        new Value.Fields(
            Map.of(
                "mcp_memory_limit_mb", new Value.Numeral("1024"),
                "allowed_file_types", Value.Items.ofTexts(List.of(".pdf", ".docx")),
                "enable_premium_features", new Value.Truth(true))),
        wizard.constraints().values());
    memory.reset();
    assertEquals("512", memory.field().text());
    assertFalse(memory.changedProperty().get());
  }

  @Test
  void fieldsTakeOnlyWhatTheyAreFor() {
    NewKeyViewModel wizard = newKey();
    NewKeyField depth = constraint(wizard, "max_automation_chain_depth").field();
    type(depth, "deep");
    assertEquals("Enter a whole number.", error(depth));
    NewKeyField types = constraint(wizard, "allowed_file_types").field();
    type(types, " , ");
    assertEquals("Enter texts with commas between them.", error(types));
  }

  @Test
  void freeJsonStandsBesideTheForm() {
    NewKeyViewModel wizard = newKey();
    type(wizard.constraints().json(), "{\"llm:gpt-4\": {\"max\": 1.0}}");
    Value.Fields inner = new Value.Fields(Map.of("max", new Value.Numeral("1.0")));
    assertEquals(new Value.Fields(Map.of("llm:gpt-4", inner)), wizard.constraints().values());
    assertEquals("changed", wizard.steps().get(4).note());
  }

  @Test
  void badJsonIsRefusedWithItsLine() {
    NewKeyField json = newKey().constraints().json();
    type(json, "{\n \"a\": }");
    assertEquals("Expected a value, at line 2, column 7.", error(json));
    type(json, "[1]");
    assertEquals("Expected an object, at line 1, column 1.", error(json));
  }

  @Test
  void whatStandsInBothIsRefusedUnlessTheFormIsLeftEmpty() {
    NewKeyViewModel wizard = newKey();
    NewKeyField json = wizard.constraints().json();
    type(json, "{\"mcp_timeout_seconds\": 1.5}");
    assertEquals("mcp_timeout_seconds is set in the form too. Set it once.", error(json));
    type(constraint(wizard, "mcp_timeout_seconds").field(), "");
    assertEquals("", error(json));
  }

  @Test
  void editShowsWhatTheKeyHasAndKeepsItsOrder() {
    NewKeyViewModel wizard = edit("CI pipeline");
    assertTrue(wizard.constraints().json().text().contains("\"llm:gpt-4\""));
    type(constraint(wizard, "mcp_timeout_seconds").field(), "31");
    assertEquals(
        List.copyOf(key("CI pipeline").constraints().fields().keySet()),
        List.copyOf(wizard.constraints().values().fields().keySet()));
  }
}
