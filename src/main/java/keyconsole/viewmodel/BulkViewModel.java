package keyconsole.viewmodel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.RawKey;
import keyconsole.service.NotAuthorizedException;
import keyconsole.viewmodel.BulkLine.Outcome;

/// Many keys made from the rows of a file: read and judged first, made after a person has seen what
/// would be made, one after the other.
///
/// A row that was made is not made again, also where the file is read anew after it was mended. The
/// raw keys are held until they are saved, said to be stored, the dialog closes or the window
/// locks; saving wipes them. Keys whose raw keys the lock took away are rotated here. UI thread
/// only.
public final class BulkViewModel extends WorkingDialog implements OwnDialog, ShownOnce {

  private static final int FIRST_NAMES = 3;
  private static final int SECRET_LENGTH = 43;

  /// Which rows are shown.
  public enum Show {
    ALL,
    MISTAKES,
    WARNINGS
  }

  /// What is there to be seen.
  ///
  /// @param file its name; empty before one was chosen
  /// @param mistakes of the file as a whole
  /// @param counts how many rows of which kind, in words
  /// @param open rows of which a key is still to be made
  /// @param created rows of which one was made
  /// @param held raw keys that are held
  /// @param lost keys whose raw keys the lock took away before they were said to be stored
  public record State(
      String file,
      List<String> mistakes,
      String counts,
      int open,
      int created,
      int held,
      int lost) {

    static final State NOTHING = new State("", List.of(), "", 0, 0, 0, 0);

    /// Whether a file was chosen.
    public boolean isFileChosen() {
      return !file.isEmpty();
    }
  }

