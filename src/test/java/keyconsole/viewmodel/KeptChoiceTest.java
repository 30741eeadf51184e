package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a person chooses is kept in the background, in order, and to the end.
class KeptChoiceTest {

  private final CurrentThreadTaskRunner tasks = new CurrentThreadTaskRunner();
  private final List<String> kept = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final KeptChoice<String> choice =
      new KeptChoice<>(tasks, "first", kept::add, e -> told.add(e.getMessage()));

  @Test
  void whatWasChosenLastTimeComesInTheBackgroundAndIsNotWrittenBack() {
    tasks.hold();
    choice.recall(() -> "before", e -> told.add(e.getMessage()));
    assertEquals("first", choice.property().get());
    tasks.release();
    assertEquals("before", choice.property().get());
    assertEquals(List.of(), kept);
  }

  @Test
  void whatIsChosenBeforeThatIsKnownStands() {
    tasks.hold();
    choice.recall(() -> "before", e -> told.add(e.getMessage()));
    choice.property().set("mine");
    assertEquals(List.of(), kept, "it was written while somebody waits");
    tasks.release();
    assertEquals("mine", choice.property().get());
    assertEquals(List.of("mine"), kept);
  }

  @Test
  void theLastChoiceIsKeptHoweverTheBackgroundIsBehind() {
    tasks.hold();
    choice.property().set("one");
    choice.property().set("two");
    choice.close();
    assertEquals(List.of("two"), kept);
    tasks.release();
    assertEquals(List.of("two"), kept, "an older one came behind");
  }

  @Test
  void whatCannotBeReadOrKeptIsTold() {
    choice.recall(
        () -> {
          throw new IOException("not read");
        },
        e -> told.add(e.getMessage()));
    KeptChoice<String> full =
        new KeptChoice<>(
            tasks,
            "first",
            chosen -> {
              throw new IOException("not kept");
            },
            e -> told.add(e.getMessage()));
    full.property().set("other");
    assertEquals(List.of("not read", "not kept"), told);
  }
}
