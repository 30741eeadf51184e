package keyconsole.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import keyconsole.DrivenTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// What every screen can do.
class ScreenTest extends DrivenTest {

  private final Screen screen = new Screen() {};
  private final List<String> done = new ArrayList<>();
  private long frame;

  private final AnimationTimer frames =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          frame++;
        }
      };

  @AfterEach
  void end() {
    interact(frames::stop);
  }

  private void await(int steps) throws Exception {
    WaitForAsyncUtils.waitFor(
        20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(done::size).get() == steps);
  }

  @Test
  void doesEachStepInAFrameOfItsOwnAndInTheirOrder() throws Exception {
    List<Long> at = new ArrayList<>();
    interact(
        () -> {
          frames.start();
          for (String step : List.of("first", "second", "third")) {
            screen.inTurn(
                () -> {
                  done.add(step);
                  at.add(frame);
                });
          }
          assertEquals(List.of(), done);
        });
    await(3);

    assertEquals(List.of("first", "second", "third"), done);
    assertTrue(at.get(0) < at.get(1) && at.get(1) < at.get(2), at.toString());
  }

  @Test
  void goesOnWithAStepThatComesLater() throws Exception {
    interact(() -> screen.inTurn(() -> done.add("first")));
    await(1);
    interact(() -> screen.inTurn(() -> done.add("second")));
    await(2);
  }

  @Test
  void doesNothingMoreOnceItIsLeft() throws Exception {
    List<Long> after = new ArrayList<>();
    interact(
        () -> {
          frames.start();
          screen.inTurn(
              () -> {
                done.add("first");
                screen.leave();
                after.add(frame);
              });
          screen.inTurn(() -> done.add("second"));
        });
    await(1);
    WaitForAsyncUtils.waitFor(
        20,
        TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.asyncFx(() -> frame > after.getFirst() + 5).get());

    assertEquals(List.of("first"), whatWasDone());
  }

  private List<String> whatWasDone() throws Exception {
    return WaitForAsyncUtils.asyncFx(() -> List.copyOf(done)).get();
  }
}
