package keyconsole.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;

/// Nodes of one kind that are kept from one drawing to the next: a new node, with its styles, costs
/// more than the drawing itself.
final class NodePool<T extends Node> {

  private final Supplier<T> create;
  private final List<T> nodes = new ArrayList<>();

  NodePool(Supplier<T> create) {
    this.create = create;
  }

  /// Has so many from now on.
  void resize(int size) {
    while (nodes.size() < size) {
      nodes.add(create.get());
    }
    nodes.subList(size, nodes.size()).clear();
  }

  T get(int place) {
    return nodes.get(place);
  }

  List<T> all() {
    return Collections.unmodifiableList(nodes);
  }
}
