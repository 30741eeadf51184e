package keyconsole.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import keyconsole.domain.AuditFinding.Change;
import keyconsole.domain.AuditFinding.What;
import keyconsole.domain.KeyField;

/// A change of a key file that was seen and that not all is explained of yet. One thread at a time.
final class OpenChange {

  private final UUID key;
  private final String name;
  private final What what;
  private final List<Change> fields;
  private final Instant from;
  private final Instant to;
  private final long look;
  private final Optional<Instant> updatedAt;
  private final Optional<Instant> expiry;
  private boolean existenceOpen;

  /// @param what made, changed or gone
  /// @param fields that are to be explained
  /// @param from when the key was last seen as before
  /// @param to when it was first seen as it is now
  /// @param look the number of the look that saw it
  /// @param updatedAt as the file has it now; empty where it is gone
  /// @param expiry the earlier one of before and after
  /// @param existenceOpen whether that the file came or went is to be explained
  OpenChange(
      UUID key,
      String name,
      What what,
      List<Change> fields,
      Instant from,
      Instant to,
      long look,
      Optional<Instant> updatedAt,
      Optional<Instant> expiry,
      boolean existenceOpen) {
    this.key = key;
    this.name = name;
    this.what = what;
    this.fields = new ArrayList<>(fields);
    this.from = from;
    this.to = to;
    this.look = look;
    this.updatedAt = updatedAt;
    this.expiry = expiry;
    this.existenceOpen = existenceOpen;
  }

  UUID key() {
    return key;
  }

  String name() {
    return name;
  }

  What what() {
    return what;
  }

  List<Change> fields() {
    return fields;
  }

  Instant from() {
    return from;
  }

  Instant to() {
    return to;
  }

  long look() {
    return look;
  }

  Optional<Instant> updatedAt() {
    return updatedAt;
  }

  Optional<Instant> expiry() {
    return expiry;
  }

  boolean isExistenceOpen() {
    return existenceOpen;
  }

  void existenceIsExplained() {
    existenceOpen = false;
  }

  boolean isExplained() {
    return !existenceOpen && fields.isEmpty();
  }

  boolean concerns(KeyField field) {
    return fields.stream().anyMatch(change -> change.field() == field);
  }
}
