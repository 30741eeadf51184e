package keyconsole.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import keyconsole.domain.Value;

/// A record of the audit log, or a line of it that cannot be read.
///
/// @param fileName the day file
/// @param line from 1
/// @param moment its own time; empty where it has none that can be read
/// @param outOfOrder whether its time is before that of the record before it in the file, or on
///   another UTC day than the file's
/// @param fields what it says; empty where it cannot be read
/// @param problem why it, or its time, cannot be read
/// @param text its whole line as it stands in the file, without the line feed; the first
///   [#MOST_TEXT] bytes of a longer one
public record AuditRecord(
    String fileName,
    int line,
    Optional<Instant> moment,
    boolean outOfOrder,
    Optional<Value.Fields> fields,
    Optional<String> problem,
    String text) {

  /// Bytes of a line that are shown.
  public static final int MOST_TEXT = 128 << 10;

  private static final String TOO_LONG = "The line is longer than the 16 MiB that are read";
  private static final String NO_TIME = "timestamp is missing or not a timestamp";
  private static final String GONE = "The line is no longer there: the file was changed";

  /// The record of a row, from the bytes of its line.
  static AuditRecord of(AuditRows rows, int row, ParsedLine line, byte[] bytes, int from, int to) {
    int piece = rows.piece(row);
    String text = new String(bytes, from, Math.min(to - from, MOST_TEXT), StandardCharsets.UTF_8);
    if (piece == AuditRows.TOO_LONG) {
      return unreadable(rows, row, TOO_LONG, text);
    }
    if (piece == AuditRows.UNREADABLE) {
      return unreadable(rows, row, line.problem().orElse(GONE), text);
    }
    if (piece >= line.records().size()) {
      return unreadable(rows, row, GONE, text);
    }
    return new AuditRecord(
        rows.name(),
        rows.line(row),
        rows.moment(row),
        rows.isOutOfOrder(row),
        Optional.of(line.records().get(piece)),
        rows.hasTime(row) ? Optional.empty() : Optional.of(NO_TIME),
        text);
  }

  /// The record of a row whose file is gone.
  static AuditRecord gone(AuditRows rows, int row) {
    return unreadable(rows, row, GONE, "");
  }

  private static AuditRecord unreadable(AuditRows rows, int row, String reason, String text) {
    return new AuditRecord(
        rows.name(),
        rows.line(row),
        rows.moment(row),
        rows.isOutOfOrder(row),
        Optional.empty(),
        Optional.of(reason),
        text);
  }

  /// What was done, e.g. `api_key_revoked`; empty where it is not told as a text.
  public String action() {
    return text("action");
  }

  /// Who did it; empty where it is not told as a text.
  public String actor() {
    return text("user_id");
  }

  private String text(String name) {
    return text(fields.orElse(Value.Fields.EMPTY), name);
  }

  /// The details; empty where there are none, or they are no object.
  public Value.Fields details() {
    return fields.orElse(Value.Fields.EMPTY).get("details").orElse(Value.NOTHING)
            instanceof Value.Fields details
        ? details
        : Value.Fields.EMPTY;
  }

  /// The key it is about, as the details name it; empty where they do not.
  public String keyId() {
    return text(details(), "key_id");
  }

  /// The key's name at that time; empty where the details do not tell it.
  public String keyName() {
    return text(details(), "name");
  }

  private static String text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text) ? text : "";
  }
}
