package keyconsole.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Timestamps;

/// Audit lines in the backend's own text, in a file a day, the same for the same numbers. 1,000,000
/// lines are some 230 MB.
///
/// @param days how many files, the last one that of [#LAST]
/// @param lines in all files together
/// @param accented whether most names have an accent, so that most lines hold an escape
public record GeneratedAudit(int days, int lines, boolean accented) {

  public static final LocalDate LAST = LocalDate.of(2026, 11, 22);

  private static final String[] ACTIONS = {
    "api_key_created", "api_key_rotated", "api_key_revoked", "api_key_updated", "api_key_suspended"
  };
  private static final String[] NAMES = {
    "Billing export", "CI pipeline", "Nightly report", "Données", "東京 search", "Say \"hello\""
  };

  /// Writes the files.
  public void write(Path auditFolder) {
    for (int day = 0; day < days; day++) {
      int from = (int) ((long) lines * day / days);
      int to = (int) ((long) lines * (day + 1) / days);
      writeDay(auditFolder, LAST.minusDays(days - 1L - day), to - from);
    }
  }

  /// A line of the first moment of a day, with its line feed.
  static byte[] line(LocalDate day) {
    Instant moment = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    String text =
        new String(
            Json.line(record(moment, new SplittableRandom(1), "Key ")), StandardCharsets.US_ASCII);
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private void writeDay(Path folder, LocalDate day, int count) {
    SplittableRandom random = new SplittableRandom(day.toEpochDay());
    long start = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("audit_" + day + ".jsonl"))) {
      for (int i = 0; i < count; i++) {
        long micros = 86_400_000_000L * i / count;
        Instant moment = Instant.ofEpochSecond(start, micros * 1_000);
        out.write(
            new String(
                Json.line(record(moment, random, accented ? "Cl\u00e9 " : "Key ")),
                StandardCharsets.US_ASCII));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Value.Fields record(Instant moment, SplittableRandom random, String kind) {
    Map<String, Value> details = new LinkedHashMap<>();
    details.put(
        "key_id", new Value.Text(new UUID(random.nextLong(), random.nextLong()).toString()));
    int name = random.nextInt(100);
    details.put(
        "name", new Value.Text(name < NAMES.length ? NAMES[name] : kind + random.nextInt(10_000)));
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("timestamp", new Value.Text(Timestamps.format(moment)));
    line.put("action", new Value.Text(ACTIONS[random.nextInt(ACTIONS.length)]));
    line.put("user_id", new Value.Text("user" + random.nextInt(200) + "@acme.example"));
    line.put("tenant", new Value.Text("acme.example"));
    line.put("details", new Value.Fields(details));
    return new Value.Fields(line);
  }
}
