package keyconsole.view;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.LongStream;
import keyconsole.viewmodel.KeyWords;

/// A round axis for counts: ticks from 0 in equal steps of 1, 2 or 5 of a power of ten, and a
/// little room over the peak.
///
/// @param step from one tick to the next, at least 1
/// @param top where the axis ends, which is no tick as a rule
record UsageScale(long step, double top) {

  private static final long THOUSAND = 1_000;
  private static final long MILLION = 1_000_000;
  private static final long BILLION = 1_000_000_000;
  private static final int[] ROUND = {1, 2, 5};
  private static final double ROOM = 1.08;

  /// @param most how many steps there may be, at least 2
  static UsageScale of(long peak, int most) {
    double top = Math.max(1, peak * ROOM);
    for (long power = 1; ; power *= 10) {
      for (int round : ROUND) {
        long step = round * power;
        if (Math.floor(top / step) <= most) {
          return new UsageScale(step, top);
        }
      }
    }
  }

  /// From 0 to the last that is not above [#top].
  long[] ticks() {
    return LongStream.rangeClosed(0, (long) (top / step)).map(tick -> tick * step).toArray();
  }

  /// A tick in few characters: `0`, `500`, `20 k`, `1.5 M`.
  String label(long tick) {
    if (tick == 0 || step < THOUSAND) {
      return KeyWords.number(tick);
    }
    if (top >= BILLION && step >= BILLION / 10) {
      return in(tick, BILLION, "G");
    }
    return top >= MILLION && step >= MILLION / 10
        ? in(tick, MILLION, "M")
        : in(tick, THOUSAND, "k");
  }

  private static String in(long tick, long unit, String name) {
    DecimalFormat format =
        new DecimalFormat(
            "#,##0.#", DecimalFormatSymbols.getInstance(Locale.getDefault(Locale.Category.FORMAT)));
    return format.format((double) tick / unit) + " " + name;
  }
}
