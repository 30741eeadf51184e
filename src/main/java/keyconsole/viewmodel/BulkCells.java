package keyconsole.viewmodel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.service.InvalidRequestException;
import keyconsole.service.KeyService;
import keyconsole.service.NotAuthorizedException;
import keyconsole.service.Templates;

/// Makes a request of the cells of a row. Each cell is judged for itself, so that every mistake is
/// told at its column, and the row as a whole after that.
final class BulkCells {

  private static final Pattern DAYS = Pattern.compile("([0-9]{1,6})\\s*(d|days?)?");
  private static final Pattern NEVER =
      Pattern.compile("never\\s*(:\\s*(?<why>.*))?", Pattern.DOTALL);

  /// As people write thousands. A comma elsewhere is a decimal one, and that is no whole number.
  private static final Pattern GROUPED = Pattern.compile("[0-9]{1,3}([,’'][0-9]{3}){1,5}");

  private static final Pattern BETWEEN = Pattern.compile("[\\s;,|]+");
  private static final List<BulkColumn> LIMITS =
      List.of(
          BulkColumn.PER_HOUR,
          BulkColumn.PER_DAY,
          BulkColumn.PER_MONTH,
          BulkColumn.COST,
          BulkColumn.TOKENS,
          BulkColumn.CONCURRENT);

  private final KeyService service;
  private final KeyWords words;
  private final List<KeyTemplate> templates;
  private final String actor;

  BulkCells(KeyService service, KeyWords words, List<KeyTemplate> templates, String actor) {
    this.service = service;
    this.words = words;
    this.templates = templates;
    this.actor = actor;
  }

  /// @param width how many cells the header has
  BulkRow read(CsvTable.Row row, Map<BulkColumn, Integer> places, int width) {
    Map<BulkColumn, String> cells = new EnumMap<>(BulkColumn.class);
    places.forEach(
        (column, at) -> {
          String cell = at < row.cells().size() ? row.cells().get(at).strip() : "";
          if (!cell.isEmpty()) {
            cells.put(column, cell);
          }
        });
    Reading reading = new Reading(cells);
    if (row.fault() != CsvTable.Fault.NONE) {
      reading.mistake("", words.text("bulk.fault." + row.fault()));
    }
    if (row.cells().size() > width) {
      reading.mistake("", words.text("bulk.more-cells", row.cells().size(), width));
    }
    reading.go();
    return new BulkRow(
        row.line(), row.cells(), reading.request, reading.mistakes, reading.warnings);
  }

