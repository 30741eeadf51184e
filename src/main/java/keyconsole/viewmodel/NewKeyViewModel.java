package keyconsole.viewmodel;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Value;
import keyconsole.service.Session;

/// The wizard for a new key, or for editing one: the steps, and the way through them. What each
/// step asks for is a part of its own.
///
/// Everything is judged as it is typed; nothing is written before the last step, and nothing typed
/// is lost when that fails or the session ends. UI thread only.
public final class NewKeyViewModel {

  private final Workspace workspace;
  private final NewKeyBasis basis;
  private final NewKeyWho who;
  private final NewKeyCapabilities capabilities;
  private final NewKeyLimits limits;
  private final NewKeyRestrictions restrictions;
  private final NewKeyConstraints constraints;
  private final Map<WizardStep, NewKeyPart> parts = new EnumMap<>(WizardStep.class);
  private final NewKeyStart start;
  private final NewKeySummary summary;
  private final NewKeyReview review;
  private final NewKeyDeed deed;

  /// Only where a key is edited: a new one has no requests yet.
  private final Optional<NewKeyReplay> replay;

  private final Optional<NewKeyTightening> tightening;
  private final NewKeyAsking asking;

  private final ReadOnlyObjectWrapper<WizardStep> step =
      new ReadOnlyObjectWrapper<>(WizardStep.WHO);
  private final ReadOnlyObjectWrapper<NewKeyFoot> foot =
      new ReadOnlyObjectWrapper<>(NewKeyFoot.SILENT);
  private final ObservableList<WizardStep.Entry> steps = FXCollections.observableArrayList();
  private WizardStep reached = WizardStep.WHO;
  private final Subscription following;
  private final TaskRunner.Subscription listing;

  /// A wizard for a new key.
  public NewKeyViewModel(Workspace workspace) {
    this(workspace, Optional.empty());
  }

  /// The same steps for a key that exists.
  public NewKeyViewModel(Workspace workspace, ApiKey key) {
    this(workspace, Optional.of(key));
  }

  private NewKeyViewModel(Workspace workspace, Optional<ApiKey> key) {
    this.workspace = workspace;
    basis = new NewKeyBasis(workspace, key);
    who = new NewKeyWho(basis);
    capabilities = new NewKeyCapabilities(basis);
    limits = new NewKeyLimits(basis, who.scope());
    restrictions = new NewKeyRestrictions(basis);
    constraints = new NewKeyConstraints(basis);
    parts.put(WizardStep.WHO, who);
    parts.put(WizardStep.CAPABILITIES, capabilities);
    parts.put(WizardStep.LIMITS, limits);
    parts.put(WizardStep.RESTRICTIONS, restrictions);
    parts.put(WizardStep.CONSTRAINTS, constraints);
    start =
        new NewKeyStart(
            workspace,
            basis,
            parts.values().stream().flatMap(part -> part.slots().stream()).toList());
    summary = new NewKeySummary(basis, who, capabilities, limits, restrictions, constraints);
    review = new NewKeyReview(parts);
    deed = new NewKeyDeed(workspace, basis);
    replay = key.map(_ -> new NewKeyReplay(workspace, basis, limits, restrictions));
    tightening = replay.map(of -> new NewKeyTightening(basis, of, limits, restrictions));
    asking = new NewKeyAsking(workspace, basis, replay);
    reached = basis.isEditing() ? WizardStep.REVIEW : WizardStep.WHO;
    refresh();
    parts.values().forEach(part -> part.onChange(this::changed));
    following = follow();
    if (!basis.isEditing()) {
      start.look();
    }
    listing =
        workspace
            .tasks()
            .run(
                workspace.service()::list,
                this::offer,
                e -> workspace.navigator().report(basis.text("newkey.failed.owners"), e));
  }

  private Subscription follow() {
    return Subscription.combine(
        workspace.session().subscribe((before, after) -> actAs(after)),
        step.subscribe((before, after) -> turned(after)),
        deed.failureProperty().subscribe((before, after) -> refresh()));
  }

  private void turned(WizardStep to) {
    refresh();
    if (to.showsReplay()) {
      replay.ifPresent(NewKeyReplay::look);
    }
  }

  private void offer(List<ApiKey> keys) {
    who.offer(keys.stream().map(ApiKey::ownerId).distinct().sorted().toList());
    start.offerKeys(keys);
  }

  /// Leaves the wizard for good: it follows nothing any longer.
  void close() {
    following.unsubscribe();
    listing.end();
    start.close();
    asking.stop();
    replay.ifPresent(NewKeyReplay::close);
  }

  private void actAs(Session session) {
    basis.actAs(session);
    changed();
  }

  private void changed() {
    deed.forgetFailure();
    refresh();
  }

