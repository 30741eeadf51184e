package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Memory holds tokens and raw keys: where the program crashes, nobody is to find them in a file.
class CrashFilesTest {

  /// What an administrator may ask of every Java program of a machine.
  private static final String OF_THE_MACHINE =
      "-XX:+HeapDumpOnOutOfMemoryError -XX:+CreateCoredumpOnCrash";

  @Test
  void theInstalledProgramDumpsNoMemory() throws Exception {
    requireNoDump(Files.readAllLines(Path.of("packaging/java-options")));
  }

  @Test
  void theProgramThatTheBuildStartsDumpsNoMemory() throws Exception {
    Matcher arguments =
        Pattern.compile("<commandlineArgs>([^<]*)</commandlineArgs>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(arguments.find());
    requireNoDump(
        Stream.of(arguments.group(1).split(" ")).filter(it -> it.startsWith("-XX")).toList());
  }

  private static void requireNoDump(List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
    ProcessBuilder java = new ProcessBuilder(command);
    java.environment().put("JAVA_TOOL_OPTIONS", OF_THE_MACHINE);
    String flags = said(java);
    for (String dump : List.of("HeapDumpOnOutOfMemoryError", "CreateCoredumpOnCrash")) {
      assertTrue(Pattern.compile("\\b" + dump + " +:?= false").matcher(flags).find(), dump + flags);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatTheMachineWritesInACrashStandsBesideTheLog(@TempDir Path folder) throws Exception {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("key-console");
    Files.copy(Path.of("packaging/linux/key-console"), program);
    Path java = Files.createDirectories(folder.resolve("lib/runtime/bin")).resolve("key-console");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    for (Path each : List.of(program, java)) {
      assertTrue(each.toFile().setExecutable(true));
    }
    ProcessBuilder start = new ProcessBuilder(program.toString(), "--demo");
    start.environment().remove("KEY_CONSOLE_HOME");
    start.environment().put("XDG_STATE_HOME", "/states");
    assertErrorFile("/states/key-console/", start);
    start.environment().put("KEY_CONSOLE_HOME", "/own");
    assertErrorFile("/own/state/", start);
  }

  private static void assertErrorFile(String folder, ProcessBuilder start) throws Exception {
    assertEquals(
        List.of("-XX:ErrorFile=" + folder + "crash-%p.log"),
        said(start).lines().filter(line -> line.startsWith("-XX:ErrorFile=")).toList());
  }

  private static String said(ProcessBuilder program) throws IOException, InterruptedException {
    Process running = program.redirectErrorStream(true).start();
    String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, running.waitFor(), said);
    return said;
  }
}
