package keyconsole.viewmodel;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import keyconsole.domain.CountersSetBack;
import keyconsole.domain.CountersSetBack.Counter;
import keyconsole.domain.FileReason;
import keyconsole.domain.Warning;

/// What a person should know about the open tenant's folder, though it stopped nothing: an item in
/// the status bar, and a list with the reasons and what mends them. Looks in the background every
/// few seconds until it is ended, so that what was mended goes by itself. UI thread only.
public final class WarningsViewModel {

  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final DateForm MOMENT = DateForm.of("d MMM, HH:mm 'UTC'", ZoneOffset.UTC);

  private final Workspace workspace;
  private final ObservableValue<List<CountersSetBack>> counters;
  private final BooleanSupplier mayLook;
  private final KeyWords words;
  private final ReadOnlyObjectWrapper<List<Item>> items = new ReadOnlyObjectWrapper<>(List.of());
  private final Set<CountersSetBack> noted = new HashSet<>();
  private final TaskRunner.Subscription looks;
  private final Subscription following;
  private List<Warning> found = List.of();

  /// What a look has found that was told; empty where the next one is told whatever it finds.
  private volatile Optional<List<Warning>> told = Optional.empty();

  /// One thing to know.
  ///
  /// @param about the warnings that come to it; empty where it is about counters
  /// @param lines where it is so, one each; empty where the commands say it
  /// @param why it matters
  /// @param mend what a person can do
  /// @param commands to copy, one a line; empty where none mends it
  /// @param canNote whether it stays until a person has taken note
  public record Item(
      List<Warning> about,
      String title,
      List<String> lines,
      String why,
      String mend,
      String commands,
      boolean canNote) {}

  /// @param counters that a race has set back, newest first
  /// @param mayLook asked before each look, in the background, so that it keeps nobody from the
  ///   first reading
  public WarningsViewModel(
      Workspace workspace,
      ObservableValue<List<CountersSetBack>> counters,
      BooleanSupplier mayLook) {
    this.workspace = workspace;
    this.counters = counters;
    this.mayLook = mayLook;
    this.words = new KeyWords(workspace.texts());
    this.following = counters.subscribe((before, after) -> show());
    this.looks = workspace.tasks().look(LOOK, this::lookInTurn, this::looked, this::failed);
  }

  /// All there is to know; empty as a rule.
  public ReadOnlyObjectProperty<List<Item>> itemsProperty() {
    return items.getReadOnlyProperty();
  }

  /// How many they are, for the status bar; empty where there are none.
  public ObservableValue<String> briefProperty() {
    return items.map(all -> all.isEmpty() ? "" : words.text("warnings.brief", all.size()));
  }

  /// What they come to.
  public ObservableValue<String> summary() {
    return items.map(all -> words.text("warnings.summary", all.size()));
  }

  private Optional<List<Warning>> lookInTurn() {
    if (!mayLook.getAsBoolean()) {
      return Optional.empty();
    }
    Optional<List<Warning>> before = told;
    told = Optional.empty();
    told = Optional.of(workspace.service().warnings());
    return told.equals(before) ? Optional.empty() : told;
  }

  private void looked(List<Warning> now) {
    found = now;
    show();
  }

  private void failed(Exception cause) {
    looked(List.of(new Warning(Warning.What.HAPPENED, FileReason.of(cause))));
  }

  private void show() {
    Map<Warning.What, List<Warning>> kinds = new EnumMap<>(Warning.What.class);
    found.forEach(each -> kinds.computeIfAbsent(each.what(), _ -> new ArrayList<>()).add(each));
    List<Item> next = new ArrayList<>();
    kinds.forEach((what, all) -> next.add(item(what, all)));
    List<CountersSetBack> open = openCounters();
    if (!open.isEmpty()) {
      next.add(counterItem(open));
    }
    if (!next.equals(items.get())) {
      items.set(List.copyOf(next));
    }
  }

  private List<CountersSetBack> openCounters() {
    return counters.getValue().stream().filter(each -> !noted.contains(each)).toList();
  }

  /// Where the title says what is with the folders, the commands need only name them.
  private Item item(Warning.What what, List<Warning> all) {
    List<String> lines =
        all.stream()
            .filter(each -> each.folder().isEmpty())
            .map(each -> words.told(each.told()))
            .toList();
    return item(what.name(), all.size(), all, lines);
  }

  private Item counterItem(List<CountersSetBack> open) {
    List<String> lines =
        open.stream()
            .map(
                each ->
                    words.text(
                        textOf(each.counter()),
                        each.keyName().isBlank() ? words.text("keys.unnamed") : each.keyName(),
                        each.before(),
                        each.after(),
                        MOMENT.format(each.seen())))
            .toList();
    return item("COUNTERS", open.size(), List.of(), lines);
  }

  private static String textOf(Counter counter) {
    return switch (counter) {
      case REQUESTS -> "warnings.counter";
      case DENIALS -> "warnings.counter.denials";
    };
  }

  private Item item(String kind, int count, List<Warning> about, List<String> lines) {
    String text = "warnings." + kind;
    return new Item(
        about,
        words.text(text, count),
        lines,
        words.text(text + ".why"),
        words.text(text + ".mend", count),
        about.stream()
            .map(Warning::command)
            .flatMap(Optional::stream)
            .distinct()
            .collect(Collectors.joining("\n")),
        about.stream().map(Warning::what).allMatch(Warning.What::isToBeNoted));
  }

  /// Puts the commands on the clipboard.
  public void copy(Item item) {
    workspace.clipboard().put(item.commands());
    workspace.navigator().say(words.text("warnings.copied"), Optional.empty());
  }

  /// Takes note: it goes, and comes only where it happens again.
  public void takeNote(Item item) {
    if (item.about().isEmpty()) {
      noted.addAll(openCounters());
    }
    item.about().forEach(workspace.service()::takeNote);
    found = found.stream().filter(each -> !item.about().contains(each)).toList();
    told = Optional.empty();
    show();
  }

  /// Opens the list.
  public void open() {
    workspace.navigator().open(new Dialog.Warnings(this));
  }

  /// Closes the list.
  public void close() {
    workspace.navigator().close(new Dialog.Warnings(this));
  }

  /// Ends the looking.
  public void end() {
    looks.end();
    following.unsubscribe();
  }
}
