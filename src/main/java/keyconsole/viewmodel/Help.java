package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;

/// What helps a person on: the tour, the sheet of shortcuts, what the console is made of, and what
/// whoever helps needs to know. UI thread only.
public final class Help {

  private static final String TOUR_SEEN = "tour.seen";
  private static final int LOG_LINES = 60;

  private final Surroundings surroundings;
  private final ShellViewModel shell;
  private final Memory memory;
  private LogTail log = lines -> List.of();

  Help(Surroundings surroundings, ShellViewModel shell, Memory memory) {
    this.surroundings = surroundings;
    this.shell = shell;
    this.memory = memory;
  }

  /// Says where the console's own log is read from.
  public void readLogFrom(LogTail tail) {
    log = tail;
  }

  /// Leads somebody who has never seen the console through it, once: when the first tenant is open.
  public void offerTour() {
    if (memory.get(TOUR_SEEN).isEmpty() && isOnKeys()) {
      startTour();
    }
  }

  void show(Command command) {
    switch (command) {
      case TOUR -> {
        shell.goToKeys();
        startTour();
      }
      case DIAGNOSTICS -> copyDiagnostics();
      case ABOUT -> open(new AboutViewModel(surroundings, shell, this));
      default -> open(new ShortcutSheet(surroundings, shell));
    }
  }

  private boolean isOnKeys() {
    return shell.dialogs().isEmpty() && shell.pageProperty().get() instanceof Page.Keys;
  }

  /// It begins in the key list, where its first step is.
  private void startTour() {
    if (isOnKeys()) {
      memory.put(TOUR_SEEN, "yes");
      open(new TourViewModel(surroundings, shell));
    }
  }

  private void open(Guide guide) {
    shell.open(new Dialog.Guide(guide));
  }

  void copyDiagnostics() {
    Diagnostics now = new Diagnostics(surroundings, shell);
    LogTail from = log;
    surroundings
        .tasks()
        .run(
            () -> now.text(from.last(LOG_LINES)),
            text -> {
              surroundings.clipboard().put(text);
              shell.say(surroundings.text("help.copied"), Optional.empty());
            },
            failure -> shell.report(surroundings.text("help.not-copied"), failure));
  }
}
