package keyconsole.domain;

/// The limits that a key file stores. The backend keeps them all and enforces none but an hourly
/// limit of 0 or less; see "Validate" in the contract.
///
/// @param perHour requests in a UTC hour (`rate_limit_per_hour`)
/// @param perDay requests on a UTC day (`daily_quota`)
/// @param perMonth requests in a UTC month (`monthly_quota`)
/// @param costCents US cents (`cost_limit_cents`)
/// @param tokensPerRequest tokens (`max_tokens_per_request`)
/// @param concurrentRequests requests at the same time (`max_concurrent_requests`)
public record Limits(
    long perHour,
    long perDay,
    long perMonth,
    long costCents,
    long tokensPerRequest,
    long concurrentRequests) {

  /// The limits that the backend gives to a new key of a scope.
  public static Limits defaultsFor(Scope scope) {
    return switch (scope) {
      case USER -> new Limits(1_000, 10_000, 300_000, 1_000, 4_000, 10);
      case TENANT -> new Limits(5_000, 50_000, 300_000, 5_000, 4_000, 10);
      case ADMIN -> new Limits(10_000, 100_000, 300_000, 10_000, 4_000, 10);
    };
  }
}
