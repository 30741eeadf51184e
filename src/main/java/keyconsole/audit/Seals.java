package keyconsole.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealProgress;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;
import keyconsole.store.ConsoleLines;
import keyconsole.store.RefusedException;
import keyconsole.store.StoreException;
import keyconsole.store.TenantDirectory;
import org.jspecify.annotations.Nullable;

/// Witnesses the audit log, so that it shows where somebody changes it afterwards.
///
/// Each seal says what a file held up to a length, is signed with a key that is in the user's own
/// folder and nowhere else, and names the seal before it. They stand in `.console/seals.jsonl` and
/// in the user's folder, where the copy is that counts; marks there tell which line was changed, 8
/// bytes a line. Of what was never sealed, and of what was changed by somebody who can write to
/// both folders, no seal can prove anything: who reads the key can seal anew, and who has older
/// copies of everything can put them back.
///
/// Calls block. Any thread; one seals at a time, and one verifies.
public final class Seals {

  private final Path audit;
  private final ConsoleLines console;
  private final SealFolder folder;
  private final Path keyFile;
  private final String witness;
  private final Clock clock;
  private final SealTails tails = new SealTails();
  private final Object verifying = new Object();
  private final Object keyLock = new Object();
  private @Nullable SealKey key;
  private @Nullable SealChain chain;
  private long copySize;
  private long confirmed;

  /// Reads and writes nothing yet.
  ///
  /// @param userFolder of this user, for all tenants; what is missing of it is made
  /// @param witness who seals: `user@host`
  public Seals(TenantDirectory directory, Path userFolder, String witness, Clock clock) {
    this.audit = directory.audit();
    this.console = new ConsoleLines(directory, SealChain.ITSELF);
    this.folder = new SealFolder(userFolder, directory);
    this.keyFile = SealFolder.keyFile(userFolder);
    this.witness = witness;
    this.clock = clock;
  }

  /// Seals what is new, up to the last line feed of each file. Hashes only new bytes.
  ///
  /// @param intoTenant whether `.console` may be written; else seals go into the user's folder
  ///   alone, and into `.console` at the first call that may
  /// @throws StoreException if the user's folder cannot be used, or the audit folder not be read,
  ///   or is gone since something in it was sealed
  public synchronized SealStep follow(boolean intoTenant) {
    List<String> before = SealFile.in(audit);
    try (SealFolder.Turn _ = folder.turn()) {
      // Until it is its turn another console may have sealed a file that was not there before.
      List<String> names = SealFile.in(audit);
      SealChain now = chain();
      if (now.isOwnCopyDamaged()) {
        return step(0, now, Set.of(), Optional.of(ownSeals(now)));
      }
      Batch batch = new Batch(now);
      String kept = folder.tails(key());
      tails.take(kept);
      for (String name : names) {
        extend(batch, name);
      }
      now.latest().stream()
          .filter(seal -> seal.length() > 0 && !names.contains(seal.file()))
          .forEach(seal -> batch.suspects.add(seal.file()));
      requireThere(!batch.suspects.isEmpty());
      Optional<SealStep.Trouble> trouble = write(batch, intoTenant);
      keepTails(kept);
      return step(batch.made.size(), now, batch.suspects, batch.trouble.or(() -> trouble));
    } catch (StoreException e) {
      watch(before, e);
      throw e;
    }
  }

  /// A folder that is gone with all that was sealed in it, as one that is not mounted, says nothing
  /// of its files.
  ///
  /// @param missed whether something sealed was not found as it was
  /// @throws StoreException if it was missed with its folder
  private void requireThere(boolean missed) {
    if (missed && Files.notExists(audit)) {
      throw new StoreException(Message.of(FileTrouble.SEALED_GONE, audit), audit);
    }
  }

  private static SealStep.Trouble ownSeals(SealChain chain) {
    return new SealStep.Trouble.OwnSeals(chain.problems().getFirst());
  }

  private static SealStep step(
      int made, SealChain chain, Set<String> suspects, Optional<SealStep.Trouble> trouble) {
    return new SealStep(made, chain.until(), files(chain), suspects, trouble);
  }

  /// What a person says of a file.
  private record Said(String reason, SealShown shown) {}

  /// Seals on their way to both copies.
  private static final class Batch {
    private final SealChain chain;
    private final List<Seal> made = new ArrayList<>();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Set<String> suspects = new HashSet<>();

    private Optional<SealStep.Trouble> trouble = Optional.empty();

    private Batch(SealChain chain) {
      this.chain = chain;
    }
  }

