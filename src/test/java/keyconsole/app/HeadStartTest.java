package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import keyconsole.service.DemoTenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadStartTest {

  @TempDir Path home;

  private HeadStart demo() throws Exception {
    String[] arguments = {"--demo", "--home", home.toString()};
    Options options = Options.parse(arguments, Map.of());
    return HeadStart.of(options, Optional.empty(), Places.of(options.home(), Map.of()));
  }

  @Test
  void tokenThatIsOfNoUseIsForgottenToo() throws Exception {
    Options options =
        Options.parse(
            new String[] {"--demo", "--home", home.toString()},
            Map.of("JWT_SECRET", "secret", "GT2_CAPABILITY_TOKEN", "token"));
    HeadStart.of(options, Optional.empty(), Places.of(options.home(), Map.of())).opened();
    assertEquals(Optional.empty(), options.takeToken());
    assertEquals(Optional.empty(), options.takeJwtSecret());
  }

  @Test
  void demoThatWasMadeTodayIsOpenedAhead() throws Exception {
    assertTrue(demo().opened().isEmpty());
    Optional<Path> data = Optional.of(home.resolve("data"));
    Path made = DemoTenant.create(data, Clock.systemUTC(), progress -> {}).dataRoot();
    HeadStart.Opened opened = demo().opened().orElseThrow();
    assertEquals(made, opened.dataRoot());
    opened.service().close();
  }

  @Test
  void demoThatCannotBeReadIsLeftToWhoeverMakesItAnew() throws Exception {
    Optional<Path> data = Optional.of(home.resolve("data"));
    Path made = DemoTenant.create(data, Clock.systemUTC(), progress -> {}).dataRoot();
    Files.write(made.resolve("demo.made"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertTrue(demo().opened().isEmpty());
  }
}
