package keyconsole.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keyconsole.domain.FieldsBuilder;
import keyconsole.domain.JsonMistake;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.Json.JsonException;
import keyconsole.store.Json.JsonException.Kind;
import org.jspecify.annotations.Nullable;

/// Reads values one after the other from UTF-8 bytes, strictly. Recursive: the depth is limited,
/// and so is the stack that it takes.
final class JsonReader {

  /// Objects and lists within each other that the backend still reads.
  static final int MAX_DEPTH = 990;

  private static final int MAX_INTEGER_DIGITS = 4_300;

  private static final int TABLE_SIZE = 512;

  private static final @Nullable Name[] COMMON_NAMES =
      table(
          "id",
          "name",
          "description",
          "owner_id",
          "key_hash",
          "capabilities",
          "scope",
          "tenant_constraints",
          "max_automation_chain_depth",
          "mcp_memory_limit_mb",
          "mcp_timeout_seconds",
          "max_file_size_bytes",
          "allowed_file_types",
          "enable_premium_features",
          "rate_limit_per_hour",
          "daily_quota",
          "monthly_quota",
          "cost_limit_cents",
          "max_tokens_per_request",
          "max_concurrent_requests",
          "allowed_endpoints",
          "blocked_endpoints",
          "allowed_ips",
          "allowed_domains",
          "require_tls",
          "status",
          "created_at",
          "updated_at",
          "expires_at",
          "last_rotated",
          "usage",
          "requests_count",
          "last_used",
          "bytes_transferred",
          "errors_count",
          "rate_limit_hits",
          "timestamp",
          "key_id",
          "action",
          "user_id",
          "tenant",
          "details");

  private final byte[] bytes;
  private final int end;
  private int at;
  private int depth;

  JsonReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /// The offset of the next byte to read.
  int position() {
    return at;
  }

  boolean atEnd() {
    return at >= end;
  }

  void skipSpace() {
    int place = at;
    while (place < end && isSpace(bytes[place])) {
      place++;
    }
    at = place;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /// Reads the next value, white space before it included.
  Value next() throws JsonException {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> new Value.Text(string());
      case 't' -> word("true", new Value.Truth(true));
      case 'f' -> word("false", new Value.Truth(false));
      case 'n' -> word("null", Value.NOTHING);
      case 'N' -> word("NaN", new Value.Numeral("NaN"));
      case 'I' -> word("Infinity", new Value.Numeral("Infinity"));
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected(JsonMistake.NO_VALUE);
    };
  }

  private Value.Fields object() throws JsonException {
    enter();
    FieldsBuilder fields = new FieldsBuilder();
    skipSpace();
    if (peek() == '}') {
      at++;
    } else {
      do {
        skipSpace();
        if (peek() != '"') {
          throw unexpected(JsonMistake.NO_NAME);
        }
        String name = name();
        skipSpace();
        if (peek() != ':') {
          throw unexpected(JsonMistake.NO_COLON);
        }
        at++;
        fields.put(name, next());
      } while (goesOn('}'));
    }
    depth--;
    return fields.fields();
  }

