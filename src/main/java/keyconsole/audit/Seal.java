package keyconsole.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Json.JsonException;
import keyconsole.store.Timestamps;

/// What a witness says of an audit file at a moment: so many bytes, and what they digest to.
///
/// @param number from 1, in the order in which its key signed
/// @param length in bytes, up to and with a line feed
/// @param chain see [SealHash]; hex
/// @param marks digest of the [SealMarks] of these lines; hex
/// @param run number of the seal that this file's sealing began with: each acknowledged purge
///   begins another run
/// @param witness `user@host`
/// @param key names the key that signed it
/// @param before digest of the line of the seal before it, so that none can be left out; empty for
///   the first
/// @param reason where it acknowledges that what was sealed before is not there any more
record Seal(
    long number,
    String file,
    long length,
    long lines,
    String chain,
    String marks,
    long run,
    Instant at,
    String witness,
    String key,
    String before,
    Optional<String> reason) {

  /// Stands before the signature, which ends the line.
  private static final String SIGNED_WITH = ", \"hmac\": \"";

  /// Of the signature and all that stands around it: 64 hex digits, a quote and a brace.
  private static final int SIGNATURE_LENGTH = SIGNED_WITH.length() + 64 + 2;

  /// All but the signature, which is made over these bytes.
  byte[] unsigned() {
    return Json.line(fields());
  }

  /// The line, without its line feed.
  byte[] line(String signature) {
    Map<String, Value> signed = new LinkedHashMap<>(fields().fields());
    signed.put("hmac", new Value.Text(signature));
    return Json.line(new Value.Fields(signed));
  }

  private Value.Fields fields() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("seal", Value.Numeral.of(number));
    fields.put("file", new Value.Text(file));
    fields.put("length", Value.Numeral.of(length));
    fields.put("lines", Value.Numeral.of(lines));
    fields.put("chain", new Value.Text(chain));
    fields.put("marks", new Value.Text(marks));
    fields.put("run", Value.Numeral.of(run));
    fields.put("at", new Value.Text(Timestamps.format(at)));
    fields.put("witness", new Value.Text(witness));
    fields.put("key", new Value.Text(key));
    fields.put("before", new Value.Text(before));
    reason.ifPresent(text -> fields.put("reason", new Value.Text(text)));
    return new Value.Fields(fields);
  }

  /// The seal on a line, whoever signed it; empty where it is not to the byte what [#line] would
  /// write.
  static Optional<Seal> read(byte[] line) {
    return fields(line)
        .flatMap(
            fields ->
                text(fields, "hmac")
                    .flatMap(
                        signature ->
                            of(fields).filter(it -> Arrays.equals(it.line(signature), line))));
  }

  /// The seal on a line that a key has signed; empty where it has not. What it signed [#line]
  /// wrote, so that it need not be written once more to be compared, which takes most of the time
  /// of a [#read].
  static Optional<Seal> signedBy(SealKey key, byte[] line) {
    int from = line.length - SIGNATURE_LENGTH;
    if (from < 1 || !isAt(line, from, SIGNED_WITH) || !isAt(line, line.length - 2, "\"}")) {
      return Optional.empty();
    }
    byte[] unsigned = Arrays.copyOf(line, from + 1);
    unsigned[from] = '}';
    String signature = text(line, from + SIGNED_WITH.length(), line.length - 2);
    return key.signed(unsigned, signature) ? fields(line).flatMap(Seal::of) : Optional.empty();
  }

  private static boolean isAt(byte[] line, int from, String text) {
    return text(line, from, from + text.length()).equals(text);
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static Optional<Value.Fields> fields(byte[] line) {
    try {
      return Json.parse(line) instanceof Value.Fields fields
          ? Optional.of(fields)
          : Optional.empty();
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static Optional<Seal> of(Value.Fields fields) {
    return text(fields, "at")
        .flatMap(Timestamps::parse)
        .map(
            at ->
                new Seal(
                    number(fields, "seal"),
                    text(fields, "file").orElse(""),
                    number(fields, "length"),
                    number(fields, "lines"),
                    text(fields, "chain").orElse(""),
                    text(fields, "marks").orElse(""),
                    number(fields, "run"),
                    at,
                    text(fields, "witness").orElse(""),
                    text(fields, "key").orElse(""),
                    text(fields, "before").orElse(""),
                    text(fields, "reason")));
  }

  static Optional<String> text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  static long number(Value.Fields fields, String name) {
    try {
      return fields.get(name).orElse(Value.NOTHING) instanceof Value.Numeral(String text)
          ? Long.parseLong(text)
          : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
