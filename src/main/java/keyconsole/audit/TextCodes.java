package keyconsole.audit;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Texts that occur again and again, each under a number of sixteen bits: the actions and actors of
/// one index. Only grows, and no further than there are numbers. Any thread.
final class TextCodes {

  /// In place of the number of a text that has none: a long one, or one too many.
  static final int NONE = 0xFFFF;

  private static final int MOST_CHARS = 128;

  private final Map<String, Integer> codes = new ConcurrentHashMap<>();
  private volatile String[] texts = new String[16];
  private volatile int size;

  TextCodes() {
    of("");
  }

  /// The number of a text, 0 for the empty one; [#NONE] where it has none.
  int of(String text) {
    Integer known = codes.get(text);
    if (known != null) {
      return known;
    }
    return text.length() > MOST_CHARS ? NONE : added(text);
  }

  private synchronized int added(String text) {
    Integer known = codes.get(text);
    int code = size;
    if (known != null || code == NONE) {
      return known == null ? NONE : known;
    }
    String[] room = code == texts.length ? Arrays.copyOf(texts, 2 * code) : texts;
    room[code] = text;
    texts = room;
    size = code + 1;
    codes.put(text, code);
    return code;
  }

  /// The text under a number that was given.
  String text(int code) {
    return texts[code];
  }

  /// How many numbers are given, from 0 on.
  int size() {
    return size;
  }
}
