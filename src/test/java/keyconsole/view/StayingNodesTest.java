package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
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
  private final List<Node> wentOrCame = new ArrayList<>();

  StayingNodesTest() {
    List.of(first, second, third, fourth)
        .forEach(node -> node.parentProperty().subscribe((before, now) -> wentOrCame.add(node)));
  }

  @Test
  void onlyWhatGoesAndWhatComesLeavesOrEntersThePane() {
    StayingNodes.put(List.of(fourth, third, first), pane.getChildren());
    assertEquals(List.of(fourth, third, first), pane.getChildren());
    assertEquals(List.of(second, fourth), wentOrCame);
  }

  @Test
  void anotherOrderMovesNothingOut() {
    StayingNodes.put(List.of(third, first, second), pane.getChildren());
    assertEquals(List.of(third, first, second), pane.getChildren());
    assertEquals(List.of(), wentOrCame);
  }
}
