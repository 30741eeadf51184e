package keyconsole.viewmodel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;

/// What the seals say of each line of the log, by the last verification and what was sealed since.
public final class SealCover {

  /// Nothing was verified or sealed yet.
  static final SealCover NONE = new SealCover(List.of(), List.of(), List.of());

  /// What the seals say of a line.
  public enum Kind {
    /// It is there as it was sealed.
    COVERED,
    /// It was sealed after the last verification.
    JUST_SEALED,
    /// No seal speaks of it yet.
    NOT_SEALED,
    /// It is not what was sealed.
    CHANGED,
    /// Something before it in its file is not what was sealed, so nothing is proved of it.
    BEHIND_CHANGE
  }

  private final Map<String, Long> verified;
  private final Map<String, Long> sealed;
  private final Map<String, SealFinding> broken = new HashMap<>();

  private SealCover(
      List<SealReport.SealedFile> verified,
      List<SealReport.SealedFile> sealed,
      List<SealFinding> findings) {
    this.verified = lines(verified);
    this.sealed = lines(sealed);
    findings.stream()
        .filter(finding -> finding.kind().breaksLog())
        .forEach(finding -> broken.putIfAbsent(finding.file(), finding));
  }

  static SealCover of(Optional<SealReport> report, Optional<SealStep> step) {
    List<SealReport.SealedFile> verified = report.map(SealReport::files).orElse(List.of());
    return new SealCover(
        verified,
        step.map(SealStep::files).orElse(verified),
        report.map(SealReport::findings).orElse(List.of()));
  }

  private static Map<String, Long> lines(List<SealReport.SealedFile> files) {
    Map<String, Long> lines = new HashMap<>();
    files.forEach(file -> lines.put(file.name(), file.lines()));
    return lines;
  }

  /// What the seals say of a line.
  ///
  /// @param line from 1
  public Kind of(String file, long line) {
    SealFinding finding = broken.get(file);
    if (finding != null && line >= finding.line()) {
      return isConcerned(finding, line) ? Kind.CHANGED : Kind.BEHIND_CHANGE;
    }
    if (line <= verified.getOrDefault(file, 0L)) {
      return Kind.COVERED;
    }
    return line <= sealed.getOrDefault(file, 0L) ? Kind.JUST_SEALED : Kind.NOT_SEALED;
  }

  private static boolean isConcerned(SealFinding finding, long line) {
    return switch (finding.kind()) {
      case CHANGED, INSERTED, MOVED ->
          finding.line() > 0 && line < finding.line() + Math.max(1, finding.count());
      case REPLACED -> true;
      default -> false;
    };
  }

  /// Whether a line stands at a break or behind it in its file.
  public boolean isBroken(String file, long line) {
    Kind kind = of(file, line);
    return kind == Kind.CHANGED || kind == Kind.BEHIND_CHANGE;
  }
}
