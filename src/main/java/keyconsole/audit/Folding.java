package keyconsole.audit;

import java.util.Locale;

/// Texts compared without regard to case, in every script; accents count as typed.
final class Folding {

  /// The letters beyond ASCII that become such of ASCII, or some that are: ß is folded to ss.
  private static final String TO_ASCII =
      "\u00df\u0130\u0131\u0149\u017f\u01f0\u1e96\u1e97\u1e98\u1e99\u1e9a\u212a"
          + "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06";

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

  /// Whether a letter, or half of one, is of ASCII when it is folded, or some of what it becomes.
  static boolean mayBeAscii(char letter) {
    return letter < 0x80 || TO_ASCII.indexOf(letter) >= 0;
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
