package keyconsole.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding.Evidence;
import keyconsole.domain.Finding.Raised;
import keyconsole.domain.FindingKind;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyUsage.Reconciliation;
import keyconsole.domain.LastUse;
import keyconsole.domain.Limits;
import keyconsole.domain.Mark;
import keyconsole.domain.Rule;
import keyconsole.domain.Scope;
import keyconsole.domain.Severity;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.domain.UsageReport.Limit;
import keyconsole.usage.KeyPeak;
import keyconsole.usage.KeyTrace;
import keyconsole.usage.UsageIndex.Unreadable;

/// What is looked for at each key that answers requests, one rule a line: see [#ALL]. A key that
/// does not answer is no risk and nobody's trouble, so nothing is said of it.
final class FindingRules {

  /// How long a key must have been in use before it is said to need less than it has.
  private static final Duration LONG_ENOUGH = Duration.ofDays(30);

  /// Every rule for a key.
  static final List<KeyRule> ALL =
      List.of(
          new KeyRule(FindingKind.ADMIN_UNRESTRICTED, FindingRules::adminUnrestricted),
          new KeyRule(FindingKind.LOCKS_OUT, FindingRules::locksOut),
          new KeyRule(FindingKind.SAME_HASH, FindingRules::sameHash),
          new KeyRule(FindingKind.NEW_ADDRESSES, FindingRules::newAddresses),
          new KeyRule(FindingKind.EXPIRING, FindingRules::expiring),
          new KeyRule(FindingKind.IDLE, FindingRules::idle),
          new KeyRule(FindingKind.UNROTATED, FindingRules::unrotated),
          new KeyRule(FindingKind.NEVER_EXPIRES, FindingRules::neverExpires),
          new KeyRule(FindingKind.NEAR_LIMIT, FindingRules::nearLimit),
          new KeyRule(FindingKind.NEVER_USED, FindingRules::neverUsed),
          new KeyRule(FindingKind.OVERGRANTED, FindingRules::overgranted),
          new KeyRule(FindingKind.STORED_ONLY, FindingRules::storedOnly),
          new KeyRule(FindingKind.ADRIFT, FindingRules::adrift));

  private FindingRules() {}

  /// A rule: what it finds, and how.
  record KeyRule(FindingKind kind, Check check) {}

  /// How a rule looks at a key.
  @FunctionalInterface
  interface Check {
    /// What it finds at a key that answers requests.
    Optional<Found> at(ApiKey key, Grounds grounds);
  }

  /// What a rule has found.
  ///
  /// @param since since when it is so; empty where nothing tells
  /// @param severity another one than the kind's; empty as a rule
  record Found(Evidence evidence, Optional<Instant> since, Optional<Severity> severity) {}

  /// What a key is judged by, beside itself.
  ///
  /// @param counted whether all usage lines were read, so that what they do not tell was not there
  /// @param traces what the lines tell of each key, by its id
  /// @param peaks the most that each key used of its limits since [#granted()]
  /// @param daysWithFile the UTC days that usage files are there of
  /// @param unreadable what cannot be read of the lines, of any key
  /// @param twins the keys of every hash that more than one has
  record Grounds(
      Instant now,
      Thresholds thresholds,
      boolean counted,
      Map<String, KeyTrace> traces,
      Map<String, KeyPeak> peaks,
      Set<LocalDate> daysWithFile,
      Unreadable unreadable,
      Map<KeyHash, List<ApiKey>> twins) {

    KeyTrace trace(ApiKey key) {
      return traces.getOrDefault(key.id().text(), KeyTrace.NONE);
    }

    LocalDate today() {
      return day(now);
    }

    LocalDate newFrom() {
      return today().minusDays(KeyUsages.NEW_DAYS - 1L);
    }

    /// The first day that is looked back to for what a key uses of its rights.
    LocalDate granted() {
      return today().minusDays(thresholds.of(Threshold.GRANTED_DAYS) - 1L);
    }

    LastUse lastUse(ApiKey key) {
      return LastUses.of(key, counted, () -> trace(key).newest());
    }
  }

  private static Optional<Found> found(Evidence evidence) {
    return Optional.of(new Found(evidence, Optional.empty(), Optional.empty()));
  }

