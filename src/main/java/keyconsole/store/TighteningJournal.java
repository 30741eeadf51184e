package keyconsole.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Narrowing;
import keyconsole.domain.Value;
import keyconsole.store.Json.JsonException;

/// What all consoles of a tenant took away of keys' access, in `.console/tightenings.jsonl`: each
/// change is entered before its key file moves, and noted as standing behind it. Later changes of
/// the same key are entered too, whatever they change, so that it is known which state is meant to
/// stand. [keyconsole.service.ReturnWatch] compares that with the key files.
///
/// An entry names what the change differs in, before and after, and the digest of the whole state
/// on either side, as [KeyState] has it. A hash stands in it where it was exchanged: it opens
/// nothing, stands in the key file too, and the journal is as private as that, mode 600.
///
/// Whoever can write the folder can write a line, so a line proves nothing by itself; neither does
/// an entry whose deed was never done. What proves that it stands is this process's memory, a
/// signature of this user's, or an audit line, which is for the reader to look for. Lines that
/// cannot be read are nobody's. Any thread.
public final class TighteningJournal {

  static final String FILE = "tightenings.jsonl";

  /// What is read of it, from its end: more than what a hundred thousand revocations enter.
  static final int MOST_READ = 128 << 20;

  /// From which size on the oldest lines are taken away, and what stays then.
  private static final int LARGE = 16 << 20;

  private static final int KEPT = 12 << 20;

  /// What is younger is kept, however much it is: what it tells of may still be overwritten.
  private static final Duration YOUNG = Duration.ofHours(1);

  private static final int STEP = 4 << 20;

  /// A longer line is not read; a longer value is not entered.
  private static final int LONGEST_LINE = 256 << 10;

  private static final int LONGEST_VALUE = 16 << 10;
  private static final int LONGEST_NAME = 200;
  private static final String UPDATED = "updated_at";
  private static final String ENTRY = "entry";
  private static final String KEPT_AS_IT_IS = "kept";
  private static final Set<String> NEVER_CHANGED = Set.of("id", "created_at");

  private final ConsoleLines file;

  /// What this process did, in its order, by the lines' ids: that is known whatever becomes of the
  /// file.
  private final Map<String, Line> ours = new LinkedHashMap<>();

  private final Set<String> signed = new HashSet<>();
  private final Map<String, List<Line>> byFile = new LinkedHashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> news = new TreeSet<>();
  private Optional<UnaryOperator<String>> sign = Optional.empty();
  private BiPredicate<String, String> isSigned = (text, signature) -> false;
  private Optional<ConsoleLines.Extent> read = Optional.empty();
  private long offset;

  /// The size from which on it is looked at next what may be taken away.
  private long large = LARGE;

  /// What was entered and not noted as standing yet, so that a second attempt enters nothing.
  private final Set<String> lastEntered = new HashSet<>();

  TighteningJournal(TenantDirectory directory) {
    this.file = new ConsoleLines(directory, FILE);
  }

  /// What a line says of a key file.
  public sealed interface Line {
    /// Names the line; another one of the same name says the same.
    String id();

    /// The name of the key file.
    String fileName();

    /// The key in it.
    KeyId key();

    /// When it was done.
    Instant at();
  }

  /// A change.
  ///
  /// @param name the key's, for people
  /// @param from another file with the same id inside, where it was that one which was changed: the
  ///   backend writes what it had read of it over this file. Empty as a rule
  /// @param at also the `updated_at` of the state after it, but for that case
  /// @param before digest of the state before it; in that case the one of the other file
  /// @param after digest of the state after it; in that case the one that this file was in
  /// @param was the fields that it changed, as they stood
  /// @param is the same as they were to stand; a very long value is in neither
  public record Entry(
      String id,
      String fileName,
      KeyId key,
      String name,
      Optional<String> from,
      Instant at,
      String before,
      String after,
      Value.Fields was,
      Value.Fields is)
      implements Line {

    /// The entry of a change from one state of a key to another one.
    public static Entry of(String fileName, ApiKey before, ApiKey after) {
      return of(fileName, Optional.empty(), before, after, after.updatedAt());
    }

    private static Entry of(
        String fileName, Optional<String> from, ApiKey before, ApiKey after, Instant at) {
      KeyState old = KeyState.of(before);
      KeyState next = KeyState.of(after);
      Map<String, Value> was = new LinkedHashMap<>();
      Map<String, Value> is = new LinkedHashMap<>();
      for (String field : old.changedIn(next)) {
        Value one = old.fields().get(field).orElse(Value.NOTHING);
        Value other = next.fields().get(field).orElse(Value.NOTHING);
        if (Json.line(one).length <= LONGEST_VALUE && Json.line(other).length <= LONGEST_VALUE) {
          was.put(field, one);
          is.put(field, other);
        }
      }
      return named(
          new Entry(
              "",
              fileName,
              after.id(),
              after.name().substring(0, Math.min(after.name().length(), LONGEST_NAME)),
              from,
              at,
              old.digest(),
              next.digest(),
              new Value.Fields(was),
              new Value.Fields(is)));
    }
  }

