package keyconsole.viewmodel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/// The languages that the console speaks.
public enum Language {
  ENGLISH("en"),
  GERMAN("de");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /// As files and bundles name it.
  public String tag() {
    return tag;
  }

  /// All that the console says in it.
  ResourceBundle texts() {
    // Asked for English, the toolkit would fall back to the system's language.
    return ResourceBundle.getBundle("i18n.console", this == ENGLISH ? Locale.ROOT : Locale.of(tag));
  }

  /// The one that this run speaks.
  static Language spoken() {
    return of(Locale.getDefault().getLanguage()).orElse(ENGLISH);
  }

  /// The language of a tag; empty where the console does not speak it.
  public static Optional<Language> of(String tag) {
    return Arrays.stream(values()).filter(each -> each.tag.equals(tag)).findFirst();
  }

  /// What numbers, dates and texts follow: the system's country where it speaks the language, and
  /// English where the console does not speak the system's.
  ///
  /// @param chosen by a person; empty where the console follows the system
  public static Locale locale(Optional<Language> chosen, Locale system) {
    Optional<Language> spoken = of(system.getLanguage());
    Language language = chosen.or(() -> spoken).orElse(ENGLISH);
    return spoken.equals(Optional.of(language)) ? system : Locale.of(language.tag);
  }
}
