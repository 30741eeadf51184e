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
import keyconsole.service.InvalidRequestException;
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
  /// @param taken the others, but for those that are just as they are here
  public record Clash(String text, List<KeyTemplate> fresh, List<Taken> taken) {

    private List<KeyTemplate> imported() {
      return taken.stream().map(Taken::next).toList();
    }

    private List<KeyTemplate> shown() {
      return taken.stream().map(Taken::there).toList();
    }
  }

  /// A template of the tenant that would be replaced.
  ///
  /// @param there as it is shown
  /// @param next what would take its place
  /// @param sharing who wrote it, and when, in words
  /// @param changes what would become another, a field each
  public record Taken(KeyTemplate there, KeyTemplate next, String sharing, List<String> changes) {}

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

  private void bringBack(Templates.Deleted gone) {
    write(
        () -> {
          templates().bringBack(gone);
          return gone.template().name();
        },
        name -> workspace.navigator().say(words.text("templates.back", name), Optional.empty()),
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
    write(deed, done, failureText, () -> {});
  }

  /// @param moved goes on where what was asked for cannot be, as the templates are by now
  private <T> void write(Callable<T> deed, Consumer<T> done, String failureText, Runnable moved) {
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
              if (cause instanceof InvalidRequestException) {
                moved.run();
              }
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
  private record Read(TemplateListing found, TemplateListing there) {}

  private Read read(Path file) throws IOException {
    byte[] text = workspace.files().read(file, LARGEST);
    return new Read(templates().read(text), templates().list());
  }

  private void read(Read read) {
    List<KeyTemplate> found = read.found().templates();
    Clash now = compare(found, read.there());
    tellProblems(read.found().problems());
    if (!now.taken().isEmpty()) {
      clash.set(Optional.of(now));
    } else if (!now.fresh().isEmpty()) {
      add(now, now.fresh(), List.of());
    } else if (read.found().problems().isEmpty()) {
      String text = found.isEmpty() ? "templates.import.none" : "templates.import.same";
      report.set(new Report(words.text(text, found.size()), ""));
    }
  }

  private Clash compare(List<KeyTemplate> imported, TemplateListing there) {
    List<KeyTemplate> fresh = new ArrayList<>();
    List<Taken> taken = new ArrayList<>();
    for (KeyTemplate each : imported) {
      Optional<KeyTemplate> known = Templates.find(there.templates(), each.name());
      if (known.isEmpty()) {
        fresh.add(each);
      } else if (!known.get().equals(each)) {
        taken.add(taken(known.get(), each, there));
      }
    }
    String names =
        taken.stream()
            .map(each -> words.text("templates.quoted", each.there().name()))
            .collect(Collectors.joining(", "));
    return new Clash(words.text("templates.clash", taken.size(), names), fresh, taken);
  }

  private Taken taken(KeyTemplate known, KeyTemplate next, TemplateListing there) {
    return new Taken(
        known,
        next,
        templateWords.sharing(there.sharing(known)),
        templateWords.changes(known, next));
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

  /// Puts the imported ones in the place of those of their names, where these are still as shown.
  public void replaceTaken() {
    decide(now -> add(now, together(now.fresh(), now.imported()), now.shown()));
  }

  /// Adds the imported ones under names that are free.
  public void keepBoth() {
    decide(
        now -> {
          List<KeyTemplate> all = new ArrayList<>(now.fresh());
          List<KeyTemplate> there = new ArrayList<>(all);
          state.get().own().forEach(item -> there.add(item.template()));
          for (KeyTemplate each : now.imported()) {
            KeyTemplate free = each.renamed(freeName(each.name(), there), each.description());
            all.add(free);
            there.add(free);
          }
          add(now, all, List.of());
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
            add(now, now.fresh(), List.of());
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

  /// @param decided what was decided about, to be asked again where it is otherwise by now
  /// @param shown what may be replaced
  private void add(Clash decided, List<KeyTemplate> all, List<KeyTemplate> shown) {
    Report told = report.get();
    write(
        () -> templates().replace(all, shown),
        done ->
            workspace
                .navigator()
                .say(
                    words.text("templates.imported", done.now().size()),
                    Optional.of(() -> takeBack(done))),
        "templates.not-imported",
        () -> askAgain(together(decided.fresh(), decided.imported())));
    if (report.get().isEmpty()) {
      report.set(told);
    }
  }

  private void takeBack(Templates.Replaced done) {
    write(
        () -> {
          templates().takeBack(done);
          return done.now().size();
        },
        count ->
            workspace.navigator().say(words.text("templates.taken-back", count), Optional.empty()),
        "templates.not-taken-back");
  }

  /// Somebody else has changed a template meanwhile, or taken a name.
  private void askAgain(List<KeyTemplate> imported) {
    workspace
        .tasks()
        .run(
            templates()::list,
            there -> {
              Clash now = compare(imported, there);
              clash.set(now.taken().isEmpty() ? Optional.empty() : Optional.of(now));
            },
            cause -> report.set(Report.of(words, words.text("templates.failed"), cause)));
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
