package keyconsole.viewmodel;

import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;

/// Numbers as the language of this run writes them. Any thread.
final class Numbers {

  private Numbers() {}

  private static Locale locale() {
    return Locale.getDefault(Locale.Category.FORMAT);
  }

  /// A whole number with separators.
  static String whole(long value) {
    return NumberFormat.getIntegerInstance(locale()).format(value);
  }

  /// With one digit of fraction.
  static String tenths(double value) {
    return String.format(locale(), "%.1f", value);
  }

  /// What a person typed, without the separators of thousands.
  static String withoutSeparators(String typed) {
    String separator =
        String.valueOf(DecimalFormatSymbols.getInstance(locale()).getGroupingSeparator());
    return typed.strip().replace(separator, "");
  }
}
