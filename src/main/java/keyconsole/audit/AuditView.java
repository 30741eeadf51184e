package keyconsole.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.AuditPlace;
import keyconsole.domain.AuditProblem;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.AllCores;
import keyconsole.store.StoreException;

/// All records at one moment, by time, then by file and line; what is added later is in a later
/// view. Records without a time stand behind the one before them in their file. Holds no record:
/// each is read when it is asked for. Any thread.
public final class AuditView {

  static final AuditView EMPTY =
      new AuditView(List.of(), new TextCodes(), List.of(), new UnreadFiles());

  private final List<AuditRows> files;
  private final TextCodes texts;
  private final int[] starts;
  private final RowOrder order;
  private final List<AuditTrouble> problems;
  private final UnreadFiles unread;

  /// @param texts what the codes of the rows stand for
  /// @param problems what the index could not read
  /// @param unread what searches cannot read
  AuditView(
      List<AuditRows> files, TextCodes texts, List<AuditTrouble> problems, UnreadFiles unread) {
    this.files = List.copyOf(files);
    this.texts = texts;
    this.problems = List.copyOf(problems);
    this.unread = unread;
    this.starts = new int[files.size() + 1];
    this.order = RowOrder.of(files);
    for (int i = 0; i < files.size(); i++) {
      starts[i + 1] = starts[i] + files.get(i).size();
    }
  }

  /// How many records there are, lines that cannot be read included.
  public int size() {
    return starts[files.size()];
  }

  /// The files that could not be read, be it later by a search.
  public List<AuditTrouble> problems() {
    Set<String> told = problems.stream().map(AuditTrouble::file).collect(Collectors.toSet());
    return Stream.concat(
            problems.stream(),
            unread.problems().stream().filter(problem -> !told.contains(problem.file())))
        .sorted(Comparator.comparing(AuditTrouble::file))
        .toList();
  }

  /// Whether the index could read each file.
  boolean isWhole() {
    return problems.stream().noneMatch(each -> each.kind() == AuditTrouble.Kind.UNREADABLE);
  }

  /// What the index could not read.
  List<AuditTrouble> ownProblems() {
    return problems;
  }

  /// What searches cannot read.
  UnreadFiles unread() {
    return unread;
  }

  /// The records from a position on; fewer than are asked for at the end. Those whose line is gone
  /// by now, or whose file cannot be read, say so.
  ///
  /// @throws CancellationException if the thread is interrupted
  public List<AuditRecord> records(int from, int count) {
    int[] positions = new int[Math.clamp((long) size() - from, 0, count)];
    Arrays.setAll(positions, i -> from + i);
    return recordsAt(positions);
  }

  /// The same of these positions.
  List<AuditRecord> recordsAt(int... positions) {
    List<AuditRecord> records = new ArrayList<>(positions.length);
    reading(
        (reader, at) -> {
          for (int position : positions) {
            int row = order.row(position);
            at.file = fileOf(row);
            records.add(read(reader, at.file, row - starts[at.file]));
          }
        });
    return records;
  }

  /// A file that cannot be read keeps no record of another one back.
  private AuditRecord read(RowReader reader, int file, int row) throws ClosedByInterruptException {
    AuditRows rows = files.get(file);
    try {
      return reader.read(rows, row);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      unread.add(SearchChunk.at(rows, starts[file], row), e);
      return rows.unread(row, FileReason.of(e));
    }
  }

  /// The records at these positions, for whoever needs all of them.
  ///
  /// @throws StoreException if a file cannot be read
  /// @throws CancellationException if the thread is interrupted
  List<AuditRecord> requireRecordsAt(int... positions) {
    List<AuditRecord> records = recordsAt(positions);
    for (int i = 0; i < positions.length; i++) {
      if (records.get(i).isUnread()) {
        Path file = files.get(fileOf(order.row(positions[i]))).path();
        Message why = records.get(i).problem().flatMap(AuditProblem::detail).orElseThrow();
        throw new StoreException(cannotBeRead(file, why), file);
      }
    }
    return records;
  }