  /// What cannot be read, in a person's words.
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
      super(why);
    }
  }

  /// One row.
  private final class Reading {
    private final Map<BulkColumn, String> cells;
    private final List<BulkRow.Mistake> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private KeyRequest request;

    private Reading(Map<BulkColumn, String> cells) {
      this.cells = cells;
      this.request = KeyRequest.of("", actor, List.of());
    }

    private void mistake(String column, String text) {
      mistakes.add(new BulkRow.Mistake(column, text));
    }

    private void go() {
      read(
          BulkColumn.TEMPLATE,
          name ->
              Templates.find(templates, name)
                  .<UnaryOperator<KeyRequest>>map(found -> found::fill)
                  .orElseThrow(() -> unreadable("bulk.no-template", name)));
      read(BulkColumn.NAME, name -> asked -> asked.withName(name));
      if (!cells.containsKey(BulkColumn.NAME)) {
        mistake(BulkColumn.NAME.title(), words.text("bulk.no-name"));
      }
      read(BulkColumn.DESCRIPTION, text -> asked -> asked.withDescription(text));
      read(BulkColumn.OWNER, owner -> asked -> asked.withOwnerId(owner));
      read(BulkColumn.SCOPE, this::scope);
      read(BulkColumn.CAPABILITIES, text -> asked -> asked.withCapabilities(parts(text)));
      read(BulkColumn.EXPIRES, this::expiry);
      LIMITS.forEach(column -> read(column, text -> limit(column, text)));
      readRestrictions();
      judgeLimits();
      warnOfFormulas();
      if (mistakes.isEmpty()) {
        judge(request).ifPresent(wrong -> mistakes.add(wrong));
      }
    }

    private void readRestrictions() {
      read(
          BulkColumn.ALLOWED_ENDPOINTS,
          text -> restricted(r -> with(r, parts(text), r.blockedEndpoints(), r.allowedIps())));
      read(
          BulkColumn.BLOCKED_ENDPOINTS,
          text -> restricted(r -> with(r, r.allowedEndpoints(), parts(text), r.allowedIps())));
      read(
          BulkColumn.ALLOWED_IPS,
          text ->
              restricted(r -> with(r, r.allowedEndpoints(), r.blockedEndpoints(), parts(text))));
      read(
          BulkColumn.ALLOWED_DOMAINS,
          text ->
              restricted(
                  r ->
                      new Restrictions(
                          r.allowedEndpoints(),
                          r.blockedEndpoints(),
                          r.allowedIps(),
                          parts(text),
                          r.requireTls())));
      read(BulkColumn.REQUIRE_TLS, this::tls);
    }

    private interface Cell {
      UnaryOperator<KeyRequest> of(String text) throws Unreadable;
    }

    /// Lays a cell over the request, and judges it on a key that is right in all else.
    private void read(BulkColumn column, Cell cell) {
      String text = cells.get(column);
      if (text == null) {
        return;
      }
      try {
        UnaryOperator<KeyRequest> overlay = cell.of(text);
        request = overlay.apply(request);
        judge(overlay.apply(KeyRequest.of("Key", actor, List.of())))
            .ifPresent(wrong -> mistake(column.title(), wrong.text()));
      } catch (Unreadable e) {
        mistake(column.title(), words.why(e));
      }
    }

    private Optional<BulkRow.Mistake> judge(KeyRequest asked) {
      try {
        service.rehearse(asked);
        return Optional.empty();
      } catch (InvalidRequestException e) {
        String column = BulkColumn.ofField(e.field()).map(BulkColumn::title).orElse("");
        return Optional.of(new BulkRow.Mistake(column, words.why(e)));
      } catch (NotAuthorizedException e) {
        return Optional.of(new BulkRow.Mistake("", words.why(e)));
      }
    }

    private UnaryOperator<KeyRequest> scope(String text) throws Unreadable {
      Scope scope =
          Scope.parse(text.toLowerCase(Locale.ROOT))
              .orElseThrow(() -> unreadable("bulk.no-scope", text));
      return asked -> asked.withScope(scope);
    }

    private UnaryOperator<KeyRequest> expiry(String text) throws Unreadable {
      Expiry expiry = expiryOf(text);
      return asked -> asked.withExpiry(expiry);
    }

    private UnaryOperator<KeyRequest> limit(BulkColumn column, String text) throws Unreadable {
      long value = whole(text);
      return asked -> asked.withLimits(set(limitsOf(asked), column, value));
    }

    private UnaryOperator<KeyRequest> tls(String text) throws Unreadable {
      boolean required =
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw unreadable("bulk.no-truth", text);
          };
      return restricted(
          r ->
              new Restrictions(
                  r.allowedEndpoints(),
                  r.blockedEndpoints(),
                  r.allowedIps(),
                  r.allowedDomains(),
                  required));
    }

    /// As the wizard judges them: what no request could ever use up is a slip.
    private void judgeLimits() {
      Limits limits = limitsOf(request);
      if (cells.containsKey(BulkColumn.PER_DAY) && limits.perDay() < limits.perHour()) {
        mistake(
            BulkColumn.PER_DAY.title(),
            words.text("newkey.error.below-hour", KeyWords.number(limits.perHour())));
      }
      if (cells.containsKey(BulkColumn.PER_MONTH) && limits.perMonth() < limits.perDay()) {
        mistake(
            BulkColumn.PER_MONTH.title(),
            words.text("newkey.error.below-day", KeyWords.number(limits.perDay())));
      }
    }

    private void warnOfFormulas() {
      cells.forEach(
          (column, text) -> {
            if (CsvTable.beginsFormula(text)) {
              warnings.add(words.text("bulk.formula", column.title()));
            }
          });
    }
  }

  private Unreadable unreadable(String text, Object... values) {
    return new Unreadable(words.text(text, values));
  }

  private static List<String> parts(String text) {
    return BETWEEN.splitAsStream(text).filter(part -> !part.isEmpty()).distinct().toList();
  }

  private long whole(String text) throws Unreadable {
    String digits = GROUPED.matcher(text).matches() ? text.replaceAll("[,’']", "") : text;
    if (!digits.matches("[0-9]{1,18}")) {
      throw unreadable("newkey.error.whole");
    }
    long value = Long.parseLong(digits);
    if (value < 1) {
      throw unreadable("newkey.error.positive");
    }
    return value;
  }

  private Expiry expiryOf(String text) throws Unreadable {
    String plain = text.toLowerCase(Locale.ROOT);
    Matcher days = DAYS.matcher(plain);
    if (days.matches()) {
      return new Expiry.After(Duration.ofDays(Long.parseLong(days.group(1))));
    }
    Matcher never = NEVER.matcher(plain);
    if (never.matches()) {
      int colon = text.indexOf(':');
      String why = colon < 0 ? "" : text.substring(colon + 1).strip();
      if (why.isEmpty()) {
        throw unreadable("bulk.never");
      }
      return new Expiry.Never(why);
    }
    try {
      return new Expiry.At(endOf(LocalDate.parse(text)));
    } catch (DateTimeException e) {
      throw unreadable("bulk.no-expiry", text);
    }
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
  }

  private static Limits limitsOf(KeyRequest asked) {
    return asked.limits().orElseGet(() -> Limits.defaultsFor(asked.scope()));
  }

  private static Limits set(Limits limits, BulkColumn column, long value) {
    long[] all = {
      limits.perHour(),
      limits.perDay(),
      limits.perMonth(),
      limits.costCents(),
      limits.tokensPerRequest(),
      limits.concurrentRequests()
    };
    all[LIMITS.indexOf(column)] = value;
    return new Limits(all[0], all[1], all[2], all[3], all[4], all[5]);
  }

  private static Restrictions with(
      Restrictions r, List<String> allowed, List<String> blocked, List<String> ips) {
    return new Restrictions(allowed, blocked, ips, r.allowedDomains(), r.requireTls());
  }

  private static UnaryOperator<KeyRequest> restricted(UnaryOperator<Restrictions> change) {
    return asked -> asked.withRestrictions(change.apply(asked.restrictions()));
  }
}