  private void extend(Batch batch, String name) {
    Optional<Seal> last = batch.chain.latest(name);
    long from = last.map(Seal::length).orElse(0L);
    try (SealFile file = SealFile.open(audit.resolve(name))) {
      long size = file.size();
      if (size < from || !file.isLineStart(from) || !endsAsSealed(file, last)) {
        batch.suspects.add(name);
        return;
      }
      if (!tails.check(name, file)) {
        batch.suspects.add(name);
      }
      long lines = last.map(Seal::lines).orElse(0L);
      if (size > from) {
        Optional<Seal> seal = newest(batch, name, file, last);
        from = seal.map(Seal::length).orElse(from);
        lines = seal.map(Seal::lines).orElse(lines);
      }
      tails.see(name, file, from, lines);
    } catch (ClosedByInterruptException e) {
      Path path = audit.resolve(name);
      throw new StoreException(Message.of(FileTrouble.SEAL_INTERRUPTED, path), path, e);
    } catch (NoSuchFileException e) {
      batch.suspects.add(name);
    } catch (IOException e) {
      notSealed(batch, name, e);
    }
  }

  /// Seals what is new in a file; empty where that fails, which keeps no other file from it.
  private Optional<Seal> newest(Batch batch, String name, SealFile file, Optional<Seal> last)
      throws IOException {
    try {
      return Optional.of(sealed(batch, name, file, last, Optional.empty()));
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      notSealed(batch, name, e);
      return last;
    }
  }

  private void notSealed(Batch batch, String name, IOException reason) {
    Path path = audit.resolve(name);
    Message told = Message.of(FileTrouble.NOT_SEALED, path, FileReason.of(reason));
    batch.suspects.add(name);
    batch.trouble = Optional.of(new SealStep.Trouble.NotSealed(told));
  }

  /// @param kept what is kept of them by now
  private void keepTails(String kept) {
    String text = tails.text();
    if (!text.equals(kept)) {
      folder.keepTails(key(), text);
    }
    tails.isKept();
  }

  /// Whether the last sealed line is still where it was. Else a seal would vouch for lines that
  /// stand behind others than they seem to.
  private boolean endsAsSealed(SealFile file, Optional<Seal> last) throws IOException {
    if (last.isEmpty() || last.get().lines() == 0) {
      return true;
    }
    Seal seal = last.get();
    Optional<byte[]> line = file.lineBefore(seal.length());
    return line.isEmpty()
        || SealMarks.isLast(folder.marks(seal.file(), seal.run()), seal, line.get());
  }

  /// Seals what is new in a file, or all of it where nothing is sealed or a person says so: then in
  /// one go with the proof that it goes on from what that person saw.
  ///
  /// @return the newest seal, with no length where there is none
  private Seal sealed(
      Batch batch, String name, SealFile file, Optional<Seal> last, Optional<Said> said)
      throws IOException {
    long number = batch.chain.count() + 1;
    long run = last.map(Seal::run).orElse(number);
    long lines = last.map(Seal::lines).orElse(0L);
    Path marks = folder.marks(name, run);
    if (last.isPresent() && !SealMarks.fit(marks, last.get())) {
      throw new RefusedException(Message.of(FileReason.MARKS_MISSING));
    }
    boolean done = false;
    try (SealMarks.Writer writer = SealMarks.after(marks, lines)) {
      SealHash hash =
          last.map(seal -> SealHash.resume(seal, writer))
              .orElseGet(() -> SealHash.begin(name, writer));
      if (said.isPresent()) {
        said.get().shown().requireBegin(name, file, hash);
      }
      file.hash(hash.length(), file.size(), hash, _ -> {}, () -> false);
      Seal seal = seal(batch, name, hash, writer.finish(), run, said.map(Said::reason));
      if (hash.lines() > lines || said.isPresent()) {
        add(batch, seal);
      }
      done = true;
      return seal;
    } finally {
      if (!done && said.isPresent()) {
        Files.deleteIfExists(marks);
      }
    }
  }

  private Seal seal(
      Batch batch, String name, SealHash hash, String marks, long run, Optional<String> reason) {
    return new Seal(
        batch.chain.count() + 1,
        name,
        hash.length(),
        hash.lines(),
        hash.chain(),
        marks,
        run,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        witness,
        key().id(),
        batch.chain.before(),
        reason);
  }

  private void add(Batch batch, Seal seal) {
    byte[] line = seal.line(key().sign(seal.unsigned()));
    batch.made.add(seal);
    batch.lines.writeBytes(line);
    batch.lines.write('\n');
    batch.chain.add(seal, line);
  }

  /// Writes the user's copy first: what is missing in `.console` alone can be written there later.
  private Optional<SealStep.Trouble> write(Batch batch, boolean intoTenant) {
    if (!batch.made.isEmpty()) {
      byte[] lines = batch.lines.toByteArray();
      boolean done = false;
      try {
        folder.append(copySize, lines);
        copySize += lines.length;
        done = true;
      } finally {
        if (!done) {
          chain = null;
        }
      }
    }
    if (!intoTenant || confirmed == batch.chain.count()) {
      return Optional.empty();
    }
    try {
      boolean isNext = confirmed + batch.made.size() == batch.chain.count();
      byte[] lacking =
          isNext && !batch.made.isEmpty() ? batch.lines.toByteArray() : reading().lacking();
      if (lacking.length > 0) {
        console.append(lacking);
      }
      confirm(batch.chain.count());
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of(new SealStep.Trouble.NotInConsole(e.told()));
    }
  }