  private void refresh() {
    parts.values().forEach(NewKeyPart::judge);
    steps.setAll(Arrays.stream(WizardStep.values()).map(this::entry).toList());
    summary.refresh();
    review.refresh();
    replay.ifPresent(NewKeyReplay::draftChanged);
    NewKeyFoot plain = judgeStep();
    foot.set(
        deed.failureProperty()
            .get()
            .map(failure -> plain.withFailure(failure.text(), failure.detail()))
            .orElse(plain));
  }

  private WizardStep.Entry entry(WizardStep of) {
    Optional<NewKeyPart> part = Optional.ofNullable(parts.get(of));
    long said = part.map(NewKeyPart::said).orElse(0L);
    boolean current = of == step.get();
    boolean wrong = said > 0;
    boolean done = !current && !wrong && part.isPresent() && !reached.isBefore(of);
    String note = part.map(NewKeyPart::note).orElse("");
    return new WizardStep.Entry(
        of, current, done, wrong, wrong ? basis.text("newkey.to-fix", said) : note);
  }

  private NewKeyFoot judgeStep() {
    Optional<NewKeyPart> now = Optional.ofNullable(parts.get(step.get()));
    if (now.map(NewKeyPart::wrong).orElse(0L) > 0) {
      return toFix(now.orElseThrow());
    }
    return step.get() == WizardStep.REVIEW ? judgeAll() : readOnly(false);
  }

  private NewKeyFoot toFix(NewKeyPart part) {
    if (part.said() > 0) {
      return NewKeyFoot.wrong(basis.text("newkey.fix", part.said()));
    }
    return NewKeyFoot.calm(
        part.checks().stream().filter(NewKeyCheck::isWrong).findFirst().orElseThrow().problem());
  }

  private NewKeyFoot judgeAll() {
    for (Map.Entry<WizardStep, NewKeyPart> each : parts.entrySet()) {
      if (each.getValue().wrong() > 0) {
        return NewKeyFoot.wrong(basis.text("newkey.fix-in", basis.text(each.getKey().title())));
      }
    }
    if (basis.isEditing() && edit().equals(KeyEdit.NOTHING)) {
      return NewKeyFoot.calm(basis.text("newkey.unchanged"));
    }
    return readOnly(true);
  }

  private NewKeyFoot readOnly(boolean blocks) {
    return workspace.session().get().isLive(workspace.clock().instant())
        ? NewKeyFoot.SILENT
        : new NewKeyFoot(basis.text("newkey.read-only"), Tone.WARNING, blocks, "");
  }

  /// On to the next step, or from the last one to the deed. Where something is wrong it stays, and
  /// everything missing says so.
  public void next() {
    if (isBusy()) {
      return;
    }
    if (step.get() == WizardStep.CAPABILITIES) {
      capabilities.addOther();
    }
    if (foot.get().blocks()) {
      sayWhatIsMissing();
    } else if (step.get() == WizardStep.REVIEW) {
      finish();
    } else {
      turnTo(step.get().next());
    }
  }

  private void sayWhatIsMissing() {
    Optional.ofNullable(parts.get(step.get())).ifPresent(NewKeyPart::visit);
    refresh();
  }

  /// A person left a field: what is missing there is said from now on.
  public void visited(NewKeyCheck check) {
    check.visit();
    refresh();
  }

  /// Back to the step before.
  public void back() {
    if (!isBusy()) {
      turnTo(step.get().previous());
    }
  }

  /// Begins with another step than the first one, where something is to be mended there.
  void startAt(WizardStep first) {
    turnTo(first);
  }

  /// To a step of the list: back to any, forward as far as nothing is wrong on the way.
  public void goTo(WizardStep to) {
    boolean open =
        parts.entrySet().stream()
            .filter(each -> each.getKey().isBefore(to))
            .allMatch(each -> each.getValue().wrong() == 0);
    if (isBusy()) {
      return;
    }
    if (open || to.isBefore(step.get())) {
      turnTo(to);
    } else {
      sayWhatIsMissing();
    }
  }

  private void turnTo(WizardStep to) {
    reached = reached.isBefore(to) ? to : reached;
    step.set(to);
  }

  /// To the restrictions, whatever stands on the way, filled with what the key used and no more.
  /// Nothing for a new key.
  public void tighten() {
    tightening.ifPresent(
        of -> {
          turnTo(WizardStep.RESTRICTIONS);
          of.fill();
        });
  }

  /// Leaves the wizard; asks first if anything was typed. Not while it writes: a new key would be
  /// lost. While it looks at real requests before it saves, it stops that and stays.
  public void cancel() {
    if (asking.checkingProperty().get()) {
      asking.stop();
      deed.stop("");
    } else if (!isBusy()) {
      leave(workspace.navigator()::showKeys);
    }
  }

  /// Whether something was typed that would be lost.
  boolean isChanged() {
    return basis.isEditing()
        ? parts.values().stream().anyMatch(NewKeyPart::isChanged)
        : start.isTouched();
  }

