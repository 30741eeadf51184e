package keyconsole.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the files of a folder look like without reading them: name, size, times and which file it
/// is. Where two sights are equal nothing was written in between, as far as the system tells.
///
/// @param files by name
public record FolderSight(Map<String, Entry> files) {

  /// A file as the system tells of it.
  ///
  /// @param size in bytes
  /// @param key which file it is, whatever its name
  /// @param changed when the system saw it change, where it tells that
  public record Entry(long size, FileTime modified, String key, String changed) {}

  public FolderSight {
    files = Map.copyOf(files);
  }

  /// Looks at a folder; a missing one counts as empty.
  public static FolderSight of(Path folder) throws IOException {
    boolean unix = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    Map<String, Entry> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        look(entry, unix).ifPresent(seen -> files.put(String.valueOf(entry.getFileName()), seen));
      }
    } catch (NoSuchFileException e) {
      return new FolderSight(Map.of());
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new FolderSight(files);
  }

  private static Optional<Entry> look(Path file, boolean unix) throws IOException {
    try {
      BasicFileAttributes told =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      // Unlike the time of the last write, nobody sets this one.
      String changed =
          unix
              ? String.valueOf(Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS))
              : "";
      String key = String.valueOf(told.fileKey());
      return Optional.of(new Entry(told.size(), told.lastModifiedTime(), key, changed));
    } catch (NoSuchFileException e) {
      // It went between the listing and the look.
      return Optional.empty();
    }
  }

  /// Whether a file looks as it did, or was missing then and is now.
  public boolean isSame(String name, FolderSight before) {
    return Objects.equals(files.get(name), before.files.get(name));
  }

  /// The files that were there before and were since written to without growing, or are another
  /// file now.
  public Set<String> rewrittenSince(FolderSight before) {
    return files.entrySet().stream()
        .filter(
            it -> {
              Entry then = before.files.get(it.getKey());
              return then != null && isRewritten(then, it.getValue());
            })
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isRewritten(Entry then, Entry now) {
    return !now.equals(then) && (now.size() <= then.size() || !now.key().equals(then.key()));
  }
}