  private Value.Items list() throws JsonException {
    enter();
    List<Value> items = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      at++;
    } else {
      do {
        items.add(next());
      } while (goesOn(']'));
    }
    depth--;
    return new Value.Items(items);
  }

  private void enter() throws JsonException {
    at++;
    if (++depth > MAX_DEPTH) {
      throw new JsonException(Kind.TOO_DEEP, Message.of(JsonMistake.TOO_DEEP, MAX_DEPTH), at - 1);
    }
  }

  private boolean goesOn(char close) throws JsonException {
    skipSpace();
    int c = peek();
    if (c != ',' && c != close) {
      throw unexpected(JsonMistake.NO_COMMA, String.valueOf(close));
    }
    at++;
    return c == ',';
  }

  private Value word(String word, Value value) throws JsonException {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected(JsonMistake.NO_WORD, word);
      }
      at++;
    }
    return value;
  }

  private Value number() throws JsonException {
    int start = at;
    if (bytes[at] == '-') {
      at++;
      if (peek() == 'I') {
        return word("Infinity", new Value.Numeral("-Infinity"));
      }
    }
    int digits = at;
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    int integerDigits = at - digits;
    boolean integer = true;
    if (at < end && bytes[at] == '.') {
      at++;
      digits();
      integer = false;
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
      integer = false;
    }
    if (integer && integerDigits > MAX_INTEGER_DIGITS) {
      throw new JsonException(
          Kind.WRONG, Message.of(JsonMistake.TOO_MANY_DIGITS, MAX_INTEGER_DIGITS), start);
    }
    return new Value.Numeral(ascii(start, at));
  }

  private void digits() throws JsonException {
    if (!isDigit(peek())) {
      throw unexpected(JsonMistake.NO_DIGIT);
    }
    int place = at;
    while (place < end && isDigit(bytes[place])) {
      place++;
    }
    at = place;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /// Reads a name: one of those that stand in every file as the one text that all files share.
  private String name() throws JsonException {
    int start = at + 1;
    int close = plainEnd(start);
    int hash = 0;
    for (int i = start; i < close; i++) {
      hash = 31 * hash + bytes[i];
    }
    Name known = COMMON_NAMES[slot(hash)];
    if (close < end
        && bytes[close] == '"'
        && known != null
        && Arrays.equals(bytes, start, close, known.ascii, 0, known.ascii.length)) {
      at = close + 1;
      return known.text;
    }
    return string();
  }

  /// Where text ends, or what is not plain ASCII in it begins.
  private int plainEnd(int from) {
    int place = from;
    while (place < end && isPlain(bytes[place])) {
      place++;
    }
    return place;
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }

  /// A name that stands in every file.
  private static final class Name {
    private final String text;
    private final byte[] ascii;

    Name(String text) {
      this.text = text;
      this.ascii = text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /// A table of names by their hash; of two names in one slot the first stays.
  private static @Nullable Name[] table(String... names) {
    @Nullable Name[] table = new @Nullable Name[TABLE_SIZE];
    for (String name : names) {
      int slot = slot(name.hashCode());
      if (table[slot] == null) {
        table[slot] = new Name(name);
      }
    }
    return table;
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 16) & (TABLE_SIZE - 1);
  }

  /// Reads a string in quotes; plain ASCII without escapes is taken as a whole.
  private String string() throws JsonException {
    int start = ++at;
    at = plainEnd(start);
    if (at < end && bytes[at] == '"') {
      return ascii(start, at++);
    }
    StringBuilder text = new StringBuilder(at - start + 32).append(ascii(start, at));
    for (int c = peek(); c != '"'; c = peek()) {
      if (c == '\\') {
        escape(text);
      } else if (c < ' ') {
        throw new JsonException(Kind.WRONG, Message.of(JsonMistake.CONTROL_CHARACTER), at);
      } else if (c < 0x80) {
        text.append((char) c);
        at++;
      } else {
        text.appendCodePoint(beyondAscii(c));
      }
    }
    at++;
    return text.toString();
  }

  private void escape(StringBuilder text) throws JsonException {
    at++;
    switch (peek()) {
      case '"' -> text.append('"');
      case '\\' -> text.append('\\');
      case '/' -> text.append('/');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          at++;
          int digit = Character.digit(peek() < 0x80 ? peek() : ' ', 16);
          if (digit < 0) {
            throw unexpected(JsonMistake.NO_HEX_DIGIT);
          }
          unit = unit << 4 | digit;
        }
        text.append((char) unit);
      }
      default -> throw unexpected(JsonMistake.NO_ESCAPE);
    }
    at++;
  }

  /// Decodes one character of two to four bytes: shortest form only, no surrogates, nothing beyond
  /// U+10FFFF.
  private int beyondAscii(int first) throws JsonException {
    int start = at++;
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4) {
      throw notUtf8(start);
    }
    int c = first & (0x3f >> more);
    for (int i = 0; i < more; i++) {
      int next = peek();
      if ((next & 0xc0) != 0x80) {
        throw notUtf8(start);
      }
      c = c << 6 | (next & 0x3f);
      at++;
    }
    boolean overlong = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
    if (overlong || c > Character.MAX_CODE_POINT || (c >= 0xd800 && c <= 0xdfff)) {
      throw notUtf8(start);
    }
    return c;
  }

  private int peek() throws JsonException {
    if (at >= end) {
      throw new JsonException(Kind.CUT, Message.of(JsonMistake.CUT), end);
    }
    return bytes[at] & 0xff;
  }

  private String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private JsonException unexpected(JsonMistake mistake, Object... about) {
    if (at == 0 && end >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb) {
      return new JsonException(Kind.WRONG, Message.of(JsonMistake.BYTE_ORDER_MARK), 0);
    }
    return new JsonException(Kind.WRONG, Message.of(mistake, about), at);
  }

  private static JsonException notUtf8(int where) {
    return new JsonException(Kind.WRONG, Message.of(JsonMistake.NOT_UTF8), where);
  }
}
