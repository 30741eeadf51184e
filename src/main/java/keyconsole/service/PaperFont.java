package keyconsole.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.HeaderTable;
import org.apache.fontbox.ttf.HorizontalHeaderTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// A bundled typeface on paper: how wide its text is, and the part of it that a document embeds. A
/// character that it lacks is none of its glyphs: see [Paper]. One thread.
final class PaperFont {

  private static final int THOUSAND = 1000;
  private static final int CID_BYTES = 2;
  private static final int CMAP_BLOCK = 100;
  private static final List<String> EMBEDDED =
      List.of("head", "hhea", "loca", "maxp", "cvt ", "prep", "glyf", "hmtx", "fpgm", "gasp");

  private final String name;
  private final TrueTypeFont font;
  private final CmapLookup cmap;
  private final Map<Integer, Integer> figures = new HashMap<>();
  private final Map<Integer, Integer> used = new TreeMap<>();

  /// @param resource of the program
  /// @param tabular whether all figures are as wide as each other, so that columns of them line up
  PaperFont(String name, String resource, boolean tabular) {
    this.name = name;
    try (InputStream in = PaperFont.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The program lacks " + resource);
      }
      font = new TTFParser(true).parse(new RandomAccessReadBuffer(in.readAllBytes()));
      cmap = font.getUnicodeCmapLookup();
      if (tabular) {
        findTabularFigures();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void findTabularFigures() throws IOException {
    List<String> names =
        List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    for (int i = 0; i < names.size(); i++) {
      int glyph = font.nameToGID(names.get(i) + ".tf");
      if (glyph > 0) {
        figures.put('0' + i, glyph);
      }
    }
  }

  /// The glyph of a character; 0 where there is none.
  int glyph(int character) {
    Integer figure = figures.get(character);
    int glyph = figure == null ? cmap.getGlyphId(character) : figure;
    return isDrawn(character) ? glyph : 0;
  }

  /// What steers the direction of text, or is seen by nobody, could make a name look like another.
  private static boolean isDrawn(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// How wide a glyph is, in thousandths of the size.
  double width(int glyph) {
    try {
      return font.getAdvanceWidth(glyph) * (double) THOUSAND / font.getUnitsPerEm();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A glyph as text is shown by; it is embedded from now on.
  String shown(int glyph, int character) {
    used.putIfAbsent(glyph, character);
    return String.format(Locale.ROOT, "%04X", glyph);
  }

  /// The typeface as an object of a document, with the glyphs that were shown.
  COSDictionary embedIn(COSDocument document) throws IOException {
    TTFSubsetter subsetter = new TTFSubsetter(font, EMBEDDED);
    subsetter.addGlyphIds(new HashSet<>(used.keySet()));
    subsetter.setPrefix("KEYCON+");
    ByteArrayOutputStream subset = new ByteArrayOutputStream();
    subsetter.writeToStream(subset);
    String called = "KEYCON+" + name;
    COSDictionary cid = new COSDictionary();
    cid.setItem(COSName.TYPE, COSName.FONT);
    cid.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE2);
    cid.setName(COSName.BASE_FONT, called);
    cid.setItem(COSName.CIDSYSTEMINFO, system());
    cid.setItem(COSName.FONT_DESC, descriptor(document, called, subset.toByteArray()));
    cid.setItem(COSName.W, widths());
    cid.setItem(COSName.CID_TO_GID_MAP, PaperBytes.stream(document, places(subsetter.getGIDMap())));
    COSArray descendants = new COSArray();
    descendants.add(cid);
    COSDictionary type0 = new COSDictionary();
    type0.setItem(COSName.TYPE, COSName.FONT);
    type0.setItem(COSName.SUBTYPE, COSName.TYPE0);
    type0.setName(COSName.BASE_FONT, called);
    type0.setItem(COSName.ENCODING, COSName.IDENTITY_H);
    type0.setItem(COSName.DESCENDANT_FONTS, descendants);
    type0.setItem(
        COSName.TO_UNICODE,
        PaperBytes.stream(document, toUnicode().getBytes(StandardCharsets.US_ASCII)));
    return type0;
  }

  private static COSDictionary system() {
    COSDictionary system = new COSDictionary();
    system.setItem(COSName.REGISTRY, new COSString("Adobe"));
    system.setItem(COSName.ORDERING, new COSString("Identity"));
    system.setInt(COSName.SUPPLEMENT, 0);
    system.setDirect(true);
    return system;
  }

  private COSDictionary descriptor(COSDocument document, String called, byte[] file)
      throws IOException {
    HeaderTable head = font.getHeader();
    HorizontalHeaderTable lines = font.getHorizontalHeader();
    COSDictionary descriptor = new COSDictionary();
    descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
    descriptor.setName(COSName.FONT_NAME, called);
    descriptor.setInt(COSName.FLAGS, 1 << 5);
    COSArray box = new COSArray();
    for (int edge : new int[] {head.getXMin(), head.getYMin(), head.getXMax(), head.getYMax()}) {
      box.add(COSInteger.get(thousandths(edge)));
    }
    descriptor.setItem(COSName.FONT_BBOX, box);
    descriptor.setInt(COSName.ITALIC_ANGLE, 0);
    descriptor.setInt(COSName.ASCENT, thousandths(lines.getAscender()));
    descriptor.setInt(COSName.DESCENT, thousandths(lines.getDescender()));
    descriptor.setInt(COSName.CAP_HEIGHT, thousandths(font.getOS2Windows().getCapHeight()));
    descriptor.setInt(COSName.STEM_V, 80);
    descriptor.setItem(COSName.FONT_FILE2, PaperBytes.stream(document, file));
    return descriptor;
  }

  private int thousandths(int units) throws IOException {
    return Math.round(units * (float) THOUSAND / font.getUnitsPerEm());
  }

  private COSArray widths() {
    COSArray widths = new COSArray();
    for (int glyph : used.keySet()) {
      COSArray one = new COSArray();
      one.add(COSInteger.get(Math.round(width(glyph))));
      widths.add(COSInteger.get(glyph));
      widths.add(one);
    }
    return widths;
  }

  /// Text names a glyph by its place in the whole typeface; this leads to that in the part.
  private byte[] places(Map<Integer, Integer> oldOfNew) {
    int last = used.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    byte[] places = new byte[(last + 1) * CID_BYTES];
    oldOfNew.forEach(
        (now, old) -> {
          if (old <= last) {
            places[old * CID_BYTES] = (byte) (now >> Byte.SIZE);
            places[old * CID_BYTES + 1] = (byte) (int) now;
          }
        });
    return places;
  }

  private String toUnicode() {
    StringBuilder text = new StringBuilder();
    text.append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
        .append("/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n")
        .append("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n")
        .append("1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    List<Map.Entry<Integer, Integer>> entries = List.copyOf(used.entrySet());
    for (int from = 0; from < entries.size(); from += CMAP_BLOCK) {
      List<Map.Entry<Integer, Integer>> block =
          entries.subList(from, Math.min(entries.size(), from + CMAP_BLOCK));
      text.append(block.size()).append(" beginbfchar\n");
      block.forEach(
          entry ->
              text.append(String.format(Locale.ROOT, "<%04X> <", entry.getKey()))
                  .append(PaperBytes.hexUtf16(Character.toString(entry.getValue())))
                  .append(">\n"));
      text.append("endbfchar\n");
    }
    return text.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        .toString();
  }
}
