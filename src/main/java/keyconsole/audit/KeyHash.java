package keyconsole.audit;

import keyconsole.domain.AuditRecord;
import keyconsole.domain.Value;

/// What the id and the name of a record's key come to in sixteen bits each: where they come to
/// something else than a text does, they are another one, whatever the case.
final class KeyHash {

  private static final int BITS = 16;
  private static final int MASK = (1 << BITS) - 1;
  private static final int GOLDEN = 0x9E3779B9;

  /// Of details that are a list, which may tell of more keys than fit.
  private static final int ANY = -1;

  private KeyHash() {}

  /// Of the id and the name in what a record says.
  static int of(Value.Fields record) {
    if (record.get("details").orElse(Value.NOTHING) instanceof Value.Items) {
      return ANY;
    }
    Value.Fields details = AuditRecord.details(record);
    return of(Folding.fold(AuditRecord.keyIdIn(details))) << BITS
        | of(Folding.fold(AuditRecord.keyNameIn(details)));
  }

  /// Of a text that is folded.
  static int of(String folded) {
    return (folded.hashCode() * GOLDEN) >>> BITS;
  }

  /// Whether the id or the name may be a text.
  ///
  /// @param record what they come to
  /// @param text what it comes to
  static boolean mayBe(int record, int text) {
    return record == ANY || record >>> BITS == text || (record & MASK) == text;
  }
}
