package keyconsole.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.Decision.Answer;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Rule;
import keyconsole.domain.RuleResult;
import keyconsole.domain.RuleResult.Held;
import keyconsole.domain.RuleResult.Outcome;
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
    Answer no = new Answer.No(Rule.KNOWN_KEY, message);
    Outcome failed = new Outcome.Failed(message);
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
        problem.fileName() + " holds the same key and cannot be read: " + problem.reason();
    Answer no = new Answer.No(Rule.KNOWN_KEY, message);
    Outcome failed = new Outcome.Failed(message);
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
  static Decision problemFile(ApiKey live, String reason, AccessRequest request, Instant now) {
    String message = "The key file has a problem: " + reason;
    List<RuleResult> trace = new ArrayList<>(trace(live, request, now, new RecentUsage(0, 0, 0)));
    Answer backend = answer(trace, false);
    trace.set(
        0,
        new RuleResult(
            Rule.KNOWN_KEY, new Held.Word(live.name()), "", PASSED, new Outcome.Failed(message)));
    return new Decision.Denied(
        Rule.KNOWN_KEY,
        message,
        Optional.of(live),
        backend,
        new Answer.No(Rule.KNOWN_KEY, message),
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
      case Answer.No(Rule rule, String message) ->
          new Decision.Denied(rule, message, Optional.of(key), backend, full, trace);
    };
  }

  private static Answer answer(List<RuleResult> trace, boolean full) {
    for (RuleResult result : trace) {
      Outcome outcome = full ? result.full() : result.backend();
      if (outcome instanceof Outcome.Failed failed) {
        return new Answer.No(result.rule(), failed.message());
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
        quota(Rule.REQUESTS_PER_DAY, "Daily quota", "day", used.day(), key.limits().perDay()));
    trace.add(
        quota(
            Rule.REQUESTS_PER_MONTH,
            "Monthly quota",
            "month",
            used.month(),
            key.limits().perMonth()));
    trace.add(untracked(Rule.COST, key.limits().costCents()));
    trace.add(untracked(Rule.CONCURRENT_REQUESTS, key.limits().concurrentRequests()));
    return trace;
  }

  private static RuleResult same(Rule rule, Held held, String asked, Outcome outcome) {
    return new RuleResult(rule, held, asked, outcome, outcome);
  }

  private static Outcome outcome(boolean passes, Supplier<String> message) {
    return passes ? PASSED : new Outcome.Failed(message.get());
  }

  private static Outcome status(ApiKey key) {
    return outcome(key.status() == KeyStatus.ACTIVE, () -> "API key is " + key.status().text());
  }

  /// The backend raises an error on an expiry with an offset, past or not; that counts as a denial.
  private static RuleResult expiry(ApiKey key, Instant now) {
    Outcome full = outcome(!key.isPastExpiry(now), () -> "API key has expired");
    Outcome backend =
        key.expiresAt().isPresent() && key.flags().contains(KeyFlag.EXPIRY_WITH_OFFSET)
            ? new Outcome.Failed("The backend fails on this key: its expiry carries an offset")
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
    Supplier<String> message = () -> "Endpoint " + endpoint + " not allowed";
    return new RuleResult(
        Rule.ALLOWED_ENDPOINTS,
        values(allowed),
        endpoint,
        outcome(allowed.isEmpty() || allowed.contains(endpoint), message),
        outcome(allowed.isEmpty() || Matching.endpoint(allowed, endpoint), message));
  }

  private static RuleResult blockedEndpoints(ApiKey key, String endpoint) {
    List<String> blocked = key.restrictions().blockedEndpoints();
    Supplier<String> message = () -> "Endpoint " + endpoint + " is blocked";
    return new RuleResult(
        Rule.BLOCKED_ENDPOINTS,
        values(blocked),
        endpoint,
        outcome(!blocked.contains(endpoint), message),
        outcome(!Matching.endpoint(blocked, endpoint), message));
  }

  private static RuleResult ips(ApiKey key, String ip) {
    List<String> allowed = key.restrictions().allowedIps();
    Supplier<String> message = () -> "IP " + ip + " not allowed";
    return new RuleResult(
        Rule.ALLOWED_IPS,
        values(allowed),
        ip,
        outcome(allowed.isEmpty() || allowed.contains(ip), message),
        outcome(allowed.isEmpty() || Matching.ip(allowed, ip), message));
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
                    d -> outcome(Matching.domain(allowed, d), () -> "Domain " + d + " not allowed"))
                .orElse(NOT_JUDGED);
    return new RuleResult(
        Rule.ALLOWED_DOMAINS, values(allowed), domain.orElse(""), NOT_JUDGED, full);
  }

  private static RuleResult tls(ApiKey key, Optional<Boolean> tls) {
    boolean required = key.restrictions().requireTls();
    Outcome full =
        required ? tls.map(on -> outcome(on, () -> "TLS required")).orElse(NOT_JUDGED) : PASSED;
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
                    "Token limit exceeded: "
                        + asked.getAsLong()
                        + "/"
                        + limit
                        + " tokens per request");
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
        outcome(limit > 0, () -> hourMessage(0, limit)),
        outcome(used < limit, () -> hourMessage(used, limit)));
  }

  private static String hourMessage(long used, long limit) {
    return "Rate limit exceeded: " + used + "/" + limit + " requests per hour";
  }

  private static RuleResult quota(Rule rule, String what, String span, long used, long limit) {
    return new RuleResult(
        rule,
        new Held.Used(used, limit),
        "1",
        NOT_JUDGED,
        outcome(
            used < limit,
            () -> what + " exceeded: " + used + "/" + limit + " requests per " + span));
  }

  private static RuleResult untracked(Rule rule, long held) {
    return new RuleResult(rule, new Held.Limit(held), "", NOT_JUDGED, NOT_TRACKED);
  }
}
