package keyconsole.viewmodel;

import java.util.Map;
import keyconsole.domain.Scope;

/// A filter that a person adds and removes. Of one kind, any one is enough; of different kinds, all
/// must hold.
public sealed interface KeyFacet {

  /// Keys of a scope.
  record OfScope(Scope scope) implements KeyFacet {}

  /// Keys of an owner.
  record OfOwner(String ownerId) implements KeyFacet {}

  /// Keys with a capability.
  record WithCapability(String capability) implements KeyFacet {}

  /// The one row that a pasted raw key opens.
  record Found(String rowId, String name) implements KeyFacet {}

  /// What there is to choose from, with how many keys each would find.
  ///
  /// @param scopes only those that any key has
  record Choices(
      Map<Scope, Integer> scopes, Map<String, Integer> owners, Map<String, Integer> capabilities) {}

  /// Whether a row has what this asks for.
  default boolean holds(KeyRow row) {
    if (this instanceof Found(String rowId, String _)) {
      return row.rowId().equals(rowId);
    }
    if (!(row instanceof KeyRow.Entry entry)) {
      return false;
    }
    return switch (this) {
      case OfScope(Scope scope) -> entry.key().scope() == scope;
      case OfOwner(String ownerId) -> entry.key().ownerId().equals(ownerId);
      case WithCapability(String capability) -> entry.key().capabilities().contains(capability);
      case Found found -> false;
    };
  }
}
