package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.LastRequest;
import keyconsole.domain.LastUse;
import keyconsole.domain.Limits;
import keyconsole.domain.Provenance;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.Rule;
import keyconsole.domain.Unseen;
import keyconsole.domain.UsageNotRead;
import keyconsole.service.Enforcement;
import keyconsole.service.KeyService;

/// The drawer beside the table: one key, or one file that is none, in full. UI thread only.
public final class KeyDetailViewModel {

  private static final double AMBER = 0.75;
  private static final int LONGEST_TEXT = 100_000;

  private final Workspace workspace;
  private final KeyWords words;
  private final KeyActions actions;
  private final MarkWords marks;
  private final ReadOnlyObjectWrapper<Optional<KeyDetail>> detail =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Text> json = new ReadOnlyObjectWrapper<>(Text.NONE);
  private final Function<KeyId, Optional<ApiKey>> keys;
  private final Consumer<KeyId> reveal;
  private final KeyUsageViewModel usage;
  private final Subscription watching;
  private Optional<Origin> origin = Optional.empty();
  private Optional<KeyRow> row = Optional.empty();
  private boolean jsonShown;
  private TaskRunner.Subscription reading = () -> {};
  private TaskRunner.Subscription counting = () -> {};
  private TaskRunner.Subscription tracing = () -> {};

  /// The text of a file.
  ///
  /// @param text as it stands
  /// @param shown the same, laid out
  /// @param cut what to say where only its beginning is shown; else empty
  public record Text(String text, ShownJson shown, String cut) {
    static final Text NONE = new Text("", "");

    Text(String text, String cut) {
      this(text, ShownJson.ofText(text), cut);
    }
  }

  /// Where the key that is shown comes from.
  private record Origin(KeyId key, Instant updatedAt, Provenance told) {
    boolean isOf(ApiKey other) {
      return key.equals(other.id()) && updatedAt.equals(other.updatedAt());
    }
  }

  /// @param keys the keys that there are
  /// @param reveal shows another key
  KeyDetailViewModel(
      Workspace workspace,
      KeyActions actions,
      Function<KeyId, Optional<ApiKey>> keys,
      Consumer<KeyId> reveal) {
    this.keys = keys;
    this.reveal = reveal;
    this.workspace = workspace;
    this.words = new KeyWords(workspace.texts());
    this.actions = actions;
    this.marks = new MarkWords(words);
    this.usage = new KeyUsageViewModel(workspace, _ -> {});
    watching = usage.stateProperty().subscribe((_, _) -> refresh());
  }

  /// What to lay out; empty where the drawer is closed.
  public ReadOnlyObjectProperty<Optional<KeyDetail>> detailProperty() {
    return detail.getReadOnlyProperty();
  }

  /// The text of the file as it stands, once asked for with [#showJson].
  public ReadOnlyObjectProperty<Text> jsonProperty() {
    return json.getReadOnlyProperty();
  }

  public KeyActions actions() {
    return actions;
  }

  public KeyWords words() {
    return words;
  }

  /// The key that is shown; empty for a problem and where the drawer is closed.
  public Optional<ApiKey> key() {
    return row.flatMap(
        shown -> shown instanceof KeyRow.Entry entry ? Optional.of(entry.key()) : Optional.empty());
  }

  /// Whether the JSON is looked at, so that its file is worth reading.
  public void showJson(boolean shown) {
    jsonShown = shown;
    readJson();
  }

  /// Suspends an active key, resumes a suspended one.
  public void suspendOrResume() {
    key()
        .ifPresent(
            key -> {
              if (key.status() == KeyStatus.SUSPENDED) {
                actions.resume(List.of(key));
              } else {
                actions.suspend(List.of(key));
              }
            });
  }

  /// Opens the access check with the key picked.
  public void checkAccess() {
    key().ifPresent(actions::checkAccess);
  }

  /// Opens the usage of the key.
  public void showUsage() {
    key().ifPresent(actions::showUsage);
  }

  /// Asks how to rotate the key.
  public void rotate() {
    key().ifPresent(actions::rotate);
  }

