package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program in a process of its own, started as `./mvnw` starts it.
class ConsoleProcessTest {

  private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();
  private static final Path TEST_CLASSES = Path.of("target/test-classes").toAbsolutePath();
  private static final String MAIN = "keyconsole/keyconsole.app.Launcher";

  @TempDir Path folder;

  /// How a process ended.
  private record Ended(int status, String out, String err) {}

  private Ended openAndClose(String... more) throws Exception {
    return openAndClose(Map.of(), more);
  }

  private Ended openAndClose(Map<String, String> environment, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(
        List.of(
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "--patch-module=keyconsole=" + TEST_CLASSES,
            "-m",
            "keyconsole/keyconsole.app.OpenAndClose",
            "--demo"));
    return run(environment, arguments.toArray(String[]::new));
  }

  @Test
  void failureThatNobodyHandlesGoesToTheLogFileAndNotToStderr() throws Exception {
    assertEquals(new Ended(0, "shown\nended\n", ""), openAndClose("-DfailFirst=true"));
    String log = Files.readString(folder.resolve("state/key-console/console.0.log"));
    assertTrue(log.contains(" SEVERE keyconsole.app.ConsoleApp Not handled"), log);
    assertTrue(log.contains("IllegalStateException: on purpose"), log);
  }

  @Test
  void consoleStartsWhereItsLogCannotBeWrittenAndSaysSoOnce() throws Exception {
    Files.createFile(folder.resolve("state"));
    Ended ended = openAndClose();
    assertEquals("shown\nended\n", ended.out());
    assertTrue(ended.err().contains("The log cannot be written to"), ended.err());
  }

  @Test
  void windowOpensOnTheDemoAndClosesWithoutAWordOnStderr() throws Exception {
    Ended ended = openAndClose();
    assertEquals(new Ended(0, "shown\nended\n", ""), ended);
    assertTrue(Files.isDirectory(folder.resolve("key-console/demo/demo.example/api_keys/keys")));
  }

