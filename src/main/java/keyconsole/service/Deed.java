package keyconsole.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.audit.AuditLog;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.AuditJournal;
import keyconsole.store.StoreException;

/// One administrative deed: who does it, when, and the audit lines that it leaves.
///
/// The contract wants the key file first and the line behind it. So [#enter] keeps the line
/// beforehand where it is found again, see [AuditJournal]; what fails behind the deed all the same
/// undoes nothing and must hide nothing, least of all a raw key: it is kept as a trouble, to be
/// told with the deed.
final class Deed {

  private final AuditLog audit;
  private final AuditJournal journal;
  private final Instant moment;
  private final String actor;
  private final List<Message> troubles = new ArrayList<>();
  private Optional<StoreException> first = Optional.empty();
  private Optional<AuditJournal.Entered> entered = Optional.empty();

  Deed(AuditLog audit, AuditJournal journal, String actor, Instant moment) {
    this.audit = audit;
    this.journal = journal;
    this.actor = actor;
    this.moment = moment;
  }

  Instant moment() {
    return moment;
  }

  /// Refuses the deed where the audit log could not take its lines. Changes no line.
  void prove() {
    audit.prepare(moment);
  }

  /// Another change begins: what was entered of the one before is settled later.
  void begin() {
    entered = Optional.empty();
  }

  /// Enters the line of a change that is about to be made, so that it is not lost. To be called
  /// once more where the change turns out to be another one.
  ///
  /// @throws StoreException if the audit log could not take the line, or it cannot be entered
  void enter(String fileName, String action, ApiKey key, Map<String, Value> more) {
    entered
        .filter(before -> before.fileName().equals(fileName))
        .ifPresent(AuditJournal.Entered::forget);
    entered = Optional.empty();
    entered =
        Optional.of(
            journal.enter(
                fileName, key, moment, audit.line(moment, action, actor, details(key, more))));
  }

  /// Adds a line for a key that was changed: the one that was entered, where one was.
  void record(String action, ApiKey key, Map<String, Value> more) {
    try {
      if (entered.isPresent()) {
        entered.get().complete();
      } else {
        audit.record(moment, action, actor, details(key, more));
      }
    } catch (StoreException e) {
      trouble(Message.of(FileTrouble.AUDIT_LINE_MISSING, action, e.told()), e);
    } finally {
      entered = Optional.empty();
    }
  }

  private Value.Fields details(ApiKey key, Map<String, Value> more) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put("key_id", new Value.Text(key.id().text()));
    details.put("name", new Value.Text(key.name()));
    details.putAll(more);
    if (!actor.equals(key.ownerId())) {
      details.put("owner_id", new Value.Text(key.ownerId()));
    }
    return new Value.Fields(details);
  }

  /// Notes something that belongs to the deed and could not be done.
  void trouble(Message what, StoreException e) {
    first = first.or(() -> Optional.of(e));
    troubles.add(what);
  }

  /// What could not be done.
  List<Message> troubles() {
    return List.copyOf(troubles);
  }

  /// @throws StoreException if there were troubles; it says that the change was made all the same
  void requireNoTrouble() {
    first.ifPresent(
        e -> {
          Message all =
              troubles.stream()
                  .reduce((one, next) -> Message.of(FileTrouble.AND, one, next))
                  .orElseThrow();
          throw new StoreException(Message.of(FileTrouble.DONE_IN_PART, all), e.file(), e);
        });
  }
}
