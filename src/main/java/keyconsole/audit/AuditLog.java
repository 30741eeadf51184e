package keyconsole.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.store.LogFolder;
import keyconsole.store.TenantDirectory;
import keyconsole.store.Timestamps;

/// The administrative actions of a tenant, one line each, in the backend's form.
public final class AuditLog {

  private final LogFolder folder;
  private final TenantDomain tenant;

  public AuditLog(TenantDirectory directory) {
    this.folder = new LogFolder(directory.audit(), "audit");
    this.tenant = directory.tenant();
  }

  /// Appends an action and forces it to disk.
  ///
  /// @param action e.g. `api_key_revoked`
  /// @param actor who did it
  /// @param details `key_id` and `name` first
  /// @throws keyconsole.store.StoreException if it cannot be written
  public void record(Instant moment, String action, String actor, Value.Fields details) {
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("timestamp", new Value.Text(Timestamps.format(moment)));
    line.put("action", new Value.Text(action));
    line.put("user_id", new Value.Text(actor));
    line.put("tenant", new Value.Text(tenant.text()));
    line.put("details", details);
    folder.append(moment, new Value.Fields(line));
  }
}
