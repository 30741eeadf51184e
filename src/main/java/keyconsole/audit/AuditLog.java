package keyconsole.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.KeyId;
import keyconsole.domain.Provenance;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.store.LogFolder;
import keyconsole.store.TenantDirectory;
import keyconsole.store.Timestamps;

/// The administrative actions of a tenant, one line each, in the backend's form.
public final class AuditLog {

  private final LogFolder folder;
  private final TenantDomain tenant;

  private final Provenances provenances;

  public AuditLog(TenantDirectory directory) {
    this.folder = new LogFolder(directory.audit(), "audit");
    this.provenances = new Provenances(folder);
    this.tenant = directory.tenant();
  }

  /// The line of an action, in the backend's form.
  ///
  /// @param action e.g. `api_key_revoked`
  /// @param actor who did it
  /// @param details `key_id` and `name` first
  public Value.Fields line(Instant moment, String action, String actor, Value.Fields details) {
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("timestamp", new Value.Text(Timestamps.format(moment)));
    line.put("action", new Value.Text(action));
    line.put("user_id", new Value.Text(actor));
    line.put("tenant", new Value.Text(tenant.text()));
    line.put("details", details);
    return new Value.Fields(line);
  }

  /// Appends the [#line] of an action and forces it to disk.
  ///
  /// @throws keyconsole.store.StoreException if it cannot be written
  public void record(Instant moment, String action, String actor, Value.Fields details) {
    folder.append(moment, line(moment, action, actor, details));
  }

  /// Makes sure that an action of this moment can be recorded, and records none: makes the day's
  /// file where it is missing.
  ///
  /// @throws keyconsole.store.StoreException if no line could be written
  public void prepare(Instant moment) {
    folder.prepare(moment);
  }

  /// What a line says.
  public record Line(String actor, Value.Fields details) {}

  /// The last line that says that something was done to a key; empty where none does. Reads the
  /// whole log.
  public Optional<Line> last(String action, KeyId id) {
    List<Line> found = new ArrayList<>(1);
    folder.forEach(
        record -> {
          if (isText(record.fields().get("action"), action)
              && record.fields().get("details").orElse(Value.NOTHING)
                  instanceof Value.Fields details
              && isText(details.get("key_id"), id.text())
              && record.fields().get("user_id").orElse(Value.NOTHING) instanceof Value.Text actor) {
            found.clear();
            found.add(new Line(actor.text(), details));
          }
        });
    return found.stream().findFirst();
  }

  /// Who made a key, and which keys stand before and behind it. Reads the whole log where that has
  /// changed since it was last asked.
  public Provenance provenance(KeyId id) {
    return provenances.of(id);
  }

  private static boolean isText(Optional<Value> value, String text) {
    return value.equals(Optional.of(new Value.Text(text)));
  }
}
