package keyconsole.viewmodel;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A table that another program wrote: RFC 4180, and what spreadsheet programs make of it. Commas,
/// semicolons or tabs between cells, whichever the first line has most of, or the one that a line
/// `sep=;` names; any line ends; a byte order mark. An apostrophe that keeps a formula from being
/// one is taken away, as [Csv] has put it there.
///
/// A mistake of the form belongs to its row, so that the others can be read; nothing is guessed.
///
/// @param rows without blank ones
record CsvTable(List<Row> rows) {

  private static final String SEPARATORS = ",;\t";
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
  private static final char MARK = '\ufeff';

  /// What is wrong with the form of a row.
  enum Fault {
    NONE,
    /// A quote that begins a cell and never ends it.
    OPEN_QUOTE,
    /// Something follows the quote that ends a cell.
    AFTER_QUOTE
  }

  /// A row.
  ///
  /// @param line of the file on which it begins, from 1
  record Row(int line, List<String> cells, Fault fault) {
    private boolean isBlank() {
      return fault == Fault.NONE && cells.stream().allMatch(String::isBlank);
    }
  }

  /// The bytes are no text in UTF-8.
  static final class NoText extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    private NoText(int line) {
      super("No UTF-8 on line " + line);
      this.line = line;
    }

    /// The line of the first byte that is none, from 1.
    int line() {
      return line;
    }
  }

  CsvTable {
    rows = List.copyOf(rows);
  }

  /// @throws NoText where the file is in another encoding than UTF-8, or UTF-16 with a mark
  static CsvTable read(byte[] bytes) throws NoText {
    return of(decoded(bytes));
  }

  private static String decoded(byte[] bytes) throws NoText {
    Charset charset = charsetOf(bytes);
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      throw new NoText(1 + (int) out.chars().filter(c -> c == '\n').count());
    }
    String text = out.toString();
    return text.isEmpty() || text.charAt(0) != MARK ? text : text.substring(1);
  }

  private static Charset charsetOf(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    return switch (first) {
      case 0xfeff -> StandardCharsets.UTF_16BE;
      case 0xfffe -> StandardCharsets.UTF_16LE;
      default -> StandardCharsets.UTF_8;
    };
  }

  static CsvTable of(String text) {
    int named = namedSeparator(text);
    char separator = named > 0 ? text.charAt("sep=".length()) : commonest(text);
    List<Row> rows = new Parser(text, separator, named).rows();
    return new CsvTable(rows.stream().filter(row -> !row.isBlank()).toList());
  }

  /// @return where the text goes on behind a line that names its separator; 0 where there is none
  private static int namedSeparator(String text) {
    int end = "sep=".length() + 1;
    if (!text.startsWith("sep=") || text.length() < end) {
      return 0;
    }
    String rest = text.substring(end);
    if (rest.startsWith("\r\n")) {
      return end + 2;
    }
    return rest.startsWith("\n") || rest.startsWith("\r") ? end + 1 : 0;
  }

  /// Of the first line that is not empty.
  private static char commonest(String text) {
    int[] counts = new int[SEPARATORS.length()];
    boolean quoted = false;
    int begin = 0;
    while (begin < text.length() && (text.charAt(begin) == '\n' || text.charAt(begin) == '\r')) {
      begin++;
    }
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        break;
      } else if (!quoted && SEPARATORS.indexOf(c) >= 0) {
        counts[SEPARATORS.indexOf(c)]++;
      }
    }
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return SEPARATORS.charAt(most);
  }

  /// Goes through a text once.
  private static final class Parser {
    private final String text;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private int at;
    private int line;

    private Parser(String text, char separator, int from) {
      this.text = text;
      this.separator = separator;
      this.at = from;
      this.line = from > 0 ? 2 : 1;
    }

    private List<Row> rows() {
      while (at < text.length()) {
        rows.add(row());
      }
      return rows;
    }

    private Row row() {
      int begun = line;
      List<String> cells = new ArrayList<>();
      Fault fault = Fault.NONE;
      boolean more = true;
      while (more) {
        Fault found = text.startsWith("\"", at) ? quoted(cells) : plain(cells);
        fault = fault == Fault.NONE ? found : fault;
        more = at < text.length() && text.charAt(at) == separator;
        at += more ? 1 : 0;
      }
      endLine();
      return new Row(begun, List.copyOf(cells), fault);
    }

    private Fault plain(List<String> cells) {
      int begin = at;
      while (at < text.length() && !endsCell(text.charAt(at))) {
        at++;
      }
      cells.add(Csv.withoutApostrophes(text.substring(begin, at)));
      return Fault.NONE;
    }

    private Fault quoted(List<String> cells) {
      StringBuilder cell = new StringBuilder();
      boolean closed = false;
      at++;
      while (at < text.length() && !closed) {
        char c = text.charAt(at);
        boolean doubled = c == '"' && text.startsWith("\"", at + 1);
        closed = c == '"' && !doubled;
        if (!closed) {
          cell.append(c);
          countLine(c);
        }
        at += doubled ? 2 : 1;
      }
      cells.add(Csv.withoutApostrophes(cell.toString()));
      if (!closed) {
        return Fault.OPEN_QUOTE;
      }
      int begin = at;
      while (at < text.length() && !endsCell(text.charAt(at))) {
        at++;
      }
      return text.substring(begin, at).isBlank() ? Fault.NONE : Fault.AFTER_QUOTE;
    }

    private void countLine(char c) {
      boolean first = c == '\r' && text.startsWith("\n", at + 1);
      if (!first && (c == '\n' || c == '\r')) {
        line++;
      }
    }

    private boolean endsCell(char c) {
      return c == separator || c == '\n' || c == '\r';
    }

    private void endLine() {
      if (at < text.length()) {
        at += text.startsWith("\r\n", at) ? 2 : 1;
        line++;
      }
    }
  }

  /// Whether a spreadsheet would take a cell for a formula.
  static boolean beginsFormula(String cell) {
    return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
  }
}
