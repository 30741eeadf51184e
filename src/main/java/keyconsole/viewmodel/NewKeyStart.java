package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.TemplateListing;
import keyconsole.service.Templates;

/// What a new key starts from: nothing, a template or another key.
///
/// A source replaces what the last one filled in, and defaults; over what a person entered it goes
/// only after a yes, and it can be taken back. UI thread only.
public final class NewKeyStart {

  /// How many keys are offered at once.
  private static final int MOST_KEYS = 6;

  /// Where to start.
  public enum From {
    BLANK,
    TEMPLATE,
    KEY
  }

  /// A template to start from.
  ///
  /// @param facts what it fills, in a few words
  /// @param refusal why the session may make no such key; empty where it may
  public record Offer(KeyTemplate template, String facts, String refusal) {}

  private final Workspace workspace;
  private final NewKeyBasis basis;
  private final List<NewKeySlot> slots;
  private final TemplateWords words;
  private final ObjectProperty<From> from = new SimpleObjectProperty<>(From.BLANK);
  private final ObservableList<Offer> offers = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final StringProperty search = new SimpleStringProperty("");
  private final ObservableList<ApiKey> found = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<Object>> chosen =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper told = new ReadOnlyStringWrapper("");
  private final Map<NewKeySlot, NewKeySlot.State> blank = new HashMap<>();
  private Map<NewKeySlot, NewKeySlot.State> filled;
  private List<ApiKey> keys = List.of();
  private TaskRunner.Subscription reading = () -> {};

  NewKeyStart(Workspace workspace, NewKeyBasis basis, List<NewKeySlot> slots) {
    this.workspace = workspace;
    this.basis = basis;
    this.slots = slots;
    this.words = new TemplateWords(basis.words());
    slots.forEach(slot -> blank.put(slot, slot.state().get()));
    filled = Map.copyOf(blank);
    search.subscribe((before, after) -> find());
  }

  /// Reads the templates anew.
  void look() {
    reading.end();
    reading =
        workspace
            .tasks()
            .run(
                workspace.service().templates()::list,
                this::offer,
                failure -> {
                  offer(TemplateListing.EMPTY);
                  trouble.set(basis.text("start.failed", basis.words().why(failure)));
                });
  }

  private void offer(TemplateListing own) {
    Templates templates = workspace.service().templates();
    int wrong = own.problems().size();
    trouble.set(wrong == 0 ? "" : basis.text("start.problems", wrong));
    offers.setAll(
        words.all(own.templates()).stream()
            .map(
                each ->
                    new Offer(
                        each,
                        words.facts(each),
                        templates.refusal(each).map(basis.words()::told).orElse("")))
            .toList());
  }

  void offerKeys(List<ApiKey> all) {
    keys = all;
    find();
  }

  private void find() {
    String typed = search.get().strip().toLowerCase(Locale.ROOT);
    found.setAll(
        keys.stream()
            .filter(key -> basis.isAdministrator() || isOwn(key))
            .filter(key -> matches(key, typed))
            .sorted(Comparator.comparing(key -> key.name().toLowerCase(Locale.ROOT)))
            .limit(MOST_KEYS)
            .toList());
  }

  private boolean isOwn(ApiKey key) {
    return basis.actor().equals(Optional.of(key.ownerId()));
  }

  private static boolean matches(ApiKey key, String typed) {
    return key.name().toLowerCase(Locale.ROOT).contains(typed)
        || key.ownerId().toLowerCase(Locale.ROOT).contains(typed)
        || key.id().text().startsWith(typed);
  }

  /// Starts from a template. Nothing where the session may make no such key.
  public void choose(Offer offer) {
    if (offer.refusal().isEmpty()) {
      take(NewKeySource.of(offer.template()), offer, offer.template().name());
    }
  }

  /// Starts from another key.
  public void choose(ApiKey key) {
    take(NewKeySource.copyOf(key), key, basis.words().name(key));
  }

