package keyconsole.domain;

import java.time.LocalDate;
import java.util.Optional;

/// A usage file of which something could not be read, so that it is not counted.
///
/// @param file its name
/// @param day the UTC day in the name; empty where there is none, so that its lines may be of any
/// @param lines how much of it; empty where the file itself could not be read
/// @param why what is wrong with the file, or with the first of the lines
public record UsageNotRead(
    String file, Optional<LocalDate> day, Optional<Lines> lines, Message why) {

  /// Lines of a file.
  ///
  /// @param first the number of the first one, from 1
  public record Lines(long count, int first) {}
}
