package keyconsole.view;

import java.util.function.UnaryOperator;
import javafx.css.PseudoClass;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import keyconsole.viewmodel.SessionViewModel;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The fields that a capability token and its signing secret are typed into, as every screen that
/// takes them has them.
final class TokenFields {

  private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

  private final Screen screen;
  private final SessionViewModel model;

  /// @param screen that they stand on
  TokenFields(Screen screen, SessionViewModel model) {
    this.screen = screen;
    this.model = model;
  }

  void token(TextArea token, Hyperlink paste, Label refusal) {
    screen.bindBoth(token.textProperty(), model.tokenProperty());
    token.setTextFormatter(new TextFormatter<>(change -> masked(change, model::mask)));
    token.addEventFilter(KeyEvent.KEY_PRESSED, event -> verifyOnEnter(event));
    Parts.goOnWithTab(token);
    paste.setOnAction(e -> model.paste());
    screen.follow(
        model.refusalProperty(),
        reason -> {
          refusal.setText(reason);
          Parts.shown(refusal, !reason.isEmpty());
          token.pseudoClassStateChanged(REFUSED, !reason.isEmpty());
          token.setAccessibleHelp(reason);
        });
  }

  /// The signature never enters the field, so that undo cannot bring it back.
  ///
  /// @param mask gives what may stand there for what would stand there
  static TextFormatter.Change masked(TextFormatter.Change change, UnaryOperator<String> mask) {
    if (change.isContentChange()) {
      String typed = change.getControlNewText();
      String shown = mask.apply(typed);
      if (!shown.equals(typed)) {
        change.setRange(0, change.getControlText().length());
        change.setText(shown);
        change.selectRange(shown.length(), shown.length());
      }
    }
    return change;
  }

  /// Dots of the size of the mono font's letters; the toolkit's own are twice as large.
  private static final class SmallDots extends TextFieldSkin {
    SmallDots(PasswordField field) {
      super(field);
    }

    @Override
    protected String maskText(String text) {
      return "•".repeat(text.length());
    }
  }

  private void verifyOnEnter(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      model.verify();
      event.consume();
    }
  }

  void secret(PasswordField hidden, TextField plain, ToggleButton show, String name) {
    screen.bindBoth(hidden.textProperty(), model.secretProperty());
    screen.bindBoth(plain.textProperty(), model.secretProperty());
    hidden.setOnAction(e -> model.verify());
    plain.setOnAction(e -> model.verify());
    hide(hidden, plain, show, name);
  }

  /// Lays two fields of one secret over each other, of which the eye shows one.
  ///
  /// @param name what the eye does
  static void hide(PasswordField hidden, TextField plain, ToggleButton show, String name) {
    hidden.setSkin(new SmallDots(hidden));
    show.setAccessibleText(name);
    show.selectedProperty()
        .subscribe(
            shown -> {
              show.setGraphic(new FontIcon(shown ? Feather.EYE_OFF : Feather.EYE));
              Parts.shown(plain, shown);
              Parts.shown(hidden, !shown);
            });
  }
}
