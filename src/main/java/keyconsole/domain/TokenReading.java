package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a pasted token says, and what may be said of it. Without its signature, so that nothing
/// here opens anything.
///
/// @param kind which of the two shapes it has
/// @param algorithm `alg` of its header; empty where it names none
/// @param type `typ` of its header; empty where it names none
/// @param claims in the token's order
/// @param source the key that it was made from; empty where it names none
public record TokenReading(
    Kind kind,
    String algorithm,
    String type,
    List<Claim> claims,
    Signature signature,
    Validity validity,
    Tenant tenant,
    Optional<Source> source) {

  public TokenReading {
    claims = List.copyOf(claims);
  }

  /// Who makes tokens of a shape.
  public enum Kind {
    /// A key of a tenant, with the tenant's signing key: it names `api_key_id`.
    FROM_KEY,
    /// The platform, with its own secret: whatever names no key.
    PLATFORM
  }

  /// A claim as it stands there.
  public record Claim(String name, Value value) {

    /// The end of the year 9999, in seconds since 1970.
    private static final double LAST_SECOND = 253_402_300_799d;

    /// The moment that a number of seconds since 1970 tells; empty for any other value, and beyond
    /// the year 9999.
    public Optional<Instant> moment() {
      return value instanceof Value.Numeral(String text)
          ? Optional.of(Double.parseDouble(text))
              .filter(seconds -> Math.abs(seconds) <= LAST_SECOND)
              .map(seconds -> Instant.ofEpochSecond(seconds.longValue()))
          : Optional.empty();
    }
  }

  /// What may be said of the signature.
  public enum Signature {
    /// It was made with the tenant's signing key.
    MATCHES,
    /// It was made with the signing key of this run alone: it verifies nowhere else.
    MATCHES_THIS_RUN,
    /// It was not made with the tenant's signing key, or is missing.
    DIFFERS,
    /// The signing key was made up for this run, so nothing is known of tokens of others.
    KEY_UNKNOWN,
    /// It is the platform's to judge; its secret is not kept.
    SECRET_NOT_KEPT,
    /// The algorithm is not the one that is accepted, HS256.
    REFUSED
  }

  /// Whether it may be used at this moment.
  public sealed interface Validity {
    /// It never ends.
    record Endless() implements Validity {}

    /// It is valid and ends.
    record Until(Instant end) implements Validity {}

    /// It ended at this moment or before; a token is refused from the moment of its end on.
    record Ended(Instant end) implements Validity {}

    /// It begins later.
    ///
    /// @param claim which claim says so, `nbf` or `iat`
    record NotYet(String claim, Instant from) implements Validity {}

    /// A claim that is to be a time is none.
    record NoTime(String claim) implements Validity {}
  }

  /// For which tenant it is.
  ///
  /// @param named what it names; empty where it names none
  /// @param match whether that is the open one
  public record Tenant(String named, Match match) {
    /// How a named tenant stands to the open one.
    public enum Match {
      SAME,
      OTHER,
      NONE,
      /// It names two that do not agree.
      TWO,
      /// A platform administrator's, who acts in every tenant.
      EVERYWHERE
    }
  }

  /// The key that a token was made from.
  ///
  /// @param id as the token names it
  /// @param key as its file stands now; empty where the tenant has no such key
  /// @param usable whether the key answers requests now
  /// @param excesses what the token claims beyond what the key has now
  public record Source(String id, Optional<ApiKey> key, boolean usable, List<Excess> excesses) {
    public Source {
      excesses = List.copyOf(excesses);
    }
  }

  /// Something that a token claims and the key does not have, or not any more.
  ///
  /// @param claim which one, e.g. `scope` or `rate_limits.requests_per_hour`
  /// @param claimed what the token says
  /// @param held what the key says; empty where it has nothing of the kind
  public record Excess(String claim, String claimed, String held) {}
}
