package keyconsole.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import keyconsole.audit.AuditFound;
import keyconsole.audit.AuditQuery;
import keyconsole.audit.AuditSearch;
import keyconsole.audit.AuditView;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyId;
import keyconsole.domain.Value;
import keyconsole.store.TighteningJournal.Entry;
import keyconsole.store.TighteningJournal.Kept;
import keyconsole.store.TighteningJournal.Line;
import keyconsole.store.Timestamps;

/// What the audit log says of some keys, and what that says of lines of the journal.
///
/// The console writes the moment of a deed into the key file's `updated_at`, into the journal and
/// into the audit line, so a line bears out an entry only where the moments are the same, the
/// action explains every field that the entry changes, and the values that it tells are those of
/// the entry. The log is as easily written as the journal; who writes both, or the key file itself,
/// can revoke a key without any of this.
final class ReturnWords {

  static final String BLOCKED = "api_key_reinstated_blocked";
  static final String KEPT = "api_key_return_kept";
  static final String UNDONE = "api_key_return_undone";

  /// How far a line of the backend may be from the `updated_at` of its deed: it takes both, one
  /// after the other.
  private static final Duration SAME_DEED = Duration.ofSeconds(2);

  private static final int PAGE = 1_000;
  private static final String UPDATED_AT = "updated_at";

  /// What says that somebody wants more access than before.
  private static final Set<String> WIDENING = Set.of("api_key_resumed", "api_key_updated");

  private final Map<KeyId, List<Word>> byKey;
  private final Map<String, Evidence> told;

  /// A line of the audit log.
  record Word(String action, Instant at, Value.Fields details) {}

  /// @param told what was found out before, by the line's id; it is added to
  ReturnWords(Map<KeyId, List<Word>> byKey, Map<String, Evidence> told) {
    this.byKey = byKey;
    this.told = told;
  }

  /// What is said of some keys from a moment on.
  ///
  /// @throws keyconsole.store.StoreException if the log cannot be read
  static ReturnWords read(
      AuditView log, Set<KeyId> keys, Instant since, Map<String, Evidence> told) {
    AuditFound found =
        AuditSearch.search(log, AuditQuery.since(since), () -> false, _ -> {}).requireRead();
    Map<KeyId, List<Word>> words = new HashMap<>();
    for (int from = 0; from < found.size(); from += PAGE) {
      for (AuditRecord record : found.requireRecords(from, PAGE)) {
        // Only what a console or the backend writes bears out a deed: details that are one object.
        Optional<KeyId> key =
            KeyId.parse(AuditRecord.keyIdIn(record.details())).filter(keys::contains);
        if (key.isPresent() && record.moment().isPresent()) {
          words
              .computeIfAbsent(key.get(), _ -> new ArrayList<>())
              .add(new Word(record.action(), record.moment().get(), record.details()));
        }
      }
    }
    return new ReturnWords(words, told);
  }

  private List<Word> of(KeyId key) {
    return byKey.getOrDefault(key, List.of());
  }

  /// How far the audit log bears out a line of the journal.
  enum Evidence {
    /// It does not.
    NONE,
    /// It says that such a change was made, but not which values it set.
    CHANGE,
    /// It says all that the line tells.
    WHOLE
  }

  /// How far the audit log says that what a line of the journal tells was done. What it has said
  /// once it does not take back.
  Evidence bearOut(Line line) {
    Evidence known = told.getOrDefault(line.id(), Evidence.NONE);
    if (known == Evidence.NONE) {
      known = look(line);
      if (known != Evidence.NONE) {
        told.put(line.id(), known);
      }
    }
    return known;
  }

  private Evidence look(Line line) {
    return switch (line) {
      case Kept kept ->
          of(kept.key()).stream()
                  .anyMatch(word -> word.action().equals(KEPT) && word.at().equals(kept.at()))
              ? Evidence.WHOLE
              : Evidence.NONE;
      case Entry entry -> bearOut(entry);
    };
  }

  /// Over which file the backend may write another one no line of the log tells.
  private Evidence bearOut(Entry entry) {
    if (entry.from().isPresent() || !touches(entry)) {
      return Evidence.NONE;
    }
    Evidence least = Evidence.WHOLE;
    for (String field : entry.is().fields().keySet()) {
      Evidence found = field.equals(UPDATED_AT) ? Evidence.WHOLE : bearOut(entry, field);
      least = found.compareTo(least) < 0 ? found : least;
    }
    return least;
  }

