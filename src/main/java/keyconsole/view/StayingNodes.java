package keyconsole.view;

import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.Node;

/// The nodes in a pane, of which those stay in the scene that are there before and after. A pane by
/// itself takes all out when all are put in anew, and what comes back into the scene is styled from
/// the start, with all that is in it.
final class StayingNodes {

  private StayingNodes() {}

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
}
