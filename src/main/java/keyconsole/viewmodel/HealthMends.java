package keyconsole.viewmodel;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding;
import keyconsole.domain.Finding.Evidence;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyUsage.Newcomer;
import keyconsole.domain.Rule;
import keyconsole.domain.UsageLinesQuestion;

/// What can be done about each finding: the dialogs and deeds of the other pages, and the ways to
/// where a person looks further. UI thread only.
final class HealthMends {

  private static final Set<Rule> LISTS =
      Set.of(
          Rule.ALLOWED_ENDPOINTS,
          Rule.BLOCKED_ENDPOINTS,
          Rule.ALLOWED_IPS,
          Rule.ALLOWED_DOMAINS,
          Rule.TLS);

  private final Workspace workspace;
  private final KeyListViewModel keys;
  private final ReturnsViewModel returns;
  private final Optional<SealViewModel> seals;
  private final SealViewModel.LineShower lines;
  private final ZoneId zone;
  private final KeyWords words;
  private TaskRunner.Subscription opening = () -> {};

  HealthMends(
      Workspace workspace,
      KeyListViewModel keys,
      ReturnsViewModel returns,
      Optional<SealViewModel> seals,
      SealViewModel.LineShower lines,
      ZoneId zone) {
    this.workspace = workspace;
    this.keys = keys;
    this.returns = returns;
    this.seals = seals;
    this.lines = lines;
    this.zone = zone;
    this.words = keys.words();
  }

  /// The ways that a finding has, the best first.
  List<HealthTold.Mend> of(Finding finding) {
    return ways(finding).stream()
        .map(way -> new HealthTold.Mend(way, words.text(way.text()), blocked(finding, way)))
        .toList();
  }

  private static List<HealthWay> ways(Finding finding) {
    return switch (finding.kind()) {
      case LIVE_PROBLEM -> List.of(HealthWay.DISABLE, HealthWay.COPY_PATH);
      case PROBLEM_FILE -> List.of(HealthWay.COPY_PATH);
      case SEAL_BROKEN ->
          finding.evidence() instanceof Evidence.Seal(var found)
                  && found.line() > 0
                  && found.kind().breaksLog()
              ? List.of(HealthWay.SHOW_LINE, HealthWay.SHOW_SEALS)
              : List.of(HealthWay.SHOW_SEALS);
      case ACCESS_BACK ->
          finding.evidence() instanceof Evidence.Back(var back) && back.what().isQuestion()
              ? List.of(HealthWay.TAKE_AWAY, HealthWay.SHOW_KEY)
              : List.of(HealthWay.SHOW_KEY);
      case OPEN_FOLDER, FOLDER_TROUBLE ->
          finding.evidence() instanceof Evidence.Folder(var warning)
                  && warning.command().isPresent()
              ? List.of(HealthWay.COPY_COMMAND)
              : List.of();
      case ADMIN_UNRESTRICTED -> List.of(HealthWay.RESTRICT, HealthWay.NARROW, HealthWay.REVOKE);
      case LOCKS_OUT -> List.of(isOfLists(finding) ? HealthWay.FIX : HealthWay.FIX_LIMITS);
      case STORED_ONLY ->
          List.of(isOfLists(finding) ? HealthWay.RESTRICT : HealthWay.CHANGE_LIMITS);
      case SAME_HASH -> List.of(HealthWay.ROTATE, HealthWay.REVOKE);
      case NEW_ADDRESSES ->
          List.of(HealthWay.SHOW_REQUESTS, HealthWay.SUSPEND, HealthWay.ROTATE, HealthWay.REVOKE);
      case EXPIRING -> List.of(HealthWay.EXTEND, HealthWay.ROTATE);
      case IDLE -> List.of(HealthWay.REVOKE, HealthWay.SUSPEND);
      case UNROTATED -> List.of(HealthWay.ROTATE);
      case NEVER_EXPIRES -> List.of(HealthWay.SET_EXPIRY);
      case NEAR_LIMIT -> List.of(HealthWay.CHANGE_LIMITS, HealthWay.SHOW_USAGE);
      case NEVER_USED -> List.of(HealthWay.REVOKE, HealthWay.SUSPEND);
      case OVERGRANTED -> List.of(HealthWay.NARROW, HealthWay.SHOW_USAGE);
      case ADRIFT -> List.of(HealthWay.SHOW_USAGE);
    };
  }

  /// Whether the first thing that is wrong is one of the lists; else it is a limit or the expiry.
  private static boolean isOfLists(Finding finding) {
    return finding.evidence() instanceof Evidence.Rules(var rules)
        && rules.stream().limit(1).allMatch(LISTS::contains);
  }

  private Optional<String> blocked(Finding finding, HealthWay way) {
    if (!way.changes()) {
      return Optional.empty();
    }
    boolean ofAdministrators = way == HealthWay.DISABLE || way == HealthWay.TAKE_AWAY;
    return keys.actions()
        .blocked(finding.key().stream().toList())
        .or(
            () ->
                ofAdministrators && !workspace.session().get().isAdministrator()
                    ? Optional.of(words.text("health.blocked.administrator"))
                    : Optional.empty());
  }

  /// Why nothing can be changed at this moment; empty where something can.
  Optional<String> blocked() {
    return keys.actions().blocked();
  }

  /// Takes a way; says why where it cannot be taken any more.
  void take(Finding finding, HealthWay way) {
    Optional<String> blocked = blocked(finding, way);
    blocked.ifPresent(this::tell);
    if (blocked.isEmpty()) {
      finding.key().map(this::now).ifPresent(key -> takeWith(key, finding, way));
      takeWithout(finding, way);
    }
  }

