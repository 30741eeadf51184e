package keyconsole.viewmodel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFindings;
import keyconsole.service.DeedWatch;

/// Changes without an entry and entries without a change, as the audit page tells of them. Looks
/// every few seconds in the background until it is closed. UI thread only.
public final class AuditFindingsViewModel {

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Workspace workspace;
  private final DeedWatch watch;
  private final AuditFindingWords words;
  private final TaskRunner.Subscription ticks;
  private final ReadOnlyObjectWrapper<Told> told;
  private final ReadOnlyObjectWrapper<List<Item>> items = new ReadOnlyObjectWrapper<>(List.of());
  private AuditFindings shown = AuditFindings.NONE_YET;
  private Map<Place, String> signs = Map.of();
  private TaskRunner.Subscription job = () -> {};
  private boolean looking;

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
  /// @param when the time between which it happened, or the entry's place
  /// @param known by whom and why it is marked; empty where it is not
  public record Item(
      AuditFinding finding, String what, List<String> values, String when, String known) {}

  private record Place(String file, int line) {}

  /// @param userFolder this user's; where it is empty, what was seen ends with the window
  public AuditFindingsViewModel(Workspace workspace, Optional<Path> userFolder) {
    this.workspace = workspace;
    this.watch = workspace.service().deedWatch(userFolder);
    this.words = new AuditFindingWords(workspace.texts());
    this.told = new ReadOnlyObjectWrapper<>(new Told(State.NOT_YET, words.text("not-yet")));
    this.ticks = workspace.tasks().every(LOOK, this::look);
    look();
  }

  /// What stands on the strip.
  public ReadOnlyObjectProperty<Told> toldProperty() {
    return told.getReadOnlyProperty();
  }

  /// The findings, those that are not known first, each newest first.
  public ReadOnlyObjectProperty<List<Item>> itemsProperty() {
    return items.getReadOnlyProperty();
  }

  /// What to say of an audit line that nothing bears out; empty for all others.
  ///
  /// @param line from 1
  public Optional<String> sign(String file, int line) {
    return Optional.ofNullable(signs.get(new Place(file, line)));
  }

  /// Looks at once, unless that goes on.
  public void look() {
    if (!looking) {
      looking = true;
      job = workspace.tasks().run(watch::auditFindings, this::show, this::failed);
    }
  }

  private void show(AuditFindings found) {
    looking = false;
    told.set(told(found));
    if (found.findings().equals(shown.findings())) {
      return;
    }
    shown = found;
    Map<Place, String> odd = new HashMap<>();
    for (AuditFinding finding : found.findings()) {
      finding
          .entry()
          .ifPresent(entry -> odd.put(new Place(entry.file(), entry.line()), words.what(finding)));
    }
    signs = odd;
    items.set(
        found.findings().stream()
            .sorted(Comparator.comparing(finding -> finding.known().isPresent()))
            .map(words::item)
            .toList());
  }

  private Told told(AuditFindings found) {
    if (found.since().isEmpty()) {
      return new Told(State.NOT_YET, words.text("not-yet"));
    }
    List<AuditFinding> open =
        found.findings().stream().filter(finding -> finding.known().isEmpty()).toList();
    long entries = open.stream().filter(finding -> finding.what().isEntry()).count();
    return open.isEmpty()
        ? new Told(State.QUIET, words.text("quiet", words.minute(found.since().get())))
        : new Told(State.FOUND, words.counts(open.size() - entries, entries));
  }

  private void failed(Exception cause) {
    looking = false;
    told.set(new Told(State.FAILED, words.text("failed", String.valueOf(cause.getMessage()))));
  }

  /// Marks a finding as no matter of concern, in the background. What goes wrong is reported.
  ///
  /// @param reason why; not blank
  public void markKnown(AuditFinding finding, String reason) {
    workspace
        .tasks()
        .run(
            () -> watch.markKnown(finding.id(), reason),
            this::marked,
            cause -> workspace.navigator().report(words.text("not-marked"), cause));
  }

  private void marked(AuditFindings found) {
    boolean was = looking;
    show(found);
    looking = was;
  }

  /// Ends the looking, and keeps what was seen.
  public void close() {
    ticks.end();
    job.end();
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
