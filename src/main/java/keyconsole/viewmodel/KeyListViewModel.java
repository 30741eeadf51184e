package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.RawKey;
import keyconsole.domain.UsageProgress;

/// The key table: every key and every problem of the open tenant, searched, filtered, sorted and
/// kept up to date. UI thread only; reading, filtering and sorting run in the background and come
/// back in bulk. Whoever makes one closes it.
public final class KeyListViewModel implements AutoCloseable {

  /// What the table can say when it has no rows.
  public enum State {
    LOADING,
    READY,
    EMPTY,
    NO_MATCH,
    FAILED
  }

  /// Something to say above the table, and what can be done about it.
  ///
  /// @param action the name of the deed
  public record Strip(String text, String action, Runnable deed) {}

  /// Distances are told anew, and what may be done.
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private static final Duration WORK_PERIOD = Duration.ofMillis(200);

  /// Keys begin to expire or to be idle as time passes, without any file that changes.
  private static final Duration QUERY_AGAIN = Duration.ofMinutes(1);

  /// A raw key, also within what was copied along with it.
  private static final Pattern RAW_KEY = Pattern.compile(RawKey.FORM);

  private static final String RAW_KEY_START = "gt2_";

  private final Workspace workspace;
  private final KeyWords words;
  private final KeyActions actions;
  private final KeyDetailViewModel detail;

