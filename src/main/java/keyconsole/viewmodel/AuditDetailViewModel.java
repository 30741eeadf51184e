package keyconsole.viewmodel;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Subscription;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.KeyId;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.UsageQuery;
import keyconsole.service.AuditTrail;
import keyconsole.viewmodel.AuditDetail.Changes;
import keyconsole.viewmodel.AuditDetail.Link;
import keyconsole.viewmodel.AuditDetail.Target;

/// One audit record in full: what it says, what was changed, where it leads and where it stands.
/// What has to be looked up comes later and keeps nothing waiting; what was asked for a record that
/// is not shown any more is dropped. UI thread only.
public final class AuditDetailViewModel implements AutoCloseable {

  /// Hours of usage on either side of a record.
  private static final int HOURS_AROUND = 12;

  /// Of a record about more keys the others are reached through their entries.
  private static final int MOST_KEY_LINKS = 5;

  private static final int SHORT_HASH = 4;
  private static final DateForm HOUR = DateForm.of("d MMM HH:mm");

  private final Workspace workspace;
  private final KeyListViewModel keys;
  private final KeyWords texts;
  private final AuditNames names;
  private final Consumer<String> search;
  private final ReadOnlyObjectWrapper<Optional<AuditDetail>> detail =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Changes>> changes =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<List<Link>> links = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<AuditSeals.Told>> seal =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<AuditFindingsViewModel.Sign>> sign =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper hash = new ReadOnlyStringWrapper("");
  private final Map<Target, String> counts = new EnumMap<>(Target.class);
  private final Map<Target, String> failures = new EnumMap<>(Target.class);
  private final List<TaskRunner.Subscription> asking = new ArrayList<>();
  private final Subscription following;
  private TaskRunner.Subscription counting = () -> {};
  private AuditSeals seals = AuditSeals.NONE;
  private Optional<AuditFindingsViewModel> findings = Optional.empty();
  private Optional<Shown> shown = Optional.empty();
  private Optional<AuditStory> story = Optional.empty();

  private record Shown(AuditRecord record, AuditWords words) {}

  /// @param keys the tenant's, as they are read again and again
  /// @param names learns what the log calls keys
  /// @param search shows what a search text finds
  public AuditDetailViewModel(
      Workspace workspace, KeyListViewModel keys, AuditNames names, Consumer<String> search) {
    this.workspace = workspace;
    this.keys = keys;
    this.texts = new KeyWords(workspace.texts());
    this.names = names;
    this.search = search;
    this.following = keys.updatedAtProperty().subscribe((before, now) -> keysRead());
  }

  /// The record; empty where none is shown.
  public ReadOnlyObjectProperty<Optional<AuditDetail>> detailProperty() {
    return detail.getReadOnlyProperty();
  }

  /// What was changed; empty until it was looked up.
  public ReadOnlyObjectProperty<Optional<Changes>> changesProperty() {
    return changes.getReadOnlyProperty();
  }

  /// Ways on.
  public ReadOnlyObjectProperty<List<Link>> linksProperty() {
    return links.getReadOnlyProperty();
  }

  /// What the seals say of its line; empty where nothing is known.
  public ReadOnlyObjectProperty<Optional<AuditSeals.Told>> sealProperty() {
    return seal.getReadOnlyProperty();
  }

  /// What to say of it where no change bears it out; empty for all others.
  public ReadOnlyObjectProperty<Optional<AuditFindingsViewModel.Sign>> signProperty() {
    return sign.getReadOnlyProperty();
  }

  /// The SHA-256 of its line, in hex; empty until it was taken.
  public ReadOnlyStringProperty hashProperty() {
    return hash.getReadOnlyProperty();
  }

  public KeyWords words() {
    return texts;
  }

  /// Asks these seals from now on.
  public void sealWith(AuditSeals from) {
    seals = from;
    sealsChanged();
  }

  /// Asks the seals again.
  public void sealsChanged() {
    seal.set(shown.flatMap(each -> seals.ofLine(each.record())));
  }

  /// Asks these findings from now on.
  public void signWith(AuditFindingsViewModel from) {
    findings = Optional.of(from);
    signsChanged();
  }

  /// Asks the findings again.
  public void signsChanged() {
    sign.set(
        shown.flatMap(
            each ->
                findings.flatMap(it -> it.sign(each.record().fileName(), each.record().line()))));
  }

  /// Shows a record, or the same one in other words.
  public void show(AuditRecord record, AuditWords words) {
    boolean other = shown.filter(each -> each.record().equals(record)).isEmpty();
    Optional<Instant> counted = usage().map(UsageLinesQuestion::from);
    shown = Optional.of(new Shown(record, words));
    names.learn(record);
    if (other) {
      forget();
      sealsChanged();
      signsChanged();
    }
    tell();
    if (other) {
      lookUp(record);
    } else {
      // Hours of a zone may be others than those of the zone before, by half of one.
      usage().filter(of -> !counted.equals(Optional.of(of.from()))).ifPresent(this::count);
    }
  }

