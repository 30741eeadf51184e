package keyconsole.viewmodel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The columns of a file with keys to make. Each has a second name, as a rule that in a key file.
public enum BulkColumn {
  NAME("name", "name"),
  DESCRIPTION("description", "description"),
  OWNER("owner", "owner_id"),
  TEMPLATE("template", "template"),
  SCOPE("scope", "scope"),
  CAPABILITIES("capabilities", "capabilities"),
  EXPIRES("expires", "expires_at"),
  PER_HOUR("requests_per_hour", "rate_limit_per_hour"),
  PER_DAY("requests_per_day", "daily_quota"),
  PER_MONTH("requests_per_month", "monthly_quota"),
  COST("cost_cents", "cost_limit_cents"),
  TOKENS("tokens_per_request", "max_tokens_per_request"),
  CONCURRENT("requests_at_once", "max_concurrent_requests"),
  ALLOWED_ENDPOINTS("allowed_endpoints", "endpoints"),
  BLOCKED_ENDPOINTS("blocked_endpoints", "blocked_endpoints"),
  ALLOWED_IPS("allowed_ips", "ips"),
  ALLOWED_DOMAINS("allowed_domains", "domains"),
  REQUIRE_TLS("require_tls", "tls");

  private final String title;
  private final String alias;

  /// @param title what the example calls it
  /// @param alias what else it may be called
  BulkColumn(String title, String alias) {
    this.title = title;
    this.alias = alias;
  }

  /// What it is called in the example.
  public String title() {
    return title;
  }

  /// The text name of what it holds.
  public String meaning() {
    return "bulk.column." + title();
  }

  private boolean isCalled(String name) {
    return title.equals(name) || alias.equals(name);
  }

  /// The column that a header means, whatever its case and whatever stands between its words.
  static Optional<BulkColumn> of(String header) {
    String plain = header.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
    return Arrays.stream(values()).filter(each -> each.isCalled(plain)).findFirst();
  }

  /// The column of a field of a key file.
  static Optional<BulkColumn> ofField(String field) {
    return Arrays.stream(values()).filter(each -> each.isCalled(field)).findFirst();
  }
}
