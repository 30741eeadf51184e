package keyconsole.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What new keys of a kind have in common. What is empty it leaves to whoever makes the key.
///
/// @param name unique in a tenant, whatever its case
/// @param expiry a time from now on, or never
/// @param constraints laid over the tenant's defaults name by name
/// @param unknown what another version of the console wrote beside, nested as it stands there; kept
public record KeyTemplate(
    String name,
    String description,
    Optional<Scope> scope,
    Optional<List<String>> capabilities,
    Optional<Limits> limits,
    Optional<Expiry> expiry,
    Optional<Restrictions> restrictions,
    Optional<Value.Fields> constraints,
    Value.Fields unknown) {

  public KeyTemplate {
    capabilities = capabilities.map(List::copyOf);
  }

  /// A template that leaves everything open.
  public static KeyTemplate named(String name, String description) {
    return new KeyTemplate(
        name,
        description,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Value.Fields.EMPTY);
  }

  /// The same under another name.
  public KeyTemplate renamed(String next, String nextDescription) {
    return new KeyTemplate(
        next,
        nextDescription,
        scope,
        capabilities,
        limits,
        expiry,
        restrictions,
        constraints,
        unknown);
  }

  /// The same with something else beside it.
  public KeyTemplate beside(Value.Fields next) {
    return new KeyTemplate(
        name, description, scope, capabilities, limits, expiry, restrictions, constraints, next);
  }

  /// The request with all that this fills in its place. Limits that it leaves open are those of the
  /// scope.
  public KeyRequest fill(KeyRequest draft) {
    return new KeyRequest(
        draft.name(),
        draft.description(),
        draft.ownerId(),
        scope.orElse(draft.scope()),
        capabilities.orElse(draft.capabilities()),
        limits.or(draft::limits),
        expiry.orElse(draft.expiry()),
        restrictions.orElse(draft.restrictions()),
        constraints.orElse(draft.constraints()));
  }

  /// Whether a person means this one by a name.
  public boolean isCalled(String other) {
    return plain(name).equals(plain(other));
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
