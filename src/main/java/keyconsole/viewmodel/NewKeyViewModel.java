package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.service.Catalog;
import keyconsole.viewmodel.WizardStep.State;

/// The wizard for a new key, or for editing one. Everything is judged as it is typed; nothing is
/// written before [#finish], and nothing typed is lost when that fails or the session ends.
public final class NewKeyViewModel {

  /// What may be granted, by the text name of its category.
  public static final Map<String, List<String>> CATALOGUE = catalogue();

  private static final List<WizardStep> ORDER = List.of(WizardStep.values());
  private static final Pattern CAPABILITY = Pattern.compile("[^\\s:]+:[^\\s:]\\S*");

  private final Workspace workspace;
  private final KeyWords words;
  private final RestrictionLines lines;
  private final Optional<ApiKey> editing;

  private final NewKeyField name;
  private final NewKeyField description;
  private final NewKeyField owner;
  private final ObjectProperty<Scope> scope = new SimpleObjectProperty<>(Scope.USER);
  private final ObservableList<String> owners = FXCollections.observableArrayList();
  private final ObservableList<String> capabilities = FXCollections.observableArrayList();
  private final NewKeyField otherCapability = new NewKeyField("");
  private final List<NewKeyLimit> limits;
  private final ObjectProperty<ExpiryChoice> expiry =
      new SimpleObjectProperty<>(ExpiryChoice.DAYS_90);
  private final NewKeyField expiryDate = new NewKeyField("");
  private final NewKeyField neverReason = new NewKeyField("");
  private final NewKeyField allowedEndpoints;
  private final NewKeyField blockedEndpoints;
  private final NewKeyField allowedIps;
  private final NewKeyField allowedDomains;
  private final BooleanProperty requireTls = new SimpleBooleanProperty(true);
  private final List<NewKeyConstraint> constraints = new ArrayList<>();
  private final NewKeyField json;

  private Subscription listening = Subscription.EMPTY;
  private final ReadOnlyObjectWrapper<WizardStep> step =
      new ReadOnlyObjectWrapper<>(WizardStep.WHO);
  private final ObservableList<WizardStep.Entry> steps = FXCollections.observableArrayList();
  private final ObservableList<WizardStep.Line> summary = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper blocked = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper rangeOffered = new ReadOnlyBooleanWrapper();
  private KeyRequest beginning;

  /// A wizard for a new key.
  public NewKeyViewModel(Workspace workspace) {
    this(workspace, Optional.empty());
  }

  /// The same steps for a key that exists.
  public NewKeyViewModel(Workspace workspace, ApiKey key) {
    this(workspace, Optional.of(key));
  }

  private NewKeyViewModel(Workspace workspace, Optional<ApiKey> editing) {
    this.workspace = workspace;
    this.editing = editing;
    words = new KeyWords(workspace.texts());
    lines = new RestrictionLines(words);
    name = new NewKeyField(editing.map(ApiKey::name).orElse(""));
    description = new NewKeyField(editing.map(ApiKey::description).orElse(""));
    owner =
        new NewKeyField(
            editing.map(ApiKey::ownerId).or(() -> workspace.session().get().actor()).orElse(""));
    scope.set(editing.map(ApiKey::scope).orElse(Scope.USER));
    capabilities.setAll(editing.map(ApiKey::capabilities).orElse(List.of()));
    Limits standard = Limits.defaultsFor(scope.get());
    limits = limitFields(editing.map(ApiKey::limits).orElse(standard), standard);
    Restrictions kept = editing.map(ApiKey::restrictions).orElse(Restrictions.NONE);
    allowedEndpoints = new NewKeyField(String.join("\n", kept.allowedEndpoints()));
    blockedEndpoints = new NewKeyField(String.join("\n", kept.blockedEndpoints()));
    allowedIps = new NewKeyField(String.join("\n", kept.allowedIps()));
    allowedDomains = new NewKeyField(String.join("\n", kept.allowedDomains()));
    requireTls.set(kept.requireTls());
    Map<String, Value> free =
        new LinkedHashMap<>(editing.map(key -> key.constraints().fields()).orElse(Map.of()));
    for (NewKeyConstraint.Standard each : NewKeyConstraint.Standard.values()) {
      NewKeyConstraint field =
          editing
              .map(key -> NewKeyConstraint.of(each, key.constraints()))
              .orElseGet(() -> NewKeyConstraint.fresh(each));
      constraints.add(field);
      if (field.value().isPresent()) {
        free.remove(field.name());
      }
    }
    json = new NewKeyField(ConstraintText.write(new Value.Fields(free)));
    if (editing.isPresent()) {
      expiry.set(ExpiryChoice.KEEP);
    }
    refresh();
    beginning = request();
    watch();
    workspace
        .tasks()
        .run(
            () ->
                workspace.service().list().stream()
                    .map(ApiKey::ownerId)
                    .distinct()
                    .sorted()
                    .toList(),
            owners::setAll,
            e -> workspace.navigator().report(words.text("newkey.failed.owners"), e));
  }

