package keyconsole.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.domain.Warning;
import keyconsole.store.Json.JsonException;

/// Adds the audit line of each deed that a key file shows, also where the process dies between the
/// two or the log cannot take the line at that moment.
///
/// The key file is written first and the line behind it, as the contract has it. Before the key
/// file is moved into place, its line is entered in `.console/pending-audit.jsonl`, with the digest
/// of the state that the deed makes and a mark of the file that is moved; once the line stands in
/// the log, the entry is taken away. What is found there later is settled, first of all under the
/// next lock: where the deed was done and the line is missing, the line is added, once; else the
/// entry is forgotten. What cannot be settled stays, is warned of, and keeps nobody from a deed of
/// their own.
///
/// A deed was done where the key file is in the state that it makes, and where it is the file that
/// was moved, whatever stands in it by now: the backend writes into the file that is there, so an
/// old state that it wrote back is told from a deed that never was. What was found to be done once
/// is noted, since the next deed puts another file in its place.
///
/// Whoever can write the folder can write an entry, as they can write a line of the log itself: an
/// entry is good for no more than one line.
public final class AuditJournal {

  static final String FILE = "pending-audit.jsonl";
  private static final String DONE = "done";
  private static final int MOST_BYTES = 4 << 20;

  private final KeyFiles files;
  private final ConsoleLines lines;
  private final LogFolder log;
  private Optional<Warning> warned = Optional.empty();

  public AuditJournal(TenantDirectory directory, KeyFiles files) {
    this.files = files;
    this.lines = new ConsoleLines(directory, FILE);
    this.log = new LogFolder(directory.audit(), "audit");
    files.firstUnderEachLock(this::settleOrWarn);
  }

  /// Enters the line of a deed whose key file is about to be moved into place. The caller holds the
  /// lock.
  ///
  /// @param after the key as it will be
  /// @throws StoreException if no audit line could be written, or nothing be entered
  public Entered enter(String fileName, ApiKey after, Instant moment, Value.Fields line) {
    long from = size();
    long logSize;
    try (LogFolder.Day day = log.open(moment)) {
      logSize = day.size();
    }
    lines.append(
        ended(
            fields(
                new Entry(
                    fileName,
                    KeyState.of(after).digest(),
                    files.markOfComing(),
                    moment,
                    logSize,
                    line))));
    return new Entered(fileName, from, moment, line);
  }

  private long size() {
    return lines.extent().map(ConsoleLines.Extent::size).orElse(0L);
  }

  /// A line that is on its way. Without [#complete] it is left to be settled.
  public final class Entered {
    private final String fileName;
    private final long from;
    private final Instant moment;
    private final Value.Fields line;

    private Entered(String fileName, long from, Instant moment, Value.Fields line) {
      this.fileName = fileName;
      this.from = from;
      this.moment = moment;
      this.line = line;
    }

    /// The key file that it is about.
    public String fileName() {
      return fileName;
    }

    /// Adds the line, now that the key file is in its place.
    ///
    /// @throws StoreException if it cannot be added now
    public void complete() {
      log.append(moment, line);
      forget();
    }

    /// Takes the entry away: its key file was not moved. Where that fails it is settled later.
    public void forget() {
      lines.cutOff(from);
    }
  }

  /// Does what a process that died left undone. Takes the lock where there is something to do, and
  /// writes nothing where not. What cannot be done becomes a warning.
  public void settle() {
    try {
      if (size() > 0) {
        files.exclusively(() -> true);
      }
    } catch (StoreException e) {
      warn(e);
    }
  }

  private synchronized void warn(StoreException e) {
    Warning now =
        new Warning(Warning.What.HAPPENED, Message.of(FileTrouble.MAY_LACK_AUDIT_LINE, e.told()));
    warned.ifPresent(files::takeNote);
    warned = Optional.of(now);
    files.warn(now);
  }

  private synchronized void settled() {
    warned.ifPresent(files::takeNote);
    warned = Optional.empty();
  }

  private void settleOrWarn() {
    try {
      if (size() == 0) {
        settled();
        return;
      }
      settleEntries();
      lines.cutOff(0);
      settled();
    } catch (StoreException e) {
      warn(e);
    } catch (IOException e) {
      warn(
          new StoreException(Message.of(FileTrouble.LOG_NOT_READ, FileReason.of(e)), log.folder()));
    }
  }

  /// Of what cannot be told for the moment whether it was done, nothing else has to wait.
  private void settleEntries() throws IOException {
    Pending pending = pending();
    List<Entry> done = new ArrayList<>();
    Optional<StoreException> unknown = Optional.empty();
    for (Entry entry : pending.entries()) {
      try {
        if (pending.done().contains(entry.id()) || isDone(entry)) {
          done.add(entry);
        }
      } catch (StoreException e) {
        unknown = Optional.of(e);
      }
    }
    try {
      for (Entry entry : done) {
        if (!hasLine(entry)) {
          log.append(entry.moment, entry.line);
        }
      }
    } catch (StoreException e) {
      done.stream().map(Entry::id).filter(id -> !pending.done().contains(id)).forEach(this::note);
      throw e;
    }
    if (unknown.isPresent()) {
      throw unknown.get();
    }
  }

