package keyconsole.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Message;
import keyconsole.domain.TemplateMistake;
import keyconsole.store.ConsoleLines.Extent;

/// The templates that a tenant's administrators share, in `.console/templates.jsonl`, one a line.
///
/// Whoever can write the folder can write a line, and a crash or another version may have left one:
/// what cannot be read is told with its line, and stays to the byte until a person takes it away. A
/// change reads the file anew with the lock held and replaces it as a whole. Any thread.
public final class TemplateFile {

  static final String FILE = "templates.jsonl";

  /// More than any tenant needs, and little enough to be read whenever it is looked at.
  static final int LARGEST = 4 << 20;

  private static final int LONGEST_LINE = 256 << 10;

  private final ConsoleLines file;

  public TemplateFile(TenantDirectory directory) {
    this.file = new ConsoleLines(directory, FILE);
  }

  /// A line that is not blank.
  ///
  /// @param number from 1; 0 for one that is to be added
  /// @param text as it stands, a character a byte
  /// @param template empty where it is none
  /// @param problem why it is none; empty where it is one
  public record Line(
      int number, String text, Optional<KeyTemplate> template, Optional<Message> problem) {

    /// A line of its own for a template.
    public static Line of(KeyTemplate template) {
      byte[] text = Json.line(TemplateCodec.write(template));
      return new Line(
          0,
          new String(text, StandardCharsets.ISO_8859_1),
          Optional.of(template),
          Optional.empty());
    }

    private static Line read(int number, String text) {
      if (text.length() > LONGEST_LINE) {
        return none(number, text, Message.of(TemplateMistake.LINE_TOO_LONG));
      }
      try {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new Line(
            number, text, Optional.of(TemplateCodec.read(Json.parse(bytes))), Optional.empty());
      } catch (Json.JsonException e) {
        return none(number, text, Message.of(TemplateMistake.NO_JSON, e.told()));
      } catch (TemplateCodec.NoTemplate e) {
        return none(number, text, e.told());
      }
    }

    private static Line none(int number, String text, Message why) {
      return new Line(number, text, Optional.empty(), Optional.of(why));
    }
  }

  /// What stands in it; nothing where there is none. Takes no lock.
  ///
  /// @throws StoreException if it cannot be read, or is too large to be what it should be
  public List<Line> read() {
    Optional<Extent> extent = requireReadable();
    return extent.isEmpty() ? List.of() : lines(file.read(0, (int) extent.get().size()));
  }

  /// Puts other lines in the place of those that are there, all at once.
  ///
  /// @param change from what is there to what shall be; what it throws leaves all as it was
  /// @throws StoreException if that cannot be done
  public void change(UnaryOperator<List<Line>> change) {
    requireReadable();
    file.replace(now -> bytes(change.apply(lines(now))));
  }

  private Optional<Extent> requireReadable() {
    Optional<Extent> extent = file.extent();
    if (extent.isEmpty() && Files.exists(file.file(), LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreException(Message.of(FileTrouble.NO_PLAIN_FILE, file.file()), file.file());
    }
    if (extent.filter(it -> it.size() > LARGEST).isPresent()) {
      throw new StoreException(
          Message.of(FileTrouble.TOO_LARGE_FOR_TEMPLATES, file.file()), file.file());
    }
    return extent;
  }

  private static List<Line> lines(byte[] bytes) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      number++;
      if (!text.isBlank()) {
        lines.add(Line.read(number, text));
      }
    }
    return lines;
  }

  private byte[] bytes(List<Line> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Line line : lines) {
      out.writeBytes(line.text().getBytes(StandardCharsets.ISO_8859_1));
      out.write('\n');
    }
    if (out.size() > LARGEST) {
      throw new StoreException(Message.of(FileTrouble.NO_ROOM_FOR_TEMPLATES), file.file());
    }
    return out.toByteArray();
  }
}
