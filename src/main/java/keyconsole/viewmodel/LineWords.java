package keyconsole.viewmodel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import keyconsole.domain.Unseen;
import keyconsole.domain.UsageFilter.WeekHour;
import keyconsole.domain.UsageLine;
import keyconsole.domain.UsageLinesQuestion;

/// Usage lines in a person's words, in one zone.
///
/// @param zone in which times are told
/// @param names of keys, by id
record LineWords(KeyWords words, ZoneId zone, Map<String, String> names) {

  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS xxx", Locale.ROOT);
  private static final DateForm BOUND = DateForm.of("d MMM uuuu HH:mm");
  private static final DateTimeFormatter ASKED =
      DateTimeFormatter.ofPattern("uuuu-M-d[['T'][ ]H:mm[:ss]]", Locale.ROOT);
  private static final DateTimeFormatter ASKED_TIME =
      DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);
  private static final int MOST_CHIPS = 2;
  private static final int MOST_NAMED = 20;

  /// Whether times are told in UTC, whatever the zone is called.
  boolean isUtc() {
    return isUtc(zone);
  }

  static boolean isUtc(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC);
  }

  /// What the zone is called: `UTC` or the name of the workstation's.
  String zoneName() {
    return zoneName(zone);
  }

  static String zoneName(ZoneId zone) {
    return isUtc(zone) ? "UTC" : zone.getId();
  }

  private String time(Instant moment) {
    return (isUtc() ? UTC_TIME : LOCAL_TIME).format(moment.atZone(zone));
  }

  LineRow.Cells cells(UsageLine line) {
    String where = line.fileName() + ":" + line.number();
    return line.request()
        .map(
            request ->
                new LineRow.Cells(
                    time(request.moment()),
                    Unseen.shown(names.getOrDefault(request.keyId(), "")),
                    Unseen.shown(request.keyId()),
                    Unseen.shown(request.endpoint()),
                    Unseen.shown(request.clientIp()),
                    where,
                    "",
                    more(line)))
        .orElseGet(
            () ->
                new LineRow.Cells(
                    "", "", "", "", "", where, Unseen.shown(line.text().strip()), more(line)));
  }

  private String more(UsageLine line) {
    if (line.request().isEmpty()) {
      return words.text("lines.unreadable");
    }
    if (line.problem().isPresent()) {
      return words.text("lines.partly");
    }
    return line.records() > 1 ? words.text("lines.glued.short", line.records()) : "";
  }

  LineDetail detail(UsageLine line) {
    List<LineDetail.Fact> facts = new ArrayList<>();
    line.request().ifPresent(request -> addTo(facts, request));
    if (line.records() > 1) {
      facts.add(fact("records", words.text("lines.glued", line.records()), false));
    }
    facts.add(fact("file", line.fileName(), true));
    facts.add(fact("line", KeyWords.number(line.number()), false));
    facts.add(fact("length", words.text("lines.bytes", line.length()), false));
    String title =
        line.request()
            .map(request -> names.getOrDefault(request.keyId(), words.text("lines.unknown-key")))
            .map(Unseen::shown)
            .orElseGet(() -> words.text("lines.unreadable"));
    boolean cut = line.text().length() < line.length() / 4;
    String cutText = cut ? words.text("lines.cut", line.text().length(), line.length()) : "";
    String problem =
        line.problem().map(why -> words.text("lines.problem", words.told(why))).orElse("");
    return new LineDetail(title, problem, facts, ShownJson.ofText(line.text()), cutText);
  }

  private void addTo(List<LineDetail.Fact> facts, UsageLine.Request request) {
    facts.add(fact("utc", UTC_TIME.format(request.moment().atZone(ZoneOffset.UTC)), true));
    if (!isUtc()) {
      String name = words.text("lines.fact.local", zoneName());
      facts.add(new LineDetail.Fact(name, time(request.moment()), true));
    }
    facts.add(fact("key", request.keyId(), true));
    facts.add(fact("endpoint", orNone(request.endpoint()), true));
    facts.add(fact("ip", orNone(request.clientIp()), true));
  }

  private LineDetail.Fact fact(String name, String value, boolean mono) {
    return new LineDetail.Fact(words.text("lines.fact." + name), Unseen.shown(value), mono);
  }

  private String orNone(String text) {
    return text.isEmpty() ? words.text("lines.none-named") : text;
  }

  /// What was asked for, part by part.
  List<LineChip> chips(UsageLinesQuestion question) {
    List<LineChip> chips = new ArrayList<>();
    chips.add(new LineChip(range(question), ""));
    chips.addAll(chips("key", question.keys(), id -> names.getOrDefault(id, id)));
    chips.addAll(chips("endpoint", question.endpoints(), this::orNone));
    chips.addAll(chips("ip", question.ips(), this::orNone));
    if (!question.hours().isEmpty()) {
      chips.add(hours(question));
    }
    return chips;
  }

  private String range(UsageLinesQuestion question) {
    boolean open = question.from().equals(Instant.MIN);
    boolean endless = question.to().equals(Instant.MAX);
    if (open && endless) {
      return words.text("lines.range.all");
    }
    if (endless) {
      return words.text("lines.range.from", bound(question.from()), zoneName());
    }
    return open
        ? words.text("lines.range.to", bound(question.to()), zoneName())
        : words.text("lines.range", bound(question.from()), bound(question.to()), zoneName());
  }

  private String bound(Instant moment) {
    return BOUND.format(moment.atZone(zone));
  }

  private List<LineChip> chips(String kind, Set<String> values, UnaryOperator<String> name) {
    List<String> all = values.stream().map(name).sorted().map(Unseen::shown).toList();
    if (all.size() <= MOST_CHIPS) {
      return all.stream()
          .map(each -> new LineChip(words.text("lines.chip." + kind, each), ""))
          .toList();
    }
    return List.of(
        new LineChip(words.text("lines.chip." + kind + ".many", all.size()), named(all)));
  }

  private String named(List<String> all) {
    String first = all.stream().limit(MOST_NAMED).collect(Collectors.joining("\n"));
    return all.size() <= MOST_NAMED
        ? first
        : first + "\n" + words.text("keys.more-values", all.size() - MOST_NAMED);
  }

  private LineChip hours(UsageLinesQuestion question) {
    String in = isUtc(question.zone()) ? "UTC" : question.zone().getId();
    List<String> all =
        question.hours().stream()
            .sorted(Comparator.comparing(WeekHour::day).thenComparingInt(WeekHour::hour))
            .map(LineWords::hour)
            .toList();
    return all.size() == 1
        ? new LineChip(words.text("lines.chip.hour", all.getFirst(), in), "")
        : new LineChip(words.text("lines.chip.hour.many", all.size(), in), named(all));
  }

  private static String hour(WeekHour hour) {
    String day =
        hour.day().getDisplayName(TextStyle.SHORT, Locale.getDefault(Locale.Category.FORMAT));
    return "%s %02d:00–%02d:59".formatted(day, hour.hour(), hour.hour());
  }

  /// The moment that a person typed: a day, a day with a time, or a time of a day in sight.
  Optional<Instant> moment(String text, Optional<Instant> inSight) {
    String typed = text.strip();
    try {
      var parsed = ASKED.parseBest(typed, LocalDateTime::from, LocalDate::from);
      LocalDateTime local =
          parsed instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(parsed);
      return Optional.of(local.atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return inSight.flatMap(day -> timeOfDay(typed, day));
    }
  }

  private Optional<Instant> timeOfDay(String typed, Instant day) {
    try {
      LocalTime time = LocalTime.parse(typed, ASKED_TIME);
      return Optional.of(day.atZone(zone).toLocalDate().atTime(time).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
