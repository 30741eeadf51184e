package keyconsole.store;

import java.io.IOException;
import java.net.InetAddress;

/// Who runs this console, and where.
public final class LocalUser {

  /// Asked once, and only when somebody wants to know: a machine's name may take a name server.
  private static final class Host {
    private static final String NAME = name();

    private static String name() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (IOException e) {
        return "unknown";
      }
    }
  }

  private LocalUser() {}

  /// As the system names the person.
  public static String name() {
    return System.getProperty("user.name", "");
  }

  /// The machine's name. May block the first time.
  public static String host() {
    return Host.NAME;
  }
}
