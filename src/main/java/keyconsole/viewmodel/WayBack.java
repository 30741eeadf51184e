package keyconsole.viewmodel;

/// The view model of a dialog that knows the way back out of it. UI thread only.
public interface WayBack {

  /// Takes the way back: stops what goes on, or leaves.
  void cancel();
}
