package keyconsole.app;

import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.stage.Window;
import javafx.util.Duration;
import keyconsole.service.DemoTenant;
import keyconsole.viewmodel.Command;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.UsageRange;

/// A walk through every screen of the demo tenant, after which the console ends. The virtual
/// machine writes down what it loaded and compiled meanwhile, and an installed console starts with
/// that.
public final class Training {

  /// Milliseconds that each screen is shown for: as long as it needs on a slow machine.
  private static final Duration A_SCREEN =
      Duration.millis((double) Long.getLong("keyconsole.training.screen", 1_500));

  private static final Duration A_TURN = A_SCREEN.divide(10);

  /// Through all themes thirteen times, and once more: it is another one in the end.
  private static final int TURNS = 3 * 13 + 1;

  private Training() {}

  /// Walks; returns when the window is closed again.
  public static void main(String[] arguments) {
    Places places = Places.of(Optional.empty(), System.getenv());
    // As on every start of a day but the first.
    DemoTenant.create(Optional.of(places.data()), Clock.systemUTC(), done -> {});
    ConsoleApp.whenOpen(Training::walk);
    Launcher.main(new String[] {"--demo"});
  }

  private static void walk(ShellViewModel shell) {
    Iterator<Consumer<ShellViewModel>> steps = steps().iterator();
    Timeline walk = new Timeline();
    walk.getKeyFrames()
        .add(
            new KeyFrame(
                A_SCREEN,
                event -> {
                  if (steps.hasNext()) {
                    steps.next().accept(shell);
                  } else {
                    walk.stop();
                    turnOften(shell);
                  }
                }));
    walk.setCycleCount(Animation.INDEFINITE);
    walk.play();
  }

  /// Styles and paints everything again and again. A start does that for the most part, and of what
  /// the walk does only what it does very often is noted: see `packaging/README.md`.
  private static void turnOften(ShellViewModel shell) {
    Timeline turns =
        new Timeline(new KeyFrame(A_TURN, event -> shell.desk().commands().run(Command.THEME)));
    turns.setCycleCount(TURNS);
    // The last window ends the program.
    turns.setOnFinished(event -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    turns.play();
  }

  private static List<Consumer<ShellViewModel>> steps() {
    return List.of(
        // Of somebody who has never seen the console.
        shell -> shell.desk().commands().run(Command.TOUR),
        ShellViewModel::escape,
        shell -> shell.keys().ifPresent(Training::selectFirst),
        shell -> shell.showUsage(Optional.empty()),
        shell -> usage(shell, UsageRange.HOURS_24),
        shell -> usage(shell, UsageRange.DAYS_90),
        shell -> {
          if (shell.pageProperty().get() instanceof Page.Usage(var usage)) {
            usage.showLines();
          }
        },
        ShellViewModel::goToAudit,
        shell -> shell.showAudit("action:api_key_created"),
        shell -> shell.showAccessCheck(Optional.empty()),
        ShellViewModel::showHealth,
        ShellViewModel::giveToken,
        ShellViewModel::escape,
        ShellViewModel::goToKeys,
        shell -> shell.keys().ifPresent(keys -> keys.actions().newKey()),
        ShellViewModel::goToKeys);
  }

  private static void selectFirst(KeyListViewModel keys) {
    keys.select(keys.rows().stream().limit(1).toList());
  }

  private static void usage(ShellViewModel shell, UsageRange range) {
    if (shell.pageProperty().get() instanceof Page.Usage(var usage)) {
      usage.settings().rangeProperty().set(range);
    }
  }
}
