package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import keyconsole.app.Options.WrongOptionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

  @Test
  void withoutOptionsTheDemoIsOpened() throws WrongOptionException {
    assertTrue(parse().isDemo());
  }

  @Test
  void aTenantIsOpenedByDataRootAndDomain() throws WrongOptionException {
    Options options = parse("--data-root", "/data", "--tenant", "acme.example");
    assertEquals(Optional.of(Path.of("/data")), options.dataRoot());
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
    assertEquals(Optional.of("from-file"), options.jwtSecret());
    assertEquals(Optional.of("token"), options.token());
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    assertEquals("Unknown option --nope. Try --help.", refusal("--nope"));
    assertEquals("--data-root needs a value. Try --help.", refusal("--data-root"));
    assertEquals("--data-root and --tenant go together.", refusal("--tenant", "a.example"));
    assertEquals(
        "--demo does not go with --data-root.",
        refusal("--demo", "--data-root", "/data", "--tenant", "a.example"));
    assertEquals(
        "The file /nowhere of --token-file cannot be read.", refusal("--token-file", "/nowhere"));
  }

  private static Options parse(String... arguments) throws WrongOptionException {
    return Options.parse(arguments, Map.of());
  }

  private static String refusal(String... arguments) {
    return assertThrows(WrongOptionException.class, () -> parse(arguments)).getMessage();
  }
}
