package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class StayingNodesTest {

  private final Node first = new Region();
  private final Node second = new Region();
  private final Node third = new Region();
  private final Node fourth = new Region();
  private final Pane pane = new Pane(first, second, third);
  private final ObservableList<Node> nodes = new StayingNodes(pane.getChildren());
  private final List<Node> wentOrCame = new ArrayList<>();

  StayingNodesTest() {
    List.of(first, second, third, fourth)
        .forEach(node -> node.parentProperty().subscribe((before, now) -> wentOrCame.add(node)));
  }

  @Test
  void onlyWhatGoesAndWhatComesLeavesOrEntersThePane() {
    nodes.setAll(List.of(fourth, third, first));
    assertEquals(List.of(fourth, third, first), pane.getChildren());
    assertEquals(List.of(second, fourth), wentOrCame);
  }

  @Test
  void anotherOrderMovesNothingOut() {
    nodes.setAll(List.of(third, first, second));
    assertEquals(List.of(third, first, second), pane.getChildren());
    assertEquals(List.of(), wentOrCame);
  }

  @Test
  void singleNodesComeAndGoAsInThePane() {
    nodes.add(1, fourth);
    nodes.remove(third);
    nodes.set(0, third);
    assertEquals(List.of(third, fourth, second), pane.getChildren());
    assertEquals(nodes, pane.getChildren());
    nodes.clear();
    assertEquals(List.of(), pane.getChildren());
  }
}
