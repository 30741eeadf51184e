package keyconsole.usage;

import java.time.DateTimeException;
import java.time.LocalDate;

/// Reads moments as the backend writes them, `yyyy-MM-ddTHH:mm:ss.ffffff`, fastest where one is of
/// the same hour as the one before. One thread.
final class HourClock {

  /// Any other text.
  static final long NO_TIME = Long.MIN_VALUE;

  /// How many bytes a moment takes.
  static final int LENGTH = 26;

  private static final long MICROS_PER_MINUTE = 60_000_000L;
  private static final long MICROS_PER_SECOND = 1_000_000L;

  // mm:ss.ff and s.ffffff: where digits stand, what else stands there, how large each digit may be.
  private static final long MINUTES = Words.of("00:00.00");
  private static final long MINUTES_HIGH = 0xF0F0_FFF0_F0FF_F0F0L;
  private static final long DIGITS_OF_MINUTES = 0x0F0F_000F_0F00_0F0FL;
  private static final long MINUTES_OVER = 0x0606_0006_0A00_060AL;
  private static final long FRACTION = Words.of("0.000000");
  private static final long FRACTION_HIGH = 0xF0F0_F0F0_F0F0_FFF0L;
  private static final long DIGITS_OF_FRACTION = 0x0F0F_0F0F_0F0F_000FL;
  private static final long FRACTION_OVER = 0x0606_0606_0606_0006L;

  private static final long TENS = 0x1010_1010_1010_1010L;

  private long yearAndMonth;
  private long dayAndHour;
  private long hourStart = NO_TIME;

  /// The moment in microseconds since 1970, UTC, or [#NO_TIME].
  long micros(byte[] bytes, int at) {
    if (Words.at(bytes, at) != yearAndMonth || Words.at(bytes, at + 6) != dayAndHour) {
      turn(bytes, at);
    }
    long minutes = Words.at(bytes, at + 14);
    long fraction = Words.at(bytes, at + 18);
    if (hourStart == NO_TIME || !isTime(minutes, fraction)) {
      return NO_TIME;
    }
    long minute = two(minutes);
    long second = two(minutes >>> 24);
    return hourStart
        + minute * MICROS_PER_MINUTE
        + second * MICROS_PER_SECOND
        + six(fraction >>> 16);
  }

  private static boolean isTime(long minutes, long fraction) {
    return (minutes & MINUTES_HIGH) == MINUTES
        && (((minutes & DIGITS_OF_MINUTES) + MINUTES_OVER) & TENS) == 0
        && (fraction & FRACTION_HIGH) == FRACTION
        && (((fraction & DIGITS_OF_FRACTION) + FRACTION_OVER) & TENS) == 0;
  }

  private static long two(long text) {
    return (text & 0x0F) * 10 + ((text >>> 8) & 0x0F);
  }

  /// The number that six digits say.
  private static long six(long text) {
    long digits = (text << 16) & 0x0F0F_0F0F_0F0F_0000L;
    long pairs = ((digits * (1 + (10 << 8))) >>> 8) & 0x00FF_00FF_00FF_00FFL;
    long fours = ((pairs * (1 + (100 << 16))) >>> 16) & 0x0000_FFFF_0000_FFFFL;
    return (fours * (1 + (10_000L << 32))) >>> 32;
  }

  private void turn(byte[] bytes, int at) {
    yearAndMonth = Words.at(bytes, at);
    dayAndHour = Words.at(bytes, at + 6);
    hourStart = hour(bytes, at);
  }

  private static long hour(byte[] bytes, int at) {
    int year = number(bytes, at, 4);
    int month = number(bytes, at + 5, 2);
    int day = number(bytes, at + 8, 2);
    int hour = number(bytes, at + 11, 2);
    if (year < 1
        || (month | day | hour) < 0
        || hour > 23
        || bytes[at + 4] != '-'
        || bytes[at + 7] != '-'
        || bytes[at + 10] != 'T'
        || bytes[at + 13] != ':') {
      return NO_TIME;
    }
    try {
      return (LocalDate.of(year, month, day).toEpochDay() * 24 + hour) * 60 * MICROS_PER_MINUTE;
    } catch (DateTimeException e) {
      return NO_TIME;
    }
  }

  private static int number(byte[] bytes, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
