package keyconsole.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import keyconsole.domain.Value;

/// Writes values as the backend's own writer does. One value a writer.
final class JsonWriter {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private final boolean pretty;
  private final boolean readable;
  private int depth;

  JsonWriter(boolean pretty) {
    this(pretty, false);
  }

  /// @param readable whether printable characters beyond ASCII stand as themselves
  JsonWriter(boolean pretty, boolean readable) {
    this.pretty = pretty;
    this.readable = readable;
  }

  byte[] write(Value value) {
    append(value);
    return out.toByteArray();
  }

  private void append(Value value) {
    switch (value) {
      case Value.Text text -> string(text.text());
      case Value.Numeral numeral -> ascii(numeral.text());
      case Value.Truth truth -> ascii(truth.value() ? "true" : "false");
      case Value.Nothing _ -> ascii("null");
      case Value.Items items -> list(items);
      case Value.Fields fields -> object(fields);
    }
  }

  private void list(Value.Items list) {
    if (list.items().isEmpty()) {
      ascii("[]");
      return;
    }
    open('[');
    for (Iterator<Value> items = list.items().iterator(); items.hasNext(); ) {
      append(items.next());
      between(items.hasNext());
    }
    close(']');
  }

  private void object(Value.Fields object) {
    if (object.fields().isEmpty()) {
      ascii("{}");
      return;
    }
    open('{');
    Iterator<Map.Entry<String, Value>> fields = object.fields().entrySet().iterator();
    while (fields.hasNext()) {
      Map.Entry<String, Value> field = fields.next();
      string(field.getKey());
      ascii(": ");
      append(field.getValue());
      between(fields.hasNext());
    }
    close('}');
  }

  private void open(char bracket) {
    out.write(bracket);
    depth++;
    indent();
  }

  private void between(boolean more) {
    if (more) {
      ascii(pretty ? "," : ", ");
      indent();
    }
  }

  private void close(char bracket) {
    depth--;
    indent();
    out.write(bracket);
  }

  private void indent() {
    if (pretty) {
      out.write('\n');
      for (int i = 0; i < depth; i++) {
        ascii("  ");
      }
    }
  }

  private void string(String text) {
    out.write('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> ascii("\\\"");
        case '\\' -> ascii("\\\\");
        case '\n' -> ascii("\\n");
        case '\r' -> ascii("\\r");
        case '\t' -> ascii("\\t");
        case '\b' -> ascii("\\b");
        case '\f' -> ascii("\\f");
        default -> {
          if (c >= ' ' && c <= '~') {
            out.write(c);
          } else if (readable && isPrintable(text.codePointAt(i))) {
            String shown = Character.toString(text.codePointAt(i));
            out.writeBytes(shown.getBytes(StandardCharsets.UTF_8));
            i += shown.length() - 1;
          } else {
            escape(c);
          }
        }
      }
    }
    out.write('"');
  }

  /// Lone surrogates, controls, and what changes the direction or cannot be seen are not.
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
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

  private void escape(char c) {
    out.write('\\');
    out.write('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.write(HEX[c >> shift & 0xf]);
    }
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      out.write(text.charAt(i));
    }
  }
}
