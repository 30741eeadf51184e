package keyconsole.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir Path temporary;

  @Test
  void demo() throws Exception {
    Path out = Path.of("/tmp/pdftry/demo");
    Options options = Options.parse(new String[] {"--demo", "--report", out.toString()}, Map.of());
    assertEquals(0, ReportCommand.run(options, Map.of("XDG_CACHE_HOME", temporary.toString(), "XDG_DATA_HOME", temporary.toString())));
  }
}
