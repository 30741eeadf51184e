package keyconsole.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.LineRecords;
import keyconsole.store.Timestamps;

/// What stands on one ended line: one record as a rule.
///
/// @param problem why the line, or a piece of it, cannot be read
record ParsedLine(List<Value.Fields> records, Optional<Message> problem) {

  static ParsedLine of(byte[] bytes, int from, int to) {
    List<Value.Fields> records = new ArrayList<>(1);
    LineRecords.Outcome outcome =
        LineRecords.read(
            bytes,
            from,
            to,
            true,
            fields -> {
              records.add(fields);
              return Optional.empty();
            });
    return new ParsedLine(records, outcome.reason());
  }

  /// When a record was made; empty where it does not say so.
  static Optional<Instant> moment(Value.Fields record) {
    return record.get("timestamp").orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Timestamps.parse(text)
        : Optional.empty();
  }
}
