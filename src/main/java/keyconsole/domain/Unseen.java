package keyconsole.domain;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Characters that nobody sees, or that change how others are seen: with them one name can pass for
/// another, and a line can be made to say what it does not. Whatever comes from files or tokens and
/// is shown has a sign in the place of each: a line end `⏎`, all others their code, `‹U+202E›`, in
/// letters that every typeface has. What is stored, searched and copied stays as it is.
///
/// What honest texts need stays: letters of every script and direction, combining marks, emoji that
/// are joined to one, and the joiners and selectors of scripts, where these have an effect; see
/// Unicode's annex 31, section 2.3, and its standard 51. Spaces are seen by what they keep apart.
/// Any thread.
public final class Unseen {

  private static final int JOINER = 0x200d;
  private static final int NON_JOINER = 0x200c;
  private static final int EMOJI_STYLE = 0xfe0f;
  private static final int KEYCAP = 0x20e3;
  private static final int LAST_OF_ASCII = 0x7f;

  /// Letters and marks that are drawn as nothing.
  private static final String BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

  /// They count as steering characters, but are drawn around the digits behind them.
  private static final String DRAWN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2";

  /// Signs that take a consonant's vowel away: behind these a joiner makes another shape.
  private static final String VIRAMAS =
      "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2";

  /// Arabic letters that are never joined to the next one, so that nothing can keep them apart.
  private static final String ENDING =
      "\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649"
          + "\u0671\u0672\u0673\u0674\u0675\u0676\u0677\u0688\u0689\u068a\u068b\u068c\u068d\u068e"
          + "\u068f\u0690\u0691\u0692\u0693\u0694\u0695\u0696\u0697\u0698\u0699\u06c0\u06c3\u06c4"
          + "\u06c5\u06c6\u06c7\u06c8\u06c9\u06ca\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef";

  /// The flags that are written in letters which nobody sees.
  private static final List<String> FLAGS =
      Stream.of("gbeng", "gbsct", "gbwls").map(Unseen::flag).toList();

  private Unseen() {}

  private static String flag(String letters) {
    return letters
        .chars()
        .mapToObj(letter -> Character.toString(0xe0000 + letter))
        .collect(Collectors.joining("", "\ud83c\udff4", "\udb40\udc7f"));
  }

  /// A text on one line with all that it holds in sight; the same object where it is so already.
  public static String shown(String text) {
    return shown(text, false);
  }

  /// The same, but for line ends and tabs, which stay.
  public static String shownInLines(String text) {
    return shown(text, true);
  }

  /// Whether a text holds anything that nobody would see.
  public static boolean isIn(String text) {
    return !shown(text).equals(text);
  }

  private static String shown(String text, boolean lines) {
    for (int at = firstToLookAt(text); at < text.length(); at = after(text, at)) {
      if (isUnseen(text, at) && !(lines && isLayout(text, at))) {
        return replaced(text, at, lines);
      }
    }
    return text;
  }

  /// Most texts are plain, and lists are long.
  private static int firstToLookAt(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < LAST_OF_ASCII) {
      at++;
    }
    return at;
  }

  private static int after(String text, int at) {
    return at + Character.charCount(text.codePointAt(at));
  }

  private static String replaced(String text, int first, boolean lines) {
    StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int at = first; at < text.length(); at = after(text, at)) {
      int c = text.codePointAt(at);
      if (isUnseen(text, at) && !(lines && isLayout(text, at))) {
        shown.append(sign(c));
      } else {
        shown.appendCodePoint(c);
      }
    }
    return shown.toString();
  }

  private static String sign(int c) {
    return c == '\n' ? "\u23ce" : String.format(Locale.ROOT, "\u2039U+%04X\u203a", c);
  }

  private static boolean isLayout(String text, int at) {
    char c = text.charAt(at);
    return c == '\n' || c == '\t' || (c == '\r' && text.startsWith("\n", at + 1));
  }

  /// Whether the character at a place is such a one.
  public static boolean isUnseen(String text, int at) {
    int c = text.codePointAt(at);
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT ->
          DRAWN.indexOf(c) < 0 && !hasEffect(text, at, c) && !isOfFlag(text, at);
      default -> BLANKS.indexOf(c) >= 0 || (isSelector(c) && !selects(text, at, c));
    };
  }

  private static boolean hasEffect(String text, int at, int c) {
    if (at == 0 || (c != JOINER && c != NON_JOINER)) {
      return false;
    }
    boolean behindVirama = VIRAMAS.indexOf(text.codePointBefore(at)) >= 0;
    return behindVirama || (c == JOINER ? joinsEmoji(text, at) : partsLetters(text, at));
  }

  private static boolean joinsEmoji(String text, int at) {
    if (at + 1 >= text.length() || !Character.isExtendedPictographic(text.codePointAt(at + 1))) {
      return false;
    }
    int before = beforeMarks(text, at, c -> c == EMOJI_STYLE || Character.isEmojiModifier(c));
    return before >= 0 && Character.isExtendedPictographic(before);
  }

  /// Whether two letters of one word would be joined but for this.
  private static boolean partsLetters(String text, int at) {
    int before = beforeMarks(text, at, c -> Character.getType(c) == Character.NON_SPACING_MARK);
    return before >= 0
        && at + 1 < text.length()
        && isArabic(before)
        && ENDING.indexOf(before) < 0
        && isArabic(text.codePointAt(at + 1));
  }

  /// The character that the marks before a place belong to; below 0 where there is none.
  private static int beforeMarks(String text, int at, IntPredicate isMark) {
    int end = at;
    while (end > 0) {
      int c = text.codePointBefore(end);
      int begin = end - Character.charCount(c);
      if (!isMark.test(c) || isUnseen(text, begin)) {
        return c;
      }
      end = begin;
    }
    return -1;
  }

  private static boolean isArabic(int c) {
    return Character.isLetter(c) && UnicodeScript.of(c) == UnicodeScript.ARABIC;
  }

  private static boolean isOfFlag(String text, int at) {
    int begin = text.lastIndexOf("\ud83c\udff4", at);
    return begin >= 0
        && FLAGS.stream()
            .anyMatch(flag -> at < begin + flag.length() && text.startsWith(flag, begin));
  }

  private static boolean isSelector(int c) {
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) || isMongolian(c);
  }

  private static boolean isMongolian(int c) {
    return (c >= 0x180b && c <= 0x180d) || c == 0x180f;
  }

  /// Whether there is a character before it of which there is another shape.
  private static boolean selects(String text, int at, int c) {
    if (at == 0) {
      return false;
    }
    int before = text.codePointBefore(at);
    if (isMongolian(c)) {
      return Character.isLetter(before) && UnicodeScript.of(before) == UnicodeScript.MONGOLIAN;
    }
    if (c == EMOJI_STYLE || c == EMOJI_STYLE - 1) {
      boolean keycap = at + 1 < text.length() && text.codePointAt(at + 1) == KEYCAP;
      return Character.isEmoji(before) && (before > LAST_OF_ASCII || keycap);
    }
    return Character.isIdeographic(before);
  }
}
