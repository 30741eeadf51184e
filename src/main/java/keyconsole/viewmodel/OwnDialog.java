package keyconsole.viewmodel;

/// The view model of a dialog that says itself how it is left. UI thread only.
public interface OwnDialog extends Going {

  @Override
  default boolean isGoingOn() {
    return false;
  }

  /// It is closed, from wherever: takes secrets away and ends what it waits for.
  void drop();
}
