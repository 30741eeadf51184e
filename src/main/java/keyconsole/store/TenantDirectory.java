package keyconsole.store;

import java.nio.file.Path;
import keyconsole.domain.TenantDomain;

/// Where a tenant's files are: `<data root>/<tenant domain>/api_keys`.
///
/// @param dataRoot `/data` on a backend host
public record TenantDirectory(Path dataRoot, TenantDomain tenant) {

  /// `api_keys` itself.
  public Path apiKeys() {
    return dataRoot.resolve(tenant.text()).resolve("api_keys");
  }

  /// One file a key.
  public Path keys() {
    return apiKeys().resolve("keys");
  }

  /// One file a day, a line a request that was let through.
  public Path usage() {
    return apiKeys().resolve("usage");
  }

  /// One file a day, a line an administrative action.
  public Path audit() {
    return apiKeys().resolve("audit");
  }

  /// What the console itself keeps: the lock and who holds it.
  public Path console() {
    return apiKeys().resolve(".console");
  }
}