  private Evidence bearOut(Entry entry, String field) {
    return of(entry.key()).stream()
        .filter(word -> word.at().equals(entry.at()))
        .map(word -> bearOut(word, entry, field))
        .max(Comparator.naturalOrder())
        .orElse(Evidence.NONE);
  }

  /// Where a line tells the values, they must be the entry's. Where it names fields alone, as it
  /// does of a hash, nothing is known of values but of the status that its action names.
  private static Evidence bearOut(Word word, Entry entry, String field) {
    if (word.details().get("changed").orElse(Value.NOTHING) instanceof Value.Fields changed
        && changed.get(field).orElse(Value.NOTHING) instanceof Value.Fields pair) {
      return told(pair, value(entry.was(), field), value(entry.is(), field));
    }
    Set<String> names = new TreeSet<>();
    addExplained(names, word, entry.is());
    if (!names.contains(field)) {
      return Evidence.NONE;
    }
    return field.equals(KeyField.STATUS.text()) ? Evidence.WHOLE : Evidence.CHANGE;
  }

  private static Evidence told(Value.Fields pair, Value was, Value is) {
    if (!KeyFields.tells(pair, was, is)) {
      return Evidence.NONE;
    }
    return KeyFields.isToldWhole(is) ? Evidence.WHOLE : Evidence.CHANGE;
  }

  private static Value value(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING);
  }

  /// A deed sets `updated_at` to its own moment, from an earlier one.
  private static boolean touches(Entry entry) {
    return entry.was().get(UPDATED_AT).orElse(Value.NOTHING) instanceof Value.Text(String before)
        && Timestamps.parse(before).filter(moment -> moment.isBefore(entry.at())).isPresent();
  }

  private static void addExplained(Set<String> to, Word word, Value.Fields is) {
    switch (word.action()) {
      case "api_key_revoked" -> addStatus(to, is, "revoked");
      case "api_key_suspended" -> addStatus(to, is, "suspended");
      case "api_key_resumed" -> addStatus(to, is, "active");
      case "api_key_rotated" -> {
        if (word.details().get("successor_id").isPresent()) {
          to.add(KeyField.EXPIRES_AT.text());
        } else {
          to.add(KeyField.HASH.text());
          to.add(KeyField.LAST_ROTATED.text());
        }
      }
      case "api_key_updated" -> addUpdated(to, word, is);
      case UNDONE -> {
        for (KeyField field : KeyField.values()) {
          to.add(field.text());
        }
      }
      default -> {
        // Says nothing of what an entry could tell.
      }
    }
  }

  private static void addStatus(Set<String> to, Value.Fields is, String status) {
    if (is.get(KeyField.STATUS.text()).equals(Optional.of(new Value.Text(status)))) {
      to.add(KeyField.STATUS.text());
    }
  }

  private static void addUpdated(Set<String> to, Word word, Value.Fields is) {
    if (word.details().get("successor_id").isPresent()) {
      to.add(KeyField.EXPIRES_AT.text());
    }
    Set<String> changed = AuditRecord.changed(word.details());
    for (KeyField field : KeyField.values()) {
      if (changed.contains(field.group()) || changed.contains(field.text())) {
        to.add(field.text());
      }
    }
    // An expired key that gets another expiry is active again.
    if (to.contains(KeyField.EXPIRES_AT.text())) {
      addStatus(to, is, "active");
    }
  }

  /// Whether somebody who keeps no journal widened a key's access behind a moment and up to
  /// another.
  boolean widenedWithin(KeyId key, Instant behind, Instant upTo) {
    return of(key).stream()
        .filter(word -> WIDENING.contains(word.action()))
        .anyMatch(word -> word.at().isAfter(behind) && !word.at().isAfter(upTo));
  }

  /// Whether an audit line tells of the deed that gave a key its present state.
  ///
  /// @param updatedAt of the key
  boolean tellOf(KeyId key, Instant updatedAt) {
    return of(key).stream()
        .filter(word -> WIDENING.contains(word.action()) || word.action().equals("api_key_rotated"))
        .anyMatch(word -> Duration.between(updatedAt, word.at()).abs().compareTo(SAME_DEED) <= 0);
  }
}
