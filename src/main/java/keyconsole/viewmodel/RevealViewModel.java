package keyconsole.viewmodel;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;

/// A raw key, shown once. Masked until asked for; wiped when the dialog closes or the window locks,
/// and taken off the clipboard then or after 30 seconds, whichever comes first. As text it exists
/// only while it is shown and at the moment it is copied. UI thread only.
public final class RevealViewModel implements ShownOnce {

  /// Seconds for which a copied key stays on the clipboard.
  public static final int CLEARS_AFTER = 30;

  private static final int SECRET_LENGTH = 43;

  private final Workspace workspace;
  private final IssuedKey issued;
  private final KeyWords words;
  private final String title;
  private final String subtitle;
  private final BooleanProperty visible = new SimpleBooleanProperty();
  private final BooleanProperty stored = new SimpleBooleanProperty();
  private final BooleanProperty python = new SimpleBooleanProperty();
  private final ReadOnlyStringWrapper shown = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper snippetCopied = new ReadOnlyBooleanWrapper();
  private final BriefCopy copy;
  private final ReadOnlyStringWrapper lockAhead = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper lost = new ReadOnlyBooleanWrapper();
  private final StringBinding wayOut;
  private Optional<Dialog> asked = Optional.empty();

  /// Shows the key of a new key.
  public RevealViewModel(Workspace workspace, IssuedKey issued) {
    this(workspace, issued, "reveal.created", Optional.empty());
  }

  private RevealViewModel(
      Workspace workspace, IssuedKey issued, String title, Optional<Instant> oldEnds) {
    this.workspace = workspace;
    this.issued = issued;
    this.copy = new BriefCopy(workspace);
    this.words = new KeyWords(workspace.texts());
    this.title = words.text(title);
    this.subtitle = describe(issued.key(), oldEnds);
    this.wayOut = Bindings.createStringBinding(this::wayOut, workspace.session());
    visible.subscribe(show -> showKey());
    python.subscribe((before, chosen) -> snippetCopied.set(false));
  }

  /// Shows the key that came of a rotation.
  ///
  /// @param oldEnds when the old key stops; empty where it has stopped already
  static RevealViewModel rotated(Workspace workspace, IssuedKey issued, Optional<Instant> oldEnds) {
    return new RevealViewModel(workspace, issued, "reveal.rotated", oldEnds);
  }

  private String describe(ApiKey key, Optional<Instant> oldEnds) {
    String name = words.name(key);
    String scope = words.scope(key.scope());
    if (oldEnds.isPresent()) {
      return words.text("reveal.subtitle.overlap", name, scope, KeyWords.minute(oldEnds.get()));
    }
    return key.expiresAt()
        .map(end -> words.text("reveal.subtitle", name, scope, KeyWords.day(end)))
        .orElseGet(() -> words.text("reveal.subtitle.never", name, scope));
  }

  private void showKey() {
    if (issued.rawKey().isClosed()) {
      shown.set("");
      return;
    }
    String raw = issued.rawKey().value();
    int open = Math.max(0, raw.length() - SECRET_LENGTH);
    shown.set(visible.get() ? raw : raw.substring(0, open) + "•".repeat(raw.length() - open));
  }

  /// What happened: the key was made or rotated.
  public String title() {
    return title;
  }

  /// The key's name, scope and end in a line.
  public String subtitle() {
    return subtitle;
  }

  /// Puts the key on the clipboard for [#CLEARS_AFTER] seconds.
  public void copy() {
    if (issued.rawKey().isClosed()) {
      return;
    }
    copy.put(issued.rawKey());
    snippetCopied.set(false);
  }

  /// Empties the clipboard if it still holds the key.
  public void clearNow() {
    copy.clear();
  }

  /// Closes the dialog and the key; does nothing before the key is said to be stored, or is lost.
  public void done() {
    if (mayClose()) {
      drop();
      workspace.navigator().close(dialog());
    }
  }

  /// Wipes the key, here and on the clipboard. Nothing is shown after this.
  void drop() {
    clearNow();
    issued.rawKey().close();
    shown.set("");
    visible.set(false);
  }

  @Override
  public String lose() {
    asked.ifPresent(workspace.navigator()::close);
    if (stored.get()) {
      done();
      return "";
    }
    drop();
    lost.set(true);
    return "“" + words.name(issued.key()) + "”";
  }

  /// Whether the window has locked before the key was said to be stored: there is no raw key any
  /// more.
  public ReadOnlyBooleanProperty lostProperty() {
    return lost.getReadOnlyProperty();
  }

  /// Gives the key another secret in place of the one that is lost, and shows that; where nobody
  /// acts, asks for a token first.
  public void rotate() {
    if (!lost.get()) {
      return;
    }
    if (workspace.session().get().isReadOnly()) {
      workspace.navigator().giveToken();
      return;
    }
    done();
    // The list sees by itself what has changed; leading there would leave a page half typed.
    RotateViewModel rotate = new RotateViewModel(workspace, issued.key(), () -> {});
    workspace.navigator().open(new Dialog.Rotate(rotate));
    rotate.rotate();
  }

  /// What [#rotate] is called at this moment.
  public StringBinding wayOutBinding() {
    return wayOut;
  }

  private String wayOut() {
    return words.text(
        workspace.session().get().isReadOnly() ? "reveal.lost.token" : "reveal.lost.rotate");
  }

  @Override
  public Dialog dialog() {
    return new Dialog.Reveal(this);
  }

  @Override
  public void tellLock(String text) {
    lockAhead.set(text);
  }

  /// When the window locks, and what becomes of the key then; empty where it does not lock.
  public ReadOnlyStringProperty lockAheadProperty() {
    return lockAhead.getReadOnlyProperty();
  }

  @Override
  public boolean mayClose() {
    return stored.get() || issued.rawKey().isClosed();
  }

  @Override
  public void askToClose(Runnable close) {
    asked.ifPresent(workspace.navigator()::close);
    Dialog question =
        new Dialog.Question(
            words.text("reveal.close.title"),
            words.text("reveal.close.text"),
            words.text("reveal.close.yes"),
            words.text("reveal.close.no"),
            true,
            () -> {
              drop();
              close.run();
            });
    asked = Optional.of(question);
    workspace.navigator().open(question);
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
    snippetCopied.set(true);
  }

  /// The key as the field shows it: masked, unless [#visibleProperty].
  public ReadOnlyStringProperty shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /// What went wrong beside the key, e.g. that the audit log could not be written; empty where
  /// nothing did.
  public String warning() {
    return issued.warnings().stream().map(words::told).collect(Collectors.joining(" "));
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
    return copy.copiedProperty();
  }

  /// Whether the snippet is what was copied last.
  public ReadOnlyBooleanProperty snippetCopiedProperty() {
    return snippetCopied.getReadOnlyProperty();
  }

  public ReadOnlyIntegerProperty secondsLeftProperty() {
    return copy.secondsLeftProperty();
  }
}
