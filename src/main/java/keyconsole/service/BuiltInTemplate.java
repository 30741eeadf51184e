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

/// The templates that every tenant has. They set what belongs to the kind of key and leave open what
/// only the tenant knows, such as addresses.
public enum BuiltInTemplate {
  /// Looks things up and changes nothing.
  READ_ONLY_SEARCH(
      Scope.USER,
      List.of("rag:search", "embedding:openai"),
      new Limits(500, 5_000, 100_000, 500, 4_000, 5),
      90),
  /// A chat in somebody's browser or editor.
  ASSISTANT(
      Scope.USER,
      List.of("llm:gpt-4", "llm:claude-sonnet", "rag:search"),
      Limits.defaultsFor(Scope.USER),
      90),
  /// A build machine.
  CI_PIPELINE(
      Scope.USER,
      List.of("llm:groq", "automation:execute", "external:github"),
      new Limits(300, 3_000, 60_000, 500, 4_000, 4),
      30),
  /// One program that talks to the platform all day.
  SERVICE_INTEGRATION(
      Scope.TENANT,
      List.of("automation:api_calls", "automation:webhooks", "rag:search"),
      Limits.defaultsFor(Scope.TENANT),
      90),
  /// Fills and keeps the tenant's data sets.
  DATA_PIPELINE(
      Scope.TENANT,
      List.of("rag:upload", "rag:dataset_management", "embedding:openai"),
      Limits.defaultsFor(Scope.TENANT),
      90),
  /// For a guest or a trial: little, and not for long.
  TRIAL(Scope.USER, List.of("llm:groq"), new Limits(60, 300, 2_000, 100, 2_000, 2), 7),
  /// For the day on which nobody else gets in.
  BREAK_GLASS(
      Scope.ADMIN,
      List.of("admin:user_management", "admin:tenant_settings"),
      new Limits(200, 1_000, 5_000, 1_000, 4_000, 2),
      7);

  private final Scope scope;
  private final List<String> capabilities;
  private final Limits limits;
  private final int days;

  BuiltInTemplate(Scope scope, List<String> capabilities, Limits limits, int days) {
    this.scope = scope;
    this.capabilities = capabilities;
    this.limits = limits;
    this.days = days;
  }

  /// The template in the words of a person's language.
  public KeyTemplate called(String name, String description) {
    return new KeyTemplate(
        name,
        description,
        Optional.of(scope),
        Optional.of(capabilities),
        Optional.of(limits),
        Optional.of(new Expiry.After(Duration.ofDays(days))),
        Optional.of(Restrictions.NONE),
        Optional.empty(),
        Value.Fields.EMPTY);
  }
}
