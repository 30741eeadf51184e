package keyconsole.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealReport.Stood;
import keyconsole.store.StoreException;

/// What a person was shown before they acknowledge it, held against what is there by then: what
/// came in between in another way than by an honest append was seen by nobody, and is not sealed.
final class SealShown {

  private final SealReport report;
  private final Path audit;

  SealShown(SealReport report, Path audit) {
    this.report = report;
    this.audit = audit;
  }

  private Optional<Stood> stood(String file) {
    return report.stood().stream().filter(it -> it.file().equals(file)).findFirst();
  }

  /// The files of which the log itself was not as it was sealed.
  Set<String> broken() {
    return SealFinding.broken(report.findings());
  }

  /// Whoever gives a reason for a purge is to know how far it went.
  ///
  /// @param name of the file that is acknowledged
  /// @param rewritten what was rewritten before it was sealed, by now
  /// @throws StoreException if the file has gone or come since, any other has gone or been cut, or
  ///   more of this one was rewritten
  void requireNoMore(String name, boolean isThere, List<SealFinding> rewritten) throws IOException {
    if (stood(name).filter(it -> it.isThere() == isThere).isEmpty()) {
      throw notAsShown(audit.resolve(name));
    }
    for (Stood other : report.stood()) {
      if (other.isThere() && !other.file().equals(SealChain.ITSELF) && isCut(other)) {
        throw notAsShown(audit.resolve(other.file()));
      }
    }
    List<SealFinding> ofFile = rewritten.stream().filter(it -> it.file().equals(name)).toList();
    if (!report.findings().containsAll(ofFile)) {
      throw notAsShown(audit.resolve(name));
    }
  }

  private boolean isCut(Stood stood) throws IOException {
    Path path = audit.resolve(stood.file());
    try {
      return !SealFile.isFile(path) || Files.size(path) < stood.length();
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /// Hashes as much of a file as was shown.
  ///
  /// @param hash that has begun
  /// @throws StoreException if other lines stand there
  void requireBegin(String name, SealFile file, SealHash hash) throws IOException {
    Stood stood = stood(name).orElse(Stood.nothing(name));
    file.hash(0, stood.length(), hash, _ -> {}, () -> false);
    if (hash.length() != stood.length() || !hash.chain().equals(stood.digest())) {
      throw notAsShown(audit.resolve(name));
    }
  }

  /// Seals that were made since are there besides, and may make the copy in `.console` differ in
  /// another place: the own copy counts, so that nothing is lost by it.
  ///
  /// @param copy the user's own
  /// @throws StoreException if seals are gone since, or more is wrong with them
  void requireSeals(SealReading now, Path copy) {
    boolean goesOn =
        stood(SealChain.ITSELF).filter(it -> now.goesOnFrom(it.length(), it.digest())).isPresent();
    if (!goesOn || !now.chain().problems().stream().allMatch(this::isTold)) {
      throw notAsShown(copy);
    }
  }

  private boolean isTold(SealFinding problem) {
    return report.findings().stream()
        .anyMatch(
            it ->
                problem.kind() == SealFinding.Kind.COPY_DIFFERS
                    ? it.kind() == problem.kind()
                    : it.equals(problem));
  }

  private static StoreException notAsShown(Path file) {
    return new StoreException(Message.of(FileTrouble.NOT_AS_SHOWN, file), file);
  }
}
