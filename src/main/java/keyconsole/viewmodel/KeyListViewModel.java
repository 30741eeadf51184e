package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javafx.beans.property.ObjectProperty;
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
import keyconsole.domain.LastRequest;
import keyconsole.service.KeyService;

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

  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final Duration SLOW_PERIOD = Duration.ofSeconds(20);
  private static final int MANY = 5_000;
  private static final Pattern RAW_KEY = Pattern.compile("gt2_.+_[A-Za-z0-9_-]{43}");
  private static final String RAW_KEY_START = "gt2_";

  private final Workspace workspace;
  private final KeyWords words;
  private final KeyActions actions;
  private final KeyDetailViewModel detail;

  private final StringProperty searchText = new SimpleStringProperty("");
  private final ObjectProperty<KeyFilter> filter = new SimpleObjectProperty<>(KeyFilter.ALL);
  private final ObservableList<KeyFacet> facets = FXCollections.observableArrayList();
  private final ObservableList<KeyRow> rows = FXCollections.observableArrayList();
  private final ObservableList<KeyRow> rowsView = FXCollections.unmodifiableObservableList(rows);
  private final ObservableList<KeyRow> selection = FXCollections.observableArrayList();
  private final ObservableList<KeyRow> selectionView =
      FXCollections.unmodifiableObservableList(selection);
  private final ReadOnlyObjectWrapper<Map<KeyFilter, Integer>> counts =
      new ReadOnlyObjectWrapper<>(Map.of());
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOADING);
  private final ReadOnlyObjectWrapper<Instant> now;
  private final ReadOnlyObjectWrapper<Instant> updatedAt =
      new ReadOnlyObjectWrapper<>(Instant.EPOCH);
  private final ReadOnlyObjectWrapper<Boolean> counting = new ReadOnlyObjectWrapper<>(false);
  private final ReadOnlyStringWrapper blocked = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper countText = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");

  private KeyColumn sort = KeyColumn.NAME;
  private boolean ascending = true;
  private Reading reading = Reading.NOTHING;
  private Map<KeyId, Trend> trends = Map.of();
  private Set<String> selectedIds = Set.of();
  private boolean handingOver;
  private boolean everRead;
  private boolean loading;
  private boolean readAgain;
  private boolean closed;
  private Instant nextCount = Instant.MIN;
  private TaskRunner.Subscription filtering = () -> {};
  private final TaskRunner.Subscription ticking;
  private final Subscription watching;

  public KeyListViewModel(Workspace workspace) {
    this.workspace = workspace;
    this.words = new KeyWords(workspace.texts());
    this.actions = new KeyActions(workspace, words, this::refresh);
    this.detail = new KeyDetailViewModel(workspace, actions);
    this.now = new ReadOnlyObjectWrapper<>(workspace.clock().instant());
    watching =
        Subscription.combine(
            searchText.subscribe((before, text) -> searched(text)),
            filter.subscribe((before, chosen) -> query()),
            workspace.session().subscribe(session -> refreshBlocked()));
    refresh();
    countUsage();
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
    return rowsView;
  }

  /// The selected rows, as they were last read.
  public ObservableList<KeyRow> selection() {
    return selectionView;
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// The moment that distances are told from.
  public ReadOnlyObjectProperty<Instant> nowProperty() {
    return now.getReadOnlyProperty();
  }

  /// When the keys were last read; the epoch before the first time.
  public ReadOnlyObjectProperty<Instant> updatedAtProperty() {
    return updatedAt.getReadOnlyProperty();
  }

  /// Whether usage lines are being counted.
  public ReadOnlyObjectProperty<Boolean> countingProperty() {
    return counting.getReadOnlyProperty();
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

  /// How many files could not be read as keys.
  public int problemCount() {
    return reading.rows().size() - reading.keys();
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

  /// Owners of the keys that there are, with how many keys each has, by name.
  public Map<String, Integer> owners() {
    return reading.owners();
  }

  /// Capabilities of the keys that there are, with how many keys have each, by name.
  public Map<String, Integer> capabilities() {
    return reading.capabilities();
  }

  public KeyColumn sortColumn() {
    return sort;
  }

  public boolean isAscending() {
    return ascending;
  }

  /// Orders the rows.
  public void sortBy(KeyColumn column, boolean inAscendingOrder) {
    if (column != sort || inAscendingOrder != ascending) {
      sort = column;
      ascending = inAscendingOrder;
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

  /// Looks a text up if it is a complete raw key.
  ///
  /// @return whether it is one, and must not be kept anywhere
  public boolean takeRawKey(String text) {
    boolean raw = RAW_KEY.matcher(text.strip()).matches();
    if (raw) {
      find(text.strip());
    }
    return raw;
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

  /// Closes the drawer and selects nothing.
  public void closeDetail() {
    keepSelection(List.of());
  }

  /// The keys among the selected rows.
  public List<ApiKey> selectedKeys() {
    return selection.stream()
        .filter(KeyRow.Entry.class::isInstance)
        .map(row -> ((KeyRow.Entry) row).key())
        .toList();
  }

  /// Reads the keys again, in the background.
  public void refresh() {
    if (loading) {
      readAgain = true;
      return;
    }
    loading = true;
    Reading before = reading;
    Map<KeyId, Trend> counted = trends;
    String tenant = workspace.session().get().tenant().text();
    workspace
        .tasks()
        .run(
            () -> Reading.of(workspace.service(), before, counted, tenant),
            this::arrived,
            this::failed);
  }

  @Override
  public void close() {
    closed = true;
    actions.close();
    ticking.end();
    filtering.end();
    watching.unsubscribe();
  }

  private void tick() {
    now.set(workspace.clock().instant());
    refreshBlocked();
    refresh();
    countUsage();
  }

  private void refreshBlocked() {
    blocked.set(actions.blocked().orElse(""));
    detail.refresh();
  }

  private void arrived(Reading read) {
    loading = false;
    if (closed) {
      return;
    }
    boolean same = reading.sameRows(read);
    boolean first = state.get() == State.LOADING || state.get() == State.FAILED;
    reading = read;
    everRead = true;
    failure.set("");
    now.set(workspace.clock().instant());
    updatedAt.set(now.get());
    countText.set(KeyWords.number(read.keys()));
    if (!same || first) {
      query();
    }
    if (readAgain) {
      readAgain = false;
      refresh();
    }
  }

  private void failed(Exception cause) {
    loading = false;
    readAgain = false;
    if (closed) {
      return;
    }
    if (!everRead) {
      String message = cause.getMessage();
      failure.set(message == null ? words.text("keys.failed.read") : message);
      state.set(State.FAILED);
    } else if (failure.get().isEmpty()) {
      failure.set(words.text("keys.failed.read"));
      workspace.navigator().report(failure.get(), cause);
    }
  }

  private void countUsage() {
    Instant moment = workspace.clock().instant();
    if (counting.get() || moment.isBefore(nextCount)) {
      return;
    }
    counting.set(true);
    nextCount = moment.plus(reading.keys() > MANY ? SLOW_PERIOD : PERIOD);
    Map<KeyId, Trend> before = trends;
    LocalDate first = LocalDate.ofInstant(moment, ZoneOffset.UTC).minusDays(Trend.DAYS - 1L);
    workspace
        .tasks()
        .run(() -> count(workspace.service(), before, first), this::counted, this::countFailed);
  }

  private static Map<KeyId, Trend> count(
      KeyService service, Map<KeyId, Trend> before, LocalDate first) {
    service.refreshUsage();
    Map<KeyId, Trend> after = new HashMap<>();
    for (ApiKey key : service.list()) {
      Trend trend = new Trend(service.dailyRequests(key.id(), first, Trend.DAYS));
      Trend old = before.getOrDefault(key.id(), Trend.NONE);
      after.put(key.id(), trend.equals(old) ? old : trend);
    }
    return after;
  }

  private void counted(Map<KeyId, Trend> after) {
    counting.set(false);
    if (closed) {
      return;
    }
    detail.refresh();
    if (!after.equals(trends)) {
      trends = after;
      refresh();
    }
  }

  private void countFailed(Exception cause) {
    counting.set(false);
    if (!closed) {
      nextCount = workspace.clock().instant().plus(SLOW_PERIOD);
      workspace.navigator().report(words.text("keys.failed.count"), cause);
    }
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

  private void query() {
    if (!everRead) {
      return;
    }
    filtering.end();
    KeyQuery query =
        new KeyQuery(searchText.get(), filter.get(), List.copyOf(facets), sort, ascending);
    List<KeyRow> all = reading.rows();
    Instant moment = now.get();
    filtering =
        workspace
            .tasks()
            .run(
                () -> query.run(all, moment),
                this::show,
                cause -> workspace.navigator().report(words.text("keys.failed.read"), cause));
  }

  private void show(KeyQuery.Answer answer) {
    counts.set(answer.counts());
    handingOver = true;
    if (!rows.equals(answer.rows())) {
      rows.setAll(answer.rows());
    }
    handingOver = false;
    restoreSelection();
    if (!rows.isEmpty()) {
      state.set(State.READY);
    } else {
      state.set(reading.rows().isEmpty() ? State.EMPTY : State.NO_MATCH);
    }
  }

  private void restoreSelection() {
    if (selectedIds.isEmpty() && selection.isEmpty()) {
      return;
    }
    List<KeyRow> still = new ArrayList<>();
    for (KeyRow row : rows) {
      if (selectedIds.contains(row.rowId())) {
        still.add(row);
      }
    }
    keepSelection(still);
  }

  private void keepSelection(List<KeyRow> chosen) {
    Set<String> ids = new LinkedHashSet<>();
    chosen.forEach(row -> ids.add(row.rowId()));
    selectedIds = ids;
    if (!selection.equals(chosen)) {
      selection.setAll(chosen);
    }
    detail.show(chosen.size() == 1 ? Optional.of(chosen.getFirst()) : Optional.empty());
  }

  /// What one reading of the folder gave. Immutable; made in the background.
  private record Reading(
      List<KeyRow> rows,
      Map<String, KeyRow> byId,
      int keys,
      Map<String, Integer> owners,
      Map<String, Integer> capabilities) {

    static final Reading NOTHING = new Reading(List.of(), Map.of(), 0, Map.of(), Map.of());

    /// Rows of keys that have not changed are taken over, so that a quiet folder costs little.
    static Reading of(KeyService service, Reading before, Map<KeyId, Trend> trends, String tenant) {
      List<KeyRow> rows = new ArrayList<>();
      Map<String, KeyRow> byId = new HashMap<>();
      Map<String, Integer> owners = new TreeMap<>();
      Map<String, Integer> capabilities = new TreeMap<>();
      List<ApiKey> keys = service.list();
      for (ApiKey key : keys) {
        Trend trend = trends.getOrDefault(key.id(), Trend.NONE);
        KeyRow old = before.byId.get(key.id().toString());
        KeyRow row =
            old instanceof KeyRow.Entry entry
                    && entry.trend().equals(trend)
                    && entry.key().equals(key)
                ? entry
                : KeyRow.Entry.of(key, tenant, lastUse(service, key, trend), trend);
        rows.add(row);
        byId.put(row.rowId(), row);
        owners.merge(key.ownerId(), 1, Integer::sum);
        new HashSet<>(key.capabilities())
            .forEach(name -> capabilities.merge(name, 1, Integer::sum));
      }
      service.problems().forEach(problem -> rows.add(KeyRow.Problem.of(problem)));
      return new Reading(List.copyOf(rows), byId, keys.size(), owners, capabilities);
    }

    /// The file's counter first; where it has lost the moment, the usage lines may know it.
    private static LastUse lastUse(KeyService service, ApiKey key, Trend trend) {
      Optional<java.time.Instant> moment =
          key.usage().lastUsed().or(() -> service.lastRequest(key.id()).map(LastRequest::moment));
      if (moment.isPresent()) {
        return new LastUse.At(moment.get());
      }
      return key.usage().requests() > 0 || trend.total() > 0
          ? new LastUse.Unknown()
          : new LastUse.Never();
    }

    boolean sameRows(Reading other) {
      return rows.equals(other.rows);
    }
  }
}
