package keyconsole.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.application.Application;
import keyconsole.app.Options.WrongOptionException;
import keyconsole.service.DemoTenant;

/// Where the program starts: reads the options, sees whether there is a display, opens the window;
/// or writes a report, which needs none.
///
/// Exit status 2 for a wrong option, 1 where no window can be opened or no report be written.
public final class Launcher {

  private Launcher() {}

  /// Opens the console; does not return before its window is closed.
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Locale system = Locale.getDefault();
    // What is wrong with an option is told before it is known whether a folder was chosen.
    speak(Places.of(Optional.empty(), environment), system);
    int status = run(arguments, environment, system);
    if (status != 0) {
      System.exit(status);
    }
  }

  private static void speak(Places places, Locale system) {
    Locale.setDefault(Wiring.locale(places, system));
  }

  static int run(String[] arguments, Map<String, String> environment) {
    return run(arguments, environment, Locale.getDefault());
  }

  private static int run(String[] arguments, Map<String, String> environment, Locale system) {
    Options options;
    try {
      options = Options.parse(arguments, environment);
    } catch (WrongOptionException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    options.home().ifPresent(home -> speak(Places.of(Optional.of(home), environment), system));
    switch (options.wish()) {
      case HELP -> System.out.println(Wiring.texts().getString("option.help"));
      case VERSION -> System.out.println(Wiring.texts().getString("app.version"));
      case REPORT -> {
        return ReportCommand.run(options, environment);
      }
      case OPEN -> {
        return hasDisplay(environment)
            ? openWindow(options, environment)
            : sayNoDisplay(environment);
      }
    }
    return 0;
  }

  private static int openWindow(Options options, Map<String, String> environment) {
    Places places = Places.of(options.home(), environment);
    LogFile.start(places.state());
    OpenWindows windows = new OpenWindows(places.state().resolve("windows"));
    OpenWindows.Tenant wanted = wanted(options, places);
    Optional<OpenWindows.Shown> shown = windows.askOrAnswer(wanted);
    if (shown.isPresent()) {
      System.out.println(told(wanted.domain(), options, shown.get()));
      return 0;
    }
    ConsoleApp.start(options, places, windows);
    spareOpenGl();
    try {
      Application.launch(ConsoleApp.class);
      return 0;
    } catch (UnsupportedOperationException e) {
      // What the toolkit throws where it finds no display at DISPLAY, or no GTK.
      boolean display = String.valueOf(e.getMessage()).contains("DISPLAY");
      return say(display ? "display.cannot-open" : "display.no-libraries");
    }
  }

  /// Where there is no graphics processor, the toolkit would load the system's OpenGL, find it too
  /// slow and draw by itself all the same, 50 MB and a twentieth of a second later.
  private static void spareOpenGl() {
    boolean isAlone =
        System.getProperty("os.name", "").startsWith("Linux")
            && Files.notExists(Path.of("/dev/dri"))
            && Files.notExists(Path.of("/dev/nvidiactl"));
    if (isAlone && System.getProperty("prism.order") == null) {
      System.setProperty("prism.order", "sw");
    }
  }

  private static OpenWindows.Tenant wanted(Options options, Places places) {
    return options.isDemo()
        ? new OpenWindows.Tenant(DemoTenant.dataRoot(places.data()), DemoTenant.DOMAIN)
        : new OpenWindows.Tenant(options.dataRoot().orElseThrow(), options.tenant().orElseThrow());
  }

  /// What the second start for a tenant says. Its own token stays with it, so where it asked for
  /// another session than the window has, it says so.
  private static String told(String domain, Options options, OpenWindows.Shown shown) {
    String front = Wiring.text("windows.front", domain);
    if (options.isReadOnly() && shown.actor().isPresent()) {
      return front + " " + Wiring.text("windows.acting", shown.actor().get());
    }
    boolean wantsToAct = !options.isReadOnly() && (options.isDemo() || options.isTokenGiven());
    return wantsToAct && shown.open() && shown.actor().isEmpty()
        ? front + " " + Wiring.text("windows.read-only")
        : front;
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
