package keyconsole.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Rule;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.store.KeyFile;
import keyconsole.store.KeyFiles;
import keyconsole.store.LogFolder;
import keyconsole.store.TenantDirectory;
import keyconsole.store.Timestamps;
import keyconsole.usage.UsageIndex;

/// Answers requests on the keys as they stand, and counts those that are let through.
///
/// A request is counted with the lock against other consoles held from the decision to the usage
/// line, and decided by the lines that stand there then: two at once cannot pass a limit by one,
/// from whichever console they come. (The backend takes no lock and enforces no count.)
final class Admission {

  private final KeyFiles files;
  private final UsageIndex usage;
  private final LogFolder usageLog;
  private final TenantDomain tenant;
  private final Supplier<Instant> clock;

  Admission(KeyFiles files, UsageIndex usage, TenantDirectory directory, Supplier<Instant> clock) {
    this.files = files;
    this.usage = usage;
    this.usageLog = new LogFolder(directory.usage(), "usage");
    this.tenant = directory.tenant();
    this.clock = clock;
  }

  /// What would be answered. Where several files hold the hash, one that denies denies: the backend
  /// takes whichever its folder lists first, so nobody can count on the one that allows.
  Decision check(AccessRequest request) {
    Instant now = clock.get();
    Optional<Decision> first = Optional.empty();
    for (KeyFile file : filesFor(request)) {
      Decision decision = decide(file, request, now);
      if (decision instanceof Decision.Denied) {
        return decision;
      }
      first = first.or(() -> Optional.of(decision));
    }
    return first.orElseGet(Decisions::unknownKey);
  }

  private List<KeyFile> filesFor(AccessRequest request) {
    return switch (request.credential()) {
      case AccessRequest.Credential.Raw raw -> files.findByHash(KeyHash.of(raw.rawKey()));
      case AccessRequest.Credential.Hashed hashed -> files.findByHash(hashed.hash());
      case AccessRequest.Credential.Picked picked ->
          files
              .find(picked.id())
              .flatMap(KeyService::keyIn)
              .map(key -> files.findByHash(key.hash()))
              .orElse(List.of());
    };
  }

  private Decision decide(KeyFile file, AccessRequest request, Instant now) {
    return switch (file) {
      case KeyFile.WithKey with -> decide(with.key(), request, now);
      case KeyFile.WithProblem with ->
          with.problem()
              .live()
              .map(live -> Decisions.problemFile(live, with.problem().reason(), request, now))
              .orElseGet(Decisions::unknownKey);
    };
  }

  private Decision decide(ApiKey key, AccessRequest request, Instant now) {
    return Decisions.decide(key, request, now, () -> usage.recent(key.id().text(), now));
  }

  /// Answers, and writes what the answer leaves behind.
  Decision validate(AccessRequest request) {
    Decision decision = check(request);
    return leavesTrace(decision) ? files.exclusively(() -> answer(request)) : decision;
  }

  private static boolean leavesTrace(Decision decision) {
    return switch (decision) {
      case Decision.Allowed _ -> true;
      case Decision.Denied denied ->
          switch (denied.rule()) {
            case EXPIRY, REQUESTS_PER_HOUR, REQUESTS_PER_DAY, REQUESTS_PER_MONTH -> true;
            case KNOWN_KEY,
                STATUS,
                ALLOWED_ENDPOINTS,
                BLOCKED_ENDPOINTS,
                ALLOWED_IPS,
                ALLOWED_DOMAINS,
                TLS,
                TOKENS_PER_REQUEST,
                COST,
                CONCURRENT_REQUESTS ->
                false;
          };
    };
  }

  /// Decides again, on the files and the lines as they stand under the lock.
  private Decision answer(AccessRequest request) {
    Instant now = clock.get();
    Decision decision = check(request);
    return switch (decision) {
      case Decision.Allowed allowed -> count(allowed.key(), request, now);
      case Decision.Denied denied -> {
        denied.key().ifPresent(key -> note(key, denied.rule(), now));
        yield denied;
      }
    };
  }

  private Decision count(ApiKey key, AccessRequest request, Instant now) {
    List<Decision> decided = new ArrayList<>(1);
    ApiKey stored =
        files.edit(
            key.id().fileName(),
            current -> {
              Decision decision = decide(current, request, now);
              decided.add(decision);
              return decision instanceof Decision.Allowed ? used(current, now) : current;
            },
            () -> usageLog.prepare(now));
    Decision decision = decided.getLast();
    if (decision instanceof Decision.Allowed allowed) {
      usageLog.append(now, usageLine(request, stored, now));
      return new Decision.Allowed(stored, allowed.trace());
    }
    return decision;
  }

  private static ApiKey used(ApiKey key, Instant now) {
    KeyCounters counters = key.usage();
    return key.with()
        .usage(
            new KeyCounters(
                counters.requests() + 1,
                Optional.of(now),
                counters.bytesTransferred(),
                counters.errors(),
                counters.rateLimitHits()))
        .key();
  }

  private Value.Fields usageLine(AccessRequest request, ApiKey key, Instant now) {
    Map<String, Value> line = new LinkedHashMap<>();
    line.put("timestamp", new Value.Text(Timestamps.format(now)));
    line.put("key_id", new Value.Text(key.id().text()));
    line.put("endpoint", new Value.Text(request.endpoint()));
    line.put("client_ip", new Value.Text(request.clientIp()));
    line.put("tenant", new Value.Text(tenant.text()));
    return new Value.Fields(line);
  }

  /// What a denial leaves in the key file. A key that the backend merely fails on has not expired:
  /// its file stays as it is.
  private void note(ApiKey key, Rule rule, Instant now) {
    if (rule != Rule.EXPIRY) {
      files.edit(key.id().fileName(), Admission::hit);
    } else if (key.isPastExpiry(now)) {
      files.edit(
          key.id().fileName(),
          current ->
              current.status() == KeyStatus.ACTIVE && current.isPastExpiry(now)
                  ? current.with().status(KeyStatus.EXPIRED).key()
                  : current);
    }
  }

  private static ApiKey hit(ApiKey key) {
    KeyCounters counters = key.usage();
    return key.with()
        .usage(
            new KeyCounters(
                counters.requests(),
                counters.lastUsed(),
                counters.bytesTransferred(),
                counters.errors(),
                counters.rateLimitHits() + 1))
        .key();
  }
}
