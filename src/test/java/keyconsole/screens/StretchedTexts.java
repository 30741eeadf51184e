package keyconsole.screens;

import java.util.Enumeration;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/// The console's texts in a language that nobody speaks: in brackets, with accents, and longer by
/// two fifths, as German and Finnish are.
final class StretchedTexts extends ResourceBundle {

  private static final String PLAIN = "aeiouAEIOUcnsCNS";
  private static final String ACCENTED = "áéíóúÁÉÍÓÚçñšÇÑŠ";
  private static final double LONGER = 0.4;
  private static final int WORD = 6;

  /// What programs read, or a form and not a text.
  private static final Set<String> KEPT =
      Set.of("date.day-month", "reveal.curl", "reveal.python", "newkey.json.example");

  private final ResourceBundle texts = ResourceBundle.getBundle("i18n.console");

  @Override
  protected Object handleGetObject(String name) {
    String text = texts.getString(name);
    return text.isBlank() || KEPT.contains(name) ? text : stretched(text);
  }

  @Override
  public Enumeration<String> getKeys() {
    return texts.getKeys();
  }

  @Override
  public Locale getLocale() {
    return texts.getLocale();
  }

  private static String stretched(String text) {
    StringBuilder longer = new StringBuilder("[");
    int depth = 0;
    int letters = 0;
    for (char c : text.toCharArray()) {
      depth += c == '{' ? 1 : 0;
      depth -= c == '}' ? 1 : 0;
      boolean place = depth > 0 || c == '}';
      longer.append(place ? c : accented(c));
      letters += place ? 0 : 1;
    }
    for (int i = 0; i < LONGER * letters; i++) {
      longer.append(i % WORD == 0 ? ' ' : 'ö');
    }
    return longer.append(']').toString();
  }

  private static char accented(char c) {
    int at = PLAIN.indexOf(c);
    return at < 0 ? c : ACCENTED.charAt(at);
  }
}
