package keyconsole.viewmodel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFindings;
import keyconsole.service.DeedWatch;

/// Changes without an entry and entries without a change, as the audit page tells of them. Looks
/// every few seconds in the background, from when the keys were read first until it is closed. UI
/// thread only.
public final class AuditFindingsViewModel {

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Workspace workspace;
  private final DeedWatch watch;
  private final KeyListViewModel keys;
  private final SealViewModel.LineShower lines;
  private final AuditFindingWords words;
  private final TaskRunner.Looking looks;
  private final Subscription beginning;
  private final ReadOnlyObjectWrapper<Told> told;
  private final ReadOnlyObjectWrapper<List<Item>> items = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<String>> warnings =
      new ReadOnlyObjectWrapper<>(List.of());
  private final Map<String, StringProperty> reasons = new HashMap<>();
  private volatile Seen shown = new Seen(AuditFindings.NONE_YET, List.of(), Map.of());

  /// Whether the last look failed, so that the next one is told whatever it finds. In the
  /// background.
  private boolean failing;

  /// Whether there is something to tell.
  public enum State {
    /// Nobody has looked yet.
    NOT_YET,
    /// Key files and log agree, but for what is marked as known.
    QUIET,
    /// They do not.
    FOUND,
    /// It cannot be told, since something cannot be read.
    FAILED
  }

  /// What stands on the strip.
  public record Told(State state, String text) {}

  /// A finding in a person's words.
  ///
  /// @param what e.g. `Export was changed, and no entry says so`
  /// @param values what differs, before and after; empty where there is nothing to compare
  /// @param when the time between which it happened, and the place of a line that leaves it in
  ///   doubt; or the entry's place
  /// @param known by whom and why it is marked; empty where it is not
  public record Item(
      AuditFinding finding, String what, List<String> values, String when, String known) {}

  /// What to say of an audit line that nothing bears out, or that alone could explain a change.
  ///
  /// @param known whether somebody said that it is no matter of concern
  public record Sign(String text, boolean known) {}

  private record Place(String file, int line) {}

  /// What was found, and the same in a person's words.
  private record Seen(AuditFindings found, List<Item> items, Map<Place, Sign> signs) {

    /// Whether it is the same but for the moment at which it was seen.
    private boolean saysAs(Seen other) {
      return found.findings().equals(other.found.findings())
          && found.since().equals(other.found.since())
          && found.warnings().equals(other.found.warnings());
    }
  }

  /// @param userFolder this user's; where it is empty, what was seen ends with the window
  /// @param keys the tenant's; before they were read first nothing is compared, so that they do not
  ///   wait for it
  public AuditFindingsViewModel(
      Workspace workspace,
      Optional<Path> userFolder,
      KeyListViewModel keys,
      SealViewModel.LineShower lines) {
    this.workspace = workspace;
    this.watch = workspace.service().deedWatch(userFolder);
    this.keys = keys;
    this.lines = lines;
    this.words = new AuditFindingWords(workspace.texts());
    this.told = new ReadOnlyObjectWrapper<>(new Told(State.NOT_YET, words.text("not-yet")));
    this.looks = workspace.tasks().patient().look(LOOK, this::lookInTurn, this::take, this::failed);
    this.beginning = keys.updatedAtProperty().subscribe(at -> beginOnce());
  }

  private void beginOnce() {
    if (told.get().state() == State.NOT_YET) {
      look();
    }
  }

  /// What stands on the strip.
  public ReadOnlyObjectProperty<Told> toldProperty() {
    return told.getReadOnlyProperty();
  }

  /// The findings, those that are not known first, each newest first.
  public ReadOnlyObjectProperty<List<Item>> itemsProperty() {
    return items.getReadOnlyProperty();
  }

  /// What a person should know about the comparing itself, a sentence each.
  public ReadOnlyObjectProperty<List<String>> warningsProperty() {
    return warnings.getReadOnlyProperty();
  }

  /// What to say of an audit line that nothing bears out, or that alone could explain a change;
  /// empty for all others.
  ///
  /// @param line from 1
  public Optional<Sign> sign(String file, int line) {
    return Optional.ofNullable(shown.signs().get(new Place(file, line)));
  }

  /// Looks at once.
  public void look() {
    if (keys.isRead()) {
      looks.now();
    }
  }

  private Optional<Seen> lookInTurn() {
    if (!keys.isRead()) {
      return Optional.empty();
    }
    boolean failedBefore = failing;
    failing = true;
    Seen now = seen(watch.auditFindings());
    failing = false;
    return failedBefore || !now.saysAs(shown) ? Optional.of(now) : Optional.empty();
  }

