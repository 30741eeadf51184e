package keyconsole.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import keyconsole.store.Timestamps;

/// Usage lines counted the plain way, to compare with: each file as a whole, line by line, its
/// records by Jackson, as the contract says. Slow, and knows nothing of how the index reads.
public final class PlainUsage {

  /// One record, as it is counted.
  ///
  /// @param micros since 1970, UTC
  public record Counted(long micros, String key, String endpoint, String ip) {
    Instant moment() {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    LocalDate day() {
      return LocalDate.ofInstant(moment(), ZoneOffset.UTC);
    }

    Instant hour() {
      return moment().truncatedTo(ChronoUnit.HOURS);
    }
  }

  /// Stands for bytes that are no UTF-8: nowhere allowed in JSON.
  private static final String NOT_UTF8 = "\u0001";

  /// Where a record may start behind a piece that cannot be read.
  private static final String BEGINNING = "{\"timestamp\": \"";

  /// What of JSON needs no end: Jackson asks for a space behind it.
  private static final Pattern SCALAR =
      Pattern.compile(
          "true|false|null|NaN|-?Infinity|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private static final Pattern BLANKS = Pattern.compile("[ \t\r]*");

  private static final int LONGEST_INTEGER = 4_300;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(990)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final List<Counted> records = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private PlainUsage() {}

  /// Reads a folder of day files, in the order of their names.
  public static PlainUsage read(Path folder) {
    PlainUsage usage = new PlainUsage();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        usage.file(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return usage;
  }

  /// What counts, in the order in which it stands.
  public List<Counted> records() {
    return records;
  }

  /// What cannot be read, as [#place] tells it.
  public List<String> problems() {
    return problems;
  }

  /// Where a problem is: `<file>:<line>`, 0 for the whole file, with a `?` where the end of the
  /// line has not come yet.
  static String place(String file, int line, boolean unfinished) {
    return file + ":" + line + (unfinished ? "?" : "");
  }

  private void file(String name, byte[] bytes) {
    if (!name.startsWith("usage_") || !name.endsWith(".jsonl")) {
      return;
    }
    try {
      LocalDate.parse(name.substring(6, name.length() - 6));
    } catch (DateTimeException e) {
      problems.add(place(name, 0, false));
      return;
    }
    int from = 0;
    int number = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (!line(text(bytes, from, i), true)) {
          problems.add(place(name, number, false));
        }
        from = i + 1;
        number++;
      }
    }
    if (!line(text(bytes, from, bytes.length), false)) {
      problems.add(place(name, number, true));
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .replaceWith(NOT_UTF8)
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Counts the records of a line, one behind the other.
  ///
  /// @param ended whether its end is there; else nothing behind an unreadable piece counts
  /// @return whether all of it could be read
  private boolean line(String line, boolean ended) {
    boolean whole = true;
    int at = behindBlanks(line, 0);
    while (at < line.length()) {
      Optional<Piece> piece = value(line, at);
      Optional<Counted> counted = piece.flatMap(Piece::counted);
      counted.ifPresent(records::add);
      whole &= counted.isPresent();
      if (!whole && !ended) {
        return false;
      }
      int next = line.indexOf(BEGINNING, at + 1);
      at =
          piece.isPresent() ? behindBlanks(line, piece.get().end) : next < 0 ? line.length() : next;
    }
    return whole;
  }

  private static int behindBlanks(String line, int from) {
    Matcher blanks = BLANKS.matcher(line).region(from, line.length());
    return blanks.lookingAt() ? blanks.end() : from;
  }

  /// A JSON value of a line.
  ///
  /// @param fields the texts of its fields; empty where it is no object
  private record Piece(int end, Optional<Map<String, String>> fields) {
    Optional<Counted> counted() {
      return fields.flatMap(
          texts -> {
            Optional<Instant> moment =
                Optional.ofNullable(texts.get("timestamp")).flatMap(Timestamps::parse);
            String key = texts.get("key_id");
            return moment.isEmpty() || key == null
                ? Optional.empty()
                : Optional.of(
                    new Counted(
                        ChronoUnit.MICROS.between(Instant.EPOCH, moment.get()),
                        key,
                        texts.getOrDefault("endpoint", ""),
                        texts.getOrDefault("client_ip", "")));
          });
    }
  }

  /// The value that begins at a place; empty where none does.
  private static Optional<Piece> value(String line, int from) {
    Matcher scalar = SCALAR.matcher(line).region(from, line.length());
    if (scalar.lookingAt()) {
      return isTooLong(scalar.group())
          ? Optional.empty()
          : Optional.of(new Piece(scalar.end(), Optional.empty()));
    }
    try (JsonParser parser = JSON.createParser(line.substring(from).toCharArray())) {
      JsonToken first = parser.nextToken();
      Optional<Map<String, String>> fields =
          first == JsonToken.START_OBJECT ? Optional.of(fields(parser)) : Optional.empty();
      if (first == JsonToken.START_ARRAY) {
        skip(parser);
      }
      // A text is read only now: lazily.
      parser.finishToken();
      return Optional.of(new Piece(from + (int) parser.currentLocation().getCharOffset(), fields));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The texts among the fields of an object; of a name given twice the last value counts.
  private static Map<String, String> fields(JsonParser parser) throws IOException {
    Map<String, String> texts = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(name, parser.getText());
      } else {
        texts.remove(name);
        skip(parser);
      }
    }
    return texts;
  }

  /// Reads to the end of the value that has begun.
  private static void skip(JsonParser parser) throws IOException {
    int depth = 0;
    do {
      JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token.isNumeric() && !isNumber(parser.getText())) {
        throw new JsonParseException(parser, "Not a number");
      }
    } while (depth > 0);
  }

  /// Jackson takes some words more, and whole numbers of any length.
  private static boolean isNumber(String text) {
    return SCALAR.matcher(text).matches() && !isTooLong(text);
  }

  private static boolean isTooLong(String number) {
    String digits = number.startsWith("-") ? number.substring(1) : number;
    return digits.length() > LONGEST_INTEGER && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
