package keyconsole.viewmodel;

import java.time.Duration;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import keyconsole.domain.IssuedKey;
import keyconsole.viewmodel.TaskRunner.Subscription;

/// A raw key, shown once. Masked until asked for, and closed with the dialog.
public final class RevealViewModel {

  /// Seconds for which a copied key stays on the clipboard.
  public static final int CLEARS_AFTER = 30;

  private final Workspace workspace;
  private final IssuedKey issued;
  private final KeyWords words;
  private final BooleanProperty visible = new SimpleBooleanProperty();
  private final BooleanProperty stored = new SimpleBooleanProperty();
  private final BooleanProperty python = new SimpleBooleanProperty();
  private final ReadOnlyStringWrapper shown = new ReadOnlyStringWrapper();
  private final ReadOnlyBooleanWrapper copied = new ReadOnlyBooleanWrapper();
  private final ReadOnlyIntegerWrapper secondsLeft = new ReadOnlyIntegerWrapper();
  private Subscription countdown = () -> {};

  public RevealViewModel(Workspace workspace, IssuedKey issued) {
    this.workspace = workspace;
    this.issued = issued;
    words = new KeyWords(workspace.texts());
    visible.subscribe(show -> showKey());
  }

  private void showKey() {
    if (issued.rawKey().isClosed()) {
      shown.set("");
      return;
    }
    String raw = issued.rawKey().value();
    int secret = Math.max(0, raw.length() - 43);
    shown.set(visible.get() ? raw : raw.substring(0, secret) + "•".repeat(raw.length() - secret));
  }

  /// The key's name, scope and end in a line.
  public String subtitle() {
    return words.text(
        "reveal.subtitle",
        issued.key().name(),
        issued.key().scope().text(),
        issued.key().expiresAt().map(KeyWords::day).orElseGet(() -> words.text("newkey.never")));
  }

  /// Puts the key on the clipboard for [#CLEARS_AFTER] seconds.
  public void copy() {
    if (issued.rawKey().isClosed()) {
      return;
    }
    workspace.clipboard().put(issued.rawKey().value());
    copied.set(true);
    secondsLeft.set(CLEARS_AFTER);
    countdown.end();
    countdown = workspace.tasks().every(Duration.ofSeconds(1), this::tick);
  }

  private void tick() {
    secondsLeft.set(secondsLeft.get() - 1);
    if (secondsLeft.get() <= 0) {
      clearNow();
    }
  }

  /// Empties the clipboard if it still holds the key.
  public void clearNow() {
    countdown.end();
    if (copied.get() && !issued.rawKey().isClosed()) {
      workspace.clipboard().clearIfHolds(issued.rawKey().value());
    }
    copied.set(false);
    secondsLeft.set(0);
  }

  /// Closes the dialog and the key; does nothing before the key is said to be stored.
  public void done() {
    if (stored.get()) {
      end();
      workspace.navigator().close(new Dialog.Reveal(this));
    }
  }

  private void end() {
    clearNow();
    issued.rawKey().close();
    shown.set("");
  }

  /// Whether the window may close without a question.
  public boolean mayClose() {
    return stored.get() || issued.rawKey().isClosed();
  }

  /// Asks whether to close without having stored the key; on yes drops the key and goes on.
  public void askToClose(Runnable close) {
    workspace
        .navigator()
        .open(
            new Dialog.Question(
                words.text("reveal.close.title"),
                words.text("reveal.close.text"),
                words.text("reveal.close.yes"),
                words.text("reveal.close.no"),
                true,
                () -> {
                  end();
                  close.run();
                }));
  }

  /// How to try the key, reading it from `GT2_KEY`.
  public String snippet() {
    String url = "https://api." + workspace.session().get().tenant().text() + "/v1/chat";
    return words.text(python.get() ? "reveal.python" : "reveal.curl", url);
  }

  /// Puts the snippet on the clipboard.
  public void copySnippet() {
    clearNow();
    workspace.clipboard().put(snippet());
  }

  /// The key as the field shows it: masked, unless [#visibleProperty].
  public ReadOnlyStringProperty shownProperty() {
    return shown.getReadOnlyProperty();
  }

  public BooleanProperty visibleProperty() {
    return visible;
  }

  public BooleanProperty storedProperty() {
    return stored;
  }

  /// Whether the snippet is Python, else curl.
  public BooleanProperty pythonProperty() {
    return python;
  }

  public ReadOnlyBooleanProperty copiedProperty() {
    return copied.getReadOnlyProperty();
  }

  public ReadOnlyIntegerProperty secondsLeftProperty() {
    return secondsLeft.getReadOnlyProperty();
  }
}
