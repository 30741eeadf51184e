package keyconsole.viewmodel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keyconsole.domain.Value;

/// Free constraints between a person's text and [Value]; numbers keep their own text.
final class ConstraintText {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private ConstraintText() {}

  /// The text is no JSON object.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    /// In a person's words; -1 where no line is known.
    final int line;

    Malformed(int line) {
      super("Not a JSON object, line " + line);
      this.line = line;
    }
  }

  /// Reads an object; blank text is an empty one.
  static Value.Fields parse(String text) throws Malformed {
    if (text.isBlank()) {
      return Value.Fields.EMPTY;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed(1);
      }
      Value.Fields fields = fields(parser);
      if (parser.nextToken() != null) {
        throw new Malformed(parser.currentTokenLocation().getLineNr());
      }
      return fields;
    } catch (JsonProcessingException e) {
      Malformed malformed =
          new Malformed(e.getLocation() == null ? -1 : e.getLocation().getLineNr());
      malformed.initCause(e);
      throw malformed;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Value.Fields fields(JsonParser parser) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return new Value.Fields(fields);
  }

  private static Value value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_TRUE -> new Value.Truth(true);
      case VALUE_FALSE -> new Value.Truth(false);
      case VALUE_NULL -> Value.NOTHING;
      default -> new Value.Numeral(parser.getText());
    };
  }

  private static Value items(JsonParser parser) throws IOException {
    List<Value> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new Value.Items(items);
  }

  /// An object as text, two spaces a level; empty text for an empty object.
  static String write(Value.Fields fields) {
    return fields.fields().isEmpty() ? "" : write(fields, "\n");
  }

  private static String write(Value value, String line) {
    String inner = line + "  ";
    return switch (value) {
      case Value.Text(String text) -> quoted(text);
      case Value.Numeral(String text) -> text;
      case Value.Truth(boolean truth) -> Boolean.toString(truth);
      case Value.Nothing nothing -> "null";
      case Value.Items(List<Value> items) ->
          items.isEmpty()
              ? "[]"
              : items.stream()
                  .map(item -> inner + write(item, inner))
                  .collect(java.util.stream.Collectors.joining(",", "[", line + "]"));
      case Value.Fields(Map<String, Value> named) ->
          named.isEmpty()
              ? "{}"
              : named.entrySet().stream()
                  .map(each -> inner + quoted(each.getKey()) + ": " + write(each.getValue(), inner))
                  .collect(java.util.stream.Collectors.joining(",", "{", line + "}"));
    };
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
