package keyconsole.viewmodel;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import keyconsole.domain.Unseen;

/// Fills in the places of patterns. Taking a pattern apart costs more than that, and a page has
/// hundreds of texts, so each is taken apart once. What is put in stands on the pattern's line with
/// all in sight that it holds, see [Unseen]: it may come from anybody. Any thread.
final class Patterns {

  /// By language, then by pattern.
  private static final Map<Locale, Map<String, MessageFormat>> FORMATS = new ConcurrentHashMap<>();

  private Patterns() {}

  /// A pattern of [MessageFormat] with its places filled in.
  static String filled(String pattern, Locale locale, Object... values) {
    MessageFormat format =
        FORMATS
            .computeIfAbsent(locale, language -> new ConcurrentHashMap<>())
            .computeIfAbsent(pattern, taken -> new MessageFormat(taken, locale));
    Object[] shown = Arrays.stream(values).map(Patterns::shown).toArray();
    synchronized (format) {
      return format.format(shown);
    }
  }

  private static Object shown(Object value) {
    return value instanceof Number ? value : Unseen.shown(value.toString());
  }
}
