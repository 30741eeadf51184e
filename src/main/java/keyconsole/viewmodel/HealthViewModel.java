package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;
import keyconsole.domain.Finding;
import keyconsole.domain.FindingKind;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.Snooze;
import keyconsole.viewmodel.HealthTold.Card;
import keyconsole.viewmodel.HealthTold.Group;
import keyconsole.viewmodel.HealthTold.State;

/// What is not as it should be with the open tenant's keys and its folder, and what mends it. Looks
/// in the background whenever something has changed, from when the keys were read first until it is
/// closed, also while another page is shown: the navigation tells how many findings there are. UI
/// thread only.
public final class HealthViewModel {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int MOST_COUNTED = 999;

  private final Workspace workspace;
  private final KeyListViewModel keys;
  private final ReturnsViewModel returns;
  private final Optional<SealViewModel> seals;
  private final HealthWords words;
  private final HealthMends mends;
  private final HealthReader reader;
  private final ReadOnlyObjectWrapper<HealthTold> told;
  private final ReadOnlyObjectWrapper<Rail> rail = new ReadOnlyObjectWrapper<>(Rail.NOTHING);
  private final ObjectProperty<HealthFilter> filter = new SimpleObjectProperty<>(HealthFilter.ALL);
  private final ReadOnlyObjectWrapper<Optional<String>> blocked =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final TaskRunner.Subscription ticks;
  private final Subscription following;
  private Optional<HealthReader.Look> shown = Optional.empty();
  private long folders;
  private int sessions;

  /// What stands beside the page's name in the navigation.
  ///
  /// @param count how many findings ask for somebody; empty where there are none
  /// @param told the same for whoever does not see it
  public record Rail(String count, Tone tone, String told) {
    /// Nothing to say.
    public static final Rail NOTHING = new Rail("", Tone.NEUTRAL, "");
  }

  /// @param seals empty where nothing is sealed
  /// @param lines shows a line of the audit log
  /// @param zone in which usage lines are read
  public HealthViewModel(
      Workspace workspace,
      KeyListViewModel keys,
      ReturnsViewModel returns,
      Optional<SealViewModel> seals,
      SealViewModel.LineShower lines,
      ZoneId zone) {
    this.workspace = workspace;
    this.keys = keys;
    this.returns = returns;
    this.seals = seals;
    this.words =
        new HealthWords(
            keys.words(),
            workspace.session().get().tenant().text(),
            Optional.of(workspace.folder()));
    this.mends = new HealthMends(workspace, keys, returns, seals, lines, zone);
    this.reader = new HealthReader(workspace, words, new Looks());
    this.told =
        new ReadOnlyObjectWrapper<>(new HealthTold(State.LOADING, "", Map.of(), List.of(), 0, ""));
    this.ticks = workspace.tasks().every(LOOK, this::tick);
    this.following =
        Subscription.combine(
            filter.subscribe((before, now) -> show()),
            keys.updatedAtProperty().subscribe(at -> lookInTurn()),
            workspace.session().subscribe(session -> sessionChanged()));
  }

  private final class Looks implements HealthReader.Listener {
    @Override
    public void looked(HealthReader.Look look) {
      shown = Optional.of(look);
      show();
    }

    @Override
    public void failed(Exception cause) {
      told.set(new HealthTold(State.FAILED, "", Map.of(), List.of(), 0, words.reason(cause)));
    }
  }

  /// What the page says.
  public ReadOnlyObjectProperty<HealthTold> toldProperty() {
    return told.getReadOnlyProperty();
  }

  /// What the navigation says.
  public ReadOnlyObjectProperty<Rail> railProperty() {
    return rail.getReadOnlyProperty();
  }

  /// Which findings are shown.
  public ObjectProperty<HealthFilter> filterProperty() {
    return filter;
  }

  /// Why nothing may be put off, and no threshold changed; empty where that may be done.
  public ReadOnlyObjectProperty<Optional<String>> blockedProperty() {
    return blocked.getReadOnlyProperty();
  }

  /// How far the first look is, 0 to 1; negative where nobody knows.
  public double progress() {
    return reader.progress();
  }

  HealthWords words() {
    return words;
  }

  Workspace workspace() {
    return workspace;
  }

  private boolean areKeysRead() {
    return !keys.updatedAtProperty().get().equals(Instant.EPOCH);
  }

  private void tick() {
    blocked.set(whyBlocked());
    lookInTurn();
  }

  private void lookInTurn() {
    if (areKeysRead()) {
      reader.lookInTurn(grounds());
    }
  }

  private HealthReader.Grounds grounds() {
    return new HealthReader.Grounds(
        keys.revision(),
        seals.flatMap(it -> it.reportProperty().get()),
        returns.foundProperty().get(),
        folders,
        workspace.clock().instant().truncatedTo(ChronoUnit.MINUTES).getEpochSecond());
  }

  /// Looks at once, or once more after the look that runs; also at the folders' rights, of which
  /// nothing else tells that they have changed.
  public void look() {
    if (areKeysRead()) {
      folders++;
      reader.look(grounds());
    }
  }

  private void sessionChanged() {
    sessions++;
    blocked.set(whyBlocked());
    show();
  }