  /// Calls keys by what they are called now.
  void namesChanged() {
    tell();
  }

  /// Shows none.
  public void showNothing() {
    shown = Optional.empty();
    forget();
    detail.set(Optional.empty());
    links.set(List.of());
    seal.set(Optional.empty());
    sign.set(Optional.empty());
  }

  private void forget() {
    asking.forEach(TaskRunner.Subscription::end);
    asking.clear();
    counting.end();
    counts.clear();
    failures.clear();
    story = Optional.empty();
    changes.set(Optional.empty());
    hash.set("");
  }

  private void tell() {
    shown.ifPresent(
        each -> {
          detail.set(Optional.of(AuditDetails.of(each.record(), each.words())));
          tellLinks();
          tellChanges();
        });
  }

  private void lookUp(AuditRecord record) {
    AuditTrail trail = workspace.service().auditTrail();
    ask(() -> trail.hashOfLine(record), found -> hash.set(found.orElse("")), _ -> hash.set(""));
    if (record.keyIds().isEmpty()) {
      story = Optional.of(AuditStory.NONE);
      tellChanges();
    } else {
      ask(() -> AuditStory.of(trail, record), this::told, this::notTold);
      usage().ifPresent(this::count);
    }
    if (!record.actor().isEmpty()) {
      ask(
          () -> AuditStory.find(trail, AuditLinks.byActor(record.actor())).size(),
          found -> counted(Target.ENTRIES_BY_ACTOR, found),
          failure -> failed(Target.ENTRIES_BY_ACTOR, failure));
    }
  }

  private <T> void ask(Callable<T> job, Consumer<T> done, Consumer<Exception> failed) {
    asking.add(workspace.tasks().run(job, done, failed));
  }

  private void told(AuditStory found) {
    story = Optional.of(found);
    counted(Target.ENTRIES_OF_KEY, found.entries());
    tell();
  }

  /// Without the other entries the record still tells what it tells itself.
  private void notTold(Exception failure) {
    story = Optional.of(AuditStory.NONE);
    failed(Target.ENTRIES_OF_KEY, failure);
    tellChanges();
  }

  private void count(UsageLinesQuestion of) {
    counting.end();
    counts.remove(Target.USAGE);
    failures.remove(Target.USAGE);
    tellLinks();
    UsageQuery query =
        new UsageQuery(
            of.from(),
            of.to(),
            of.zone(),
            UsageQuery.Step.HOUR,
            UsageQuery.Bands.KEY,
            0,
            UsageFilter.NONE.withKeys(of.keys()));
    counting =
        workspace
            .tasks()
            .run(
                () -> workspace.service().usage(query).totalRequests(),
                found -> counted(Target.USAGE, found),
                failure -> failed(Target.USAGE, failure));
  }

  private void counted(Target target, long found) {
    counts.put(target, KeyWords.number(found));
    tellLinks();
  }

  private void failed(Target target, Exception failure) {
    counts.put(target, "?");
    failures.put(target, texts.why(failure));
    tellLinks();
  }

  private void keysRead() {
    tellLinks();
    tellChanges();
  }

  private Optional<ApiKey> keyNow(String id) {
    return KeyId.parse(id).flatMap(keys::keyNow);
  }

  /// The key as it is, where the record is about it alone.
  private Optional<ApiKey> onlyKeyNow(AuditRecord record) {
    List<String> ids = record.keyIds();
    return ids.size() == 1 ? keyNow(ids.getFirst()) : Optional.empty();
  }

  private boolean areKeysRead() {
    return !keys.updatedAtProperty().get().equals(Instant.EPOCH);
  }

  private void tellChanges() {
    if (shown.isEmpty() || story.isEmpty()) {
      return;
    }
    Shown of = shown.get();
    AuditStory known = story.get();
    Optional<Changes> next =
        of.record().fields().isEmpty()
            ? Optional.of(new Changes(List.of(), List.of(), List.of(unreadable(of.record()))))
            : Optional.of(
                new AuditHistory(
                        of.words(),
                        of.record(),
                        known.before(),
                        known.after(),
                        onlyKeyNow(of.record()))
                    .changes());
    if (!next.equals(changes.get())) {
      changes.set(next);
    }
  }

  private String unreadable(AuditRecord record) {
    return texts.text(
        record.text().isEmpty() ? "audit.change.unreadable.all" : "audit.change.unreadable");
  }

