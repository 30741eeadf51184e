package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import keyconsole.domain.KeyUsage;
import keyconsole.domain.KeyUsage.Cause;
import keyconsole.domain.KeyUsage.Newcomer;
import keyconsole.domain.KeyUsage.Newcomers;
import keyconsole.domain.KeyUsage.Novelty;
import keyconsole.domain.KeyUsage.Projection;
import keyconsole.domain.KeyUsage.Reconciliation;
import keyconsole.domain.KeyUsage.Spike;
import keyconsole.domain.KeyUsage.Window;
import keyconsole.domain.Unseen;
import keyconsole.domain.UsageReport.Limit;

/// The usage of one key in a person's words. Times are UTC, as limits count.
final class KeyUsageWords {

  private static final double AMBER = 0.75;
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private static final DateForm CLOCK = DateForm.of("HH:mm", ZoneOffset.UTC);
  private static final DateForm HOUR = DateForm.of("EEE d MMM, HH:mm", ZoneOffset.UTC);
  private static final DateForm DAY = DateForm.of("d MMM", ZoneOffset.UTC);

  /// Of a date, which has no zone.
  private static final DateForm DAY_AND_YEAR = DateForm.of("d MMM uuuu");

  private final KeyWords words;

  KeyUsageWords(KeyWords words) {
    this.words = words;
  }

  KeyUsageTold told(KeyUsage usage) {
    return new KeyUsageTold(
        usage.windows().stream().map(this::gauge).toList(),
        news(usage.novelty()),
        spikes(usage.spikes()),
        counters(usage.reconciliation()));
  }

