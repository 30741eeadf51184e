package keyconsole.viewmodel;

import java.time.Duration;

/// How much was counted and how fast, in a person's words.
final class UsageCounted {

  private static final long MILLION = 1_000_000;
  private static final long EXACT_BELOW = 10_000;

  private UsageCounted() {}

  /// `2.1 M`, `384 k`, `1,204`.
  static String lines(UsageAsking.Answer answer) {
    long lines = answer.figures().lines();
    if (lines < EXACT_BELOW) {
      return KeyWords.number(lines);
    }
    return lines < MILLION
        ? KeyWords.number(lines / 1_000) + " k"
        : Numbers.tenths(lines / (double) MILLION) + " M";
  }

  /// `0.2 s`, `12 ms`.
  static String took(UsageAsking.Answer answer) {
    Duration took = answer.took();
    return took.compareTo(Duration.ofMillis(100)) < 0
        ? Math.max(1, took.toMillis()) + " ms"
        : Numbers.tenths(took.toMillis() / 1_000.0) + " s";
  }
}
