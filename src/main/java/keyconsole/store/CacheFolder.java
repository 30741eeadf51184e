package keyconsole.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;

/// What was found out about the files of one folder, kept between runs in the user's own cache: a
/// file for each of them, in a folder of their own. Any thread.
///
/// Each is written beside its place and moved there. It has a version and a checksum over what it
/// says and what it is about; one that has others is not used. Nothing is lost with any of them.
public final class CacheFolder {

  private static final int MOST_BYTES = 1 << 30;
  private static final String HALF_WRITTEN = ".tmp";

  /// Longer than any writing takes: what is older was left by a run that ended in the middle.
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;
  private final byte[] about;
  private final byte[] version;
  private final String ending;
  private final FileTrouble failure;
  private volatile Optional<Message> trouble = Optional.empty();

  /// What is kept.
  ///
  /// @param name of the folder for all tenants
  /// @param version of the form in which it is written, ASCII
  /// @param ending of the files' names
  /// @param failure what there is to tell where it cannot be kept: of the folder, and why
  public record Kind(String name, String version, String ending, FileTrouble failure) {}

  /// @param userCache the user's, for all tenants and kinds; made where it is missing
  /// @param about the folder whose files it is about
  public CacheFolder(Path userCache, Path about, Kind kind) {
    this.about = about.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
    this.folder = userCache.resolve(kind.name()).resolve(shortOf(this.about));
    this.version = kind.version().getBytes(StandardCharsets.US_ASCII);
    this.ending = kind.ending();
    this.failure = kind.failure();
  }

  private static String shortOf(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /// Why nothing can be kept; empty where it can.
  public Optional<Message> trouble() {
    return trouble;
  }

  /// What is kept about a file of this name; empty where nothing usable is.
  ///
  /// @param room gives an array of this length or a longer one
  /// @return from the position to the limit, in that array
  public Optional<ByteBuffer> read(String name, IntFunction<byte[]> room) {
    Path place = placeOf(name);
    // A stream, unlike a channel, is not closed where the thread is interrupted: whoever ends early
    // does not lose what is kept.
    try (InputStream in = Files.newInputStream(place)) {
      int size = (int) Math.min(Files.size(place), MOST_BYTES);
      byte[] bytes = room.apply(size);
      ByteBuffer whole = ByteBuffer.wrap(bytes, 0, in.readNBytes(bytes, 0, size));
      return hasContent(whole, name) ? Optional.of(whole) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      tell(e);
      return Optional.empty();
    }
  }

  /// Goes on to the content, and says whether it may be used.
  private boolean hasContent(ByteBuffer whole, String name) {
    if (whole.remaining() < version.length + Integer.BYTES) {
      return false;
    }
    byte[] found = new byte[version.length];
    int sum = whole.get(found).getInt();
    return Arrays.equals(found, version) && sum == sum(name, whole.duplicate());
  }

  private int sum(String name, ByteBuffer content) {
    CRC32C sum = new CRC32C();
    sum.update(about);
    sum.update(0);
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    sum.update(0);
    sum.update(content);
    return (int) sum.getValue();
  }

  /// Keeps something about a file of this name.
  public void write(String name, ByteBuffer content) {
    try {
      makeFolder();
      Path beside = Files.createTempFile(folder, name, HALF_WRITTEN);
      try {
        write(beside, name, content);
        Files.move(beside, placeOf(name), StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
      trouble = Optional.empty();
    } catch (IOException e) {
      tell(e);
    }
  }

  private void write(Path file, String name, ByteBuffer content) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(version.length + Integer.BYTES);
    head.put(version).putInt(sum(name, content.duplicate())).flip();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (ByteBuffer part : new ByteBuffer[] {head, content}) {
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
    }
  }

  private void makeFolder() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  /// Throws away what is kept about files of other names, and what was never written to its end.
  public void forgetAllBut(Set<String> names) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(ending)
            ? !names.contains(name.substring(0, name.length() - ending.length()))
            : name.endsWith(HALF_WRITTEN) && isAbandoned(entry)) {
          Files.deleteIfExists(entry);
        }
      }
    } catch (NoSuchFileException e) {
      // Nothing was kept yet.
    } catch (IOException | DirectoryIteratorException e) {
      tell(e);
    }
  }

  /// Another console may be writing at this moment.
  private static boolean isAbandoned(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().plus(ABANDONED).isBefore(Instant.now());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Path placeOf(String name) {
    return folder.resolve(name.concat(ending));
  }

  private void tell(Exception e) {
    trouble = Optional.of(Message.of(failure, folder, FileReason.of(e)));
  }
}
