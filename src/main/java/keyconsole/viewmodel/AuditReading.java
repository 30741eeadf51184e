package keyconsole.viewmodel;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import keyconsole.domain.AuditResult;
import keyconsole.domain.AuditTrouble;
import keyconsole.service.AuditTrail;
import org.jspecify.annotations.Nullable;

/// Reads the audit log as it grows and searches it: again for what is new as it comes, and anew for
/// another text. All in the background. UI thread only.
final class AuditReading {

  private static final Duration LOOKING = Duration.ofMillis(400);
  private static final Duration TELLING = Duration.ofMillis(100);

  private final Workspace workspace;
  private final AuditTrail trail;
  private final KeyWords words;
  private final Supplier<ZoneId> zone;
  private final Hearer hearer;
  private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper(false);
  private final List<TaskRunner.Subscription> going = new ArrayList<>();
  private TaskRunner.Subscription looking = () -> {};
  private TaskRunner.Subscription search = () -> {};
  private TaskRunner.Subscription telling = () -> {};
  private AtomicBoolean stopped = new AtomicBoolean();
  private volatile @Nullable Answer soFar;
  private Optional<Answer> answer = Optional.empty();
  private String query = "";

  /// Whether a search goes on, be it one that only looks at what is new.
  private boolean isSearching;

  /// Whether there are records that the search that goes on does not look at.
  private boolean isBehind;

  /// Whether a person ended the search, so that it does not begin again by itself.
  private boolean isCancelled;

  private int known = -1;
  private boolean isLooking;
  private String lookFailure = "";
  private String searchFailure = "";

  /// What was found, and what was asked to find it.
  ///
  /// @param query the search text
  /// @param zone of dates in it
  record Answer(String query, ZoneId zone, AuditResult result) {

    /// Whether it is what is asked, as far as the text and its dates go.
    private boolean isTo(String asked, ZoneId in) {
      return query.equals(asked) && AuditTrail.isSameIn(query, zone, in);
    }
  }

  /// Is told what came of it.
  interface Hearer {
    /// There are other records than before.
    void grew();

    /// Some of what is searched for is found.
    void foundSoFar(Answer found);

    /// The search has ended.
    void found(Answer found);

    /// The search has failed, and what was found before is no answer to what was asked.
    void foundNothing();

    /// How far it is, or what failed, is another one.
    void changed();
  }

  /// @param zone of dates that are searched for
  AuditReading(
      Workspace workspace, AuditTrail trail, KeyWords words, Supplier<ZoneId> zone, Hearer hearer) {
    this.workspace = workspace;
    this.trail = trail;
    this.words = words;
    this.zone = zone;
    this.hearer = hearer;
  }

  /// Begins to read.
  ///
  /// @param first what is searched for
  void begin(String first) {
    query = first;
    going.add(workspace.tasks().every(LOOKING, this::look));
    look();
  }

  /// What was searched for last.
  String query() {
    return query;
  }

  /// How many records there are; below 0 before they were read first.
  int known() {
    return known;
  }

  boolean isSearching() {
    return isSearching;
  }

  boolean isCancelled() {
    return isCancelled;
  }

  /// Whether a search goes on that a person waits for.
  ReadOnlyBooleanProperty searchingProperty() {
    return searching.getReadOnlyProperty();
  }

  /// What failed the last time, a sentence or more each.
  List<String> failures() {
    return List.of(lookFailure, searchFailure);
  }

  boolean isFailed() {
    return !lookFailure.isEmpty() || !searchFailure.isEmpty();
  }

  /// What of the log could not be read, when it was looked at, searched or shown, a sentence each.
  List<String> problems() {
    Stream<AuditTrouble> missed = answer.stream().flatMap(it -> it.result().problems().stream());
    return Stream.concat(trail.problems().stream(), missed).map(this::text).distinct().toList();
  }

  /// Searches for another text from now on.
  void search(String next) {
    query = next;
    isCancelled = false;
    searchAgain(false);
  }

  /// Looks again after a failure.
  void retry() {
    known = -1;
    isCancelled = false;
    look();
  }

  /// Ends the search that goes on; what it has found stays, also when records come.
  void cancel() {
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
    boolean first = known < 0;
    boolean more = size != known || answer.filter(it -> !trail.isCurrent(it.result())).isPresent();
    known = size;
    if (more) {
      hearer.grew();
    }
    if (more && isSearching) {
      // It comes to its end, however fast records come.
      isBehind = true;
    } else if (more && !isCancelled) {
      searchAgain(!first);
    }
    hearer.changed();
  }

  private String text(AuditTrouble trouble) {
    return AuditWords.trouble(words, trouble);
  }

  private void lookFailed(Exception failure) {
    isLooking = false;
    lookFailure = Report.of(words, words.text("audit.failed.why"), failure).text();
    hearer.changed();
  }

  /// Searches for the same text once more.
  ///
  /// @param sameQuestion whether what is shown stays until all is found
  void searchAgain(boolean sameQuestion) {
    stopped.set(true);
    search.end();
    soFar = null;
    isBehind = false;
    AtomicBoolean stop = new AtomicBoolean();
    stopped = stop;
    String asked = query;
    ZoneId in = zone.get();
    Optional<AuditResult> before = answer.map(Answer::result);
    isSearching = true;
    searching.set(!sameQuestion);
    telling.end();
    if (!sameQuestion) {
      telling = workspace.tasks().every(TELLING, this::showSoFar);
    }
    searchFailure = sameQuestion ? searchFailure : "";
    search =
        workspace
            .tasks()
            .run(
                () ->
                    trail.search(
                        asked,
                        in,
                        before,
                        stop::get,
                        sameQuestion
                            ? found -> {}
                            : found -> tellSoFar(stop, new Answer(asked, in, found))),
                found -> searched(new Answer(asked, in, found)),
                this::searchFailed);
  }

  private void searched(Answer found) {
    telling.end();
    isSearching = false;
    searching.set(false);
    soFar = null;
    searchFailure = "";
    isCancelled &= !found.result().isWhole();
    answer = Optional.of(found);
    hearer.found(found);
    if (isBehind && !isCancelled) {
      searchAgain(true);
    }
  }

  private void searchFailed(Exception failure) {
    telling.end();
    isSearching = false;
    searching.set(false);
    soFar = null;
    searchFailure = Report.of(words, words.text("audit.failed.why"), failure).text();
    if (answer.filter(it -> it.isTo(query, zone.get())).isEmpty()) {
      answer = Optional.empty();
      hearer.foundNothing();
    }
    hearer.changed();
  }

  private void tellSoFar(AtomicBoolean of, Answer found) {
    if (!of.get()) {
      soFar = found;
    }
  }

  private void showSoFar() {
    Answer found = soFar;
    if (found != null && searching.get()) {
      soFar = null;
      answer = Optional.of(found);
      hearer.foundSoFar(found);
    }
  }

  void close() {
    stopped.set(true);
    looking.end();
    search.end();
    telling.end();
    going.forEach(TaskRunner.Subscription::end);
  }
}
