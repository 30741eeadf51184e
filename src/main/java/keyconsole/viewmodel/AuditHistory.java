package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.KeyField;
import keyconsole.domain.Value;
import keyconsole.service.KeyFields;
import keyconsole.viewmodel.AuditDetail.Change;
import keyconsole.viewmodel.AuditDetail.Changes;
import keyconsole.viewmodel.AuditDetail.Fact;
import keyconsole.viewmodel.AuditDetail.Side;

/// What a record's deed changed: what the record tells itself, else what the entries of the same
/// key before and behind it tell, else what the key is now where no later entry says that it
/// changed. What nobody tells is said to be unknown.
final class AuditHistory {

  private static final Map<String, String> STATUS_AFTER =
      Map.of(
          "api_key_created", "active",
          "api_key_resumed", "active",
          "api_key_suspended", "suspended",
          "api_key_revoked", "revoked",
          "api_key_expired", "expired");
  private static final Map<String, List<String>> GROUPS =
      Map.of(
          "limits",
          List.of(
              "rate_limit_per_hour",
              "daily_quota",
              "monthly_quota",
              "cost_limit_cents",
              "max_tokens_per_request",
              "max_concurrent_requests"),
          "restrictions",
          List.of(
              "allowed_endpoints",
              "blocked_endpoints",
              "allowed_ips",
              "allowed_domains",
              "require_tls"));
  private static final Set<String> HEAD = Set.of("key_id", "name");

  private final AuditWords words;
  private final AuditRecord record;
  private final List<AuditRecord> before;
  private final List<AuditRecord> after;
  private final Optional<ApiKey> now;
  private final List<Change> changes = new ArrayList<>();
  private final Set<String> told = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /// @param before the entries of the same key before it, the oldest first
  /// @param after those behind it
  /// @param now the key as it is; empty where it is gone, or not known
  AuditHistory(
      AuditWords words,
      AuditRecord record,
      List<AuditRecord> before,
      List<AuditRecord> after,
      Optional<ApiKey> now) {
    this.words = words;
    this.record = record;
    this.before = before;
    this.after = after;
    this.now = now;
  }

  Changes changes() {
    List<AuditChange> own = AuditChange.of(record.details());
    own.stream().filter(AuditChange::isTold).forEach(this::tellOwn);
    switch (record.action()) {
      case "api_key_created" -> tellCreated();
      case "api_key_rotated" -> tellRotated();
      default -> tellStatus();
    }
    own.stream()
        .filter(change -> !change.isTold())
        .flatMap(change -> GROUPS.getOrDefault(change.name(), List.of(change.name())).stream())
        .filter(told::add)
        .forEach(this::tellNamed);
    tellName();
    if (changes.stream().anyMatch(each -> !each.before().known() || !each.after().known())) {
      notes.add(text("audit.change.not-told"));
    }
    if (changes.isEmpty()) {
      notes.add(text("audit.change.nothing"));
    }
    return new Changes(List.copyOf(changes), facts(own), List.copyOf(notes));
  }

  private String text(String name, Object... values) {
    return words.words().text(name, values);
  }

  private void add(String name, Side from, Side to) {
    told.add(name);
    changes.add(new Change(words.field(name), from, to));
  }

  private Side known(String name, Value value) {
    return new Side(words.value(name, value), true);
  }

  private Side unknown() {
    return new Side(text("audit.change.unknown"), false);
  }

  private Side side(String name, Optional<Value> value) {
    return value.map(known -> known(name, known)).orElseGet(this::unknown);
  }

  private void tellOwn(AuditChange change) {
    add(change.name(), side(change.name(), change.before()), side(change.name(), change.after()));
  }

  private void tellCreated() {
    for (String name : List.of("scope", "capabilities")) {
      record
          .details()
          .get(name)
          .filter(value -> !told.contains(name))
          .ifPresent(
              value -> add(name, new Side(text("audit.change.none"), true), known(name, value)));
    }
  }

  private void tellRotated() {
    boolean overlaps = AuditValues.text(record.details(), "successor_id").isPresent();
    changes.add(
        new Change(
            text("audit.field.raw-key"),
            new Side(text("audit.change.raw.old"), true),
            new Side(text(overlaps ? "audit.change.raw.both" : "audit.change.raw.new"), true)));
    before.reversed().stream()
        .filter(each -> each.action().equals("api_key_rotated"))
        .findFirst()
        .ifPresent(each -> notes.add(text("audit.change.rotated-before", words.fullTime(each))));
  }

