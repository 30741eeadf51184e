package keyconsole.app;

import java.util.Map;
import javafx.application.Application;
import keyconsole.app.Options.WrongOptionException;

/// Where the program starts: reads the options, sees whether there is a display, opens the window.
///
/// Exit status 2 for a wrong option, 1 where no window can be opened.
public final class Launcher {

  static final String VERSION = "1.0.0";

  private Launcher() {}

  /// Opens the console; does not return before its window is closed.
  public static void main(String[] arguments) {
    int status = run(arguments, System.getenv());
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(String[] arguments, Map<String, String> environment) {
    Options options;
    try {
      options = Options.parse(arguments, environment);
    } catch (WrongOptionException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    switch (options.wish()) {
      case HELP -> System.out.print(Options.HELP);
      case VERSION -> System.out.println("Key Console " + VERSION);
      case OPEN -> {
        return hasDisplay(environment) ? openWindow(options) : sayNoDisplay();
      }
    }
    return 0;
  }

  private static int openWindow(Options options) {
    ConsoleApp.start(options);
    try {
      Application.launch(ConsoleApp.class);
      return 0;
    } catch (UnsupportedOperationException e) {
      // What the toolkit throws where DISPLAY names a display that cannot be opened.
      return sayNoDisplay();
    }
  }

  private static int sayNoDisplay() {
    System.err.println(
        "There is no display to open a window on. Try: xvfb-run -a ./mvnw (package xvfb).");
    return 1;
  }

  private static boolean hasDisplay(Map<String, String> environment) {
    boolean needsOne = System.getProperty("os.name", "").startsWith("Linux");
    boolean headless = "Headless".equals(System.getProperty("glass.platform"));
    return !needsOne || headless || !environment.getOrDefault("DISPLAY", "").isBlank();
  }
}
