package keyconsole.usage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// The names of day files: `usage_`, a UTC day and `.jsonl`.
final class DayName {

  private static final String BEGIN = "usage_";
  private static final String END = ".jsonl";
  private static final int USUAL_LENGTH = "2026-11-22".length();

  private DayName() {}

  static String of(LocalDate day) {
    return BEGIN + day + END;
  }

  /// Whether a file is meant to be one, be its day one or none.
  static boolean isOne(String name) {
    return name.length() >= BEGIN.length() + END.length()
        && name.startsWith(BEGIN)
        && name.endsWith(END);
  }

  /// The day in such a name; empty where there is none.
  static Optional<LocalDate> day(String name) {
    String text = name.substring(BEGIN.length(), name.length() - END.length());
    try {
      return Optional.of(isUsual(text) ? usual(text) : LocalDate.parse(text))
          .filter(day -> day.toString().equals(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// A formatter takes a fresh process longer than all that is kept of a day.
  private static boolean isUsual(String text) {
    if (text.length() != USUAL_LENGTH) {
      return false;
    }
    for (int i = 0; i < USUAL_LENGTH; i++) {
      char c = text.charAt(i);
      boolean isDash = i == 4 || i == 7;
      if (isDash ? c != '-' : (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static LocalDate usual(String text) {
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