  /// Goes on at once, or after a yes if anything was typed.
  void leave(Runnable then) {
    if (!isChanged()) {
      then.run();
      return;
    }
    workspace
        .navigator()
        .open(
            new Dialog.Question(
                basis.text("newkey.leave.title"),
                basis.text("newkey.leave.text"),
                basis.text("newkey.leave.yes"),
                basis.text("newkey.leave.no"),
                true,
                then));
  }

  private void finish() {
    basis
        .key()
        .ifPresentOrElse(
            key -> deed.read(key.id(), now -> save(now.orElse(key))), () -> deed.create(request()));
  }

  /// Writes the change over the key as it is by now. Where both changed the same, nothing is
  /// written before a person has chosen; what only somebody else changed stays as it is.
  private void save(ApiKey current) {
    List<NewKeyClash> clashes =
        parts.values().stream().flatMap(part -> part.clashes(current).stream()).toList();
    if (clashes.isEmpty()) {
      goOnFrom(current);
      write(current);
    } else {
      String labels = clashes.stream().map(NewKeyClash::label).collect(Collectors.joining(", "));
      deed.stop(basis.text("newkey.conflict", labels));
      workspace
          .navigator()
          .open(
              new Dialog.Clashes(
                  new ClashesViewModel(workspace, clashes, theirs -> decide(current, theirs))));
    }
  }

  private void goOnFrom(ApiKey current) {
    parts.values().forEach(part -> part.goOnFrom(current));
    basis.goOnFrom(current);
    refresh();
  }

  private void decide(ApiKey current, List<NewKeyClash> theirs) {
    deed.forgetFailure();
    goOnFrom(current);
    theirs.forEach(clash -> clash.takeTheirs().run());
    if (!foot.get().blocks()) {
      finish();
    }
  }

  private void write(ApiKey current) {
    if (foot.get().blocks()) {
      deed.stop("");
    } else {
      KeyEdit edit = edit();
      asking.before(edit, () -> deed.update(current, edit), () -> deed.stop(""), this::finish);
    }
  }

  private KeyRequest request() {
    return new KeyRequest(
        who.name().stripped(),
        who.description().stripped(),
        who.owner().stripped(),
        who.scope().value(),
        capabilities.chosen(),
        Optional.of(limits.values()),
        limits.expiry().expiry(),
        restrictions.values(),
        constraints.values());
  }

  private KeyEdit edit() {
    KeyEdit edit = KeyEdit.NOTHING;
    for (NewKeyPart part : parts.values()) {
      edit = part.addTo(edit);
    }
    return edit;
  }

  /// Puts the detail of the last failure on the clipboard.
  public void copyDetail() {
    workspace.clipboard().put(foot.get().detail());
  }

  private boolean isBusy() {
    return deed.busyProperty().get();
  }

  /// Whether an existing key is edited.
  public boolean isEditing() {
    return basis.isEditing();
  }

  /// What a new key starts from.
  public NewKeyStart start() {
    return start;
  }

  /// Asks for the name under which all that was entered is kept as a template.
  public void saveAsTemplate() {
    workspace
        .navigator()
        .open(
            new Dialog.SaveTemplate(SaveTemplateViewModel.of(workspace, template(), start::look)));
  }

  private KeyTemplate template() {
    KeyRequest now = request();
    boolean lasting = !(now.expiry() instanceof Expiry.At);
    return new KeyTemplate(
        now.name(),
        now.description(),
        Optional.of(now.scope()),
        Optional.of(now.capabilities()),
        now.limits(),
        lasting ? Optional.of(now.expiry()) : Optional.empty(),
        Optional.of(now.restrictions()),
        now.constraints().fields().isEmpty() ? Optional.empty() : Optional.of(now.constraints()),
        Value.Fields.EMPTY);
  }

  public NewKeyWho who() {
    return who;
  }

  public NewKeyCapabilities capabilities() {
    return capabilities;
  }

  public NewKeyLimits limits() {
    return limits;
  }

  public NewKeyRestrictions restrictions() {
    return restrictions;
  }

  public NewKeyConstraints constraints() {
    return constraints;
  }

  /// What the draft would have made of real requests; empty for a new key.
  public Optional<NewKeyReplay> replay() {
    return replay;
  }

  /// What the key used, as a draft; empty for a new key.
  public Optional<NewKeyTightening> tightening() {
    return tightening;
  }

  public NewKeySummary summary() {
    return summary;
  }

  public NewKeyReview review() {
    return review;
  }

  public ReadOnlyObjectProperty<WizardStep> stepProperty() {
    return step.getReadOnlyProperty();
  }

  /// The steps as the list at the left shows them.
  public ObservableList<WizardStep.Entry> steps() {
    return steps;
  }

  public ReadOnlyObjectProperty<NewKeyFoot> footProperty() {
    return foot.getReadOnlyProperty();
  }

  /// Whether it looks at real requests before it saves, so that it can be stopped.
  public ReadOnlyBooleanProperty checkingProperty() {
    return asking.checkingProperty();
  }

  /// Whether it writes at this moment.
  public ReadOnlyBooleanProperty busyProperty() {
    return deed.busyProperty();
  }
}
