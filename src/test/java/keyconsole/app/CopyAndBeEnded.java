package keyconsole.app;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.input.Clipboard;
import keyconsole.domain.KeyRequest;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.RevealViewModel;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.Workspace;

/// Runs the real program, makes a key and puts its raw key on the clipboard, and says what is there
/// when the system ends it. Started by [ConsoleProcessTest] in a process of its own.
final class CopyAndBeEnded {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private CopyAndBeEnded() {}

  public static void main(String[] arguments) throws Exception {
    Options options = Options.parse(arguments, System.getenv());
    Places places = Places.of(options.home(), System.getenv());
    LogFile.start(places.state());
    OpenWindows windows = new OpenWindows(places.state().resolve("windows"));
    ConsoleApp.start(options, places, windows, CopyAndBeEnded::copyOnce);
    Application.launch(ConsoleApp.class);
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
    Runtime.getRuntime().addShutdownHook(new Thread(CopyAndBeEnded::tell));
    say(isKeyThere() ? "copied" : "not copied");
  }

  private static boolean isKeyThere() {
    return String.valueOf(Clipboard.getSystemClipboard().getString()).startsWith("gt2_");
  }

  private static void tell() {
    long begin = System.nanoTime();
    boolean there = true;
    while (there && System.nanoTime() - begin < PATIENCE) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      CompletableFuture<Boolean> looked = new CompletableFuture<>();
      Platform.runLater(() -> looked.complete(isKeyThere()));
      there = looked.completeOnTimeout(true, PATIENCE, TimeUnit.NANOSECONDS).join();
    }
    say(there ? "left" : "taken away");
  }

  private static void say(String text) {
    System.out.println(text);
    System.out.flush();
  }
}
