import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// How long an installed console takes from the start of its process until the key list of the demo
/// tenant is drawn, with its start cache and without it in turn, and what it holds and does when it
/// is left alone then.
///
/// The instant is read from outside, in the picture that the virtual display keeps in a file: once
/// each of the rows holds a name. Needs Linux, `Xvfb`, Java 17 or later.
///
/// Arguments: the program (`/usr/bin/key-console`), how often to measure (10).
public final class StartBench {

  private static final long NOT_LATER = TimeUnit.SECONDS.toNanos(60);
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;

  /// Where names stand in the list, in pixels: right of the states and left of the owners, from the
  /// third row on, since the first two may be files that are no keys.
  private static final int NAME_LEFT = 292;

  private static final int NAME_RIGHT = 420;
  private static final int ROW_TOP = 268;
  private static final int ROW_HEIGHT = 48;
  private static final int ROWS = 10;

  /// A name is black on white: so many pixels darker than this are text, not a line or a mark.
  private static final int DARK = 120;

  private static final int LETTERS = 12;

  private final Path program;
  private final Path work;
  private final MappedByteBuffer screen;
  private final int firstPixel;
  private final int bytesPerLine;
  private final String display;

  private StartBench(Path program, Path work, String display) throws IOException {
    this.program = program;
    this.work = work;
    this.display = display;
    try (RandomAccessFile file = new RandomAccessFile(work.resolve("Xvfb_screen0").toFile(), "r")) {
      this.screen = file.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, file.length());
    }
    // The format of xwd: big-endian words, the header's size first, then the colours.
    this.firstPixel = screen.getInt(0) + screen.getInt(76) * 12;
    this.bytesPerLine = screen.getInt(48);
  }

  /// Measures and prints.
  public static void main(String[] arguments) throws Exception {
    Path program = Path.of(arguments.length > 0 ? arguments[0] : "/usr/bin/key-console");
    int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    Path work = Files.createTempDirectory("start-bench");
    Process server = null;
    try {
      String display = ":" + (100 + ProcessHandle.current().pid() % 400);
      server =
          new ProcessBuilder(
                  "Xvfb",
                  display,
                  "-screen",
                  "0",
                  WIDTH + "x" + HEIGHT + "x24",
                  "-noreset",
                  "-fbdir",
                  work.toString())
              .redirectErrorStream(true)
              .redirectOutput(work.resolve("xvfb.log").toFile())
              .start();
      await(() -> Files.exists(work.resolve("Xvfb_screen0")), server);
      TimeUnit.MILLISECONDS.sleep(500);
      new StartBench(program, work, display).measure(times);
    } finally {
      if (server != null) {
        server.destroy();
        server.waitFor();
      }
      delete(work);
    }
  }

  private void measure(int times) throws Exception {
    // Whoever is new is led through the console first, which would lie over the list.
    Path settings = Files.createDirectories(work.resolve("CONFIG/key-console"));
    Files.writeString(settings.resolve("console.properties"), "kept.tour.seen=yes");
    // The first start makes the demo tenant; what it reads stands in the page cache afterwards.
    startedIn(true);
    startedIn(false);
    List<Long> with = new ArrayList<>();
    List<Long> without = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      with.add(startedIn(true));
      without.add(startedIn(false));
    }
    double ratio = (double) median(with) / median(without);
    tell("with the start cache", with);
    tell("without", without);
    System.out.printf(Locale.ROOT, "%-22s %5.2f%n", "ratio", ratio);
    rest();
  }

  private static void tell(String name, List<Long> taken) {
    System.out.printf(
        Locale.ROOT,
        "%-22s %5d ms (%d to %d, median of %d)%n",
        name,
        median(taken),
        taken.stream().min(Comparator.naturalOrder()).orElseThrow(),
        taken.stream().max(Comparator.naturalOrder()).orElseThrow(),
        taken.size());
  }

  private static long median(List<Long> taken) {
    long[] sorted = taken.stream().mapToLong(Long::longValue).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /// Milliseconds from the start of the process to the list.
  private long startedIn(boolean cache) throws Exception {
    await(() -> !isDrawn(), null);
    long begin = System.nanoTime();
    Process console = start(cache);
    try {
      await(this::isDrawn, console);
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    } finally {
      end(console);
    }
  }

  private Process start(boolean cache) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(program.toString(), "--demo")
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("console.log").toFile());
    command.environment().put("DISPLAY", display);
    for (String name : List.of("CONFIG", "CACHE", "DATA", "STATE")) {
      command.environment().put("XDG_" + name + "_HOME", work.resolve(name).toString());
    }
    String options = System.getProperty("bench.options", "") + (cache ? "" : " -XX:AOTMode=off");
    if (!options.isBlank()) {
      command.environment().put("KEY_CONSOLE_JAVA_OPTIONS", options.strip());
    }
    return command.start();
  }

  private static void end(Process console) throws InterruptedException {
    console.destroy();
    if (!console.waitFor(10, TimeUnit.SECONDS)) {
      console.destroyForcibly().waitFor();
    }
  }

  private boolean isDrawn() {
    for (int row = 0; row < ROWS; row++) {
      if (!holdsText(ROW_TOP + row * ROW_HEIGHT)) {
        return false;
      }
    }
    return true;
  }

  private boolean holdsText(int top) {
    int letters = 0;
    int light = 0;
    for (int y = top + 4; y < top + ROW_HEIGHT - 4; y++) {
      for (int x = NAME_LEFT; x < NAME_RIGHT; x++) {
        int at = firstPixel + y * bytesPerLine + x * 4;
        int green = screen.get(at + 1) & 0xff;
        letters += green < DARK ? 1 : 0;
        light += green > 2 * DARK - 1 ? 1 : 0;
      }
    }
    return letters >= LETTERS && light > letters;
  }

  // ---- left alone

  private static void tellIdle(String when, long pid) throws Exception {
    long before = ticks(pid);
    TimeUnit.SECONDS.sleep(20);
    double seconds = (ticks(pid) - before) / 100.0;
    System.out.printf(Locale.ROOT, "%-22s %5.2f %% of one core%n", when, seconds / 20 * 100);
  }

  /// What the console holds and does once it is left alone: after 10 s, for 20 s, and after a
  /// minute. Before that the virtual machine still compiles what the looks at the folder repeat.
  private void rest() throws Exception {
    Process console = start(true);
    try {
      await(this::isDrawn, console);
      TimeUnit.SECONDS.sleep(10);
      tellIdle("idle after 10 s", console.pid());
      for (String line : Files.readAllLines(Path.of("/proc/" + console.pid() + "/smaps_rollup"))) {
        if (line.matches("(Rss|Pss|Anonymous|Pss_File):.*")) {
          String[] parts = line.split("\\s+");
          double megabytes = Long.parseLong(parts[1]) * 1024 / 1e6;
          System.out.printf(Locale.ROOT, "%-22s %5.0f MB%n", parts[0].replace(":", ""), megabytes);
        }
      }
      TimeUnit.SECONDS.sleep(30);
      tellIdle("idle after a minute", console.pid());
    } finally {
      end(console);
    }
  }

  /// Hundredths of a second on any core.
  private static long ticks(long process) throws IOException {
    String line = Files.readString(Path.of("/proc/" + process + "/stat"));
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  // ---- tools

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition, Process needed) {
    long begin = System.nanoTime();
    while (!condition.holds()) {
      if (needed != null && !needed.isAlive()) {
        throw new IllegalStateException("It ended with status " + needed.exitValue());
      }
      if (System.nanoTime() - begin > NOT_LATER) {
        throw new IllegalStateException("Nothing to see after a minute");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
