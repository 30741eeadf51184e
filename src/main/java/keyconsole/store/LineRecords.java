package keyconsole.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import keyconsole.domain.FileProblem;
import keyconsole.domain.JsonMistake;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.Json.JsonException;

/// Takes the records out of one log line: one as a rule, more where whole ones are glued to each
/// other, and those that are whole behind a piece that another program's line cut off.
public final class LineRecords {

  /// How the backend's lines begin: where a record may start behind a broken one.
  private static final byte[] BEGINNING = "{\"timestamp\": \"".getBytes(StandardCharsets.US_ASCII);

  private LineRecords() {}

  /// What came of a line.
  ///
  /// @param taken the offset behind the last record that was taken, or the line's start
  /// @param reason why the rest could not be read; empty where nothing is left
  public record Outcome(int taken, Optional<Message> reason) {}

  /// Hands over the records between two offsets.
  ///
  /// @param ended whether the whole line is there; else nothing behind an unreadable piece counts
  /// @param take takes a record, or says why it cannot be one
  public static Outcome read(
      byte[] bytes,
      int from,
      int to,
      boolean ended,
      Function<Value.Fields, Optional<Message>> take) {
    Optional<Message> reason = Optional.empty();
    int taken = from;
    int next = skipSpace(bytes, from, to);
    while (next < to) {
      JsonReader reader = new JsonReader(bytes, next, to);
      Optional<Value> value = Optional.empty();
      Optional<Message> bad;
      try {
        value = Optional.of(reader.next());
        bad =
            value.get() instanceof Value.Fields f
                ? take.apply(f)
                : Optional.of(Message.of(FileProblem.LINE_NO_OBJECT));
      } catch (JsonException e) {
        bad = Optional.of(told(e, from));
      }
      if (bad.isPresent() && !ended) {
        return new Outcome(taken, bad);
      }
      reason = reason.isPresent() ? reason : bad;
      next =
          value.isPresent() ? skipSpace(bytes, reader.position(), to) : find(bytes, next + 1, to);
      taken = value.isPresent() ? reader.position() : taken;
    }
    return new Outcome(ended ? to : taken, reason);
  }

  private static Message told(JsonException e, int lineStart) {
    return e.isCut()
        ? e.mistake()
        : Message.of(JsonMistake.AT_BYTE, e.mistake(), e.position() - lineStart);
  }

  private static int skipSpace(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r')) {
      i++;
    }
    return i;
  }

  private static int find(byte[] bytes, int from, int to) {
    for (int i = from; i <= to - BEGINNING.length; i++) {
      if (Arrays.equals(bytes, i, i + BEGINNING.length, BEGINNING, 0, BEGINNING.length)) {
        return i;
      }
    }
    return to;
  }
}
