package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
import keyconsole.domain.Severity;
import keyconsole.domain.Snooze;
import keyconsole.domain.Thresholds;
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
            keys.words(), workspace.session().get().tenant().text(), workspace.folder());
    this.mends = new HealthMends(workspace, keys, returns, seals, lines, zone);
    this.reader = new HealthReader(workspace, new Looks());
    this.told =
        new ReadOnlyObjectWrapper<>(new HealthTold(State.LOADING, "", Map.of(), List.of(), ""));
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
      boolean other =
          told.get().state() == State.FAILED || shown.filter(look::equals).isEmpty();
      shown = Optional.of(look);
      if (other) {
        show();
      }
    }

    @Override
    public void failed(Exception cause) {
      told.set(new HealthTold(State.FAILED, "", Map.of(), List.of(), Report.reason(cause)));
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
          HealthTold next = tell(look);
          told.set(next);
          rail.set(rail(look));
        });
  }

  private boolean isPutOff(Finding finding) {
    return notes().putOff(finding, now()).isPresent();
  }

  private HealthTold tell(HealthReader.Look look) {
    List<Finding> all = look.report().findings();
    Map<HealthFilter, Integer> counts = new EnumMap<>(HealthFilter.class);
    for (HealthFilter each : HealthFilter.values()) {
      counts.put(each, 0);
    }
    Map<Severity, List<Finding>> open = new EnumMap<>(Severity.class);
    List<Finding> putOff = new ArrayList<>();
    for (Finding finding : all) {
      if (isPutOff(finding)) {
        putOff.add(finding);
        counts.merge(HealthFilter.PUT_OFF, 1, Integer::sum);
      } else {
        open.computeIfAbsent(finding.severity(), _ -> new ArrayList<>()).add(finding);
        counts.merge(HealthFilter.ALL, 1, Integer::sum);
        counts.merge(HealthFilter.of(finding.severity()), 1, Integer::sum);
      }
    }
    List<Group> groups = groups(open, putOff, look.report().thresholds());
    return new HealthTold(state(counts, groups), subtitle(look), counts, groups, "");
  }

  private static State state(Map<HealthFilter, Integer> counts, List<Group> groups) {
    if (!groups.isEmpty()) {
      return State.FOUND;
    }
    return counts.getOrDefault(HealthFilter.ALL, 0) == 0
            && counts.getOrDefault(HealthFilter.PUT_OFF, 0) == 0
        ? State.NOTHING
        : State.NO_MATCH;
  }

  private List<Group> groups(
      Map<Severity, List<Finding>> open, List<Finding> putOff, Thresholds thresholds) {
    List<Group> groups = new ArrayList<>();
    open.forEach(
        (severity, found) -> {
          if (filter.get().shows(severity)) {
            groups.add(
                new Group(
                    words.severity(severity),
                    words.hint(severity),
                    HealthWords.tone(severity),
                    found.size(),
                    cards(found, thresholds)));
          }
        });
    if (filter.get() == HealthFilter.PUT_OFF && !putOff.isEmpty()) {
      groups.add(
          new Group(
              words.text("put-off.title"),
              words.text("put-off.hint"),
              Tone.NEUTRAL,
              putOff.size(),
              cards(putOff, thresholds)));
    }
    return groups;
  }

  private List<Card> cards(List<Finding> found, Thresholds thresholds) {
    Map<FindingKind, List<Finding>> kinds = new LinkedHashMap<>();
    found.forEach(it -> kinds.computeIfAbsent(it.kind(), _ -> new ArrayList<>()).add(it));
    return kinds.entrySet().stream()
        .map(
            entry ->
                new Card(
                    entry.getKey(),
                    HealthWords.tone(entry.getValue().getFirst().severity()),
                    words.title(entry.getKey(), thresholds),
                    words.why(entry.getKey(), thresholds),
                    entry.getValue()))
        .toList();
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

  private Rail rail(HealthReader.Look look) {
    List<Finding> calling =
        look.report().findings().stream()
            .filter(finding -> finding.severity() != Severity.NOTICE)
            .filter(finding -> !isPutOff(finding))
            .toList();
    if (calling.isEmpty()) {
      return Rail.NOTHING;
    }
    String count =
        calling.size() > MOST_COUNTED ? MOST_COUNTED + "+" : String.valueOf(calling.size());
    return new Rail(
        count, HealthWords.tone(calling.getFirst().severity()), words.text("rail", calling.size()));
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
    return words.title(finding.kind(), notes().thresholds());
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

  /// Takes the way for all findings of a card.
  public void mendAll(Card card) {
    wayForAll(card).ifPresent(way -> mends.takeAll(card.findings(), way));
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
                    before.map(snooze -> () -> putOffAgain(finding, snooze))));
  }

  private void putOffAgain(Finding finding, Snooze snooze) {
    change(
        () -> workspace.service().healthBook().putOff(finding, snooze.until(), snooze.reason()),
        () -> {});
  }

  private void change(Callable<HealthNotes> deed, Runnable done) {
    workspace
        .tasks()
        .run(
            deed,
            notes -> {
              noted(notes);
              done.run();
            },
            cause -> workspace.navigator().report(words.text("not-noted"), cause));
  }

  /// What the administrators agree on has changed.
  void noted(HealthNotes notes) {
    boolean redrawn = !notes.thresholds().equals(notes().thresholds());
    shown = shown.map(look -> new HealthReader.Look(look.report(), notes));
    show();
    if (redrawn) {
      look();
    }
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
  }
}
