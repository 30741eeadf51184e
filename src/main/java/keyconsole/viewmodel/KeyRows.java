package keyconsole.viewmodel;

import java.util.List;
import javafx.collections.ObservableListBase;

/// The rows that the table shows: one immutable list in place of another, never copied, so that a
/// hundred thousand cost no more than ten.
final class KeyRows extends ObservableListBase<KeyRow> {

  private List<KeyRow> shown = List.of();

  List<KeyRow> shown() {
    return shown;
  }

  /// Shows other rows, or the same ones in another order.
  void show(List<KeyRow> next) {
    List<KeyRow> before = shown;
    beginChange();
    shown = next;
    nextReplace(0, next.size(), before);
    endChange();
  }

  /// Puts the same rows in the same order, read again, in place. Nobody is told of a change of the
  /// list, since a table would lose its selection and its place over it.
  void renew(List<KeyRow> next) {
    shown = next;
  }

  @Override
  public KeyRow get(int index) {
    return shown.get(index);
  }

  @Override
  public int size() {
    return shown.size();
  }
}
