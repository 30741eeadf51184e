package keyconsole.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import keyconsole.audit.Seals;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealProgress;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;
import keyconsole.store.FolderSight;
import keyconsole.store.LocalUser;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import org.jspecify.annotations.Nullable;

/// Witnesses a tenant's audit log: seals what is new and proves that what was sealed is there.
///
/// A session that may write seals into this user's folder and into `.console`; a read-only one into
/// the user's folder alone. Calls block; any thread.
public final class SealWitness {

  private final TenantDirectory directory;
  private final Path userFolder;
  private final AuditTrail trail;
  private final BooleanSupplier mayWrite;
  private final Clock clock;
  private @Nullable Seals seals;
  private @Nullable Seen seen;

  /// What stood in the files that were found broken, as the index has read it.
  private final Map<String, SealReport.Stood> readAnew = new HashMap<>();

  /// What the audit folder looked like when it was sealed last, and what that came to.
  private record Seen(FolderSight sight, boolean intoTenant, SealStep step) {
    boolean isOf(FolderSight now, boolean into) {
      return sight.equals(now) && intoTenant == into;
    }
  }

  /// Reads and writes nothing yet.
  ///
  /// @param userFolder of this user, for all tenants
  /// @param mayWrite whether the tenant's directory may be written at that moment
  SealWitness(
      TenantDirectory directory,
      Path userFolder,
      AuditTrail trail,
      BooleanSupplier mayWrite,
      Clock clock) {
    this.directory = directory;
    this.userFolder = userFolder;
    this.trail = trail;
    this.mayWrite = mayWrite;
    this.clock = clock;
  }

  /// Where the seals are kept that count.
  public Path userFolder() {
    return userFolder;
  }

  private synchronized Seals seals() {
    Seals known = seals;
    if (known == null) {
      String witness = LocalUser.name() + "@" + LocalUser.host();
      known = new Seals(directory, userFolder, witness, clock);
      seals = known;
    }
    return known;
  }

  /// Seals what is new. Where nothing changed since the last call it only looks at each file's size
  /// and time.
  ///
  /// @return its suspects are files that are not what they were, each told once: those that do not
  ///   go on where they were sealed, and those that were rewritten and not added to
  /// @throws StoreException if the user's folder cannot be used, or the audit folder not be read,
  ///   or is gone since something in it was sealed
  public SealStep follow() {
    boolean intoTenant = mayWrite.getAsBoolean();
    FolderSight now = look();
    Optional<Seen> before = before();
    // What could not be sealed is tried again.
    if (before
        .filter(it -> it.isOf(now, intoTenant) && it.step().trouble().isEmpty())
        .isPresent()) {
      return quiet(before.get().step());
    }
    SealStep step = seals().follow(intoTenant);
    Set<String> suspects = new HashSet<>(step.suspects());
    before.ifPresent(
        it -> {
          suspects.removeIf(name -> now.isSame(name, it.sight()));
          suspects.addAll(now.rewrittenSince(it.sight()));
        });
    SealStep told = new SealStep(step.made(), step.until(), step.files(), suspects, step.trouble());
    remember(new Seen(now, intoTenant, told));
    return told;
  }

  private synchronized Optional<Seen> before() {
    return Optional.ofNullable(seen);
  }

  private synchronized void remember(Seen next) {
    seen = next;
  }

  private FolderSight look() {
    try {
      return FolderSight.of(directory.audit());
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.FOLDER_NOT_READ, directory.audit(), FileReason.of(e)),
          directory.audit(),
          e);
    }
  }

  private static SealStep quiet(SealStep step) {
    return new SealStep(0, step.until(), step.files(), Set.of(), step.trouble());
  }

  /// Proves that what was sealed is still there to the byte, and tells what is not.
  ///
  /// @param progress called from any thread, from one at a time
  /// @param stop asked often, from any thread
  /// @throws java.util.concurrent.CancellationException if told to stop
  /// @throws StoreException if the seals cannot be read, or the audit folder is gone
  public SealReport verify(Consumer<SealProgress> progress, BooleanSupplier stop) {
    return seals().verify(progress, stop);
  }

  /// Whether what was sealed of some files is still there to the byte: what [#follow] cannot know
  /// of a file that was added to, since then its time proves nothing. Reads these files alone.
  ///
  /// @param stop asked often, from any thread
  /// @throws java.util.concurrent.CancellationException if told to stop
  /// @throws StoreException if the seals cannot be read, or the audit folder is gone
  public boolean areAsSealed(Set<String> files, BooleanSupplier stop) {
    return seals().areAsSealed(files, stop);
  }

  /// The time of the last record before the first break of the log, up to which it is as it was
  /// sealed; when the newest seal was made where the log itself is whole. Empty where nothing of it
  /// has a time.
  ///
  /// @throws StoreException if the log cannot be read
  public Optional<Instant> unchangedUntil(SealReport report) {
    readAnew(report);
    Optional<SealFinding> first =
        report.findings().stream().filter(it -> it.kind().breaksLog()).findFirst();
    if (first.isEmpty()) {
      return report.sealedUntil();
    }
    trail.refresh();
    return trail.momentBefore(first.get().file(), first.get().line());
  }

  /// What the index knows of lines that were changed is no longer so, nor is it once they are again
  /// what they were: where other lines came along, it sees no more than those.
  private synchronized void readAnew(SealReport report) {
    Set<String> broken = SealFinding.broken(report.findings());
    for (SealReport.Stood stood : report.stood()) {
      String file = stood.file();
      boolean isBroken = broken.contains(file);
      SealReport.Stood before = isBroken ? readAnew.put(file, stood) : readAnew.remove(file);
      if (isBroken ? !stood.equals(before) : before != null) {
        trail.forget(file);
      }
    }
  }

  /// Says that a file is as it shall be, though it is not as it was sealed: see
  /// [Seals#acknowledge]. A read-only session says so in the user's own folder alone.
  ///
  /// @param shown what the person who gives the reason has seen
  /// @param reason for people; not blank
  /// @throws InvalidRequestException if there is no reason, or no such file was ever sealed
  /// @throws StoreException if it cannot be done, or what was shown is not there any more
  public SealStep acknowledge(SealReport shown, String file, String reason) {
    if (reason.isBlank()) {
      throw new InvalidRequestException("reason", Message.of(Refusal.REASON_FOR_PURGE));
    }
    try {
      return seals().acknowledge(shown, file, reason, mayWrite.getAsBoolean());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("file", Message.of(Refusal.NEVER_SEALED, file));
    }
  }
}
