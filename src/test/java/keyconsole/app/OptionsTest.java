package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.app.Options.WrongOptionException;
import keyconsole.domain.ReportRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

  @Test
  void withoutOptionsTheDemoIsOpened() throws WrongOptionException {
    assertTrue(parse().isDemo());
  }

  @Test
  void aTenantIsOpenedByDataRootAndDomain(@TempDir Path folder) throws WrongOptionException {
    Options options = parse("--data-root", folder.toString(), "--tenant", "acme.example");
    assertEquals(Optional.of(folder), options.dataRoot());
    assertEquals(Optional.of("acme.example"), options.tenant());
    assertFalse(options.isDemo());
  }

  @Test
  void secretsComeFromFilesBeforeTheEnvironment(@TempDir Path folder)
      throws IOException, WrongOptionException {
    Path file = Files.writeString(folder.resolve("secret"), "from-file\n");
    Options options =
        Options.parse(
            new String[] {"--jwt-secret-file", file.toString()},
            Map.of("JWT_SECRET", "from-environment", "GT2_CAPABILITY_TOKEN", "token"));
    assertEquals(Optional.of("from-file"), options.takeJwtSecret());
    assertEquals(Optional.of("token"), options.takeToken());
  }

  @Test
  void eachSecretIsHandedOutOnceAndForgotten() throws WrongOptionException, IllegalAccessException {
    Options options =
        Options.parse(
            new String[0],
            Map.of(
                "JWT_SECRET", "a secret",
                "GT2_CAPABILITY_TOKEN", "a secret",
                "GT2_SIGNING_KEY", "a secret"));
    assertEquals(Optional.of("a secret"), options.takeToken());
    assertEquals(Optional.of("a secret"), options.takeJwtSecret());
    assertEquals(Optional.of("a secret"), options.takeSigningKey());
    assertEquals(Optional.empty(), options.takeToken());
    assertEquals(Optional.empty(), options.takeJwtSecret());
    assertEquals(Optional.empty(), options.takeSigningKey());
    assertTrue(options.isTokenGiven());
    for (Field field : Options.class.getDeclaredFields()) {
      field.setAccessible(true);
      assertFalse(String.valueOf(field.get(options)).contains("a secret"), field.getName());
    }
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    assertEquals("Unknown option --nope. Try --help.", refusal("--nope"));
    assertEquals("--data-root needs a value. Try --help.", refusal("--data-root"));
    assertEquals("--data-root and --tenant go together.", refusal("--tenant", "a.example"));
    assertEquals(
        "--demo does not go with --data-root.",
        refusal("--demo", "--data-root", "/", "--tenant", "a.example"));
    assertEquals("The file of --token-file cannot be read.", refusal("--token-file", "/nowhere"));
    assertEquals(
        "There is no folder /nowhere for --data-root.",
        refusal("--data-root", "/nowhere", "--tenant", "a.example"));
    assertEquals(
        "“../etc” of --tenant cannot be a tenant's domain.",
        refusal("--data-root", "/", "--tenant", "../etc"));
  }

  @Test
  void homeComesFromTheCommandLineBeforeTheEnvironmentAndNeedNotBeThere(@TempDir Path folder)
      throws WrongOptionException {
    Map<String, String> environment =
        Map.of("KEY_CONSOLE_HOME", folder.resolve("environment").toString());
    Path home = folder.resolve("new");
    assertEquals(
        Optional.of(home),
        Options.parse(new String[] {"--home", home.toString()}, environment).home());
    assertEquals(
        Optional.of(folder.resolve("environment")),
        Options.parse(new String[0], environment).home());
    assertEquals(Optional.empty(), parse().home());
  }

  @Test
  void fileIsNoHome(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals("There is no folder " + file + " for --home.", refusal("--home", file.toString()));
  }

  @Test
  void emptyValueOrTheNextOptionIsNoFolder() {
    assertEquals("--home needs a value. Try --help.", refusal("--home", ""));
    assertEquals("--home needs a value. Try --help.", refusal("--home", "--demo"));
    assertEquals("--report needs a value. Try --help.", refusal("--report", "--month", "2026-10"));
    assertEquals(
        "--data-root needs a value. Try --help.", refusal("--data-root", " ", "--tenant", "a.b"));
  }

  @Test
  void emptySecretFileIsSaid(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "\n");
    assertEquals(
        "The file of --jwt-secret-file is empty.", refusal("--jwt-secret-file", file.toString()));
  }

  @Test
  void whatMayBeASecretIsNeverSaidBack() {
    assertEquals("Unknown option --token. Try --help.", refusal("--token=eyJhbGciOi.x.y"));
    assertEquals("There is an argument that is no option. Try --help.", refusal("eyJhbGciOi.x.y"));
  }

  @Test
  void whatWasTypedCannotBreakTheLine() {
    assertEquals(1, refusal("--tenant", "a\nb\rc").lines().count());
  }

  @Test
  void helpNamesEveryOptionInLinesThatFitATerminal() {
    String help = Wiring.texts().getString("option.help");
    for (String option :
        List.of(
            "--data-root",
            "--tenant",
            "--demo",
            "--token-file",
            "--jwt-secret-file",
            "--signing-key-file",
            "--read-only",
            "--report",
            "--month",
            "--from",
            "--to",
            "--home",
            "--help",
            "--version")) {
      assertTrue(help.contains("  " + option) || help.contains(" " + option + " "), option);
    }
    assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
  }

  private static Options parse(String... arguments) throws WrongOptionException {
    return Options.parse(arguments, Map.of());
  }

  private static String refusal(String... arguments) {
    return assertThrows(WrongOptionException.class, () -> parse(arguments)).getMessage();
  }

  @Test
  void reportIsOfAMonthOrOfDays() throws WrongOptionException {
    Options month = parse("--demo", "--report", "r", "--month", "2026-10");
    assertEquals(Options.Wish.REPORT, month.wish());
    assertEquals(Optional.of(Path.of("r").toAbsolutePath()), month.report());
    assertEquals(ReportRange.month("2026-10"), month.range());
    Options days = parse("--demo", "--report", "r", "--from", "2026-10-02", "--to", "2026-10-02");
    assertEquals("2026-10-02", days.range().orElseThrow().to().toString());
    assertEquals(Optional.empty(), parse("--demo", "--report", "r").range());
  }

  @Test
  void whatIsWrongWithAReportIsSaidInOneLine() {
    assertEquals("--report needs a value. Try --help.", refusal("--report"));
    assertEquals("--report needs --data-root and --tenant, or --demo.", refusal("--report", "r"));
    assertEquals("--month goes with --report.", refusal("--demo", "--month", "2026-10"));
    assertEquals(
        "“10/2026” of --month is no month. It looks like 2026-10.",
        refusal("--demo", "--report", "r", "--month", "10/2026"));
    assertEquals(
        "“2026-02-30” of --from is no day. It looks like 2026-10-31.",
        refusal("--demo", "--report", "r", "--from", "2026-02-30"));
    assertEquals(
        "--from and --to go together.", refusal("--demo", "--report", "r", "--from", "2026-10-01"));
    assertEquals(
        "--month does not go with --from and --to.",
        refusal("--demo", "--report", "r", "--month", "2026-10", "--from", "2026-10-01"));
    assertEquals(
        "--to is before --from.",
        refusal("--demo", "--report", "r", "--from", "2026-10-02", "--to", "2026-10-01"));
    assertEquals(
        "--from and --to are more than ten years apart.",
        refusal("--demo", "--report", "r", "--from", "0206-10-02", "--to", "2026-10-01"));
  }
}
