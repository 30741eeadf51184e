package keyconsole.viewmodel;

/// Many rows of which a few are in sight, from a row at the upper edge on. UI thread only.
public interface ScrolledRows {

  /// Says how many rows there is room for.
  void resize(double rows);

  /// Scrolls to a row at the upper edge.
  void scrollTo(double row);

  /// Scrolls by rows, downwards where positive.
  void scrollBy(double rows);
}
