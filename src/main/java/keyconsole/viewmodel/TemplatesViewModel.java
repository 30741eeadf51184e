package keyconsole.viewmodel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.TemplateListing;
import keyconsole.service.Session;
import keyconsole.service.Templates;

/// All templates of the tenant, to be renamed, deleted, imported and exported. Only administrators
/// change them. UI thread only.
public final class TemplatesViewModel implements OwnDialog {

  /// What a file to be imported may have at most, in bytes.
  private static final int LARGEST = 4 << 20;

  private final Workspace workspace;
  private final Optional<Runnable> changed;
  private final KeyWords words;
  private final TemplateWords templateWords;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOADING);
  private final ReadOnlyObjectWrapper<Report> report = new ReadOnlyObjectWrapper<>(Report.NONE);
  private final ReadOnlyObjectWrapper<Optional<Clash>> clash =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableValue<String> blocked;
  private TaskRunner.Subscription job = () -> {};

  /// What the list shows.
  ///
  /// @param loading whether it was not read yet
  /// @param own the tenant's
  /// @param builtIn those that every tenant has
  /// @param problems what stands in the tenant's file and is none
  public record State(
      boolean loading, List<Item> own, List<Item> builtIn, List<TemplateListing.Problem> problems) {

    static final State LOADING = new State(true, List.of(), List.of(), List.of());
  }

  /// A template.
  ///
  /// @param facts what it fills, in a few words
  public record Item(KeyTemplate template, String facts) {}

  /// An import some of whose names are taken, to be decided about.
  ///
  /// @param text which ones
  /// @param fresh those whose names are free
  /// @param taken the others
  public record Clash(String text, List<KeyTemplate> fresh, List<KeyTemplate> taken) {}

  /// @param changed called after each change
  TemplatesViewModel(Workspace workspace, Optional<Runnable> changed) {
    this.workspace = workspace;
    this.changed = changed;
    this.words = new KeyWords(workspace.texts());
    this.templateWords = new TemplateWords(words);
    this.blocked = workspace.session().map(this::blockedFor);
    look();
  }

  /// The templates of a tenant, on their own.
  public TemplatesViewModel(Workspace workspace) {
    this(workspace, Optional.empty());
  }

  private String blockedFor(Session session) {
    if (session.isReadOnly()) {
      return words.text("keys.blocked.read-only");
    }
    return session.isAdministrator() ? "" : words.text("templates.administrators");
  }

  /// Why something is no template, in words.
  public String reason(TemplateListing.Problem problem) {
    return words.told(problem.reason());
  }

  private Templates templates() {
    return workspace.service().templates();
  }

  /// Reads them anew.
  public void look() {
    job.end();
    job =
        workspace
            .tasks()
            .run(
                templates()::list,
                this::show,
                cause -> {
                  show(TemplateListing.EMPTY);
                  report.set(Report.of(words, words.text("templates.failed"), cause));
                });
  }

  private void show(TemplateListing listing) {
    state.set(
        new State(
            false,
            items(listing.templates()),
            items(templateWords.builtIn(listing.templates())),
            listing.problems()));
  }

  private List<Item> items(List<KeyTemplate> all) {
    return all.stream().map(each -> new Item(each, templateWords.facts(each))).toList();
  }

  /// Starts a new key from a template.
  public void use(Item item) {
    String refusal = templates().refusal(item.template()).map(words::told).orElse("");
    NewKeyStart.Offer offer = new NewKeyStart.Offer(item.template(), item.facts(), refusal);
    cancel();
    NewKeyViewModel wizard = new NewKeyViewModel(workspace);
    workspace.navigator().show(new Page.NewKey(wizard));
    wizard.start().fromProperty().set(NewKeyStart.From.TEMPLATE);
    wizard.start().choose(offer);
  }

  /// Whether a new key can be started from here: not from within the wizard.
  public boolean canUse() {
    return changed.isEmpty();
  }

  /// Asks for another name.
  public void rename(Item item) {
    workspace
        .navigator()
        .open(
            new Dialog.SaveTemplate(
                SaveTemplateViewModel.rename(workspace, item.template(), this::changed)));
  }

  /// Deletes one at once; can be undone.
  public void delete(Item item) {
    String name = item.template().name();
    write(
        () -> templates().delete(name),
        gone ->
            workspace
                .navigator()
                .say(words.text("templates.deleted", name), Optional.of(() -> bringBack(gone))),
        "templates.not-deleted");
  }

  private void bringBack(KeyTemplate gone) {
    write(
        () -> {
          templates().add(List.of(gone), false);
          return gone;
        },
        back ->
            workspace.navigator().say(words.text("templates.back", back.name()), Optional.empty()),
        "templates.not-saved");
  }

  /// Asks, then takes away a line that is no template.
  public void deleteProblem(TemplateListing.Problem problem) {
    workspace
        .navigator()
        .open(
            new Dialog.Question(
                words.text("templates.problem.title", problem.place()),
                words.text("templates.problem.text", words.told(problem.reason())),
                words.text("templates.problem.yes"),
                words.text("templates.problem.no"),
                true,
                () ->
                    write(
                        () -> {
                          templates().deleteProblem(problem);
                          return problem;
                        },
                        done -> {},
                        "templates.not-deleted")));
  }

  private <T> void write(Callable<T> deed, Consumer<T> done, String failureText) {
    report.set(Report.NONE);
    workspace
        .tasks()
        .run(
            deed,
            result -> {
              done.accept(result);
              changed();
            },
            cause -> {
              report.set(Report.of(words, words.text(failureText), cause));
              look();
            });
  }

  private void changed() {
    look();
    changed.ifPresent(Runnable::run);
  }

  /// Asks for a file and adds its templates. Where names are taken, nothing is added before a
  /// person has said what is to become of those.
  public void importFile() {
    report.set(Report.NONE);
    clash.set(Optional.empty());
    workspace
        .files()
        .chooseToOpen(words.text("templates.import.title"))
        .ifPresent(
            file ->
                workspace
                    .tasks()
                    .run(
                        () -> read(file),
                        this::read,
                        cause ->
                            report.set(
                                Report.of(words, words.text("templates.not-imported"), cause))));
  }

  /// What was read, and what stands in the tenant's file at that moment.
  private record Read(TemplateListing found, List<KeyTemplate> there) {}

  private Read read(Path file) throws IOException {
    byte[] text = workspace.files().read(file, LARGEST);
    return new Read(templates().read(text), templates().list().templates());
  }

  private void read(Read read) {
    List<KeyTemplate> fresh = new ArrayList<>();
    List<KeyTemplate> taken = new ArrayList<>();
    for (KeyTemplate each : read.found().templates()) {
      boolean free = Templates.find(read.there(), each.name()).isEmpty();
      (free ? fresh : taken).add(each);
    }
    tellProblems(read.found().problems());
    if (!taken.isEmpty()) {
      String names =
          taken.stream().map(each -> "“" + each.name() + "”").collect(Collectors.joining(", "));
      clash.set(
          Optional.of(new Clash(words.text("templates.clash", taken.size(), names), fresh, taken)));
    } else if (!fresh.isEmpty()) {
      add(fresh, false);
    } else if (read.found().problems().isEmpty()) {
      report.set(new Report(words.text("templates.import.none"), ""));
    }
  }

  private void tellProblems(List<TemplateListing.Problem> problems) {
    if (!problems.isEmpty()) {
      String lines =
          problems.stream()
              .map(
                  each ->
                      words.text("templates.import.line", each.place(), words.told(each.reason())))
              .collect(Collectors.joining("\n"));
      report.set(
          new Report(words.text("templates.import.problems", problems.size()) + "\n" + lines, ""));
    }
  }

  /// Puts the imported ones in the place of those of their names.
  public void replaceTaken() {
    decide(now -> add(together(now.fresh(), now.taken()), true));
  }

  /// Adds the imported ones under names that are free.
  public void keepBoth() {
    decide(
        now -> {
          List<KeyTemplate> all = new ArrayList<>(now.fresh());
          List<KeyTemplate> there = new ArrayList<>(all);
          state.get().own().forEach(item -> there.add(item.template()));
          for (KeyTemplate each : now.taken()) {
            KeyTemplate free = each.renamed(freeName(each.name(), there), each.description());
            all.add(free);
            there.add(free);
          }
          add(all, false);
        });
  }

  private static String freeName(String name, List<KeyTemplate> there) {
    int number = 2;
    while (Templates.find(there, name + " (" + number + ")").isPresent()) {
      number++;
    }
    return name + " (" + number + ")";
  }

  /// Adds only those whose names are free.
  public void leaveTaken() {
    decide(
        now -> {
          if (!now.fresh().isEmpty()) {
            add(now.fresh(), false);
          }
        });
  }

  private void decide(Consumer<Clash> deed) {
    Optional<Clash> now = clash.get();
    clash.set(Optional.empty());
    now.ifPresent(deed);
  }

  private static List<KeyTemplate> together(List<KeyTemplate> some, List<KeyTemplate> others) {
    List<KeyTemplate> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private void add(List<KeyTemplate> all, boolean replacing) {
    Report told = report.get();
    write(
        () -> {
          templates().add(all, replacing);
          return all.size();
        },
        count ->
            workspace.navigator().say(words.text("templates.imported", count), Optional.empty()),
        "templates.not-imported");
    if (report.get().isEmpty()) {
      report.set(told);
    }
  }

  /// Asks where to, and writes the tenant's own templates, or all where it has none.
  public void export() {
    report.set(Report.NONE);
    List<Item> shown = state.get().own().isEmpty() ? state.get().builtIn() : state.get().own();
    byte[] content = Templates.write(shown.stream().map(Item::template).toList());
    workspace
        .files()
        .chooseFile(words.text("templates.export.title"), words.text("templates.export.name"))
        .ifPresent(
            file ->
                workspace
                    .tasks()
                    .run(
                        () -> {
                          workspace.files().write(file, content);
                          return file;
                        },
                        done ->
                            workspace
                                .navigator()
                                .say(
                                    words.text("templates.exported", shown.size(), done),
                                    Optional.empty()),
                        cause ->
                            report.set(
                                Report.of(words, words.text("templates.not-exported"), cause))));
  }

  /// Puts the detail of the report on the clipboard.
  public void copyDetail() {
    workspace.clipboard().put(report.get().detail());
  }

  @Override
  public void cancel() {
    workspace.navigator().close(new Dialog.Templates(this));
  }

  @Override
  public void drop() {
    job.end();
  }

  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// What did not go as asked.
  public ReadOnlyObjectProperty<Report> reportProperty() {
    return report.getReadOnlyProperty();
  }

  /// An import that is to be decided about; empty as a rule.
  public ReadOnlyObjectProperty<Optional<Clash>> clashProperty() {
    return clash.getReadOnlyProperty();
  }

  /// Why this session changes nothing here; empty where it may.
  public ObservableValue<String> blocked() {
    return blocked;
  }
}
