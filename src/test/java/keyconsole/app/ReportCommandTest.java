package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import keyconsole.TestTenant;
import keyconsole.domain.ApiKey;
import keyconsole.service.KeyService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it reads what the process prints")
class ReportCommandTest {

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream wrong = new ByteArrayOutputStream();

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void listen() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(wrong, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void putBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private int run(String tenant, Path report, String... more) throws Exception {
    String[] arguments = new String[6 + more.length];
    String[] first = {
      "--data-root", data.toString(), "--tenant", tenant, "--report", report.toString()
    };
    System.arraycopy(first, 0, arguments, 0, 6);
    System.arraycopy(more, 0, arguments, 6, more.length);
    Options options = Options.parse(arguments, Map.of());
    Map<String, String> environment =
        Map.of(
            "XDG_CACHE_HOME", folder.resolve("cache").toString(),
            "XDG_DATA_HOME", folder.resolve("user").toString());
    return ReportCommand.run(options, environment, Clock.fixed(TestTenant.NOON, ZoneOffset.UTC));
  }

  private String wrong() {
    return wrong.toString(StandardCharsets.UTF_8);
  }

  @Test
  void reportOfTheLastMonthIsWrittenWithoutAToken() throws Exception {
    TestTenant.acme(data);
    Path report = folder.resolve("report");
    assertEquals(0, run("acme.example", report), wrong());
    assertEquals(
        "The report of acme.example for October\u00a02026 is in " + report + ".\n",
        said.toString(StandardCharsets.UTF_8));
    assertTrue(Files.exists(report.resolve("report.pdf")));
    assertEquals("", wrong());
  }

  @Test
  void daysOfChoiceAreTold() throws Exception {
    TestTenant.acme(data);
    Path report = folder.resolve("report");
    assertEquals(
        0, run("acme.example", report, "--from", "2026-11-20", "--to", "2026-11-23"), wrong());
    assertTrue(Files.readString(report.resolve("usage.csv")).contains("2026-11-23T00:00"));
  }

  @Test
  void folderWithFilesIsOneLineAndStatusOne() throws Exception {
    TestTenant.acme(data);
    assertEquals(1, run("acme.example", data));
    assertEquals(
        data + " holds files already. Name a folder that is empty or not there yet.\n", wrong());
  }

  @Test
  void folderThatCannotBeWrittenIsOneLineAndStatusOne() throws Exception {
    TestTenant.acme(data);
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(1, run("acme.example", file.resolve("report")));
    assertEquals(1, wrong().lines().count(), wrong());
    assertTrue(wrong().startsWith("The report cannot be written to"), wrong());
  }

  @Test
  void folderWithoutARightToWriteIsOneLineAndStatusOne() throws Exception {
    TestTenant.acme(data);
    Path closed =
        Files.createDirectory(
            folder.resolve("closed"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
    assumeTrue(!Files.isWritable(closed), "root may write everywhere");
    assertEquals(1, run("acme.example", closed.resolve("report")));
    assertEquals("There is no right to write in " + closed.resolve("report") + ".\n", wrong());
  }

  @Test
  void accessThatCameBackIsAFindingAndNothingIsDoneAboutIt() throws Exception {
    TestTenant tenant = TestTenant.acme(data);
    Path file;
    byte[] open;
    try (KeyService service = tenant.openAsAdministrator()) {
      ApiKey key =
          service.list().stream()
              .filter(it -> it.isUsable(TestTenant.NOON))
              .findFirst()
              .orElseThrow();
      file = tenant.directory().keys().resolve(key.id().fileName());
      open = Files.readAllBytes(file);
      service.revoke(key.id());
    }
    Files.write(file, open);
    Path report = folder.resolve("report");
    assertEquals(0, run("acme.example", report), wrong());
    String findings = Files.readString(report.resolve("findings.csv"));
    assertTrue(findings.contains("CRITICAL,ACCESS_BACK,"), findings);
    assertArrayEquals(open, Files.readAllBytes(file));
  }

  @Test
  void tenantThatIsNotThereIsOneLineAndStatusOneAndLeavesNothing() throws Exception {
    Path report = folder.resolve("report");
    assertEquals(1, run("other.example", report));
    assertEquals("There is no tenant other.example in " + data + ".\n", wrong());
    assertFalse(Files.exists(report));
  }
}