  /// Asks before revoking the key.
  public void revoke() {
    key().ifPresent(key -> actions.revoke(List.of(key)));
  }

  /// Opens the wizard on the key at its restrictions.
  public void editRestrictions() {
    key().ifPresent(key -> actions.edit(key, WizardStep.RESTRICTIONS));
  }

  /// Opens the wizard where a restriction or a limit can be mended.
  public void fix(KeyDetail.Line line) {
    key().ifPresent(key -> line.fix().ifPresent(step -> actions.edit(key, step)));
  }

  /// Opens the wizard on the key, filled with what the key used and no more.
  public void tighten() {
    key().ifPresent(actions::tighten);
  }

  /// Asks before disabling the live credential of a problem.
  public void disable() {
    if (row.orElse(null) instanceof KeyRow.Problem problem) {
      actions.disable(problem.problem());
    }
  }

  /// Goes to a key that this one is bound to.
  public void follow(KeyDetail.Link link) {
    link.key().ifPresent(reveal);
  }

  /// Copies the text of the file as it stands, as far as it is shown.
  public void copyJson() {
    workspace.clipboard().put(json.get().text());
    workspace.navigator().say(words.text("keys.copied.json"), Optional.empty());
  }

  /// Copies the id of a key.
  public void copyId() {
    key().ifPresent(key -> actions.copyId(key.id()));
  }

  void show(Optional<KeyRow> shown) {
    boolean other = !row.map(KeyRow::rowId).equals(shown.map(KeyRow::rowId));
    boolean changed = !row.equals(shown);
    row = shown;
    usage.show(key().map(ApiKey::id));
    if (other) {
      json.set(Text.NONE);
      origin = Optional.empty();
    }
    if (changed) {
      if (!other) {
        usage.renew();
      }
      refresh();
      readJson();
      trace();
    }
  }

  /// Ends what runs for it.
  void close() {
    watching.unsubscribe();
    usage.close();
    reading.end();
    counting.end();
    tracing.end();
  }

  private void trace() {
    tracing.end();
    key()
        .filter(key -> origin.filter(known -> known.isOf(key)).isEmpty())
        .ifPresent(
            key ->
                tracing =
                    workspace
                        .tasks()
                        .run(
                            () -> workspace.service().provenance(key.id()),
                            told -> traced(key, told),
                            cause ->
                                workspace
                                    .navigator()
                                    .report(words.text("keys.failed.audit"), cause)));
  }

  private void traced(ApiKey key, Provenance told) {
    origin = Optional.of(new Origin(key.id(), key.updatedAt(), told));
    refresh();
  }

  /// Tells the same row again: time has passed, or usage was counted.
  void refresh() {
    counting.end();
    switch (row.orElse(null)) {
      case null -> tell(Optional.empty());
      case KeyRow.Problem problem -> tell(Optional.of(of(problem.problem())));
      case KeyRow.Entry entry ->
          counting =
              workspace
                  .tasks()
                  .run(
                      () -> look(entry.key()),
                      found -> tell(Optional.of(of(entry, found))),
                      cause ->
                          workspace.navigator().report(words.text("keys.failed.count"), cause));
    }
  }

  /// What says the same is not told again, so that nothing is laid out anew.
  private void tell(Optional<KeyDetail> next) {
    if (!detail.get().equals(next)) {
      detail.set(next);
    }
  }

  /// What takes a look at usage lines, or at every value of a list.
  private record Found(
      Optional<Recent> recent, List<KeyDetail.Line> restrictions, List<KeyDetail.Line> limits) {}

  private Found look(ApiKey key) {
    return new Found(
        recent(key),
        marks.lines(Enforcement.restrictions(key.restrictions()), key),
        marks.lines(Enforcement.limits(key), key));
  }

  /// @param notReadToday the files of which something could not be read that may be of this day
  /// @param notRead the same of this month, those of this day among them
  private record Recent(
      RecentUsage usage,
      Optional<LastRequest> last,
      List<UsageNotRead> notReadToday,
      List<UsageNotRead> notRead) {}

