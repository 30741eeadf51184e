package keyconsole.store;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// Goes from one ended line of a file to the next. Reads blocks: a mapped file that shrinks would
/// take the process down. One thread.
public final class LineWalk {

  /// Longer lines are not read as records.
  public static final int MAX_LINE = 16 << 20;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long LINE_FEEDS = ONES * '\n';

  private final FileChannel channel;
  private final long end;
  private final BooleanSupplier stop;
  private byte[] buffer;

  /// The offset in the file of the buffer's first byte.
  private long base;

  private int filled;
  private int from;
  private int to;

  /// Where the next line begins in the buffer.
  private int next;

  /// Bytes of the line that were left out, as it is too long.
  private long left;

  /// @param end of what is read of the file
  /// @param block bytes to read at a time
  /// @param stop asked before each reading; where it says yes, there is no further line
  public LineWalk(FileChannel channel, long start, long end, int block, BooleanSupplier stop) {
    this.channel = channel;
    this.end = end;
    this.stop = stop;
    this.buffer = new byte[block];
    this.base = start;
  }

  /// Goes to the line that begins at an offset; [#next()] gives it.
  public void seek(long offset) {
    if (offset >= base && offset <= base + filled && left == 0) {
      next = (int) (offset - base);
      return;
    }
    base = offset;
    filled = 0;
    next = 0;
    left = 0;
  }

  /// Goes to what stands behind the last line feed, where there is no further line whose end is
  /// there.
  ///
  /// @return whether there is something, all of which is there to be read
  public boolean rest() {
    from = next;
    to = filled;
    next = filled;
    return left == 0 && to > from && base + filled == end;
  }

  /// Goes to the next line.
  ///
  /// @return whether there is one whose end is there
  public boolean next() throws IOException {
    base += left;
    left = 0;
    from = next;
    int search = next;
    while (true) {
      int found = lineFeed(buffer, search, filled);
      if (found < filled) {
        to = found;
        next = found + 1;
        return true;
      }
      int got = readOn();
      if (got <= 0) {
        next = from;
        return false;
      }
      search = filled - got;
    }
  }

  /// Reads behind what the buffer holds of the line.
  ///
  /// @return how many bytes; none at the end
  private int readOn() throws IOException {
    makeRoom();
    int room = (int) Math.min(buffer.length - filled, end - base - left - filled);
    if (room <= 0 || stop.getAsBoolean()) {
      return 0;
    }
    int got = channel.read(ByteBuffer.wrap(buffer, filled, room), base + left + filled);
    filled += Math.max(0, got);
    return got;
  }

  private void makeRoom() {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
      base += from;
      from = 0;
    }
    if (filled < buffer.length) {
      return;
    }
    if (filled < MAX_LINE) {
      buffer = Arrays.copyOf(buffer, Math.min(MAX_LINE, buffer.length * 2));
    } else {
      // Only the beginning is kept: it is what can be shown.
      left += filled - MAX_LINE / 2;
      filled = MAX_LINE / 2;
    }
  }

  /// The first line feed between two offsets, or the second of them; eight bytes at a time.
  private static int lineFeed(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - 8; i += 8) {
      long word = (long) WORDS.get(bytes, i) ^ LINE_FEEDS;
      long zeros = (word - ONES) & ~word & HIGH;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    while (i < to && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  /// What holds the line.
  public byte[] bytes() {
    return buffer;
  }

  /// Where the line begins in [#bytes()].
  public int from() {
    return from;
  }

  /// Where it ends there, without its line feed.
  public int to() {
    return to;
  }

  /// The line's length in bytes, also of what was left out.
  public long length() {
    return to - from + left;
  }

  /// Whether the line is too long to be read, and [#bytes()] holds only its beginning.
  public boolean isTooLong() {
    return left > 0;
  }

  /// The offset in the file at which the line begins.
  public long offset() {
    return base + from;
  }

  /// The offset in the file behind the line.
  public long nextOffset() {
    return base + left + next;
  }
}
