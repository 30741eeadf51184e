package keyconsole.domain;

import java.util.Optional;
import java.util.OptionalLong;

/// A request as a key would make it.
///
/// @param credential the raw key, or the key picked from the list
/// @param endpoint exact path; may be empty
/// @param clientIp as text; may be empty
/// @param userAgent not used in any decision
/// @param domain the caller's host name; empty where unknown, then it is not judged
/// @param tls whether the connection is encrypted; empty where unknown, then it is not judged
/// @param tokens asked for; empty where unknown, then they are not judged
public record AccessRequest(
    Credential credential,
    String endpoint,
    String clientIp,
    String userAgent,
    Optional<String> domain,
    Optional<Boolean> tls,
    OptionalLong tokens) {

  /// What opens: a raw key, or a key that was picked.
  public sealed interface Credential {
    /// A raw key as it was given. `toString` does not show it.
    record Raw(String rawKey) implements Credential {
      @Override
      public String toString() {
        return "Raw[…]";
      }
    }

    /// A key of the list, as if its raw key had been given.
    record Picked(KeyId id) implements Credential {}

    /// Whatever stores this hash, also a file that does not have its key's name.
    record Hashed(KeyHash hash) implements Credential {}
  }

  /// What the backend's own validation is asked: nothing else is known.
  public static AccessRequest of(String rawKey, String endpoint, String clientIp) {
    return new AccessRequest(
        new Credential.Raw(rawKey),
        endpoint,
        clientIp,
        "",
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  /// The same for a key that was picked.
  public static AccessRequest of(KeyId id, String endpoint, String clientIp) {
    return new AccessRequest(
        new Credential.Picked(id),
        endpoint,
        clientIp,
        "",
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }
}
