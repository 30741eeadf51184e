package keyconsole.service;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditResult;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.HealthReport;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Message;
import keyconsole.domain.ReportRange;
import keyconsole.domain.SealReport;
import keyconsole.domain.UsageNotRead;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.store.AllCores;
import keyconsole.store.StoreException;

/// Gathers what a report tells. Reads only: needs no token and writes nothing below the data root.
/// Blocks; an interrupt ends it.
public final class Reports {

  private static final Comparator<ApiKey> ORDER =
      Comparator.comparing(ApiKey::ownerId).thenComparing(ApiKey::name).thenComparing(ApiKey::id);

  private static final double KEYS = 0.3;
  private static final double USAGE = 0.7;
  private static final double AUDIT = 0.8;
  private static final double SEALS = 0.9;

  /// More steps than this are told by the week.
  private static final int MOST_DAYS = 100;

  private final KeyService service;
  private final AccessReturns returns;
  private final ReportRange range;
  private final Instant now;
  private final DoubleConsumer progress;

  private Reports(
      KeyService service,
      AccessReturns returns,
      ReportRange range,
      Instant now,
      DoubleConsumer progress) {
    this.service = service;
    this.returns = returns;
    this.range = range;
    this.now = now;
    this.progress = progress;
  }

  private record Sealed(
      Optional<SealReport> report, Optional<Instant> unchangedUntil, Optional<Message> trouble) {}

  /// Gathers it.
  ///
  /// @param userFolder where this user's seals are kept; without one nothing is told of them
  /// @param returns access that came back, as a [ReturnWatch] has seen it
  /// @param now the moment that it is made at
  /// @param progress told on this thread how far it is, 0 to 1
  /// @throws StoreException if the keys, the usage lines or the audit log cannot be read
  /// @throws CancellationException if the thread is interrupted
  public static ReportFigures gather(
      KeyService service,
      Optional<Path> userFolder,
      AccessReturns returns,
      ReportRange range,
      Instant now,
      DoubleConsumer progress) {
    return new Reports(service, returns, range, now, progress).gather(userFolder);
  }

  private ReportFigures gather(Optional<Path> userFolder) {
    try {
      return figures(userFolder);
    } catch (StoreException e) {
      // An interrupt closes files that are being read.
      if (Thread.currentThread().isInterrupted()) {
        throw AllCores.stopped("The report was stopped", e);
      }
      throw e;
    }
  }

  private ReportFigures figures(Optional<Path> userFolder) {
    KeyListing listing =
        service.listing((done, total) -> progress.accept(KEYS * done / Math.max(1, total)));
    reached(KEYS);
    UsageReport usage = service.usage(query());
    reached(USAGE);
    AuditTrail trail = service.auditTrail();
    trail.refresh();
    AuditResult audit =
        trail.search("", ZoneOffset.UTC, Thread.currentThread()::isInterrupted, soFar -> {});
    reached(AUDIT);
    Sealed sealed = userFolder.map(this::verify).orElseGet(Reports::notAsked);
    reached(SEALS);
    HealthNotes notes = service.healthBook().read();
    HealthReport health =
        service
            .findings()
            .look(
                new Findings.Told(sealed.report(), returns),
                notes.thresholds(),
                share -> progress.accept(SEALS + (1 - SEALS) * share));
    reached(1);
    return new ReportFigures(
        service.session().tenant().text(),
        range,
        now,
        listing.keys().stream().sorted(ORDER).toList(),
        listing.problems().stream().sorted(Comparator.comparing(KeyProblem::fileName)).toList(),
        health,
        notes,
        usage,
        service.usageNotRead(range.from(), range.to()).stream().map(UsageNotRead::file).toList(),
        audit,
        audit.numberOf(range.begin()),
        audit.numberOf(range.end()),
        trail.problems().stream()
            .sorted(Comparator.comparing(AuditTrouble::kind).thenComparing(AuditTrouble::file))
            .toList(),
        sealed.report(),
        sealed.unchangedUntil(),
        sealed.trouble());
  }

  private UsageQuery query() {
    UsageQuery query = UsageQuery.between(range.from(), range.to());
    return query.days() > MOST_DAYS ? query.with(UsageQuery.Step.WEEK) : query;
  }

  private static Sealed notAsked() {
    return new Sealed(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Sealed verify(Path userFolder) {
    Thread caller = Thread.currentThread();
    SealWitness witness = service.witness(userFolder);
    try {
      SealReport report =
          witness.verify(
              step ->
                  progress.accept(AUDIT + (SEALS - AUDIT) * step.read() / Math.max(1, step.of())),
              caller::isInterrupted);
      return new Sealed(Optional.of(report), witness.unchangedUntil(report), Optional.empty());
    } catch (StoreException e) {
      return new Sealed(Optional.empty(), Optional.empty(), Optional.of(e.told()));
    }
  }

  private void reached(double share) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The report was stopped");
    }
    progress.accept(share);
  }
}
