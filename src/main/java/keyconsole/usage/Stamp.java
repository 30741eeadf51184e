package keyconsole.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// What a file system tells of a file, so that one that was written to is noticed.
///
/// @param size in bytes
/// @param key which file it is, in the file system's words; empty where it has none
/// @param modified when it was written to last, as whoever wrote says
/// @param changed when it was changed last in any way, which nobody can set; empty where the file
///   system does not tell
record Stamp(long size, String key, FileTime modified, Optional<FileTime> changed) {

  /// Of a file that was never looked at.
  static final Stamp NONE = new Stamp(0, "", FileTime.fromMillis(0), Optional.empty());

  /// What stands in a place.
  ///
  /// @param isRegular whether it is a file; a link is none
  record Look(Stamp stamp, boolean isRegular, boolean isFolder) {}

  /// Looks at a file. The time of its change is asked for last: what comes between the two calls is
  /// read after both, or noticed at the next look since the file has grown.
  static Look at(Path file) throws IOException {
    BasicFileAttributes told =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Optional<FileTime> changed =
        file.getFileSystem().supportedFileAttributeViews().contains("unix")
            ? Optional.of(
                (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS))
            : Optional.empty();
    Object key = told.fileKey();
    Stamp stamp =
        new Stamp(told.size(), key == null ? "" : key.toString(), told.lastModifiedTime(), changed);
    return new Look(stamp, told.isRegularFile(), told.isDirectory());
  }

  /// Field by field, since a year has hundreds, and what a record brings along takes a fresh
  /// process longer than all of them.
  boolean isSame(Stamp other) {
    return size == other.size
        && modified.equals(other.modified)
        && changed.equals(other.changed)
        && key.equals(other.key);
  }

  /// The same of a file of which only so much was read.
  Stamp withSize(long read) {
    return new Stamp(read, key, modified, changed);
  }

  /// Whether what was a file with this stamp can only have been written anew by now: it shrank, is
  /// another one, or was changed and has not grown. Whoever only appends makes it grow.
  boolean isOther(Stamp now) {
    return now.size < size
        || (!key.isEmpty() && !key.equals(now.key))
        || (now.size == size && !isSame(now));
  }
}
