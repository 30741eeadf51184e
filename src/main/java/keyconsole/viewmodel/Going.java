package keyconsole.viewmodel;

/// Something that may be going on, with a way back. UI thread only.
public interface Going extends WayBack {

  /// Whether it goes on, and nobody has called it off.
  boolean isGoingOn();
}