  private void tellLinks() {
    if (shown.isEmpty()) {
      return;
    }
    AuditRecord record = shown.get().record();
    List<Link> next = new ArrayList<>();
    List<AuditRecord.Key> named =
        record.keys().stream().filter(key -> !key.id().isEmpty()).toList();
    named.stream().limit(MOST_KEY_LINKS).forEach(key -> next.add(keyLink(key)));
    if (!named.isEmpty()) {
      int count = record.keyIds().size();
      String text = count > 1 ? "audit.link.keys-entries" : "audit.link.key-entries";
      next.add(link(Target.ENTRIES_OF_KEY, texts.text(text, count), ""));
    }
    if (!record.actor().isEmpty()) {
      String text = texts.text("audit.link.actor-entries", AuditValues.oneLine(record.actor()));
      next.add(link(Target.ENTRIES_BY_ACTOR, text, ""));
    }
    usage()
        .ifPresent(of -> next.add(link(Target.USAGE, texts.text("audit.link.usage"), range(of))));
    if (!next.equals(links.get())) {
      links.set(List.copyOf(next));
    }
  }

  private Link link(Target target, String text, String hint) {
    String why = failures.getOrDefault(target, hint);
    return new Link(target, "", text, counts.getOrDefault(target, "…"), why, true);
  }

  private Link keyLink(AuditRecord.Key named) {
    String id = named.id();
    String text = texts.text("audit.link.key", shown.orElseThrow().words().keyName(named));
    Optional<ApiKey> key = keyNow(id);
    if (key.isPresent()) {
      return new Link(Target.KEY, id, text, texts.status(key.get().status()), id, true);
    }
    String told = areKeysRead() ? texts.text(withoutKey(id)) : "…";
    return new Link(Target.KEY, id, text, told, id, false);
  }

  private String withoutKey(String id) {
    String fileName = id + ".json";
    boolean unreadable =
        keys.everyRow().stream()
            .anyMatch(
                row ->
                    row instanceof KeyRow.Problem problem
                        && problem.problem().fileName().equals(fileName));
    return unreadable ? "audit.link.unreadable" : "audit.link.deleted";
  }

  /// The usage of its keys around the record, in whole hours; empty where there is no key or no
  /// time.
  private Optional<UsageLinesQuestion> usage() {
    return shown
        .filter(each -> !each.record().keyIds().isEmpty())
        .flatMap(each -> each.record().moment().flatMap(moment -> usage(each, moment)));
  }

  private static Optional<UsageLinesQuestion> usage(Shown of, Instant moment) {
    ZonedDateTime hour = moment.atZone(of.words().zone()).truncatedTo(ChronoUnit.HOURS);
    return Optional.of(
        new UsageLinesQuestion(
            hour.minusHours(HOURS_AROUND).toInstant(),
            hour.plusHours(HOURS_AROUND + 1L).toInstant(),
            of.words().zone(),
            Set.copyOf(of.record().keyIds()),
            Set.of(),
            Set.of(),
            Set.of()));
  }

  private String range(UsageLinesQuestion of) {
    return texts.text(
        "audit.link.usage.range",
        HOUR.format(of.from().atZone(of.zone())),
        HOUR.format(of.to().atZone(of.zone())),
        shown.orElseThrow().words().zoneName());
  }

  /// Goes where a link leads.
  public void follow(Link link) {
    if (shown.isEmpty()) {
      return;
    }
    AuditRecord record = shown.get().record();
    switch (link.target()) {
      case KEY ->
          keyNow(link.key())
              .ifPresent(
                  key -> {
                    keys.reveal(key.id());
                    workspace.navigator().showKeys();
                  });
      case ENTRIES_OF_KEY -> search.accept(AuditLinks.ofKeys(record.keyIds()));
      case ENTRIES_BY_ACTOR -> search.accept(AuditLinks.byActor(record.actor()));
      case USAGE -> usage().ifPresent(workspace.navigator()::showUsageLines);
    }
  }

  /// The hash with its middle left out: `8f3a 91c0 … 5be7`.
  public static String shortHash(String hash) {
    int end = hash.length() - SHORT_HASH;
    return end < 2 * SHORT_HASH
        ? hash
        : hash.substring(0, SHORT_HASH)
            + " "
            + hash.substring(SHORT_HASH, 2 * SHORT_HASH)
            + " … "
            + hash.substring(end);
  }

  /// Puts the JSON on the clipboard, laid out; the line where it is none.
  public void copyJson() {
    shown.ifPresent(
        each -> {
          boolean readable = each.record().fields().isPresent();
          copy(readable ? detail.get().orElseThrow().json().text() : each.record().text());
        });
  }

  /// Puts the line on the clipboard, as it stands in its file.
  public void copyRaw() {
    shown.ifPresent(each -> copy(each.record().text()));
  }

  /// Puts the whole hash on the clipboard.
  public void copyHash() {
    copy(hash.get());
  }

  private void copy(String text) {
    workspace.clipboard().put(text);
    workspace.navigator().say(texts.text("audit.copied"), Optional.empty());
  }

  @Override
  public void close() {
    following.unsubscribe();
    forget();
  }
}