  /// Empty before the usage lines are counted.
  private Optional<Recent> recent(ApiKey key) {
    KeyService service = workspace.service();
    if (!service.isUsageCounted()) {
      return Optional.empty();
    }
    RecentUsage used = service.recentUsage(key.id());
    LocalDate today = LocalDate.ofInstant(workspace.clock().instant(), ZoneOffset.UTC);
    YearMonth month = YearMonth.from(today);
    return Optional.of(
        new Recent(
            used,
            service.lastRequest(key.id()),
            service.usageNotRead(today, today),
            service.usageNotRead(month.atDay(1), month.atEndOfMonth())));
  }

  private void readJson() {
    reading.end();
    if (!jsonShown || row.isEmpty()) {
      return;
    }
    String file =
        switch (row.get()) {
          case KeyRow.Entry entry -> entry.key().id() + ".json";
          case KeyRow.Problem problem -> problem.problem().fileName();
        };
    reading =
        workspace
            .tasks()
            .run(
                () -> bounded(workspace.service().fileText(file)),
                json::set,
                cause -> json.set(new Text(words.why(cause), "")));
  }

  /// A text of megabytes would stall the window.
  private Text bounded(String text) {
    return text.length() <= LONGEST_TEXT
        ? new Text(text, "")
        : new Text(
            text.substring(0, LONGEST_TEXT),
            words.text(
                "keys.json.cut", KeyWords.number(LONGEST_TEXT), KeyWords.number(text.length())));
  }

  private KeyDetail of(KeyProblem problem) {
    List<KeyDetail.Badge> badges = new ArrayList<>();
    badges.add(new KeyDetail.Badge(words.text("keys.unreadable"), Tone.DANGER, "", true));
    problem
        .live()
        .ifPresent(key -> badges.add(new KeyDetail.Badge(words.text("keys.live"), Tone.WARNING)));
    List<KeyDetail.Fact> facts = new ArrayList<>();
    facts.add(fact("keys.fact.reason", words.told(problem.reason())));
    problem
        .live()
        .ifPresent(
            key -> {
              facts.add(fact("keys.fact.meaning", words.text("keys.live.text")));
              facts.add(fact("keys.fact.owner", key.ownerId()));
              facts.add(fact("keys.fact.status", words.status(key.status())));
            });
    problem.lastGood().ifPresent(key -> facts.addAll(lastGood(key)));
    return new KeyDetail(
        problem
            .live()
            .or(problem::lastGood)
            .map(ApiKey::name)
            .filter(name -> !name.isBlank())
            .map(Unseen::shown)
            .orElse(words.text("keys.problem.title")),
        words.text("keys.problem.subtitle"),
        badges,
        Unseen.shown(problem.fileName()),
        facts,
        List.of(),
        List.of(),
        List.of(),
        usage(0),
        "",
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        false,
        false,
        true,
        problem.backendAcceptsIt(),
        actions.blocked());
  }

  /// What a file said when it could last be read.
  private List<KeyDetail.Fact> lastGood(ApiKey key) {
    return List.of(
        fact("keys.fact.meaning", words.text("keys.problem.last-good")),
        fact("keys.fact.owner", key.ownerId()),
        fact("keys.fact.status", words.status(key.status())),
        fact("keys.fact.scope", words.scope(key.scope())),
        fact("keys.fact.capabilities", String.join(", ", key.capabilities())),
        fact("keys.fact.created", created(key)));
  }

  private Marked usage(long perHour) {
    return marks.marked(Enforcement.limit(Rule.REQUESTS_PER_HOUR, perHour));
  }

  private KeyDetail of(KeyRow.Entry entry, Found found) {
    ApiKey key = entry.key();
    Instant now = workspace.clock().instant();
    Optional<Recent> recent = found.recent();
    return new KeyDetail(
        words.name(key),
        Unseen.shownInLines(key.description()),
        badges(entry, now),
        key.id().toString(),
        facts(entry, recent, now),
        key.capabilities().stream().map(Unseen::shown).toList(),
        links(),
        gauges(key.limits(), recent),
        usage(key.limits().perHour()),
        new UsageNotReadWords(words).told(recent.map(Recent::notRead).orElse(List.of())),
        found.restrictions(),
        found.limits(),
        counters(key),
        told().map(KeyUsageTold::counters),
        key.status() == KeyStatus.ACTIVE,
        key.status() == KeyStatus.SUSPENDED,
        false,
        false,
        actions.blocked(List.of(key)));
  }

