package keyconsole.viewmodel;

import java.util.Arrays;
import java.util.Optional;
import javafx.util.Subscription;

/// What is at hand on every page: the commands, the help, and how a person left the console. UI
/// thread only.
public final class Desk implements AutoCloseable {

  private final Memory memory;
  private final Help help;
  private final Commands commands;
  private final Subscription following;
  private final ShellViewModel shell;
  private Subscription waiting = Subscription.EMPTY;

  /// Whose last screen is kept; empty before it is known which one that was.
  private Optional<String> tenant = Optional.empty();

  Desk(Surroundings surroundings, ShellViewModel shell) {
    this.shell = shell;
    this.memory = new Memory(surroundings, shell);
    this.help = new Help(surroundings, shell, memory);
    this.commands = new Commands(surroundings, shell, memory, help);
    this.following =
        Subscription.combine(
            shell.pageProperty().subscribe(this::keepScreen),
            shell.workspaceProperty().subscribe(open -> forgetTenant()));
  }

  private void forgetTenant() {
    tenant = Optional.empty();
    waiting.unsubscribe();
  }

  public Memory memory() {
    return memory;
  }

  public Help help() {
    return help;
  }

  public Commands commands() {
    return commands;
  }

  /// Arranges the key table of a tenant as it was left, and keeps what changes.
  Subscription remember(KeyListViewModel keys, String name) {
    return new KeyHabits(memory, keys, name).follow();
  }

  /// A tenant is open: leads to the screen that it was left on, as soon as that is known.
  void opened(String name) {
    waiting = memory.whenKnown(() -> goOn(name));
  }

  /// By then a person may have gone elsewhere.
  private void goOn(String name) {
    Optional<Command> last =
        memory
            .get(screen(name))
            .filter(_ -> shell.pageProperty().get() instanceof Page.Keys)
            .flatMap(
                stem ->
                    Arrays.stream(Command.values())
                        .filter(command -> command.group() == Command.Group.SCREEN)
                        .filter(command -> command.stem().equals(stem))
                        .findFirst());
    tenant = Optional.of(name);
    last.filter(command -> command != Command.KEYS).ifPresent(commands::run);
    help.offerTour();
  }

  private static String screen(String tenant) {
    return "tenant." + tenant + ".screen";
  }

  private void keepScreen(Page page) {
    tenant.ifPresent(name -> memory.put(screen(name), screenOf(page).stem()));
  }

  private static Command screenOf(Page page) {
    return switch (page) {
      case Page.Usage _ -> Command.USAGE;
      case Page.UsageLines _ -> Command.LINES;
      case Page.Audit _ -> Command.AUDIT;
      case Page.AccessCheck _ -> Command.ACCESS;
      case Page.Health _ -> Command.HEALTH;
      case Page.Welcome _, Page.Keys _, Page.NewKey _ -> Command.KEYS;
    };
  }

  @Override
  public void close() {
    following.unsubscribe();
    memory.close();
  }
}
