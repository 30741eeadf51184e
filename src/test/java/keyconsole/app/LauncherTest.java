package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it reads what the process prints, and changes its properties")
class LauncherTest {

  private final PrintStream before = System.err;
  private final String platform = System.getProperty("glass.platform", "");
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.clearProperty("glass.platform");
  }

  @AfterEach
  void putBack() {
    System.setErr(before);
    System.setProperty("glass.platform", platform);
  }

  @Test
  void wrongOptionIsOneLineAndStatusTwo() {
    assertEquals(2, Launcher.run(new String[] {"--nope"}, Map.of()));
    assertEquals("Unknown option --nope. Try --help.\n", said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void withoutADisplayTheWayOutIsSaidInOneLine() {
    assumeTrue(System.getProperty("os.name").startsWith("Linux"));
    assertEquals(1, Launcher.run(new String[0], Map.of("DISPLAY", "")));
    assertEquals(
        "There is no display to open a window on. Try the same command behind xvfb-run -a (package xvfb).\n",
        said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void onWaylandAloneTheMissingHalfIsNamed() {
    assumeTrue(System.getProperty("os.name").startsWith("Linux"));
    assertEquals(1, Launcher.run(new String[0], Map.of("WAYLAND_DISPLAY", "wayland-0")));
    assertEquals(
        "The window needs an X11 display, and this Wayland session offers none."
            + " Start XWayland, or try the same command behind xvfb-run -a (package xvfb).\n",
        said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void versionIsTheOneThatIsBuilt() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String built = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
    assertEquals("Key Console " + built, Wiring.texts().getString("app.version"));
  }
}
