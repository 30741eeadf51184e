package keyconsole.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.Value;
import keyconsole.store.FolderSight;
import keyconsole.store.LineWalk;

/// A day file and where its records stand, as long as it only grows: one that was written anew is
/// another. One thread at a time.
final class AuditFile {

  private static final int BLOCK = 1 << 20;

  /// So much of what was read last is read again when more is there: where something else stands in
  /// it, the file was written anew. Only the seals prove the rest: where they find that a line was
  /// changed, all of the file is read again, see [AuditIndex#forget].
  private static final int TAIL = 1 << 20;

  private final AuditRows rows;
  private final TextCodes texts;
  private FolderSight.Entry seen;
  private int tailSum;
  private int lines;

  /// A file that was never read.
  static final FolderSight.Entry NEVER = new FolderSight.Entry(-1, FileTime.fromMillis(0), "", "");

  AuditFile(Path path, Optional<LocalDate> day, TextCodes texts) {
    this(new AuditRows(path, day), texts, NEVER, 0, 0);
  }

  /// @param texts gives actions and actors their codes
  /// @param seen how the file looked when it was read last
  /// @param lines how many were read
  /// @param tailSum see [#tailSum]
  AuditFile(AuditRows rows, TextCodes texts, FolderSight.Entry seen, int tailSum, int lines) {
    this.rows = rows;
    this.texts = texts;
    this.seen = seen;
    this.tailSum = tailSum;
    this.lines = lines;
  }

  AuditRows rows() {
    return rows;
  }

  FolderSight.Entry seen() {
    return seen;
  }

  /// The checksum of the last bytes that were read.
  int tailSum() {
    return tailSum;
  }

  int lines() {
    return lines;
  }

  /// Whether the file is as it was when it was read.
  boolean isAsBefore(FolderSight.Entry now) {
    return seen.size() == now.size() && seen.key().equals(now.key()) && isUntouched(now);
  }

  /// By its times. That of a change, which nobody can set, is not known everywhere.
  private boolean isUntouched(FolderSight.Entry now) {
    boolean isKnown = !seen.changed().isEmpty() && !now.changed().isEmpty();
    return seen.modified().equals(now.modified())
        && (!isKnown || seen.changed().equals(now.changed()));
  }

  /// Whether the file was written anew since it was read, so that nothing known of it holds.
  boolean isWrittenAnew(FolderSight.Entry now) throws IOException {
    if (rows.end() == 0) {
      return false;
    }
    boolean readWhole = !seen.equals(NEVER);
    if (now.size() < Math.max(seen.size(), rows.end())
        || (readWhole && !seen.key().equals(now.key()))
        || (now.size() == seen.size() && !isUntouched(now))) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(rows.path(), StandardOpenOption.READ)) {
      return tailSum != sumBefore(channel, rows.end());
    }
  }

  private static int sumBefore(FileChannel channel, long offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(TAIL, offset));
    long from = offset - bytes.capacity();
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
    CRC32C sum = new CRC32C();
    sum.update(bytes.flip());
    return (int) sum.getValue();
  }

  /// Reads what is new, up to the size that it has by its look. A last line without its end waits.
  ///
  /// @param stop asked now and then; the rest is read at the next call
  void readOn(FolderSight.Entry now, BooleanSupplier stop) throws IOException {
    try (FileChannel channel = FileChannel.open(rows.path(), StandardOpenOption.READ)) {
      int block = Math.clamp(now.size() - rows.end(), 1, BLOCK);
      LineWalk walk = new LineWalk(channel, rows.end(), now.size(), block, stop);
      RecordScan scan = new RecordScan();
      while (walk.next()) {
        lines++;
        take(walk, scan);
        rows.endsAt(walk.nextOffset());
      }
      tailSum = sumBefore(channel, rows.end());
    }
    if (!stop.getAsBoolean()) {
      seen = now;
    }
  }

  private void take(LineWalk walk, RecordScan scan) {
    if (walk.isTooLong()) {
      rows.add(walk.offset(), AuditRows.TOO_LONG, lines, Optional.empty(), 0, 0);
      return;
    }
    ParsedLine line = ParsedLine.of(walk.bytes(), walk.from(), walk.to());
    List<Value.Fields> records = line.records();
    for (int i = 0; i < records.size(); i++) {
      Value.Fields record = records.get(i);
      rows.add(
          walk.offset(), i, lines, ParsedLine.moment(record), codes(record), KeyHash.of(record));
    }
    if (line.problem().isPresent()) {
      rows.add(walk.offset(), AuditRows.UNREADABLE, lines, Optional.empty(), 0, 0);
    } else if (records.size() == 1 && scan.scan(walk.bytes(), walk.from(), walk.to(), () -> {})) {
      rows.markPlain();
    }
  }

  private int codes(Value.Fields record) {
    return AuditRows.codes(
        texts.of(AuditRecord.action(record)), texts.of(AuditRecord.actor(record)));
  }
}
