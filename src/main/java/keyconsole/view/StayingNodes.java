package keyconsole.view;

import java.util.Collection;
import java.util.List;
import javafx.collections.ModifiableObservableListBase;
import javafx.collections.ObservableList;
import javafx.scene.Node;

/// The nodes in a pane, of which those stay in the scene that are there before and after. A pane by
/// itself takes all out when all are put in anew, and what comes back into the scene is styled from
/// the start, with all that is in it: a hundred cells where a column comes or goes.
final class StayingNodes extends ModifiableObservableListBase<Node> {

  private final ObservableList<Node> nodes;

  /// @param nodes the children of a pane
  StayingNodes(ObservableList<Node> nodes) {
    this.nodes = nodes;
  }

  /// Puts these nodes into a pane in the place of those that are there.
  ///
  /// @param there the children of the pane
  static void put(List<? extends Node> wanted, ObservableList<Node> there) {
    there.retainAll(wanted);
    there.addAll(wanted.stream().filter(node -> !there.contains(node)).toList());
    if (!there.equals(wanted)) {
      // The same nodes in another order, which a pane takes as that.
      there.setAll(wanted);
    }
  }

  @Override
  public boolean setAll(Collection<? extends Node> wanted) {
    put(List.copyOf(wanted), nodes);
    return true;
  }

  @Override
  public Node get(int place) {
    return nodes.get(place);
  }

  @Override
  public int size() {
    return nodes.size();
  }

  @Override
  protected void doAdd(int place, Node node) {
    nodes.add(place, node);
  }

  @Override
  protected Node doSet(int place, Node node) {
    return nodes.set(place, node);
  }

  @Override
  protected Node doRemove(int place) {
    return nodes.remove(place);
  }
}
