package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Subscription;
import keyconsole.domain.KeyId;
import keyconsole.domain.UsageLinesQuestion;

/// Who used what, when and from where. What is on the screen stays until the next answer is there.
/// It counts again as long as it is shown, and stays as it is while the tenant is open. UI thread
/// only. Whoever makes one closes it.
public final class UsageViewModel implements AutoCloseable {

  /// What the page can say in place of figures.
  public enum State {
    /// Nothing is known yet.
    LOADING,
    /// The usage lines are counted for the first time.
    COUNTING,
    /// Somebody stopped that.
    NOT_COUNTED,
    /// There are figures.
    READY,
    /// There are no requests in the range.
    NOTHING_IN_RANGE,
    /// There are no usage lines.
    NO_USAGE,
    /// There are usage files, and nothing of them could be read.
    NOTHING_READ,
    /// Nothing could be read.
    FAILED
  }

  private static final Duration PERIOD = Duration.ofMillis(400);
  private static final int DAYS_BEFORE_NEWEST = 6;

  private final Workspace workspace;
  private final KeyListViewModel keys;
  private final KeyWords words;
  private final UsageSettings settings;
  private final UsageAnswers answers;
  private final UsageChips chips;
  private final UsagePicker picker;
  private final UsageSaving saving;
  private final KeyUsageViewModel keyUsage;
  private final ReadOnlyObjectWrapper<Optional<UsageFigures>> figures =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOADING);
  private final ReadOnlyStringWrapper countedIn = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper notRead = new ReadOnlyStringWrapper("");
  private final Subscription following;
  private TaskRunner.Subscription ticking = () -> {};
  private boolean shown;

  /// @param keys the tenant's, as they are read again and again
  /// @param local the workstation's zone
  public UsageViewModel(Workspace workspace, KeyListViewModel keys, FileSaver files, ZoneId local) {
    this.workspace = workspace;
    this.keys = keys;
    this.words = new KeyWords(workspace.texts());
    this.settings = new UsageSettings(words, workspace.clock(), local);
    this.answers = new UsageAnswers(workspace, keys, words, settings);
    this.chips = new UsageChips(answers.namesProperty().get());
    this.picker = new UsagePicker(workspace, words, this::searched);
    this.saving = new UsageSaving(workspace, words, files);
    this.keyUsage = new KeyUsageViewModel(workspace, settings::chooseDayOf);
    following =
        Subscription.combine(
            // Before the question that follows.
            settings.rangeProperty().subscribe((before, now) -> answers.forgetTints()),
            settings.onChange(this::renew),
            chips.filterProperty().subscribe((before, now) -> renew()),
            chips.oneKeyProperty().subscribe((before, now) -> showKeyUsage()),
            answers.namesProperty().subscribe((before, now) -> chips.rename(now)),
            answers.lastProperty().subscribe((before, now) -> now.ifPresent(this::show)),
            answers.failureProperty().subscribe((before, now) -> showState()),
            keys.updatedAtProperty().subscribe((before, now) -> answers.keysRead()),
            keys.countingsProperty().subscribe((before, now) -> renew()),
            keys.workProperty().subscribe((before, now) -> showState()),
            keys.stripProperty().subscribe((before, now) -> showState()));
  }

  public UsageSettings settings() {
    return settings;
  }

  public UsageChips chips() {
    return chips;
  }

  /// What may be filtered by.
  public UsagePicker picker() {
    return picker;
  }

  /// How the one key is used that is filtered by.
  public KeyUsageViewModel keyUsage() {
    return keyUsage;
  }

  /// The last answer; empty before the first.
  public ReadOnlyObjectProperty<Optional<UsageFigures>> figuresProperty() {
    return figures.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Whether an answer is on its way for longer than one would not notice.
  public ReadOnlyBooleanProperty slowProperty() {
    return answers.slowProperty();
  }

  /// Why there is no newer answer; empty where all is well.
  public ReadOnlyStringProperty failureProperty() {
    return answers.failureProperty();
  }

  /// How many lines were counted in what time; empty before the first answer.
  public ReadOnlyStringProperty countedInProperty() {
    return countedIn.getReadOnlyProperty();
  }

  /// Which usage files could not be read in full, so that figures lack what is in them, and what to
  /// do about it, a line each; empty where all was read.
  public ReadOnlyStringProperty notReadProperty() {
    return notRead.getReadOnlyProperty();
  }

  /// What goes on while [State#COUNTING].
  public ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return keys.workProperty();
  }

  private Optional<UsageAsking.Answer> answer() {
    return answers.lastProperty().get();
  }

  /// When the newest requests were, where there are none in the range.
  public Optional<String> newest() {
    return answer()
        .flatMap(UsageAsking.Answer::newest)
        .map(
            day ->
                words.text(
                    isToCome(day) ? "usage.newest.to-come" : "usage.newest", UsageTimes.day(day)));
  }

  private boolean isToCome(LocalDate day) {
    return day.isAfter(settings.today());
  }

  /// Shows the days of the newest requests; their lines where no range reaches so far.
  public void showNewest() {
    answer().flatMap(UsageAsking.Answer::newest).ifPresent(this::show);
  }

  private void show(LocalDate day) {
    if (isToCome(day)) {
      ZoneId zone = settings.period().zone();
      Instant begin = day.atStartOfDay(zone).toInstant();
      Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
      workspace.navigator().showUsageLines(UsageLinesQuestion.between(begin, end, zone));
    } else if (day.isBefore(settings.today())) {
      settings.choose(day.minusDays(DAYS_BEFORE_NEWEST), day);
    } else {
      settings.rangeProperty().set(UsageRange.HOURS_24);
    }
  }

  /// What a band of the series stands for.
  ///
  /// @param id as [UsageSeries.Band#id()] has it
  public Optional<UsageFacet> facetOfBand(String id) {
    return figures.get().map(on -> UsageFacet.ofBand(on.report().query().bands(), id));
  }

  /// Shows the lines that the figures were counted from.
  public void showLines() {
    UsageNames names = answers.namesProperty().get();
    answer()
        .map(last -> names.lines(last.figures().report()))
        .ifPresent(workspace.navigator()::showUsageLines);
  }

  /// Shows the lines that one mark was counted from.
  public void showLines(UsageFacet of) {
    UsageNames names = answers.namesProperty().get();
    answer()
        .map(last -> names.lines(last.figures().report(), of))
        .ifPresent(workspace.navigator()::showUsageLines);
  }

  /// Whether a key is in the key list.
  public boolean isKnown(String id) {
    return answers.namesProperty().get().find(id).isPresent();
  }

  /// Shows a key in the key list.
  public void openKey(String id) {
    KeyId.parse(id)
        .ifPresent(
            key -> {
              workspace.navigator().showKeys();
              keys.reveal(key);
            });
  }

  /// Saves the figures as CSV where a person says.
  public void saveFigures() {
    answer().ifPresent(last -> saving.saveFigures(last, chips.shown()));
  }

  /// Saves a picture where a person says.
  ///
  /// @param title what is on it
  public void savePicture(String title, byte[] png) {
    answer().ifPresent(last -> saving.savePicture(last, title, png));
  }

  /// Puts the figures on the clipboard.
  public void copyFigures() {
    answer().ifPresent(last -> saving.copyFigures(last, chips.shown()));
  }

  /// The page has come into the window: counts again from now on.
  void enter() {
    shown = true;
    ticking.end();
    ticking = workspace.tasks().every(PERIOD, this::tick);
    tick();
    showKeyUsage();
  }

  /// The page is not in the window any more. What is on it stays for the next time.
  void leave() {
    shown = false;
    ticking.end();
    answers.end();
    showKeyUsage();
  }

  private void showKeyUsage() {
    keyUsage.show(shown ? chips.oneKeyProperty().get() : Optional.empty());
  }

  /// Asks again after a failure, and counts again after a stop.
  public void retry() {
    answers.retry();
    keys.resumeCounting();
    renew();
  }

  private void tick() {
    settings.renew();
    renew();
  }

  private void renew() {
    if (keys.isCountingFailed()) {
      answers.firstCountFailed();
    }
    if (shown && workspace.service().isUsageCounted()) {
      answers.renew(chips);
    }
    showState();
  }

  private void show(UsageAsking.Answer came) {
    countedIn.set(words.text("usage.counted", UsageCounted.lines(came), UsageCounted.took(came)));
    notRead.set(new UsageNotReadWords(words).told(came.notRead()));
    figures.set(Optional.of(came.figures()));
    showState();
  }

  private UsagePicker.Source searched() {
    UsageNames names = answers.namesProperty().get();
    return answer()
        .map(last -> UsagePicker.Source.of(names, last.figures().report()))
        .orElseGet(() -> new UsagePicker.Source(names, List.of(), List.of()));
  }

  private void showState() {
    state.set(answer().map(UsageViewModel::stateOf).orElseGet(this::stateWithoutAnswer));
  }

  private static State stateOf(UsageAsking.Answer last) {
    boolean unfiltered = last.question().query().filter().isNone();
    if (!unfiltered || last.figures().lines() > 0) {
      return State.READY;
    }
    if (last.notRead().isEmpty()) {
      return last.newest().isPresent() ? State.NOTHING_IN_RANGE : State.NO_USAGE;
    }
    // That there is nothing in the range cannot be said: the cards show what is not known.
    return last.newest().isPresent() ? State.READY : State.NOTHING_READ;
  }

  private State stateWithoutAnswer() {
    if (!answers.failureProperty().get().isEmpty()) {
      return State.FAILED;
    }
    if (keys.isCountingStopped()) {
      return State.NOT_COUNTED;
    }
    return workspace.service().isUsageCounted() || keys.workProperty().get().isEmpty()
        ? State.LOADING
        : State.COUNTING;
  }

  @Override
  public void close() {
    leave();
    answers.close();
    keyUsage.close();
    picker.close();
    following.unsubscribe();
  }
}
