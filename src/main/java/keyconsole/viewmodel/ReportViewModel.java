package keyconsole.viewmodel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ReportRange;
import keyconsole.service.ReportFigures;
import keyconsole.service.Reports;

/// Makes a report of some days and puts it into a folder of its own. UI thread only.
public final class ReportViewModel extends WorkingDialog {

  private static final Duration TELLING = Duration.ofMillis(100);

  /// The part of the work that is over once all figures are there.
  private static final double GATHERED = 0.7;

  /// Which days it is about.
  public enum Days {
    LAST_MONTH,
    THIS_MONTH,
    OTHER
  }

  private final Workspace workspace;
  private final Surroundings surroundings;
  private final Supplier<AccessReturns> returns;
  private final ReportWords words;
  private final ObjectProperty<Days> days = new SimpleObjectProperty<>(Days.LAST_MONTH);
  private final StringProperty from = new SimpleStringProperty("");
  private final StringProperty to = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Path>> chosen =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Path>> target =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper made = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final AtomicInteger percent = new AtomicInteger();
  private final BooleanBinding ready =
      Bindings.createBooleanBinding(
          () -> target.get().isPresent() && work.get().isEmpty(), target, work);
  private TaskRunner.Subscription job = () -> {};
  private TaskRunner.Subscription telling = () -> {};

  /// What was written, and where.
  private record Made(Path folder, String told) {}

  /// @param returns access that came back, as it was last seen; UI thread
  public ReportViewModel(
      Workspace workspace, Surroundings surroundings, Supplier<AccessReturns> returns) {
    super(workspace);
    this.workspace = workspace;
    this.surroundings = surroundings;
    this.returns = returns;
    this.words = new ReportWords(workspace.texts());
    days.subscribe(this::showDays);
    from.subscribe(_ -> judge());
    to.subscribe(_ -> judge());
    chosen.subscribe(_ -> judge());
  }

  private void showDays(Days now) {
    if (now != Days.OTHER) {
      ReportRange range = now == Days.LAST_MONTH ? lastMonth() : thisMonth();
      from.set(range.from().toString());
      to.set(range.to().toString());
    }
    judge();
  }

  private ReportRange lastMonth() {
    return ReportRange.monthBefore(workspace.clock().instant());
  }

  /// As far as it has come.
  private ReportRange thisMonth() {
    LocalDate today = LocalDate.ofInstant(workspace.clock().instant(), ZoneOffset.UTC);
    return new ReportRange(YearMonth.from(today).atDay(1), today);
  }

  /// Whose report it is.
  public String tenant() {
    return workspace.session().get().tenant().text();
  }

  public ObjectProperty<Days> daysProperty() {
    return days;
  }

  /// The first day, as `2026-10-01`.
  public StringProperty fromProperty() {
    return from;
  }

  /// The last day.
  public StringProperty toProperty() {
    return to;
  }

  /// What is wrong with the days; empty where nothing is.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// The folder that it would be put into: one of its own in the one that was chosen; empty before.
  public ReadOnlyObjectProperty<Optional<Path>> targetProperty() {
    return target.getReadOnlyProperty();
  }

  /// What was written, in a sentence; empty before.
  public ReadOnlyStringProperty madeProperty() {
    return made.getReadOnlyProperty();
  }

  /// Whether it can be made now.
  public BooleanBinding ready() {
    return ready;
  }

  @Override
  public ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }

  private void judge() {
    Optional<LocalDate> first = ReportRange.day(from.get());
    Optional<LocalDate> last = ReportRange.day(to.get());
    problem.set(
        first.isEmpty() || last.isEmpty()
            ? words.text("dialog.no-day")
            : problem(first.get(), last.get()));
    target.set(
        problem.get().isEmpty() ? chosen.get().map(it -> it.resolve(name())) : Optional.empty());
    made.set("");
  }

  private String problem(LocalDate first, LocalDate last) {
    if (last.isBefore(first)) {
      return words.text("dialog.backwards");
    }
    return ReportRange.isTooLong(first, last) ? words.text("dialog.too-long") : "";
  }

  private ReportRange range() {
    return new ReportRange(LocalDate.parse(from.get()), LocalDate.parse(to.get()));
  }

  private String name() {
    ReportRange range = range();
    String days =
        range.month().map(YearMonth::toString).orElseGet(() -> range.from() + "_" + range.to());
    return FileSaver.safeName(words.text("folder.name", tenant(), days));
  }

  /// Asks in which folder.
  public void choose() {
    surroundings
        .folders()
        .choose(words.text("dialog.choose"))
        .ifPresent(folder -> chosen.set(Optional.of(folder)));
  }

  /// Makes it.
  public void make() {
    if (!ready.get()) {
      return;
    }
    report(Report.NONE);
    made.set("");
    percent.set(0);
    tell();
    telling = workspace.tasks().every(TELLING, this::tell);
    Path into = target.get().orElseThrow();
    ReportRange range = range();
    AccessReturns back = returns.get();
    job = workspace.tasks().run(() -> make(into, range, back), this::done, this::failed);
  }

  private void tell() {
    work.set(
        Optional.of(
            new Work(
                words.text("dialog.working"), percent.get() / 100.0, Optional.of(this::stop))));
  }

  private Made make(Path into, ReportRange range, AccessReturns back) throws IOException {
    ReportFolder folder = ReportFolder.at(into, workspace.texts());
    Instant now = workspace.clock().instant();
    ReportFigures figures =
        Reports.gather(
            workspace.service(),
            surroundings.userFolder(),
            back,
            range,
            now,
            share -> percent.set((int) (100 * GATHERED * share)));
    folder.write(figures, share -> percent.set((int) (100 * (GATHERED + (1 - GATHERED) * share))));
    return new Made(folder.path(), folder.done(figures));
  }

  private void done(Made result) {
    end();
    made.set(result.told());
  }

  private void failed(Exception cause) {
    end();
    report(words.failed("dialog.failed", cause));
  }

  private void end() {
    telling.end();
    work.set(Optional.empty());
  }

  /// Stops it; what was written so far is taken away.
  private void stop() {
    job.end();
    end();
  }

  /// Shows the folder of the report that was made in the system's own window.
  public void openFolder() {
    target
        .get()
        .ifPresent(
            folder ->
                workspace
                    .tasks()
                    .run(
                        () -> {
                          surroundings.folders().show(folder);
                          return folder;
                        },
                        _ -> {},
                        cause ->
                            report(words.failed("dialog.not-shown", cause, folder.toString()))));
  }

  @Override
  public void cancel() {
    if (work.get().isPresent()) {
      stop();
    } else {
      workspace.navigator().close(new Dialog.MakeReport(this));
    }
  }
}
