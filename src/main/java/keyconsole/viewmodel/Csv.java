package keyconsole.viewmodel;

import java.util.List;
import java.util.stream.Collectors;

/// Tables for other programs: RFC 4180. Names come from people who need not be trusted, so a cell
/// that a spreadsheet would take for a formula begins with an apostrophe.
final class Csv {

  /// The full-width ones count in some spreadsheets.
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private Csv() {}

  /// The records as a file's text.
  static String text(List<List<String>> records) {
    return records.stream().map(Csv::line).collect(Collectors.joining());
  }

  /// One record with its line end.
  static String line(List<String> record) {
    return record.stream()
        .map(cell -> quoted(safe(cell)))
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  /// The records for the clipboard: a spreadsheet puts what stands between tabs into cells.
  static String tabbed(List<List<String>> records) {
    return records.stream()
        .map(
            record ->
                record.stream()
                    .map(cell -> safe(cell).replaceAll("[\\t\\r\\n]", " "))
                    .collect(Collectors.joining("\t")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String safe(String cell) {
    boolean formula = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
    return formula ? "'" + cell : cell;
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
