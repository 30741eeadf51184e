package keyconsole.service;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.Rule;
import keyconsole.store.KeyFile;
import keyconsole.store.KeyFiles;
import keyconsole.store.RequestJournal;
import keyconsole.store.TenantDirectory;
import keyconsole.usage.UsageIndex;

/// Answers requests on the keys as they stand, and counts those that are let through.
///
/// A request is counted with the lock against other consoles held from the decision to the usage
/// line, and decided by the lines that stand there then: two at once cannot pass a limit by one,
/// from whichever console they come. (The backend takes no lock and enforces no count.)
final class Admission {

  private final KeyFiles files;
  private final UsageIndex usage;
  private final RequestJournal journal;
  private final Supplier<Instant> clock;

  Admission(KeyFiles files, UsageIndex usage, TenantDirectory directory, Supplier<Instant> clock) {
    this.files = files;
    this.usage = usage;
    this.journal = new RequestJournal(directory, files);
    this.clock = clock;
  }

  /// What would be answered. Where several files hold the hash, one that denies denies: the backend
  /// takes whichever its folder lists first, so nobody can count on the one that allows. A file
  /// that the backend fails on denies too where it stands beside others; alone it opens nothing.
  Decision check(AccessRequest request) {
    return check(request, clock.get());
  }

  private Decision check(AccessRequest request, Instant now) {
    Optional<Decision> first = Optional.empty();
    List<KeyFile> found = filesFor(request);
    for (KeyFile file : found) {
      Decision decision = decide(file, found, request, now);
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

  private Decision decide(KeyFile file, List<KeyFile> found, AccessRequest request, Instant now) {
    return switch (file) {
      case KeyFile.WithKey with -> decide(with.key(), request, now);
      case KeyFile.WithProblem with ->
          with.problem()
              .live()
              .map(live -> Decisions.problemFile(live, with.problem().reason(), request, now))
              .orElseGet(() -> Decisions.brokenFile(with.problem(), found));
    };
  }

  private Decision decide(ApiKey key, AccessRequest request, Instant now) {
    Decision decision = Decisions.decide(key, request, now, usage.recent(key.id().text(), now));
    // No limit may be passed because what was used of it cannot be read.
    boolean mayBeAnother = decision instanceof Decision.Allowed && usage.requireRead(now);
    return mayBeAnother
        ? Decisions.decide(key, request, now, usage.recent(key.id().text(), now))
        : decision;
  }

  /// Completes what a console that died left half counted, for who may write.
  void settle() {
    journal.settleOrWarn();
  }

  /// Answers, and writes what the answer leaves behind.
  Decision validate(AccessRequest request) {
    Decision decision = check(request);
    if (!leavesTrace(decision)) {
      return decision;
    }
    if (decision instanceof Decision.Allowed allowed) {
      requireLoggable(lineOf(request, allowed.key(), clock.get()));
    }
    return files.exclusively(() -> answer(request));
  }

  private static RequestJournal.Request lineOf(AccessRequest request, ApiKey key, Instant now) {
    return new RequestJournal.Request(key.id(), request.endpoint(), request.clientIp(), now);
  }

  private void requireLoggable(RequestJournal.Request request) {
    if (journal.lineBytes(request) > RequestJournal.MAX_LINE_BYTES) {
      throw new InvalidRequestException(
          "endpoint", Message.of(Refusal.TOO_LONG_TO_LOG, RequestJournal.MAX_LINE_BYTES / 1024));
    }
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
    if (journal.settle()) {
      usage.refresh();
    }
    Instant now = clock.get();
    // Another console may have completed there what was counted before midnight.
    usage.readOn(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1));
    // The moment that decides is the one that stands in the line: at midnight another one would be
    // decided by the counts of another day.
    Decision decision = check(request, now);
    if (decision instanceof Decision.Allowed allowed) {
      decision = new Count(request, now, allowed).made();
    }
    if (decision instanceof Decision.Denied denied) {
      denied.key().ifPresent(key -> note(key, denied.rule(), now));
    }
    return decision;
  }

  /// One request that is let through, on its way into the key file and the usage log.
  private final class Count {
    private final AccessRequest request;
    private final Instant now;
    private Decision decision;
    private ApiKey before;
    private Optional<RequestJournal.Entered> entered = Optional.empty();

    Count(AccessRequest request, Instant now, Decision.Allowed decision) {
      this.request = request;
      this.now = now;
      this.decision = decision;
      this.before = decision.key();
    }

    Decision made() {
      try {
        ApiKey stored = files.edit(before.id().fileName(), this::counted, this::enter);
        entered.ifPresent(RequestJournal.Entered::complete);
        return decision instanceof Decision.Allowed allowed
            ? new Decision.Allowed(stored, allowed.trace())
            : decision;
      } finally {
        entered.ifPresent(RequestJournal.Entered::close);
      }
    }

    /// Counts on what the file says at this moment, and decides again where that is something else.
    private ApiKey counted(ApiKey current) {
      if (!current.equals(before)) {
        before = current;
        decision = decide(current, request, now);
      }
      return decision instanceof Decision.Allowed ? used(current, now) : current;
    }

    /// A request that is denied after all is not entered, though its file may be written: one in
    /// another form than ours comes into ours.
    private void enter() {
      if (decision instanceof Decision.Denied) {
        return;
      }
      RequestJournal.Request line = lineOf(request, before, now);
      requireLoggable(line);
      entered = Optional.of(journal.enter(line, before.usage().requests()));
    }
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
