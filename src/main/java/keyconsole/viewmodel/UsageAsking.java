package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageNotRead;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.service.KeyService;

/// Asks usage questions in the background, one at a time: a new question ends the one before, and
/// its answer is never told. UI thread only.
final class UsageAsking {

  /// From so long on a person wants to see that something goes on.
  private static final Duration SLOW = Duration.ofMillis(300);

  private final Workspace workspace;
  private final Consumer<Answer> answered;
  private final Consumer<Exception> failed;
  private final ReadOnlyBooleanWrapper slow = new ReadOnlyBooleanWrapper();
  private boolean running;
  private TaskRunner.Subscription job = () -> {};
  private TaskRunner.Subscription waiting = () -> {};

  /// What is asked and what to tell it with.
  ///
  /// @param tints as they were when asked
  record Question(UsageQuery query, UsagePeriod period, UsageNames names, UsageTints tints) {}

  /// What came of it.
  ///
  /// @param version of the usage lines that were counted
  /// @param newest the last day that has requests, looked for where there is no request at all;
  ///   empty where there is none or it was not looked for
  /// @param notRead what the figures lack
  record Answer(
      Question question,
      UsageFigures figures,
      UsageTints tints,
      long version,
      Duration took,
      Optional<LocalDate> newest,
      List<UsageNotRead> notRead) {}

  UsageAsking(Workspace workspace, Consumer<Answer> answered, Consumer<Exception> failed) {
    this.workspace = workspace;
    this.answered = answered;
    this.failed = failed;
  }

  /// Whether an answer is on its way for longer than one would not notice.
  ReadOnlyBooleanProperty slowProperty() {
    return slow.getReadOnlyProperty();
  }

  /// Whether an answer is on its way.
  boolean isRunning() {
    return running;
  }

  /// Asks; what was asked before is not answered any more.
  void ask(Question question) {
    end();
    running = true;
    waiting = workspace.tasks().every(SLOW, this::showSlow);
    job =
        workspace
            .tasks()
            .run(
                () -> answer(question),
                answer -> {
                  finish();
                  answered.accept(answer);
                },
                cause -> {
                  finish();
                  failed.accept(cause);
                });
  }

  /// Ends what runs; nothing is told of it.
  void end() {
    job.end();
    finish();
  }

  private void showSlow() {
    waiting.end();
    slow.set(running);
  }

  private void finish() {
    running = false;
    waiting.end();
    slow.set(false);
  }

  private Answer answer(Question question) {
    KeyService service = workspace.service();
    long begin = System.nanoTime();
    service.refreshUsage();
    long version = service.usageVersion();
    UsageReport report = service.usage(question.query());
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    UsageTints tints =
        question.tints().with(report.bands().stream().map(UsageReport.Band::value).toList());
    UsageFigures figures = describe(question, report, tints);
    boolean none = figures.lines() == 0;
    Optional<LocalDate> newest = none ? newest(service, question.query().zone()) : Optional.empty();
    List<UsageNotRead> notRead =
        (none && newest.isEmpty()) || isOfOneKey(question.query().filter())
            ? service.usageNotRead(LocalDate.MIN, LocalDate.MAX)
            : service.usageNotRead(question.query());
    return new Answer(question, figures, tints, version, took, newest, notRead);
  }

  /// Then figures of all days are shown beside those of the range.
  private static boolean isOfOneKey(UsageFilter filter) {
    return filter.keys().size() == 1 && filter.withKeys(Set.of()).isNone();
  }

  private UsageFigures describe(Question question, UsageReport report, UsageTints tints) {
    return new UsageWords(
            new KeyWords(workspace.texts()),
            question.names(),
            question.period(),
            report,
            tints,
            workspace.clock().instant())
        .figures();
  }

  /// What is to come yet by this computer's clock counts only where there is nothing else.
  private Optional<LocalDate> newest(KeyService service, ZoneId zone) {
    return service
        .newestRequest(workspace.clock().instant())
        .or(() -> service.newestRequest(Instant.MAX))
        .map(moment -> LocalDate.ofInstant(moment, zone));
  }

  /// The same figures in the words of other names, in the background.
  ///
  /// @param told takes them
  TaskRunner.Subscription rename(Answer before, UsageNames names, Consumer<Answer> told) {
    Question question =
        new Question(before.question().query(), before.question().period(), names, before.tints());
    return workspace
        .tasks()
        .run(
            () ->
                new Answer(
                    question,
                    describe(question, before.figures().report(), before.tints()),
                    before.tints(),
                    before.version(),
                    before.took(),
                    before.newest(),
                    before.notRead()),
            told,
            failed);
  }
}
