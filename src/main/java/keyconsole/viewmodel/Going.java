package keyconsole.viewmodel;

/// Something that may be going on, with a way back. UI thread only.
public interface Going {

  /// Whether it goes on, and nobody has called it off.
  boolean isGoingOn();

  /// The way back: stops what goes on, or leaves.
  void cancel();
}
