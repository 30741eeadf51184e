package keyconsole.domain;

/// The rules of an access decision, in the order in which they are looked at.
public enum Rule {
  KNOWN_KEY,
  STATUS,
  EXPIRY,
  ALLOWED_ENDPOINTS,
  BLOCKED_ENDPOINTS,
  ALLOWED_IPS,
  ALLOWED_DOMAINS,
  TLS,
  TOKENS_PER_REQUEST,
  REQUESTS_PER_HOUR,
  REQUESTS_PER_DAY,
  REQUESTS_PER_MONTH,
  COST,
  CONCURRENT_REQUESTS
}
