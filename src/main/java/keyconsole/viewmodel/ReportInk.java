package keyconsole.viewmodel;

import java.util.List;

/// The colours of a report on paper, `0xRRGGBB`: those of the light theme, since paper is white.
/// They stay apart in grey and for colour-blind eyes; a word always says the same.
final class ReportInk {

  static final int TEXT = 0x24292f;
  static final int MUTED = 0x57606a;
  static final int WHITE = 0xffffff;
  static final int SUBTLE = 0xf6f8fa;
  static final int BORDER = 0xd0d7de;
  static final int ROW = 0xddddde;
  static final int TRACK = 0xeaeef2;
  static final int ACCENT = 0x0969da;
  static final int DEEP = 0x0a3069;
  static final int UNKNOWN = 0xf3f4f6;

  /// Of what is told apart, the one with the most first.
  private static final List<Integer> BANDS =
      List.of(0x1a4fa8, 0xcba32a, 0x0a8765, 0x7b1061, 0x33b4ee, 0xc3540a, 0x8e5eb2, 0x574c08);

  private static final int OTHER = 0x8c959f;

  private static final List<Integer> HEAT =
      List.of(0xeff3f7, 0xddf4ff, 0xb6e3ff, 0x80ccff, 0x3ea2f5, 0x0969da, 0x0a3069);

  private ReportInk() {}

  /// The colour of a band; of what is left beside them where there is none of that number.
  static int band(int number) {
    return number < BANDS.size() ? BANDS.get(number) : OTHER;
  }

  /// From nothing to the most, in seven steps.
  static int heat(long value, long most) {
    if (value <= 0 || most <= 0) {
      return HEAT.getFirst();
    }
    int step = 1 + (int) Math.min(HEAT.size() - 2, (HEAT.size() - 1) * value / (most + 1.0));
    return HEAT.get(step);
  }

  /// Behind a badge or a banner.
  static int back(Tone tone) {
    return switch (tone) {
      case PLAIN -> WHITE;
      case NEUTRAL -> TRACK;
      case SUCCESS -> 0xdafbe1;
      case ACCENT -> 0xddf4ff;
      case WARNING -> 0xfff8c5;
      case DANGER -> 0xffebe9;
    };
  }

  /// Text on [#back].
  static int front(Tone tone) {
    return switch (tone) {
      case PLAIN -> TEXT;
      case NEUTRAL -> MUTED;
      case SUCCESS -> 0x116329;
      case ACCENT -> 0x0550ae;
      case WARNING -> 0x7d4e00;
      case DANGER -> 0xa40e26;
    };
  }

  /// The edge of [#back].
  static int edge(Tone tone) {
    return switch (tone) {
      case PLAIN, NEUTRAL -> BORDER;
      case SUCCESS -> 0x2da44e;
      case ACCENT -> ACCENT;
      case WARNING -> 0xbf8700;
      case DANGER -> 0xcf222e;
    };
  }
}
