package keyconsole.app;

import java.util.List;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.input.Clipboard;
import javafx.stage.Window;
import keyconsole.domain.KeyRequest;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.RevealViewModel;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.Workspace;

/// Runs the real program, makes a key and puts its raw key on the clipboard, and says what is there
/// and whether the window goes when the system ends it. Started by [ConsoleProcessTest] in a
/// process of its own.
final class CopyAndBeEnded {

  private CopyAndBeEnded() {}

  public static void main(String[] arguments) {
    ConsoleApp.whenOpen(CopyAndBeEnded::copyOnce);
    Launcher.main(arguments);
  }

  private static void copyOnce(ShellViewModel shell) {
    boolean[] done = new boolean[1];
    shell
        .workspaceProperty()
        .subscribe(
            open -> {
              if (open.isPresent() && !done[0]) {
                done[0] = true;
                Platform.runLater(() -> copy(shell, open.get()));
              }
            });
  }

  private static void copy(ShellViewModel shell, Workspace open) {
    KeyRequest request = KeyRequest.of("Kiosk", "dana@demo.example", List.of("rag:search"));
    RevealViewModel reveal = new RevealViewModel(open, open.service().create(request));
    shell.open(new Dialog.Reveal(reveal));
    reveal.copy();
    shell
        .workspaceProperty()
        .subscribe((before, now) -> say(isKeyThere() ? "left there" : "taken away"));
    Window.getWindows()
        .addListener(
            (ListChangeListener<Window>)
                change -> {
                  if (change.getList().isEmpty()) {
                    say("hidden");
                  }
                });
    say(isKeyThere() ? "copied" : "not copied");
  }

  private static boolean isKeyThere() {
    return String.valueOf(Clipboard.getSystemClipboard().getString()).startsWith("gt2_");
  }

  private static void say(String text) {
    System.out.println(text);
    System.out.flush();
  }
}
