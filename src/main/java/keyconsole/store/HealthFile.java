package keyconsole.store;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.Message;
import keyconsole.domain.Snooze;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.domain.Value;
import keyconsole.store.Json.JsonException;

/// What the administrators agree on about the tenant's health, in `.console/health.jsonl`: a line
/// with the thresholds that are not the standard's, and one for each finding that is put off.
///
/// It stands in the tenant's folder since it is the tenant's: all administrators see the same
/// findings, and the report of a month says the same whoever makes it. Whoever can write the folder
/// can write a line. That hides a finding at most: what is put off is still counted and shown with
/// its reason, not for longer than [Snooze#LONGEST], and what opens access or loses proof cannot be
/// put off at all. Lines that cannot be read, or say what cannot be, are nobody's. Any thread.
public final class HealthFile {

  static final String FILE = "health.jsonl";

  /// A larger file is none of ours.
  static final int MOST_BYTES = 4 << 20;

  private static final String THRESHOLDS = "thresholds";
  private static final String PUT_OFF = "put_off";

  private final ConsoleLines file;

  public HealthFile(TenantDirectory directory) {
    this.file = new ConsoleLines(directory, FILE);
  }

  /// What it says; of lines about the same the last one counts.
  ///
  /// @throws StoreException if it cannot be read
  public HealthNotes read() {
    requireOurs();
    return parsed(file.read());
  }

  /// Puts something else in its place, with the lock held. What has ended by then is left out.
  ///
  /// @param change from what it says to what it shall say
  /// @return what it says then
  /// @throws StoreException if that cannot be done
  public HealthNotes change(Instant now, UnaryOperator<HealthNotes> change) {
    requireOurs();
    HealthNotes[] next = {HealthNotes.NONE};
    file.replace(
        before -> {
          next[0] = change.apply(parsed(before));
          return text(next[0], now);
        });
    return next[0];
  }

  private void requireOurs() {
    if (file.extent().filter(extent -> extent.size() > MOST_BYTES).isPresent()) {
      throw new StoreException(
          Message.of(FileTrouble.TOO_LARGE_FOR_NOTES, file.file()), file.file());
    }
  }

  private static HealthNotes parsed(byte[] text) {
    Thresholds thresholds = Thresholds.STANDARD;
    Map<String, Snooze> snoozes = new LinkedHashMap<>();
    int from = 0;
    for (int at = 0; at < text.length; at++) {
      if (text[at] == '\n') {
        Value.Fields line = line(Arrays.copyOfRange(text, from, at));
        thresholds = object(line, THRESHOLDS).map(HealthFile::thresholds).orElse(thresholds);
        object(line, PUT_OFF)
            .flatMap(HealthFile::snooze)
            .ifPresent(snooze -> snoozes.put(snooze.finding(), snooze));
        from = at + 1;
      }
    }
    return new HealthNotes(thresholds, snoozes);
  }

  private static Value.Fields line(byte[] text) {
    try {
      return Json.parse(text) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
    } catch (JsonException e) {
      // Damaged, or not ours: it says nothing.
      return Value.Fields.EMPTY;
    }
  }

  private static Thresholds thresholds(Value.Fields fields) {
    Thresholds thresholds = Thresholds.STANDARD;
    for (Threshold threshold : Threshold.values()) {
      Optional<Integer> value = number(fields, name(threshold)).filter(threshold::allows);
      if (value.isPresent()) {
        thresholds = thresholds.with(threshold, value.get());
      }
    }
    return thresholds;
  }

  private static Optional<Snooze> snooze(Value.Fields fields) {
    Optional<Instant> until = text(fields, "until").flatMap(Timestamps::parse);
    Optional<Instant> at = text(fields, "at").flatMap(Timestamps::parse);
    return until.isEmpty() || at.isEmpty()
        ? Optional.empty()
        : Optional.of(
                new Snooze(
                    text(fields, "finding").orElse(""),
                    until.get(),
                    text(fields, "reason").orElse(""),
                    text(fields, "by").orElse(""),
                    at.get()))
            .filter(Snooze::isSound);
  }

  private static byte[] text(HealthNotes notes, Instant now) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (!notes.thresholds().changed().isEmpty()) {
      Map<String, Value> changed = new LinkedHashMap<>();
      notes
          .thresholds()
          .changed()
          .forEach((threshold, value) -> changed.put(name(threshold), Value.Numeral.of(value)));
      add(text, THRESHOLDS, changed);
    }
    new TreeMap<>(notes.snoozes())
        .values().stream()
            .filter(snooze -> snooze.holds(now))
            .forEach(snooze -> add(text, PUT_OFF, fields(snooze)));
    return text.toByteArray();
  }

  private static Map<String, Value> fields(Snooze snooze) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("finding", new Value.Text(snooze.finding()));
    fields.put("until", new Value.Text(Timestamps.format(snooze.until())));
    fields.put("reason", new Value.Text(snooze.reason()));
    fields.put("by", new Value.Text(snooze.by()));
    fields.put("at", new Value.Text(Timestamps.format(snooze.at())));
    return fields;
  }

  private static void add(ByteArrayOutputStream text, String kind, Map<String, Value> what) {
    text.writeBytes(Json.line(new Value.Fields(Map.of(kind, new Value.Fields(what)))));
    text.write('\n');
  }

  private static String name(Threshold threshold) {
    return threshold.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Value.Fields> object(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Fields object
        ? Optional.of(object)
        : Optional.empty();
  }

  private static Optional<String> text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<Integer> number(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Numeral(String text)
            && text.matches("\\d{1,9}")
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }
}
