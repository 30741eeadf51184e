package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import keyconsole.viewmodel.CsvTable.Fault;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Tables of other programs: what one writes is read, and nothing that anybody writes is misread in
/// silence or crashes.
class CsvTablePropertyTest {

  @Provide
  Arbitrary<List<List<String>>> tables() {
    return tables(cells());
  }

  /// Those of other programs, which mean an apostrophe before a formula as what it is for them.
  @Provide
  Arbitrary<List<List<String>>> othersTables() {
    return tables(cells().filter(text -> !text.matches("(?s)(.*[;\t\r\n])?'['\"]*[=\\-\t\r\n].*")));
  }

  private static Arbitrary<String> cells() {
    return Arbitraries.strings().withChars(",;\t\"'=\r\n aé東-1").ofMaxLength(6);
  }

  private static Arbitrary<List<List<String>>> tables(Arbitrary<String> cell) {
    return cell.list()
        .ofMinSize(2)
        .ofMaxSize(4)
        .filter(row -> row.stream().anyMatch(c -> !c.isBlank()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Property(tries = 500)
  void whatTheConsoleWritesIsReadAsItWas(@ForAll @From("tables") List<List<String>> table) {
    // The first line decides what separates cells.
    List<List<String>> headed = new ArrayList<>(List.of(List.of("a", "b", "c", "d")));
    headed.addAll(table);
    assertEquals(headed, cells(Csv.text(headed)));
  }

  @Property(tries = 500)
  void everySeparatorAndLineEndReadsTheSame(
      @ForAll @From("othersTables") List<List<String>> table) {
    for (String separator : List.of(",", ";", "\t")) {
      for (String end : List.of("\n", "\r\n", "\r")) {
        StringBuilder text = new StringBuilder("a" + separator + "b" + end);
        for (List<String> row : table) {
          text.append(
                  String.join(separator, row.stream().map(CsvTablePropertyTest::quoted).toList()))
              .append(end);
        }
        List<List<String>> read = cells(text.toString());
        assertEquals(table, read.subList(1, read.size()));
      }
    }
  }

  @Property(tries = 500)
  void whateverSeparatesCellsForASpreadsheetNoneOfThemIsAFormula(
      @ForAll @From("tables") List<List<String>> table) {
    List<List<String>> named =
        table.stream().map(row -> Stream.concat(Stream.of("name"), row.stream()).toList()).toList();
    for (String cell : Csv.text(named).split("[;\t\r\n]")) {
      String shown = cell.replaceAll("^\"+", "");
      assertFalse(shown.startsWith("=") || shown.startsWith("-"), cell);
    }
  }

  @Property(tries = 1_000)
  void noBytesCrash(@ForAll byte[] bytes) {
    try {
      CsvTable.read(bytes).rows().forEach(row -> assertTrue(row.line() > 0));
    } catch (CsvTable.NoText e) {
      assertTrue(e.line() > 0);
    }
  }

  @Property(tries = 500)
  void linesAreThoseOfTheFile(@ForAll @From("tables") List<List<String>> table) {
    String text = Csv.text(table);
    for (CsvTable.Row row : CsvTable.of(text).rows()) {
      assertTrue(row.line() <= 1 + text.chars().filter(c -> c == '\n' || c == '\r').count());
    }
  }

  private static String quoted(String cell) {
    return "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  private static List<List<String>> cells(String text) {
    return CsvTable.of(text).rows().stream().map(CsvTable.Row::cells).toList();
  }

  @Example
  void spreadsheetsFilesAreReadAsTheyAre() throws CsvTable.NoText {
    byte[] excel =
        "\ufeffsep=;\r\nname;owner\r\n\"a;b\";c\r\n;\r\n".getBytes(StandardCharsets.UTF_8);
    List<CsvTable.Row> rows = CsvTable.read(excel).rows();
    assertEquals(List.of("name", "owner"), rows.get(0).cells());
    assertEquals(List.of("a;b", "c"), rows.get(1).cells());
    assertEquals(3, rows.get(1).line());
    assertEquals(2, rows.size());
    byte[] unicode = "\ufeffname\towner\r\nZürich\t東京".getBytes(StandardCharsets.UTF_16LE);
    assertEquals(List.of("Zürich", "東京"), CsvTable.read(unicode).rows().get(1).cells());
  }

  @Example
  void emptyLinesBeforeTheFirstDoNotHideWhatSeparatesCells() {
    assertEquals(List.of(List.of("name", "owner")), cells("\r\n\r\nname;owner\r\n"));
  }

  @Example
  void otherEncodingIsSaidWithItsLine() {
    byte[] latin = "name\nZürich\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(2, assertThrows(CsvTable.NoText.class, () -> CsvTable.read(latin)).line());
  }

  @Example
  void mistakesOfTheFormBelongToTheirRows() {
    List<CsvTable.Row> rows = CsvTable.of("a,b\n\"x\"y,2\n3,4\n5,\"open\n6,7\n").rows();
    assertEquals(
        List.of(Fault.NONE, Fault.AFTER_QUOTE, Fault.NONE, Fault.OPEN_QUOTE),
        rows.stream().map(CsvTable.Row::fault).toList());
    assertEquals(4, rows.getLast().line());
    assertEquals(List.of("3", "4"), rows.get(2).cells());
  }

  @Example
  void aNameCannotBecomeAFormulaWhereSemicolonsSeparate() {
    String line = Csv.line(List.of("x", "a;=HYPERLINK(1);b", "c;\"=1+1;d", "e\n+1", "f;g-1"));
    assertEquals("x,a;'=HYPERLINK(1);b,\"c;'\"\"=1+1;d\",\"e\n'+1\",f;g-1\r\n", line);
  }

  @Example
  void apostropheThatKeepsAFormulaFromBeingOneIsTakenAway() {
    assertEquals(List.of(List.of("=1+1", "'quoted'")), cells("'=1+1,'quoted'\n"));
  }

  @Example
  void linesWithinQuotesCount() {
    List<CsvTable.Row> rows = CsvTable.of("a\n\"1\n2\r\n3\"\nb\n").rows();
    assertEquals(List.of(1, 2, 5), rows.stream().map(CsvTable.Row::line).toList());
  }
}
