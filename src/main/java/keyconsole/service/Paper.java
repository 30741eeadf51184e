package keyconsole.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNull;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.COSWriter;

/// A document to print: A4 sheets that texts and shapes are put on, in points, measured from the
/// upper left corner; written as PDF with its typefaces embedded. The same calls give the same
/// bytes.
///
/// A character that the bundled typefaces lack (Chinese, Arabic, pictures) stands as a small box
/// with its code in it, whatever fonts the machine has: it can be told from every other, and what
/// is copied out of the document is the character itself.
///
/// Of PDFBox only the objects of a file and the reading of typefaces are used. Its drawing classes
/// need AWT, which is 15 MB of an installed console. One thread.
public final class Paper {

  public static final double WIDTH = 595.28;
  public static final double HEIGHT = 841.89;

  private static final double BOX_WIDTH = 1.08;

  private static final double BOX_HEIGHT = 1.06;
  private static final double BOX_DROP = 0.2;
  private static final double BOX_GAP = 0.05;
  private static final double CODE_SIZE = 0.5;
  private static final int CODE_ROW = 2;

  /// How heavy a text is.
  public enum Weight {
    REGULAR("Inter-Regular", true),
    SEMIBOLD("Inter-SemiBold", false);

    private final String file;
    private final boolean tabular;

    Weight(String file, boolean tabular) {
      this.file = file;
      this.tabular = tabular;
    }
  }

  private final String title;
  private final String language;
  private final Instant made;
  private final Map<Weight, PaperFont> fonts = new EnumMap<>(Weight.class);
  private final List<Sheet> sheets = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();

  private record Mark(String title, Sheet sheet, double top) {}

  /// @param language as HTML has it, e.g. `en`
  /// @param made the document's date; no other time goes into it
  public Paper(String title, String language, Instant made) {
    this.title = title;
    this.language = language;
    this.made = made;
    for (Weight weight : Weight.values()) {
      fonts.put(
          weight, new PaperFont(weight.file, "/fonts/" + weight.file + ".ttf", weight.tabular));
    }
  }

  /// Another sheet behind those that are there.
  public Sheet addSheet() {
    Sheet sheet = new Sheet();
    sheets.add(sheet);
    return sheet;
  }

  /// All sheets, in order.
  public List<Sheet> sheets() {
    return List.copyOf(sheets);
  }

  /// Puts a place on the list that a reader shows beside the document.
  public void bookmark(String called, Sheet sheet, double top) {
    marks.add(new Mark(called, sheet, top));
  }

  /// How wide a text is.
  public double width(String text, Weight weight, double size) {
    PaperFont font = font(weight);
    double width = 0;
    for (int character : text.codePoints().toArray()) {
      int glyph = font.glyph(character);
      width += glyph == 0 ? BOX_WIDTH : font.width(glyph) / 1000;
    }
    return width * size;
  }

  private PaperFont font(Weight weight) {
    return Objects.requireNonNull(fonts.get(weight));
  }

  /// A sheet. Its colours are `0xRRGGBB`.
  public final class Sheet {

    private final StringBuilder content = new StringBuilder(4096);
    private final COSDictionary page = new COSDictionary();

    private Sheet() {}

    /// Puts a line of text.
    ///
    /// @param x of its left end
    /// @param y of the line that it stands on
    public void text(double x, double y, String text, Weight weight, double size, int colour) {
      PaperFont font = font(weight);
      StringBuilder run = new StringBuilder();
      double begin = x;
      double at = x;
      for (int character : text.codePoints().toArray()) {
        int glyph = font.glyph(character);
        if (glyph == 0) {
          show(begin, y, run, weight, size, colour);
          box(at, y, character, size, colour);
          at += BOX_WIDTH * size;
          begin = at;
        } else {
          run.append(font.shown(glyph, character));
          at += font.width(glyph) / 1000 * size;
        }
      }
      show(begin, y, run, weight, size, colour);
    }

    private void show(
        double x, double y, StringBuilder run, Weight weight, double size, int colour) {
      if (run.isEmpty()) {
        return;
      }
      paint(colour, "rg");
      content.append("BT /").append(weight.file).append(' ');
      number(size);
      content.append("Tf ");
      number(x);
      number(HEIGHT - y);
      content.append("Td <").append(run).append("> Tj ET\n");
      run.setLength(0);
    }

