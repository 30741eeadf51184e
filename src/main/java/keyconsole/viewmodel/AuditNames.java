package keyconsole.viewmodel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditRecord;
import keyconsole.service.AuditTrail;

/// What keys are called, deleted ones too: as they are now, else as the audit log told last, as far
/// as that was read. One thread.
public final class AuditNames {

  private final Optional<AuditTrail> log;

  private final Map<String, String> current = new HashMap<>();
  private final Map<String, Told> told = new HashMap<>();

  /// All names, until one of them changes.
  private Optional<List<Named>> all = Optional.empty();

  /// What the log had told by then, see [AuditTrail#namesVersion()].
  private int version;

  private record Told(String name, AuditRecord by) {
    boolean isBefore(AuditRecord other) {
      return by.moment().isEmpty()
          || other.moment().filter(moment -> !moment.isBefore(by.moment().get())).isPresent();
    }
  }

  /// A key that has a name.
  record Named(String id, String name) {}

  /// Knows no log: its records are learned one by one.
  public AuditNames() {
    this(Optional.empty());
  }

  /// @param log whose names are known
  AuditNames(Optional<AuditTrail> log) {
    this.log = log;
  }

  /// A copy that learns nothing from this one any more, but from the log.
  AuditNames copy() {
    AuditNames copy = new AuditNames(log);
    copy.current.putAll(current);
    copy.told.putAll(told);
    return copy;
  }

  /// Takes the keys as they are now in place of those before.
  public void setKeys(Iterable<ApiKey> keys) {
    all = Optional.empty();
    current.clear();
    keys.forEach(key -> current.put(key.id().text(), key.name()));
  }

  /// Remembers what a record calls its keys, unless a later one called them something.
  public void learn(AuditRecord record) {
    for (AuditRecord.Key key : record.keys()) {
      if (!key.id().isEmpty()) {
        key.name().filter(name -> !name.isBlank()).ifPresent(name -> learn(key.id(), name, record));
      }
    }
  }

  private void learn(String id, String name, AuditRecord record) {
    Optional<String> before = of(id);
    if (log.flatMap(trail -> trail.nameOf(id)).isPresent()) {
      return;
    }
    told.merge(
        id, new Told(name, record), (earlier, now) -> earlier.isBefore(record) ? now : earlier);
    if (!before.equals(of(id))) {
      all = Optional.empty();
    }
  }

  /// A key's name, blank where it has none; empty where nobody has told it.
  public Optional<String> of(String keyId) {
    return Optional.ofNullable(current.get(keyId))
        .or(() -> log.flatMap(trail -> trail.nameOf(keyId)))
        .or(() -> Optional.ofNullable(told.get(keyId)).map(Told::name));
  }

  /// All keys that somebody has told a name of, those that are gone too. The list stays as it is.
  List<Named> all() {
    int now = log.map(AuditTrail::namesVersion).orElse(0);
    List<Named> names = all.filter(_ -> version == now).orElseGet(this::collect);
    version = now;
    all = Optional.of(names);
    return names;
  }

  private List<Named> collect() {
    Map<String, String> names = new HashMap<>();
    told.forEach((id, by) -> names.put(id, by.name()));
    log.ifPresent(trail -> trail.forEachName(names::put));
    names.putAll(current);
    return names.entrySet().stream().map(of -> new Named(of.getKey(), of.getValue())).toList();
  }

  /// Whether a key is there now.
  public boolean isThere(String keyId) {
    return current.containsKey(keyId);
  }
}