  private List<KeyDetail.Badge> badges(KeyRow.Entry entry, Instant now) {
    ApiKey key = entry.key();
    List<KeyDetail.Badge> badges = new ArrayList<>();
    badges.add(
        new KeyDetail.Badge(
            words.status(key.status()), KeyWords.tone(key.status()), words.meaning(key.status())));
    if (entry.isExpiring(now)) {
      Duration left = Duration.between(now, key.expiresAt().orElse(now));
      badges.add(
          new KeyDetail.Badge(
              words.text("keys.badge.expires", words.distance(left)), entry.expiryTone(now)));
    } else if (key.status() == KeyStatus.ACTIVE && key.isPastExpiry(now)) {
      badges.add(new KeyDetail.Badge(words.text("keys.badge.past"), Tone.DANGER));
    }
    if (entry.locksOut()) {
      badges.add(new KeyDetail.Badge(words.text("keys.mark.locks-out"), Tone.DANGER));
    }
    for (KeyFlag flag : key.flags()) {
      switch (flag) {
        case SAME_HASH_AS_ANOTHER ->
            badges.add(new KeyDetail.Badge(words.text("keys.flag.same-hash"), Tone.DANGER));
        case EXPIRY_WITH_OFFSET ->
            badges.add(new KeyDetail.Badge(words.text("keys.flag.expiry-offset"), Tone.DANGER));
        case CREATION_WITH_OFFSET ->
            badges.add(new KeyDetail.Badge(words.text("keys.flag.creation-offset"), Tone.WARNING));
        case LIVE_PROBLEM -> badges.add(new KeyDetail.Badge(words.text("keys.live"), Tone.WARNING));
      }
    }
    return badges;
  }

  private List<KeyDetail.Link> links() {
    Provenance told = origin.map(Origin::told).orElse(Provenance.UNKNOWN);
    List<KeyDetail.Link> links = new ArrayList<>();
    told.predecessor().ifPresent(id -> links.add(link("keys.link.replaces", id)));
    told.successor().ifPresent(id -> links.add(link("keys.link.replaced-by", id)));
    return links;
  }

  private KeyDetail.Link link(String label, KeyId id) {
    String start = id.text().substring(0, 8);
    Optional<ApiKey> key = keys.apply(id);
    return new KeyDetail.Link(
        words.text(label),
        key.map(there -> words.text("keys.link.key", words.name(there), start))
            .orElseGet(() -> words.text("keys.link.gone", start)),
        key.map(ApiKey::id));
  }

  private String created(ApiKey key) {
    String tenant = workspace.session().get().tenant().text();
    return origin
        .flatMap(known -> known.told().creator())
        .map(
            who ->
                words.text(
                    "keys.created.by",
                    KeyWords.day(key.createdAt()),
                    KeyRow.shortOwner(who, tenant)))
        .orElseGet(() -> KeyWords.minute(key.createdAt()));
  }

  private List<KeyDetail.Fact> facts(KeyRow.Entry entry, Optional<Recent> recent, Instant now) {
    ApiKey key = entry.key();
    List<KeyDetail.Fact> facts = new ArrayList<>();
    facts.add(fact("keys.fact.owner", key.ownerId()));
    facts.add(fact("keys.fact.scope", words.scope(key.scope())));
    facts.add(fact("keys.fact.created", created(key)));
    facts.add(
        new KeyDetail.Fact(
            words.text("keys.fact.expires"),
            key.expiresAt().map(KeyWords::minute).orElseGet(() -> words.text("keys.never")),
            entry.expiryTone(now),
            false));
    facts.add(fact("keys.fact.last-used", lastUse(entry, recent, now)));
    key.lastRotated()
        .ifPresent(moment -> facts.add(fact("keys.fact.rotated", KeyWords.minute(moment))));
    return facts;
  }

