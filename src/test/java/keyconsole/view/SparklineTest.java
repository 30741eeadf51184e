package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.PathElement;
import keyconsole.viewmodel.Trend;
import org.junit.jupiter.api.Test;

class SparklineTest {

  @Test
  void theLineGoesFromTheFirstDayToTodayAndTheBusiestDayIsItsTop() {
    long[] days = new long[Trend.DAYS];
    days[29] = 8;
    List<PathElement> elements = Sparkline.elements(new Trend(days));
    assertEquals(30, elements.size());
    MoveTo first = assertInstanceOf(MoveTo.class, elements.getFirst());
    LineTo today = assertInstanceOf(LineTo.class, elements.getLast());
    assertEquals(0, first.getX());
    assertEquals(13, first.getY());
    assertEquals(78, today.getX());
    assertEquals(1, today.getY());
  }

  @Test
  void theLineIsBrokenWhereNothingIsKnown() {
    long[] days = new long[Trend.DAYS];
    int firstTwoTheTenthAndToday = 1 | 1 << 1 | 1 << 9 | 1 << 29;
    List<PathElement> elements = Sparkline.elements(new Trend(days, firstTwoTheTenthAndToday));
    assertEquals(
        List.of("MoveTo", "LineTo", "MoveTo", "LineTo", "MoveTo", "LineTo"),
        elements.stream().map(each -> each.getClass().getSimpleName()).toList());
    assertEquals(9 * 78.0 / 29, ((MoveTo) elements.get(2)).getX(), 1e-9);
    assertEquals(78, ((MoveTo) elements.get(4)).getX());
  }

  @Test
  void aDayWithRequestsIsKnownEvenWithoutItsFile() {
    long[] days = new long[Trend.DAYS];
    days[3] = 1;
    List<PathElement> elements = Sparkline.elements(new Trend(days, 0));
    assertEquals(2, elements.size(), "a bar");
    assertEquals(13, ((MoveTo) elements.getFirst()).getY());
    assertEquals(1, ((LineTo) elements.getLast()).getY());
    assertEquals(((MoveTo) elements.getFirst()).getX(), ((LineTo) elements.getLast()).getX());
    assertEquals(List.of(), Sparkline.elements(new Trend(new long[Trend.DAYS], 0)));
  }
}
