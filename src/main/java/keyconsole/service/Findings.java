package keyconsole.service;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding;
import keyconsole.domain.Finding.Evidence;
import keyconsole.domain.FindingKind;
import keyconsole.domain.HealthReport;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.SealReport;
import keyconsole.domain.Thresholds;
import keyconsole.domain.Warning;
import keyconsole.store.English;
import keyconsole.usage.KeyPeak;
import keyconsole.usage.KeyTrace;
import keyconsole.usage.UsageIndex;

/// Finds what is not as it should be with a tenant's keys and its folder. The rules for keys stand
/// in [FindingRules], what each kind weighs in [FindingKind].
///
/// It reads the keys folder and the folders' rights, and of the usage lines what was counted so
/// far; it writes nothing. Calls block, for some seconds with very many keys; any thread.
public final class Findings {

  /// Those of the same kind stay as they come: by the names of their keys.
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity).thenComparing(Finding::kind);

  private final Supplier<KeyListing> listing;
  private final UsageIndex usage;
  private final Supplier<List<Warning>> warnings;
  private final Supplier<Instant> clock;

  Findings(
      Supplier<KeyListing> listing,
      UsageIndex usage,
      Supplier<List<Warning>> warnings,
      Supplier<Instant> clock) {
    this.listing = listing;
    this.usage = usage;
    this.warnings = warnings;
    this.clock = clock;
  }

  /// What others look after, and is told here too.
  ///
  /// @param seals the last verification of the audit log's seals; empty where there was none
  /// @param returns access that came back
  public record Told(Optional<SealReport> seals, AccessReturns returns) {
    /// Nothing.
    public static final Told NOTHING = new Told(Optional.empty(), AccessReturns.NONE);
  }

  /// Looks at everything.
  ///
  /// @param progress told on this thread how far it is, 0 to 1
  /// @throws keyconsole.store.StoreException if the keys folder cannot be read
  /// @throws CancellationException if the thread is interrupted
  public HealthReport look(Told told, Thresholds thresholds, DoubleConsumer progress) {
    Instant now = clock.get();
    boolean counted = usage.isReadOnce();
    // The keys' files are read behind the lines, so that no counter is older than its lines.
    FindingRules.Grounds lines = grounds(now, thresholds, counted, progress);
    KeyListing keys = listing.get();
    FindingRules.Grounds grounds = withTwins(lines, keys);
    List<Finding> found = new ArrayList<>();
    for (ApiKey key : byName(keys.keys())) {
      requireGoingOn();
      addOfKey(found, key, grounds);
    }
    keys.problems().forEach(problem -> found.add(ofProblem(problem, now)));
    warnings.get().forEach(warning -> ofWarning(warning).ifPresent(found::add));
    told.seals().ifPresent(report -> addOfSeals(found, report));
    told.returns().returns().forEach(back -> ofReturn(back).ifPresent(found::add));
    found.sort(WORST_FIRST);
    progress.accept(1);
    return new HealthReport(
        now, thresholds, counted, told.seals().isPresent(), keys.keys().size(), found);
  }

  private static void requireGoingOn() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The look at the tenant's health was stopped");
    }
  }

  private FindingRules.Grounds grounds(
      Instant now, Thresholds thresholds, boolean counted, DoubleConsumer progress) {
    FindingRules.Grounds bare =
        new FindingRules.Grounds(
            now,
            thresholds,
            counted,
            Map.of(),
            Map.of(),
            Set.of(),
            UsageIndex.Unreadable.NONE,
            Map.of());
    Map<String, KeyTrace> traces =
        usage.traces(
            now,
            bare.newFrom(),
            bare.granted(),
            listing.get().keys().stream()
                .filter(key -> !key.restrictions().allowedEndpoints().isEmpty())
                .map(key -> key.id().text())
                .collect(Collectors.toSet()),
            done -> progress.accept(done / 2));
    Map<String, KeyPeak> peaks =
        counted
            ? usage.peaks(midnight(bare.granted()), midnight(bare.today().plusDays(1)))
            : Map.of();
    progress.accept(0.75);
    return new FindingRules.Grounds(
        now,
        thresholds,
        counted,
        traces,
        peaks,
        usage.daysWithFile(bare.today().minusWeeks(KeyUsages.WEEKS), bare.today()),
        usage.unreadable(),
        Map.of());
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /// Live problems count as twins too: their raw keys open just as well.
  private static FindingRules.Grounds withTwins(FindingRules.Grounds grounds, KeyListing keys) {
    Map<KeyHash, List<ApiKey>> twins =
        Stream.concat(
                keys.keys().stream()
                    .filter(key -> key.flags().contains(KeyFlag.SAME_HASH_AS_ANOTHER)),
                keys.problems().stream().flatMap(problem -> problem.live().stream()))
            .collect(Collectors.groupingBy(ApiKey::hash));
    return new FindingRules.Grounds(
        grounds.now(),
        grounds.thresholds(),
        grounds.counted(),
        grounds.traces(),
        grounds.peaks(),
        grounds.daysWithFile(),
        grounds.unreadable(),
        twins);
  }

  private static void addOfKey(List<Finding> found, ApiKey key, FindingRules.Grounds grounds) {
    if (!key.isUsable(grounds.now())) {
      return;
    }
    for (FindingRules.KeyRule rule : FindingRules.ALL) {
      rule.check()
          .at(key, grounds)
          .ifPresent(
              it ->
                  found.add(
                      new Finding(
                          rule.kind(),
                          it.severity().orElse(rule.kind().severity()),
                          Optional.of(key),
                          key.id().text(),
                          it.evidence(),
                          it.since())));
    }
  }

  private static Finding ofProblem(KeyProblem problem, Instant now) {
    Optional<ApiKey> live = problem.live().filter(key -> key.isUsable(now));
    FindingKind kind = live.isPresent() ? FindingKind.LIVE_PROBLEM : FindingKind.PROBLEM_FILE;
    return plain(kind, live, problem.fileName(), new Evidence.File(problem), Optional.empty());
  }

  private static Finding plain(
      FindingKind kind,
      Optional<ApiKey> key,
      String subject,
      Evidence evidence,
      Optional<Instant> since) {
    return new Finding(kind, kind.severity(), key, subject, evidence, since);
  }

  /// What is over, or concerns the console alone, is told by the warnings only.
  private static Optional<Finding> ofWarning(Warning warning) {
    Optional<FindingKind> kind =
        switch (warning.what()) {
          case OPEN_TO_OTHERS -> Optional.of(FindingKind.OPEN_FOLDER);
          case FOREIGN_OWNER, NO_LOCKS -> Optional.of(FindingKind.FOLDER_TROUBLE);
          case UNSETTLED, NOT_KEPT, HAPPENED -> Optional.empty();
        };
    return kind.map(
        it ->
            plain(
                it,
                Optional.empty(),
                // The same for as long as it is there, whatever language is spoken.
                English.of(warning.told()),
                new Evidence.Folder(warning),
                Optional.empty()));
  }

  private static void addOfSeals(List<Finding> found, SealReport report) {
    report.findings().stream()
        .filter(each -> each.kind().breaksSeal())
        .forEach(
            each ->
                found.add(
                    plain(
                        FindingKind.SEAL_BROKEN,
                        Optional.empty(),
                        each.kind() + " " + each.file() + " " + each.line(),
                        new Evidence.Seal(each),
                        Optional.empty())));
  }

  /// What was blocked at once is over.
  private static Optional<Finding> ofReturn(AccessReturn back) {
    return back.what() == AccessReturn.What.BLOCKED
        ? Optional.empty()
        : Optional.of(
            plain(
                FindingKind.ACCESS_BACK,
                Optional.empty(),
                back.id(),
                new Evidence.Back(back),
                Optional.of(back.seen())));
  }

  private record Named(String name, ApiKey key) {}

  private static List<ApiKey> byName(List<ApiKey> keys) {
    return keys.stream()
        .map(key -> new Named(key.name().toLowerCase(Locale.ROOT), key))
        .sorted(Comparator.comparing(Named::name).thenComparing(it -> it.key().id().text()))
        .map(Named::key)
        .toList();
  }
}