  private void tell(String why) {
    workspace.navigator().report(new Report(why, ""), Optional.empty());
  }

  /// The key as it stands now, since a mend begins with what a person has in front.
  private ApiKey now(ApiKey key) {
    return now(key, keys.keysNow());
  }

  private static ApiKey now(ApiKey key, Function<KeyId, Optional<ApiKey>> there) {
    return there.apply(key.id()).filter(now -> now.hash().equals(key.hash())).orElse(key);
  }

  private void takeWith(ApiKey key, Finding finding, HealthWay way) {
    KeyActions actions = keys.actions();
    switch (way) {
      case ROTATE -> actions.rotate(key);
      case REVOKE -> actions.revoke(List.of(key));
      case EXTEND -> actions.extend(List.of(key));
      case SUSPEND -> actions.suspend(List.of(key));
      case SET_EXPIRY, CHANGE_LIMITS, FIX_LIMITS -> actions.edit(key, WizardStep.LIMITS);
      case RESTRICT, FIX -> actions.edit(key, WizardStep.RESTRICTIONS);
      case NARROW -> actions.tighten(key);
      case SHOW_USAGE -> actions.showUsage(key);
      case SHOW_REQUESTS -> showRequests(key, finding);
      case SHOW_KEY -> show(key);
      case DISABLE, TAKE_AWAY, SHOW_LINE, SHOW_SEALS, COPY_COMMAND, COPY_PATH -> {}
    }
  }

  private void takeWithout(Finding finding, HealthWay way) {
    switch (finding.evidence()) {
      case Evidence.File(var problem) -> {
        if (way == HealthWay.DISABLE) {
          keys.actions().disable(problem);
        } else if (way == HealthWay.COPY_PATH) {
          copy(path(problem.fileName()), "health.copied.path");
        }
      }
      case Evidence.Folder(var warning) ->
          warning.command().ifPresent(command -> copy(command, "health.copied.command"));
      case Evidence.Seal(var found) -> {
        if (way == HealthWay.SHOW_LINE) {
          lines.show(found.file(), found.line());
        } else {
          seals.ifPresent(SealViewModel::showFindings);
        }
      }
      case Evidence.Back(var back) -> answer(back, way);
      case Evidence.Plain _,
          Evidence.Idle _,
          Evidence.Age _,
          Evidence.Ends _,
          Evidence.Unused _,
          Evidence.Rules _,
          Evidence.Filled _,
          Evidence.Surplus _,
          Evidence.Addresses _,
          Evidence.Drift _,
          Evidence.Twins _ -> {}
    }
  }

  private void answer(AccessReturn back, HealthWay way) {
    if (way == HealthWay.TAKE_AWAY) {
      returns.takeAwayAgain(back);
    } else {
      keys.keyNow(back.key()).ifPresent(this::show);
    }
  }

  /// Whether the key of a finding is there to be shown.
  boolean hasKey(Finding finding) {
    return finding.key().flatMap(key -> keys.keyNow(key.id())).isPresent();
  }

  void show(ApiKey key) {
    keys.reveal(key);
    workspace.navigator().showKeys();
  }

  private String path(String fileName) {
    Path file = workspace.folder().resolve("keys").resolve(fileName);
    return file.toString();
  }

  private void copy(String text, String said) {
    workspace.clipboard().put(text);
    workspace.navigator().say(words.text(said), Optional.empty());
  }

  private void showRequests(ApiKey key, Finding finding) {
    if (finding.evidence() instanceof Evidence.Addresses addresses) {
      Instant from = addresses.from().atStartOfDay().toInstant(ZoneOffset.UTC);
      Set<String> ips =
          addresses.most().stream().map(Newcomer::value).collect(Collectors.toUnmodifiableSet());
      workspace
          .navigator()
          .showUsageLines(
              new UsageLinesQuestion(
                  from, Instant.MAX, zone, Set.of(key.id().text()), Set.of(), ips, Set.of()));
    }
  }

  /// Opens the dialog that extends all keys of some findings which this session may change; says
  /// why where there is none, or which are left. They may be very many, so they are put together in
  /// the background.
  void extendAll(List<Finding> findings) {
    Function<KeyId, Optional<ApiKey>> there = keys.keysNow();
    opening.end();
    opening =
        workspace
            .tasks()
            .run(
                () ->
                    findings.stream()
                        .flatMap(finding -> finding.key().stream())
                        .map(key -> now(key, there))
                        .toList(),
                this::extend,
                cause -> workspace.navigator().report(words.text("extend.not-opened"), cause));
  }

  private void extend(List<ApiKey> all) {
    KeyActions actions = keys.actions();
    Optional<String> blocked = actions.blocked();
    List<ApiKey> mine =
        actions.blocked(all).isEmpty()
            ? all
            : all.stream().filter(key -> actions.blocked(List.of(key)).isEmpty()).toList();
    if (blocked.isPresent()) {
      tell(blocked.get());
    } else if (all.isEmpty()) {
      tell(words.text("extend.nothing"));
    } else if (mine.isEmpty()) {
      tell(words.text("health.extend.foreign", all.size()));
    } else if (workspace.navigator().hasDialog()) {
      // What a person is asked just now is not covered by another question.
      tell(words.text("health.extend.in-front"));
    } else {
      actions.extend(mine);
      if (mine.size() < all.size()) {
        tell(words.text("health.extend.foreign", all.size() - mine.size()));
      }
    }
  }

  /// Opens nothing more.
  void close() {
    opening.end();
  }
}