  private final StringProperty searchText = new SimpleStringProperty("");
  private final ObjectProperty<KeyFilter> filter = new SimpleObjectProperty<>(KeyFilter.ALL);
  private final ObservableList<KeyFacet> facets = FXCollections.observableArrayList();
  private final KeyRows rows = new KeyRows();
  private final KeyRows selection = new KeyRows();
  private final KeyLook look = new KeyLook();
  private final ReadOnlyObjectWrapper<Map<KeyFilter, Integer>> counts =
      new ReadOnlyObjectWrapper<>(Map.of());
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOADING);
  private final ReadOnlyObjectWrapper<Instant> now;
  private final ReadOnlyObjectWrapper<Instant> updatedAt =
      new ReadOnlyObjectWrapper<>(Instant.EPOCH);
  private final ReadOnlyStringWrapper blocked = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper countText = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");

  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Strip>> strip =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyLongWrapper renewals = new ReadOnlyLongWrapper();
  private final ReadOnlyLongWrapper countings = new ReadOnlyLongWrapper();

  private final KeyReader reader;
  private final UsageCounter counter;
  private KeyOrder order = new KeyOrder(KeyColumn.NAME, true);
  private KeyQuestion.Found latest = KeyQuestion.Found.nothing(order);
  private KeyReading reading = KeyReading.NOTHING;
  private Set<String> selectedIds = Set.of();
  private boolean sameAsked;
  private boolean handingOver;
  private boolean countFailed;
  private boolean watchingWork;

  /// Whether a question is being answered, and whether there is another reading since.
  private boolean answering;

  private boolean readAgain;
  private Instant queriedAt = Instant.MIN;

  /// The look at the folder that was told last, by [Workspace#steady].
  private Instant toldLook = Instant.MIN;

  private TaskRunner.Subscription filtering = () -> {};
  private TaskRunner.Subscription choosing = () -> {};
  private TaskRunner.Subscription working = () -> {};
  private final TaskRunner.Subscription ticking;
  private final Subscription watching;

  public KeyListViewModel(Workspace workspace) {
    this.workspace = workspace;
    this.words = new KeyWords(workspace.texts());
    this.actions = new KeyActions(workspace, words, this::refresh);
    this.detail =
        new KeyDetailViewModel(workspace, actions, id -> reading.key(id.text()), this::reveal);
    this.reader = new KeyReader(workspace, new Arrivals());
    this.counter = new UsageCounter(workspace, this::counted, this::notCounted);
    this.now = new ReadOnlyObjectWrapper<>(workspace.clock().instant());
    watching =
        Subscription.combine(
            searchText.subscribe((before, text) -> searched(text)),
            filter.subscribe((before, chosen) -> query()),
            workspace.session().subscribe(session -> refreshBlocked()));
    refresh();
    ticking = workspace.tasks().every(PERIOD, this::tick);
  }

  /// What the search field holds. A complete raw key is dropped from it as soon as it stands there.
  public StringProperty searchTextProperty() {
    return searchText;
  }

  /// The chosen chip.
  public ObjectProperty<KeyFilter> filterProperty() {
    return filter;
  }

  /// How many rows each chip would leave, given search and added filters.
  public ReadOnlyObjectProperty<Map<KeyFilter, Integer>> countsProperty() {
    return counts.getReadOnlyProperty();
  }

  /// The added filters; change them with [#add] and [#remove].
  public ObservableList<KeyFacet> facets() {
    return facets;
  }

  /// What the table shows, in order.
  public ObservableList<KeyRow> rows() {
    return rows;
  }

  /// Whether [#rows()] answers what the rows before answered: the same search and filters, in the
  /// same order. Where the two differ, it is the keys that have changed.
  public boolean isSameAsked() {
    return sameAsked;
  }

  /// The selected rows, as they were last read.
  public ObservableList<KeyRow> selection() {
    return selection;
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// The moment that distances are told from.
  public ReadOnlyObjectProperty<Instant> nowProperty() {
    return now.getReadOnlyProperty();
  }

  /// When the keys were last read, as far as that was told; the epoch before the first time.
  public ReadOnlyObjectProperty<Instant> updatedAtProperty() {
    return updatedAt.getReadOnlyProperty();
  }

  /// What goes on in the background that takes long: the first reading of the keys, then the first
  /// count of the usage lines.
  public ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }

  /// What to say above the table; empty where all is well.
  public ReadOnlyObjectProperty<Optional<Strip>> stripProperty() {
    return strip.getReadOnlyProperty();
  }

  /// Changes when the rows that are shown were read again, with the same ones in the same order.
  /// [#rows()] has the new ones then, and tells of no change.
  public ReadOnlyLongProperty renewalsProperty() {
    return renewals.getReadOnlyProperty();
  }

  /// Changes when new usage lines were counted, and when they could not be.
  ReadOnlyLongProperty countingsProperty() {
    return countings.getReadOnlyProperty();
  }

  /// Whether somebody stopped the first count of the usage lines.
  boolean isCountingStopped() {
    return counter.isStopped();
  }

  /// Whether the last count of the usage lines failed.
  boolean isCountingFailed() {
    return countFailed;
  }

  /// Why nothing may be changed; empty where changes may be made.
  public ReadOnlyStringProperty blockedProperty() {
    return blocked.getReadOnlyProperty();
  }

  /// How many keys there are, for the title.
  public ReadOnlyStringProperty countTextProperty() {
    return countText.getReadOnlyProperty();
  }

  /// What came of a pasted raw key that opens nothing; empty where there is nothing to say.
  public ReadOnlyStringProperty noteProperty() {
    return note.getReadOnlyProperty();
  }

  /// What went wrong when [State#FAILED].
  public ReadOnlyStringProperty failureProperty() {
    return failure.getReadOnlyProperty();
  }

  /// How many keys were read.
  public int keyCount() {
    return reading.keys();
  }

  /// Whether a filter is worth offering: the one for keys that lock everyone out where there are
  /// any.
  public boolean isOffered(KeyFilter offered) {
    return offered != KeyFilter.LOCKS_OUT || reading.locksOut();
  }

  /// How many files could not be read as keys.
  public int problemCount() {
    return reading.problems();
  }

  /// Changes when the keys, or what is counted of their usage, are other ones than before.
  long revision() {
    return reading.number();
  }

  /// Every key and every problem, as they were last read.
  List<KeyRow> everyRow() {
    return reading.rows();
  }

  /// Whether this is the live credential of a file that is no proper key file.
  boolean isOfProblem(ApiKey key) {
    return keyNow(key.id()).filter(proper -> isSame(proper, key)).isEmpty()
        && reading.listing().problems().stream()
            .flatMap(problem -> problem.live().stream())
            .anyMatch(live -> isSame(live, key));
  }

  private static boolean isSame(ApiKey one, ApiKey other) {
    return one.id().equals(other.id()) && one.hash().equals(other.hash());
  }

  /// A key as it was last read.
  Optional<ApiKey> keyNow(KeyId id) {
    return reading.key(id.text());
  }

  /// The same for many keys; of this moment, and for any thread.
  Function<KeyId, Optional<ApiKey>> keysNow() {
    KeyReading now = reading;
    return id -> now.key(id.text());
  }

  /// How a person has arranged the table.
  public KeyLook look() {
    return look;
  }

  public KeyActions actions() {
    return actions;
  }

  public KeyDetailViewModel detail() {
    return detail;
  }

  public KeyWords words() {
    return words;
  }

  public KeyColumn sortColumn() {
    return order.column();
  }

  public boolean isAscending() {
    return order.ascending();
  }

  /// Orders the rows.
  public void sortBy(KeyColumn column, boolean inAscendingOrder) {
    KeyOrder next = new KeyOrder(column, inAscendingOrder);
    if (!next.equals(order)) {
      order = next;
      look.sorted(next);
      query();
    }
  }

  /// Adds a filter.
  public void add(KeyFacet facet) {
    if (!facets.contains(facet)) {
      facets.add(facet);
      query();
    }
  }

  /// Removes a filter.
  public void remove(KeyFacet facet) {
    if (facets.remove(facet)) {
      query();
    }
  }

  /// Shows every row again.
  public void clearFilters() {
    facets.clear();
    note.set("");
    filter.set(KeyFilter.ALL);
    searchText.set("");
    query();
  }

  /// Whether a complete raw key is in a text, so that it must not be kept anywhere.
  static boolean holdsRawKey(String text) {
    return RAW_KEY.matcher(text).find();
  }

  /// Looks a text up if a complete raw key is in it.
  ///
  /// @return whether there is one, so that the text must not be kept anywhere
  public boolean takeRawKey(String text) {
    Matcher raw = RAW_KEY.matcher(text);
    boolean found = raw.find();
    if (found) {
      find(raw.group());
    }
    return found;
  }

  /// Enter in the search field: a text that begins like a raw key is looked up as one.
  public void submitSearch() {
    String text = searchText.get().strip();
    if (text.startsWith(RAW_KEY_START)) {
      find(text);
    }
  }

  /// The rows that a person selected.
  public void select(List<KeyRow> chosen) {
    if (!handingOver) {
      keepSelection(List.copyOf(chosen));
    }
  }

  /// Selects every row that is shown. Where no filter hides any, their ids are known already.
  public void selectAll() {
    if (!handingOver) {
      boolean unfiltered = rows.size() == latest.ordered().rows().size();
      Set<String> ids =
          unfiltered ? latest.ordered().source().byId().keySet() : KeyRow.idsOf(rows.shown());
      keepSelection(rows.shown(), ids);
    }
  }

  /// Whether a row is among the selected ones.
  public boolean isSelected(KeyRow row) {
    return selectedIds.contains(row.rowId());
  }

  /// Takes a row into the selection, or out of it.
  public void toggle(KeyRow row) {
    List<KeyRow> next = new ArrayList<>(selection.shown());
    if (!next.removeIf(each -> each.rowId().equals(row.rowId()))) {
      next.add(row);
    }
    keepSelection(Collections.unmodifiableList(next));
  }

  /// Closes the drawer and selects nothing.
  public void closeDetail() {
    keepSelection(List.of());
  }

  /// The keys among the selected rows.
  public List<ApiKey> selectedKeys() {
    return selection.shown().stream()
        .filter(KeyRow.Entry.class::isInstance)
        .map(row -> ((KeyRow.Entry) row).key())
        .toList();
  }

  /// Copies the ids of the selected keys, a line each; of a problem the file's name.
  public void copySelected() {
    if (selection.isEmpty()) {
      return;
    }
    String ids =
        selection.stream()
            .map(
                row ->
                    switch (row) {
                      case KeyRow.Entry entry -> entry.rowId();
                      case KeyRow.Problem problem -> problem.problem().fileName();
                    })
            .collect(Collectors.joining("\n"));
    workspace.clipboard().put(ids);
    workspace.navigator().say(words.text("keys.copied.many", selection.size()), Optional.empty());
  }

  /// Selects a key, if need be by taking away the filters that hide it.
  public void reveal(KeyId id) {
    reveal(id.text());
  }

  /// The same, also where the file of the key is no proper key file.
  void reveal(ApiKey key) {
    String proper = key.id().text();
    reveal(isOfProblem(key) ? problemRowOf(key).orElse(proper) : proper);
  }

  private Optional<String> problemRowOf(ApiKey key) {
    return everyRow().stream()
        .filter(row -> row instanceof KeyRow.Problem problem && isOf(problem, key))
        .map(KeyRow::rowId)
        .findFirst();
  }

  private static boolean isOf(KeyRow.Problem problem, ApiKey key) {
    return problem.problem().live().filter(live -> isSame(live, key)).isPresent();
  }

  private void reveal(String rowId) {
    selectedIds = Set.of(rowId);
    boolean shown = rows.stream().anyMatch(row -> row.rowId().equals(rowId));
    if (shown) {
      restoreSelection(KeyQuestion.Selected.among(rows.shown(), selectedIds));
    } else {
      clearFilters();
    }
  }

  /// Reads the keys again, in the background: what is known to have changed.
  public void refresh() {
    read(reader::read);
  }

  /// The same for a person who asks for it: every file is compared with the folder.
  public void readAnew() {
    read(reader::readWhole);
  }

  private void read(Runnable reading) {
    if (state.get() == State.FAILED) {
      state.set(State.LOADING);
    }
    reading.run();
    showWork();
  }

  @Override
  public void close() {
    actions.close();
    ticking.end();
    working.end();
    filtering.end();
    choosing.end();
    reader.close();
    counter.end();
    detail.close();
    watching.unsubscribe();
  }

  /// Whether the keys were read to the end once. Any thread.
  boolean isRead() {
    return reader.isComplete();
  }

  /// When the keys were last told as they were read, by [Workspace#steady]; long ago where they
  /// never were.
  Instant readAt() {
    return toldLook;
  }

  /// How long ago the keys were read to the end; very long where they never were.
  Duration age() {
    return since(reader.lookedAt());
  }

  private Duration since(Instant moment) {
    return Duration.between(moment, workspace.steady().instant());
  }

  private void tick() {
    now.set(workspace.clock().instant());
    tellLook();
    refreshBlocked();
    if (since(queriedAt).compareTo(QUERY_AGAIN) >= 0) {
      query();
    }
  }

  /// Tells that the keys were read since, though nothing of them may have changed.
  private void tellLook() {
    Instant last = reader.lookedAt();
    if (last.isAfter(toldLook)) {
      toldLook = last;
      updatedAt.set(now.get());
    }
  }

  private void refreshBlocked() {
    blocked.set(actions.blocked().orElse(""));
    detail.refresh();
  }

  /// Takes a reading over. Nothing follows where it is the same as the last one.
  private void take(KeyReading read) {
    boolean same = reading.is(read) && state.get() != State.LOADING;
    reading = read;
    countText.set(KeyWords.number(read.keys()));
    if (!same) {
      queryInTurn();
    }
  }

  /// Asks the new reading once the question that was put to the last one is answered: where
  /// readings come more quickly than answers, none would ever be shown.
  private void queryInTurn() {
    if (answering) {
      readAgain = true;
    } else if (since(queriedAt).compareTo(QUERY_AGAIN) < 0) {
      query(true);
    } else {
      query();
    }
  }

  private final class Arrivals implements KeyReader.Listener {
    @Override
    public void partArrived(KeyReading part) {
      take(part);
    }

    @Override
    public void arrived(KeyReading read) {
      failure.set("");
      now.set(workspace.clock().instant());
      take(read);
      tellLook();
      showStrip();
      counter.begin();
      showWork();
    }

    @Override
    public void failed(Exception cause) {
      boolean again = !failure.get().isEmpty();
      failure.set(words.why(cause));
      if (!reader.isComplete()) {
        showNothing();
      } else if (!again) {
        workspace.navigator().report(words.text("keys.failed.read"), cause);
      }
      showStrip();
      showWork();
    }
  }

  /// The folder was never read to the end, so there is no last good state to show.
  private void showNothing() {
    filtering.end();
    answering = false;
    reading = KeyReading.NOTHING;
    latest = KeyQuestion.Found.nothing(order);
    countText.set("");
    rows.show(List.of());
    keepSelection(List.of());
    state.set(State.FAILED);
  }

  private void stopReading() {
    reader.stop();
    failure.set(words.text("keys.stopped.reading"));
    showNothing();
    showWork();
  }

  private void counted() {
    detail.refresh();
    countFailed = false;
    if (workspace.service().usageVersion() != reading.usage().version()
        || workspace.service().isUsageCounted() != reading.usage().counted()) {
      reader.look();
    }
    showWork();
    countings.set(countings.get() + 1);
  }

  private void notCounted(Exception cause) {
    if (!countFailed) {
      workspace.navigator().report(words.text("keys.failed.count"), cause);
    }
    countFailed = true;
    showWork();
    countings.set(countings.get() + 1);
  }

  private void stopCounting() {
    counter.stop();
    showStrip();
    showWork();
  }

  /// Counts the usage lines again after a stop.
  void resumeCounting() {
    counter.resume();
    showStrip();
    showWork();
  }

  private void showStrip() {
    Optional<Strip> next = Optional.empty();
    if (!failure.get().isEmpty() && reader.isComplete()) {
      String text = words.text("keys.strip.stale", failure.get());
      next = Optional.of(new Strip(text, words.text("keys.retry"), this::readAnew));
    } else if (counter.isStopped()) {
      next =
          Optional.of(
              new Strip(
                  words.text("keys.strip.not-counted"),
                  words.text("keys.strip.count"),
                  this::resumeCounting));
    }
    strip.set(next);
  }

  /// Told again and again while the first reading or the first count is on its way.
  private void showWork() {
    Optional<Work> next = Optional.empty();
    if (reader.isFirst()) {
      next =
          Optional.of(
              new Work(
                  words.text("keys.work.reading"),
                  reader.progress(),
                  Optional.of(this::stopReading)));
    } else if (counter.isFirst()) {
      next = Optional.of(countingWork(counter.progress()));
    }
    work.set(next);
    if (next.isPresent() && !watchingWork) {
      working = workspace.tasks().every(WORK_PERIOD, this::showWork);
    } else if (next.isEmpty() && watchingWork) {
      working.end();
    }
    watchingWork = next.isPresent();
  }

  private Work countingWork(Optional<UsageProgress> progress) {
    return new Work(
        progress
            .map(at -> words.text("keys.work.counting.day", KeyWords.dayOfYear(at.day())))
            .orElseGet(() -> words.text("keys.work.counting")),
        progress.map(UsageProgress::share).orElse(-1.0),
        Optional.of(this::stopCounting));
  }

  private void searched(String text) {
    if (!takeRawKey(text)) {
      if (!text.isEmpty()) {
        note.set("");
      }
      query();
    }
  }

  private void find(String rawKey) {
    workspace
        .tasks()
        .run(
            () -> workspace.service().identify(rawKey),
            this::found,
            cause -> {
              searchText.set("");
              workspace.navigator().report(words.text("keys.failed.identify"), cause);
            });
  }

  private void found(Optional<ApiKey> key) {
    searchText.set("");
    Optional<KeyRow> row = key.flatMap(this::rowOf);
    facets.removeIf(KeyFacet.Found.class::isInstance);
    if (key.isEmpty() || row.isEmpty()) {
      note.set(words.text("keys.found.none"));
      query();
      return;
    }
    note.set("");
    facets.clear();
    facets.add(new KeyFacet.Found(row.get().rowId(), words.name(key.get())));
    selectedIds = Set.of(row.get().rowId());
    filter.set(KeyFilter.ALL);
    query();
  }

  private Optional<KeyRow> rowOf(ApiKey key) {
    return reading.rows().stream()
        .filter(
            row ->
                switch (row) {
                  case KeyRow.Entry entry -> entry.key().id().equals(key.id());
                  case KeyRow.Problem problem ->
                      problem
                          .problem()
                          .live()
                          .filter(live -> live.hash().equals(key.hash()))
                          .isPresent();
                })
        .findFirst();
  }

  private KeyQuery asked() {
    return new KeyQuery(searchText.get(), filter.get(), List.copyOf(facets));
  }

  private void query() {
    queriedAt = workspace.steady().instant();
    query(false);
  }

  /// @param goesOn see [KeyQuestion]
  private void query(boolean goesOn) {
    if (reading.is(KeyReading.NOTHING)) {
      return;
    }
    filtering.end();
    answering = true;
    readAgain = false;
    KeyQuestion question =
        new KeyQuestion(
            asked(), order, reading, latest, goesOn, rows.shown(), selectedIds, now.get());
    filtering =
        workspace
            .tasks()
            .run(
                question::answer,
                this::answered,
                cause -> {
                  workspace.navigator().report(words.text("keys.failed.read"), cause);
                  goOn();
                });
  }

  private void answered(KeyQuestion.Found found) {
    show(found);
    goOn();
  }

  private void goOn() {
    answering = false;
    if (readAgain) {
      queryInTurn();
    }
  }

  private void show(KeyQuestion.Found found) {
    sameAsked = latest.asked().equals(found.asked());
    latest = found;
    if (!counts.get().equals(found.answer().counts())) {
      counts.set(found.answer().counts());
    }
    List<KeyRow> next = found.answer().rows();
    handingOver = true;
    switch (found.difference()) {
      case NONE -> {}
      case CONTENT -> {
        rows.renew(next);
        renewals.set(renewals.get() + 1);
      }
      case ROWS -> rows.show(next);
    }
    handingOver = false;
    restoreSelection(
        found.selected().ids().equals(selectedIds)
            ? found.selected()
            : KeyQuestion.Selected.among(next, selectedIds));
    if (!rows.isEmpty()) {
      state.set(State.READY);
    } else if (reader.isComplete()) {
      state.set(found.ordered().rows().isEmpty() ? State.EMPTY : State.NO_MATCH);
    }
  }

  /// Hands over what the filter menu offers, as soon as it is counted.
  public void chooseFilter(Consumer<KeyFacet.Choices> show) {
    choosing.end();
    KeyQuery query = asked();
    List<KeyRow> all = reading.rows();
    Instant moment = now.get();
    choosing =
        workspace
            .tasks()
            .run(
                () -> query.choices(all, moment),
                show,
                cause -> workspace.navigator().report(words.text("keys.failed.read"), cause));
  }

  private void restoreSelection(KeyQuestion.Selected selected) {
    if (!selected.ids().isEmpty()) {
      keepSelection(selected.rows(), selected.idsLeft());
    }
  }

  private void keepSelection(List<KeyRow> chosen) {
    keepSelection(chosen, KeyRow.idsOf(chosen));
  }

  /// @param chosen a list that does not change
  private void keepSelection(List<KeyRow> chosen, Set<String> ids) {
    selectedIds = ids;
    if (!selection.shown().equals(chosen)) {
      selection.show(chosen);
    }
    detail.show(chosen.size() == 1 ? Optional.of(chosen.getFirst()) : Optional.empty());
  }
}