    /// The code of a character in a frame, two figures a row.
    private void box(double x, double y, int character, double size, int colour) {
      content
          .append("/Span << /ActualText <FEFF")
          .append(PaperBytes.hexUtf16(Character.toString(character)))
          .append("> >> BDC\n");
      double left = x + BOX_GAP * size;
      double width = (BOX_WIDTH - 2 * BOX_GAP) * size;
      double top = y + (BOX_DROP - BOX_HEIGHT) * size;
      frame(left, top, width, BOX_HEIGHT * size, 0.35, colour);
      String code = String.format(Locale.ROOT, "%04X", character);
      code = code.length() % CODE_ROW == 0 ? code : "0" + code;
      int rows = code.length() / CODE_ROW;
      double small = Math.min(CODE_SIZE, 0.92 * BOX_HEIGHT / rows / 0.75) * size;
      double step = BOX_HEIGHT * size / rows;
      PaperFont font = font(Weight.REGULAR);
      for (int row = 0; row < rows; row++) {
        String part = code.substring(row * CODE_ROW, (row + 1) * CODE_ROW);
        StringBuilder run = new StringBuilder();
        part.chars().forEach(c -> run.append(font.shown(font.glyph(c), c)));
        double inset = (width - Paper.this.width(part, Weight.REGULAR, small)) / 2;
        double base = top + step * row + (step + 0.72 * small) / 2;
        show(left + inset, base, run, Weight.REGULAR, small, colour);
      }
      content.append("EMC\n");
    }

    /// Fills a rectangle.
    public void fill(double x, double y, double width, double height, int colour) {
      paint(colour, "rg");
      rectangle(x, y, width, height);
      content.append("f\n");
    }

    /// Fills a rectangle with round corners.
    public void fillRound(
        double x, double y, double width, double height, double radius, int colour) {
      paint(colour, "rg");
      round(x, y, width, height, Math.min(radius, Math.min(width, height) / 2));
      content.append("f\n");
    }

    /// Draws the outline of a rectangle with round corners.
    public void frameRound(
        double x, double y, double width, double height, double radius, int colour) {
      paint(colour, "RG");
      content.append("0.75 w ");
      round(x, y, width, height, Math.min(radius, Math.min(width, height) / 2));
      content.append("S\n");
    }

    /// Draws the outline of a rectangle.
    public void frame(
        double x, double y, double width, double height, double thickness, int colour) {
      paint(colour, "RG");
      number(thickness);
      content.append("w ");
      rectangle(x, y, width, height);
      content.append("S\n");
    }

    /// Draws a line.
    public void line(double x, double y, double x2, double y2, double thickness, int colour) {
      paint(colour, "RG");
      number(thickness);
      content.append("w ");
      point(x, y, "m");
      point(x2, y2, "l");
      content.append("S\n");
    }

    /// Draws a row of dots, as between a title and its page.
    public void dots(double x, double y, double x2, int colour) {
      content.append("q [0 3] 0 d 1 J ");
      line(x, y, x2, y, 0.7, colour);
      content.append("Q\n");
    }

    /// Draws a path through points.
    ///
    /// @param points x and y in turn
    public void path(double thickness, int colour, double... points) {
      paint(colour, "RG");
      content.append("q 1 J 1 j ");
      number(thickness);
      content.append("w ");
      for (int i = 0; i + 1 < points.length; i += 2) {
        point(points[i], points[i + 1], i == 0 ? "m" : "l");
      }
      content.append("S Q\n");
    }

    /// Draws a circle.
    public void ring(double x, double y, double radius, double thickness, int colour) {
      paint(colour, "RG");
      number(thickness);
      content.append("w ");
      round(x - radius, y - radius, 2 * radius, 2 * radius, radius);
      content.append("S\n");
    }

    private void rectangle(double x, double y, double width, double height) {
      number(x);
      number(HEIGHT - y - height);
      number(width);
      number(height);
      content.append("re ");
    }

    private void round(double x, double y, double width, double height, double r) {
      double k = r * 0.4477;
      double right = x + width;
      double bottom = y + height;
      point(x + r, y, "m");
      point(right - r, y, "l");
      curve(right - k, y, right, y + k, right, y + r);
      point(right, bottom - r, "l");
      curve(right, bottom - k, right - k, bottom, right - r, bottom);
      point(x + r, bottom, "l");
      curve(x + k, bottom, x, bottom - k, x, bottom - r);
      point(x, y + r, "l");
      curve(x, y + k, x + k, y, x + r, y);
      content.append("h ");
    }

    private void curve(double x1, double y1, double x2, double y2, double x, double y) {
      number(x1);
      number(HEIGHT - y1);
      number(x2);
      number(HEIGHT - y2);
      point(x, y, "c");
    }

    private void point(double x, double y, String operator) {
      number(x);
      number(HEIGHT - y);
      content.append(operator).append(' ');
    }

