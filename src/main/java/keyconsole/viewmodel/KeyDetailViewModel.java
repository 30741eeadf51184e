package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.LastRequest;
import keyconsole.domain.Limits;
import keyconsole.domain.RecentUsage;

/// The drawer beside the table: one key, or one file that is none, in full. UI thread only.
public final class KeyDetailViewModel {

  private static final double AMBER = 0.75;

  private final Workspace workspace;
  private final KeyWords words;
  private final KeyActions actions;
  private final RestrictionMarks marks;
  private final ReadOnlyObjectWrapper<Optional<KeyDetail>> detail =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper json = new ReadOnlyStringWrapper("");
  private Optional<KeyRow> row = Optional.empty();
  private boolean jsonShown;
  private TaskRunner.Subscription reading = () -> {};
  private TaskRunner.Subscription counting = () -> {};

  KeyDetailViewModel(Workspace workspace, KeyActions actions) {
    this.workspace = workspace;
    this.words = new KeyWords(workspace.texts());
    this.actions = actions;
    this.marks = new RestrictionMarks(words);
  }

  /// What to lay out; empty where the drawer is closed.
  public ReadOnlyObjectProperty<Optional<KeyDetail>> detailProperty() {
    return detail.getReadOnlyProperty();
  }

  /// The text of the file as it stands, once asked for with [#showJson].
  public ReadOnlyStringProperty jsonProperty() {
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

  /// Asks how to rotate the key.
  public void rotate() {
    key().ifPresent(actions::rotate);
  }

  /// Asks before revoking the key.
  public void revoke() {
    key().ifPresent(key -> actions.revoke(List.of(key)));
  }

  /// Opens the wizard on the key.
  public void edit() {
    key().ifPresent(actions::edit);
  }

  /// Asks before disabling the live credential of a problem.
  public void disable() {
    if (row.orElse(null) instanceof KeyRow.Problem problem) {
      actions.disable(problem.problem());
    }
  }

  /// Copies the id of a key.
  public void copyId() {
    key().ifPresent(key -> actions.copyId(key.id()));
  }

  void show(Optional<KeyRow> shown) {
    boolean other = !row.map(KeyRow::rowId).equals(shown.map(KeyRow::rowId));
    boolean changed = !row.equals(shown);
    row = shown;
    if (other) {
      json.set("");
    }
    if (changed) {
      refresh();
      readJson();
    }
  }

  /// Tells the same row again: time has passed, or usage was counted.
  void refresh() {
    counting.end();
    switch (row.orElse(null)) {
      case null -> detail.set(Optional.empty());
      case KeyRow.Problem problem -> detail.set(Optional.of(of(problem.problem())));
      case KeyRow.Entry entry ->
          counting =
              workspace
                  .tasks()
                  .run(
                      () -> recent(entry.key()),
                      recent -> detail.set(Optional.of(of(entry, recent))),
                      cause ->
                          workspace.navigator().report(words.text("keys.failed.count"), cause));
    }
  }

  private record Recent(RecentUsage usage, Optional<LastRequest> last) {}

  private Recent recent(ApiKey key) {
    return new Recent(
        workspace.service().recentUsage(key.id()), workspace.service().lastRequest(key.id()));
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
                () -> workspace.service().fileText(file),
                json::set,
                cause -> {
                  String message = cause.getMessage();
                  json.set(message == null ? words.text("keys.failed.json") : message);
                });
  }

  private KeyDetail of(KeyProblem problem) {
    List<KeyDetail.Badge> badges = new ArrayList<>();
    badges.add(new KeyDetail.Badge(words.text("keys.unreadable"), Tone.DANGER));
    problem
        .live()
        .ifPresent(key -> badges.add(new KeyDetail.Badge(words.text("keys.live"), Tone.WARNING)));
    List<KeyDetail.Fact> facts = new ArrayList<>();
    facts.add(fact("keys.fact.reason", problem.reason()));
    problem
        .live()
        .ifPresent(
            key -> {
              facts.add(fact("keys.fact.meaning", words.text("keys.live.text")));
              facts.add(fact("keys.fact.owner", key.ownerId()));
              facts.add(fact("keys.fact.status", words.status(key.status())));
            });
    return new KeyDetail(
        problem
            .live()
            .map(ApiKey::name)
            .filter(name -> !name.isBlank())
            .orElse(words.text("keys.problem.title")),
        words.text("keys.problem.subtitle"),
        badges,
        problem.fileName(),
        facts,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        false,
        true,
        problem.backendAcceptsIt(),
        actions.blocked());
  }

