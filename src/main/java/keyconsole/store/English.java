package keyconsole.store;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import keyconsole.domain.Message;

/// Messages in English, for logs and for whoever catches an exception without a window to show it
/// in. The words are those of the English bundle, so that none is said twice.
public final class English {

  private English() {}

  /// A message in words.
  public static String of(Message message) {
    String pattern;
    try {
      // The root is English, whatever language this run speaks.
      pattern =
          ResourceBundle.getBundle("i18n.console", Locale.ROOT)
              .getString("told." + message.kind().key());
    } catch (MissingResourceException e) {
      // As where no more files may be opened: what failed must not be hidden by that.
      return message.kind().key() + " " + message.about();
    }
    return message.about().isEmpty()
        ? pattern
        : new MessageFormat(pattern, Locale.ENGLISH)
            .format(message.about().stream().map(English::spoken).toArray());
  }

  private static Object spoken(Object about) {
    return switch (about) {
      case Message message -> of(message);
      case Number number -> number;
      default -> about.toString();
    };
  }
}
