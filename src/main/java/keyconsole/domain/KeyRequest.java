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

  public KeyRequest withName(String next) {
    return new KeyRequest(
        next, description, ownerId, scope, capabilities, limits, expiry, restrictions, constraints);
  }

  public KeyRequest withDescription(String next) {
    return new KeyRequest(
        name, next, ownerId, scope, capabilities, limits, expiry, restrictions, constraints);
  }

  public KeyRequest withOwnerId(String next) {
    return new KeyRequest(
        name, description, next, scope, capabilities, limits, expiry, restrictions, constraints);
  }

  public KeyRequest withScope(Scope next) {
    return new KeyRequest(
        name, description, ownerId, next, capabilities, limits, expiry, restrictions, constraints);
  }

  public KeyRequest withCapabilities(List<String> next) {
    return new KeyRequest(
        name, description, ownerId, scope, next, limits, expiry, restrictions, constraints);
  }

  public KeyRequest withLimits(Limits next) {
    return new KeyRequest(
        name,
        description,
        ownerId,
        scope,
        capabilities,
        Optional.of(next),
        expiry,
        restrictions,
        constraints);
  }

  public KeyRequest withExpiry(Expiry next) {
    return new KeyRequest(
        name, description, ownerId, scope, capabilities, limits, next, restrictions, constraints);
  }

  public KeyRequest withRestrictions(Restrictions next) {
    return new KeyRequest(
        name, description, ownerId, scope, capabilities, limits, expiry, next, constraints);
  }
}