  private void tellStatus() {
    String after = STATUS_AFTER.get(record.action());
    if (after == null || told.contains("status")) {
      return;
    }
    Optional<AuditRecord> last =
        before.reversed().stream()
            .filter(each -> STATUS_AFTER.containsKey(each.action()))
            .findFirst();
    last.ifPresent(each -> notes.add(text("audit.change.from-entry", words.fullTime(each))));
    add(
        "status",
        side(
            "status",
            last.map(each -> new Value.Text(STATUS_AFTER.getOrDefault(each.action(), "")))),
        known("status", new Value.Text(after)));
  }

  private void tellNamed(String name) {
    add(name, side(name, valueBefore(name)), side(name, valueAfter(name)));
  }

  private Optional<Value> valueBefore(String name) {
    for (AuditRecord each : before.reversed()) {
      Optional<Value> value = tellsAfter(each, name);
      if (value.isPresent()) {
        notes.add(text("audit.change.from-entry", words.fullTime(each)));
        return value;
      }
      if (mayHaveChanged(each, name)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<Value> valueAfter(String name) {
    if (name.equals("name")) {
      return record.details().get("name");
    }
    for (AuditRecord each : after) {
      Optional<Value> value =
          AuditChange.of(each.details()).stream()
              .filter(change -> change.name().equals(name))
              .findFirst()
              .flatMap(AuditChange::before);
      if (value.isPresent() || mayHaveChanged(each, name)) {
        value.ifPresent(_ -> notes.add(text("audit.change.from-entry", words.fullTime(each))));
        return value;
      }
    }
    Optional<Value> value = now.flatMap(key -> valueNow(key, name));
    value.ifPresent(_ -> notes.add(text("audit.change.from-key")));
    return value;
  }

  /// What an earlier entry tells a field to be from then on.
  private static Optional<Value> tellsAfter(AuditRecord each, String name) {
    Optional<Value> changed =
        AuditChange.of(each.details()).stream()
            .filter(change -> change.name().equals(name))
            .findFirst()
            .flatMap(AuditChange::after);
    boolean created = each.action().equals("api_key_created");
    boolean plain =
        name.equals("name") || (created && Set.of("scope", "capabilities").contains(name));
    return changed.or(() -> plain ? each.details().get(name) : Optional.empty());
  }

  private static boolean mayHaveChanged(AuditRecord each, String name) {
    return AuditChange.of(each.details()).stream()
        .map(AuditChange::name)
        .anyMatch(
            changed ->
                changed.equals(name) || GROUPS.getOrDefault(changed, List.of()).contains(name));
  }

  private static Optional<Value> valueNow(ApiKey key, String name) {
    return Arrays.stream(KeyField.values())
        .filter(field -> field.text().equals(name))
        .findFirst()
        .flatMap(field -> KeyFields.of(field, key));
  }

  /// A name that differs from the one that the entry before told.
  private void tellName() {
    Optional<AuditRecord> last =
        before.reversed().stream().filter(each -> nameIn(each).isPresent()).findFirst();
    Optional<String> was = last.flatMap(this::nameIn);
    Optional<String> is = nameIn(record);
    if (was.isPresent() && is.isPresent() && !was.equals(is) && !told.contains("name")) {
      last.ifPresent(each -> notes.add(text("audit.change.from-entry", words.fullTime(each))));
      add(
          "name",
          known("name", new Value.Text(was.get())),
          known("name", new Value.Text(is.get())));
    }
  }

  /// What an entry calls the key that this record is about, be it among others.
  private Optional<String> nameIn(AuditRecord each) {
    Optional<String> id = record.keyIds().stream().findFirst();
    return each.keys().stream()
        .filter(key -> id.equals(Optional.of(key.id())))
        .flatMap(key -> key.name().stream())
        .filter(name -> !name.isBlank())
        .findFirst();
  }

  /// What the record says besides.
  private List<Fact> facts(List<AuditChange> own) {
    List<Fact> facts = new ArrayList<>();
    record
        .fields()
        .orElse(Value.Fields.EMPTY)
        .fields()
        .forEach(
            (name, value) -> {
              if (name.equals("details") && value instanceof Value.Fields(var details)) {
                details.forEach((each, inside) -> addFact(facts, own, each, inside));
              } else if (!Set.of("timestamp", "tenant").contains(name)) {
                String label =
                    words.words().has("audit.fact." + name)
                        ? text("audit.fact." + name)
                        : AuditValues.oneLine(name);
                facts.add(new Fact(label, AuditValues.whole(value, text("audit.nothing"))));
              }
            });
    return facts;
  }

  private void addFact(List<Fact> facts, List<AuditChange> own, String name, Value value) {
    boolean elsewhere =
        AuditChange.tells(own, name)
            || HEAD.contains(name)
            || (record.action().equals("api_key_created") && told.contains(name));
    if (!elsewhere) {
      facts.add(new Fact(words.field(name), AuditValues.whole(value, text("audit.nothing"))));
    }
  }
}
