package keyconsole.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.Decision.Answer;
import keyconsole.domain.Denial;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Message;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Rule;
import keyconsole.domain.RuleResult;
import keyconsole.domain.RuleResult.Held;
import keyconsole.domain.RuleResult.Outcome;
import keyconsole.store.English;
import keyconsole.store.KeyFile;

/// Decides a request twice: as the backend does today, by exact text, and as the key's fields mean
/// it.
///
/// Rules, order and messages are those of "Validate" in the contract, to the letter.
final class Decisions {

  private static final Held NOTHING = new Held.Nothing();
  private static final Outcome PASSED = new Outcome.Passed();
  private static final Outcome NOT_JUDGED = new Outcome.NotJudged();
  private static final Outcome NOT_TRACKED = new Outcome.NotTracked();

  private Decisions() {}

  /// The answer where no file holds the hash.
  static Decision unknownKey() {
    String message = "Invalid API key";
    Outcome.Failed failed = failed(message, Denial.UNKNOWN_KEY);
    Answer no = new Answer.No(Rule.KNOWN_KEY, message, failed.told());
    return new Decision.Denied(
        Rule.KNOWN_KEY,
        message,
        Optional.empty(),
        no,
        no,
        List.of(new RuleResult(Rule.KNOWN_KEY, NOTHING, "", failed, failed)));
  }

  /// The answer where the backend fails on a file with the hash: it knows no key, and where another
  /// file would let the request in, which of them it comes upon first is chance.
  ///
  /// @param found every file with the hash
  static Decision brokenFile(KeyProblem problem, List<KeyFile> found) {
    Optional<ApiKey> twin =
        found.stream().map(KeyService::keyIn).flatMap(Optional::stream).findFirst();
    if (twin.isEmpty()) {
      return unknownKey();
    }
    String message =
        problem.fileName()
            + " holds the same key and cannot be read: "
            + English.of(problem.reason());
    Outcome.Failed failed =
        failed(message, Denial.BROKEN_FILE, problem.fileName(), problem.reason());
    Answer no = new Answer.No(Rule.KNOWN_KEY, message, failed.told());
    return new Decision.Denied(
        Rule.KNOWN_KEY,
        message,
        twin,
        no,
        no,
        List.of(
            new RuleResult(Rule.KNOWN_KEY, new Held.Word(twin.get().name()), "", failed, failed)));
  }

  /// The answer for a live credential whose file is a problem: never let through, since what its
  /// odd fields mean is not known. The backend's answer is that for the fields that can be read.
  static Decision problemFile(ApiKey live, Message reason, AccessRequest request, Instant now) {
    String message = "The key file has a problem: " + English.of(reason);
    Outcome.Failed failed = failed(message, Denial.PROBLEM_FILE, reason);
    List<RuleResult> trace = new ArrayList<>(trace(live, request, now, new RecentUsage(0, 0, 0)));
    Answer backend = answer(trace, false);
    trace.set(0, new RuleResult(Rule.KNOWN_KEY, new Held.Word(live.name()), "", PASSED, failed));
    return new Decision.Denied(
        Rule.KNOWN_KEY,
        message,
        Optional.of(live),
        backend,
        new Answer.No(Rule.KNOWN_KEY, message, failed.told()),
        trace);
  }

  /// Both answers for a key.
  ///
  /// @param used requests of the key in the hour, day and month of `now`
  static Decision decide(ApiKey key, AccessRequest request, Instant now, RecentUsage used) {
    List<RuleResult> trace = trace(key, request, now, used);
    Answer backend = answer(trace, false);
    Answer full = answer(trace, true);
    Answer first = full instanceof Answer.No ? full : backend;
    return switch (first) {
      case Answer.Yes _ -> new Decision.Allowed(key, trace);
      case Answer.No(Rule rule, String message, Message _) ->
          new Decision.Denied(rule, message, Optional.of(key), backend, full, trace);
    };
  }

  private static Answer answer(List<RuleResult> trace, boolean full) {
    for (RuleResult result : trace) {
      Outcome outcome = full ? result.full() : result.backend();
      if (outcome instanceof Outcome.Failed failed) {
        return new Answer.No(result.rule(), failed.message(), failed.told());
      }
    }
    return new Answer.Yes();
  }