  private static Message cannotBeRead(Path file, Message why) {
    return Message.of(FileTrouble.AUDIT_NOT_READ, String.valueOf(file.getFileName()), why);
  }

  /// Writes the whole lines that records stand on, as they stand in their files, each once and with
  /// a line feed.
  ///
  /// @param copied the first rows of the lines that were written before; those written now are
  ///   added
  /// @throws StoreException if a file cannot be read, or a line is no longer there
  /// @throws CancellationException if the thread is interrupted
  /// @throws UncheckedIOException if they cannot be written
  void copyLines(int[] positions, BitSet copied, OutputStream out) {
    reading(
        (reader, at) -> {
          for (int position : positions) {
            int row = order.row(position);
            at.file = fileOf(row);
            AuditRows file = files.get(at.file);
            int first = file.firstOfLine(row - starts[at.file]);
            if (!copied.get(starts[at.file] + first)) {
              copied.set(starts[at.file] + first);
              reader.copyLine(file, first, out);
            }
          }
        });
  }

  /// Writes a whole line as it stands in its file now, with a line feed.
  ///
  /// @return whether a record stands on it; where not, nothing is written
  /// @throws StoreException if the file cannot be read, or the line is no longer there
  /// @throws UncheckedIOException if it cannot be written
  public boolean copyLine(String fileName, int line, OutputStream out) {
    for (int file = 0; file < files.size(); file++) {
      AuditRows rows = files.get(file);
      int row = rows.name().equals(fileName) ? rows.rowOfLine(line) : -1;
      if (row >= 0) {
        int found = file;
        reading(
            (reader, at) -> {
              at.file = found;
              reader.copyLine(rows, row, out);
            });
        return true;
      }
    }
    return false;
  }

  private interface Reading {
    void read(RowReader reader, At at) throws IOException;
  }

  /// Which file is read.
  private static final class At {
    private int file;
  }

  private void reading(Reading reading) {
    At at = new At();
    try (RowReader reader = new RowReader()) {
      reading.read(reader, at);
    } catch (ClosedByInterruptException e) {
      throw AllCores.stopped("The reading of audit records was stopped", e);
    } catch (IOException e) {
      Path file = files.get(at.file).path();
      throw new StoreException(cannotBeRead(file, FileReason.of(e)), file, e);
    }
  }

  /// The own time of the record at a position; empty where it has none. Reads nothing.
  public Optional<Instant> moment(int position) {
    int row = order.row(position);
    int file = fileOf(row);
    return files.get(file).moment(row - starts[file]);
  }

