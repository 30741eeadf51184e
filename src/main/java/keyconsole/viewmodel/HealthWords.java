package keyconsole.viewmodel;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.Finding;
import keyconsole.domain.Finding.Evidence;
import keyconsole.domain.FindingKind;
import keyconsole.domain.KeyUsage.Cause;
import keyconsole.domain.KeyUsage.Newcomer;
import keyconsole.domain.Severity;
import keyconsole.domain.Snooze;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.domain.Unseen;

/// Findings in a person's words. Times are UTC.
final class HealthWords {

  /// More addresses or endpoints than these are counted, not named.
  private static final int MOST_NAMED = 3;

  private final KeyWords words;
  private final String tenant;
  private final Optional<Path> folder;

  /// @param folder the tenant's, told by its name; empty where its whole path is to be told
  HealthWords(KeyWords words, String tenant, Optional<Path> folder) {
    this.words = words;
    this.tenant = tenant;
    this.folder = folder;
  }

  String text(String name, Object... values) {
    return words.text("health." + name, values);
  }

  /// Why something failed.
  String reason(Exception cause) {
    return words.why(cause);
  }

  /// What did not go as asked.
  Report failed(String name, Exception cause) {
    return Report.of(words, text(name), cause);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Tone tone(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Tone.DANGER;
      case WARNING -> Tone.WARNING;
      case NOTICE -> Tone.NEUTRAL;
    };
  }

  String severity(Severity severity) {
    return text("severity." + lower(severity));
  }

  String hint(Severity severity) {
    return text("severity." + lower(severity) + ".hint");
  }

  /// What a kind is, with its threshold.
  String title(FindingKind kind, Thresholds thresholds) {
    return text("kind." + lower(kind), line(kind, thresholds));
  }

  /// What findings of a kind are that matter alike: what ends within a day stands apart.
  String title(FindingKind kind, Severity severity, Thresholds thresholds) {
    boolean withinADay = kind == FindingKind.EXPIRING && severity == Severity.CRITICAL;
    return withinADay ? text("kind." + lower(kind), 1) : title(kind, thresholds);
  }

  /// Why it matters.
  String why(FindingKind kind, Thresholds thresholds) {
    return text("why." + lower(kind), line(kind, thresholds));
  }

  private static int line(FindingKind kind, Thresholds thresholds) {
    return kind.threshold().map(thresholds::of).orElse(0);
  }

  String threshold(Threshold threshold) {
    return text("threshold." + lower(threshold));
  }

  /// What it is about, as it is shown: a key's name, a file, a folder.
  String name(Finding finding) {
    return Unseen.shown(stored(finding));
  }

  private String stored(Finding finding) {
    return switch (finding.evidence()) {
      case Evidence.File(var problem) -> KeyWords.shortFile(problem.fileName());
      case Evidence.Folder(var warning) ->
          relative(warning.folder().orElseGet(() -> words.told(warning.told())));
      case Evidence.Seal(var found) -> found.file();
      case Evidence.Back(var back) -> words.name(back.keyName());
      case Evidence.Plain _,
          Evidence.Idle _,
          Evidence.Age _,
          Evidence.Ends _,
          Evidence.Unused _,
          Evidence.Rules _,
          Evidence.Filled _,
          Evidence.Surplus _,
          Evidence.Addresses _,
          Evidence.Drift _,
          Evidence.Twins _ ->
          finding.key().map(words::name).orElse(finding.subject());
    };
  }

  /// A folder, or a sentence about it, its path as far as it is the tenant's.
  private String relative(String sentence) {
    return folder
        .map(it -> sentence.replace(it.toString(), String.valueOf(it.getFileName())))
        .orElse(sentence);
  }

  /// Whose key it is.
  String owner(Finding finding) {
    return finding
        .key()
        .map(key -> Unseen.shown(KeyRow.shortOwner(key.ownerId(), tenant)))
        .orElse("");
  }

