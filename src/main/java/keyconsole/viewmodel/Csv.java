package keyconsole.viewmodel;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tables for other programs: RFC 4180. Names come from people who need not be trusted, so what a
/// spreadsheet would take for a formula has an apostrophe before it. That is at the beginning of a
/// cell, and within it behind whatever may separate cells or rows for a spreadsheet that does not
/// go by commas: in half of Europe it goes by semicolons, and then a comma or a quote keeps nothing
/// together.
final class Csv {

  /// The full-width ones count in some spreadsheets.
  private static final String SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20";

  private static final String BREAKS = ";\t\r\n";

  /// What is a formula unless an apostrophe stands there. Apostrophes that are there already get
  /// one more, so that taking one away gives what was there.
  private static final String BEGIN = "(?='*[\t\r\n" + SIGNS + "])";

  /// A quote there is one that begins a cell, and is gone once it is read.
  private static final String WITHIN = "(?=['\"]*[" + SIGNS + "])";

  private static final String BEHIND_BREAK = "(?<=[" + BREAKS + "])";
  private static final Pattern FORMULA = Pattern.compile("^" + BEGIN + "|" + BEHIND_BREAK + WITHIN);
  private static final Pattern APOSTROPHE =
      Pattern.compile("^'" + BEGIN + "|" + BEHIND_BREAK + "'" + WITHIN);

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
    return mayHoldFormula(cell) ? FORMULA.matcher(cell).replaceAll("'") : cell;
  }

  /// Most cells are ruled out by a look at them.
  private static boolean mayHoldFormula(String cell) {
    if (cell.isEmpty()) {
      return false;
    }
    char first = cell.charAt(0);
    return first == '\''
        || CsvTable.beginsFormula(cell)
        || cell.chars().anyMatch(c -> BREAKS.indexOf(c) >= 0);
  }

  /// A cell without the apostrophes that it was written with.
  static String withoutApostrophes(String cell) {
    return cell.indexOf('\'') < 0 ? cell : APOSTROPHE.matcher(cell).replaceAll("");
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
