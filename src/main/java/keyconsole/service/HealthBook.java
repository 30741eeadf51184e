package keyconsole.service;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import keyconsole.domain.Finding;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.Snooze;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.store.HealthFile;
import keyconsole.store.StoreException;

/// What the administrators of a tenant agree on about its health: what is put off, and where the
/// rules draw their lines. Everybody may read it, administrators write it; see [HealthFile]. Calls
/// block; any thread.
public final class HealthBook {

  private final HealthFile file;
  private final TenantDomain tenant;
  private final Supplier<Session> session;
  private final Supplier<Instant> clock;

  HealthBook(
      HealthFile file, TenantDomain tenant, Supplier<Session> session, Supplier<Instant> clock) {
    this.file = file;
    this.tenant = tenant;
    this.session = session;
    this.clock = clock;
  }

  /// What it says now.
  ///
  /// @throws StoreException if it cannot be read
  public HealthNotes read() {
    return file.read();
  }

  /// Where the rules draw their lines, for whoever goes on without them.
  ///
  /// @param otherwise what counts where they cannot be read, which [#read] tells
  public Thresholds thresholds(Thresholds otherwise) {
    try {
      return read().thresholds();
    } catch (StoreException e) {
      // Told by the page that reads the rest.
      return otherwise;
    }
  }

  /// Puts a finding off.
  ///
  /// @param until from when on it is told again
  /// @param reason why, for the other administrators
  /// @throws NotAuthorizedException unless an administrator's session is live
  /// @throws InvalidRequestException if it cannot be put off, or not so; it says why
  /// @throws StoreException if it cannot be kept
  public HealthNotes putOff(Finding finding, Instant until, String reason) {
    String actor = requireAdministrator();
    Instant now = clock.get();
    Snooze snooze = new Snooze(finding.id(), until, reason.strip(), actor, now);
    if (!finding.kind().canBePutOff()) {
      throw new InvalidRequestException("finding", Message.of(Refusal.NOT_PUT_OFF));
    }
    if (!snooze.isSound()) {
      throw new InvalidRequestException(
          "until", Message.of(Refusal.BAD_SNOOZE, Snooze.LONGEST_REASON));
    }
    return changed(snoozes -> snoozes.put(snooze.finding(), snooze));
  }

  /// Tells a finding again from now on.
  ///
  /// @param finding its id
  /// @throws NotAuthorizedException unless an administrator's session is live
  /// @throws StoreException if it cannot be kept
  public HealthNotes tellAgain(String finding) {
    requireAdministrator();
    return changed(snoozes -> snoozes.remove(finding));
  }

  private interface Change {
    void to(Map<String, Snooze> snoozes);
  }

  private HealthNotes changed(Change change) {
    return file.change(
        clock.get(),
        notes -> {
          Map<String, Snooze> snoozes = new HashMap<>(notes.snoozes());
          change.to(snoozes);
          return new HealthNotes(notes.thresholds(), snoozes);
        });
  }

  /// Puts off again what was told again by mistake: by whom, since when and why it was before.
  /// Where somebody has put it off anew since, that stays.
  ///
  /// @throws NotAuthorizedException unless an administrator's session is live
  /// @throws StoreException if it cannot be kept
  public HealthNotes putBack(Snooze before) {
    requireAdministrator();
    return changed(snoozes -> snoozes.putIfAbsent(before.finding(), before));
  }

  /// Draws the rules' lines elsewhere: those that differ between the two. The others stay where
  /// somebody else may have drawn them since.
  ///
  /// @param seen where they were when somebody looked at them
  /// @param next where they are to be
  /// @throws NotAuthorizedException unless an administrator's session is live
  /// @throws StoreException if it cannot be kept
  public HealthNotes draw(Thresholds seen, Thresholds next) {
    requireAdministrator();
    return file.change(
        clock.get(),
        notes -> new HealthNotes(moved(notes.thresholds(), seen, next), notes.snoozes()));
  }

  private static Thresholds moved(Thresholds now, Thresholds seen, Thresholds next) {
    Thresholds moved = now;
    for (Threshold threshold : Threshold.values()) {
      if (seen.of(threshold) != next.of(threshold)) {
        moved = moved.with(threshold, next.of(threshold));
      }
    }
    return moved;
  }

  private String requireAdministrator() {
    Session acting = session.get();
    String actor = Permissions.requireLive(acting, tenant, clock.get());
    if (!acting.isAdministrator()) {
      throw new NotAuthorizedException(Message.of(Refusal.HEALTH));
    }
    return actor;
  }
}
