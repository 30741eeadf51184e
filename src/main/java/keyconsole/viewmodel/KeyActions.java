package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.service.Session;

/// What a person can do to keys, from the table, its menus and the drawer alike. UI thread only.
public final class KeyActions {

  private final Workspace workspace;
  private final KeyWords words;
  private final Runnable changed;

  /// @param changed called after each change, to read the keys again
  KeyActions(Workspace workspace, KeyWords words, Runnable changed) {
    this.workspace = workspace;
    this.words = words;
    this.changed = changed;
  }

  /// Why nothing may be changed at this moment; empty where changes may be made.
  public Optional<String> blocked() {
    Session session = workspace.session().get();
    if (session.isReadOnly()) {
      return Optional.of(words.text("keys.blocked.read-only"));
    }
    if (!session.isLive(workspace.clock().instant())) {
      return Optional.of(words.text("keys.blocked.ended"));
    }
    return Optional.empty();
  }

  /// Why these keys may not be changed; empty where they may.
  public Optional<String> blocked(List<ApiKey> keys) {
    Session session = workspace.session().get();
    boolean foreign =
        keys.stream().anyMatch(key -> !session.actor().equals(Optional.of(key.ownerId())));
    return blocked()
        .or(
            () ->
                foreign && !session.isAdministrator()
                    ? Optional.of(words.text("keys.blocked.foreign"))
                    : Optional.empty());
  }

  /// Opens the wizard for a new key.
  public void newKey() {
    workspace.navigator().show(new Page.NewKey(new NewKeyViewModel(workspace)));
  }

  /// Opens the wizard on a key that is there.
  public void edit(ApiKey key) {
    workspace.navigator().show(new Page.NewKey(new NewKeyViewModel(workspace, key)));
  }

  /// Asks how to rotate.
  public void rotate(ApiKey key) {
    workspace.navigator().open(new Dialog.Rotate(new RotateViewModel(workspace, key)));
  }

  /// Asks before revoking.
  public void revoke(List<ApiKey> keys) {
    workspace.navigator().open(new Dialog.Revoke(new RevokeViewModel(workspace, keys)));
  }

  /// Asks for a later expiry.
  public void extend(List<ApiKey> keys) {
    workspace.navigator().open(new Dialog.Extend(new ExtendViewModel(workspace, keys)));
  }

  /// Suspends the active ones at once; can be undone.
  public void suspend(List<ApiKey> keys) {
    List<ApiKey> active = with(KeyStatus.ACTIVE, keys);
    each(
        active,
        workspace.service()::suspend,
        "keys.failed.suspend",
        done ->
            workspace
                .navigator()
                .say(said("keys.suspended", done), Optional.of(() -> resume(done))));
  }

  /// Resumes the suspended ones at once; can be undone.
  public void resume(List<ApiKey> keys) {
    List<ApiKey> suspended = with(KeyStatus.SUSPENDED, keys);
    each(
        suspended,
        workspace.service()::resume,
        "keys.failed.resume",
        done ->
            workspace
                .navigator()
                .say(said("keys.resumed", done), Optional.of(() -> suspend(done))));
  }

  /// Asks, then disables the live credential behind a problem.
  public void disable(KeyProblem problem) {
    workspace
        .navigator()
        .open(
            new Dialog.Question(
                words.text("keys.disable.title"),
                words.text("keys.disable.text", problem.fileName()),
                words.text("keys.disable.yes"),
                words.text("keys.disable.no"),
                true,
                () -> disableNow(problem)));
  }

  /// Puts the key's id on the clipboard.
  public void copyId(KeyId id) {
    workspace.clipboard().put(id.toString());
    workspace.navigator().say(words.text("keys.copied"), Optional.empty());
  }

  private void disableNow(KeyProblem problem) {
    workspace
        .tasks()
        .run(
            () -> {
              workspace.service().disable(problem);
              return problem;
            },
            done -> {
              workspace
                  .navigator()
                  .say(words.text("keys.disabled", done.fileName()), Optional.empty());
              changed.run();
            },
            failure ->
                workspace
                    .navigator()
                    .report(words.text("keys.failed.disable", problem.fileName()), failure));
  }

  /// Does what can be done and stops at nothing: one key's failure does not keep the others.
  private void each(
      List<ApiKey> keys,
      Function<KeyId, ApiKey> deed,
      String failedText,
      java.util.function.Consumer<List<ApiKey>> said) {
    if (keys.isEmpty()) {
      return;
    }
    workspace
        .tasks()
        .run(
            () -> Outcome.of(keys, deed),
            outcome -> {
              if (!outcome.done().isEmpty()) {
                said.accept(outcome.done());
              }
              outcome
                  .firstFailure()
                  .ifPresent(
                      failure ->
                          workspace
                              .navigator()
                              .report(
                                  words.text(
                                      failedText, words.name(failure.key()), outcome.failed()),
                                  failure.cause()));
              changed.run();
            },
            failure ->
                workspace
                    .navigator()
                    .report(
                        words.text(failedText, words.name(keys.getFirst()), keys.size()), failure));
  }

  private String said(String name, List<ApiKey> done) {
    return done.size() == 1
        ? words.text(name + ".one", words.name(done.getFirst()))
        : words.text(name + ".many", done.size());
  }

  private static List<ApiKey> with(KeyStatus status, List<ApiKey> keys) {
    return keys.stream().filter(key -> key.status() == status).toList();
  }

  private record Failure(ApiKey key, RuntimeException cause) {}

  private record Outcome(List<ApiKey> done, int failed, Optional<Failure> firstFailure) {
    static Outcome of(List<ApiKey> keys, Function<KeyId, ApiKey> deed) {
      List<ApiKey> done = new ArrayList<>();
      List<Failure> failures = new ArrayList<>();
      for (ApiKey key : keys) {
        try {
          done.add(deed.apply(key.id()));
        } catch (RuntimeException e) {
          failures.add(new Failure(key, e));
        }
      }
      return new Outcome(done, failures.size(), failures.stream().findFirst());
    }
  }
}