  /// In the end it turns the theme, which is kept.
  @Test
  void walkThroughEveryScreenComesToItsEndWithoutAWordOnStderr() throws Exception {
    Ended ended =
        run(
            Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()),
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "-Dkeyconsole.training.screen=500",
            "-m",
            "keyconsole/keyconsole.app.Training");
    assertEquals(new Ended(0, "", ""), ended);
    String kept = Files.readString(folder.resolve("key-console/console.properties"));
    assertTrue(kept.contains("theme=dark"), kept);
  }

  @Test
  void secondStartForATenantSaysThatItsWindowIsOpenAndEnds() throws Exception {
    String[] demo = {"-Dglass.platform=Headless", "-Dprism.order=sw", "-m", MAIN, "--demo"};
    Path windows = folder.resolve("state/key-console/windows");
    Process first = start(Map.of(), "first", demo);
    try {
      // It answers before its window is there.
      await(() -> sockets(windows) == 1, first);
      Ended second = run(Map.of(), demo);
      assertEquals(0, second.status());
      assertEquals(
          "demo.example is open already: its window was brought to the front.",
          second.out().lines().findFirst().orElse(""));
      assertEquals("", second.err());
      assertTrue(first.isAlive());
    } finally {
      first.destroyForcibly().waitFor();
    }
    // What a killed console leaves keeps nobody from starting.
    assertEquals(1, sockets(windows));
    assertEquals(new Ended(0, "shown\nended\n", ""), openAndClose());
    assertEquals(0, sockets(windows));
  }

  /// As at a log-out.
  @Test
  void consoleThatTheSystemEndsTakesTheRawKeyOffTheClipboardAndItsSocketAway() throws Exception {
    Path windows = folder.resolve("state/key-console/windows");
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "it has no gentle end");
    Process process =
        start(
            Map.of(),
            "",
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "--patch-module=keyconsole=" + TEST_CLASSES,
            "-m",
            "keyconsole/keyconsole.app.CopyAndBeEnded",
            "--demo");
    try {
      await(() -> printed("out.txt").equals("copied\n"), process);
      assertEquals(1, sockets(windows));
      process.destroy();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertEquals("copied\ntaken away\nhidden\n", printed("out.txt"));
    assertEquals(128 + 15, process.exitValue());
    assertEquals(0, sockets(windows));
    // Not even that nothing can be drawn any more.
    assertEquals("", printed("err.txt"));
  }

  private String printed(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int sockets(Path windows) {
    String[] files = windows.toFile().list((in, name) -> name.endsWith(".socket"));
    return files == null ? 0 : files.length;
  }

  private static void await(BooleanSupplier condition, Process process) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(process.isAlive() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(90));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void allThatIsKeptStandsBelowTheHomeThatWasChosen() throws Exception {
    Path home = folder.resolve("chosen");
    Ended ended = openAndClose(Map.of("KEY_CONSOLE_HOME", home.toString()));
    assertEquals(new Ended(0, "shown\nended\n", ""), ended);
    assertTrue(Files.isRegularFile(home.resolve("config/console.properties")));
    assertTrue(Files.isRegularFile(home.resolve("config/recent.json")));
    assertTrue(Files.isRegularFile(home.resolve("state/console.0.log")));
    assertTrue(Files.isDirectory(home.resolve("data/demo/demo.example/api_keys/keys")));
    assertFalse(Files.exists(folder.resolve("key-console")));
    assertFalse(Files.exists(folder.resolve("state")));
  }

  @Test
  void helpIsPrintedAndNothingElse() throws Exception {
    Ended ended = run(Map.of(), "-m", MAIN, "--help");
    assertEquals(0, ended.status());
    assertEquals("", ended.err());
    assertTrue(ended.out().startsWith("Key Console: see and govern a tenant’s API keys.\n"));
  }

  /// AWT is not installed; the toolkit would need a display.
  @Test
  void reportIsWrittenWithoutADisplayAndWithoutTheToolkit() throws Exception {
    Path report = folder.resolve("report");
    Ended ended =
        run(
            Map.of(),
            "-Xlog:class+load:file=" + folder.resolve("classes.txt"),
            "-m",
            MAIN,
            "--demo",
            "--report",
            report.toString());
    assertEquals("", ended.err());
    assertEquals(0, ended.status());
    assertTrue(ended.out().startsWith("The report of demo.example for "), ended.out());
    assertTrue(Files.size(report.resolve("report.pdf")) > 10_000);
    String classes = Files.readString(folder.resolve("classes.txt"));
    assertTrue(classes.contains("keyconsole.service.Paper"));
    for (String never : List.of("javafx.stage.", "javafx.scene.", "com.sun.glass.", "java.awt.")) {
      assertFalse(classes.contains(" " + never), never);
    }
  }

  @Test
  void wrongOptionIsOneLineAndStatusTwo() throws Exception {
    assertEquals(
        new Ended(2, "", "Unknown option --nope. Try --help.\n"),
        run(Map.of(), "-m", MAIN, "--nope"));
  }

  @Test
  void displayThatCannotBeOpenedIsOneLineAndStatusOne() throws Exception {
    assumeTrue(System.getProperty("os.name").startsWith("Linux"));
    Ended ended = run(Map.of("DISPLAY", ":4711"), "-m", MAIN);
    assertEquals(1, ended.status());
    // Which of the two depends on whether this machine has GTK.
    Set<String> reasons =
        Set.of(
            "The display that DISPLAY names cannot be opened."
                + " Try the same command behind xvfb-run -a (package xvfb).\n",
            "The libraries that a window needs are missing. On Debian:"
                + " apt-get install libgtk-3-0 libxtst6 libgl1 fonts-dejavu-core.\n");
    assertTrue(reasons.contains(ended.err()), ended.err());
  }

  private Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(environment, "", arguments);
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Ended(
        process.waitFor(),
        Files.readString(folder.resolve("out.txt")),
        Files.readString(folder.resolve("err.txt")));
  }

  private Process start(Map<String, String> environment, String name, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What starts and ends is not worth being compiled well.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("--enable-native-access=javafx.graphics");
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-Duser.home=" + folder);
    command.addAll(List.of("-p", modulePath()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve(name + "out.txt");
    Path err = folder.resolve(name + "err.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeAll(Set.of("DISPLAY", "WAYLAND_DISPLAY", "JAVA_TOOL_OPTIONS", "KEY_CONSOLE_HOME"));
    builder.environment().putAll(environment);
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /// The program's own classes and what its module asks for, and nothing that only tests need. A
  /// library that is no module would ask for all that is there.
  private static String modulePath() {
    Path[] paths =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> !path.toAbsolutePath().equals(TEST_CLASSES))
            .toArray(Path[]::new);
    ModuleFinder all = ModuleFinder.of(paths);
    Map<String, Path> needed = new TreeMap<>();
    Deque<String> asked = new ArrayDeque<>(List.of("keyconsole"));
    while (!asked.isEmpty()) {
      Optional<ModuleReference> module = all.find(asked.remove());
      if (module.isPresent()
          && needed.put(
                  module.get().descriptor().name(), Path.of(module.get().location().orElseThrow()))
              == null) {
        module.get().descriptor().requires().stream()
            .filter(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
            .map(Requires::name)
            .forEach(asked::add);
      }
    }
    String path =
        needed.values().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    assertTrue(path.contains(CLASSES.toString()), path);
    return path;
  }
}
