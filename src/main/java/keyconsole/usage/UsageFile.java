package keyconsole.usage;

import java.nio.ByteBuffer;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import keyconsole.store.LogFolder.LogProblem;
import org.jspecify.annotations.Nullable;

/// A day file as far as it was read. Immutable but for its days, which only grow: a new state takes
/// the days of the state before it over.
///
/// @param fileKey which file it is, in the file system's words; null where that has none
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
    long size,
    @Nullable String fileKey,
    FileTime modified,
    long offset,
    long line,
    ByteBuffer tail,
    boolean skipping,
    Map<Long, FileDay> days,
    List<LogProblem> problems,
    long unreadable,
    Optional<LogProblem> unfinished) {

  static UsageFile unread(String name) {
    return new UsageFile(
        name,
        0,
        null,
        FileTime.fromMillis(0),
        0,
        1,
        ByteBuffer.allocate(0),
        false,
        new HashMap<>(),
        List.of(),
        0,
        Optional.empty());
  }

  /// Which file it is, in the file system's words.
  static @Nullable String keyOf(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key == null ? null : key.toString();
  }

  /// Whether the file is as it was when this was read.
  boolean isAsBefore(BasicFileAttributes now) {
    return size == now.size()
        && modified.equals(now.lastModifiedTime())
        && Objects.equals(fileKey, keyOf(now));
  }

  /// Whether the file can only have been written anew, by its attributes.
  boolean isOther(BasicFileAttributes now) {
    return offset > 0
        && (now.size() < size
            || (fileKey != null && !fileKey.equals(keyOf(now)))
            || (now.size() == size && !modified.equals(now.lastModifiedTime())));
  }
}
