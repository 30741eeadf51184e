package keyconsole.viewmodel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.domain.Value;
import keyconsole.service.AuditLines;
import keyconsole.service.JsonText;

/// Found audit records for other programs, as they were found: lines that cannot be read too.
///
/// JSONL holds the lines to the byte and nothing else, so that it can be compared with the log line
/// by line; what it is about stands in a file beside it. A line that several found records stand on
/// is there once, whole. CSV begins with rows that say what it is about. Blocks; never the UI
/// thread.
final class AuditExport {

  private static final int BATCH = 500;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

  /// As [AuditRecord#outOfOrder] has it; the same in every language.
  private static final String OUT_OF_ORDER = "out of order";

  private static final List<String> COLUMNS =
      List.of(
          "Table",
          "Time",
          "Action",
          "Actor",
          "Key id",
          "Key name",
          "Summary",
          "File",
          "Line",
          "Order",
          "Problem",
          "Raw line");

  /// What has stood beside lines from the beginning.
  private static final Set<String> ALWAYS_ABOUT =
      Set.of("tenant", "filter", "zone", "rows", "lines", "whole", "seals", "made");

  /// The times that are looked at.
  ///
  /// @param from inclusive
  /// @param before exclusive
  record Range(Instant from, Instant before) {}

  /// What is saved, and what it is about.
  ///
  /// @param from the number of the first found record
  /// @param to behind the last one
  /// @param filter the search text; empty for all
  /// @param range empty where all times are meant. The first and the last record may lie well
  ///   inside it
  /// @param seals what the seals say of the log; empty where nothing is known
  record Found(
      AuditResult result, int from, int to, String filter, Optional<Range> range, String seals) {

    int size() {
      return to - from;
    }

    private IntStream numbers() {
      return IntStream.range(from, to);
    }

    private IntStream numbersFromLast() {
      return numbers().map(number -> to - 1 - (number - from));
    }
  }

  private final Found found;
  private final AuditWords words;
  private final Instant now;
  private final IntConsumer done;

  /// @param done told on this thread how many records were written
  AuditExport(Found found, AuditWords words, Instant now, IntConsumer done) {
    this.found = found;
    this.words = words;
    this.now = now;
    this.done = done;
  }

  /// What the rows are about, in the order in which it is told.
  private Map<String, String> about() {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("Tenant", words.tenant());
    about.put("Filter", found.filter());
    about.put("Range from", time(found.range().map(Range::from)));
    about.put("Range before", time(found.range().map(Range::before)));
    about.put("From", time(AuditHistogram.timed(found.result(), found.numbers())));
    about.put("To", time(AuditHistogram.timed(found.result(), found.numbersFromLast())));
    about.put("Zone", words.zoneName());
    about.put("Rows", Integer.toString(found.size()));
    about.put("Whole", Boolean.toString(found.result().isWhole()));
    about.put("Seals", found.seals());
    about.put("Made", time(now));
    return about;
  }

  private String time(Optional<Instant> moment) {
    return moment.map(this::time).orElse("");
  }

  private String time(Instant moment) {
    return TIME.format(moment.atZone(words.zone()));
  }

  /// Writes a table: what it is about, then a row a record.
  void csv(OutputStream out) throws IOException {
    for (Map.Entry<String, String> each : about().entrySet()) {
      write(out, padded(each.getKey(), each.getValue()));
    }
    write(out, COLUMNS);
    batches(
        (from, count) -> {
          for (AuditRecord record : found.result().requireRecords(from, count)) {
            write(out, row(record));
          }
        });
  }

  private static List<String> padded(String name, String value) {
    List<String> row = new ArrayList<>(List.of(name, value));
    while (row.size() < COLUMNS.size()) {
      row.add("");
    }
    return row;
  }

  private static void write(OutputStream out, List<String> row) throws IOException {
    out.write(Csv.line(row).getBytes(StandardCharsets.UTF_8));
  }

  private List<String> row(AuditRecord record) {
    return List.of(
        "entry",
        time(record.moment()),
        record.action(),
        record.actor(),
        several(record.keys().stream().map(AuditRecord.Key::id)),
        several(record.keys().stream().map(key -> key.name().orElse(""))),
        words.summary(record),
        record.fileName(),
        Integer.toString(record.line()),
        record.outOfOrder() ? OUT_OF_ORDER : "",
        record.problem().map(words::problem).orElse(words.cut(record)),
        record.text());
  }

  /// What of several keys stands in one cell, in the same order in each column.
  private static String several(Stream<String> texts) {
    return texts.collect(Collectors.joining("; "));
  }

  /// Writes the lines.
  void jsonl(AuditLines lines, OutputStream out) throws IOException {
    batches((from, count) -> lines.copy(from, count, out));
  }

  /// What stands beside the lines.
  ///
  /// @param lines how many were written
  byte[] aboutJson(int lines) {
    Map<String, Value> fields = new LinkedHashMap<>();
    about().forEach((name, text) -> fields.put(jsonName(name), new Value.Text(text)));
    fields.put("rows", Value.Numeral.of(found.size()));
    fields.put("lines", Value.Numeral.of(lines));
    fields.put("whole", new Value.Truth(found.result().isWhole()));
    return (JsonText.write(new Value.Fields(fields)) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// Whether a file is one that stands beside lines, of this or an earlier console.
  static boolean isAbout(byte[] file) {
    try {
      return JsonText.parseObject(new String(file, StandardCharsets.UTF_8))
          .fields()
          .keySet()
          .containsAll(ALWAYS_ABOUT);
    } catch (JsonText.Malformed e) {
      return false;
    }
  }

  private static String jsonName(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private interface Batch {
    void write(int from, int count) throws IOException;
  }

  private void batches(Batch batch) throws IOException {
    for (int from = found.from(); from < found.to(); from += BATCH) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("The saving was stopped");
      }
      int count = Math.min(BATCH, found.to() - from);
      batch.write(from, count);
      done.accept(from - found.from() + count);
    }
  }

  /// A UTC day for a file's name.
  static String day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
