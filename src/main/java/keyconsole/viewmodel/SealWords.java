package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.Message;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;

/// The seals in a person's words.
final class SealWords {

  private static final DateForm MINUTE = DateForm.of("d MMM uuuu HH:mm 'UTC'", ZoneOffset.UTC);
  private static final DateForm TIME = DateForm.of("HH:mm 'UTC'", ZoneOffset.UTC);
  private static final DateForm DAY = DateForm.of("d MMM", ZoneOffset.UTC);

  private final KeyWords words;

  SealWords(ResourceBundle texts) {
    this(new KeyWords(texts));
  }

  SealWords(KeyWords words) {
    this.words = words;
  }

  String text(String name, Object... values) {
    return words.text("seal." + name, values);
  }

  static String minute(Instant moment) {
    return MINUTE.format(moment);
  }

  /// What is wrong, as the end of a sentence.
  String finding(SealFinding finding) {
    String somewhere =
        finding.kind() == SealFinding.Kind.CHANGED && finding.line() == 0 ? ".ANY" : "";
    String first =
        text(
            "finding." + finding.kind() + somewhere,
            finding.file(),
            finding.line(),
            finding.count());
    return finding.more() == 0 ? first : text("finding.more", first, finding.more());
  }

  /// The same as a sentence. A file keeps its name.
  String sentence(SealFinding finding) {
    String text = finding(finding);
    return text.startsWith(finding.file())
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /// What the seals say of a line.
  String cover(SealCover.Kind kind) {
    return text("cover." + kind);
  }

  /// What the banner says.
  SealTold told(SealKeeper keeper, Instant now) {
    Optional<SealReport> report = keeper.verified().map(SealKeeper.Verified::report);
    if (report.filter(it -> !it.isWhole()).isPresent()) {
      return broken(keeper, report.get());
    }
    if (keeper.isAsked()) {
      String percent = text("verifying", Math.round(100 * keeper.progress()));
      return new SealTold(
          SealTold.Kind.VERIFYING, percent, "", "", false, keeper.progress(), details(report));
    }
    if (report.isEmpty() && keeper.notVerified().isPresent()) {
      String reason = text("not-verified.todo", words.why(keeper.notVerified().get()));
      return new SealTold(
          SealTold.Kind.FAILED, text("not-verified"), "", reason, true, keeper.progress(), "");
    }
    return until(keeper)
        .map(until -> sealed(keeper, report, until, now))
        .orElseGet(() -> notSealed(keeper, report));
  }

  static Optional<Instant> until(SealKeeper keeper) {
    return keeper
        .step()
        .map(SealStep::until)
        .orElse(keeper.verified().flatMap(it -> it.report().sealedUntil()));
  }

  private SealTold broken(SealKeeper keeper, SealReport report) {
    List<SealFinding> breaking = breaking(report);
    SealFinding first = breaking.getFirst();
    boolean log = breaking.stream().anyMatch(it -> it.kind().breaksLog());
    Optional<Instant> until = keeper.verified().flatMap(SealKeeper.Verified::unchangedUntil);
    String second =
        until
            .map(it -> text(log ? "unchanged" : "log-unchanged", minute(it)))
            .orElseGet(() -> text("nothing-before"));
    return new SealTold(
        SealTold.Kind.BROKEN,
        text("broken", finding(first)),
        "",
        second,
        false,
        keeper.progress(),
        breaking.size() > 1 ? text("all-findings", breaking.size()) : text("details"));
  }

  /// Those that break the seal, those of the log before those of the seals.
  static List<SealFinding> breaking(SealReport report) {
    return report.findings().stream().filter(it -> it.kind().breaksSeal()).toList();
  }

  private SealTold sealed(
      SealKeeper keeper, Optional<SealReport> report, Instant until, Instant now) {
    String aside =
        report
            .filter(it -> it.sealedUntil().isPresent())
            .map(it -> text("verified", words.distance(Duration.between(it.verified(), now))))
            .orElseGet(() -> text("just-sealed"));
    String trouble = trouble(keeper);
    return new SealTold(
        SealTold.Kind.SEALED,
        text("sealed", minute(until)),
        aside,
        trouble.isEmpty() ? report.map(this::toKnow).orElse("") : trouble,
        !trouble.isEmpty(),
        keeper.isAsked() ? keeper.progress() : -1,
        details(report));
  }

  private SealTold notSealed(SealKeeper keeper, Optional<SealReport> report) {
    String trouble = trouble(keeper);
    return new SealTold(
        SealTold.Kind.NOT_SEALED,
        text("not-sealed"),
        "",
        trouble.isEmpty() ? report.map(this::toKnow).orElse("") : trouble,
        !trouble.isEmpty(),
        -1,
        details(report));
  }

  /// What went wrong and what to do about it; empty as a rule.
  String trouble(SealKeeper keeper) {
    Optional<String> sealing =
        keeper.notSealed().map(cause -> text("trouble.sealing", words.why(cause)));
    return sealing
        .or(() -> keeper.step().flatMap(SealStep::trouble).map(this::trouble))
        .or(() -> keeper.notVerified().map(cause -> text("trouble.verifying", words.why(cause))))
        .orElse("");
  }

  private String trouble(SealStep.Trouble trouble) {
    return switch (trouble) {
      case SealStep.Trouble.OwnSeals _, SealStep.Trouble.NotSealed _ ->
          text("trouble.sealing", why(trouble));
      case SealStep.Trouble.NotInConsole _ -> text("trouble.console", why(trouble));
    };
  }

  /// Why not all is as it should be, as the end of a sentence.
  String why(SealStep.Trouble trouble) {
    return switch (trouble) {
      case SealStep.Trouble.OwnSeals(SealFinding found) -> finding(found);
      case SealStep.Trouble.NotSealed(Message reason) -> words.told(reason);
      case SealStep.Trouble.NotInConsole(Message reason) -> words.told(reason);
    };
  }

  /// What breaks nothing.
  private String toKnow(SealReport report) {
    List<String> told = new ArrayList<>();
    List<SealFinding> findings = report.findings();
    if (findings.size() == 1) {
      told.add(sentence(findings.getFirst()));
    } else if (!findings.isEmpty()) {
      told.add(text("to-know", findings.size()));
    }
    others(report).ifPresent(told::add);
    return String.join(" · ", told);
  }

  /// Who else sealed.
  Optional<String> others(SealReport report) {
    String all =
        report.others().stream()
            .map(SealReport.OtherWitness::witness)
            .distinct()
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? Optional.empty() : Optional.of(text("others", all));
  }

  private String details(Optional<SealReport> report) {
    return report.filter(SealWords::hasDetails).isPresent() ? text("details") : "";
  }

  private static boolean hasDetails(SealReport report) {
    return !report.findings().isEmpty()
        || !report.others().isEmpty()
        || !report.acknowledged().isEmpty();
  }

  /// The same where there is little room.
  SealTold.Brief briefly(SealTold told, SealKeeper keeper, Instant now) {
    boolean trouble = told.kind() == SealTold.Kind.SEALED && told.concern();
    String spoken = text("short." + (trouble ? "trouble" : told.kind().name()));
    String text =
        switch (told.kind()) {
          case VERIFYING -> told.title();
          case SEALED ->
              trouble ? spoken : until(keeper).map(it -> sealedTo(it, now)).orElse(spoken);
          case BROKEN, NOT_SEALED, FAILED -> spoken;
        };
    Tone tone =
        trouble
            ? Tone.WARNING
            : switch (told.kind()) {
              case SEALED -> Tone.SUCCESS;
              case BROKEN -> Tone.DANGER;
              case VERIFYING, NOT_SEALED -> Tone.NEUTRAL;
              case FAILED -> Tone.WARNING;
            };
    String reason =
        Stream.of(told.title(), verified(keeper), told.second())
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    return new SealTold.Brief(told.kind(), tone, text, spoken, reason);
  }

  /// Today's seals by their time, others by their day.
  private String sealedTo(Instant until, Instant now) {
    boolean today = until.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
    return text("sealed", (today ? TIME : DAY).format(until));
  }

  /// When what is sealed was verified the last time; empty where it was not.
  private String verified(SealKeeper keeper) {
    return keeper
        .verified()
        .map(SealKeeper.Verified::report)
        .filter(it -> it.sealedUntil().isPresent())
        .map(it -> text("verified.at", minute(it.verified())))
        .orElse("");
  }
}