  private static List<RuleResult> trace(
      ApiKey key, AccessRequest request, Instant now, RecentUsage used) {
    List<RuleResult> trace = new ArrayList<>(Rule.values().length);
    trace.add(same(Rule.KNOWN_KEY, new Held.Word(key.name()), "", PASSED));
    trace.add(same(Rule.STATUS, new Held.Word(key.status().text()), "", status(key)));
    trace.add(expiry(key, now));
    trace.add(allowedEndpoints(key, request.endpoint()));
    trace.add(blockedEndpoints(key, request.endpoint()));
    trace.add(ips(key, request.clientIp()));
    trace.add(domains(key, request.domain()));
    trace.add(tls(key, request.tls()));
    trace.add(tokens(key, request.tokens()));
    trace.add(hour(key, used.hour()));
    trace.add(
        quota(
            Rule.REQUESTS_PER_DAY,
            used.day(),
            key.limits().perDay(),
            ratio ->
                failed(
                    "Daily quota exceeded: " + ratio + " requests per day",
                    Denial.DAY,
                    used.day(),
                    key.limits().perDay())));
    trace.add(
        quota(
            Rule.REQUESTS_PER_MONTH,
            used.month(),
            key.limits().perMonth(),
            ratio ->
                failed(
                    "Monthly quota exceeded: " + ratio + " requests per month",
                    Denial.MONTH,
                    used.month(),
                    key.limits().perMonth())));
    trace.add(untracked(Rule.COST, key.limits().costCents()));
    trace.add(untracked(Rule.CONCURRENT_REQUESTS, key.limits().concurrentRequests()));
    return trace;
  }

  private static RuleResult same(Rule rule, Held held, String asked, Outcome outcome) {
    return new RuleResult(rule, held, asked, outcome, outcome);
  }

  private static Outcome outcome(boolean passes, Supplier<Outcome.Failed> failed) {
    return passes ? PASSED : failed.get();
  }

  /// @param about what stands in the places of the words for a person
  private static Outcome.Failed failed(String message, Denial denial, Object... about) {
    return new Outcome.Failed(message, Message.of(denial, about));
  }

  private static Outcome status(ApiKey key) {
    return switch (key.status()) {
      case ACTIVE -> PASSED;
      case SUSPENDED -> isNot(key, Denial.SUSPENDED);
      case REVOKED -> isNot(key, Denial.REVOKED);
      case EXPIRED -> isNot(key, Denial.STATUS_EXPIRED);
    };
  }

  private static Outcome isNot(ApiKey key, Denial denial) {
    return failed("API key is " + key.status().text(), denial);
  }

  /// The backend raises an error on an expiry with an offset, past or not; that counts as a denial.
  private static RuleResult expiry(ApiKey key, Instant now) {
    Outcome full =
        outcome(!key.isPastExpiry(now), () -> failed("API key has expired", Denial.EXPIRED));
    Outcome backend =
        key.expiresAt().isPresent() && key.flags().contains(KeyFlag.EXPIRY_WITH_OFFSET)
            ? failed(
                "The backend fails on this key: its expiry carries an offset",
                Denial.EXPIRY_WITH_OFFSET)
            : full;
    return new RuleResult(
        Rule.EXPIRY,
        key.expiresAt().<Held>map(end -> new Held.Word(end.toString())).orElse(NOTHING),
        "",
        backend,
        full);
  }

  private static RuleResult allowedEndpoints(ApiKey key, String endpoint) {
    List<String> allowed = key.restrictions().allowedEndpoints();
    Supplier<Outcome.Failed> failed =
        () -> failed("Endpoint " + endpoint + " not allowed", Denial.ENDPOINT, endpoint);
    return new RuleResult(
        Rule.ALLOWED_ENDPOINTS,
        values(allowed),
        endpoint,
        outcome(allowed.isEmpty() || allowed.contains(endpoint), failed),
        outcome(allowed.isEmpty() || Matching.endpoint(allowed, endpoint), failed));
  }

