package keyconsole.viewmodel;

/// Searches that lead from one record to others, as a person would type them.
final class AuditLinks {

  private AuditLinks() {}

  /// All entries of a key.
  static String ofKey(String keyId) {
    return "key:" + AuditTexts.quoted(keyId);
  }

  /// All entries by an actor.
  static String byActor(String actor) {
    return "actor:" + AuditTexts.quoted(actor);
  }
}
