package keyconsole.viewmodel;

import java.io.IOException;
import java.util.List;

/// The port to the console's own log.
@FunctionalInterface
public interface LogTail {

  /// The last lines, the oldest first; fewer where there are not so many. Any thread.
  List<String> last(int lines) throws IOException;
}
