package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import keyconsole.domain.KeyId;
import keyconsole.domain.Unseen;

/// One line to search everything with: each command, key, owner and screen. The search runs in the
/// background; a raw key that is pasted is looked up and kept nowhere. UI thread only.
public final class PaletteViewModel implements Guide {

  private static final int MOST_RECENT_SHOWN = 5;

  private final Surroundings surroundings;
  private final ShellViewModel shell;
  private final Commands commands;
  private final KeyWords words;
  private final List<KeyRow> rows;

  /// As they stand when the palette opens: what each can be done to takes a look at every selected
  /// key, which is too much for a keystroke. One that cannot be done any more says so when chosen.
  private final List<PaletteLine> everyCommand;

  private final StringProperty text = new SimpleStringProperty("");
  private final ObservableList<PaletteLine> lines = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<PaletteLine>> chosen =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private TaskRunner.Subscription searching = () -> {};

  PaletteViewModel(Surroundings surroundings, ShellViewModel shell, Commands commands) {
    this.surroundings = surroundings;
    this.shell = shell;
    this.commands = commands;
    this.words = new KeyWords(surroundings.texts());
    this.rows = shell.keys().map(KeyListViewModel::everyRow).orElse(List.of());
    this.everyCommand = everyCommand();
    text.subscribe(now -> search());
  }

  /// What is typed.
  public StringProperty textProperty() {
    return text;
  }

  /// What was found, under headings.
  public ObservableList<PaletteLine> lines() {
    return lines;
  }

  /// The line that Enter chooses; empty where there is none.
  public ReadOnlyObjectProperty<Optional<PaletteLine>> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /// Looks a text up if a complete raw key is in it.
  ///
  /// @return whether there is one, so that the text must not be kept anywhere
  public boolean takeRawKey(String typed) {
    boolean found = KeyListViewModel.holdsRawKey(typed);
    if (found) {
      close();
      commands.showRawKey(typed);
    }
    return found;
  }

  /// Goes to another line that can be chosen; from the last one on to the first.
  public void walk(int step) {
    List<PaletteLine> choosable = lines.stream().filter(PaletteLine::isChoosable).toList();
    if (!choosable.isEmpty()) {
      int at = chosen.get().map(choosable::indexOf).orElse(-1);
      chosen.set(Optional.of(choosable.get(Math.floorMod(at + step, choosable.size()))));
    }
  }

  /// Does what the line stands for that the arrows are on.
  public void choose() {
    chosen.get().ifPresent(this::choose);
  }

  /// Does what a line stands for. The palette is gone before.
  public void choose(PaletteLine line) {
    if (line.isChoosable()) {
      close();
      if (line.kind() != PaletteLine.Kind.MORE) {
        commands.remember(line.id());
      }
      line.deed().run();
    }
  }

  @Override
  public void close() {
    searching.end();
    shell.close(new Dialog.Guide(this));
  }

  private void search() {
    searching.end();
    String wanted = text.get().strip().toLowerCase(Locale.ROOT);
    PaletteSearch search = new PaletteSearch(everyCommand, rows, commands.recent());
    if (wanted.isEmpty()) {
      show(unasked(search));
      return;
    }
    searching =
        surroundings
            .tasks()
            .run(
                () -> search.find(wanted),
                answer -> show(told(answer)),
                failure -> shell.report(words.text("palette.failed"), failure));
  }

  private void show(List<PaletteLine> next) {
    lines.setAll(next);
    chosen.set(next.stream().filter(PaletteLine::isChoosable).findFirst());
  }

  /// What was chosen lately, then every command.
  private List<PaletteLine> unasked(PaletteSearch search) {
    List<PaletteLine> next = new ArrayList<>();
    List<PaletteLine> lately =
        search.recent().stream()
            .flatMap(id -> again(id, search).stream())
            .filter(PaletteLine::isChoosable)
            .limit(MOST_RECENT_SHOWN)
            .toList();
    addUnder("palette.recent", lately, next);
    for (Command.Group group : Command.Group.values()) {
      List<PaletteLine> its =
          search.commands().stream()
              .filter(line -> commandOf(line).group() == group)
              .sorted(Comparator.comparing((PaletteLine line) -> !line.isChoosable()))
              .toList();
      addUnder(group.textKey(), its, next);
    }
    return next;
  }