  private void confirm(long seals) {
    folder.confirm(key(), seals);
    confirmed = seals;
  }

  /// Where nothing can be sealed, what is there is at least seen.
  private void watch(List<String> names, StoreException reason) {
    for (String name : names) {
      Optional<Seal> last = Optional.ofNullable(chain).flatMap(it -> it.latest(name));
      try (SealFile file = SealFile.open(audit.resolve(name))) {
        tails.check(name, file);
        tails.see(name, file, last.map(Seal::length).orElse(0L), last.map(Seal::lines).orElse(0L));
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }

  /// The seals so far; read anew where another console of this user has added some. For who has the
  /// turn: one that is added in between would be missed.
  private SealChain chain() {
    SealChain known = chain;
    if (known != null && folder.copySize() == copySize) {
      return known;
    }
    SealReading reading = reading();
    confirmed = Math.min(folder.confirmed(key()), reading.chain().count());
    copySize = SealReading.wholeLines(folder.readCopy());
    chain = reading.chain();
    return reading.chain();
  }

  /// The newest seal of each file, by name.
  private Collection<Seal> latest() {
    synchronized (this) {
      SealChain known = chain;
      if (known != null && folder.copySize() == copySize) {
        return known.latest();
      }
    }
    return reading().chain().latest();
  }

  /// In the order that leaves no gap while others write: each is written before the one that is
  /// read before it.
  private SealReading reading() {
    long known = folder.confirmed(key());
    byte[] inConsole = console.read();
    return new SealReading(key(), folder.readCopy(), inConsole, known);
  }

  private SealKey key() {
    synchronized (keyLock) {
      SealKey known = key;
      if (known == null) {
        known = SealKey.in(keyFile);
        key = known;
      }
      return known;
    }
  }

  /// Proves that what was sealed is still there to the byte, and tells what is not.
  ///
  /// @param progress called from any thread, from one at a time
  /// @param stop asked often, from any thread
  /// @throws java.util.concurrent.CancellationException if told to stop
  /// @throws StoreException if the seals cannot be read, or the audit folder is gone
  public SealReport verify(Consumer<SealProgress> progress, BooleanSupplier stop) {
    synchronized (verifying) {
      Instant began = clock.instant();
      SealChain now = reading().chain();
      SealCheck check = new SealCheck(audit, folder, now.latest(), progress, stop);
      List<SealFinding> findings = new ArrayList<>(check.run());
      requireThere(!findings.isEmpty());
      if (Files.isDirectory(audit)) {
        findings.addAll(tails.rewritten(folder.tails(key()), audit, SealFinding.broken(findings)));
      }
      List<SealReport.Stood> stood = allStood(check.stood(), findings);
      stood.add(new SealReport.Stood(SealChain.ITSELF, now.count(), now.before()));
      findings.addAll(now.problems());
      if (key().isExposed()) {
        findings.add(new SealFinding(SealFinding.Kind.KEY_EXPOSED, key().file().toString(), 0, 0));
      }
      return new SealReport(
          now.until(),
          began,
          check.read(),
          files(now),
          findings,
          now.acknowledged().stream().map(Seals::told).toList(),
          now.others(),
          stood);
    }
  }

  /// What stood where; of a file that was seen and never sealed whether it did.
  private List<SealReport.Stood> allStood(
      Collection<SealReport.Stood> sealed, List<SealFinding> findings) {
    List<SealReport.Stood> all = new ArrayList<>(sealed);
    findings.stream()
        .filter(it -> it.kind() == SealFinding.Kind.UNSEALED_CHANGED)
        .map(SealFinding::file)
        .distinct()
        .filter(name -> sealed.stream().noneMatch(it -> it.file().equals(name)))
        .map(this::standing)
        .forEach(all::add);
    return all;
  }

  private SealReport.Stood standing(String name) {
    boolean isThere = Files.isRegularFile(audit.resolve(name), LinkOption.NOFOLLOW_LINKS);
    return isThere
        ? new SealReport.Stood(name, 0, SealHash.begin(name, null).chain())
        : SealReport.Stood.nothing(name);
  }

  /// Whether what was sealed of some files is still there to the byte. Says nothing of the others,
  /// nor of the seals themselves.
  ///
  /// @param stop asked often, from any thread
  /// @throws java.util.concurrent.CancellationException if told to stop
  /// @throws StoreException if the seals cannot be read, or the audit folder is gone
  public boolean areAsSealed(Set<String> names, BooleanSupplier stop) {
    synchronized (verifying) {
      List<Seal> sealed = latest().stream().filter(it -> names.contains(it.file())).toList();
      boolean whole = new SealCheck(audit, folder, sealed, _ -> {}, stop).run().isEmpty();
      requireThere(!whole);
      return whole;
    }
  }

  private static List<SealReport.SealedFile> files(SealChain chain) {
    return chain.latest().stream()
        .map(s -> new SealReport.SealedFile(s.file(), s.length(), s.lines(), s.at()))
        .toList();
  }

  private static SealReport.Acknowledged told(Seal seal) {
    return new SealReport.Acknowledged(
        seal.file(), seal.lines(), seal.at(), seal.witness(), seal.reason().orElse(""));
  }

  /// Says that a file is as it shall be, though it is not as it was sealed: what it holds now is
  /// sealed from its beginning, with the reason, which every later report shows. Where the name is
  /// `seals.jsonl` it is about the seals themselves: both copies are made to hold those that this
  /// user's key vouches for, and clocks that were set back are taken as they are.
  ///
  /// @param shown what a person has seen of it. Lines that were added since then are sealed along
  ///   with it, as they always are
  /// @param reason for people; not blank
  /// @param intoTenant as in [#follow]
  /// @throws IllegalArgumentException if there is no reason, or nothing of such a file was ever
  ///   sealed or seen
  /// @throws StoreException if it cannot be done; also where what was shown has been changed since
  ///   in another way, or another file has gone, so that nobody would have seen what is sealed
  public SealStep acknowledge(SealReport shown, String file, String reason, boolean intoTenant) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("A purge is acknowledged with a reason");
    }
    synchronized (verifying) {
      SealShown seen = new SealShown(shown, audit);
      return file.equals(SealChain.ITSELF)
          ? acknowledgedSeals(seen, reason.strip(), intoTenant)
          : acknowledged(seen, file, reason.strip(), intoTenant);
    }
  }