  KeyUsageTold.Gauge gauge(Window window) {
    long allowed = window.allowed();
    double share = share(window.used(), allowed);
    Optional<Projection> projection = window.projection();
    return new KeyUsageTold.Gauge(
        words.text("keys.gauge." + lower(window.limit())),
        KeyWords.number(window.used()),
        words.text("keys.gauge.of", KeyWords.number(allowed)),
        allowed <= 0 ? "–" : words.percent((long) Math.floor(share * 100)),
        Math.min(1, share),
        tone(window, share),
        outlook(window),
        projection.map(each -> words.text("keyusage.basis." + lower(each.basis()))).orElse(""),
        projection.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.min(1, share(projection.get().expected(), allowed))));
  }

  private static double share(long requests, long allowed) {
    return allowed <= 0 ? 1 : (double) requests / allowed;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Tone tone(Window window, double share) {
    if (window.isReached()) {
      return Tone.DANGER;
    }
    boolean ahead = window.projection().flatMap(Projection::reached).isPresent();
    return ahead || share >= AMBER ? Tone.WARNING : Tone.PLAIN;
  }

  private String outlook(Window window) {
    String limit = window.isReached() ? reached(window) : "";
    if (window.projection().isEmpty()) {
      return limit.isEmpty() ? words.text("keyusage.outlook.none") : limit;
    }
    Projection projection = window.projection().get();
    String expected =
        words.text(
            "keyusage.outlook.expected",
            about(projection.expected(), window.allowed()),
            end(window));
    if (window.isReached()) {
      return limit + " · " + expected;
    }
    return projection
        .reached()
        .map(
            when ->
                expected
                    + " · "
                    + words.text("keyusage.outlook.reaches", moment(window.limit(), when)))
        .orElseGet(() -> expected + " · " + words.text("keyusage.outlook.below"));
  }

  private String reached(Window window) {
    long over = window.used() - Math.max(0, window.allowed());
    return over > 0
        ? words.text("keyusage.outlook.over", KeyWords.number(over))
        : words.text("keyusage.outlook.reached");
  }

  private String end(Window window) {
    return switch (window.limit()) {
      case HOUR -> CLOCK.format(window.end());
      case DAY -> words.text("keyusage.midnight");
      case MONTH -> DAY.format(window.end());
    };
  }

  /// No finer than an estimate can be.
  private static String moment(Limit limit, Instant when) {
    return switch (limit) {
      case HOUR -> CLOCK.format(when.truncatedTo(ChronoUnit.MINUTES));
      case DAY -> {
        long quarters = when.getEpochSecond() / QUARTER.toSeconds();
        yield CLOCK.format(Instant.ofEpochSecond(quarters * QUARTER.toSeconds()));
      }
      case MONTH -> DAY.format(when);
    };
  }

  /// A number with two figures that say something, or as many more as it takes to stand on the same
  /// side of the limit.
  static String about(long expected, long allowed) {
    for (long unit = unit(expected); unit > 1; unit /= 10) {
      long rounded = Math.round((double) expected / unit) * unit;
      if (rounded >= allowed == expected >= allowed) {
        return KeyWords.number(rounded);
      }
    }
    return KeyWords.number(expected);
  }

  private static long unit(long number) {
    long unit = 1;
    while (number / unit >= 100) {
      unit *= 10;
    }
    return unit;
  }

  private KeyUsageTold.News news(Novelty novelty) {
    if (novelty.since().isEmpty()) {
      return new KeyUsageTold.News(words.text("keyusage.new.untold"), List.of());
    }
    String note = words.text("keyusage.new.since", day(novelty.since().get()));
    return new KeyUsageTold.News(
        novelty.ipsExact() ? note : note + " " + words.text("keyusage.new.inexact"),
        List.of(
            group("keyusage.new.ips", "keyusage.none.ip", novelty.ips()),
            group("keyusage.new.endpoints", "keyusage.none.endpoint", novelty.endpoints())));
  }

  private KeyUsageTold.Group group(String title, String none, Newcomers newcomers) {
    int more = newcomers.all() - newcomers.most().size();
    return new KeyUsageTold.Group(
        words.text(title, newcomers.all()),
        newcomers.most().stream().map(each -> value(each, none)).toList(),
        more > 0 ? words.text("keys.more-values", KeyWords.number(more)) : "");
  }

  private KeyUsageTold.NewValue value(Newcomer newcomer, String none) {
    return new KeyUsageTold.NewValue(
        newcomer.value().isEmpty() ? words.text(none) : Unseen.shown(newcomer.value()),
        words.text("keyusage.new.badge", KeyWords.dayOfYear(newcomer.first())),
        KeyWords.number(newcomer.requests()));
  }

  private KeyUsageTold.Spikes spikes(List<Spike> spikes) {
    return new KeyUsageTold.Spikes(
        words.text(spikes.isEmpty() ? "keyusage.spikes.none" : "keyusage.spikes.note"),
        spikes.stream().map(this::spike).toList());
  }

  private KeyUsageTold.Spike spike(Spike spike) {
    return new KeyUsageTold.Spike(
        spike.hour(),
        HOUR.format(spike.hour()),
        KeyWords.number(spike.requests()),
        words.text("keyusage.spikes.usual", KeyWords.number(spike.usual())));
  }

  private KeyUsageTold.Counters counters(Reconciliation held) {
    return new KeyUsageTold.Counters(
        held.isDrift() ? Tone.WARNING : Tone.NEUTRAL,
        verdict(held),
        KeyWords.number(held.lines()),
        facts(held),
        notes(held),
        advice(held));
  }

  private String verdict(Reconciliation held) {
    long apart = held.difference();
    if (apart == 0) {
      return words.text(held.lines() == 0 ? "keyusage.counters.unused" : "keyusage.counters.equal");
    }
    if (held.isSettling()) {
      return words.text("keyusage.counters.settling", -apart);
    }
    return apart < 0
        ? words.text("keyusage.counters.missing", -apart)
        : words.text("keyusage.counters.more", apart);
  }

  private List<KeyUsageTold.Fact> facts(Reconciliation held) {
    List<KeyUsageTold.Fact> facts = new ArrayList<>();
    facts.add(fact("keyusage.fact.counter", KeyWords.number(held.counter())));
    facts.add(fact("keyusage.fact.lines", KeyWords.number(held.lines())));
    switch (held.lastUse()) {
      case NEVER -> facts.add(fact("keyusage.fact.last-use", words.text("keys.never")));
      case AGREES -> facts.add(fact("keyusage.fact.last-use", moment(held.newest())));
      case FILE_IS_LATER, LINES_ARE_LATER -> {
        facts.add(fact("keyusage.fact.last-used", moment(held.lastUsed())));
        facts.add(fact("keyusage.fact.newest", moment(held.newest())));
      }
    }
    facts.add(fact("keyusage.fact.hits", KeyWords.number(held.limitHits())));
    return facts;
  }

  private String moment(Optional<Instant> moment) {
    return moment.map(KeyWords::minute).orElseGet(() -> words.text("keys.never"));
  }

  private KeyUsageTold.Fact fact(String label, String value) {
    return new KeyUsageTold.Fact(words.text(label), value);
  }

  private String cause(Cause cause) {
    return switch (cause) {
      case Cause.OnItsWay() -> words.text("keyusage.cause.on-its-way");
      case Cause.LinesBeginLate(LocalDate created, LocalDate first) ->
          words.text("keyusage.cause.late", day(created), day(first));
      case Cause.Unreadable(int lines, int files) ->
          words.text("keyusage.cause.unreadable." + which(lines, files), lines, files);
      case Cause.LinesGone() -> words.text("keyusage.cause.gone");
      case Cause.FileIsOld() -> words.text("keyusage.cause.old-file");
      case Cause.LostCounts() -> words.text("keyusage.cause.lost-counts");
    };
  }

  private static String which(int lines, int files) {
    return files == 0 ? "lines" : lines == 0 ? "files" : "both";
  }

  private static String day(LocalDate day) {
    return DAY_AND_YEAR.format(day);
  }

  /// What may explain a difference, and what the denials say.
  private List<String> notes(Reconciliation held) {
    List<String> notes = new ArrayList<>(held.causes().stream().map(this::cause).toList());
    if (held.limitHits() > 0) {
      notes.add(
          words.text(held.limitSeen() ? "keyusage.hits.borne-out" : "keyusage.hits.not-seen"));
    }
    return notes;
  }

  private String advice(Reconciliation held) {
    if (!held.isDrift()) {
      return "";
    }
    boolean old = held.causes().stream().anyMatch(Cause.FileIsOld.class::isInstance);
    return words.text(
        held.difference() < 0
            ? "keyusage.advice.missing"
            : old ? "keyusage.advice.old-file" : "keyusage.advice.more");
  }
}
