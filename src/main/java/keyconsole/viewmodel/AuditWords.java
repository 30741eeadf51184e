package keyconsole.viewmodel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.AuditProblem;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.Value;
import keyconsole.service.KeyFields;

/// Audit records in a person's words, in one zone. Whatever the log says has words: known actions
/// their own, unknown ones and unknown details the log's.
///
/// @param zone in which times are told
/// @param tenant its domain, left out of actors
/// @param now whose year goes without saying
public record AuditWords(
    KeyWords words, ZoneId zone, String tenant, AuditNames names, Instant now) {

  private static final String PREFIX = "api_key_";
  private static final DateForm THIS_YEAR = DateForm.of("d MMM HH:mm:ss");
  private static final DateForm OTHER_YEAR = DateForm.of("d MMM uuuu HH:mm:ss");
  private static final DateForm FULL = DateForm.of("EEE d MMM uuuu, HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter SHORT_OFFSET =
      DateTimeFormatter.ofPattern("x", Locale.ROOT);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

  private static final DateForm MINUTE = DateForm.of("d MMM uuuu HH:mm");

  private static final Set<String> TIMES =
      Set.of("expires_at", "last_rotated", "created_at", "taken_away_at", "seen_at");
  private static final Set<String> ENVELOPE = Set.of("timestamp", "action", "user_id", "tenant");
  private static final Set<String> HEAD = Set.of("key_id", "name");
  private static final Set<String> TOLD_ELSEWHERE = Set.of("key_id", "name", "owner_id");
  private static final int MOST_NAMES = 4;
  private static final int MOST_PARTS = 4;
  private static final int MOST_IDS = 10;
  private static final int MOST_RAW = 300;

  /// The same with what keys are called by now, for another thread.
  AuditWords withNamesOfNow() {
    return new AuditWords(words, zone, tenant, names.copy(), now);
  }

  /// What of the log as a whole cannot be read.
  String trouble(AuditTrouble trouble) {
    return trouble(words, trouble);
  }

  static String trouble(KeyWords words, AuditTrouble trouble) {
    String reason = trouble.reason().map(words::told).orElse("");
    return words.text("audit.trouble." + trouble.kind(), trouble.file(), reason);
  }

  /// Why a record, or its time, cannot be read.
  String problem(AuditProblem problem) {
    String detail = problem.detail().map(words::told).orElse("");
    return words.text("audit.problem." + problem.kind(), detail);
  }

  /// That a record, or its time, cannot be read, and why; empty where both can.
  String cannotBeRead(AuditRecord record) {
    return record.problem().map(why -> words.text("audit.problem", problem(why))).orElse("");
  }

  /// That only a beginning of the line is told; empty where all of it is.
  String cut(AuditRecord record) {
    return record.cut() ? words.text("audit.cut", AuditRecord.MOST_TEXT) : "";
  }

  /// What was done: `revoked`, or an unknown action as the log calls it.
  public AuditBadge badge(AuditRecord record) {
    if (record.fields().isEmpty()) {
      return new AuditBadge(words.text("audit.badge.unreadable"), Tone.DANGER, true);
    }
    return badge(record.action());
  }

  /// The same for an action by its name, e.g. `api_key_revoked`.
  public AuditBadge badge(String action) {
    if (action.isBlank()) {
      return new AuditBadge(words.text("audit.badge.none"), Tone.NEUTRAL, false);
    }
    return new AuditBadge(word(action), tone(action), false);
  }

  private static String word(String action) {
    return action.startsWith(PREFIX) && action.length() > PREFIX.length()
        ? action.substring(PREFIX.length()).replace('_', ' ')
        : AuditValues.oneLine(action);
  }

  private static Tone tone(String action) {
    return switch (action) {
      case "api_key_created", "api_key_resumed", "api_key_copy_resumed" -> Tone.SUCCESS;
      case "api_key_suspended", "api_key_copy_suspended", "api_key_reinstated_blocked" ->
          Tone.WARNING;
      case "api_key_revoked", "api_key_copy_revoked" -> Tone.DANGER;
      case "api_key_rotated" -> Tone.ACCENT;
      default -> Tone.NEUTRAL;
    };
  }

  /// When it was done, to the second; that it has no time where it has none.
  public String time(AuditRecord record) {
    return record
        .moment()
        .map(moment -> moment.atZone(zone))
        .map(
            time ->
                (isThisYear(time) ? THIS_YEAR : OTHER_YEAR).format(time) + offsetInOverlap(time))
        .orElseGet(() -> words.text("audit.no-time"));
  }

  private boolean isThisYear(ZonedDateTime time) {
    return time.getYear() == now.atZone(zone).getYear();
  }

  /// When it was done, with the day of the week, microseconds and the zone.
  public String fullTime(AuditRecord record) {
    return record
        .moment()
        .map(moment -> FULL.format(moment.atZone(zone)) + " " + zoneAt(moment))
        .orElseGet(() -> words.text("audit.no-time.long"));
  }

  private String zoneAt(Instant moment) {
    return LineWords.isUtc(zone)
        ? "UTC"
        : zone.getId() + ", UTC" + OFFSET.format(moment.atZone(zone));
  }

  /// What the zone of the times is called.
  public String zoneName() {
    return LineWords.zoneName(zone);
  }

  /// A range of time, to the minute.
  String range(Instant from, Instant to) {
    return words.text("audit.bars.range", minute(from), minute(to));
  }

  private String minute(Instant moment) {
    ZonedDateTime at = moment.atZone(zone);
    return MINUTE.format(at) + offsetInOverlap(at);
  }

  /// The offset where the same time of the day comes twice, since clocks are set back; empty
  /// everywhere else.
  static String offsetInOverlap(ZonedDateTime at) {
    boolean twice = at.getZone().getRules().getValidOffsets(at.toLocalDateTime()).size() > 1;
    return twice ? " " + SHORT_OFFSET.format(at) : "";
  }

  /// Who did it, without the tenant's own domain; empty where the record does not tell.
  public String actor(AuditRecord record) {
    return actor(record.actor(), "");
  }

  /// The same for an actor as the log tells it; that there is none where it is empty.
  String actor(String actor) {
    return actor(actor, words.text("audit.actor.none"));
  }

  private String actor(String actor, String none) {
    return actor.isEmpty() ? none : AuditValues.oneLine(KeyRow.shortOwner(actor, tenant));
  }

  /// The key's name as the record tells it, else as it is called now or was last, else its id; of
  /// several keys how many there are and the first of them. Empty where the record is about no key.
  public String keyName(AuditRecord record) {
    List<AuditRecord.Key> keys = record.keys();
    String first =
        keys.stream().limit(MOST_NAMES).map(this::keyName).collect(Collectors.joining(", "));
    if (keys.size() < 2) {
      return first;
    }
    boolean all = keys.size() < AuditRecord.MOST_KEYS;
    return words.text(all ? "audit.keys" : "audit.keys.most", keys.size(), first);
  }

  /// The same of one key that a record names.
  String keyName(AuditRecord.Key key) {
    Optional<String> told = key.name().filter(name -> !name.isBlank());
    if (told.isPresent()) {
      return AuditValues.oneLine(told.get());
    }
    return names
        .of(key.id())
        .map(words::name)
        .orElseGet(
            () ->
                key.name().isPresent()
                    ? words.text("keys.unnamed")
                    : AuditValues.oneLine(key.id()));
  }

  /// The ids of the keys that a record is about, one a line; of many the first ones. Empty where it
  /// is about none.
  String keyIds(AuditRecord record) {
    List<String> ids = record.keyIds();
    String first =
        ids.stream().limit(MOST_IDS).map(AuditValues::oneLine).collect(Collectors.joining("\n"));
    return ids.size() > MOST_IDS ? first + "\n…" : first;
  }

  /// What it changed or says besides, in one line. Where it cannot be read, the line itself, or why
  /// not even that is there.
  public String summary(AuditRecord record) {
    if (record.fields().isEmpty()) {
      String line = AuditValues.cut(AuditValues.oneLine(record.text()), MOST_RAW);
      return line.isEmpty() ? cannotBeRead(record) : line;
    }
    List<String> parts = new ArrayList<>();
    Set<String> told = tellDeed(record, parts);
    tellChanges(record, parts);
    tellOwner(record, parts, told);
    if (!parts.isEmpty()) {
      parts.set(0, AuditValues.capital(parts.getFirst()));
    }
    tellRest(record, parts, told);
    int more = parts.size() - MOST_PARTS;
    String line = parts.stream().limit(MOST_PARTS).collect(Collectors.joining("; "));
    return more > 0 ? words.text("audit.more", line, more) : line;
  }

  /// What is particular to the deed; which details are told by it.
  private Set<String> tellDeed(AuditRecord record, List<String> parts) {
    Value.Fields details = record.details();
    return switch (record.action()) {
      case "api_key_created" -> tellCreated(details, parts);
      case "api_key_rotated" -> {
        boolean overlaps = tellKey(details, "successor_id", "audit.rotated.overlap", parts);
        if (!overlaps) {
          parts.add(words.text("audit.rotated"));
        }
        yield Set.of("successor_id");
      }
      case "api_key_suspended", "api_key_copy_suspended" -> {
        tellKey(details, "suspended_with", "audit.suspended.with", parts);
        yield Set.of("suspended_with");
      }
      case "api_key_updated", "api_key_copy_updated" -> {
        tellKey(details, "successor_id", "audit.updated.overlap", parts);
        yield Set.of("successor_id");
      }
      case "api_key_expired" -> {
        parts.add(words.text("audit.expired"));
        yield Set.of();
      }
      case "api_key_reinstated_blocked" -> {
        parts.add(words.text("audit.reinstated-blocked"));
        yield Set.of();
      }
      default -> Set.of();
    };
  }

  private boolean tellKey(Value.Fields details, String name, String as, List<String> parts) {
    Optional<String> id = AuditValues.text(details, name);
    id.ifPresent(key -> parts.add(words.text(as, key(key))));
    return id.isPresent();
  }

  private Set<String> tellCreated(Value.Fields details, List<String> parts) {
    List<String> first = new ArrayList<>();
    Optional<String> scope = AuditValues.text(details, "scope");
    scope.ifPresent(text -> first.add(words.text("audit.created.scope", text)));
    Optional<List<Value>> capabilities =
        details
            .get("capabilities")
            .filter(Value.Items.class::isInstance)
            .map(items -> ((Value.Items) items).items());
    capabilities.ifPresent(
        list -> first.add(words.text("audit.created.capabilities", list.size())));
    if (!first.isEmpty()) {
      parts.add(String.join(", ", first));
    }
    boolean follows = tellKey(details, "predecessor_id", "audit.created.after", parts);
    return Stream.of(
            scope.map(_ -> "scope"),
            capabilities.map(_ -> "capabilities"),
            follows ? Optional.of("predecessor_id") : Optional.<String>empty())
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private String key(String id) {
    return AuditValues.oneLine(names.of(id).filter(name -> !name.isBlank()).orElse(id));
  }

  private void tellChanges(AuditRecord record, List<String> parts) {
    List<AuditChange> changes = AuditChange.of(record.details());
    changes.stream()
        .filter(AuditChange::isTold)
        .filter(change -> !isDeedItself(record, change))
        .map(this::change)
        .forEach(parts::add);
    List<String> names =
        changes.stream()
            .filter(change -> !change.isTold())
            .map(change -> AuditValues.uncapital(field(change.name())))
            .toList();
    if (!names.isEmpty()) {
      parts.add(words.text("audit.changed", String.join(", ", names)));
    }
  }

  /// That a rotation sets the time of the last one goes without saying.
  private static boolean isDeedItself(AuditRecord record, AuditChange change) {
    return record.action().equals("api_key_rotated") && change.name().equals("last_rotated");
  }

  private String change(AuditChange change) {
    Optional<Value> before = change.before();
    Optional<Value> after = change.after();
    if (change.name().equals("status") && before.isPresent()) {
      return words.text("audit.was", brief(before.get()));
    }
    String between =
        AuditValues.listChange(before, after)
            .orElseGet(
                () ->
                    before.map(value -> brief(change.name(), value)).orElse("?")
                        + " → "
                        + after.map(value -> brief(change.name(), value)).orElse("?"));
    return field(change.name()) + ": " + between;
  }

  private String brief(String name, Value value) {
    return time(name, value).orElseGet(() -> brief(value));
  }

  /// What a field is, as a whole; a time of a key file in the zone.
  String value(String name, Value value) {
    return time(name, value).orElseGet(() -> AuditValues.whole(value, words.text("audit.nothing")));
  }

  private Optional<String> time(String name, Value value) {
    return TIMES.contains(name)
        ? KeyFields.moment(value).map(at -> minute(at) + " " + zoneName())
        : Optional.empty();
  }

  private String brief(Value value) {
    return AuditValues.brief(value, words.text("audit.nothing"));
  }

  /// What a field of a key file is called; one that is not known as the log calls it.
  String field(String name) {
    String known = "audit.field." + name;
    return words.has(known) ? words.text(known) : AuditValues.oneLine(name);
  }

  /// The contract has the owner named where it is not the actor.
  private void tellOwner(AuditRecord record, List<String> parts, Set<String> told) {
    if (record.action().equals("api_key_created") && !told.isEmpty()) {
      return;
    }
    AuditValues.text(record.details(), "owner_id")
        .ifPresent(owner -> parts.add(words.text("audit.owner", KeyRow.shortOwner(owner, tenant))));
    if (parts.isEmpty() && record.action().startsWith(PREFIX) && namesOwnersKey(record)) {
      parts.add(words.text("audit.by-owner"));
    }
  }

  /// Whether a list says no more than which keys it is about.
  private static boolean namesKeysAlone(Value details) {
    return details instanceof Value.Items(List<Value> items)
        && !items.isEmpty()
        && items.stream()
            .allMatch(
                item ->
                    item instanceof Value.Fields(Map<String, Value> fields)
                        && HEAD.containsAll(fields.keySet()));
  }

  private static boolean namesOwnersKey(AuditRecord record) {
    return !AuditRecord.keyIdIn(record.details()).isEmpty();
  }

  private void tellRest(AuditRecord record, List<String> parts, Set<String> told) {
    Value.Fields fields = record.fields().orElse(Value.Fields.EMPTY);
    List<AuditChange> changes = AuditChange.of(record.details());
    for (Map.Entry<String, Value> each : record.details().fields().entrySet()) {
      String name = each.getKey();
      boolean elsewhere =
          told.contains(name)
              || AuditChange.tells(changes, name)
              || (TOLD_ELSEWHERE.contains(name) && each.getValue() instanceof Value.Text);
      if (!elsewhere) {
        parts.add(field(name) + ": " + brief(name, each.getValue()));
      }
    }
    fields
        .fields()
        .forEach(
            (name, value) -> {
              if (name.equals("details")) {
                if (!(value instanceof Value.Fields) && !namesKeysAlone(value)) {
                  parts.add(brief(value));
                }
              } else if (!ENVELOPE.contains(name)) {
                parts.add(AuditValues.oneLine(name) + ": " + brief(value));
              }
            });
  }
}