    private void paint(int colour, String operator) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        decimal((colour >> shift & 0xff) * 1000L / 255);
      }
      content.append(operator).append(' ');
    }

    private void number(double value) {
      decimal(Math.round(value * 1000));
    }

    /// Without the locale and without an exponent.
    private void decimal(long thousandths) {
      long size = Math.abs(thousandths);
      content.append(thousandths < 0 ? "-" : "").append(size / 1000);
      long rest = size % 1000;
      if (rest != 0) {
        String digits = Long.toString(1000 + rest).substring(1);
        content.append('.').append(digits.replaceFirst("0+$", ""));
      }
      content.append(' ');
    }
  }

  /// Writes the document as PDF.
  public void write(OutputStream out) throws IOException {
    try (COSDocument document = new COSDocument()) {
      document.setVersion(1.7f);
      COSDictionary trailer = new COSDictionary();
      trailer.setItem(COSName.ROOT, catalog(document));
      trailer.setItem(COSName.INFO, info());
      document.setTrailer(trailer);
      document.accept(new COSWriter(out));
    }
  }

  private COSDictionary info() {
    String date =
        DateTimeFormatter.ofPattern("'D:'uuuuMMddHHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(made);
    COSDictionary info = new COSDictionary();
    info.setItem(COSName.TITLE, new COSString(title));
    info.setItem(COSName.PRODUCER, new COSString("Key Console"));
    info.setItem(COSName.CREATION_DATE, new COSString(date));
    return info;
  }

  private COSDictionary catalog(COSDocument document) throws IOException {
    COSDictionary preferences = new COSDictionary();
    preferences.setItem(COSName.getPDFName("DisplayDocTitle"), COSBoolean.TRUE);
    preferences.setDirect(true);
    COSDictionary catalog = new COSDictionary();
    catalog.setItem(COSName.TYPE, COSName.CATALOG);
    catalog.setItem(COSName.PAGES, pages(document));
    catalog.setItem(COSName.LANG, new COSString(language));
    catalog.setItem(COSName.VIEWER_PREFERENCES, preferences);
    if (!marks.isEmpty()) {
      catalog.setItem(COSName.OUTLINES, outlines());
      catalog.setItem(COSName.PAGE_MODE, COSName.getPDFName("UseOutlines"));
    }
    return catalog;
  }

  private COSDictionary pages(COSDocument document) throws IOException {
    COSDictionary resources = resources(document);
    COSDictionary pages = new COSDictionary();
    COSArray kids = new COSArray();
    for (Sheet sheet : sheets) {
      COSDictionary page = sheet.page;
      page.setItem(COSName.TYPE, COSName.PAGE);
      page.setItem(COSName.PARENT, pages);
      page.setItem(
          COSName.CONTENTS,
          PaperBytes.stream(
              document, sheet.content.toString().getBytes(StandardCharsets.US_ASCII)));
      kids.add(page);
    }
    COSArray size = new COSArray();
    for (float edge : new float[] {0, 0, (float) WIDTH, (float) HEIGHT}) {
      size.add(new COSFloat(edge));
    }
    pages.setItem(COSName.TYPE, COSName.PAGES);
    pages.setItem(COSName.KIDS, kids);
    pages.setInt(COSName.COUNT, sheets.size());
    pages.setItem(COSName.MEDIA_BOX, size);
    pages.setItem(COSName.RESOURCES, resources);
    return pages;
  }

  private COSDictionary resources(COSDocument document) throws IOException {
    COSDictionary embedded = new COSDictionary();
    for (Weight weight : Weight.values()) {
      embedded.setItem(COSName.getPDFName(weight.file), font(weight).embedIn(document));
    }
    COSDictionary resources = new COSDictionary();
    resources.setItem(COSName.FONT, embedded);
    return resources;
  }

  private COSDictionary outlines() {
    COSDictionary outlines = new COSDictionary();
    outlines.setItem(COSName.TYPE, COSName.OUTLINES);
    outlines.setInt(COSName.COUNT, marks.size());
    List<COSDictionary> items = new ArrayList<>();
    for (Mark mark : marks) {
      COSArray place = new COSArray();
      place.add(mark.sheet().page);
      place.add(COSName.getPDFName("XYZ"));
      place.add(COSNull.NULL);
      place.add(new COSFloat((float) (HEIGHT - mark.top())));
      place.add(COSNull.NULL);
      COSDictionary item = new COSDictionary();
      item.setItem(COSName.TITLE, new COSString(mark.title()));
      item.setItem(COSName.PARENT, outlines);
      item.setItem(COSName.DEST, place);
      items.add(item);
    }
    for (int i = 1; i < items.size(); i++) {
      items.get(i).setItem(COSName.PREV, items.get(i - 1));
      items.get(i - 1).setItem(COSName.NEXT, items.get(i));
    }
    outlines.setItem(COSName.FIRST, items.getFirst());
    outlines.setItem(COSName.LAST, items.getLast());
    return outlines;
  }
}
