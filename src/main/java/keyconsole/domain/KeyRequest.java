package keyconsole.domain;

import java.util.List;
import java.util.Optional;

/// What a new key is asked to be.
///
/// @param limits empty for the scope's defaults
/// @param constraints laid over the tenant's defaults name by name
public record KeyRequest(
    String name,
    String description,
    String ownerId,
    Scope scope,
    List<String> capabilities,
    Optional<Limits> limits,
    Expiry expiry,
    Restrictions restrictions,
    Value.Fields constraints) {

  public KeyRequest {
    capabilities = List.copyOf(capabilities);
  }

  /// A `user` key with every default.
  public static KeyRequest of(String name, String ownerId, List<String> capabilities) {
    return new KeyRequest(
        name,
        "",
        ownerId,
        Scope.USER,
        capabilities,
        Optional.empty(),
        new Expiry.After(Expiry.STANDARD),
        Restrictions.NONE,
        Value.Fields.EMPTY);
  }
}
