package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What sealing what is new came to.
///
/// @param made how many seals
/// @param until when the newest seal was made; empty where nothing is sealed
/// @param files all that are sealed, by name
/// @param suspects files that no seal was made for, because they do not go on where they were
///   sealed, or that were rewritten behind that: a verification tells what is wrong with them
/// @param trouble why seals were not made, or not written to `.console`; empty as a rule
public record SealStep(
    int made,
    Optional<Instant> until,
    List<SealReport.SealedFile> files,
    Set<String> suspects,
    Optional<Trouble> trouble) {

  /// Why not all is as it should be.
  public sealed interface Trouble {

    /// No seal is made before somebody has looked at what is wrong with this user's own ones.
    record OwnSeals(SealFinding found) implements Trouble {}

    /// New lines of a file, and maybe of others, could not be sealed.
    ///
    /// @param reason what failed
    record NotSealed(Message reason) implements Trouble {}

    /// What was sealed stands in this user's own folder alone.
    ///
    /// @param reason what failed
    record NotInConsole(Message reason) implements Trouble {}
  }

  public SealStep {
    files = List.copyOf(files);
    suspects = Set.copyOf(suspects);
  }
}
