package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Unseen;
import keyconsole.domain.UsageLinesQuestion;

/// What each [Command] does, and why it cannot be done just now. UI thread only.
public final class Commands {

  private static final String RECENT = "palette.recent";
  private static final String BETWEEN = "\n";
  private static final int MOST_RECENT = 20;

  private final Surroundings surroundings;
  private final ShellViewModel shell;
  private final Memory memory;
  private final Help help;
  private final KeyWords words;
  private final ReadOnlyLongWrapper finds = new ReadOnlyLongWrapper();

  Commands(Surroundings surroundings, ShellViewModel shell, Memory memory, Help help) {
    this.surroundings = surroundings;
    this.shell = shell;
    this.memory = memory;
    this.help = help;
    this.words = new KeyWords(surroundings.texts());
  }

  /// Changes when the search of the page is asked for.
  public ReadOnlyLongProperty findsProperty() {
    return finds.getReadOnlyProperty();
  }

  /// What a command is called now.
  public String name(Command command) {
    return command == Command.CLOSE_TENANT
        ? shell
            .tenantName()
            .map(tenant -> surroundings.text("shell.close", tenant))
            .orElseGet(() -> surroundings.text(command.textKey()))
        : surroundings.text(command.textKey());
  }

  /// What its tooltip says: the name, and the keys where there are some.
  public String tip(Command command) {
    String name = name(command);
    return command.keys().isEmpty() ? name : name + "  (" + command.keysText() + ")";
  }

  /// What it is done to: the selected keys; empty where it is done to none.
  String subject(Command command) {
    if (command == Command.DISABLE) {
      return liveProblem().map(problem -> Unseen.shown(problem.fileName())).orElse("");
    }
    return command.group() == Command.Group.SELECTION && !selected().isEmpty()
        ? selected().size() == 1
            ? words.name(selected().getFirst())
            : words.text("keys.selected", selected().size())
        : "";
  }

  /// Why it cannot be done now, in a person's words; empty where it can.
  public Optional<String> blocked(Command command) {
    return switch (command.group()) {
      case SCREEN -> withoutTenant();
      case KEYS -> blockedOfPage(command);
      case SELECTION -> withoutTenant().or(() -> blockedOfSelection(command));
      case TENANT -> blockedOfTenant(command);
      case WINDOW -> Optional.empty();
      case HELP -> command == Command.TOUR ? withoutTenant() : Optional.empty();
    };
  }

  private Optional<String> withoutTenant() {
    return shell.tenantName().isPresent() ? Optional.empty() : said("command.no-tenant");
  }

  private Optional<String> said(String name) {
    return Optional.of(surroundings.text(name));
  }

  private Optional<String> blockedOfPage(Command command) {
    if (command == Command.FIND || command == Command.REFRESH) {
      return Optional.empty();
    }
    return withoutTenant()
        .or(
            () ->
                switch (command) {
                  case NEW_KEY, NEW_KEYS -> blockedForAll();
                  case SAVE_SHOWN -> blockedToSave();
                  default -> Optional.empty();
                });
  }

  private Optional<String> blockedForAll() {
    return shell.keys().flatMap(list -> list.actions().blocked());
  }

  private Optional<String> blockedToSave() {
    return switch (shell.pageProperty().get()) {
      case Page.Usage(var usage) when usage.figuresProperty().get().isPresent() -> Optional.empty();
      case Page.Audit(var log) when log.savableProperty().get() -> Optional.empty();
      case Page.Usage _, Page.Audit _ -> said("command.nothing-yet");
      default -> said("command.nothing-to-save");
    };
  }

  private Optional<String> blockedOfTenant(Command command) {
    return switch (command) {
      case OPEN_FOLDER, OPEN_DEMO -> Optional.empty();
      case SEALS, VERIFY_SEALS ->
          withoutTenant()
              .or(() -> shell.seals().isPresent() ? Optional.empty() : said("command.no-seals"));
      default -> withoutTenant();
    };
  }

