package keyconsole.domain;

import java.time.Instant;
import java.util.Optional;

/// One line of a usage file. Where several records are glued on it, it tells the first that was
/// asked for.
///
/// @param fileName the day file
/// @param number of the line in it, from 1
/// @param request what it says; empty where no record of it can be read
/// @param records how many records can be read on it; more than one where some are glued together
/// @param problem why it, or a piece of it, cannot be read; empty where all of it can
/// @param text as it stands in the file, without its end; the first 131,072 bytes of a longer one
/// @param length in bytes, without its end
public record UsageLine(
    String fileName,
    long number,
    Optional<Request> request,
    int records,
    Optional<Message> problem,
    String text,
    long length) {

  /// What a record says.
  ///
  /// @param endpoint empty where the line names none; cut where it is longer than 4,096 characters
  /// @param clientIp empty where the line names none; cut in the same way
  public record Request(Instant moment, String keyId, String endpoint, String clientIp) {}
}
