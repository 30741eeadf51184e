package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import javafx.stage.Stage;
import keyconsole.viewmodel.LockAfter;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.Work;
import org.junit.jupiter.api.Test;

/// What changes by itself is told to whoever does not see it.
class AnnouncementsScreenTest extends WindowTest {

  private static final String TENANT = "acme.example";

  @Override
  public void start(Stage stage) {
    around.lockAfter = LockAfter.DEFAULT;
    super.start(stage);
    TestSurroundings.copyTenant(TENANT, folder);
    shell.open(folder, TENANT, TestWorkspace.administrator(TENANT));
  }

  private String told() {
    return lookup("#announcer").query().getAccessibleText();
  }

  @Test
  void noticesCountsFinishedWorkAndTheLockAreTold() {
    interact(() -> shell.say("The id is on the clipboard", Optional.empty()));
    assertEquals("The id is on the clipboard", told());
    interact(() -> shell.keys().orElseThrow().searchTextProperty().set("billing"));
    assertEquals("1 key", told());
    interact(() -> shell.working(Optional.of(new Work("Counting", 0.5, Optional.empty()))));
    interact(() -> shell.working(Optional.empty()));
    assertEquals("Counting: finished", told());
    interact(() -> around.pass(Duration.ofMinutes(5)));
    assertEquals("Locked", told());
  }
}