  private void note(String id) {
    try {
      lines.append(ended(new Value.Fields(Map.of(DONE, new Value.Text(id)))));
    } catch (StoreException e) {
      // Most likely for the reason for which the log took no line, which is warned of.
      System.getLogger(AuditJournal.class.getName())
          .log(System.Logger.Level.DEBUG, "It could not be noted that a deed was done", e);
    }
  }

  /// Whether a deed was done to a key file.
  ///
  /// @throws StoreException if that cannot be told for the moment
  private boolean isDone(Entry entry) {
    if (entry.mark.isPresent() && entry.mark.equals(files.markOf(entry.fileName))) {
      return true;
    }
    Optional<KeyFile> file = files.reread(entry.fileName);
    if (file.isPresent()
        && file.get() instanceof KeyFile.WithProblem with
        && with.problem().kind() == KeyProblem.Kind.UNREADABLE) {
      throw new StoreException(with.problem().reason(), Path.of(entry.fileName));
    }
    return file.flatMap(KeyFiles::keyOf).filter(key -> KeyState.is(key, entry.state)).isPresent();
  }

  private boolean hasLine(Entry entry) throws IOException {
    AtomicBoolean found = new AtomicBoolean();
    log.forEachSince(
        entry.moment,
        entry.logSize,
        record -> found.compareAndSet(false, record.fields().equals(entry.line)));
    return found.get();
  }

  /// What stands in the file.
  ///
  /// @param state digest of the key's state behind the deed
  /// @param mark of the file that is moved into place, see [KeyFiles#markOf]; empty where the file
  ///   system has none
  /// @param logSize bytes of the day's log before the line
  private record Entry(
      String fileName,
      String state,
      Optional<String> mark,
      Instant moment,
      long logSize,
      Value.Fields line) {

    /// Names the entry; another one of the same name says the same.
    String id() {
      return KeyState.sha256(Json.line(fields(this)));
    }
  }

  private static Value.Fields fields(Entry entry) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("file", new Value.Text(entry.fileName));
    fields.put("state", new Value.Text(entry.state));
    entry.mark.ifPresent(mark -> fields.put("mark", new Value.Text(mark)));
    fields.put("log_size", Value.Numeral.of(entry.logSize));
    fields.put("line", entry.line);
    return new Value.Fields(fields);
  }

  private static byte[] ended(Value.Fields fields) {
    byte[] line = Json.line(fields);
    byte[] ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    return ended;
  }

  /// What is on its way.
  ///
  /// @param done the names of entries of which it is known that their deed was done
  private record Pending(List<Entry> entries, Set<String> done) {}

  /// The lines in the file, of our own and whole; others are nobody's.
  private Pending pending() {
    long size = size();
    byte[] text = lines.read(Math.max(0, size - MOST_BYTES), (int) Math.min(size, MOST_BYTES));
    Pending pending = new Pending(new ArrayList<>(), new HashSet<>());
    int begin = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        take(Arrays.copyOfRange(text, begin, i), pending);
        begin = i + 1;
      }
    }
    return pending;
  }

  private void take(byte[] text, Pending pending) {
    try {
      if (Json.parse(text) instanceof Value.Fields fields) {
        entryIn(fields).ifPresent(pending.entries()::add);
        text(fields, DONE).ifPresent(pending.done()::add);
      }
    } catch (JsonException e) {
      // A crash or somebody else left it.
      System.getLogger(AuditJournal.class.getName())
          .log(System.Logger.Level.DEBUG, "A line of {0} cannot be read", lines.file());
    }
  }

  private Optional<Entry> entryIn(Value.Fields fields) {
    Optional<String> file = text(fields, "file").filter(files::isNameOfKeyFile);
    Optional<String> state = text(fields, "state");
    Optional<Long> size = fields.get("log_size").flatMap(AuditJournal::number);
    if (file.isEmpty()
        || state.isEmpty()
        || size.isEmpty()
        || !(fields.get("line").orElse(Value.NOTHING) instanceof Value.Fields line)) {
      return Optional.empty();
    }
    return text(line, "timestamp")
        .flatMap(Timestamps::parse)
        .map(
            moment ->
                new Entry(file.get(), state.get(), text(fields, "mark"), moment, size.get(), line));
  }

  private static Optional<String> text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<Long> number(Value value) {
    try {
      return value instanceof Value.Numeral(String text)
          ? Optional.of(Long.parseLong(text)).filter(number -> number >= 0)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
