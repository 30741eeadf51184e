package keyconsole.viewmodel;

import java.util.List;
import javafx.collections.ListChangeListener;
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
    shown = next;
    fireChange(new Replaced(this, before));
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

  /// Everything in place of everything. The change that the base class builds copies what was
  /// removed row by row.
  private static final class Replaced extends ListChangeListener.Change<KeyRow> {
    private final List<KeyRow> before;
    private boolean told;

    Replaced(KeyRows rows, List<KeyRow> before) {
      super(rows);
      this.before = before;
    }

    @Override
    public boolean next() {
      boolean first = !told;
      told = true;
      return first;
    }

    @Override
    public void reset() {
      told = false;
    }

    @Override
    public int getFrom() {
      return 0;
    }

    @Override
    public int getTo() {
      return getList().size();
    }

    @Override
    public List<KeyRow> getRemoved() {
      return before;
    }

    @Override
    protected int[] getPermutation() {
      return new int[0];
    }
  }
}