  private static Optional<Found> found(Evidence evidence, Instant since) {
    return Optional.of(new Found(evidence, Optional.of(since), Optional.empty()));
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  /// Host names are stored only, so they restrict nothing.
  private static Optional<Found> adminUnrestricted(ApiKey key, Grounds grounds) {
    boolean open =
        key.restrictions().allowedIps().isEmpty()
            && key.restrictions().allowedEndpoints().isEmpty();
    return key.scope() == Scope.ADMIN && open ? found(new Evidence.Plain()) : Optional.empty();
  }

  private static Optional<Found> locksOut(ApiKey key, Grounds grounds) {
    return Enforcement.locksEveryoneOut(key)
        ? found(new Evidence.Rules(rules(key, Mark.LOCKS_OUT)))
        : Optional.empty();
  }

  private static List<Rule> rules(ApiKey key, Mark mark) {
    return Stream.concat(
            Enforcement.restrictions(key.restrictions()).stream(), Enforcement.limits(key).stream())
        .filter(verdict -> verdict.mark() == mark)
        .map(Enforcement.Verdict::rule)
        .toList();
  }

  private static Optional<Found> sameHash(ApiKey key, Grounds grounds) {
    List<ApiKey> others =
        grounds.twins().getOrDefault(key.hash(), List.of()).stream()
            .filter(other -> !other.id().equals(key.id()))
            .toList();
    return others.isEmpty() ? Optional.empty() : found(new Evidence.Twins(others));
  }

  private static Optional<Found> newAddresses(ApiKey key, Grounds grounds) {
    KeyTrace trace = grounds.trace(key);
    if (!grounds.counted()
        || trace.addresses().all() == 0
        || !KeyUsages.tellsNewFromOld(knownFrom(key, trace, grounds), grounds.newFrom())) {
      return Optional.empty();
    }
    Evidence.Addresses addresses =
        new Evidence.Addresses(
            trace.addresses().most(), trace.addresses().all(), grounds.newFrom());
    LocalDate first =
        addresses.most().stream()
            .map(newcomer -> newcomer.first())
            .min(Comparator.naturalOrder())
            .orElse(grounds.today());
    return found(addresses, first.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  /// The first day that anything of a key is known of: of its first line, or of the first usage
  /// file since it was made.
  private static LocalDate knownFrom(ApiKey key, KeyTrace trace, Grounds grounds) {
    LocalDate earliest = grounds.today().minusWeeks(KeyUsages.WEEKS);
    LocalDate made = day(key.createdAt());
    return Stream.concat(
            grounds.daysWithFile().stream()
                .filter(day -> !day.isBefore(made) && !day.isBefore(earliest)),
            trace.first().stream())
        .min(Comparator.naturalOrder())
        .orElse(grounds.today());
  }

  private static Optional<Found> expiring(ApiKey key, Grounds grounds) {
    if (!KeyRules.isExpiring(key, grounds.now(), grounds.thresholds())) {
      return Optional.empty();
    }
    return key.expiresAt()
        .map(
            end ->
                new Found(
                    new Evidence.Ends(end),
                    Optional.empty(),
                    KeyRules.endsWithin(key, KeyRules.A_DAY, grounds.now())
                        ? Optional.of(Severity.CRITICAL)
                        : Optional.empty()));
  }

  private static Optional<Found> idle(ApiKey key, Grounds grounds) {
    LastUse last = grounds.lastUse(key);
    return KeyRules.isIdle(key, last, grounds.now(), grounds.thresholds())
            && last instanceof LastUse.At(Instant moment)
        ? found(new Evidence.Idle(moment, daysSince(moment, grounds)), moment)
        : Optional.empty();
  }

  private static long daysSince(Instant moment, Grounds grounds) {
    return ChronoUnit.DAYS.between(moment, grounds.now());
  }

  private static Optional<Found> unrotated(ApiKey key, Grounds grounds) {
    Instant since = KeyRules.rawKeySince(key);
    return KeyRules.isUnrotated(key, grounds.now(), grounds.thresholds())
        ? found(
            new Evidence.Age(since, daysSince(since, grounds), key.lastRotated().isPresent()),
            since)
        : Optional.empty();
  }

  private static Optional<Found> neverExpires(ApiKey key, Grounds grounds) {
    return key.expiresAt().isEmpty()
        ? found(new Evidence.Plain(), key.createdAt())
        : Optional.empty();
  }

  /// The window of which the largest part is used. A limit of none or less locks everyone out,
  /// which is told as that.
  private static Optional<Found> nearLimit(ApiKey key, Grounds grounds) {
    KeyTrace trace = grounds.trace(key);
    Instant now = grounds.now();
    Instant day = now.truncatedTo(ChronoUnit.DAYS);
    Instant month = grounds.today().withDayOfMonth(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    Limits limits = key.limits();
    return Stream.of(
            new Evidence.Filled(
                Limit.HOUR, now.truncatedTo(ChronoUnit.HOURS), trace.hour(), limits.perHour()),
            new Evidence.Filled(Limit.DAY, day, trace.day(), limits.perDay()),
            new Evidence.Filled(Limit.MONTH, month, trace.month(), limits.perMonth()))
        .filter(window -> window.allowed() > 0)
        .filter(
            window ->
                100.0 * window.used()
                    >= (double) grounds.thresholds().of(Threshold.LIMIT_PERCENT) * window.allowed())
        .max(Comparator.comparingDouble(window -> (double) window.used() / window.allowed()))
        .flatMap(window -> found(window, window.start()));
  }

  private static Optional<Found> neverUsed(ApiKey key, Grounds grounds) {
    boolean old =
        !key.createdAt()
            .isAfter(
                grounds.now().minus(KeyRules.days(grounds.thresholds(), Threshold.UNUSED_DAYS)));
    return old && grounds.lastUse(key) instanceof LastUse.Never
        ? found(new Evidence.Unused(daysSince(key.createdAt(), grounds)), key.createdAt())
        : Optional.empty();
  }

  /// A default that is not used up is the backend's doing, so only what somebody granted counts:
  /// endpoints that were named, and limits above what the scope has. A key that is hardly used yet
  /// does not tell.
  private static Optional<Found> overgranted(ApiKey key, Grounds grounds) {
    KeyTrace trace = grounds.trace(key);
    Optional<KeyPeak> peak = Optional.ofNullable(grounds.peaks().get(key.id().text()));
    if (!grounds.counted()
        || peak.isEmpty()
        || key.createdAt().isAfter(grounds.now().minus(LONG_ENOUGH))) {
      return Optional.empty();
    }
    List<String> unused =
        key.restrictions().allowedEndpoints().stream()
            .distinct()
            .filter(endpoint -> !trace.endpoints().contains(endpoint))
            .toList();
    // Where none of them was asked for, it is no matter of too many.
    boolean someUsed = unused.size() < Set.copyOf(key.restrictions().allowedEndpoints()).size();
    List<Raised> raised = raised(key, peak.get());
    return raised.isEmpty() && (unused.isEmpty() || !someUsed)
        ? Optional.empty()
        : found(new Evidence.Surplus(grounds.granted(), someUsed ? unused : List.of(), raised));
  }

  private static List<Raised> raised(ApiKey key, KeyPeak peak) {
    Limits usual = Limits.defaultsFor(key.scope());
    Limits limits = key.limits();
    return Stream.of(
            new Raised(Limit.HOUR, limits.perHour(), usual.perHour(), peak.hour()),
            new Raised(Limit.DAY, limits.perDay(), usual.perDay(), peak.day()),
            new Raised(Limit.MONTH, limits.perMonth(), usual.perMonth(), peak.month()))
        .filter(each -> each.allowed() > each.standard() && each.peak() <= each.standard())
        .toList();
  }

  /// The need of TLS and the limits that every key has are stored only too; what counts is what
  /// somebody has narrowed and so relies on.
  private static Optional<Found> storedOnly(ApiKey key, Grounds grounds) {
    List<Rule> relied = new ArrayList<>();
    if (!key.restrictions().allowedDomains().isEmpty()) {
      relied.add(Rule.ALLOWED_DOMAINS);
    }
    Limits usual = Limits.defaultsFor(key.scope());
    Limits limits = key.limits();
    addIfBelow(relied, Rule.REQUESTS_PER_HOUR, limits.perHour(), usual.perHour());
    addIfBelow(relied, Rule.REQUESTS_PER_DAY, limits.perDay(), usual.perDay());
    addIfBelow(relied, Rule.REQUESTS_PER_MONTH, limits.perMonth(), usual.perMonth());
    addIfBelow(relied, Rule.COST, limits.costCents(), usual.costCents());
    addIfBelow(
        relied, Rule.TOKENS_PER_REQUEST, limits.tokensPerRequest(), usual.tokensPerRequest());
    addIfBelow(
        relied, Rule.CONCURRENT_REQUESTS, limits.concurrentRequests(), usual.concurrentRequests());
    relied.retainAll(rules(key, Mark.STORED_ONLY));
    return relied.isEmpty() ? Optional.empty() : found(new Evidence.Rules(relied));
  }

  private static void addIfBelow(List<Rule> relied, Rule rule, long limit, long usual) {
    if (limit < usual) {
      relied.add(rule);
    }
  }

  private static Optional<Found> adrift(ApiKey key, Grounds grounds) {
    KeyTrace trace = grounds.trace(key);
    if (!grounds.counted() || trace.lines() == key.usage().requests()) {
      return Optional.empty();
    }
    KeyReconciliation.Lines lines =
        new KeyReconciliation.Lines(trace.lines(), trace.first(), trace.newest(), trace.hour());
    Reconciliation told =
        new KeyReconciliation(key, lines, grounds.unreadable(), grounds.now()).told(false);
    return told.isDrift()
        ? found(new Evidence.Drift(told.counter(), told.lines(), told.causes()))
        : Optional.empty();
  }
}
