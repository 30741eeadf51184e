package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import keyconsole.domain.TokenReading;
import keyconsole.service.InvalidRequestException;

/// Reads the token of the form, and reads it again and again while it stands there, so that what is
/// said of its time and of its key stays true. UI thread only.
final class TokenCheck {

  private final Workspace workspace;
  private final KeyWords words;
  private final TokenWords tokenWords;
  private final AccessForm form;
  private final Runnable changed;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private Optional<Read> read = Optional.empty();
  private TaskRunner.Subscription reading = () -> {};
  private boolean renewing;

  private record Read(TokenAnswer answer, long version) {}

  /// @param changed told whenever there is another answer, or none any more
  TokenCheck(Workspace workspace, KeyWords words, AccessForm form, Runnable changed) {
    this.workspace = workspace;
    this.words = words;
    this.tokenWords = new TokenWords(words);
    this.form = form;
    this.changed = changed;
  }

  /// Whether a person waits for an answer.
  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// What the token says; empty before it is read.
  Optional<TokenAnswer> answer() {
    return read.map(Read::answer);
  }

  /// Whether another token than the one that was read stands in the form.
  boolean isStale() {
    return read.filter(each -> each.version() != form.tokenVersion()).isPresent();
  }

  void read() {
    busy.set(true);
    start();
  }

  /// Reads the same token again, unless another one stands in the form.
  void renew() {
    if (read.isPresent() && !isStale() && !busy.get() && !renewing) {
      renewing = true;
      start();
    }
  }

  /// Forgets what was read, and what is being read.
  void drop() {
    reading.end();
    done();
    read = Optional.empty();
    changed.run();
  }

  private void start() {
    String token = form.wholeToken();
    long version = form.tokenVersion();
    reading.end();
    reading =
        workspace
            .tasks()
            .run(
                () -> workspace.service().readToken(token),
                found -> found(found, version),
                this::refused);
  }

  private void done() {
    renewing = false;
    busy.set(false);
  }

  private void found(TokenReading found, long version) {
    done();
    Optional<Read> next =
        Optional.of(new Read(tokenWords.answer(found, workspace.clock().instant()), version));
    if (!next.equals(read)) {
      read = next;
      changed.run();
    }
  }

  private void refused(Exception failure) {
    done();
    read = Optional.empty();
    changed.run();
    if (failure instanceof InvalidRequestException refusal) {
      form.token().refuse(words.why(refusal));
    } else {
      workspace.navigator().report(words.text("access.failed.token"), failure);
    }
  }
}
