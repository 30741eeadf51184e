package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a verification of the sealed audit log found.
///
/// @param sealedUntil when the newest seal was made; empty where nothing is sealed
/// @param verified when this verification began
/// @param bytes sealed bytes that were read
/// @param files all that are sealed, by name
/// @param findings files first, in their order
/// @param acknowledged purges that somebody gave a reason for, oldest first
/// @param others who else sealed, with a key that this user has not
/// @param stood what all of this was found in
public record SealReport(
    Optional<Instant> sealedUntil,
    Instant verified,
    long bytes,
    List<SealedFile> files,
    List<SealFinding> findings,
    List<Acknowledged> acknowledged,
    List<OtherWitness> others,
    List<Stood> stood) {

  public SealReport {
    files = List.copyOf(files);
    findings = List.copyOf(findings);
    acknowledged = List.copyOf(acknowledged);
    others = List.copyOf(others);
    stood = List.copyOf(stood);
  }

  /// A file as it is sealed.
  ///
  /// @param length in bytes
  public record SealedFile(String name, long length, long lines, Instant sealed) {}

  /// A change that somebody gave a reason for.
  ///
  /// @param lines that the file had then; 0 where it was gone
  public record Acknowledged(
      String file, long lines, Instant moment, String witness, String reason) {}

  /// Somebody whose seals can be verified with that person's key only.
  ///
  /// @param witness as the seals say: `user@host`
  /// @param key names the key
  public record OtherWitness(String witness, String key, long seals, Instant last) {}

  /// What stood in the place of a file when it was verified, so that whoever acts on what was found
  /// can be told whether it stands there still.
  ///
  /// @param length in bytes, up to and with a line feed; of the file of seals how many these are.
  ///   Negative where there was no file
  /// @param digest of so much, as the seals digest lines; empty where there was no file
  public record Stood(String file, long length, String digest) {

    /// No file of lines stood there.
    public static Stood nothing(String file) {
      return new Stood(file, -1, "");
    }

    public boolean isThere() {
      return length >= 0;
    }
  }

  /// Whether all that was sealed is there to the byte.
  public boolean isWhole() {
    return findings.stream().noneMatch(finding -> finding.kind().breaksSeal());
  }
}
