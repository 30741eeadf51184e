package keyconsole.viewmodel;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.CountersSetBack;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyId;
import keyconsole.service.ReturnWatch;

/// Access that came back after it was taken away: what was done about it, and what a person is
/// asked. Looks several times a second in the background until it is closed. UI thread only.
public final class ReturnsViewModel {

  /// What can be seen is mended within a second.
  private static final Duration LOOK = Duration.ofMillis(400);

  /// Where every look takes long, as on a share.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /// More lines would push the page out of the window.
  private static final int MOST_SHOWN = 3;

  private static final DateForm TIME = DateForm.of("HH:mm 'UTC'", ZoneOffset.UTC);

  private final Workspace workspace;
  private final ReturnWatch watch;
  private final BooleanSupplier mayLook;
  private final Consumer<KeyId> showKey;
  private final KeyWords words;
  private final ReadOnlyObjectWrapper<List<Item>> items = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<CountersSetBack>> counters =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<AccessReturns> found =
      new ReadOnlyObjectWrapper<>(AccessReturns.NONE);
  private final Pace pace;
  private final TaskRunner.Subscription looks;
  private final Subscription following;

  /// What a look has found that was told; empty where the next one is told whatever it finds.
  private volatile Optional<AccessReturns> told = Optional.empty();

  /// A line of the banner.
  ///
  /// @param found what it is about; empty where it tells of something else
  /// @param text e.g. `Access brought back was taken away again: Export, 10:42 UTC`
  /// @param detail what came back; empty where there is nothing to add
  /// @param canDecide whether it asks whether to keep the access or to take it away again
  /// @param canKeep whether it may be kept
  public record Item(
      Optional<AccessReturn> found,
      Tone tone,
      String text,
      String detail,
      boolean canDecide,
      boolean canKeep) {

    /// Whether it is told once and may be taken away.
    public boolean canDismiss() {
      return found.filter(it -> it.what() == AccessReturn.What.BLOCKED).isPresent();
    }
  }

  /// @param userFolder this user's; where it is empty, deeds are not signed
  /// @param mayLook asked before each look, in the background, so that it keeps nobody from the
  ///   first reading
  /// @param showKey shows a key in the list
  public ReturnsViewModel(
      Workspace workspace,
      Optional<Path> userFolder,
      BooleanSupplier mayLook,
      Consumer<KeyId> showKey) {
    this.workspace = workspace;
    this.watch = workspace.service().returnWatch(userFolder);
    this.mayLook = mayLook;
    this.showKey = showKey;
    this.words = new KeyWords(workspace.texts());
    this.pace = new Pace(workspace.steady(), LONGEST_PAUSE);
    this.looks = workspace.tasks().look(LOOK, this::lookInTurn, this::show, this::failed);
    this.following = workspace.session().subscribe((before, now) -> show(found.get()));
  }

  /// What stands on the banner, what a person has to see before what was done, each newest first;
  /// empty where there is nothing to say.
  public ReadOnlyObjectProperty<List<Item>> itemsProperty() {
    return items.getReadOnlyProperty();
  }

  /// Counters of the backend that a race has set back, newest first.
  public ReadOnlyObjectProperty<List<CountersSetBack>> countersProperty() {
    return counters.getReadOnlyProperty();
  }

  /// All that was seen, as data.
  ReadOnlyObjectProperty<AccessReturns> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /// In the background.
  private Optional<AccessReturns> lookInTurn() {
    if (!mayLook.getAsBoolean() || !pace.isTime()) {
      return Optional.empty();
    }
    Optional<AccessReturns> before = told;
    told = Optional.empty();
    long begin = System.nanoTime();
    AccessReturns seen = watch.look();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    pace.looked(workspace.service().hasComparedAll() ? took : Duration.ZERO);
    told = Optional.of(seen);
    return told.equals(before) ? Optional.empty() : told;
  }

  private void show(AccessReturns found) {
    this.found.set(found);
    counters.set(found.counters());
    show(found, found.warnings().stream().distinct().map(words::told).toList());
  }

  private void show(AccessReturns found, List<String> warnings) {
    List<Item> next = new ArrayList<>();
    warnings.stream().map(this::warning).forEach(next::add);
    found.returns().stream().limit(MOST_SHOWN).map(this::item).forEach(next::add);
    int more = found.returns().size() - MOST_SHOWN;
    if (more > 0) {
      next.add(plain(Tone.NEUTRAL, words.text("returns.more", more)));
    }
    if (!next.equals(items.get())) {
      items.set(List.copyOf(next));
    }
  }

  private static Item plain(Tone tone, String text) {
    return new Item(Optional.empty(), tone, text, "", false, false);
  }

  private Item warning(String reason) {
    return plain(Tone.WARNING, words.text("returns.failed", reason));
  }

  /// What was found before still holds.
  private void failed(Exception cause) {
    show(found.get(), List.of(words.why(cause)));
  }

  private Item item(AccessReturn found) {
    boolean mayDecide = workspace.session().get().isAdministrator();
    boolean isOpen = found.what().isQuestion();
    boolean isUnproven = found.what() == AccessReturn.What.NOT_BORNE_OUT;
    return new Item(
        Optional.of(found),
        tone(found.what()),
        words.text("returns." + found.what(), words.name(found.keyName()), time(found)),
        words.text("returns.fields", fields(found)),
        mayDecide && isOpen,
        mayDecide && (isOpen || isUnproven));
  }

  private static Tone tone(AccessReturn.What what) {
    return switch (what) {
      case BLOCKED -> Tone.SUCCESS;
      case WAITING, CONFLICT -> Tone.DANGER;
      case LATE, NOT_BORNE_OUT -> Tone.WARNING;
    };
  }

  private static String time(AccessReturn found) {
    Instant at = found.what() == AccessReturn.What.BLOCKED ? found.restored() : found.takenAway();
    return TIME.format(at);
  }

  private String fields(AccessReturn found) {
    return found.fields().stream()
        .map(ReturnsViewModel::textOf)
        .map(words::text)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String textOf(KeyField field) {
    return field == KeyField.HASH ? "audit.field.raw-key" : "audit.field." + field.text();
  }

  /// Shows the key that a line is about.
  public void showKey(Item item) {
    item.found().ifPresent(found -> showKey.accept(found.key()));
  }

  /// Lets the key be as it came back.
  public void keep(Item item) {
    item.found().ifPresent(found -> decide(() -> watch.keep(found.id())));
  }

  /// Takes away again what came back.
  public void takeAwayAgain(Item item) {
    item.found().ifPresent(this::takeAwayAgain);
  }

  /// The same for what came back.
  void takeAwayAgain(AccessReturn back) {
    decide(() -> watch.takeAwayAgain(back.id()));
  }

  /// Takes a line away that was told.
  public void dismiss(Item item) {
    item.found().ifPresent(found -> decide(() -> watch.dismiss(found.id())));
  }

  private void decide(Callable<AccessReturns> deed) {
    workspace
        .tasks()
        .run(
            deed,
            this::decided,
            cause -> workspace.navigator().report(words.text("returns.not-done"), cause));
  }

  private void decided(AccessReturns now) {
    // What is found next is told, be it what was told before.
    told = Optional.empty();
    show(now);
  }

  /// Ends the looking.
  public void close() {
    looks.end();
    following.unsubscribe();
    watch.close();
  }
}
