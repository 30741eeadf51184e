package keyconsole.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.Value;

/// What the platform offers to choose from; see "Catalogues" and "Create" in the contract.
public final class Catalog {

  private static final Pattern CAPABILITY = Pattern.compile("[^\\s:]+:[^\\s]+");

  private Catalog() {}

  /// A kind of capability and what it holds, in the order in which it is offered.
  public record Category(String name, List<String> capabilities) {}

  /// Every capability that is offered. Any other `kind:name` may be typed.
  public static final List<Category> CAPABILITIES =
      List.of(
          new Category(
              "AI/ML",
              List.of(
                  "llm:gpt-4",
                  "llm:claude-sonnet",
                  "llm:groq",
                  "embedding:openai",
                  "image:dall-e")),
          new Category("Knowledge", List.of("rag:search", "rag:upload", "rag:dataset_management")),
          new Category(
              "Automation",
              List.of(
                  "automation:create",
                  "automation:execute",
                  "automation:api_calls",
                  "automation:webhooks")),
          new Category("External", List.of("external:github", "external:slack")),
          new Category("Admin", List.of("admin:user_management", "admin:tenant_settings")));

  /// The constraints that every new key gets, in the backend's order.
  public static final Value.Fields CONSTRAINT_DEFAULTS = constraintDefaults();

  private static Value.Fields constraintDefaults() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("max_automation_chain_depth", Value.Numeral.of(5));
    fields.put("mcp_memory_limit_mb", Value.Numeral.of(512));
    fields.put("mcp_timeout_seconds", Value.Numeral.of(30));
    fields.put("max_file_size_bytes", Value.Numeral.of(10_485_760));
    fields.put(
        "allowed_file_types", Value.Items.ofTexts(List.of(".pdf", ".txt", ".md", ".json", ".csv")));
    fields.put("enable_premium_features", new Value.Truth(false));
    return new Value.Fields(fields);
  }

  /// What is wrong with the form of a capability; empty for `kind:name`.
  public static Optional<Message> capabilityProblem(String text) {
    return CAPABILITY.matcher(text).matches() || text.equals("*")
        ? Optional.empty()
        : Optional.of(Message.of(Refusal.NO_CAPABILITY, text));
  }
}
