package keyconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Starts a program of the tests in processes of its own. Where it is started hundreds of times, a
/// training run beforehand leaves its classes loaded and linked for the others, which halves what a
/// start costs.
public final class ChildJvm {

  private static final Duration LONGEST_TRAINING = Duration.ofMinutes(2);

  private final Class<?> program;
  private final String classPath;
  private final List<String> options;

  private ChildJvm(Class<?> program, String classPath, List<String> options) {
    this.program = program;
    this.classPath = classPath;
    this.options = options;
  }

  public static ChildJvm of(Class<?> program) {
    return of(program, List.of());
  }

  static ChildJvm of(Class<?> program, List<String> options) {
    return new ChildJvm(program, System.getProperty("java.class.path"), options);
  }

  /// @param folder where the archives are put
  /// @param arguments with which the program ends by itself, having done what it is to do quickly
  public static ChildJvm trained(Class<?> program, Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    Path cache = folder.resolve("classes.aot");
    String jars = inJars(folder);
    ChildJvm training =
        new ChildJvm(program, jars, List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:disable"));
    // Not inherited: the JVM that writes the archive tells there how it was started.
    Path told = folder.resolve("training.log");
    ProcessBuilder run =
        training.process(arguments).redirectErrorStream(true).redirectOutput(told.toFile());
    int ended = endingWithin(LONGEST_TRAINING, run.start()).waitFor();
    assertEquals(0, ended, () -> read(told));
    return new ChildJvm(program, jars, List.of("-XX:AOTCache=" + cache, "-Xlog:disable"));
  }

  /// The same with classes that are found before all others.
  ChildJvm before(Path classes) {
    return new ChildJvm(program, classes + File.pathSeparator + classPath, options);
  }

  private static String read(Path told) {
    try {
      return Files.readString(told);
    } catch (IOException e) {
      return "what it told cannot be read: " + e;
    }
  }

  /// Kills a process that lives too long, so that nobody waits for it or for what it says for ever.
  ///
  /// @return the process
  public static Process endingWithin(Duration longest, Process process) {
    process
        .onExit()
        .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (_, late) -> {
              if (late != null) {
                // Through its handle, which leaves what it told to be read.
                process.toHandle().destroyForcibly();
              }
            });
    return process;
  }

  /// The class path with jars in the place of folders, which cannot be archived.
  private static String inJars(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = folder.resolve("classes" + jars.size() + ".jar");
        pack(path, jar);
        jars.add(jar.toString());
      } else if (Files.exists(path)) {
        jars.add(entry);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(folder)) {
      out.setLevel(0);
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new ZipEntry(name));
        Files.copy(file, out);
      }
    }
  }

  public ProcessBuilder process(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, program.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