  private String lastUse(KeyRow.Entry entry, Optional<Recent> recent, Instant now) {
    return switch (entry.lastUse()) {
      case LastUse.Never never -> words.text("keys.never");
      case LastUse.Unknown unknown -> words.text("keys.unknown");
      case LastUse.Pending pending -> words.text("keys.pending");
      case LastUse.At(Instant moment) -> {
        String ago = words.text("keys.ago", words.distance(Duration.between(moment, now)));
        yield recent
            .flatMap(Recent::last)
            .map(LastRequest::clientIp)
            .filter(ip -> !ip.isEmpty())
            .map(ip -> ago + ", " + ip)
            .orElse(ago);
      }
    };
  }

  private List<KeyDetail.Gauge> gauges(Limits limits, Optional<Recent> counted) {
    if (counted.isEmpty()) {
      return List.of(
          pending("keys.gauge.hour", limits.perHour()),
          pending("keys.gauge.day", limits.perDay()),
          pending("keys.gauge.month", limits.perMonth()));
    }
    RecentUsage used = counted.get().usage();
    boolean day = counted.get().notReadToday().isEmpty();
    boolean month = counted.get().notRead().isEmpty();
    return List.of(
        gauge("keys.gauge.hour", used.hour(), day, limits.perHour(), 0),
        gauge("keys.gauge.day", used.day(), day, limits.perDay(), 1),
        gauge("keys.gauge.month", used.month(), month, limits.perMonth(), 2));
  }

  private KeyDetail.Gauge pending(String label, long limit) {
    return new KeyDetail.Gauge(
        words.text(label),
        false,
        "",
        KeyWords.number(limit),
        "",
        0,
        Tone.PLAIN,
        "",
        OptionalDouble.empty());
  }

  /// What was told of the usage of the key that is shown.
  private Optional<KeyUsageTold> told() {
    return usage.stateProperty().get() instanceof KeyUsageViewModel.State.Told(KeyUsageTold told)
        ? Optional.of(told)
        : Optional.empty();
  }

  /// @param whole whether all of it could be read; of a part nothing can be expected
  /// @param place of the same limit in what was told
  private KeyDetail.Gauge gauge(String label, long used, boolean whole, long limit, int place) {
    double share = limit <= 0 ? 1 : (double) used / limit;
    Optional<KeyUsageTold.Gauge> outlook =
        told().filter(_ -> whole).map(usageTold -> usageTold.gauges().get(place));
    String number = KeyWords.number(used);
    return new KeyDetail.Gauge(
        words.text(label),
        true,
        whole ? number : words.text("keys.gauge.at-least", number),
        KeyWords.number(limit),
        limit <= 0 ? "–" : (whole ? "" : "≥ ") + words.percent((long) Math.floor(share * 100)),
        Math.min(1, share),
        tone(share, outlook),
        outlook.map(KeyUsageTold.Gauge::outlook).orElse(""),
        outlook.map(KeyUsageTold.Gauge::ahead).orElse(OptionalDouble.empty()));
  }

  private static Tone tone(double share, Optional<KeyUsageTold.Gauge> outlook) {
    if (share >= 1) {
      return Tone.DANGER;
    }
    boolean ahead = outlook.filter(each -> each.tone() != Tone.PLAIN).isPresent();
    return ahead || share >= AMBER ? Tone.WARNING : Tone.PLAIN;
  }

  private List<KeyDetail.Fact> counters(ApiKey key) {
    return List.of(
        fact("keys.counter.requests", KeyWords.number(key.usage().requests())),
        fact("keys.counter.limit-hits", KeyWords.number(key.usage().rateLimitHits())),
        fact("keys.counter.errors", KeyWords.number(key.usage().errors())),
        fact("keys.counter.bytes", KeyWords.number(key.usage().bytesTransferred())),
        fact(
            "keys.counter.last-used",
            key.usage().lastUsed().map(KeyWords::minute).orElseGet(() -> words.text("keys.never"))),
        fact("keys.counter.updated", KeyWords.minute(key.updatedAt())));
  }

  private KeyDetail.Fact fact(String label, String value) {
    return new KeyDetail.Fact(words.text(label), Unseen.shown(value), Tone.PLAIN, false);
  }
}
