package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.StreamSupport;
import keyconsole.service.Paper.Sheet;
import keyconsole.service.Paper.Weight;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/// What is put on paper is read back from the PDF by a reader that the writer knows nothing of.
class PaperTest {

  private static final Instant MADE = Instant.parse("2026-11-23T12:00:00Z");

  private static byte[] pdf(String... lines) throws IOException {
    Paper paper = new Paper("A title", "en", MADE);
    Sheet sheet = paper.addSheet();
    double y = 40;
    for (String line : lines) {
      sheet.text(40, y, line, Weight.REGULAR, 10, 0x24292f);
      y += 20;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    paper.write(out);
    return out.toByteArray();
  }

  private static String read(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).strip();
    }
  }

  /// What is seen, as against what is copied.
  private static String withoutActualText(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDPage page = document.getPage(0);
      String content =
          new String(page.getContents().readAllBytes(), StandardCharsets.US_ASCII)
              .replaceAll("/Span << /ActualText <[0-9A-F]*> >> BDC|EMC", "");
      PDStream plain =
          new PDStream(
              document, new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII)));
      page.setContents(plain);
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void textOfEveryScriptThatTheTypefaceHasIsReadBack() throws IOException {
    String text = "Zürich, Kraków, Αθήνα, Київ, Hà Nội: 1,234.50 € – 75 %";
    assertEquals(text, read(pdf(text)));
  }

  @Test
  void characterThatTheTypefaceLacksStandsAsItsCodeAndIsCopiedAsItself() throws IOException {
    byte[] pdf = pdf("Tokyo 東", "\ud83d\ude00", "\u202egnp.exe\u0007");
    String copied = read(pdf);
    for (String text : new String[] {"Tokyo 東", "\ud83d\ude00", "gnp.exe"}) {
      assertTrue(copied.contains(text), copied);
    }
    String drawn = withoutActualText(pdf).replaceAll("\\s", "");
    for (String code : new String[] {"Tokyo6771", "01F600", "202Egnp.exe0007"}) {
      assertTrue(drawn.contains(code), drawn);
    }
  }

  @Test
  void halfOfACharacterBreaksNothing() throws IOException {
    assertTrue(withoutActualText(pdf("a\ud800b")).replaceAll("\\s", "").contains("D800"));
  }

  @Test
  void widthIsThatOfWhatIsDrawn() {
    Paper paper = new Paper("", "en", MADE);
    double one = paper.width("1", Weight.REGULAR, 10);
    assertEquals(one, paper.width("8", Weight.REGULAR, 10), 1e-9);
    assertEquals(3 * one, paper.width("181", Weight.REGULAR, 10), 1e-9);
    assertTrue(paper.width("東", Weight.REGULAR, 10) > 8);
  }

  @Test
  void sameCallsGiveTheSameBytesWithNoOtherTimeThanTheOneGiven() throws IOException {
    byte[] pdf = pdf("One", "Two");
    assertArrayEquals(pdf, pdf("One", "Two"));
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertEquals("A title", document.getDocumentInformation().getTitle());
      assertEquals(MADE, document.getDocumentInformation().getCreationDate().toInstant());
      assertEquals("en", document.getDocumentCatalog().getLanguage());
    }
  }

  @Test
  void everyTypefaceIsEmbeddedInPartAlone() throws IOException {
    byte[] pdf = pdf("Only these");
    assertTrue(pdf.length < 20_000, "bytes: " + pdf.length);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDPage page = document.getPage(0);
      for (COSName name : page.getResources().getFontNames()) {
        PDFont font = page.getResources().getFont(name);
        assertTrue(font.isEmbedded());
        assertTrue(font.getName().startsWith("KEYCON+Inter"));
      }
      assertEquals(
          2, StreamSupport.stream(page.getResources().getFontNames().spliterator(), false).count());
    }
  }
}
