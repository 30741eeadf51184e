package keyconsole.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How long the UI thread keeps a person waiting while a gigabyte of usage lines is counted: the
/// whole program in a heap of 300 MB, started anew each time with the options and the start cache
/// that it is installed with, its usage page open. Needs `Xvfb`: the toolkit's headless platform
/// copies each picture on the UI thread, pixel by pixel.
///
/// The longest wait is printed, and what the UI thread did whenever it took longer than 50 ms;
/// [Stalls] adds those up. [UiStallProbe] is the process that is watched.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 5)
public class UiStallBenchmark {

  private static final int DAYS = 30;
  private static final Path OPTIONS = Path.of("packaging");
  private static final Path FOLDER = Path.of("target/bench/ui-stall").toAbsolutePath();

  /// What the walk that makes the cache is made without, as for the installed one.
  private static final String NOT_WALKED = "-XX:TieredStopAtLevel=1";

  /// Whether the page was open with the figures of one day before; else it is opened for the first
  /// time while all is counted.
  @Param({"true", "false"})
  public boolean open;

  private Path month;
  private String classPath;
  private Path cache;
  private Process screen;
  private String display;

  /// What a person had to wait.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Stalls {
    public long over50Millis;
    public long asked;
  }

  @Setup(Level.Trial)
  public void make() throws Exception {
    month = UsageBenchmark.month();
    Files.createDirectories(FOLDER);
    classPath = jars();
    screen =
        new ProcessBuilder("Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "1440x900x24")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    display = ":" + screen.inputReader().readLine();
    cache = FOLDER.resolve("start.aot");
    Files.deleteIfExists(cache);
    probe(List.of("-XX:AOTCacheOutput=" + cache), NOT_WALKED, false, 2);
  }

  @TearDown(Level.Trial)
  public void closeScreen() {
    screen.destroy();
  }

  /// The class path, its folders as jars: of classes in folders no cache is made.
  private static String jars() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(entry))) {
        Path jar = FOLDER.resolve(Path.of(entry).getFileName() + ".jar");
        int status =
            ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file=" + jar, "-C", entry, ".");
        if (status != 0) {
          throw new IOException(jar + " cannot be made");
        }
        jars.add(jar.toString());
      } else {
        jars.add(entry);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  @Benchmark
  public void aMonthIsCounted(Stalls stalls) throws Exception {
    String[] told = probe(List.of("-XX:AOTCache=" + cache), "", open, DAYS).split(" ");
    stalls.over50Millis += Long.parseLong(told[0]);
    stalls.asked += Long.parseLong(told[1]);
    System.out.print("(the longest wait was " + told[2] + " ms) ");
  }

  /// @return what it printed last
  private String probe(List<String> more, String without, boolean open, int days)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    Stream.of("java-options", "linux/java-options")
        .flatMap(name -> lines(OPTIONS.resolve(name)))
        .filter(option -> !option.equals(without))
        .forEach(command::add);
    command.addAll(more);
    command.addAll(
        List.of(
            "-Xmx300m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dprism.order=sw",
            "-cp",
            classPath,
            UiStallProbe.class.getName(),
            String.valueOf(open),
            month.toString(),
            String.valueOf(days)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DISPLAY", display);
    // What Maven's own process is told is not for the program.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    List<String> told;
    try (var out = process.inputReader()) {
      told = out.lines().toList();
    }
    if (process.waitFor() != 0) {
      throw new IOException("The console ended with " + process.exitValue());
    }
    return told.stream()
        .filter(line -> line.matches("\\d+ \\d+ \\d+\\.\\d"))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