  /// That an administrator lets a key be as it is: what was entered before does not count any more.
  ///
  /// @param state digest of its state
  public record Kept(String id, String fileName, KeyId key, Instant at, String state)
      implements Line {}

  /// Lets it note with a signature what stands, so that it is believed after a restart.
  ///
  /// @param signer makes a signature of a text
  /// @param check whether a text, the first, has a signature of this user's
  public synchronized void signWith(
      UnaryOperator<String> signer, BiPredicate<String, String> check) {
    sign = Optional.of(signer);
    isSigned = check;
    forget();
  }

  private void forget() {
    byFile.clear();
    ids.clear();
    signed.clear();
    read = Optional.empty();
    offset = 0;
  }

  /// Enters a change that is about to be made, where it takes access away or where the key is
  /// watched already. The caller holds the lock.
  ///
  /// @return what was entered, to be noted as standing; empty where there is nothing to enter
  /// @throws StoreException if it cannot be entered
  synchronized Optional<Entry> enter(String fileName, KeyFile before, KeyFile after) {
    Optional<ApiKey> from = KeyFiles.keyOf(before);
    Optional<ApiKey> to = KeyFiles.keyOf(after);
    return from.isPresent() && to.isPresent()
        ? enter(fileName, from.get(), to.get())
        : Optional.empty();
  }

  private Optional<Entry> enter(String fileName, ApiKey before, ApiKey after) {
    if (KeyState.of(before).equals(KeyState.of(after)) || isBackends(before, after)) {
      return Optional.empty();
    }
    refresh();
    if (Narrowing.between(before, after).isEmpty() && !byFile.containsKey(fileName)) {
      return Optional.empty();
    }
    return Optional.of(entered(Entry.of(fileName, before, after)));
  }

  /// Enters that a file is to stay as it is, while another one with the same id inside is about to
  /// have access taken away: the backend writes what it had read of that one over this one. The
  /// caller holds the lock.
  ///
  /// @param stands the key in the file
  /// @param from the name of the other file
  /// @return what was entered, to be noted as standing; empty where there is nothing to enter
  /// @throws StoreException if it cannot be entered
  synchronized Optional<Entry> enterOver(
      String fileName, ApiKey stands, String from, KeyFile before, KeyFile after) {
    Optional<ApiKey> old = KeyFiles.keyOf(before);
    Optional<ApiKey> next = KeyFiles.keyOf(after);
    if (old.isEmpty()
        || next.isEmpty()
        || Narrowing.between(old.get(), next.get()).isEmpty()
        || Narrowing.between(old.get(), stands).isEmpty()) {
      return Optional.empty();
    }
    refresh();
    return Optional.of(
        entered(Entry.of(fileName, Optional.of(from), old.get(), stands, next.get().updatedAt())));
  }

  private Entry entered(Entry entry) {
    if (!lastEntered.contains(entry.id())) {
      shorten(entry.at());
      append(ENTRY, fields(entry));
      lastEntered.add(entry.id());
    }
    return entry;
  }

  private void shorten(Instant now) {
    long size = file.extent().map(ConsoleLines.Extent::size).orElse(0L);
    if (size > large) {
      file.shorten(KEPT, kept -> size > MOST_READ || isOld(kept, now.minus(YOUNG)));
      large = Math.max(LARGE, file.extent().map(ConsoleLines.Extent::size).orElse(0L) + STEP);
    }
  }

