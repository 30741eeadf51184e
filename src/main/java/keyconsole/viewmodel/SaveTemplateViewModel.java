package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.TemplateListing;
import keyconsole.service.Session;
import keyconsole.service.Templates;

/// The name and the description of a template that is to be kept, or renamed. UI thread only.
public final class SaveTemplateViewModel extends WorkingDialog implements OwnDialog {

  private final Workspace workspace;
  private final KeyTemplate template;
  private final Optional<String> renamed;
  private final Runnable saved;
  private final KeyWords words;
  private final StringProperty name;
  private final StringProperty description;
  private final ReadOnlyObjectWrapper<Optional<Work>> work =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// The other one of the name, as it was told.
  private final ReadOnlyObjectWrapper<Optional<KeyTemplate>> taken =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  private final ObservableValue<Boolean> isTaken = taken.map(Optional::isPresent);
  private final BooleanBinding ready;
  private final ObservableValue<String> refusal;
  private TaskRunner.Subscription job = () -> {};

  private SaveTemplateViewModel(
      Workspace workspace, KeyTemplate template, Optional<String> renamed, Runnable saved) {
    super(workspace);
    this.workspace = workspace;
    this.template = template;
    this.renamed = renamed;
    this.saved = saved;
    this.words = new KeyWords(workspace.texts());
    this.name = new SimpleStringProperty(template.name());
    this.description = new SimpleStringProperty(template.description());
    this.refusal = workspace.session().map(this::refusalOf);
    this.ready =
        Bindings.createBooleanBinding(
            () ->
                !name.get().isBlank()
                    && work.get().isEmpty()
                    && refusalOf(workspace.session().get()).isEmpty(),
            name,
            work,
            workspace.session());
    name.subscribe((before, after) -> taken.set(Optional.empty()));
  }

  /// Keeps something as a template.
  ///
  /// @param saved called once it is kept
  static SaveTemplateViewModel of(Workspace workspace, KeyTemplate template, Runnable saved) {
    return new SaveTemplateViewModel(workspace, template, Optional.empty(), saved);
  }

  /// Keeps what a key has as a template.
  static SaveTemplateViewModel of(Workspace workspace, ApiKey key) {
    return of(workspace, Templates.of(key), () -> {});
  }

  /// Gives a template another name.
  static SaveTemplateViewModel rename(Workspace workspace, KeyTemplate template, Runnable saved) {
    return new SaveTemplateViewModel(workspace, template, Optional.of(template.name()), saved);
  }

  private String refusalOf(Session session) {
    if (session.isReadOnly()) {
      return words.text("keys.blocked.read-only");
    }
    return session.isAdministrator() ? "" : words.text("templates.administrators");
  }

  /// Whether an existing template is renamed.
  public boolean isRenaming() {
    return renamed.isPresent();
  }

  /// What the template fills.
  public String facts() {
    return new TemplateWords(words).facts(template);
  }

  /// Keeps it. Where the name is taken it says whose that is and what would change, and the second
  /// time takes the other one's place, if that is still as it was told.
  public void save() {
    if (!ready.get()) {
      return;
    }
    report(Report.NONE);
    work.set(Optional.of(new Work(words.text("templates.saving"), -1, Optional.empty())));
    Optional<KeyTemplate> told = taken.get();
    KeyTemplate next = template.renamed(name.get().strip(), description.get().strip());
    Templates templates = workspace.service().templates();
    job =
        workspace
            .tasks()
            .run(() -> write(templates, next, told), other -> written(next, other), this::failed);
  }

  /// A template in the way, in the listing that it was found in.
  private record Other(KeyTemplate template, TemplateListing listing) {}

  /// @return what is in the way and was not told as it is; empty where it was written
  private Optional<Other> write(Templates templates, KeyTemplate next, Optional<KeyTemplate> told) {
    TemplateListing listing = templates.list();
    boolean same = renamed.filter(next::isCalled).isPresent();
    Optional<KeyTemplate> there =
        same ? Optional.empty() : Templates.find(listing.templates(), next.name());
    if (there.isPresent() && !there.equals(told)) {
      return there.map(other -> new Other(other, listing));
    }
    if (renamed.isEmpty()) {
      templates.replace(List.of(next), there.stream().toList());
    } else {
      templates.rename(renamed.get(), next.name(), next.description(), there);
    }
    return Optional.empty();
  }

  private void written(KeyTemplate next, Optional<Other> other) {
    work.set(Optional.empty());
    if (other.isPresent()) {
      tell(next, other.get());
      return;
    }
    cancel();
    workspace.navigator().say(words.text("templates.saved", next.name()), Optional.empty());
    saved.run();
  }

  private void tell(KeyTemplate next, Other other) {
    boolean moved = taken.get().isPresent();
    taken.set(Optional.of(other.template()));
    TemplateWords about = new TemplateWords(words);
    List<String> lines = new ArrayList<>();
    if (moved) {
      lines.add(words.told(Message.of(Refusal.TEMPLATE_CHANGED, other.template().name())));
    }
    lines.add(words.text("templates.taken", other.template().name()));
    lines.add(about.sharing(other.listing().sharing(other.template())));
    lines.addAll(about.changes(other.template(), next));
    report(new Report(String.join("\n", lines), ""));
  }

  private void failed(Exception cause) {
    work.set(Optional.empty());
    report(Report.of(words, words.text("templates.not-saved"), cause));
  }

  @Override
  public void cancel() {
    if (work.get().isEmpty()) {
      workspace.navigator().close(new Dialog.SaveTemplate(this));
    }
  }

  @Override
  public void drop() {
    job.end();
  }

  public StringProperty nameProperty() {
    return name;
  }

  public StringProperty descriptionProperty() {
    return description;
  }

  /// Whether the name is another one's, whose place it takes where it is saved all the same.
  public ObservableValue<Boolean> takenProperty() {
    return isTaken;
  }

  /// Why this session cannot keep it; empty where it can.
  public ObservableValue<String> refusal() {
    return refusal;
  }

  /// Whether it can be saved.
  public BooleanBinding ready() {
    return ready;
  }

  @Override
  public ReadOnlyObjectProperty<Optional<Work>> workProperty() {
    return work.getReadOnlyProperty();
  }
}
