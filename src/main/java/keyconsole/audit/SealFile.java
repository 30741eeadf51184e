package keyconsole.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.StoreException;

/// An audit file opened to be hashed. One thread.
final class SealFile implements AutoCloseable {

  private static final int BUFFER = 128 << 10;
  private static final int LEAST_BUFFER = 1 << 10;

  private final FileChannel channel;

  /// No larger than what there is to read: most files are short, and there are many.
  private final ByteBuffer buffer;

  private SealFile(FileChannel channel) throws IOException {
    this.channel = channel;
    this.buffer = ByteBuffer.allocate(Math.clamp(channel.size(), LEAST_BUFFER, BUFFER));
  }

  /// The names of all audit files of a folder, whatever their day; sorted.
  ///
  /// @throws StoreException if the folder cannot be listed
  static List<String> in(Path folder) {
    TreeSet<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith("audit_") && name.endsWith(".jsonl") && isThere(file)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          Message.of(FileTrouble.FOLDER_NOT_LISTED, folder, FileReason.of(e)), folder, e);
    }
    return List.copyOf(names);
  }

  private static boolean isThere(Path file) throws IOException {
    try {
      return isFile(file);
    } catch (NoSuchFileException e) {
      // It went between the listing and the look.
      return false;
    }
  }

  /// Unlike [Files#isRegularFile] it does not take a file that cannot be looked at for something
  /// else: it would not be sealed, or raise an alarm.
  static boolean isFile(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isRegularFile();
  }

  static SealFile open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      return new SealFile(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  long size() throws IOException {
    return channel.size();
  }

  /// Whether a line ends just before a place.
  boolean isLineStart(long at) throws IOException {
    if (at == 0) {
      return true;
    }
    buffer.clear().limit(1);
    return channel.read(buffer, at - 1) == 1 && buffer.get(0) == '\n';
  }

  /// The line that ends at a place, with its line feed; empty where it is longer than is looked at.
  Optional<byte[]> lineBefore(long end) throws IOException {
    int count = (int) Math.min(end, BUFFER);
    byte[] part = bytes(end - count, count);
    int from = Math.max(0, part.length - 1);
    while (from > 0 && part[from - 1] != '\n') {
      from--;
    }
    return from > 0 || count == end
        ? Optional.of(Arrays.copyOfRange(part, from, part.length))
        : Optional.empty();
  }

  /// Hashes from one place to another, or to the end where that comes first.
  ///
  /// @param read told the bytes of each piece
  /// @throws CancellationException if told to stop
  void hash(long from, long to, SealHash hash, LongConsumer read, BooleanSupplier stop)
      throws IOException {
    long at = from;
    while (at < to) {
      if (stop.getAsBoolean()) {
        throw new CancellationException("The verification was stopped");
      }
      buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
      int count = channel.read(buffer, at);
      if (count < 0) {
        return;
      }
      hash.take(buffer.array(), count);
      at += count;
      read.accept(count);
    }
  }

  /// Some bytes, fewer where the file ends before.
  byte[] bytes(long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // Reads on.
    }
    byte[] read = new byte[bytes.position()];
    bytes.get(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