  /// Starts with nothing: what a source filled in and nobody changed goes.
  public void clear() {
    from.set(From.BLANK);
    if (chosen.get().isPresent()) {
      Runnable back = rememberAll();
      slots.stream().filter(slot -> !isTouched(slot)).forEach(this::reset);
      settle(Optional.empty(), "");
      say(basis.text("start.cleared"), back);
    }
  }

  private void reset(NewKeySlot slot) {
    Optional.ofNullable(blank.get(slot)).ifPresent(state -> state.putBack().run());
  }

  private void take(NewKeySource source, Object what, String name) {
    List<NewKeySlot> typed =
        slots.stream()
            .filter(slot -> !slot.yields() && isTouched(slot))
            .filter(slot -> slot.filling().apply(source).isPresent())
            .toList();
    if (typed.isEmpty()) {
      fill(source, what, name);
      return;
    }
    String labels =
        typed.stream().map(slot -> basis.text(slot.label())).collect(Collectors.joining(", "));
    workspace
        .navigator()
        .open(
            new Dialog.Question(
                basis.text("start.ask.title"),
                basis.text("start.ask.text", labels, name),
                basis.text("start.ask.yes"),
                basis.text("start.ask.no"),
                true,
                () -> fill(source, what, name)));
  }

  private void fill(NewKeySource source, Object what, String name) {
    Runnable back = rememberAll();
    List<String> labels = new ArrayList<>();
    for (NewKeySlot slot : slots) {
      boolean touched = isTouched(slot);
      Optional<Runnable> filling = slot.filling().apply(source);
      if (!touched || (filling.isPresent() && !slot.yields())) {
        reset(slot);
        filling.ifPresent(Runnable::run);
        filling.filter(_ -> !slot.yields()).ifPresent(_ -> labels.add(basis.text(slot.label())));
      }
    }
    settle(Optional.of(what), basis.text("start.filled", name, String.join(", ", labels)));
    say(basis.text("start.said", name), back);
  }

  private void settle(Optional<Object> next, String text) {
    filled = slots.stream().collect(Collectors.toMap(slot -> slot, slot -> slot.state().get()));
    chosen.set(next);
    told.set(text);
  }

  private Runnable rememberAll() {
    List<NewKeySlot.State> all = slots.stream().map(slot -> slot.state().get()).toList();
    Map<NewKeySlot, NewKeySlot.State> before = filled;
    Optional<Object> source = chosen.get();
    String text = told.get();
    return () -> {
      all.forEach(state -> state.putBack().run());
      filled = before;
      chosen.set(source);
      told.set(text);
    };
  }

  private void say(String text, Runnable back) {
    workspace.navigator().say(text, Optional.of(back));
  }

  private boolean isTouched(NewKeySlot slot) {
    NewKeySlot.State before = filled.get(slot);
    return before != null && !slot.state().get().isAs(before);
  }

  /// Whether a person entered something since the start.
  boolean isTouched() {
    return slots.stream().anyMatch(this::isTouched);
  }

  void close() {
    reading.end();
  }

  /// Opens the list of templates, to change them.
  public void manage() {
    workspace
        .navigator()
        .open(new Dialog.Templates(new TemplatesViewModel(workspace, Optional.of(this::look))));
  }

  /// Where a person wants to start; what is chosen there is filled in.
  public ObjectProperty<From> fromProperty() {
    return from;
  }

  /// The templates, the tenant's own first.
  public ObservableList<Offer> offers() {
    return offers;
  }

  /// Why templates are missing; empty where none are.
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  /// What keys are searched for.
  public StringProperty searchProperty() {
    return search;
  }

  /// The first keys that match.
  public ObservableList<ApiKey> found() {
    return found;
  }

  /// The offer or the key that was chosen last; empty at a blank start.
  public ReadOnlyObjectProperty<Optional<Object>> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /// What was filled in; empty at a blank start.
  public ReadOnlyStringProperty toldProperty() {
    return told.getReadOnlyProperty();
  }
}