  /// By what it was seen.
  String evidence(Finding finding, Instant now) {
    return switch (finding.evidence()) {
      case Evidence.Plain() -> plain(finding);
      case Evidence.Idle(Instant last, long days) -> text("seen.idle", days, KeyWords.day(last));
      case Evidence.Age(Instant since, long days, boolean rotated) ->
          text(rotated ? "seen.age.rotated" : "seen.age.made", days, KeyWords.day(since));
      case Evidence.Ends(Instant end) ->
          text("seen.ends", words.distance(Duration.between(now, end)), KeyWords.minute(end));
      case Evidence.Unused(long days) -> text("seen.unused", days);
      case Evidence.File(var problem) ->
          finding
              .key()
              .map(key -> text("seen.live", words.told(problem.reason()), words.name(key)))
              .orElseGet(() -> words.told(problem.reason()));
      case Evidence.Rules(var rules) ->
          text(
              "seen." + lower(finding.kind()),
              rules.stream()
                  .map(rule -> text("rule." + lower(rule)))
                  .collect(Collectors.joining(", ")));
      case Evidence.Filled filled -> filled(filled);
      case Evidence.Surplus surplus -> surplus(surplus);
      case Evidence.Addresses addresses -> addresses(addresses);
      case Evidence.Drift drift -> drift(drift);
      case Evidence.Twins(var others) -> twins(others.stream().map(words::name));
      case Evidence.Folder(var warning) ->
          warning
              .command()
              .map(Unseen::shown)
              .orElseGet(() -> words.text("warnings." + warning.what() + ".mend"));
      case Evidence.Seal(var found) -> new SealWords(words).sentence(found);
      case Evidence.Back(var back) ->
          words.text("returns." + back.what(), back.keyName(), KeyWords.minute(back.takenAway()));
    };
  }

  /// The other keys of the same raw key.
  String twins(Stream<String> names) {
    return text("seen.twins", names.collect(Collectors.joining(", ")));
  }

  private String plain(Finding finding) {
    return finding.kind() == FindingKind.NEVER_EXPIRES
        ? text("seen.never-expires", finding.since().map(KeyWords::day).orElse(""))
        : finding
            .key()
            .map(
                key -> text("seen.admin", key.capabilities().size(), KeyWords.day(key.createdAt())))
            .orElse("");
  }

  private String filled(Evidence.Filled filled) {
    long percent = (long) Math.floor(100.0 * filled.used() / filled.allowed());
    return text(
        "seen.filled." + lower(filled.limit()),
        KeyWords.number(filled.used()),
        KeyWords.number(filled.allowed()),
        KeyWords.number(percent));
  }

  private String surplus(Evidence.Surplus surplus) {
    List<String> parts = new ArrayList<>();
    if (!surplus.endpoints().isEmpty()) {
      parts.add(text("seen.endpoints", surplus.endpoints().size(), some(surplus.endpoints())));
    }
    surplus
        .limits()
        .forEach(
            raised ->
                parts.add(
                    text(
                        "seen.raised." + lower(raised.limit()),
                        KeyWords.number(raised.allowed()),
                        KeyWords.number(raised.peak()))));
    return String.join(" · ", parts);
  }

  private String addresses(Evidence.Addresses addresses) {
    long requests = addresses.most().stream().mapToLong(Newcomer::requests).sum();
    return text(
        "seen.addresses",
        addresses.all(),
        some(addresses.most().stream().map(Newcomer::value).toList()),
        requests);
  }

  private String some(List<String> values) {
    String named = values.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return values.size() > MOST_NAMED ? named + ", …" : named;
  }

  private String drift(Evidence.Drift drift) {
    String counts =
        text("seen.drift", KeyWords.number(drift.counter()), KeyWords.number(drift.lines()));
    return drift.causes().stream()
        .findFirst()
        .map(cause -> counts + " " + cause(cause))
        .orElse(counts);
  }

  private String cause(Cause cause) {
    return switch (cause) {
      case Cause.OnItsWay() -> "";
      case Cause.LinesBeginLate(var created, var first) ->
          text("cause.late", KeyWords.dayOfYear(first));
      case Cause.Unreadable(int lines, int files) -> text("cause.unreadable");
      case Cause.LinesGone() -> text("cause.gone");
      case Cause.FileIsOld() -> text("cause.old");
      case Cause.LostCounts() -> text("cause.lost");
    };
  }

  /// By whom, until when and why it is put off.
  String putOff(Snooze snooze) {
    return text("put-off.told", KeyWords.day(snooze.until()), snooze.by(), snooze.reason());
  }
}