  private static Map<String, List<String>> catalogue() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (Catalog.Category each : Catalog.CAPABILITIES) {
      all.put("newkey.category." + each.name(), each.capabilities());
    }
    return java.util.Collections.unmodifiableMap(all);
  }

  private static List<NewKeyLimit> limitFields(Limits now, Limits standard) {
    List<NewKeyLimit> fields = new ArrayList<>();
    for (NewKeyLimit.Kind kind : NewKeyLimit.Kind.values()) {
      fields.add(new NewKeyLimit(kind, kind.of(now), kind.of(standard)));
    }
    return List.copyOf(fields);
  }

  /// Leaves the wizard for good: it follows the session no longer.
  void close() {
    listening.unsubscribe();
  }

  private void watch() {
    List<NewKeyField> fields = new ArrayList<>();
    fields.addAll(List.of(name, description, owner, otherCapability, expiryDate, neverReason));
    fields.addAll(List.of(allowedEndpoints, blockedEndpoints, allowedIps, allowedDomains, json));
    limits.forEach(limit -> fields.add(limit.field()));
    constraints.forEach(constraint -> fields.add(constraint.field()));
    fields.forEach(field -> field.textProperty().subscribe((before, after) -> refresh()));
    scope.subscribe(
        (before, after) -> {
          Limits standards = Limits.defaultsFor(after);
          limits.forEach(limit -> limit.takeStandard(limit.kind().of(standards)));
          refresh();
        });
    expiry.subscribe((before, after) -> refresh());
    requireTls.subscribe((before, after) -> refresh());
    capabilities.addListener((ListChangeListener<String>) change -> refresh());
    listening = workspace.session().subscribe((before, after) -> refresh());
    step.subscribe((before, after) -> refresh());
  }

  // Judging

  private void refresh() {
    name.judge(name.text().isBlank() ? words.text("newkey.error.name") : "", true);
    owner.judge(ownerProblem(), owner.text().isBlank());
    String other = otherCapability.text().strip();
    otherCapability.judge(
        other.isEmpty() || CAPABILITY.matcher(other).matches()
            ? ""
            : words.text("newkey.error.capability"),
        false);
    judgeLimits();
    judgeExpiry();
    judgeRestrictions();
    judgeConstraints();
    showSteps();
    showSummary();
    blocked.set(reason());
  }

  private String ownerProblem() {
    if (owner.text().isBlank()) {
      return words.text("newkey.error.owner");
    }
    boolean own = workspace.session().get().actor().map(owner.text().strip()::equals).orElse(true);
    return own || workspace.session().get().isAdministrator() || !owner.isChanged()
        ? ""
        : words.text("newkey.error.other-owner");
  }

  private void judgeLimits() {
    boolean untouched =
        editing.isPresent() && limits.stream().noneMatch(limit -> limit.field().isChanged());
    for (NewKeyLimit limit : limits) {
      limit.field().judge(untouched ? "" : limitProblem(limit), false);
      limit.markChanged();
    }
  }

  private String limitProblem(NewKeyLimit limit) {
    if (limit.value().isEmpty()) {
      return words.text("newkey.error.whole");
    }
    long value = limit.value().getAsLong();
    if (value < 1) {
      return words.text("newkey.error.positive");
    }
    if (!workspace.session().get().isAdministrator() && value > limit.standard()) {
      return words.text("newkey.error.above", KeyWords.number(limit.standard()));
    }
    return switch (limit.kind()) {
      case DAY -> below(value, limits.get(0), "newkey.error.below-hour");
      case MONTH -> below(value, limits.get(1), "newkey.error.below-day");
      case HOUR, COST, TOKENS, CONCURRENT -> "";
    };
  }

  private String below(long value, NewKeyLimit smaller, String text) {
    long least = smaller.value().orElse(0);
    return value < least ? words.text(text, KeyWords.number(least)) : "";
  }

  private void judgeExpiry() {
    boolean dated = expiry.get() == ExpiryChoice.DATE;
    expiryDate.judge(dated ? dateProblem() : "", expiryDate.text().isBlank());
    boolean never = expiry.get() == ExpiryChoice.NEVER;
    neverReason.judge(
        never && neverReason.text().isBlank() ? words.text("newkey.error.reason") : "", true);
  }

  private String dateProblem() {
    Optional<LocalDate> date = date();
    if (date.isEmpty()) {
      return words.text("newkey.error.date");
    }
    LocalDate today = LocalDate.ofInstant(workspace.clock().instant(), ZoneOffset.UTC);
    return date.get().isAfter(today) ? "" : words.text("newkey.error.past");
  }

  private Optional<LocalDate> date() {
    try {
      return Optional.of(LocalDate.parse(expiryDate.text().strip()));
    } catch (DateTimeParseException notYet) {
      return Optional.empty();
    }
  }

  private void judgeRestrictions() {
    judgeLines(allowedEndpoints, lines.endpoints(allowedEndpoints.text()));
    judgeLines(blockedEndpoints, lines.endpoints(blockedEndpoints.text()));
    judgeLines(allowedIps, lines.addresses(allowedIps.text()));
    judgeLines(allowedDomains, lines.domains(allowedDomains.text()));
    String spelled = RestrictionLines.spelledOut(allowedIps.text());
    rangeOffered.set(!spelled.equals(allowedIps.text()));
  }

  private void judgeLines(NewKeyField field, String problem) {
    field.judge(editing.isPresent() && !field.isChanged() ? "" : problem, false);
  }

  private void judgeConstraints() {
    for (NewKeyConstraint constraint : constraints) {
      String text =
          constraint.shape() == NewKeyConstraint.Shape.TRUTH
              ? "newkey.error.truth"
              : "newkey.error.whole";
      constraint.field().judge(constraint.fits() ? "" : words.text(text), false);
    }
    json.judge(jsonProblem(), false);
  }

  private String jsonProblem() {
    try {
      Value.Fields free = ConstraintText.parse(json.text());
      return constraints.stream()
          .filter(each -> each.value().isPresent() && free.get(each.name()).isPresent())
          .findFirst()
          .map(each -> words.text("newkey.error.json-twice", each.name()))
          .orElse("");
    } catch (ConstraintText.Malformed e) {
      return words.text("newkey.error.json", Integer.toString(Math.max(1, e.line)));
    }
  }

  private List<NewKeyField> fieldsOf(WizardStep of) {
    return switch (of) {
      case WHO -> List.of(name, owner);
      case CAPABILITIES -> List.of(otherCapability);
      case LIMITS -> {
        List<NewKeyField> all = new ArrayList<>(limits.stream().map(NewKeyLimit::field).toList());
        all.add(expiryDate);
        all.add(neverReason);
        yield all;
      }
      case RESTRICTIONS -> List.of(allowedEndpoints, blockedEndpoints, allowedIps, allowedDomains);
      case CONSTRAINTS -> {
        List<NewKeyField> all =
            new ArrayList<>(constraints.stream().map(NewKeyConstraint::field).toList());
        all.add(json);
        yield all;
      }
      case REVIEW -> List.of();
    };
  }

  private long wrong(WizardStep of) {
    return fieldsOf(of).stream().filter(NewKeyField::isWrong).count();
  }

  private String reason() {
    WizardStep now = step.get();
    if (wrong(now) > 0) {
      long shown =
          fieldsOf(now).stream().filter(field -> !field.errorProperty().get().isEmpty()).count();
      return shown > 0
          ? words.text("newkey.fix", shown)
          : fieldsOf(now).stream().filter(NewKeyField::isWrong).findFirst().orElseThrow().problem();
    }
    if (now != WizardStep.REVIEW) {
      return "";
    }
    for (WizardStep each : WizardStep.values()) {
      if (wrong(each) > 0) {
        return words.text("newkey.fix-in", words.text(each.title()));
      }
    }
    return workspace.session().get().isLive(workspace.clock().instant())
        ? ""
        : words.text("newkey.read-only");
  }

  private void showSteps() {
    List<WizardStep.Entry> entries = new ArrayList<>();
    for (WizardStep each : WizardStep.values()) {
      boolean current = each == step.get();
      long shown =
          fieldsOf(each).stream().filter(field -> !field.errorProperty().get().isEmpty()).count();
      State state;
      if (shown > 0) {
        state = current ? State.CURRENT_WRONG : State.WRONG;
      } else if (current) {
        state = State.CURRENT;
      } else {
        state = each.compareTo(step.get()) < 0 ? State.DONE : State.AHEAD;
      }
      entries.add(
          new WizardStep.Entry(
              each, state, shown > 0 ? words.text("newkey.to-fix", shown) : note(each)));
    }
    steps.setAll(entries);
  }

  private String note(WizardStep of) {
    return switch (of) {
      case WHO -> name.text().strip();
      case CAPABILITIES -> words.text("newkey.chosen", capabilities.size());
      case LIMITS -> {
        long changed = limits.stream().filter(NewKeyLimit::differs).count();
        yield words.text("newkey.changed-count", changed);
      }
      case RESTRICTIONS -> restrictionNote();
      case CONSTRAINTS -> constraintNote();
      case REVIEW -> "";
    };
  }

  private String restrictionNote() {
    int count =
        fieldsOf(WizardStep.RESTRICTIONS).stream()
            .mapToInt(field -> RestrictionLines.of(field.text()).size())
            .sum();
    return words.text("newkey.restrictions", count);
  }

  private String constraintNote() {
    boolean plain =
        constraints.stream().noneMatch(NewKeyConstraint::differs) && json.text().isBlank();
    return words.text(plain ? "newkey.constraints.defaults" : "newkey.constraints.own");
  }

  private void showSummary() {
    List<WizardStep.Line> all = new ArrayList<>();
    all.add(line("newkey.owner", owner.text(), false, !owner.errorProperty().get().isEmpty()));
    all.add(line("newkey.scope", scope.get().text(), false, false));
    all.add(line("newkey.step.capabilities", String.join("\n", capabilities), false, false));
    for (NewKeyLimit limit : limits) {
      String unit = limit.kind() == NewKeyLimit.Kind.COST ? words.text("newkey.cents") : "";
      all.add(
          line(
              limit.kind().label(),
              limit.field().text() + unit,
              limit.differs(),
              limit.field().isWrong()));
    }
    all.add(line("newkey.expires", expiryText(), false, false));
    all.add(
        line(
            "newkey.step.restrictions",
            restrictionNote(),
            false,
            wrong(WizardStep.RESTRICTIONS) > 0));
    all.add(
        line(
            "newkey.step.constraints", constraintNote(), false, wrong(WizardStep.CONSTRAINTS) > 0));
    summary.setAll(all);
  }

  private WizardStep.Line line(String label, String value, boolean changed, boolean bad) {
    return new WizardStep.Line(words.text(label), value, changed, bad);
  }

  /// When the key would end, in words.
  public String expiryText() {
    return end().map(KeyWords::minute).orElseGet(() -> words.text("newkey.never"));
  }

  private Optional<Instant> end() {
    Instant now = workspace.clock().instant();
    return switch (expiry.get()) {
      case KEEP -> editing.flatMap(ApiKey::expiresAt);
      case NEVER -> Optional.empty();
      case DATE -> date().map(NewKeyViewModel::endOf);
      case DAYS_7, DAYS_30, DAYS_60, DAYS_90, DAYS_365 ->
          Optional.of(now.plus(Duration.ofDays(expiry.get().days())));
    };
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
  }

  // What was typed, as the service takes it

  private KeyRequest request() {
    Expiry end =
        switch (expiry.get()) {
          case NEVER -> new Expiry.Never(neverReason.text().strip());
          case DATE -> new Expiry.At(date().map(NewKeyViewModel::endOf).orElse(Instant.EPOCH));
          case KEEP -> new Expiry.After(Duration.ZERO);
          case DAYS_7, DAYS_30, DAYS_60, DAYS_90, DAYS_365 ->
              new Expiry.After(Duration.ofDays(expiry.get().days()));
        };
    return new KeyRequest(
        name.text().strip(),
        description.text().strip(),
        owner.text().strip(),
        scope.get(),
        capabilities,
        Optional.of(limitValues()),
        end,
        new Restrictions(
            RestrictionLines.of(allowedEndpoints.text()),
            RestrictionLines.of(blockedEndpoints.text()),
            RestrictionLines.of(allowedIps.text()),
            RestrictionLines.of(allowedDomains.text()),
            requireTls.get()),
        constraintValues());
  }

  private Limits limitValues() {
    long[] v = limits.stream().mapToLong(limit -> limit.value().orElse(0)).toArray();
    return new Limits(v[0], v[1], v[2], v[3], v[4], v[5]);
  }

  private Value.Fields constraintValues() {
    Map<String, Value> typed = new LinkedHashMap<>();
    for (NewKeyConstraint each : constraints) {
      if (editing.isPresent() || each.differs()) {
        each.value().ifPresent(value -> typed.put(each.name(), value));
      }
    }
    try {
      typed.putAll(ConstraintText.parse(json.text()).fields());
    } catch (ConstraintText.Malformed e) {
      // Judged and shown at the field; what is malformed is never handed on.
      return new Value.Fields(typed);
    }
    Map<String, Value> ordered = new LinkedHashMap<>();
    editing.ifPresent(
        key ->
            key.constraints().fields().keySet().stream()
                .filter(typed::containsKey)
                .forEach(
                    each -> ordered.put(each, java.util.Objects.requireNonNull(typed.get(each)))));
    typed.forEach(ordered::putIfAbsent);
    return new Value.Fields(ordered);
  }

  private KeyEdit edit() {
    KeyRequest now = request();
    KeyEdit edit = KeyEdit.NOTHING;
    edit = now.name().equals(beginning.name()) ? edit : edit.withName(now.name());
    edit =
        now.description().equals(beginning.description())
            ? edit
            : edit.withDescription(now.description());
    edit = now.ownerId().equals(beginning.ownerId()) ? edit : edit.withOwnerId(now.ownerId());
    edit = now.scope() == beginning.scope() ? edit : edit.withScope(now.scope());
    edit =
        now.capabilities().equals(beginning.capabilities())
            ? edit
            : edit.withCapabilities(now.capabilities());
    edit = now.limits().equals(beginning.limits()) ? edit : edit.withLimits(limitValues());
    edit = expiry.get() == ExpiryChoice.KEEP ? edit : edit.withExpiry(now.expiry());
    edit =
        now.restrictions().equals(beginning.restrictions())
            ? edit
            : edit.withRestrictions(now.restrictions());
    return now.constraints().equals(beginning.constraints())
        ? edit
        : edit.withConstraints(now.constraints());
  }

  // Commands

  /// On to the next step, or from the last one to the deed. Does nothing while [#blockedProperty]
  /// says why not.
  public void next() {
    if (!otherCapability.text().isBlank() && step.get() == WizardStep.CAPABILITIES) {
      addCapability();
    }
    if (!blocked.get().isEmpty() || busy.get()) {
      return;
    }
    if (step.get() == WizardStep.REVIEW) {
      finish();
    } else {
      step.set(ORDER.get(ORDER.indexOf(step.get()) + 1));
    }
  }

  /// Back to the step before.
  public void back() {
    if (step.get() != WizardStep.WHO) {
      step.set(ORDER.get(ORDER.indexOf(step.get()) - 1));
    }
  }

  /// To a step of the list: back to any, forward as far as nothing is wrong on the way.
  public void goTo(WizardStep to) {
    boolean open =
        java.util.Arrays.stream(WizardStep.values())
            .filter(each -> each.compareTo(to) < 0)
            .allMatch(each -> wrong(each) == 0);
    if (open || to.compareTo(step.get()) < 0) {
      step.set(to);
    }
  }

  /// Leaves the wizard; asks first if anything was typed.
  public void cancel() {
    boolean typed =
        !request().equals(beginning)
            || expiryDate.isChanged()
            || json.isChanged()
            || otherCapability.isChanged();
    if (!typed) {
      workspace.navigator().showKeys();
      return;
    }
    workspace
        .navigator()
        .open(
            new Dialog.Question(
                words.text("newkey.leave.title"),
                words.text("newkey.leave.text"),
                words.text("newkey.leave.yes"),
                words.text("newkey.leave.no"),
                true,
                workspace.navigator()::showKeys));
  }

  /// Grants what was typed, if it is a `kind:name`.
  public void addCapability() {
    String other = otherCapability.text().strip();
    if (CAPABILITY.matcher(other).matches()) {
      toggleCapability(other, true);
      otherCapability.textProperty().set("");
    }
  }

  /// Grants a capability or takes it away.
  public void toggleCapability(String capability, boolean granted) {
    Set<String> all = new LinkedHashSet<>(capabilities);
    if (granted ? all.add(capability) : all.remove(capability)) {
      capabilities.setAll(all);
    }
  }

  /// Puts every limit back to the scope's default.
  public void resetLimits() {
    limits.forEach(NewKeyLimit::reset);
  }

  /// Writes the addresses of each offered range in place of the range.
  public void spellOutRanges() {
    allowedIps.textProperty().set(RestrictionLines.spelledOut(allowedIps.text()));
  }

  private void finish() {
    busy.set(true);
    failure.set("");
    if (editing.isPresent()) {
      ApiKey key = editing.get();
      KeyEdit edit = edit();
      workspace
          .tasks()
          .run(() -> workspace.service().update(key.id(), edit), this::saved, this::failed);
    } else {
      KeyRequest request = request();
      workspace.tasks().run(() -> workspace.service().create(request), this::created, this::failed);
    }
  }

  private void created(IssuedKey issued) {
    busy.set(false);
    workspace.navigator().showKeys();
    workspace.navigator().open(new Dialog.Reveal(new RevealViewModel(workspace, issued)));
  }

  private void saved(ApiKey key) {
    busy.set(false);
    workspace.navigator().showKeys();
    workspace.navigator().say(words.text("newkey.saved", key.name()), Optional.empty());
  }

  private void failed(Exception e) {
    busy.set(false);
    failure.set(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
    workspace
        .navigator()
        .report(words.text(editing.isPresent() ? "newkey.failed.save" : "newkey.failed.create"), e);
  }

  // State

  /// Whether an existing key is edited.
  public boolean isEditing() {
    return editing.isPresent();
  }

  public NewKeyField name() {
    return name;
  }

  public NewKeyField description() {
    return description;
  }

  public NewKeyField owner() {
    return owner;
  }

  /// Owners of the tenant's keys, to complete from.
  public ObservableList<String> owners() {
    return owners;
  }

  public ObjectProperty<Scope> scopeProperty() {
    return scope;
  }

  public ObservableList<String> capabilities() {
    return capabilities;
  }

  public NewKeyField otherCapability() {
    return otherCapability;
  }

  public List<NewKeyLimit> limits() {
    return limits;
  }

  public ObjectProperty<ExpiryChoice> expiryProperty() {
    return expiry;
  }

  /// A day as `2027-02-21`; the key ends with it.
  public NewKeyField expiryDate() {
    return expiryDate;
  }

  public NewKeyField neverReason() {
    return neverReason;
  }

  public NewKeyField allowedEndpoints() {
    return allowedEndpoints;
  }

  public NewKeyField blockedEndpoints() {
    return blockedEndpoints;
  }

  public NewKeyField allowedIps() {
    return allowedIps;
  }

  public NewKeyField allowedDomains() {
    return allowedDomains;
  }

  public BooleanProperty requireTlsProperty() {
    return requireTls;
  }

  /// Whether a range among the addresses is small enough to be written as its addresses.
  public ReadOnlyBooleanProperty rangeOfferedProperty() {
    return rangeOffered.getReadOnlyProperty();
  }

  public List<NewKeyConstraint> constraints() {
    return List.copyOf(constraints);
  }

  /// Constraints beside the form, as JSON.
  public NewKeyField json() {
    return json;
  }

  public ReadOnlyObjectProperty<WizardStep> stepProperty() {
    return step.getReadOnlyProperty();
  }

  public ObservableList<WizardStep.Entry> steps() {
    return steps;
  }

  public ObservableList<WizardStep.Line> summary() {
    return summary;
  }

  /// Why one cannot go on; empty where one can.
  public ReadOnlyStringProperty blockedProperty() {
    return blocked.getReadOnlyProperty();
  }

  /// Why the last attempt failed; empty where none did.
  public ReadOnlyStringProperty failureProperty() {
    return failure.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }
}
