package keyconsole.domain;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// Something that is not as it was sealed.
///
/// @param file the audit file, or the file of seals
/// @param line the first line that is concerned, from 1; 0 where there is none or it cannot be told
/// @param count how many lines in a row are concerned; 0 where that cannot be told
/// @param more how many lines behind those are missing, or came between sealed ones: what is done
///   for a reason must not hide what was done besides. 0 also where that cannot be told
public record SealFinding(Kind kind, String file, long line, long count, long more) {

  /// A finding that says nothing of others behind it.
  public SealFinding(Kind kind, String file, long line, long count) {
    this(kind, file, line, count, 0);
  }

  /// The files of which lines of the log itself are not what they were, or cannot be proved to be.
  public static Set<String> broken(Collection<SealFinding> findings) {
    return findings.stream()
        .filter(it -> it.kind().breaksLog())
        .map(SealFinding::file)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What is wrong.
  public enum Kind {
    /// A sealed line reads otherwise.
    CHANGED,
    /// Sealed lines stand in another order.
    MOVED,
    /// A sealed line is missing, and later ones are there.
    REMOVED,
    /// A line stands between sealed ones that was not there.
    INSERTED,
    /// From a sealed line on, all are missing.
    CUT_OFF,
    /// A sealed file is missing.
    GONE,
    /// A file of the same name holds none of the sealed lines, or is no regular file.
    REPLACED,
    /// A sealed file cannot be read, so nothing is proved.
    UNREADABLE,
    /// A seal is older than the one before it.
    CLOCK_BACK,
    /// The seals in `.console` are not the ones that this user made.
    COPY_DIFFERS,
    /// This user's own copy of the seals is missing, and `.console` holds some.
    OWN_COPY_MISSING,
    /// This user's own copy of the seals was changed or cut.
    OWN_COPY_DAMAGED,
    /// The marks by which a line is found do not fit the seals.
    MARKS_DAMAGED,
    /// Bytes that were seen and not sealed yet, such as an unfinished last line, were rewritten or
    /// taken away.
    UNSEALED_CHANGED,
    /// Others may read the key that seals are signed with.
    KEY_EXPOSED;

    /// Whether the log or its seals are not what they were, as against something to know.
    public boolean breaksSeal() {
      return this != UNSEALED_CHANGED && this != KEY_EXPOSED;
    }

    /// Whether lines of the log itself are not what they were, or cannot be proved to be.
    public boolean breaksLog() {
      return switch (this) {
        case CHANGED, MOVED, REMOVED, INSERTED, CUT_OFF, GONE, REPLACED, UNREADABLE -> true;
        case CLOCK_BACK,
            COPY_DIFFERS,
            OWN_COPY_MISSING,
            OWN_COPY_DAMAGED,
            MARKS_DAMAGED,
            UNSEALED_CHANGED,
            KEY_EXPOSED ->
            false;
      };
    }
  }
}