  private static RuleResult blockedEndpoints(ApiKey key, String endpoint) {
    List<String> blocked = key.restrictions().blockedEndpoints();
    Supplier<Outcome.Failed> failed =
        () -> failed("Endpoint " + endpoint + " is blocked", Denial.BLOCKED, endpoint);
    return new RuleResult(
        Rule.BLOCKED_ENDPOINTS,
        values(blocked),
        endpoint,
        outcome(!blocked.contains(endpoint), failed),
        outcome(!Matching.endpoint(blocked, endpoint), failed));
  }

  private static RuleResult ips(ApiKey key, String ip) {
    List<String> allowed = key.restrictions().allowedIps();
    Supplier<Outcome.Failed> failed = () -> failed("IP " + ip + " not allowed", Denial.IP, ip);
    return new RuleResult(
        Rule.ALLOWED_IPS,
        values(allowed),
        ip,
        outcome(allowed.isEmpty() || allowed.contains(ip), failed),
        outcome(allowed.isEmpty() || Matching.ip(allowed, ip), failed));
  }

  private static Held values(List<String> values) {
    return values.isEmpty() ? NOTHING : new Held.Values(values);
  }

  private static RuleResult domains(ApiKey key, Optional<String> domain) {
    List<String> allowed = key.restrictions().allowedDomains();
    Outcome full =
        allowed.isEmpty()
            ? PASSED
            : domain
                .map(
                    d ->
                        outcome(
                            Matching.domain(allowed, d),
                            () -> failed("Domain " + d + " not allowed", Denial.DOMAIN, d)))
                .orElse(NOT_JUDGED);
    return new RuleResult(
        Rule.ALLOWED_DOMAINS, values(allowed), domain.orElse(""), NOT_JUDGED, full);
  }

  private static RuleResult tls(ApiKey key, Optional<Boolean> tls) {
    boolean required = key.restrictions().requireTls();
    Outcome full =
        required
            ? tls.map(on -> outcome(on, () -> failed("TLS required", Denial.TLS)))
                .orElse(NOT_JUDGED)
            : PASSED;
    return new RuleResult(
        Rule.TLS,
        required ? new Held.Word("required") : NOTHING,
        tls.map(on -> on ? "TLS" : "no TLS").orElse(""),
        NOT_JUDGED,
        full);
  }

  private static RuleResult tokens(ApiKey key, OptionalLong asked) {
    long limit = key.limits().tokensPerRequest();
    Outcome full =
        asked.isEmpty()
            ? NOT_JUDGED
            : outcome(
                asked.getAsLong() <= limit,
                () ->
                    failed(
                        "Token limit exceeded: "
                            + asked.getAsLong()
                            + "/"
                            + limit
                            + " tokens per request",
                        Denial.TOKENS,
                        asked.getAsLong(),
                        limit));
    return new RuleResult(
        Rule.TOKENS_PER_REQUEST,
        new Held.Limit(limit),
        asked.isEmpty() ? "" : Long.toString(asked.getAsLong()),
        NOT_JUDGED,
        full);
  }

  /// The backend's count of the hour is always 0.
  private static RuleResult hour(ApiKey key, long used) {
    long limit = key.limits().perHour();
    return new RuleResult(
        Rule.REQUESTS_PER_HOUR,
        new Held.Used(used, limit),
        "1",
        outcome(limit > 0, () -> hourIsFull(0, limit)),
        outcome(used < limit, () -> hourIsFull(used, limit)));
  }

  private static Outcome.Failed hourIsFull(long used, long limit) {
    return failed(
        "Rate limit exceeded: " + used + "/" + limit + " requests per hour",
        Denial.HOUR,
        used,
        limit);
  }

  private static RuleResult quota(
      Rule rule, long used, long limit, Function<String, Outcome.Failed> failed) {
    return new RuleResult(
        rule,
        new Held.Used(used, limit),
        "1",
        NOT_JUDGED,
        outcome(used < limit, () -> failed.apply(used + "/" + limit)));
  }

  private static RuleResult untracked(Rule rule, long held) {
    return new RuleResult(rule, new Held.Limit(held), "", NOT_JUDGED, NOT_TRACKED);
  }
}
