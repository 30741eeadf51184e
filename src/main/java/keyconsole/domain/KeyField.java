package keyconsole.domain;

/// What people change of a key: the fields of its file but for those that the backend alone changes
/// (`usage`) and those that only tell of a change (`updated_at`).
public enum KeyField {
  NAME("name"),
  DESCRIPTION("description"),
  OWNER("owner_id"),
  HASH("key_hash"),
  CAPABILITIES("capabilities"),
  SCOPE("scope"),
  CONSTRAINTS("tenant_constraints"),
  PER_HOUR("rate_limit_per_hour", "limits"),
  PER_DAY("daily_quota", "limits"),
  PER_MONTH("monthly_quota", "limits"),
  COST("cost_limit_cents", "limits"),
  TOKENS("max_tokens_per_request", "limits"),
  CONCURRENT("max_concurrent_requests", "limits"),
  ALLOWED_ENDPOINTS("allowed_endpoints", "restrictions"),
  BLOCKED_ENDPOINTS("blocked_endpoints", "restrictions"),
  ALLOWED_IPS("allowed_ips", "restrictions"),
  ALLOWED_DOMAINS("allowed_domains", "restrictions"),
  REQUIRE_TLS("require_tls", "restrictions"),
  STATUS("status"),
  CREATED_AT("created_at"),
  EXPIRES_AT("expires_at"),
  LAST_ROTATED("last_rotated");

  private final String text;
  private final String group;

  KeyField(String text) {
    this(text, text);
  }

  KeyField(String text, String group) {
    this.text = text;
    this.group = group;
  }

  /// The name in the key file.
  public String text() {
    return text;
  }

  /// The name under which an audit line tells of a change: `limits` and `restrictions` for their
  /// fields, else the field's own.
  public String group() {
    return group;
  }
}