  /// The first position whose record is not earlier than a moment; the size where all are earlier.
  /// Reads nothing.
  public int positionOf(Instant moment) {
    long micros = AuditRows.clampedMicros(moment);
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sortTime(middle) < micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The position of the first record that stands in a line of a file, or behind it in that file;
  /// empty where there is none. Reads nothing.
  ///
  /// @param line from 1
  public OptionalInt positionOf(String fileName, long line) {
    int file = fileNamed(fileName);
    if (file < 0) {
      return OptionalInt.empty();
    }
    int row = files.get(file).rowFromLine(line);
    return row < files.get(file).size()
        ? OptionalInt.of(order.position(starts[file] + row))
        : OptionalInt.empty();
  }

  /// Where the record at a position stands. Reads nothing.
  AuditPlace place(int position) {
    int row = order.row(position);
    int file = fileOf(row);
    AuditRows rows = files.get(file);
    return new AuditPlace(
        rows.name(), rows.line(row - starts[file]), rows.piece(row - starts[file]));
  }

  /// The position of the record at a place, or of the next one by file and line; the size where
  /// there is none. Reads nothing.
  int positionOf(AuditPlace place) {
    int file = 0;
    while (file < files.size() && files.get(file).name().compareTo(place.fileName()) < 0) {
      file++;
    }
    int row = starts[file];
    if (file < files.size() && files.get(file).name().equals(place.fileName())) {
      row += files.get(file).rowFrom(place.line(), place.piece());
    }
    return row < size() ? order.position(row) : size();
  }

  /// The time of the last record that stands before a line of a file, in it or in the files before
  /// it by name; empty where none has a time. Reads nothing.
  ///
  /// @param line from 1
  public Optional<Instant> momentBefore(String fileName, long line) {
    for (int file = files.size() - 1; file >= 0; file--) {
      AuditRows rows = files.get(file);
      int compared = rows.name().compareTo(fileName);
      if (compared <= 0) {
        int row = (compared < 0 ? rows.size() : rows.rowFromLine(line)) - 1;
        while (row >= 0 && !rows.hasTime(row)) {
          row--;
        }
        if (row >= 0) {
          return rows.moment(row);
        }
      }
    }
    return Optional.empty();
  }

  private int fileNamed(String name) {
    for (int file = 0; file < files.size(); file++) {
      if (files.get(file).name().equals(name)) {
        return file;
      }
    }
    return -1;
  }

  /// The time that the record at a position is ordered by. Reads nothing.
  Instant sortMoment(int position) {
    int row = order.row(position);
    int file = fileOf(row);
    return files.get(file).sortMoment(row - starts[file]);
  }

  private long sortTime(int position) {
    int row = order.row(position);
    int file = fileOf(row);
    return files.get(file).sortTime(row - starts[file]);
  }

  /// How many records have no time of their own.
  int countUntimed() {
    int count = 0;
    for (AuditRows file : files) {
      count += file.countUntimed();
    }
    return count;
  }

  boolean hasTime(int position) {
    int row = order.row(position);
    int file = fileOf(row);
    return files.get(file).hasTime(row - starts[file]);
  }

  /// How many of each action and of each actor there are at these positions. Reads only records
  /// whose action or actor has no code.
  ///
  /// @throws StoreException if a file of these cannot be read
  AuditResult.Tally tally(int... positions) {
    int[] actionsByCode = new int[texts.size()];
    int[] actorsByCode = new int[actionsByCode.length];
    List<Integer> uncoded = new ArrayList<>();
    for (int position : positions) {
      int row = order.row(position);
      int file = fileOf(row);
      AuditRows rows = files.get(file);
      int inFile = row - starts[file];
      if (rows.isRecord(inFile) && rows.isCoded(inFile)) {
        actionsByCode[rows.action(inFile)]++;
        actorsByCode[rows.actor(inFile)]++;
      } else if (rows.isRecord(inFile)) {
        uncoded.add(position);
      }
    }
    Map<String, Integer> actions = new HashMap<>();
    Map<String, Integer> actors = new HashMap<>();
    for (int code = 0; code < actionsByCode.length; code++) {
      count(actions, texts.text(code), actionsByCode[code]);
      count(actors, texts.text(code), actorsByCode[code]);
    }
    for (int position : uncoded) {
      AuditRecord record = requireRecordsAt(position).getFirst();
      count(actions, record.action(), 1);
      count(actors, record.actor(), 1);
    }
    return new AuditResult.Tally(actions, actors);
  }

  private static void count(Map<String, Integer> counts, String text, int more) {
    if (more > 0) {
      counts.merge(text, more, Integer::sum);
    }
  }

  /// The file of a row that has this number among all.
  int fileOf(int row) {
    int found = Arrays.binarySearch(starts, row);
    int file = found >= 0 ? found : -found - 2;
    while (starts[file + 1] <= row) {
      file++;
    }
    return file;
  }

  List<AuditRows> files() {
    return files;
  }

  /// The files that the records at these positions stand in.
  List<AuditRows> filesAt(int... positions) {
    BitSet found = new BitSet();
    for (int position : positions) {
      found.set(fileOf(order.row(position)));
    }
    return found.stream().mapToObj(files::get).toList();
  }

  /// Whether all rows of a file of an earlier view are in this one too.
  boolean holds(AuditRows rows) {
    return files.stream().anyMatch(file -> file.goesOnFrom(rows));
  }

  /// What the codes of the rows stand for.
  TextCodes texts() {
    return texts;
  }

  /// The number among all rows of the first one of a file.
  int start(int file) {
    return starts[file];
  }

  RowOrder order() {
    return order;
  }
}
