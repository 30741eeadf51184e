package keyconsole.viewmodel;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;
import keyconsole.domain.AuditMistake;
import keyconsole.domain.AuditPlace;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.service.AuditTrail;

/// The audit log: what was searched for, the records found with the newest first, and the one that
/// is chosen. UI thread only; all reading goes on in the background.
public final class AuditViewModel implements AutoCloseable, ScrolledRows {

  private static final Pattern DATES =
      Pattern.compile("(?:^|[\\s-])(?:from|to):", Pattern.CASE_INSENSITIVE);

  private final Workspace workspace;
  private final AuditTrail trail;
  private final ZoneId local;
  private final ObjectProperty<UsageZones> zone;
  private final KeyWords keyWords;
  private final AuditNames names;
  private final AuditLearning learning;
  private final AuditDetailViewModel detail;
  private final AuditPages pages;
  private final Optional<SealViewModel> seals;
  private final AuditSaving saving;
  private final SavedSearches searches;
  private final AuditAsking asking;
  private final AuditReading reading;
  private final ReadOnlyObjectWrapper<AuditWindow> window =
      new ReadOnlyObjectWrapper<>(new AuditWindow(0, 0, 0, List.of()));
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.READING);
  private final ReadOnlyObjectWrapper<AuditHistogram> histogram;
  private final ReadOnlyObjectWrapper<Optional<AuditBrush>> brush =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper countText = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper dates = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<AuditMistake>> mistake =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper savable = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
  private final Subscription hearing;
  private TaskRunner.Subscription counting = () -> {};
  private Optional<AuditFindingsViewModel> findings = Optional.empty();
  private Subscription marking = Subscription.EMPTY;

  /// What is shown of.
  private Optional<AuditReading.Answer> answer = Optional.empty();

  /// The numbers of the found records that are shown: from the first to before the other.
  private int from;

  private int to;
  private Optional<AuditRecord> chosen = Optional.empty();
  private Optional<AuditPlace> chosenPlace = Optional.empty();

  /// Where the chosen record stands in what is shown; -1 where it does not.
  private long chosenRow = -1;

  /// The line to choose once all is found.
  private Optional<Place> wanted = Optional.empty();

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
    /// Nothing was found before a person ended the search.
    CANCELLED,
    /// There are rows.
    RECORDS,
    /// Nothing could be read.
    FAILED
  }

  private record Place(String file, long line) {}

  /// Begins to read. Times are in the chosen zone, and dates that are searched for too.
  ///
  /// @param query to search for first; an empty one finds all
  public AuditViewModel(
      Workspace workspace,
      KeyListViewModel keys,
      Surroundings surroundings,
      AuditKept kept,
      String query) {
    this.workspace = workspace;
    this.trail = workspace.service().auditTrail();
    this.names = new AuditNames(Optional.of(trail));
    this.learning = new AuditLearning(workspace.tasks(), trail, this::namesCame);
    this.local = surroundings.zone();
    this.zone = kept.zone();
    this.histogram = new ReadOnlyObjectWrapper<>(AuditHistogram.none(zoneId()));
    this.seals = kept.seals();
    this.saving = kept.saving();
    this.keyWords = new KeyWords(workspace.texts());
    this.detail = new AuditDetailViewModel(workspace, keys, names, this::search);
    this.searches =
        new SavedSearches(
            workspace.tasks(),
            surroundings.preferences(),
            workspace.navigator(),
            keyWords,
            this::search);
    seals.ifPresent(detail::sealWith);
    this.pages = new AuditPages(workspace.tasks(), this::show, this::pageFailed);
    this.asking =
        new AuditAsking(
            workspace,
            names,
            this::auditWords,
            this::zoneId,
            () -> begin(asking().line().finishedText()));
    asking.line().textProperty().set(query);
    asking.line().finish();
    this.reading = new AuditReading(workspace, trail, keyWords, this::zoneId, new Reading());
    this.hearing =
        Subscription.combine(
            keys.updatedAtProperty()
                .subscribe(
                    at -> {
                      names.setKeys(workspace.service().listingSoFar().keys());
                      asking.retell();
                      show();
                    }),
            zone.subscribe((before, now) -> turnTo(before)),
            textProperty().subscribe(typed -> tellDates()),
            searchingProperty().subscribe(going -> showSavable()),
            saving.goingOnProperty().subscribe(going -> showSavable()),
            seals
                .map(it -> it.coverProperty().subscribe((before, now) -> sealsChanged()))
                .orElse(Subscription.EMPTY));
    reading.begin(query);
  }

  /// Takes what is read.
  private final class Reading implements AuditReading.Hearer {
    @Override
    public void grew() {
      learning.more();
    }

    @Override
    public void foundSoFar(AuditReading.Answer found) {
      take(found);
      count(found.result());
    }

    @Override
    public void found(AuditReading.Answer found) {
      pageFailure = "";
      take(found);
      count(found.result());
      chooseWanted();
    }

    @Override
    public void foundNothing() {
      takeNothing();
    }

    @Override
    public void changed() {
      showState();
    }
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
    showRange();
  }

  /// Shows the found records of all times.
  public void clearBrush() {
    narrow(Optional.empty());
    showRange();
  }

  private void showRange() {
    answer.ifPresent(found -> asking.take(found.result(), found.query(), brush.get()));
    selectNothing();
    scrollTo(0);
  }

  private void narrow(Optional<AuditBrush> on) {
    AuditResult all = result().orElse(null);
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

  /// What the days and times mean that are typed; empty where none are.
  public ReadOnlyStringProperty datesProperty() {
    return dates.getReadOnlyProperty();
  }

  /// What is wrong with the text that was to be searched for.
  public ReadOnlyObjectProperty<Optional<AuditMistake>> mistakeProperty() {
    return mistake.getReadOnlyProperty();
  }

  /// What is wrong, in a sentence.
  public String text(AuditMistake wrong) {
    return keyWords.text("audit.mistake." + wrong.kind(), wrong.written());
  }

  /// What is typed; searched for when [#search()] says so.
  public StringProperty textProperty() {
    return asking.line().textProperty();
  }

  /// By what one asks.
  public AuditAsking asking() {
    return asking;
  }

  /// Whether the newest records stay in sight as they come. Ends when a person scrolls down.
  public ReadOnlyBooleanProperty followingProperty() {
    return following.getReadOnlyProperty();
  }

  /// Whether a search goes on that a person waits for and [#cancel()] can end.
  public ReadOnlyBooleanProperty searchingProperty() {
    return reading.searchingProperty();
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

  /// Whether what is found can be saved: no search goes on, and no other export, which does so also
  /// when the page is left.
  public ReadOnlyBooleanProperty savableProperty() {
    return savable.getReadOnlyProperty();
  }

  private void showSavable() {
    savable.set(
        answer.isPresent() && !searchingProperty().get() && !saving.goingOnProperty().get());
  }

  /// Saves what is found where a person says, also of a search that was ended early; nothing while
  /// one goes on.
  public void save(AuditSaving.Format format) {
    answer
        .filter(_ -> !searchingProperty().get())
        .ifPresent(
            found ->
                saving.save(
                    format,
                    found.result(),
                    from,
                    to,
                    found.query(),
                    brush.get(),
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

  /// Whose days and hours are shown, and meant by the days and times that are searched for.
  public ObjectProperty<UsageZones> zoneProperty() {
    return zone;
  }

  /// What the zone of the times is called.
  public String zoneName() {
    return auditWords().zoneName();
  }

  private ZoneId zoneId() {
    return zone.get().zone(local);
  }

  /// Tells all that is shown in the chosen zone. What was found stays, unless days or times of the
  /// other zone were searched for.
  private void turnTo(UsageZones before) {
    tellDates();
    brush
        .get()
        .ifPresent(on -> brush.set(Optional.of(on.told(auditWords().range(on.from(), on.to())))));
    chosen.ifPresent(record -> detail.show(record, auditWords()));
    if (AuditTrail.isSameIn(reading.query(), before.zone(local), zoneId())) {
      result().filter(_ -> !searchingProperty().get()).ifPresent(this::count);
      show();
    } else {
      selectNothing();
      top = 0;
      reading.searchAgain(false);
    }
  }

  private void tellDates() {
    dates.set(
        DATES.matcher(textProperty().get()).find()
            ? keyWords.text("audit.search.dates", zoneName())
            : "");
  }

  private AuditWords auditWords() {
    return new AuditWords(
        keyWords,
        zoneId(),
        workspace.session().get().tenant().text(),
        names,
        workspace.clock().instant());
  }

  /// What was searched for last.
  String query() {
    return reading.query();
  }

  /// Searches for another text.
  public void search(String next) {
    textProperty().set(next);
    search();
  }

  /// Searches for what is typed, or tells what is wrong with it.
  public void search() {
    mistake.set(AuditTrail.mistake(textProperty().get(), zoneId()));
    if (mistake.get().isEmpty()) {
      asking.line().finish();
      begin(textProperty().get());
    }
  }

  private void begin(String next) {
    mistake.set(Optional.empty());
    asking.begin(next);
    narrow(Optional.empty());
    selectNothing();
    top = 0;
    following.set(true);
    reading.search(next);
    showState();
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
    if (wanted.isPresent()
        && !reading.isSearching()
        && reading.query().isEmpty()
        && reading.known() >= 0) {
      Place place = wanted.get();
      wanted = Optional.empty();
      trail
          .positionOf(place.file(), place.line())
          .ifPresent(position -> select(size() - 1 - position));
    }
  }

  /// Looks again after a failure.
  public void retry() {
    reading.retry();
  }

  /// Ends the search that goes on; what it has found stays, also when records come.
  public void cancel() {
    reading.cancel();
  }

  private void namesCame() {
    asking.retell();
    detail.namesChanged();
    show();
  }

  private void count(AuditResult found) {
    counting.end();
    ZoneId in = zoneId();
    counting =
        workspace.tasks().run(() -> AuditHistogram.of(found, in), histogram::set, this::pageFailed);
  }

  /// Takes what was found. Rows that a person looks at stay where they are, and the chosen one
  /// chosen, wherever others come in.
  private void take(AuditReading.Answer found) {
    Optional<AuditPlace> atTop = placeOf((long) top);
    answer = Optional.of(found);
    asking.take(found.result(), found.query(), brush.get());
    narrow(brush.get());
    double part = top - Math.floor(top);
    top = following.get() ? 0 : atTop.map(place -> rowFrom(place) + part).orElse(top);
    chosenRow = chosenPlace.map(this::rowOf).orElse(-1L);
    pages.turnTo(found.result());
    show();
  }

  /// Shows no rows, since those of another question would pass for the answer.
  private void takeNothing() {
    answer = Optional.empty();
    counting.end();
    histogram.set(AuditHistogram.none(zoneId()));
    asking.takeNothing(reading.query());
    narrow(Optional.empty());
    selectNothing();
  }

  private Optional<AuditResult> result() {
    return answer.map(AuditReading.Answer::result);
  }

  private Optional<AuditPlace> placeOf(long row) {
    return row < 0 || row >= size()
        ? Optional.empty()
        : result().map(found -> found.place(number(row)));
  }

  /// The row that a record stands in, or would stand in.
  private long rowFrom(AuditPlace place) {
    return to - 1L - result().map(found -> found.numberOf(place)).orElse(to);
  }

  /// The row that a record stands in; -1 where it stands in none.
  private long rowOf(AuditPlace place) {
    long row = rowFrom(place);
    return placeOf(row).equals(Optional.of(place)) ? row : -1;
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
      rows.add(new AuditRow(row, record.map(each -> cells(each, words)), row == chosenRow));
    }
    window.set(new AuditWindow(top, height, size(), rows));
    asking.retell();
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
        words.keyIds(record),
        words.summary(record),
        record.outOfOrder(),
        record.fields().isPresent(),
        seals
            .filter(it -> it.coverProperty().get().isBroken(record.fileName(), record.line()))
            .isPresent(),
        findings.flatMap(it -> it.sign(record.fileName(), record.line())));
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
    showSavable();
    long size = size();
    countText.set(countInWords());
    note.set(
        Stream.of(reading.failures(), List.of(pageFailure), reading.problems())
            .flatMap(List::stream)
            .filter(each -> !each.isEmpty())
            .distinct()
            .limit(3)
            .collect(Collectors.joining(" ")));
    if (size > 0) {
      state.set(State.RECORDS);
    } else if (reading.isFailed()) {
      state.set(State.FAILED);
    } else if (reading.known() < 0 || searchingProperty().get()) {
      state.set(State.READING);
    } else if (result().map(AuditResult::total).orElse(reading.known()) == 0) {
      state.set(State.EMPTY);
    } else {
      state.set(reading.isCancelled() ? State.CANCELLED : State.NOTHING);
    }
  }

  private String countInWords() {
    if (answer.isEmpty() && (reading.isFailed() || reading.known() < 0)) {
      return "";
    }
    int size = result().map(AuditResult::size).orElse(0);
    Optional<AuditResult> part = result().filter(found -> !found.isWhole());
    if (part.isPresent()) {
      boolean ended = reading.isCancelled() && !reading.isSearching();
      String told = ended ? "audit.count.cancelled" : "audit.count.searched";
      return keyWords.text(told, size, part.get().searched(), part.get().total());
    }
    return answer.map(AuditReading.Answer::query).orElseGet(reading::query).isBlank()
        ? keyWords.text("audit.count", size)
        : keyWords.text("audit.count.of", size, Math.max(0, reading.known()));
  }

  private void pageFailed(Exception failure) {
    pageFailure = Report.of(keyWords, keyWords.text("audit.failed.why"), failure).text();
    showState();
  }

  @Override
  public void resize(double rows) {
    height = Math.max(0, rows);
    show();
  }

  /// Scrolls to a row at the upper edge. Away from the newest nothing is followed any more.
  @Override
  public void scrollTo(double row) {
    top = Math.clamp(row, 0, Math.max(0, size() - height));
    following.set(top < 0.01);
    show();
  }

  @Override
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
    chosenPlace = placeOf(row);
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
    chosenPlace = Optional.empty();
    chosen = Optional.empty();
    detail.showNothing();
    show();
  }

  /// Shows the chosen record as soon as it is there, and again once its file can be read.
  private void showChosen() {
    if (chosenRow < 0 || chosen.filter(record -> !record.isUnread()).isPresent()) {
      return;
    }
    Optional<AuditRecord> now = pages.record(number(chosenRow));
    if (now.isPresent() && !now.equals(chosen)) {
      chosen = now;
      detail.show(now.get(), auditWords());
      show();
    }
  }

  @Override
  public void close() {
    reading.close();
    learning.close();
    counting.end();
    hearing.unsubscribe();
    asking.close();
    marking.unsubscribe();
    pages.close();
    detail.close();
    searches.close();
  }
}
