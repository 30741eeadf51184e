package keyconsole.viewmodel;

import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Message;
import keyconsole.domain.ReportRange;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.service.ReportFigures;

/// What a report says, in the language of its texts. Times are UTC, as everything in it is.
final class ReportWords {

  private final ResourceBundle texts;
  private final Locale locale;
  private final DateTimeFormatter day;
  private final DateTimeFormatter dayOfYear;
  private final DateTimeFormatter minute;
  private final DateTimeFormatter second;
  private final DateTimeFormatter month;

  ReportWords(ResourceBundle texts) {
    this.texts = texts;
    Locale of = texts.getLocale();
    this.locale = of.getLanguage().isEmpty() ? Locale.ENGLISH : of;
    this.day = formatter("d MMM uuuu");
    this.dayOfYear = formatter("d MMM");
    this.minute = formatter("d MMM uuuu, HH:mm");
    this.second = formatter("d MMM uuuu HH:mm:ss");
    this.month = formatter("LLLL uuuu");
  }

  private DateTimeFormatter formatter(String pattern) {
    String own = pattern.replace("d MMM", texts.getString("date.day-month"));
    return DateTimeFormatter.ofPattern(own, locale).withZone(ZoneOffset.UTC);
  }

  /// The language, as documents name it.
  String language() {
    return locale.toLanguageTag();
  }

  /// A text of the report, its places filled.
  String text(String name, Object... values) {
    return Patterns.filled(texts.getString("report." + name), locale, values);
  }

  /// What did not go as asked.
  Report failed(String name, Exception cause, Object... values) {
    return Report.of(new KeyWords(texts), text(name, values), cause);
  }

  /// What the engine tells, in words.
  String told(Message message) {
    return new KeyWords(texts).told(message);
  }

  /// The same, its number in the words of the language.
  String page(int number, int of) {
    return text("page", number, of);
  }

  String number(long value) {
    return NumberFormat.getIntegerInstance(locale).format(value);
  }

  /// A number with one digit behind the point where it is small.
  String decimal(double value) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(value < 10 ? 1 : 0);
    return format.format(value);
  }

  String day(TemporalAccessor day) {
    return unbroken(this.day, day);
  }

  String dayOfYear(Instant moment) {
    return unbroken(dayOfYear, moment);
  }

  String minute(Instant moment) {
    return unbroken(minute, moment) + "\u00a0UTC";
  }

  String second(Instant moment) {
    return unbroken(second, moment);
  }

  String month(TemporalAccessor moment) {
    return unbroken(month, moment);
  }

  /// A date stays on one line.
  private static String unbroken(DateTimeFormatter format, TemporalAccessor moment) {
    return format.format(moment).replace(' ', '\u00a0');
  }

  String weekday(DayOfWeek weekday) {
    return weekday.getDisplayName(TextStyle.SHORT_STANDALONE, locale);
  }

  /// The days that it is about: a month by its name.
  String range(ReportRange range) {
    return range
        .month()
        .map(this::month)
        .orElseGet(() -> text("range", day(range.from()), day(range.to())));
  }

  /// What keys are called, those too that are gone or cannot be read.
  UsageNames names(ReportFigures of) {
    return UsageNames.of(new KeyWords(texts), of.keys(), of.problems(), of.tenant());
  }

  String name(ApiKey key) {
    return key.name().isBlank() ? texts.getString("keys.unnamed") : key.name();
  }

  String owner(String owner) {
    return owner.isBlank() ? text("no-owner") : owner;
  }

  String status(KeyStatus status) {
    return texts.getString("keys.status." + status.text());
  }

  String scope(Scope scope) {
    return texts.getString("keys.scope." + scope.text());
  }

  String expires(ApiKey key) {
    return key.expiresAt().map(this::day).orElseGet(() -> text("never"));
  }

  String lastUsed(ApiKey key) {
    return key.usage().lastUsed().map(this::day).orElseGet(() -> text("never"));
  }

  /// What narrows a key, in a line.
  String narrowed(Restrictions by) {
    List<String> told =
        Stream.of(
                count("endpoints", by.allowedEndpoints()),
                count("blocked", by.blockedEndpoints()),
                count("addresses", by.allowedIps()),
                count("hosts", by.allowedDomains()))
            .flatMap(Optional::stream)
            .toList();
    return told.isEmpty() ? text("narrowed.none") : text("narrowed", String.join(", ", told));
  }

  private Optional<String> count(String what, List<String> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(text("narrowed." + what, values.size()));
  }
}
