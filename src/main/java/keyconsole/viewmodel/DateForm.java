package keyconsole.viewmodel;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/// How a day or a time is written for a person, in the language of this run. What programs read is
/// written in ISO and not with this. Any thread.
///
/// @param pattern as [DateTimeFormatter] takes it, in the English order of day and month
/// @param zone what moments are told in; empty where they carry theirs
record DateForm(String pattern, Optional<ZoneId> zone) {

  /// How English has it; each language says its own in the bundle.
  private static final String DAY_AND_MONTH = "d MMM";

  private static final Map<Of, DateTimeFormatter> MADE = new ConcurrentHashMap<>();

  private record Of(DateForm form, Locale locale) {}

  static DateForm of(String pattern) {
    return new DateForm(pattern, Optional.empty());
  }

  static DateForm of(String pattern, ZoneId zone) {
    return new DateForm(pattern, Optional.of(zone));
  }

  String format(TemporalAccessor moment) {
    return formatter().format(moment);
  }

  /// What reads and writes this form.
  DateTimeFormatter formatter() {
    return MADE.computeIfAbsent(
        new Of(this, Locale.getDefault(Locale.Category.FORMAT)), DateForm::make);
  }

  private static DateTimeFormatter make(Of of) {
    String here = ResourceBundle.getBundle("i18n.console", of.locale).getString("date.day-month");
    String pattern = of.form.pattern.replace(DAY_AND_MONTH, here);
    DateTimeFormatter made = DateTimeFormatter.ofPattern(pattern, of.locale);
    return of.form.zone.map(made::withZone).orElse(made);
  }
}