  /// Whether what stands before some lines is older than a moment, by the first of them that tells.
  private static boolean isOld(byte[] lines, Instant moment) {
    int begin = 0;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i] == '\n') {
        Optional<Line> line = lineIn(lines, begin, i);
        if (line.isPresent()) {
          return line.get().at().isBefore(moment);
        }
        begin = i + 1;
      }
    }
    return true;
  }

  private static boolean isBackends(ApiKey before, ApiKey after) {
    return before.status() == KeyStatus.ACTIVE
        && after.status() == KeyStatus.EXPIRED
        && KeyState.unexpired(after).equals(KeyState.of(before));
  }

  private static Entry named(Entry entry) {
    return new Entry(
        KeyState.sha256(Json.line(fields(entry))),
        entry.fileName,
        entry.key,
        entry.name,
        entry.from,
        entry.at,
        entry.before,
        entry.after,
        entry.was,
        entry.is);
  }

  /// Notes that an entered change stands.
  ///
  /// @throws StoreException if it cannot be noted for other runs; this one knows
  synchronized void stood(Line line) {
    ours.put(line.id(), line);
    lastEntered.clear();
    sign(line);
  }

  private void sign(Line line) {
    if (sign.isPresent()) {
      Map<String, Value> note = new LinkedHashMap<>();
      note.put("stood", new Value.Text(line.id()));
      note.put("hmac", new Value.Text(sign.get().apply(line.id())));
      file.append(line(new Value.Fields(note)));
    }
  }

  /// Ends what was entered of a file before: it may be as it is. The caller holds the lock.
  ///
  /// @param state digest of the state that it may be in
  /// @throws StoreException if it cannot be entered
  public synchronized void keep(String fileName, KeyId key, Instant at, String state) {
    Kept kept = new Kept("", fileName, key, at, state);
    Kept named = new Kept(KeyState.sha256(Json.line(fields(kept))), fileName, key, at, state);
    append(KEPT_AS_IT_IS, fields(named));
    sign(named);
    // Behind all that may fail: what is refused must not count.
    ours.put(named.id(), named);
    lastEntered.clear();
  }

  private void append(String kind, Value.Fields what) {
    file.append(line(new Value.Fields(Map.of(kind, what))));
  }

  private static byte[] line(Value.Fields fields) {
    byte[] text = Json.line(fields);
    byte[] ended = Arrays.copyOf(text, text.length + 1);
    ended[text.length] = '\n';
    return ended;
  }

  /// Reads what was added, by whomever. Takes no lock.
  ///
  /// @throws StoreException if it cannot be read
  public synchronized void refresh() {
    Optional<ConsoleLines.Extent> now = file.extent();
    boolean goesOn =
        now.isPresent()
            && read.isPresent()
            && now.get().which().equals(read.get().which())
            && now.get().size() >= offset;
    if (!goesOn) {
      forget();
    }
    if (now.isPresent() && now.get().size() > offset) {
      readOn(now.get().size());
    }
    if (!goesOn) {
      recallOurs();
    }
    read = now;
  }

  /// What is not in the file any more was taken away from its beginning, or the file with it.
  private void recallOurs() {
    Map<String, List<Line>> lost = new LinkedHashMap<>();
    ours.values().stream()
        .filter(line -> ids.add(line.id()))
        .forEach(line -> lost.computeIfAbsent(line.fileName(), _ -> new ArrayList<>()).add(line));
    lost.forEach(
        (name, lines) -> byFile.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(0, lines));
    news.addAll(lost.keySet());
  }

  private void readOn(long end) {
    long from = Math.max(offset, end - MOST_READ);
    boolean more = true;
    while (more) {
      byte[] bytes = file.read(from, (int) Math.min(STEP, end - from));
      int taken = takeLines(bytes);
      more = bytes.length == STEP && from + taken < end;
      // What has no end within a step is none of ours.
      from += more && taken == 0 ? STEP : taken;
    }
    offset = from;
  }

  /// @return bytes up to and with the last line feed
  private int takeLines(byte[] bytes) {
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        take(bytes, begin, i);
        begin = i + 1;
      }
    }
    return begin;
  }

  private void take(byte[] lines, int from, int to) {
    Value.Fields fields = fieldsIn(lines, from, to);
    lineIn(fields).ifPresent(this::add);
    text(fields, "stood")
        .filter(id -> text(fields, "hmac").filter(mac -> isSigned.test(id, mac)).isPresent())
        .ifPresent(signed::add);
  }

  private static Optional<Line> lineIn(byte[] lines, int from, int to) {
    return lineIn(fieldsIn(lines, from, to));
  }

  private static Optional<Line> lineIn(Value.Fields fields) {
    if (fields.get(ENTRY).orElse(Value.NOTHING) instanceof Value.Fields entry) {
      return entryIn(entry).map(Line.class::cast);
    }
    return fields.get(KEPT_AS_IT_IS).orElse(Value.NOTHING) instanceof Value.Fields kept
        ? keptIn(kept).map(Line.class::cast)
        : Optional.empty();
  }

  /// What stands in a line; nothing where a crash or somebody else left it.
  private static Value.Fields fieldsIn(byte[] lines, int from, int to) {
    try {
      return to - from <= LONGEST_LINE
              && Json.parse(Arrays.copyOfRange(lines, from, to)) instanceof Value.Fields fields
          ? fields
          : Value.Fields.EMPTY;
    } catch (JsonException e) {
      System.getLogger(TighteningJournal.class.getName())
          .log(System.Logger.Level.DEBUG, "A line of the journal cannot be read");
      return Value.Fields.EMPTY;
    }
  }

  /// A line that is there twice counts where it stands first: another order is none of ours.
  private void add(Line line) {
    if (ids.add(line.id())) {
      byFile
          .computeIfAbsent(line.fileName(), _ -> new ArrayList<>())
          .add(ours.getOrDefault(line.id(), line));
    }
    news.add(line.fileName());
  }

  private static Value.Fields fields(Entry entry) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("at", new Value.Text(Timestamps.format(entry.at)));
    fields.put("file", new Value.Text(entry.fileName));
    fields.put("key_id", new Value.Text(entry.key.text()));
    fields.put("name", new Value.Text(entry.name));
    entry.from.ifPresent(from -> fields.put("from", new Value.Text(from)));
    fields.put("before", new Value.Text(entry.before));
    fields.put("after", new Value.Text(entry.after));
    fields.put("was", entry.was);
    fields.put("is", entry.is);
    return new Value.Fields(fields);
  }

  private static Value.Fields fields(Kept kept) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("at", new Value.Text(Timestamps.format(kept.at)));
    fields.put("file", new Value.Text(kept.fileName));
    fields.put("key_id", new Value.Text(kept.key.text()));
    fields.put("state", new Value.Text(kept.state));
    return new Value.Fields(fields);
  }

  private static Optional<Entry> entryIn(Value.Fields fields) {
    Optional<Instant> at = text(fields, "at").flatMap(Timestamps::parse);
    Optional<KeyId> key = text(fields, "key_id").flatMap(KeyId::parse);
    Optional<String> from = text(fields, "from");
    Value.Fields was = object(fields, "was");
    Value.Fields is = object(fields, "is");
    if (at.isEmpty() || key.isEmpty() || !was.fields().keySet().equals(is.fields().keySet())) {
      return Optional.empty();
    }
    if (from.isEmpty() && !isOfOneFile(at.get(), is)) {
      return Optional.empty();
    }
    return Optional.of(
            named(
                new Entry(
                    "",
                    text(fields, "file").orElse(""),
                    key.get(),
                    text(fields, "name").orElse(""),
                    from,
                    at.get(),
                    text(fields, "before").orElse(""),
                    text(fields, "after").orElse(""),
                    was,
                    is)))
        .filter(entry -> fields(entry).equals(fields));
  }

  /// Whether these may be the fields that a deed changed of a key, at its moment.
  private static boolean isOfOneFile(Instant at, Value.Fields is) {
    return is.get(UPDATED).filter(time -> !time.equals(time(at))).isEmpty()
        && is.fields().keySet().stream().noneMatch(NEVER_CHANGED::contains);
  }

  private static Value time(Instant at) {
    return new Value.Text(Timestamps.format(at));
  }

  private static Optional<Kept> keptIn(Value.Fields fields) {
    Optional<Instant> at = text(fields, "at").flatMap(Timestamps::parse);
    Optional<KeyId> key = text(fields, "key_id").flatMap(KeyId::parse);
    return at.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(
                new Kept(
                    KeyState.sha256(Json.line(fields)),
                    text(fields, "file").orElse(""),
                    key.get(),
                    at.get(),
                    text(fields, "state").orElse("")))
            .filter(kept -> fields(kept).equals(fields));
  }

  private static Optional<String> text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Value.Fields object(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Fields object
        ? object
        : Value.Fields.EMPTY;
  }

  /// Whether there is a line about a file.
  public synchronized boolean isAbout(String fileName) {
    return byFile.containsKey(fileName);
  }

  /// The lines about a file, in the order in which they were entered.
  public synchronized List<Line> lines(String fileName) {
    return List.copyOf(byFile.getOrDefault(fileName, List.of()));
  }

  /// Whether this process, or this user in another run, made sure that what a line tells was done.
  public synchronized boolean isProven(Line line) {
    return ours.containsKey(line.id()) || signed.contains(line.id());
  }

  /// The files of which there are lines that were not read when this was last called.
  public synchronized Set<String> takeNews() {
    Set<String> taken = Set.copyOf(news);
    news.clear();
    return taken;
  }
}
