package keyconsole.usage;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A day file as far as it was read. Immutable but for its days, which only grow: a new state takes
/// the days of the state before it over.
///
/// @param stamp of the file when it was read
/// @param offset behind the last record or line that was read
/// @param line the number of the line at the offset, from 1
/// @param tail the bytes before the offset, to notice a file that was written anew
/// @param skipping whether the offset is within a line that is too long to be read
/// @param days what was counted, by UTC day since 1970
/// @param problems the first unreadable lines, at most [Piece#MOST_PROBLEMS]
/// @param unreadable how many lines could not be read
/// @param unfinished the last line, where it cannot be read and its end has not come
record UsageFile(
    String name,
    Stamp stamp,
    long offset,
    long line,
    ByteBuffer tail,
    boolean skipping,
    Map<Long, FileDay> days,
    List<UsageProblem> problems,
    long unreadable,
    Optional<UsageProblem> unfinished) {

  static UsageFile unread(String name) {
    return new UsageFile(
        name,
        Stamp.NONE,
        0,
        1,
        ByteBuffer.allocate(0),
        false,
        new HashMap<>(),
        List.of(),
        0,
        Optional.empty());
  }

  /// Whether the file is as it was when this was read.
  boolean isAsBefore(Stamp now) {
    return stamp.isSame(now);
  }

  /// Whether the file can only have been written anew, by its stamp.
  boolean isOther(Stamp now) {
    return offset > 0 && stamp.isOther(now);
  }
}
