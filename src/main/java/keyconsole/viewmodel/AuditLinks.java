package keyconsole.viewmodel;

import java.util.List;
import java.util.stream.Collectors;

/// Searches that lead from one record to others, as a person would type them.
final class AuditLinks {

  private AuditLinks() {}

  /// All entries of a key.
  static String ofKey(String keyId) {
    return ofKeys(List.of(keyId));
  }

  /// All entries of any of these keys.
  static String ofKeys(List<String> keyIds) {
    return "key:" + keyIds.stream().map(AuditTexts::quoted).collect(Collectors.joining(","));
  }

  /// All entries by an actor.
  static String byActor(String actor) {
    return "actor:" + AuditTexts.quoted(actor);
  }
}
