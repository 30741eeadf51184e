package keyconsole.view;

import java.util.Arrays;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import keyconsole.viewmodel.Command;
import keyconsole.viewmodel.Commands;
import org.jspecify.annotations.Nullable;

/// The keys of the window, each of which runs a command.
final class CommandKeys {

  private static final KeyCombination COPY = KeyCombination.keyCombination(Command.COPY_ID.keys());

  private final Commands commands;

  CommandKeys(Commands commands) {
    this.commands = commands;
  }

  /// Takes the keys of whatever window a node comes into.
  void of(Node node) {
    node.sceneProperty().subscribe(this::take);
  }

  private void take(@Nullable Scene scene) {
    if (scene == null) {
      return;
    }
    Arrays.stream(Command.values())
        .filter(Command::isOfWindow)
        .forEach(
            command ->
                scene
                    .getAccelerators()
                    .put(
                        KeyCombination.keyCombination(command.keys()),
                        () -> commands.press(command)));
    scene.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::copied);
  }

  /// What is copied in a field is that field's. Where nothing is selected there is nothing to say.
  private void copied(KeyEvent event) {
    if (COPY.match(event)
        && !(event.getTarget() instanceof TextInputControl)
        && commands.blocked(Command.COPY_ID).isEmpty()) {
      commands.press(Command.COPY_ID);
      event.consume();
    }
  }

  /// A sign that is typed into a field is that field's.
  private void typed(KeyEvent event) {
    boolean asked = event.getCharacter().equals(Command.SHORTCUTS.keys());
    if (asked && !(event.getTarget() instanceof TextInputControl)) {
      commands.press(Command.SHORTCUTS);
      event.consume();
    }
  }
}
