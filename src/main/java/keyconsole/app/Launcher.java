package keyconsole.app;

import java.util.Locale;
import java.util.Map;
import javafx.application.Application;
import keyconsole.app.Options.WrongOptionException;

/// Where the program starts: reads the options, sees whether there is a display, opens the window.
///
/// Exit status 2 for a wrong option, 1 where no window can be opened.
public final class Launcher {

  private Launcher() {}

  /// Opens the console; does not return before its window is closed.
  public static void main(String[] arguments) {
    Locale.setDefault(Wiring.locale(System.getenv(), Locale.getDefault()));
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
      case HELP -> System.out.println(Wiring.texts().getString("option.help"));
      case VERSION -> System.out.println(Wiring.texts().getString("app.version"));
      case OPEN -> {
        return hasDisplay(environment)
            ? openWindow(options, environment)
            : sayNoDisplay(environment);
      }
    }
    return 0;
  }

  private static int openWindow(Options options, Map<String, String> environment) {
    LogFile.start(Wiring.log(environment));
    ConsoleApp.start(options);
    try {
      Application.launch(ConsoleApp.class);
      return 0;
    } catch (UnsupportedOperationException e) {
      // What the toolkit throws where it finds no display at DISPLAY, or no GTK.
      boolean display = String.valueOf(e.getMessage()).contains("DISPLAY");
      return say(display ? "display.cannot-open" : "display.no-libraries");
    }
  }

  private static int sayNoDisplay(Map<String, String> environment) {
    return say(isSet(environment, "WAYLAND_DISPLAY") ? "display.wayland" : "display.none");
  }

  private static int say(String name) {
    System.err.println(Wiring.texts().getString(name));
    return 1;
  }

  private static boolean hasDisplay(Map<String, String> environment) {
    boolean needsOne = System.getProperty("os.name", "").startsWith("Linux");
    boolean headless = "Headless".equals(System.getProperty("glass.platform"));
    return !needsOne || headless || isSet(environment, "DISPLAY");
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }
}