  private KeyDetail of(KeyRow.Entry entry, Recent recent) {
    ApiKey key = entry.key();
    Instant now = workspace.clock().instant();
    List<KeyDetail.Line> restrictions = marks.of(key.restrictions());
    return new KeyDetail(
        words.name(key),
        key.description(),
        badges(entry, restrictions, now),
        key.id().toString(),
        facts(entry, recent, now),
        key.capabilities(),
        gauges(key.limits(), recent.usage()),
        restrictions,
        limits(key.limits()),
        counters(key),
        key.status() == KeyStatus.ACTIVE,
        key.status() == KeyStatus.SUSPENDED,
        false,
        false,
        actions.blocked(List.of(key)));
  }

  private List<KeyDetail.Badge> badges(
      KeyRow.Entry entry, List<KeyDetail.Line> restrictions, Instant now) {
    ApiKey key = entry.key();
    List<KeyDetail.Badge> badges = new ArrayList<>();
    badges.add(new KeyDetail.Badge(words.status(key.status()), KeyWords.tone(key.status())));
    if (entry.isExpiring(now)) {
      Duration left = Duration.between(now, key.expiresAt().orElse(now));
      badges.add(
          new KeyDetail.Badge(
              words.text("keys.badge.expires", words.distance(left)), entry.expiryTone(now)));
    } else if (key.status() == KeyStatus.ACTIVE && key.isPastExpiry(now)) {
      badges.add(new KeyDetail.Badge(words.text("keys.badge.past"), Tone.DANGER));
    }
    if (key.limits().perHour() <= 0
        || restrictions.stream().anyMatch(line -> line.mark() == KeyDetail.Mark.LOCKS_OUT)) {
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

  private List<KeyDetail.Fact> facts(KeyRow.Entry entry, Recent recent, Instant now) {
    ApiKey key = entry.key();
    List<KeyDetail.Fact> facts = new ArrayList<>();
    facts.add(fact("keys.fact.owner", key.ownerId()));
    facts.add(fact("keys.fact.scope", words.scope(key.scope())));
    facts.add(fact("keys.fact.created", KeyWords.minute(key.createdAt())));
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

  private String lastUse(KeyRow.Entry entry, Recent recent, Instant now) {
    return switch (entry.lastUse()) {
      case LastUse.Never never -> words.text("keys.never");
      case LastUse.Unknown unknown -> words.text("keys.unknown");
      case LastUse.At(Instant moment) -> {
        String ago = words.text("keys.ago", words.distance(Duration.between(moment, now)));
        yield recent
            .last()
            .map(LastRequest::clientIp)
            .filter(ip -> !ip.isEmpty())
            .map(ip -> ago + ", " + ip)
            .orElse(ago);
      }
    };
  }

  private List<KeyDetail.Gauge> gauges(Limits limits, RecentUsage usage) {
    return List.of(
        gauge("keys.gauge.hour", usage.hour(), limits.perHour()),
        gauge("keys.gauge.day", usage.day(), limits.perDay()),
        gauge("keys.gauge.month", usage.month(), limits.perMonth()));
  }

  private KeyDetail.Gauge gauge(String label, long used, long limit) {
    double share = limit <= 0 ? 1 : (double) used / limit;
    Tone tone = share >= 1 ? Tone.DANGER : share >= AMBER ? Tone.WARNING : Tone.PLAIN;
    return new KeyDetail.Gauge(
        words.text(label),
        KeyWords.number(used),
        KeyWords.number(limit),
        limit <= 0 ? "–" : KeyWords.number((long) Math.floor(share * 100)) + " %",
        Math.min(1, share),
        tone);
  }

  private List<KeyDetail.Fact> limits(Limits limits) {
    return List.of(
        new KeyDetail.Fact(
            words.text("keys.limit.hour"),
            KeyWords.number(limits.perHour()),
            limits.perHour() <= 0 ? Tone.DANGER : Tone.PLAIN,
            false),
        fact("keys.limit.day", KeyWords.number(limits.perDay())),
        fact("keys.limit.month", KeyWords.number(limits.perMonth())),
        fact("keys.limit.cost", words.text("keys.cents", KeyWords.number(limits.costCents()))),
        fact("keys.limit.tokens", KeyWords.number(limits.tokensPerRequest())),
        fact("keys.limit.concurrent", KeyWords.number(limits.concurrentRequests())));
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
    return new KeyDetail.Fact(words.text(label), value, Tone.PLAIN, false);
  }
}