  private synchronized SealStep acknowledged(
      SealShown shown, String file, String reason, boolean intoTenant) {
    try (SealFolder.Turn _ = folder.turn()) {
      SealChain now = chain();
      if (now.isOwnCopyDamaged()) {
        return step(0, now, Set.of(), Optional.of(ownSeals(now)));
      }
      String kept = folder.tails(key());
      tails.take(kept);
      if (now.latest(file).isEmpty() && !tails.knows(file)) {
        throw new IllegalArgumentException(file + " was never sealed nor seen");
      }
      Batch batch = new Batch(now);
      if (SealFile.in(audit).contains(file)) {
        try (SealFile opened = SealFile.open(audit.resolve(file))) {
          shown.requireNoMore(file, true, tails.rewritten(kept, audit, shown.broken()));
          Said said = new Said(reason, shown);
          sealed(batch, file, opened, Optional.empty(), Optional.of(said));
        }
      } else {
        requireThere(true);
        shown.requireNoMore(file, false, tails.rewritten(kept, audit, shown.broken()));
        addEmpty(batch, file, reason);
      }
      Optional<SealStep.Trouble> trouble = write(batch, intoTenant);
      tails.forget(file);
      keepTails(kept);
      return step(batch.made.size(), now, Set.of(), trouble);
    } catch (IOException e) {
      Path path = audit.resolve(file);
      throw new StoreException(Message.of(FileTrouble.NOT_SEALED, path, FileReason.of(e)), path, e);
    }
  }

  /// Adds a seal of no line.
  private void addEmpty(Batch batch, String file, String reason) {
    String marks = SealHash.sha256(new byte[0]);
    long run = batch.chain.count() + 1;
    add(batch, seal(batch, file, SealHash.begin(file, null), marks, run, Optional.of(reason)));
  }

  private synchronized SealStep acknowledgedSeals(
      SealShown shown, String reason, boolean intoTenant) {
    try (SealFolder.Turn _ = folder.turn()) {
      SealReading reading = reading();
      shown.requireSeals(reading, folder.copy());
      SealChain now = repaired(reading, intoTenant);
      Batch batch = new Batch(now);
      addEmpty(batch, SealChain.ITSELF, reason);
      Optional<SealStep.Trouble> trouble = write(batch, intoTenant);
      return step(batch.made.size(), now, Set.of(), trouble);
    }
  }

  private SealChain repaired(SealReading reading, boolean intoTenant) {
    byte[] seals = reading.seals();
    folder.replaceCopy(seals);
    if (intoTenant) {
      console.replace(
          now -> new SealReading(key(), seals, now, folder.confirmed(key())).repaired());
      folder.confirm(key(), reading.chain().count());
    } else {
      folder.confirm(key(), Math.min(folder.confirmed(key()), reading.chain().count()));
    }
    chain = null;
    return chain();
  }
}
