package keyconsole.audit;

import java.util.Locale;

/// Texts compared without regard to case, in every script; accents count as typed.
final class Folding {

  private Folding() {}

  /// The same text for texts that differ in case alone: upper case first, since some letters have
  /// only that in common (ß and SS), then lower case letter by letter, whatever stands around.
  static String fold(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String upper = text.toUpperCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(upper.length());
    upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
