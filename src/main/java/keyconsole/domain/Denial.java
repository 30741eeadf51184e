package keyconsole.domain;

/// Why a request is denied: the contract's words, for a person to read. The words stand in the
/// bundles, as `told.denial.<name>`; what stands in their places is told at each.
public enum Denial implements Message.Kind {
  UNKNOWN_KEY,
  /// The file, what is wrong with it.
  BROKEN_FILE,
  /// What is wrong with the file.
  PROBLEM_FILE,
  SUSPENDED,
  REVOKED,
  STATUS_EXPIRED,
  EXPIRED,
  EXPIRY_WITH_OFFSET,
  /// The endpoint.
  ENDPOINT,
  /// The endpoint.
  BLOCKED,
  /// The address.
  IP,
  /// The domain.
  DOMAIN,
  TLS,
  /// Asked, allowed.
  TOKENS,
  /// Used, allowed.
  HOUR,
  /// Used, allowed.
  DAY,
  /// Used, allowed.
  MONTH;

  @Override
  public String key() {
    return "denial." + name();
  }
}