  private Optional<String> blockedOfSelection(Command command) {
    List<ApiKey> keys = selected();
    if (command == Command.DISABLE) {
      return liveProblem().isPresent() ? blockedForAll() : said("command.no-live-problem");
    }
    if (keys.isEmpty()) {
      return said("command.no-selection");
    }
    return switch (command) {
      case COPY_ID -> Optional.empty();
      case SAVE_TEMPLATE -> unlessOne(keys).or(this::blockedForAll);
      case KEY_USAGE, KEY_AUDIT, KEY_ACCESS -> unlessOne(keys);
      case ROTATE, EDIT, TIGHTEN, LIKE -> unlessOne(keys).or(() -> blockedFor(keys));
      case SUSPEND -> unlessAny(keys, KeyStatus.ACTIVE).or(() -> blockedFor(keys));
      case RESUME -> unlessAny(keys, KeyStatus.SUSPENDED).or(() -> blockedFor(keys));
      default -> blockedFor(keys);
    };
  }

  private Optional<String> blockedFor(List<ApiKey> keys) {
    return shell.keys().flatMap(list -> list.actions().blocked(keys));
  }

  private Optional<String> unlessOne(List<ApiKey> keys) {
    return keys.size() == 1 ? Optional.empty() : said("command.one-only");
  }

  private Optional<String> unlessAny(List<ApiKey> keys, KeyStatus status) {
    return keys.stream().anyMatch(key -> key.status() == status)
        ? Optional.empty()
        : said("command.none-" + status.text());
  }

  private List<ApiKey> selected() {
    return listInSight().map(KeyListViewModel::selectedKeys).orElse(List.of());
  }

  private Optional<KeyListViewModel> listInSight() {
    boolean seen = shell.pageProperty().get() instanceof Page.Keys;
    return shell.keys().filter(list -> seen);
  }

  /// The file that is selected alone, where the backend accepts it though it is no key file.
  private Optional<KeyProblem> liveProblem() {
    return listInSight()
        .map(KeyListViewModel::selection)
        .filter(rows -> rows.size() == 1)
        .map(List::getFirst)
        .flatMap(
            row ->
                row instanceof KeyRow.Problem problem && problem.isLive()
                    ? Optional.of(problem.problem())
                    : Optional.empty());
  }

  /// Its keys were pressed. Behind a dialog, or while the window is covered, they do nothing; where
  /// it cannot be done, the reason is told.
  public void press(Command command) {
    if (!shell.dialogs().isEmpty() || shell.idleLock().isLocked()) {
      return;
    }
    blocked(command)
        .ifPresentOrElse(reason -> shell.say(reason, Optional.empty()), () -> run(command));
  }

  /// Does it, where it can be done.
  public void run(Command command) {
    if (blocked(command).isPresent()) {
      return;
    }
    switch (command.group()) {
      case SCREEN -> show(command);
      case KEYS -> doOnPage(command);
      case SELECTION -> shell.keys().ifPresent(list -> doToSelection(command, list.actions()));
      case TENANT -> doToTenant(command);
      case WINDOW -> doToWindow(command);
      case HELP -> help.show(command);
    }
  }

  private void show(Command command) {
    switch (command) {
      case USAGE -> shell.showUsage(Optional.empty());
      case AUDIT -> shell.goToAudit();
      case ACCESS -> shell.showAccessCheck(Optional.empty());
      case HEALTH -> shell.showHealth();
      case LINES -> shell.showUsageLines(UsageLinesQuestion.everything(surroundings.zone()));
      default -> shell.goToKeys();
    }
  }

  private void doOnPage(Command command) {
    switch (command) {
      case NEW_KEY -> newKey();
      case NEW_KEYS -> shell.keys().ifPresent(list -> list.actions().newKeys());
      case TEMPLATES -> shell.keys().ifPresent(list -> list.actions().showTemplates());
      case CLEAR_FILTERS -> {
        shell.goToKeys();
        shell.keys().ifPresent(KeyListViewModel::clearFilters);
      }
      case REFRESH -> readAnew();
      case SAVE_SHOWN -> saveShown();
      default -> finds.set(finds.get() + 1);
    }
  }

  private void saveShown() {
    if (shell.pageProperty().get() instanceof Page.Usage(var usage)) {
      usage.saveFigures();
    } else if (shell.pageProperty().get() instanceof Page.Audit(var log)) {
      log.save(AuditSaving.Format.CSV);
    }
  }

  /// A wizard in which something was typed asks first.
  private void newKey() {
    if (shell.pageProperty().get() instanceof Page.NewKey) {
      shell.goToKeys();
    }
    if (!(shell.pageProperty().get() instanceof Page.NewKey)) {
      shell.keys().ifPresent(list -> list.actions().newKey());
    }
  }

