package keyconsole.app;

/// Where the program starts.
public final class Launcher {

  private Launcher() {}

  /// Opens the console.
  public static void main(String[] args) {}
}