  private static Command commandOf(PaletteLine line) {
    return Arrays.stream(Command.values())
        .filter(command -> command.stem().equals(line.id()))
        .findFirst()
        .orElseThrow();
  }

  private void addUnder(String heading, List<PaletteLine> its, List<PaletteLine> next) {
    if (!its.isEmpty()) {
      next.add(PaletteLine.heading(words.text(heading)));
      next.addAll(its);
    }
  }

  private Optional<PaletteLine> again(String id, PaletteSearch search) {
    if (id.startsWith(PaletteSearch.OWNER_ID)) {
      String owner = id.substring(PaletteSearch.OWNER_ID.length());
      return rows.isEmpty() ? Optional.empty() : Optional.of(ownerLine(owner, ""));
    }
    if (id.startsWith(PaletteSearch.KEY_ID)) {
      return KeyId.parse(id.substring(PaletteSearch.KEY_ID.length()))
          .flatMap(key -> shell.keys().flatMap(list -> list.keyNow(key)))
          .map(key -> keyLine(key.id(), words.name(key), Unseen.shown(key.ownerId())));
    }
    return search.commands().stream().filter(line -> line.id().equals(id)).findFirst();
  }

  /// The kind with the best answer first; of equals the commands, then the keys.
  private List<PaletteLine> told(PaletteSearch.Answer answer) {
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "palette.commands",
            PaletteSearch.Answer.best(answer.commands()),
            answer.commands().stream().map(PaletteSearch.Hit::found).toList()));
    sections.add(
        new Section("palette.keys", PaletteSearch.Answer.best(answer.keys()), keyLines(answer)));
    sections.add(
        new Section(
            "palette.owners",
            PaletteSearch.Answer.best(answer.owners()),
            answer.owners().stream()
                .map(PaletteSearch.Hit::found)
                .map(owner -> ownerLine(owner.id(), words.text("palette.owner-keys", owner.keys())))
                .toList()));
    sections.sort(Collections.reverseOrder(Comparator.comparingInt(Section::best)));
    List<PaletteLine> next = new ArrayList<>();
    sections.forEach(section -> addUnder(section.heading(), section.lines(), next));
    return next;
  }

  private record Section(String heading, int best, List<PaletteLine> lines) {}

  private List<PaletteLine> keyLines(PaletteSearch.Answer answer) {
    Stream<PaletteLine> keys =
        answer.keys().stream()
            .map(PaletteSearch.Hit::found)
            .map(
                entry ->
                    keyLine(
                        entry.key().id(),
                        words.name(entry.key()),
                        entry.owner() + " · " + words.status(entry.key().status())));
    boolean more = answer.keyCount() > answer.keys().size();
    String asked = text.get().strip();
    Stream<PaletteLine> rest =
        more
            ? Stream.of(
                new PaletteLine(
                    "",
                    PaletteLine.Kind.MORE,
                    "fth-list",
                    words.text("palette.more", answer.keyCount()),
                    "",
                    "",
                    "",
                    () -> commands.showSearch(asked)))
            : Stream.empty();
    return Stream.concat(keys, rest).toList();
  }

  private PaletteLine keyLine(KeyId id, String name, String detail) {
    return new PaletteLine(
        PaletteSearch.KEY_ID + id.text(),
        PaletteLine.Kind.KEY,
        "fth-key",
        name,
        detail,
        "",
        "",
        () -> commands.showKey(id));
  }

  private PaletteLine ownerLine(String owner, String detail) {
    return new PaletteLine(
        PaletteSearch.OWNER_ID + owner,
        PaletteLine.Kind.OWNER,
        "fth-user",
        Unseen.shown(owner),
        detail,
        "",
        "",
        () -> commands.showOwner(owner));
  }

  private List<PaletteLine> everyCommand() {
    return Arrays.stream(Command.values())
        .filter(command -> command != Command.PALETTE)
        .map(this::line)
        .toList();
  }

  private PaletteLine line(Command command) {
    return new PaletteLine(
        command.stem(),
        PaletteLine.Kind.COMMAND,
        command.icon(),
        commands.name(command),
        commands.subject(command),
        command.keysText(),
        commands.blocked(command).orElse(""),
        () -> commands.press(command));
  }
}
