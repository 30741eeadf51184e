package keyconsole.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;

/// The templates that every tenant has. They set what belongs to the kind of key and leave open
/// what only the tenant knows, such as addresses.
public enum BuiltInTemplate {
  /// Looks things up and changes nothing.
  READ_ONLY_SEARCH,
  /// A chat in somebody's browser or editor.
  ASSISTANT,
  /// A build machine.
  CI_PIPELINE,
  /// One program that talks to the platform all day.
  SERVICE_INTEGRATION,
  /// Fills and keeps the tenant's data sets.
  DATA_PIPELINE,
  /// For a guest or a trial: little, and not for long.
  TRIAL,
  /// For the day on which nobody else gets in.
  BREAK_GLASS;

  /// The template in the words of a person's language.
  public KeyTemplate called(String name, String description) {
    KeyTemplate named = KeyTemplate.named(name, description);
    return switch (this) {
      case READ_ONLY_SEARCH ->
          user(
              named,
              new Limits(500, 5_000, 100_000, 500, 4_000, 5),
              90,
              "rag:search",
              "embedding:openai");
      case ASSISTANT ->
          user(
              named,
              Limits.defaultsFor(Scope.USER),
              90,
              "llm:gpt-4",
              "llm:claude-sonnet",
              "rag:search");
      case CI_PIPELINE ->
          user(
              named,
              new Limits(300, 3_000, 60_000, 500, 4_000, 4),
              30,
              "llm:groq",
              "automation:execute",
              "external:github");
      case SERVICE_INTEGRATION ->
          tenant(named, "automation:api_calls", "automation:webhooks", "rag:search");
      case DATA_PIPELINE ->
          tenant(named, "rag:upload", "rag:dataset_management", "embedding:openai");
      case TRIAL -> user(named, new Limits(60, 300, 2_000, 100, 2_000, 2), 7, "llm:groq");
      case BREAK_GLASS ->
          of(
              named,
              Scope.ADMIN,
              new Limits(200, 1_000, 5_000, 1_000, 4_000, 2),
              7,
              "admin:user_management",
              "admin:tenant_settings");
    };
  }

  private static KeyTemplate user(
      KeyTemplate named, Limits limits, int days, String... capabilities) {
    return of(named, Scope.USER, limits, days, capabilities);
  }

  private static KeyTemplate tenant(KeyTemplate named, String... capabilities) {
    return of(named, Scope.TENANT, Limits.defaultsFor(Scope.TENANT), 90, capabilities);
  }

  private static KeyTemplate of(
      KeyTemplate named, Scope scope, Limits limits, int days, String... capabilities) {
    return new KeyTemplate(
        named.name(),
        named.description(),
        Optional.of(scope),
        Optional.of(List.of(capabilities)),
        Optional.of(limits),
        Optional.of(new Expiry.After(Duration.ofDays(days))),
        Optional.of(Restrictions.NONE),
        Optional.empty(),
        Value.Fields.EMPTY);
  }
}
