package keyconsole.domain;

import java.util.List;
import java.util.Optional;

/// A change to a key: what is present is set, what is empty stays as the file has it at that
/// moment.
public record KeyEdit(
    Optional<String> name,
    Optional<String> description,
    Optional<String> ownerId,
    Optional<Scope> scope,
    Optional<List<String>> capabilities,
    Optional<Limits> limits,
    Optional<Expiry> expiry,
    Optional<Restrictions> restrictions,
    Optional<Value.Fields> constraints) {

  /// A change of nothing, to build on.
  public static final KeyEdit NOTHING =
      new KeyEdit(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public KeyEdit withName(String value) {
    return new KeyEdit(
        Optional.of(value),
        description,
        ownerId,
        scope,
        capabilities,
        limits,
        expiry,
        restrictions,
        constraints);
  }

  public KeyEdit withDescription(String value) {
    return new KeyEdit(
        name,
        Optional.of(value),
        ownerId,
        scope,
        capabilities,
        limits,
        expiry,
        restrictions,
        constraints);
  }

  public KeyEdit withOwnerId(String value) {
    return new KeyEdit(
        name,
        description,
        Optional.of(value),
        scope,
        capabilities,
        limits,
        expiry,
        restrictions,
        constraints);
  }

  public KeyEdit withScope(Scope value) {
    return new KeyEdit(
        name,
        description,
        ownerId,
        Optional.of(value),
        capabilities,
        limits,
        expiry,
        restrictions,
        constraints);
  }

  public KeyEdit withCapabilities(List<String> value) {
    return new KeyEdit(
        name,
        description,
        ownerId,
        scope,
        Optional.of(List.copyOf(value)),
        limits,
        expiry,
        restrictions,
        constraints);
  }

  public KeyEdit withLimits(Limits value) {
    return new KeyEdit(
        name,
        description,
        ownerId,
        scope,
        capabilities,
        Optional.of(value),
        expiry,
        restrictions,
        constraints);
  }

  public KeyEdit withExpiry(Expiry value) {
    return new KeyEdit(
        name,
        description,
        ownerId,
        scope,
        capabilities,
        limits,
        Optional.of(value),
        restrictions,
        constraints);
  }

  public KeyEdit withRestrictions(Restrictions value) {
    return new KeyEdit(
        name,
        description,
        ownerId,
        scope,
        capabilities,
        limits,
        expiry,
        Optional.of(value),
        constraints);
  }

  public KeyEdit withConstraints(Value.Fields value) {
    return new KeyEdit(
        name,
        description,
        ownerId,
        scope,
        capabilities,
        limits,
        expiry,
        restrictions,
        Optional.of(value));
  }
}
