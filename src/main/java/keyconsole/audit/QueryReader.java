package keyconsole.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import keyconsole.audit.AuditQuery.Mistaken;
import keyconsole.audit.AuditQuery.Parsed;
import keyconsole.audit.AuditQuery.Understood;
import keyconsole.audit.Condition.Wanted;
import keyconsole.domain.AuditMistake;
import keyconsole.domain.AuditMistake.Kind;
import keyconsole.domain.AuditTerm;

/// Reads one query.
final class QueryReader {

  private static final String DETAIL = "detail.";

  private final String text;
  private final ZoneId zone;
  private final List<Condition> conditions = new ArrayList<>();
  private final List<AuditTerm> terms = new ArrayList<>();
  private int at;

  QueryReader(String text, ZoneId zone) {
    this.text = text;
    this.zone = zone;
  }

  /// Ends the reading.
  private static final class MistakeException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient AuditMistake mistake;

    MistakeException(Kind kind, String written, int from, int to) {
      super(kind.name(), null, false, false);
      this.mistake = new AuditMistake(kind, written, from, to);
    }

    MistakeException(Kind kind, int from, int to) {
      this(kind, "", from, to);
    }
  }

  Parsed read() {
    try {
      for (skipSpace(); at < text.length(); skipSpace()) {
        if (!word("and")) {
          conditions.add(condition());
        }
      }
      return new Understood(new AuditQuery(conditions));
    } catch (MistakeException e) {
      return new Mistaken(e.mistake);
    }
  }

  /// The conditions as they are written, as far as [#read] has come.
  List<AuditTerm> terms() {
    return List.copyOf(terms);
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /// Whether a word of the language is next; goes behind it.
  private boolean word(String word) {
    int end = at + word.length();
    boolean next =
        text.regionMatches(true, at, word, 0, word.length())
            && (end == text.length() || isSpace(text.charAt(end)));
    at = next ? end : at;
    return next;
  }

  private Condition condition() throws MistakeException {
    boolean negated = false;
    int start = at;
    while (negation()) {
      negated = !negated;
      skipSpace();
      if (at >= text.length()) {
        throw new MistakeException(Kind.NOTHING_AFTER_NOT, start, at);
      }
    }
    Written written = positive();
    terms.add(new AuditTerm(start, at, negated, written.field(), written.values()));
    return negated ? new Condition.Not(written.condition()) : written.condition();
  }

  /// Whether the opposite of what follows is meant; goes behind the sign of it.
  private boolean negation() throws MistakeException {
    if (text.charAt(at) != '-') {
      return word("not");
    }
    at++;
    if (at >= text.length() || isSpace(text.charAt(at))) {
      throw new MistakeException(Kind.NOTHING_AFTER_MINUS, at - 1, at);
    }
    return true;
  }

  /// A condition, and what it was written with.
  private record Written(Condition condition, String field, List<AuditTerm.Value> values) {}

  private Written positive() throws MistakeException {
    int start = at;
    int colon = start;
    while (colon < text.length() && isOfAName(text.charAt(colon))) {
      colon++;
    }
    if (colon >= text.length() || text.charAt(colon) != ':') {
      return anywhere();
    }
    String name = text.substring(start, colon).toLowerCase(Locale.ROOT);
    boolean detail = name.startsWith(DETAIL);
    if (!detail && !List.of("action", "actor", "key", "from", "to").contains(name)) {
      return anywhere();
    }
    at = colon + 1;
    if (name.equals(DETAIL)) {
      throw new MistakeException(Kind.NO_DETAIL_NAME, start, at);
    }
    if (name.equals("from") || name.equals("to")) {
      return moments(name, start);
    }
    List<AuditTerm.Value> values = values(start);
    List<Wanted> wanted =
        values.stream().map(of -> new Wanted(Folding.fold(of.text()), of.whole())).toList();
    Condition condition =
        switch (name) {
          case "action" -> new Condition.Action(wanted);
          case "actor" -> new Condition.Actor(wanted);
          case "key" -> new Condition.Key(wanted);
          default ->
              new Condition.Detail(
                  Folding.fold(text.substring(start + DETAIL.length(), colon)), wanted);
        };
    return new Written(condition, name, values);
  }

  private Written moments(String name, int start) throws MistakeException {
    int from = at;
    boolean end = name.equals("to");
    Instant moment = moment(start, end);
    return new Written(
        end
            ? new Condition.Between(Instant.MIN, moment)
            : new Condition.Between(moment, Instant.MAX),
        name,
        List.of(new AuditTerm.Value(text.substring(from, at), false)));
  }

  private static boolean isOfAName(char c) {
    return c != ':' && c != '"' && !isSpace(c);
  }

  private Written anywhere() throws MistakeException {
    int start = at;
    if (text.charAt(at) == '"') {
      String phrase = quoted();
      if (phrase.isEmpty()) {
        throw new MistakeException(Kind.EMPTY_QUOTES, start, at);
      }
      return word(phrase, true);
    }
    while (at < text.length() && !isSpace(text.charAt(at))) {
      at++;
    }
    return word(text.substring(start, at), false);
  }

  private static Written word(String word, boolean whole) {
    return new Written(
        new Condition.Anywhere(Folding.fold(word)), "", List.of(new AuditTerm.Value(word, whole)));
  }

  /// Reads a text in quotes; a backslash stands before a quote or a backslash that is meant.
  private String quoted() throws MistakeException {
    int start = at++;
    StringBuilder inside = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      boolean escape =
          text.charAt(at) == '\\'
              && at + 1 < text.length()
              && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
      at += escape ? 1 : 0;
      inside.append(text.charAt(at++));
    }
    if (at >= text.length()) {
      throw new MistakeException(Kind.OPEN_QUOTE, start, at);
    }
    at++;
    return inside.toString();
  }

  /// Reads the alternatives of a field.
  private List<AuditTerm.Value> values(int start) throws MistakeException {
    List<AuditTerm.Value> values = new ArrayList<>();
    boolean more = true;
    while (more) {
      boolean whole = at < text.length() && text.charAt(at) == '"';
      String value = whole ? quoted() : bare();
      if (!whole && value.isEmpty()) {
        throw new MistakeException(Kind.NO_VALUE, text.substring(start, at), start, at);
      }
      values.add(new AuditTerm.Value(value, whole));
      more = at < text.length() && text.charAt(at) == ',';
      at += more ? 1 : 0;
    }
    if (at < text.length() && !isSpace(text.charAt(at))) {
      throw new MistakeException(Kind.BEHIND_QUOTE, at, at + 1);
    }
    return values;
  }

  private String bare() {
    int start = at;
    while (at < text.length() && !isSpace(text.charAt(at)) && text.charAt(at) != ',') {
      at++;
    }
    return text.substring(start, at);
  }

  /// @param end whether the end of what is written is meant, not its beginning
  private Instant moment(int start, boolean end) throws MistakeException {
    int from = at;
    while (at < text.length() && !isSpace(text.charAt(at))) {
      at++;
    }
    String written = text.substring(from, at).toUpperCase(Locale.ROOT);
    try {
      return end ? end(written) : beginning(written);
    } catch (DateTimeException | ArithmeticException e) {
      throw new MistakeException(Kind.NO_MOMENT, text.substring(start, from), start, at);
    }
  }

  private Instant beginning(String written) {
    if (isDate(written)) {
      return LocalDate.parse(written).atStartOfDay(zone).toInstant();
    }
    return isLocal(written)
        ? LocalDateTime.parse(written).atZone(zone).toInstant()
        : OffsetDateTime.parse(written).toInstant();
  }

  private Instant end(String written) {
    return isDate(written)
        ? LocalDate.parse(written).plusDays(1).atStartOfDay(zone).toInstant()
        : beginning(written).plus(1, unit(written));
  }

  private static boolean isDate(String written) {
    return written.indexOf('T') < 0;
  }

  private static boolean isLocal(String written) {
    String time = written.substring(written.indexOf('T'));
    return time.indexOf('Z') < 0 && time.indexOf('+') < 0 && time.indexOf('-') < 0;
  }

  private static ChronoUnit unit(String written) {
    String time = written.substring(written.indexOf('T') + 1).split("[Z+-]", -1)[0];
    if (time.indexOf('.') >= 0) {
      return ChronoUnit.MICROS;
    }
    return time.length() > "00:00".length() ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
  }
}