  private final Workspace workspace;
  private final Runnable changed;
  private final KeyWords words;
  private final List<BulkLine> all = new ArrayList<>();
  private final ObservableList<BulkLine> shown = FXCollections.observableArrayList();
  private final ObjectProperty<Show> show = new SimpleObjectProperty<>(Show.ALL);
  private final ObjectProperty<Optional<BulkLine>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NOTHING);
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanProperty stored = new SimpleBooleanProperty();
  private final BooleanProperty visible = new SimpleBooleanProperty();
  private final ReadOnlyStringWrapper raw = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper lockAhead = new ReadOnlyStringWrapper("");
  private final BriefCopy copy;
  private final StringBinding wayOut;
  private Optional<Path> file = Optional.empty();
  private List<String> mistakes = List.of();
  private Optional<Dialog> asked = Optional.empty();
  private TaskRunner.Subscription reading = () -> {};
  private boolean stopping;
  private boolean saving;
  private boolean dropped;

  /// @param changed called after keys were made, to read the keys again
  public BulkViewModel(Workspace workspace, Runnable changed) {
    super(workspace);
    this.workspace = workspace;
    this.changed = changed;
    this.words = new KeyWords(workspace.texts());
    this.copy = new BriefCopy(workspace);
    this.wayOut = Bindings.createStringBinding(this::wayOut, workspace.session(), state);
    show.subscribe((before, after) -> showRows());
    selected.subscribe((before, after) -> showRaw());
    visible.subscribe((before, after) -> showRaw());
  }

  /// Asks for a file and reads it.
  public void choose() {
    workspace.files().chooseToOpen(words.text("bulk.choose.title")).ifPresent(this::read);
  }

  /// Reads a file, and judges its rows. Nothing while keys are being made.
  public void read(Path chosen) {
    if (work.get().isEmpty()) {
      file = Optional.of(chosen);
      readAgain();
    }
  }

  /// Reads the same file again, for example after it was mended. What was made of it stays.
  public void readAgain() {
    if (file.isEmpty() || work.get().isPresent()) {
      return;
    }
    report(Report.NONE);
    work.set(Optional.of(new Work(words.text("bulk.reading"), -1, Optional.of(this::stopReading))));
    Path path = file.get();
    String actor = workspace.session().get().actor().orElse("");
    reading =
        workspace
            .tasks()
            .run(
                () ->
                    new BulkReader(workspace.service(), words, actor)
                        .read(workspace.files().read(path, BulkReader.LARGEST)),
                this::take,
                cause -> {
                  work.set(Optional.empty());
                  mistakes = List.of();
                  report(Report.of(words, words.text("bulk.not-read"), cause));
                  refresh();
                });
  }

  private void stopReading() {
    reading.end();
    work.set(Optional.empty());
  }

  private void take(BulkPlan plan) {
    work.set(Optional.empty());
    mistakes = plan.mistakes();
    Map<List<String>, List<BulkLine>> made =
        all.stream()
            .filter(BulkLine::isCreated)
            .collect(
                Collectors.groupingBy(
                    line -> line.row().cells(),
                    HashMap::new,
                    Collectors.toCollection(ArrayList::new)));
    List<BulkLine> next = new ArrayList<>();
    for (BulkRow row : plan.rows()) {
      List<BulkLine> same = made.getOrDefault(row.cells(), new ArrayList<>());
      next.add(
          same.isEmpty() ? BulkLine.planned(row) : new BulkLine(row, same.removeFirst().outcome()));
    }
    // Their keys are to be stored all the same.
    made.values().forEach(next::addAll);
    all.clear();
    all.addAll(next);
    refresh();
    lookAt(all.stream().filter(BulkViewModel::isWrong).findFirst());
  }

  /// Tells more of a row, where there is one to begin with.
  private void lookAt(Optional<BulkLine> first) {
    selected.set(first.filter(shown::contains));
  }

  private void refresh() {
    state.set(
        new State(
            file.map(path -> String.valueOf(path.getFileName())).orElse(""),
            mistakes,
            counts(),
            (int) all.stream().filter(BulkLine::isOpen).count(),
            (int) all.stream().filter(BulkLine::isCreated).count(),
            held().size(),
            lost().size()));
    showRows();
  }

  private String counts() {
    List<String> parts = new ArrayList<>();
    parts.add(words.text("bulk.rows", all.size()));
    count(parts, "bulk.created", all.stream().filter(BulkLine::isCreated).count());
    count(parts, "bulk.ready", all.stream().filter(BulkLine::isOpen).count());
    count(parts, "bulk.wrong", all.stream().filter(BulkViewModel::isWrong).count());
    count(parts, "bulk.warned", all.stream().filter(BulkViewModel::isWarned).count());
    return all.isEmpty() ? "" : String.join(" · ", parts);
  }

  private void count(List<String> parts, String text, long count) {
    if (count > 0) {
      parts.add(words.text(text, count));
    }
  }

  private static boolean isWrong(BulkLine line) {
    return line.outcome() instanceof Outcome.Wrong || line.outcome() instanceof Outcome.Failed;
  }

  private static boolean isWarned(BulkLine line) {
    return !line.row().warnings().isEmpty() && !line.isCreated();
  }

  private void showRows() {
    shown.setAll(all.stream().filter(this::isShown).toList());
  }

  private boolean isShown(BulkLine line) {
    return switch (show.get()) {
      case ALL -> true;
      case MISTAKES -> isWrong(line);
      case WARNINGS -> isWarned(line);
    };
  }

  /// Makes a key of each row that is right and was not made yet, those that failed before included.
  public void create() {
    if (mistakes.isEmpty()) {
      run("bulk.working", BulkLine::isOpen, this::create);
    }
  }

  private IssuedKey create(BulkLine line) {
    return workspace.service().create(line.row().request());
  }

  /// What [#rotateLost] is called at this moment.
  public StringBinding wayOutBinding() {
    return wayOut;
  }

  private String wayOut() {
    return workspace.session().get().isReadOnly()
        ? words.text("reveal.lost.token")
        : words.text("bulk.lost.rotate", state.get().lost());
  }

  /// Gives each key whose raw key is lost another one; where nobody acts, asks for a token first.
  public void rotateLost() {
    if (workspace.session().get().isReadOnly()) {
      workspace.navigator().giveToken();
    } else {
      run("bulk.rotating", BulkLine::isLost, this::rotate);
    }
  }

  private IssuedKey rotate(BulkLine line) {
    return workspace.service().rotate(keyOf(line).orElseThrow().id());
  }

  private static Optional<ApiKey> keyOf(BulkLine line) {
    return line.outcome() instanceof Outcome.Lost(ApiKey key, String _)
        ? Optional.of(key)
        : Optional.empty();
  }

  private void run(String text, Predicate<BulkLine> which, Function<BulkLine, IssuedKey> deed) {
    if (work.get().isPresent()) {
      return;
    }
    report(Report.NONE);
    stored.set(false);
    stopping = false;
    List<Integer> places =
        IntStream.range(0, all.size()).filter(i -> which.test(all.get(i))).boxed().toList();
    if (!places.isEmpty()) {
      step(new Run(text, places, deed), 0);
    }
  }

  /// What is done in one go.
  ///
  /// @param text tells how far it is
  /// @param places of the rows
  private record Run(String text, List<Integer> places, Function<BulkLine, IssuedKey> deed) {}

  private void step(Run run, int done) {
    if (stopping || dropped || done == run.places().size()) {
      end();
      return;
    }
    tell(run, done);
    int place = run.places().get(done);
    BulkLine line = all.get(place);
    replace(place, new Outcome.AtWork());
    workspace
        .tasks()
        .run(
            () -> run.deed().apply(line),
            issued -> {
              take(place, issued);
              step(run, done + 1);
            },
            cause -> {
              String reason = words.why(cause);
              replace(
                  place,
                  keyOf(line)
                      .<Outcome>map(key -> new Outcome.Lost(key, reason))
                      .orElseGet(() -> new Outcome.Failed(reason)));
              // The next ones would fail for the same reason.
              stopping |= cause instanceof NotAuthorizedException;
              step(run, done + 1);
            });
  }

  private void take(int place, IssuedKey issued) {
    if (dropped) {
      issued.rawKey().close();
    } else {
      replace(place, new Outcome.Created(issued));
    }
  }

  private void tell(Run run, int done) {
    int most = run.places().size();
    work.set(
        Optional.of(
            new Work(
                words.text(run.text(), done, most),
                (double) done / most,
                Optional.of(this::stop))));
  }

  private void stop() {
    stopping = true;
    work.get()
        .ifPresent(
            now ->
                work.set(
                    Optional.of(
                        new Work(words.text("batch.stopping"), now.progress(), Optional.empty()))));
  }

  private void replace(int place, Outcome next) {
    BulkLine before = all.get(place);
    BulkLine after = before.with(next);
    all.set(place, after);
    int at = shown.indexOf(before);
    if (at >= 0) {
      shown.set(at, after);
    }
    if (selected.get().equals(Optional.of(before))) {
      selected.set(Optional.of(after));
    }
  }

  private void end() {
    work.set(Optional.empty());
    refresh();
    long failed = all.stream().filter(line -> line.outcome() instanceof Outcome.Failed).count();
    long left = all.stream().filter(line -> line.outcome() instanceof Outcome.Ready).count();
    if (selected.get().flatMap(BulkViewModel::rawOf).isEmpty()) {
      lookAt(held().stream().findFirst());
    }
    long notRotated = all.stream().filter(BulkViewModel::isNotRotated).count();
    if (notRotated > 0 && !dropped) {
      report(new Report(words.text("bulk.not-rotated", notRotated), ""));
    } else if (failed + left > 0 && !dropped) {
      report(new Report(words.text("bulk.partly", held().size(), failed, left), ""));
    }
    changed.run();
  }

  private static boolean isNotRotated(BulkLine line) {
    return line.outcome() instanceof Outcome.Lost(ApiKey _, String reason) && !reason.isEmpty();
  }

  private List<BulkLine> lost() {
    return all.stream().filter(BulkLine::isLost).toList();
  }

  private List<BulkLine> held() {
    return all.stream().filter(line -> rawOf(line).isPresent()).toList();
  }

  private static Optional<RawKey> rawOf(BulkLine line) {
    return line.outcome() instanceof Outcome.Created(IssuedKey issued)
            && !issued.rawKey().isClosed()
        ? Optional.of(issued.rawKey())
        : Optional.empty();
  }

  /// Puts the key of the selected row on the clipboard, for 30 seconds.
  public void copySelected() {
    selected.get().flatMap(BulkViewModel::rawOf).ifPresent(copy::put);
  }

  private void showRaw() {
    raw.set(selected.get().flatMap(BulkViewModel::rawOf).map(this::shownAs).orElse(""));
  }

  private String shownAs(RawKey key) {
    String value = key.value();
    int open = Math.max(0, value.length() - SECRET_LENGTH);
    return visible.get() ? value : value.substring(0, open) + "•".repeat(value.length() - open);
  }

  /// Asks, then writes the raw keys to a file that a person chooses, and wipes them.
  public void save() {
    if (work.get().isPresent() || held().isEmpty()) {
      return;
    }
    ask(
        new Dialog.Question(
            words.text("bulk.save.title", held().size()),
            words.text("bulk.save.text"),
            words.text("bulk.save.yes"),
            words.text("bulk.save.no"),
            true,
            this::saveNow));
  }

  /// Opens a question about the raw keys, in place of another one.
  private void ask(Dialog question) {
    asked.ifPresent(workspace.navigator()::close);
    asked = Optional.of(question);
    workspace.navigator().open(question);
  }

  private void saveNow() {
    report(Report.NONE);
    workspace
        .files()
        .chooseFile(words.text("bulk.save.choose"), words.text("bulk.save.name"))
        .ifPresent(this::saveTo);
  }

  private void saveTo(Path to) {
    List<BulkLine> lines = held();
    if (lines.isEmpty()) {
      // The window has locked while the file was chosen.
      return;
    }
    work.set(Optional.of(new Work(words.text("bulk.saving"), -1, Optional.empty())));
    saving = true;
    workspace
        .tasks()
        .run(
            () -> {
              workspace.files().write(to, out -> write(lines, out));
              return to;
            },
            path -> {
              saving = false;
              saved(lines.size(), path);
            },
            cause -> {
              saving = false;
              work.set(Optional.empty());
              report(Report.of(words, words.text("bulk.not-saved"), cause));
            });
  }

  private static void write(List<BulkLine> lines, OutputStream out) throws IOException {
    out.write(Csv.line(List.of("name", "owner", "id", "key")).getBytes(StandardCharsets.UTF_8));
    for (BulkLine line : lines) {
      if (line.outcome() instanceof Outcome.Created(IssuedKey issued)) {
        ApiKey key = issued.key();
        List<String> cells =
            List.of(key.name(), key.ownerId(), key.id().text(), issued.rawKey().value());
        byte[] text = Csv.line(cells).getBytes(StandardCharsets.UTF_8);
        out.write(text);
        Arrays.fill(text, (byte) 0);
      }
    }
  }

  private void saved(int count, Path path) {
    work.set(Optional.empty());
    wipe();
    stored.set(true);
    refresh();
    report(new Report(words.text("bulk.saved", count, path), ""));
  }

  /// Asks where to, and writes an example of a file.
  public void saveExample() {
    List<List<String>> rows =
        List.of(
            List.of(
                "name",
                "description",
                "owner",
                "template",
                "capabilities",
                "expires",
                "allowed_ips"),
            List.of(
                "Returns assistant",
                "Answers questions about returns",
                workspace.session().get().actor().orElse("somebody@example.org"),
                words.text("template.READ_ONLY_SEARCH"),
                "",
                "90",
                ""),
            List.of(
                "Nightly build",
                "",
                "",
                words.text("template.CI_PIPELINE"),
                "llm:groq external:github",
                "2027-06-30",
                "203.0.113.7 203.0.113.8"));
    byte[] text = Csv.text(rows).getBytes(StandardCharsets.UTF_8);
    workspace
        .files()
        .chooseFile(words.text("bulk.example.title"), words.text("bulk.example.name"))
        .ifPresent(
            to ->
                workspace
                    .tasks()
                    .run(
                        () -> {
                          workspace.files().write(to, text);
                          return to;
                        },
                        path ->
                            workspace
                                .navigator()
                                .say(words.text("bulk.example.saved", path), Optional.empty()),
                        cause -> report(Report.of(words, words.text("bulk.not-saved"), cause))));
  }

  private void wipe() {
    copy.clear();
    raw.set("");
    visible.set(false);
    held().forEach(line -> rawOf(line).ifPresent(RawKey::close));
  }

  /// Closes the dialog; nothing before the keys that are held are said to be stored.
  public void done() {
    if (work.get().isEmpty() && mayClose()) {
      close();
    }
  }

  private void close() {
    workspace.navigator().close(dialog());
  }

  @Override
  public void cancel() {
    if (work.get().isPresent()) {
      work.get().flatMap(Work::cancel).ifPresent(Runnable::run);
    } else if (mayClose()) {
      close();
    } else {
      askToClose(this::close);
    }
  }

  @Override
  public boolean isGoingOn() {
    return work.get().flatMap(Work::cancel).isPresent();
  }

  @Override
  public void drop() {
    dropped = true;
    reading.end();
    wipe();
  }

  @Override
  public Dialog dialog() {
    return new Dialog.Bulk(this);
  }

  @Override
  public boolean mayClose() {
    return held().isEmpty() || (stored.get() && work.get().isEmpty());
  }

  @Override
  public void askToClose(Runnable then) {
    ask(
        new Dialog.Question(
            words.text("bulk.close.title", held().size()),
            words.text("bulk.close.text"),
            words.text("bulk.close.yes"),
            words.text("bulk.close.no"),
            true,
            () -> {
              drop();
              then.run();
            }));
  }

  @Override
  public String lose() {
    asked.ifPresent(workspace.navigator()::close);
    if (!mayClose()) {
      copy.clear();
      all.replaceAll(BulkViewModel::lose);
    }
    wipe();
    refresh();
    lost().stream().findFirst().map(Optional::of).ifPresent(this::lookAt);
    return names(lost());
  }

  private static BulkLine lose(BulkLine line) {
    if (line.outcome() instanceof Outcome.Created(IssuedKey issued)
        && !issued.rawKey().isClosed()) {
      issued.rawKey().close();
      return line.with(new Outcome.Lost(issued.key(), ""));
    }
    return line;
  }

  @Override
  public boolean isBeingStored() {
    return saving;
  }

  private String names(List<BulkLine> lines) {
    String names =
        lines.stream()
            .limit(FIRST_NAMES)
            .map(line -> "“" + line.row().request().name() + "”")
            .collect(Collectors.joining(", "));
    int more = lines.size() - FIRST_NAMES;
    return more > 0 ? words.text("dialog.and-more", names, more) : names;
  }

  @Override
  public void tellLock(String text) {
    lockAhead.set(held().isEmpty() ? "" : text);
  }

  /// When the window locks, and what becomes of the keys then; empty where it does not lock.
  public ReadOnlyStringProperty lockAheadProperty() {
    return lockAhead.getReadOnlyProperty();
  }

  /// The rows that are shown.
  public ObservableList<BulkLine> rows() {
    return shown;
  }

  /// Which rows are shown.
  public ObjectProperty<Show> showProperty() {
    return show;
  }

  /// The row of which more is told.
  public ObjectProperty<Optional<BulkLine>> selectedProperty() {
    return selected;
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Whether a person says to have stored the keys.
  public BooleanProperty storedProperty() {
    return stored;
  }

  /// Whether the selected row's key is shown.
  public BooleanProperty visibleProperty() {
    return visible;
  }

  /// The selected row's key: masked, unless [#visibleProperty]; empty where it has none.
  public ReadOnlyStringProperty rawProperty() {
    return raw.getReadOnlyProperty();
  }

  /// For how long a copied key stays on the clipboard, in seconds; 0 where none is there.
  public ReadOnlyIntegerProperty secondsLeftProperty() {
    return copy.secondsLeftProperty();
  }

  /// The words of a row.
  public BulkWords words() {
    return new BulkWords(words, workspace.clock());
  }

  @Override
  public ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }
}
