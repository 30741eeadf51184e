package keyconsole.audit;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.AllCores;
import keyconsole.store.StoreException;

/// Reads what audit lines say of keys.
final class WordReader {

  private final List<SearchChunk> chunks;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final BiConsumer<Integer, Told> take;
  private volatile Optional<StoreException> failure = Optional.empty();

  private WordReader(List<SearchChunk> chunks, BiConsumer<Integer, Told> take) {
    this.chunks = chunks;
    this.take = take;
  }

  /// What stands in a piece of a file.
  ///
  /// @param words in the order of the lines
  /// @param garbled the first line there that cannot be read; empty where each can
  /// @param doubted how many of the words, the first ones, stand before a line that cannot be read
  /// @param torn whether a line is there no more that was when the piece was found
  record Told(
      List<DeedWord> words, Optional<AuditFinding.Entry> garbled, int doubted, boolean torn) {}

  /// Reads all pieces, on all cores where there are several.
  ///
  /// @param take told what stands in the piece with a number, on any thread, in any order
  /// @throws StoreException if a file cannot be read
  /// @throws CancellationException if the thread is interrupted
  static void read(List<SearchChunk> chunks, BiConsumer<Integer, Told> take) {
    WordReader reader = new WordReader(chunks, take);
    if (chunks.size() == 1) {
      reader.readSome();
    } else if (!chunks.isEmpty()) {
      AllCores.run(_ -> reader::readSome, reader.stop);
    }
    reader.failure.ifPresent(
        e -> {
          throw e;
        });
    if (AllCores.stopIfInterrupted(reader.stop)) {
      throw new CancellationException("The reading of audit lines was stopped");
    }
  }

  private void readSome() {
    ChunkRecords records = new ChunkRecords();
    for (int i = next.getAndIncrement(); i < chunks.size() && !stop.get(); ) {
      SearchChunk chunk = chunks.get(i);
      try {
        take.accept(i, told(chunk, records));
      } catch (ClosedByInterruptException e) {
        stop.set(true);
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        stop.set(true);
        failure = Optional.of(cannotRead(chunk.file(), e));
      }
      i = next.getAndIncrement();
    }
  }

  private static StoreException cannotRead(AuditRows file, IOException e) {
    return new StoreException(
        Message.of(FileTrouble.AUDIT_NOT_READ, file.path(), FileReason.of(e)), file.path(), e);
  }

  private static Told told(SearchChunk chunk, ChunkRecords records) throws IOException {
    AuditRows file = chunk.file();
    List<DeedWord> words = new ArrayList<>();
    BitSet read = new BitSet(chunk.size());
    boolean whole =
        records.read(
            chunk,
            (row, record) -> {
              read.set(row - chunk.from());
              DeedWord.of(record, file.name(), file.line(row), file.moment(row))
                  .forEach(words::add);
            });
    if (whole) {
      return new Told(words, Optional.empty(), 0, false);
    }
    Optional<AuditFinding.Entry> garbled = Optional.empty();
    int lastGarbled = 0;
    boolean torn = false;
    for (int row = chunk.from(); row < chunk.to(); row++) {
      if (!read.get(row - chunk.from())) {
        int line = file.line(row);
        garbled = garbled.or(() -> Optional.of(unread(file, line)));
        lastGarbled = line;
        torn |= file.isRecord(row);
      }
    }
    return new Told(words, garbled, countUpTo(lastGarbled, words), torn);
  }

  private static int countUpTo(int line, List<DeedWord> words) {
    int count = 0;
    while (count < words.size() && words.get(count).line() <= line) {
      count++;
    }
    return count;
  }

  private static AuditFinding.Entry unread(AuditRows file, int line) {
    return new AuditFinding.Entry(file.name(), line, "", "", Optional.empty());
  }
}