  /// Puts into words what was found, which may be much. Any thread.
  private Seen seen(AuditFindings found) {
    Seen before = shown;
    if (found.findings().equals(before.found().findings())) {
      return new Seen(found, before.items(), before.signs());
    }
    List<Item> all =
        found.findings().stream()
            .sorted(Comparator.comparing(finding -> finding.known().isPresent()))
            .map(words::item)
            .toList();
    Map<Place, List<Item>> lines = new HashMap<>();
    for (Item item : all) {
      item.finding()
          .entry()
          .map(entry -> new Place(entry.file(), entry.line()))
          .ifPresent(place -> lines.computeIfAbsent(place, _ -> new ArrayList<>()).add(item));
    }
    Map<Place, Sign> signs = new HashMap<>();
    lines.forEach((place, items) -> signs.put(place, words.sign(items)));
    return new Seen(found, all, signs);
  }

  private void take(Seen seen) {
    shown = seen;
    items.set(seen.items());
    warnings.set(seen.found().warnings().stream().map(words::warning).toList());
    told.set(told(seen.found()));
  }

  private Told told(AuditFindings found) {
    if (found.since().isEmpty()) {
      return new Told(State.NOT_YET, words.text("not-yet"));
    }
    List<AuditFinding> open =
        found.findings().stream().filter(finding -> finding.known().isEmpty()).toList();
    return open.isEmpty()
        ? new Told(State.QUIET, words.quiet(found.since().get(), found.findings().size()))
        : new Told(State.FOUND, words.counts(open));
  }

  private void failed(Exception cause) {
    told.set(new Told(State.FAILED, words.failed(cause)));
  }

  /// Shows all findings.
  public void showList() {
    workspace.navigator().open(new Dialog.Findings(this));
  }

  /// Takes the list of findings away.
  public void closeList() {
    workspace.navigator().close(new Dialog.Findings(this));
  }

  /// Shows the line that nothing bears out, or that alone could explain a change, where a person
  /// reads the log.
  public void showLine(Item item) {
    item.finding()
        .entry()
        .ifPresent(
            entry -> {
              closeList();
              lines.show(entry.file(), entry.line());
            });
  }

  /// Whether the key is there to be shown.
  public boolean hasKey(Item item) {
    return keys.keyNow(item.finding().key()).isPresent();
  }

  /// Shows the key among the keys.
  public void showKey(Item item) {
    if (hasKey(item)) {
      closeList();
      keys.reveal(item.finding().key());
      workspace.navigator().showKeys();
    }
  }

  /// Shows what the log says of the key.
  public void showEntries(Item item) {
    closeList();
    workspace.navigator().showAudit(AuditLinks.ofKey(item.finding().key().text()));
  }

  /// Asks why a finding is no matter of concern.
  public void askWhyKnown(Item item) {
    askWhyKnown(List.of(item));
  }

  /// The findings that are not marked as known.
  public List<Item> open() {
    return items.get().stream().filter(item -> item.known().isEmpty()).toList();
  }

  /// Asks why all that is not known is no matter of concern; what comes meanwhile is not meant.
  public void askWhyAllKnown() {
    askWhyKnown(open());
  }

  private void askWhyKnown(List<Item> of) {
    if (!of.isEmpty()) {
      workspace.navigator().open(new Dialog.Known(new AuditKnownViewModel(this, of)));
    }
  }

  Workspace workspace() {
    return workspace;
  }

  AuditFindingWords words() {
    return words;
  }

  /// What is typed of why findings are known: of a single one its own, else of all. It stays until
  /// they are marked, also while nobody is asked.
  StringProperty reason(List<Item> of) {
    return reasons.computeIfAbsent(reasonOf(of), _ -> new SimpleStringProperty(""));
  }

  private static String reasonOf(List<Item> of) {
    return of.size() == 1 ? of.getFirst().finding().id() : "";
  }

  /// Marks findings as no matter of concern, in the background.
  ///
  /// @param reason why; not blank
  /// @param done after they were marked
  /// @param failed takes why they were not
  void markKnown(List<Item> of, String reason, Runnable done, Consumer<Exception> failed) {
    workspace
        .tasks()
        .run(
            () -> seen(watch.markAllKnown(ids(of), reason)),
            seen -> {
              marked(of, seen);
              done.run();
            },
            failed);
  }

  private static List<String> ids(List<Item> of) {
    return of.stream().map(item -> item.finding().id()).toList();
  }

  private void marked(List<Item> of, Seen seen) {
    reasons.remove(reasonOf(of));
    take(seen);
    workspace.navigator().say(words.text("marked", of.size()), Optional.of(() -> takeBack(of)));
  }

  /// Takes back that a finding is no matter of concern, in the background. What goes wrong is
  /// reported.
  public void takeBack(Item item) {
    takeBack(List.of(item));
  }

  private void takeBack(List<Item> of) {
    workspace
        .tasks()
        .run(
            () -> seen(watch.takeAllBack(ids(of))),
            this::take,
            cause -> workspace.navigator().report(words.text("not-taken-back"), cause));
  }

  /// Ends the looking, and keeps what was seen.
  public void close() {
    beginning.unsubscribe();
    looks.end();
    workspace
        .tasks()
        .run(
            () -> {
              watch.close();
              return true;
            },
            done -> {},
            cause -> workspace.navigator().report(words.text("not-kept"), cause));
  }
}
