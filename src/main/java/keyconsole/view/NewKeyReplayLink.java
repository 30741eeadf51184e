package keyconsole.view;

import javafx.scene.control.Hyperlink;
import javafx.scene.control.Tooltip;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.NewKeyReplay;
import keyconsole.viewmodel.Tone;
import org.kordamp.ikonli.javafx.FontIcon;

/// What the replay found, in the foot of the wizard: where the window is too narrow for the card
/// beside the step, the card stands below it, out of sight.
final class NewKeyReplayLink extends Screen {

  private final Hyperlink link = new Hyperlink();
  private final Tooltip whole = new Tooltip();
  private final KeyWords words;

  /// @param go shows the card
  NewKeyReplayLink(NewKeyReplay replay, KeyWords words, Runnable go) {
    this.words = words;
    link.setId("toReplay");
    link.getStyleClass().add("newkey-to-replay");
    link.setMinWidth(0);
    link.setTooltip(whole);
    link.setOnAction(event -> go.run());
    follow(replay.stateProperty(), this::show);
  }

  Hyperlink node() {
    return link;
  }

  private void show(NewKeyReplay.State state) {
    switch (state) {
      case NewKeyReplay.State.Idle() -> tell(words.text("newkey.replay"), Tone.NEUTRAL);
      case NewKeyReplay.State.Reading reading -> tell(reading.text(), Tone.NEUTRAL);
      case NewKeyReplay.State.Failed failed -> tell(failed.report().text(), Tone.WARNING);
      case NewKeyReplay.State.Judged judged -> {
        Tone tone = NewKeyReplayCard.tone(judged.told());
        tell(judged.told().verdict(), judged.stale() ? Tone.NEUTRAL : tone);
      }
    }
  }

  private void tell(String text, Tone tone) {
    link.setText(text);
    whole.setText(text);
    link.setGraphic(new FontIcon(NewKeyReplayCard.icon(tone)));
    Parts.tone(link, tone);
  }
}
