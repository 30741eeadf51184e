package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import keyconsole.domain.Unseen;
import keyconsole.domain.Value;
import keyconsole.service.JsonText;

/// Free values of the audit log in one short line.
final class AuditValues {

  private static final int MOST = 60;
  private static final int DEEPEST = 3;
  private static final int MOST_ITEMS = 4;
  private static final int MOST_DIGITS = 18;

  private AuditValues() {}

  /// A text of an object; empty where there is none, or it is something else.
  static Optional<String> text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /// A value in a few characters, the end cut off.
  ///
  /// @param nothing what stands for a null, an empty text or an empty list
  static String brief(Value value, String nothing) {
    return cut(brief(value, nothing, 0), MOST);
  }

  private static String brief(Value value, String nothing, int depth) {
    return switch (value) {
      case Value.Text(String text) when text.isEmpty() -> depth == 0 ? nothing : "\"\"";
      case Value.Text(String text) -> oneLine(text);
      case Value.Numeral number -> number(number);
      case Value.Truth(boolean is) -> Boolean.toString(is);
      case Value.Nothing _ -> depth == 0 ? nothing : "null";
      case Value.Items(List<Value> items) when items.isEmpty() -> depth == 0 ? nothing : "[]";
      case Value.Items(List<Value> items) -> items(items, nothing, depth);
      case Value.Fields(Map<String, Value> fields) -> fields(fields, nothing, depth);
    };
  }

  /// A value as a whole: a list of texts with one a line, an object as JSON.
  static String whole(Value value, String nothing) {
    return switch (value) {
      case Value.Items(List<Value> items) when items.isEmpty() -> nothing;
      case Value.Items _ ->
          texts(value)
              .map(list -> list.stream().map(Unseen::shown).collect(Collectors.joining("\n")))
              .orElseGet(() -> JsonText.write(value));
      case Value.Fields _ -> JsonText.write(value);
      case Value.Text(String text) -> text.isEmpty() ? nothing : Unseen.shown(text);
      case Value.Numeral _, Value.Truth _, Value.Nothing _ -> brief(value, nothing, 0);
    };
  }

  private static String number(Value.Numeral number) {
    return number.isInteger() && number.text().length() <= MOST_DIGITS
        ? KeyWords.number(Long.parseLong(number.text()))
        : number.text();
  }

  private static String items(List<Value> items, String nothing, int depth) {
    if (depth >= DEEPEST) {
      return "[…]";
    }
    List<String> parts = new ArrayList<>();
    items.stream().limit(MOST_ITEMS).forEach(item -> parts.add(brief(item, nothing, depth + 1)));
    String more = items.size() > MOST_ITEMS ? ", …" : "";
    String line = String.join(", ", parts) + more;
    return depth == 0 ? line : "[" + line + "]";
  }

  private static String fields(Map<String, Value> fields, String nothing, int depth) {
    if (depth >= DEEPEST) {
      return "{…}";
    }
    List<String> parts = new ArrayList<>();
    fields.entrySet().stream()
        .limit(MOST_ITEMS)
        .forEach(
            each ->
                parts.add(
                    oneLine(each.getKey()) + ": " + brief(each.getValue(), nothing, depth + 1)));
    return "{" + String.join(", ", parts) + (fields.size() > MOST_ITEMS ? ", …" : "") + "}";
  }

  /// What a list of texts gained and lost: `+ rag:upload, − rag:search`; empty where these are not
  /// two such lists, or hold the same in another order.
  static Optional<String> listChange(Optional<Value> before, Optional<Value> after) {
    Optional<List<String>> old = before.flatMap(AuditValues::texts);
    Optional<List<String>> now = after.flatMap(AuditValues::texts);
    if (old.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    now.get().stream()
        .filter(each -> !old.get().contains(each))
        .forEach(each -> parts.add("+ " + oneLine(each)));
    old.get().stream()
        .filter(each -> !now.get().contains(each))
        .forEach(each -> parts.add("− " + oneLine(each)));
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  private static Optional<List<String>> texts(Value value) {
    if (!(value instanceof Value.Items(List<Value> items))
        || !items.stream().allMatch(Value.Text.class::isInstance)) {
      return Optional.empty();
    }
    return Optional.of(items.stream().map(item -> ((Value.Text) item).text()).toList());
  }

  /// A text on one line, with signs for line ends and all else that would hide what follows.
  static String oneLine(String text) {
    return Unseen.shown(text.strip());
  }

  /// The beginning of a text that is too long.
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  /// The first letter in upper case.
  static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /// The first letter in lower case, unless more letters are capitals, as in `TLS`.
  static String uncapital(String text) {
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }
}
