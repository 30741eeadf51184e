package keyconsole.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.TenantDomain;
import keyconsole.store.TenantDirectory;

/// Which tenants a folder holds.
public final class Tenants {

  private Tenants() {}

  /// A tenant and where it lies.
  public record Found(Path dataRoot, String tenant) {}

  /// The tenants of a data root; or the one tenant, where the folder is a tenant's own or its
  /// `api_keys`. Empty where there is none.
  public static List<Found> in(Path folder) {
    Optional<TenantDirectory> one = TenantDirectory.locate(folder);
    if (one.isPresent()) {
      return List.of(new Found(one.get().dataRoot(), one.get().tenant().text()));
    }
    return TenantDirectory.tenantsIn(folder).stream()
        .map(TenantDomain::text)
        .map(tenant -> new Found(folder, tenant))
        .toList();
  }
}