  private void readAnew() {
    // What is told of keys on any other page follows from these.
    shell.keys().ifPresent(KeyListViewModel::readAnew);
    switch (shell.pageProperty().get()) {
      case Page.Welcome(var welcome) -> welcome.showRecent();
      case Page.Usage(var usage) -> usage.retry();
      case Page.Audit(var log) -> log.retry();
      case Page.Health(var found) -> found.look();
      case Page.Keys _, Page.NewKey _, Page.AccessCheck _, Page.UsageLines _ -> {}
    }
  }

  private void doToSelection(Command command, KeyActions actions) {
    if (command == Command.DISABLE) {
      liveProblem().ifPresent(actions::disable);
    } else {
      doToSelected(command, actions, selected());
    }
  }

  private void doToSelected(Command command, KeyActions actions, List<ApiKey> keys) {
    ApiKey first = keys.getFirst();
    switch (command) {
      case ROTATE -> actions.rotate(first);
      case SUSPEND -> actions.suspend(keys);
      case RESUME -> actions.resume(keys);
      case EXTEND -> actions.extend(keys);
      case EDIT -> actions.edit(first);
      case TIGHTEN -> actions.tighten(first);
      case LIKE -> actions.copy(first);
      case SAVE_TEMPLATE -> actions.saveAsTemplate(first);
      case REVOKE -> actions.revoke(keys);
      case KEY_USAGE -> actions.showUsage(first);
      case KEY_AUDIT -> shell.showAudit("key:\"" + first.id() + "\"");
      case KEY_ACCESS -> actions.checkAccess(first);
      default -> shell.keys().ifPresent(KeyListViewModel::copySelected);
    }
  }

  private void doToTenant(Command command) {
    switch (command) {
      case SEALS -> shell.showSeals();
      case VERIFY_SEALS -> shell.seals().ifPresent(SealViewModel::verifyNow);
      case THRESHOLDS -> shell.health().ifPresent(HealthViewModel::showThresholds);
      case WARNINGS -> shell.warnings().ifPresent(WarningsViewModel::open);
      case REPORT -> shell.makeReport();
      case TOKEN -> shell.giveToken();
      case OPEN_DEMO -> shell.openDemo(false);
      case CLOSE_TENANT -> shell.showWelcome();
      default -> chooseFolder();
    }
  }

  private void chooseFolder() {
    if (shell.pageProperty().get() instanceof Page.Welcome(WelcomeViewModel welcome)) {
      welcome.chooseFolder();
    } else {
      shell.openAnother();
    }
  }

  private void doToWindow(Command command) {
    switch (command) {
      case THEME -> shell.look().turn();
      case LANGUAGE -> shell.language().turn();
      default -> openPalette();
    }
  }

  private void openPalette() {
    if (shell.dialogs().isEmpty()) {
      shell.open(new Dialog.Guide(new PaletteViewModel(surroundings, shell, this)));
    }
  }

  /// Leads to a key in the list.
  void showKey(KeyId key) {
    shell.showKey(key);
  }

  /// Leads to the keys of an owner.
  void showOwner(String owner) {
    showFound(
        list -> {
          list.clearFilters();
          list.add(new KeyFacet.OfOwner(owner));
        });
  }

  /// Leads to all keys that a text finds.
  void showSearch(String text) {
    showFound(
        list -> {
          list.clearFilters();
          list.searchTextProperty().set(text);
        });
  }

  /// Leads to the key that a raw key opens, which is kept nowhere.
  void showRawKey(String raw) {
    showFound(list -> list.takeRawKey(raw));
  }

  private void showFound(Consumer<KeyListViewModel> find) {
    shell.goToKeys();
    if (shell.pageProperty().get() instanceof Page.Keys(KeyListViewModel list)) {
      find.accept(list);
    }
  }

  /// What was chosen in the palette last, the latest first.
  List<String> recent() {
    return memory
        .get(RECENT)
        .map(text -> Arrays.stream(text.split(BETWEEN, -1)).filter(id -> !id.isEmpty()).toList())
        .orElse(List.of());
  }

  void remember(String id) {
    if (id.contains(BETWEEN)) {
      // As an owner's may: it would be read as two.
      return;
    }
    List<String> next = new ArrayList<>();
    Stream.concat(Stream.of(id), recent().stream().filter(each -> !each.equals(id)))
        .limit(MOST_RECENT)
        .forEach(next::add);
    memory.put(RECENT, String.join(BETWEEN, next));
  }
}
