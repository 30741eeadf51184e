package keyconsole.viewmodel;

/// What fills the window beside the rail.
public sealed interface Page {
  /// No tenant is open.
  record Welcome(WelcomeViewModel model) implements Page {}

  /// The key list with the detail drawer.
  record Keys(KeyListViewModel model) implements Page {}

  /// The wizard for a new key, or for editing one.
  record NewKey(NewKeyViewModel model) implements Page {}

  /// Who used what, when and from where.
  record Usage(UsageViewModel model) implements Page {}

  /// What a key would be answered, and what a token says.
  record AccessCheck(AccessCheckViewModel model) implements Page {}

  /// What was done to the keys, by whom and when.
  record Audit(AuditViewModel model) implements Page {}

  /// What is not as it should be, and what mends it.
  record Health(HealthViewModel model) implements Page {}

  /// The usage lines themselves.
  record UsageLines(UsageLinesViewModel model) implements Page {}
}