  private Optional<String> whyBlocked() {
    return keys.actions()
        .blocked()
        .or(
            () ->
                workspace.session().get().isAdministrator()
                    ? Optional.empty()
                    : Optional.of(words.text("blocked.administrator")));
  }

  private HealthNotes notes() {
    return shown.map(HealthReader.Look::notes).orElse(HealthNotes.NONE);
  }

  private Instant now() {
    return workspace.clock().instant();
  }

  private void show() {
    shown.ifPresent(
        look -> {
          told.set(tell(look));
          rail.set(rail(look.sorted()));
        });
  }

  private HealthTold tell(HealthReader.Look look) {
    HealthSorted sorted = look.sorted();
    List<Group> groups = sorted.left(filter.get());
    State state =
        !groups.isEmpty() ? State.FOUND : sorted.isEmpty() ? State.NOTHING : State.NO_MATCH;
    return new HealthTold(state, subtitle(look), sorted.counts(), groups, sessions, "");
  }

  private String subtitle(HealthReader.Look look) {
    String looked = words.text("looked", look.report().keys());
    if (!look.report().counted()) {
      return looked + " · " + words.text("not-counted");
    }
    return seals.isPresent() && !look.report().sealChecked()
        ? looked + " · " + words.text("not-verified")
        : looked;
  }

  private Rail rail(HealthSorted sorted) {
    if (sorted.calling() == 0) {
      return Rail.NOTHING;
    }
    String count =
        sorted.calling() > MOST_COUNTED ? MOST_COUNTED + "+" : String.valueOf(sorted.calling());
    return new Rail(count, HealthWords.tone(sorted.worst()), words.text("rail", sorted.calling()));
  }

  /// A finding in a person's words.
  public HealthTold.Row row(Finding finding) {
    return new HealthTold.Row(
        finding,
        words.name(finding),
        words.owner(finding),
        words.evidence(finding, now()),
        mends.of(finding),
        mends.hasKey(finding),
        notes().putOff(finding, now()).map(words::putOff).orElse(""));
  }

  /// What kind of finding it is.
  String title(Finding finding) {
    return words.title(finding.kind(), finding.severity(), notes().thresholds());
  }

  /// Takes a way to mend a finding, or to look into it.
  public void mend(Finding finding, HealthWay way) {
    mends.take(finding, way);
  }

  /// The way that is taken for all findings of a card at once; empty where there is none.
  public Optional<HealthWay> wayForAll(Card card) {
    boolean several = card.findings().size() > 1;
    return several && card.kind() == FindingKind.EXPIRING
        ? Optional.of(HealthWay.EXTEND)
        : Optional.empty();
  }

  /// Why that way cannot be taken at this moment, whatever the findings; empty where it can.
  public Optional<String> whyNotForAll() {
    return mends.blocked();
  }

  /// Takes the way for all findings of a card.
  public void mendAll(Card card) {
    if (wayForAll(card).isPresent()) {
      mends.extendAll(card.findings());
    }
  }

  /// Shows the key of a finding among the keys.
  public void showKey(Finding finding) {
    if (mends.hasKey(finding)) {
      finding.key().ifPresent(mends::show);
    }
  }

  /// Asks until when and why a finding is put off.
  public void askToPutOff(Finding finding) {
    if (blocked.get().isEmpty() && finding.kind().canBePutOff()) {
      workspace.navigator().open(new Dialog.PutOff(new PutOffViewModel(this, finding)));
    }
  }

  /// Tells a finding again from now on; can be undone.
  public void tellAgain(Finding finding) {
    Optional<Snooze> before = notes().putOff(finding, now());
    change(
        () -> workspace.service().healthBook().tellAgain(finding.id()),
        () ->
            workspace
                .navigator()
                .say(
                    words.text("told-again", words.name(finding)),
                    before.map(snooze -> () -> putOffAgain(snooze))));
  }

  private void putOffAgain(Snooze snooze) {
    change(() -> workspace.service().healthBook().putBack(snooze), () -> {});
  }

  private void change(Callable<HealthNotes> deed, Runnable done) {
    workspace
        .tasks()
        .run(
            sortedAfter(deed),
            look -> {
              noted(look);
              done.run();
            },
            cause -> workspace.navigator().report(words.text("not-noted"), cause));
  }

  /// Changes what the administrators agree on, and puts what is found in order by that. The job
  /// begins now; it runs in the background.
  Callable<Optional<HealthReader.Look>> sortedAfter(Callable<HealthNotes> deed) {
    Optional<HealthReader.Look> before = shown;
    return () -> {
      HealthNotes notes = deed.call();
      return before.map(
          look -> HealthReader.Look.of(look.report(), notes, words, Optional.of(look)));
    };
  }

  /// What the administrators agree on has changed.
  void noted(Optional<HealthReader.Look> look) {
    shown = look.or(() -> shown);
    show();
    // Another look, since one that runs may have begun with what was agreed on before.
    look();
  }

  /// Opens the dialog of the thresholds.
  public void showThresholds() {
    workspace
        .navigator()
        .open(new Dialog.Thresholds(new ThresholdsViewModel(this, notes().thresholds())));
  }

  /// Ends the looking.
  void close() {
    following.unsubscribe();
    ticks.end();
    reader.stop();
    mends.close();
  }
}
