package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Unseen;
import keyconsole.service.KeyService;

/// Reads a file with keys to make, a row a key, and judges each row as the service would. Writes
/// nothing. Blocks; not on the UI thread.
final class BulkReader {

  /// Rows that a file may have.
  static final int MOST_ROWS = 10_000;

  /// Bytes that a file may have.
  static final int LARGEST = 16 << 20;

  private final KeyWords words;
  private final BulkCells cells;
  private final Map<String, String> there = new HashMap<>();

  /// @param actor whose a key is where no owner is named
  BulkReader(KeyService service, KeyWords words, String actor) {
    this.words = words;
    List<KeyTemplate> templates =
        new TemplateWords(words).inEveryLanguage(service.templates().list().templates());
    this.cells = new BulkCells(service, words, templates, actor);
    for (ApiKey key : service.list()) {
      there.putIfAbsent(plain(key.name()), key.ownerId());
    }
  }

  BulkPlan read(byte[] file) {
    List<CsvTable.Row> rows;
    try {
      rows = CsvTable.read(file).rows();
    } catch (CsvTable.NoText e) {
      return BulkPlan.wrong(words.text("bulk.no-text", e.line()));
    }
    if (rows.isEmpty()) {
      return BulkPlan.wrong(words.text("bulk.empty"));
    }
    if (rows.size() - 1 > MOST_ROWS) {
      return BulkPlan.wrong(words.text("bulk.too-many", rows.size() - 1, MOST_ROWS));
    }
    List<String> mistakes = new ArrayList<>();
    Map<BulkColumn, Integer> places = places(rows.getFirst(), mistakes::add);
    if (!mistakes.isEmpty()) {
      return new BulkPlan(List.of(), mistakes);
    }
    if (rows.size() == 1) {
      return BulkPlan.wrong(words.text("bulk.no-rows"));
    }
    return new BulkPlan(rows(rows, places), List.of());
  }

  private Map<BulkColumn, Integer> places(CsvTable.Row head, Consumer<String> mistake) {
    Map<BulkColumn, Integer> places = new EnumMap<>(BulkColumn.class);
    if (head.fault() != CsvTable.Fault.NONE) {
      mistake.accept(words.text("bulk.fault." + head.fault()));
    }
    for (int i = 0; i < head.cells().size(); i++) {
      String header = head.cells().get(i);
      Optional<BulkColumn> column = BulkColumn.of(header);
      if (column.isEmpty()) {
        mistake.accept(
            header.isBlank()
                ? words.text("bulk.no-header", i + 1)
                : words.text("bulk.unknown-header", header.strip()));
      } else if (places.putIfAbsent(column.get(), i) != null) {
        mistake.accept(words.text("bulk.twice-header", column.get().title()));
      }
    }
    if (!places.containsKey(BulkColumn.NAME)) {
      mistake.accept(words.text("bulk.no-name-header"));
    }
    return places;
  }

  private List<BulkRow> rows(List<CsvTable.Row> rows, Map<BulkColumn, Integer> places) {
    Map<String, Integer> seen = new HashMap<>();
    int width = rows.getFirst().cells().size();
    List<BulkRow> all = new ArrayList<>();
    for (CsvTable.Row row : rows.subList(1, rows.size())) {
      BulkRow read = cells.read(row, places, width);
      List<String> warnings = new ArrayList<>(read.warnings());
      warn(read, seen, warnings::add);
      all.add(new BulkRow(read.line(), read.cells(), read.request(), read.mistakes(), warnings));
    }
    return all;
  }

  private void warn(BulkRow row, Map<String, Integer> seen, Consumer<String> warning) {
    Stream.of(row.request().name(), row.request().ownerId())
        .filter(Unseen::isIn)
        .forEach(text -> warning.accept(words.text("bulk.unseen", text)));
    String name = plain(row.request().name());
    if (name.isEmpty()) {
      return;
    }
    Integer before = seen.putIfAbsent(name, row.line());
    if (before != null) {
      warning.accept(words.text("bulk.twice", before));
    }
    Optional.ofNullable(there.get(name))
        .ifPresent(owner -> warning.accept(words.text("bulk.there", owner)));
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
