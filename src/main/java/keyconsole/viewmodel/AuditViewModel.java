package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;
import keyconsole.domain.AuditMistake;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.service.AuditTrail;
import org.jspecify.annotations.Nullable;

/// The audit log: what was searched for, the records found with the newest first, and the one that
/// is chosen. UI thread only; all reading goes on in the background.
public final class AuditViewModel implements AutoCloseable {

  private static final Duration LOOKING = Duration.ofSeconds(1);
  private static final Duration TELLING = Duration.ofMillis(100);

  private final Workspace workspace;
  private final AuditTrail trail;
  private final ZoneId zone;
  private final KeyWords keyWords;
  private final AuditNames names = new AuditNames();
  private final AuditDetailViewModel detail;
  private final AuditPages pages;
  private final Optional<SealViewModel> seals;
  private final AuditSaving saving;
  private final SavedSearches searches;
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<AuditWindow> window =
      new ReadOnlyObjectWrapper<>(new AuditWindow(0, 0, 0, List.of()));
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.READING);
  private final ReadOnlyObjectWrapper<AuditHistogram> histogram;
  private final ReadOnlyObjectWrapper<Optional<AuditBrush>> brush =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper countText = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<AuditMistake>> mistake =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper(false);
  private final List<TaskRunner.Subscription> going = new ArrayList<>();
  private final Subscription hearing;
  private TaskRunner.Subscription looking = () -> {};
  private TaskRunner.Subscription search = () -> {};
  private AtomicBoolean stopped = new AtomicBoolean();
  private volatile @Nullable AuditResult soFar;
  private TaskRunner.Subscription counting = () -> {};
  private Optional<AuditFindingsViewModel> findings = Optional.empty();
  private Subscription marking = Subscription.EMPTY;
  private Optional<AuditResult> result = Optional.empty();

  /// The numbers of the found records that are shown: from the first to before the other.
  private int from;

  private int to;
  private Optional<AuditRecord> chosen = Optional.empty();
  private long chosenRow = -1;
  private String query = "";

  /// Whether there are records that the search that goes on does not look at.
  private boolean isBehind;

  /// Whether a person ended the search, so that it does not begin again by itself.
  private boolean isCancelled;

  /// The line to choose once all is found.
  private Optional<Place> wanted = Optional.empty();

  private int known = -1;
  private boolean isLooking;
  private List<String> problems = List.of();
  private String lookFailure = "";
  private String searchFailure = "";
  private String pageFailure = "";
  private double top;
  private double height;

  /// What fills the place of the rows.
  public enum State {
    /// Not all was read, and nothing is found yet.
    READING,
    /// The log has no record.
    EMPTY,
    /// No record is what was searched for.
    NOTHING,
    /// There are rows.
    RECORDS,
    /// Nothing could be read.
    FAILED
  }

  private record Place(String file, long line) {}

  /// Begins to read. Times are in the workstation's zone, and dates that are searched for too.
  ///
  /// @param seals over the log; empty where it is not sealed
  /// @param query to search for first; an empty one finds all
  public AuditViewModel(
      Workspace workspace,
      KeyListViewModel keys,
      Surroundings surroundings,
      Optional<SealViewModel> seals,
      String query) {
    this.workspace = workspace;
    this.trail = workspace.service().auditTrail();
    this.zone = surroundings.zone();
    this.histogram = new ReadOnlyObjectWrapper<>(AuditHistogram.none(zone));
    this.seals = seals;
    this.saving = new AuditSaving(workspace, surroundings.files());
    this.keyWords = new KeyWords(workspace.texts());
    this.detail = new AuditDetailViewModel(workspace, keys, names, this::search);
    this.searches =
        new SavedSearches(
            surroundings.preferences(), workspace.navigator(), keyWords, this::search);
    seals.ifPresent(detail::sealWith);
    this.pages = new AuditPages(workspace.tasks(), this::show, this::pageFailed);
    this.text.set(query);
    this.query = query;
    this.hearing =
        Subscription.combine(
            keys.updatedAtProperty()
                .subscribe(
                    at -> {
                      names.setKeys(workspace.service().listingSoFar().keys());
                      show();
                    }),
            seals
                .map(it -> it.coverProperty().subscribe((before, now) -> sealsChanged()))
                .orElse(Subscription.EMPTY));
    going.add(workspace.tasks().every(LOOKING, this::look));
    going.add(workspace.tasks().every(TELLING, this::showSoFar));
    look();
  }

  /// The rows in sight.
  public ReadOnlyObjectProperty<AuditWindow> windowProperty() {
    return window.getReadOnlyProperty();
  }

  /// The found records over time.
  public ReadOnlyObjectProperty<AuditHistogram> histogramProperty() {
    return histogram.getReadOnlyProperty();
  }

  /// The range of time that is looked at; empty for all.
  public ReadOnlyObjectProperty<Optional<AuditBrush>> brushProperty() {
    return brush.getReadOnlyProperty();
  }

  /// Shows only the found records of some bars.
  ///
  /// @param first of the bars
  /// @param last of them, inclusive
  public void brush(int first, int last) {
    AuditHistogram bars = histogram.get();
    if (first < 0 || last < first || last >= bars.size()) {
      return;
    }
    Instant begin = bars.bounds().get(first);
    Instant end = bars.bounds().get(last + 1);
    String range =
        first == last
            ? bars.name(first)
            : keyWords.text("audit.bars.range", bars.name(first), bars.name(last));
    narrow(Optional.of(new AuditBrush(begin, end, range, "")));
    showFromNewest();
  }

  /// Shows the found records of all times.
  public void clearBrush() {
    narrow(Optional.empty());
    showFromNewest();
  }

  private void showFromNewest() {
    selectNothing();
    scrollTo(0);
  }

  private void narrow(Optional<AuditBrush> on) {
    AuditResult all = result.orElse(null);
    int found = all == null ? 0 : all.size();
    from = all == null ? 0 : on.map(of -> all.numberOf(of.from())).orElse(0);
    to = all == null ? 0 : on.map(of -> all.numberOf(of.to())).orElse(found);
    String inside = keyWords.text("audit.bars.inside", to - from, found);
    brush.set(on.map(of -> new AuditBrush(of.from(), of.to(), of.range(), inside)));
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// How many records are found, and how much was searched while that goes on.
  public ReadOnlyStringProperty countTextProperty() {
    return countText.getReadOnlyProperty();
  }

  /// What could not be read; empty where all could.
  public ReadOnlyStringProperty noteProperty() {
    return note.getReadOnlyProperty();
  }

  /// What is wrong with the text that was to be searched for.
  public ReadOnlyObjectProperty<Optional<AuditMistake>> mistakeProperty() {
    return mistake.getReadOnlyProperty();
  }

  /// What is typed; searched for when [#search()] says so.
  public StringProperty textProperty() {
    return text;
  }

  /// Whether the newest records stay in sight as they come. Ends when a person scrolls down.
  public ReadOnlyBooleanProperty followingProperty() {
    return following.getReadOnlyProperty();
  }

  /// Whether a search goes on that [#cancel()] can end.
  public ReadOnlyBooleanProperty searchingProperty() {
    return searching.getReadOnlyProperty();
  }

  /// The chosen record in full.
  public AuditDetailViewModel detail() {
    return detail;
  }

  /// The seals over the log.
  public Optional<SealViewModel> seals() {
    return seals;
  }

  /// Marks the entries that no change bears out, from now on.
  public void mark(AuditFindingsViewModel from) {
    findings = Optional.of(from);
    detail.signWith(from);
    marking.unsubscribe();
    marking =
        from.itemsProperty()
            .subscribe(
                found -> {
                  detail.signsChanged();
                  show();
                });
  }

  /// On what the log and the key files do not agree; empty where nobody looks.
  public Optional<AuditFindingsViewModel> findings() {
    return findings;
  }

  /// The searches that this person saved.
  public SavedSearches searches() {
    return searches;
  }

  /// Saves what is found where a person says; nothing before all was searched.
  public void save(AuditSaving.Format format) {
    result
        .filter(AuditResult::isWhole)
        .ifPresent(
            found ->
                saving.save(
                    format,
                    found,
                    from,
                    to,
                    query,
                    brush.get().map(AuditBrush::range).orElse(""),
                    seals.flatMap(SealViewModel::ofLog),
                    auditWords()));
  }

  private void sealsChanged() {
    detail.sealsChanged();
    show();
  }

  public KeyWords words() {
    return keyWords;
  }

  /// What the zone of the times is called.
  public String zoneName() {
    return auditWords().zoneName();
  }

  private AuditWords auditWords() {
    return new AuditWords(
        keyWords,
        zone,
        workspace.session().get().tenant().text(),
        names,
        workspace.clock().instant());
  }

  /// What was searched for last.
  String query() {
    return query;
  }

  /// Searches for another text.
  public void search(String next) {
    text.set(next);
    search();
  }

  /// Searches for what is typed, or tells what is wrong with it.
  public void search() {
    mistake.set(AuditTrail.mistake(text.get(), zone));
    if (mistake.get().isEmpty()) {
      query = text.get();
      isCancelled = false;
      narrow(Optional.empty());
      selectNothing();
      top = 0;
      following.set(true);
      searchAgain(false);
    }
  }

  /// Shows all records and chooses the one in a line of a file, or the next one behind it there.
  ///
  /// @param line from 1
  public void reveal(String file, long line) {
    search("");
    wanted = Optional.of(new Place(file, line));
    chooseWanted();
  }

  private void chooseWanted() {
    if (wanted.isPresent() && !searching.get() && query.isEmpty() && known >= 0) {
      Place place = wanted.get();
      wanted = Optional.empty();
      trail
          .positionOf(place.file(), place.line())
          .ifPresent(position -> select(size() - 1 - position));
    }
  }

  /// Looks again after a failure.
  public void retry() {
    known = -1;
    isCancelled = false;
    look();
  }

  /// Ends the search that goes on; what it has found stays, also when records come.
  public void cancel() {
    isCancelled = true;
    stopped.set(true);
  }

  private void look() {
    if (isLooking) {
      return;
    }
    isLooking = true;
    looking = workspace.tasks().run(trail::refresh, this::looked, this::lookFailed);
  }

  private void looked(int size) {
    isLooking = false;
    lookFailure = "";
    problems = trail.problems();
    boolean first = known < 0;
    boolean more = size != known;
    known = size;
    if (more && searching.get()) {
      // It comes to its end, however fast records come.
      isBehind = true;
    } else if (more && !isCancelled) {
      searchAgain(!first);
    }
    showState();
  }

  private void lookFailed(Exception failure) {
    isLooking = false;
    lookFailure = Report.of(keyWords.text("audit.failed.read"), failure).text();
    showState();
  }

  /// @param sameQuestion whether what is shown stays until all is found
  private void searchAgain(boolean sameQuestion) {
    stopped.set(true);
    search.end();
    soFar = null;
    isBehind = false;
    AtomicBoolean stop = new AtomicBoolean();
    stopped = stop;
    String asked = query;
    searching.set(true);
    search =
        workspace
            .tasks()
            .run(
                () ->
                    trail.search(
                        asked,
                        zone,
                        stop::get,
                        sameQuestion ? found -> {} : found -> tellSoFar(stop, found)),
                found -> {
                  searching.set(false);
                  soFar = null;
                  searchFailure = "";
                  pageFailure = "";
                  take(found, sameQuestion);
                  count(found);
                  chooseWanted();
                  if (isBehind && !isCancelled) {
                    searchAgain(true);
                  }
                },
                failure -> {
                  searching.set(false);
                  searchFailure = Report.of(keyWords.text("audit.failed.read"), failure).text();
                  showState();
                });
  }

  private void count(AuditResult found) {
    counting.end();
    counting =
        workspace
            .tasks()
            .run(() -> AuditHistogram.of(found, zone), histogram::set, this::pageFailed);
  }

  private void tellSoFar(AtomicBoolean of, AuditResult found) {
    if (!of.get()) {
      soFar = found;
    }
  }

  private void showSoFar() {
    AuditResult found = soFar;
    if (found != null && searching.get()) {
      soFar = null;
      take(found, false);
    }
  }

  /// Takes what was found. Rows that a person looks at stay where they are as others come in above.
  private void take(AuditResult found, boolean sameQuestion) {
    long before = size();
    result = Optional.of(found);
    narrow(brush.get());
    long came = size() - before;
    if (sameQuestion && !following.get()) {
      top += came;
    }
    if (sameQuestion && chosenRow >= 0) {
      chosenRow += came;
    }
    pages.turnTo(found);
    if (following.get()) {
      top = 0;
    }
    show();
  }

  private long size() {
    return (long) to - from;
  }

  private int number(long row) {
    return (int) (to - 1 - row);
  }

  private void show() {
    top = Math.clamp(top, 0, Math.max(0, size() - height));
    long first = (long) top;
    int count = (int) Math.min(size() - first, (long) Math.ceil(height) + 1);
    AuditWords words = auditWords();
    List<AuditRow> rows = new ArrayList<>(count);
    for (long row = first; row < first + count; row++) {
      Optional<AuditRecord> record = pages.record(number(row));
      record.ifPresent(names::learn);
      rows.add(new AuditRow(row, record.map(each -> cells(each, words)), isChosen(record)));
    }
    window.set(new AuditWindow(top, height, size(), rows));
    showChosen();
    showState();
    if (count > 0) {
      pages.fetch(number(first + count - 1), number(first));
    }
  }

  private AuditRow.Cells cells(AuditRecord record, AuditWords words) {
    return new AuditRow.Cells(
        words.time(record),
        words.badge(record),
        words.actor(record),
        words.keyName(record),
        record.keyId(),
        words.summary(record),
        record.outOfOrder(),
        record.fields().isPresent(),
        seals
            .filter(it -> it.coverProperty().get().isBroken(record.fileName(), record.line()))
            .isPresent(),
        findings.flatMap(it -> it.sign(record.fileName(), record.line())));
  }

  private boolean isChosen(Optional<AuditRecord> record) {
    return record.isPresent()
        && chosen
            .filter(
                one ->
                    one.line() == record.get().line()
                        && one.fileName().equals(record.get().fileName()))
            .isPresent();
  }

  /// Shows all records of the range, or where that has none, of all times.
  public void showAll() {
    if (brush.get().isPresent()) {
      clearBrush();
    } else {
      search("");
    }
  }

  private void showState() {
    long size = size();
    countText.set(countInWords(result.map(AuditResult::size).orElse(0)));
    note.set(
        Stream.concat(Stream.of(lookFailure, searchFailure, pageFailure), problems.stream())
            .filter(each -> !each.isEmpty())
            .distinct()
            .limit(3)
            .collect(Collectors.joining(" ")));
    if (size > 0) {
      state.set(State.RECORDS);
    } else if (!lookFailure.isEmpty() || !searchFailure.isEmpty()) {
      state.set(State.FAILED);
    } else if (known < 0 || searching.get()) {
      state.set(State.READING);
    } else {
      state.set(known == 0 ? State.EMPTY : State.NOTHING);
    }
  }

  private String countInWords(long size) {
    if (result.filter(found -> !found.isWhole()).isPresent()) {
      AuditResult found = result.get();
      return keyWords.text("audit.count.searched", size, found.searched(), found.total());
    }
    return query.isBlank()
        ? keyWords.text("audit.count", size)
        : keyWords.text("audit.count.of", size, Math.max(0, known));
  }

  private void pageFailed(Exception failure) {
    pageFailure = Report.of(keyWords.text("audit.failed.read"), failure).text();
    showState();
  }

  /// Says how many rows there is room for.
  public void resize(double rows) {
    height = Math.max(0, rows);
    show();
  }

  /// Scrolls to a row at the upper edge. Away from the newest nothing is followed any more.
  public void scrollTo(double row) {
    top = Math.clamp(row, 0, Math.max(0, size() - height));
    following.set(top < 0.01);
    show();
  }

  /// Scrolls by rows, downwards where positive.
  public void scrollBy(double rows) {
    scrollTo(top + rows);
  }

  /// Follows the newest records from now on, or stays where it is.
  public void toggleFollowing() {
    following.set(!following.get());
    if (following.get()) {
      top = 0;
    }
    show();
  }

  /// Chooses a row and shows its record in full.
  public void select(long row) {
    if (row < 0 || row >= size()) {
      return;
    }
    chosenRow = row;
    chosen = Optional.empty();
    // A row that a person looks at does not move away.
    following.set(following.get() && row == 0);
    if (row < top) {
      top = row;
    } else if (row + 1 > top + height) {
      top = row + 1 - height;
    }
    show();
  }

  /// Chooses the row that is this many below the chosen one; the first in sight where none is.
  public void moveSelection(long rows) {
    if (size() > 0) {
      select(chosenRow < 0 ? (long) Math.ceil(top) : Math.clamp(chosenRow + rows, 0, size() - 1));
    }
  }

  /// Chooses no row.
  public void selectNothing() {
    chosenRow = -1;
    chosen = Optional.empty();
    detail.showNothing();
    show();
  }

  /// Shows the chosen record as soon as it is there.
  private void showChosen() {
    if (chosenRow < 0 || chosen.isPresent()) {
      return;
    }
    chosen = pages.record(number(chosenRow));
    chosen.ifPresent(
        record -> {
          detail.show(record, auditWords());
          show();
        });
  }

  @Override
  public void close() {
    stopped.set(true);
    looking.end();
    search.end();
    counting.end();
    going.forEach(TaskRunner.Subscription::end);
    hearing.unsubscribe();
    marking.unsubscribe();
    saving.close();
    pages.close();
    detail.close();
  }
}
