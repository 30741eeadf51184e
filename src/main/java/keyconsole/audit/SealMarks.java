package keyconsole.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import keyconsole.domain.FileReason;
import keyconsole.domain.Message;
import keyconsole.store.RefusedException;
import org.jspecify.annotations.Nullable;

/// A mark for each sealed line of an audit file: the first 8 bytes of the line's own SHA-256, one
/// behind the other. The chain proves that nothing was changed; the marks tell where, and whether a
/// line was changed, removed or inserted. They take 8 bytes a line, 8 MB for a million lines, in
/// the user's own folder. Each seal holds the digest of the marks of its lines and is signed, so
/// marks that were changed are not believed.
final class SealMarks {

  static final int BYTES = 8;
  private static final int BUFFER = BYTES << 13;

  private SealMarks() {}

  /// Whether marks are those that a seal was made with.
  static boolean fit(Path file, Seal seal) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MessageDigest digest = SealHash.sha256();
      return fold(channel, seal.lines(), digest)
          && HexFormat.of().formatHex(digest.digest()).equals(seal.marks());
    } catch (NoSuchFileException e) {
      return seal.lines() == 0;
    }
  }

  /// Digests the marks of the first lines.
  ///
  /// @return false where there are not so many
  private static boolean fold(FileChannel channel, long lines, MessageDigest digest)
      throws IOException {
    long at = 0;
    long end = lines * BYTES;
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, end));
    while (at < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
      int read = channel.read(buffer, at);
      if (read < 0) {
        return false;
      }
      digest.update(buffer.flip());
      at += read;
    }
    return true;
  }

  /// The marks of the first lines.
  static long[] read(Path file, long lines) throws IOException {
    long[] marks = new long[Math.toIntExact(lines)];
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int done = 0;
      while (done < marks.length) {
        buffer.clear().limit((int) Math.min(BUFFER, (long) (marks.length - done) * BYTES));
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, ((long) done * BYTES) + buffer.position()) < 0) {
            throw new RefusedException(Message.of(FileReason.ENDS_EARLY));
          }
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          marks[done++] = buffer.getLong();
        }
      }
    }
    return marks;
  }

  /// Whether a line is the last one of a seal.
  static boolean isLast(Path file, Seal seal, byte[] line) throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.read(mark, (seal.lines() - 1) * BYTES) == BYTES
          && mark.getLong(0) == of(SealHash.sha256().digest(line));
    }
  }

  /// The mark of a line.
  static long of(byte[] digest) {
    return ByteBuffer.wrap(digest).getLong();
  }

  /// Opens marks to be added to behind those of so many lines; what stands behind these was never
  /// sealed and goes.
  static Writer after(Path file, long lines) throws IOException {
    FileChannel channel = SealFolder.open(file);
    boolean done = false;
    try {
      MessageDigest digest = SealHash.sha256();
      if (!fold(channel, lines, digest)) {
        throw new RefusedException(Message.of(FileReason.MARKS_MISSING));
      }
      channel.truncate(lines * BYTES);
      channel.position(lines * BYTES);
      if (lines == 0) {
        SealFolder.force(SealFolder.parent(file));
      }
      done = true;
      return new Writer(channel, digest);
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  /// Adds marks. Must be finished before a seal tells of them.
  static final class Writer implements AutoCloseable, SealHash.LineDigests {
    private final FileChannel channel;
    private final MessageDigest digest;
    private ByteBuffer buffer = ByteBuffer.allocate(BYTES << 7);
    private @Nullable IOException failed;

    private Writer(FileChannel channel, MessageDigest digest) {
      this.channel = channel;
      this.digest = digest;
    }

    @Override
    public void take(byte[] lineDigest) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      buffer.put(lineDigest, 0, BYTES);
    }

    private void flush() {
      digest.update(buffer.flip());
      buffer.rewind();
      try {
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        failed = e;
      }
      if (buffer.capacity() < BUFFER) {
        buffer = ByteBuffer.allocate(Math.min(BUFFER, 4 * buffer.capacity()));
      }
      buffer.clear();
    }

    /// Forces them to disk.
    ///
    /// @return digest of all marks, in hex
    String finish() throws IOException {
      flush();
      IOException reason = failed;
      if (reason != null) {
        throw reason;
      }
      channel.force(true);
      return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
