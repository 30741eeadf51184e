package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import keyconsole.domain.ApiKey;
import keyconsole.domain.UsageLine;
import keyconsole.domain.UsageLinesExtent;
import keyconsole.domain.UsageLinesExtent.Place;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.UsageLog;
import org.jspecify.annotations.Nullable;

/// The usage lines themselves, however many: those in sight, where in the whole they are, and
/// whether the sight follows the newest. UI thread only; all reading goes on in the background.
///
/// Where the view is scrolled to lives here, since following, new lines and lines found in front of
/// those in sight all move it. A list control would count its way to each position: ten million
/// rows are too many for that.
public final class UsageLinesViewModel implements AutoCloseable, ScrolledRows {

  private static final Duration LOOKING = Duration.ofMillis(400);
  private static final Duration TELLING = Duration.ofMillis(100);
  private static final long MOST_COPIED = 10_000;

  private final Workspace workspace;
  private final UsageLinesQuestion question;
  private final Runnable back;
  private final UsageLog log;
  private final KeyWords keyWords;
  private final LinePages pages;
  private final Map<String, String> names = new HashMap<>();
  private final ReadOnlyObjectWrapper<LineWindow> window =
      new ReadOnlyObjectWrapper<>(new LineWindow(0, 0, 0, List.of()));
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.READING);
  private final ReadOnlyStringWrapper countText = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper newText = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper goToError = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<List<LineChip>> chips =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<LineDetail>> detail =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
  private final BooleanProperty paused = new SimpleBooleanProperty();
  private final ObjectProperty<LineZone> zone;
  private final List<TaskRunner.Subscription> going = new ArrayList<>();
  private TaskRunner.Subscription looking = () -> {};
  private TaskRunner.Subscription telling = () -> {};
  private TaskRunner.Subscription finding = () -> {};
  private UsageLinesExtent extent = UsageLinesExtent.NONE;
  private volatile @Nullable UsageLinesExtent soFar;
  private boolean isLooking;
  private boolean readOnce;
  private String pageFailure = "";
  private String lookFailure = "";
  private LineWords words;
  private double top;
  private double height;
  private long sizeWhenLeft;
  private Optional<Place> anchor = Optional.empty();
  private Optional<Place> lead = Optional.empty();

  /// What fills the place of the rows.
  public enum State {
    /// Nothing found yet, and not all was read.
    READING,
    /// There is no line at all.
    NONE,
    /// No line answers.
    EMPTY,
    /// There are rows.
    LINES,
    /// Nothing could be read.
    FAILED
  }

  /// Begins to read.
  ///
  /// @param back shows what was shown before
  public UsageLinesViewModel(Workspace workspace, UsageLinesQuestion question, Runnable back) {
    this.workspace = workspace;
    this.question = question;
    this.back = back;
    this.log = workspace.service().usageLines(question);
    this.keyWords = new KeyWords(workspace.texts());
    this.pages = new LinePages(workspace.tasks(), log, this::show, this::pageFailed);
    boolean utc = LineWords.isUtc(question.zone());
    this.zone = new SimpleObjectProperty<>(utc ? LineZone.UTC : LineZone.LOCAL);
    this.words = new LineWords(keyWords, zoneId(), names);
    zone.subscribe((before, now) -> reword());
    paused.subscribe((before, now) -> look());
    chips.set(words.chips(question));
    findNames();
    going.add(workspace.tasks().every(LOOKING, this::look));
    look();
  }

  /// The rows in sight.
  public ReadOnlyObjectProperty<LineWindow> windowProperty() {
    return window.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// How many lines there are, and how much was read while that goes on.
  public ReadOnlyStringProperty countTextProperty() {
    return countText.getReadOnlyProperty();
  }

  /// How many lines have come since a person scrolled away from the end; empty where none has.
  public ReadOnlyStringProperty newTextProperty() {
    return newText.getReadOnlyProperty();
  }

  /// What could not be read; empty where all could.
  public ReadOnlyStringProperty noteProperty() {
    return note.getReadOnlyProperty();
  }

  /// Why a person cannot be led to the time that was typed; empty where that is not so.
  public ReadOnlyStringProperty goToErrorProperty() {
    return goToError.getReadOnlyProperty();
  }

  /// What was asked for.
  public ReadOnlyObjectProperty<List<LineChip>> chipsProperty() {
    return chips.getReadOnlyProperty();
  }

  /// The line that a person chose last.
  public ReadOnlyObjectProperty<Optional<LineDetail>> detailProperty() {
    return detail.getReadOnlyProperty();
  }

  /// Whether the newest lines stay in sight as they come. Ends when a person scrolls up.
  public ReadOnlyBooleanProperty followingProperty() {
    return following.getReadOnlyProperty();
  }

  /// Whether no new lines are looked for.
  public BooleanProperty pausedProperty() {
    return paused;
  }

  /// The zone of the times.
  public ObjectProperty<LineZone> zoneProperty() {
    return zone;
  }

  /// What the zone of the times is called.
  public String zoneName() {
    return words.zoneName();
  }

  /// Whether the times carry their offset from UTC.
  public boolean hasOffset() {
    return !words.isUtc();
  }

  public KeyWords words() {
    return keyWords;
  }

  private ZoneId zoneId() {
    if (zone.get() == LineZone.UTC) {
      return ZoneOffset.UTC;
    }
    return LineWords.isUtc(question.zone()) ? ZoneId.systemDefault() : question.zone();
  }

  private void reword() {
    words = new LineWords(keyWords, zoneId(), names);
    chips.set(words.chips(question));
    showDetail();
    show();
  }

  private void findNames() {
    going.add(
        workspace
            .tasks()
            .run(
                this::readNames,
                found -> {
                  names.putAll(found);
                  reword();
                },
                failure -> workspace.navigator().report(text("lines.no-names"), failure)));
  }

  private Map<String, String> readNames() {
    List<ApiKey> known = workspace.service().listingSoFar().keys();
    List<ApiKey> keys = known.isEmpty() ? workspace.service().list() : known;
    return keys.stream()
        .collect(Collectors.toMap(key -> key.id().text(), keyWords::name, (one, other) -> one));
  }

  private String text(String name, Object... values) {
    return keyWords.text(name, values);
  }

  /// Looks for new lines, unless that goes on already or is paused. Pausing leaves the first
  /// reading alone.
  private void look() {
    if (isLooking || (paused.get() && readOnce)) {
      return;
    }
    isLooking = true;
    telling = workspace.tasks().every(TELLING, this::showSoFar);
    looking =
        workspace
            .tasks()
            .run(
                () -> log.refresh(found -> soFar = found),
                found -> {
                  readOnce = true;
                  lookFailure = "";
                  looked(found);
                },
                failure -> {
                  lookFailure = Report.of(keyWords, text("lines.failed"), failure).text();
                  looked(extent);
                });
  }

  private void looked(UsageLinesExtent found) {
    isLooking = false;
    telling.end();
    soFar = null;
    moveTo(found);
  }

  private void showSoFar() {
    UsageLinesExtent found = soFar;
    if (found != null && isLooking) {
      moveTo(found);
    }
  }

  /// Takes what is known now. What is in sight stays in sight, or the newest does.
  private void moveTo(UsageLinesExtent found) {
    UsageLinesExtent before = extent;
    extent = found;
    if (following.get()) {
      top = lowestTop();
    } else if (before.size() > 0) {
      long first = Math.clamp((long) top, 0, before.size() - 1);
      long now = found.position(before.place(first));
      top = now < 0 ? top : now + (top - first);
    }
    forgetWhatIsGone();
    show();
  }

  private void forgetWhatIsGone() {
    if (lead.filter(place -> extent.position(place) < 0).isPresent()
        || anchor.filter(place -> extent.position(place) < 0).isPresent()) {
      selectNothing();
    }
  }

  private double lowestTop() {
    return Math.max(0, extent.size() - height);
  }

  private void show() {
    top = Math.clamp(top, 0, lowestTop());
    long first = (long) top;
    int count = (int) Math.min(extent.size() - first, (long) Math.ceil(height) + 1);
    List<Optional<UsageLine>> lines = pages.lines(extent, first, count);
    List<LineRow> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(new LineRow(first + i, lines.get(i).map(words::cells), isSelected(first + i)));
    }
    window.set(new LineWindow(top, height, extent.size(), rows));
    showState();
    if (detail.get().isEmpty()) {
      showDetail();
    }
    pages.fetch();
  }

  private void showState() {
    countText.set(countInWords());
    long more = following.get() ? 0 : Math.max(0, extent.size() - sizeWhenLeft);
    newText.set(more == 0 ? "" : text("lines.new", more));
    note.set(
        Stream.concat(
                Stream.of(lookFailure, pageFailure), extent.problems().stream().map(keyWords::told))
            .filter(each -> !each.isEmpty())
            .limit(3)
            .collect(Collectors.joining(" ")));
    if (extent.size() > 0) {
      state.set(State.LINES);
    } else if (!lookFailure.isEmpty()) {
      state.set(State.FAILED);
    } else {
      state.set(readOnce ? nothing() : State.READING);
    }
  }

  private State nothing() {
    return question.isEverything() ? State.NONE : State.EMPTY;
  }

  private String countInWords() {
    String lines = text("lines.count", extent.size());
    if (!isLooking || extent.share() >= 1) {
      return lines;
    }
    long percent = Math.min(99, Math.round(100 * extent.share()));
    return extent.size() == 0
        ? text("lines.reading", percent)
        : text("lines.count.reading", lines, percent);
  }

  private void pageFailed(Exception failure) {
    pageFailure = Report.of(keyWords, text("lines.failed"), failure).text();
    showState();
  }

  @Override
  public void resize(double rows) {
    height = Math.max(0, rows);
    if (following.get()) {
      top = lowestTop();
    }
    show();
  }

  /// Scrolls to a row at the upper edge. Away from the end nothing is followed any more; at the end
  /// it is.
  @Override
  public void scrollTo(double row) {
    top = Math.clamp(row, 0, lowestTop());
    follow(top >= lowestTop() - 0.01);
    show();
  }

  @Override
  public void scrollBy(double rows) {
    scrollTo(top + rows);
  }

  private void follow(boolean now) {
    if (following.get() && !now) {
      sizeWhenLeft = extent.size();
    }
    following.set(now);
  }

  /// Follows the newest lines from now on, or stays where it is.
  public void toggleFollowing() {
    follow(!following.get());
    if (following.get()) {
      top = lowestTop();
    }
    show();
  }

  /// Chooses a row and shows its line in full.
  public void select(long position) {
    if (position >= 0 && position < extent.size()) {
      anchor = Optional.of(extent.place(position));
      leadTo(position);
    }
  }

  /// Chooses all from the row that was chosen first to this one.
  public void selectTo(long position) {
    if (anchor.isEmpty()) {
      select(position);
    } else if (position >= 0 && position < extent.size()) {
      leadTo(position);
    }
  }

  private void leadTo(long position) {
    lead = Optional.of(extent.place(position));
    // A row that a person looks at does not move away.
    follow(following.get() && position == extent.size() - 1);
    bringIntoSight(position);
    showDetail();
    show();
  }

  private void bringIntoSight(long position) {
    if (position < top) {
      top = position;
    } else if (position + 1 > top + height) {
      top = position + 1 - height;
    }
  }

  /// Chooses the row that is this many below the one chosen last; the first in sight where none is.
  ///
  /// @param extend whether those chosen before stay chosen
  public void moveSelection(long rows, boolean extend) {
    if (extent.size() == 0) {
      return;
    }
    long to =
        lead.map(place -> Math.clamp(extent.position(place) + rows, 0, extent.size() - 1))
            .orElseGet(() -> (long) Math.ceil(top));
    if (extend) {
      selectTo(to);
    } else {
      select(to);
    }
  }

  /// Chooses no row.
  public void selectNothing() {
    anchor = Optional.empty();
    lead = Optional.empty();
    detail.set(Optional.empty());
    show();
  }

  private boolean isSelected(long position) {
    if (anchor.isEmpty() || lead.isEmpty()) {
      return false;
    }
    long one = extent.position(anchor.get());
    long other = extent.position(lead.get());
    return position >= Math.min(one, other) && position <= Math.max(one, other);
  }

  private void showDetail() {
    detail.set(lead.flatMap(pages::line).map(words::detail));
  }

  /// Puts the chosen lines on the clipboard, as they stand in their files.
  public void copy() {
    if (anchor.isEmpty() || lead.isEmpty()) {
      return;
    }
    long one = extent.position(anchor.get());
    long other = extent.position(lead.get());
    long first = Math.min(one, other);
    long count = Math.abs(one - other) + 1;
    if (count > MOST_COPIED) {
      workspace.navigator().say(text("lines.copy.too-many", count, MOST_COPIED), Optional.empty());
      return;
    }
    UsageLinesExtent in = extent;
    going.add(
        workspace
            .tasks()
            .run(
                () -> textOf(in, first, (int) count),
                lines -> {
                  workspace.clipboard().put(lines);
                  workspace.navigator().say(text("lines.copied", count), Optional.empty());
                },
                failure -> workspace.navigator().report(text("lines.copy.failed"), failure)));
  }

  private String textOf(UsageLinesExtent in, long first, int count) {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      Place place = in.place(first + lines.size());
      List<UsageLine> found = log.read(place, count - lines.size());
      if (found.isEmpty()) {
        break;
      }
      found.forEach(line -> lines.add(line.text()));
    }
    return String.join("\n", lines);
  }

  /// Leads to the first line from a time on.
  ///
  /// @param typed a day, a day and a time, or a time of the day in sight, in the zone of the times
  public void goTo(String typed) {
    Optional<Instant> moment = words.moment(typed, inSight());
    goToError.set(moment.isPresent() ? "" : text("lines.go-to.error"));
    moment.ifPresent(this::goTo);
  }

  private Optional<Instant> inSight() {
    return window.get().rows().stream()
        .flatMap(row -> pages.line(extent.place(row.position())).stream())
        .flatMap(line -> line.request().stream())
        .map(UsageLine.Request::moment)
        .findFirst();
  }

  private void goTo(Instant moment) {
    UsageLinesExtent in = extent;
    finding.end();
    finding =
        workspace
            .tasks()
            .run(
                () -> log.find(in, moment),
                place -> place.map(extent::position).ifPresent(this::goToPosition),
                failure -> workspace.navigator().report(text("lines.failed"), failure));
  }

  private void goToPosition(long position) {
    if (position >= 0) {
      scrollTo((double) position);
      select(position);
    }
  }

  /// Takes away that no time could be read.
  public void dismissGoToError() {
    goToError.set("");
  }

  /// One step back: from the line that is shown in full, then from the page.
  public void escape() {
    if (lead.isPresent()) {
      selectNothing();
    } else {
      goBack();
    }
  }

  /// Shows what was shown before.
  public void goBack() {
    back.run();
  }

  /// Ends all reading.
  @Override
  public void close() {
    looking.end();
    telling.end();
    finding.end();
    going.forEach(TaskRunner.Subscription::end);
    going.clear();
    pages.close();
  }
}
