package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
  private final Set<KeyId> atWork = new HashSet<>();
  private final List<KeyBatch> batches = new ArrayList<>();
  private boolean closed;

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

  /// Opens the wizard for a new key that is to be like another one.
  public void copy(ApiKey key) {
    NewKeyViewModel wizard = new NewKeyViewModel(workspace);
    workspace.navigator().show(new Page.NewKey(wizard));
    wizard.start().fromProperty().set(NewKeyStart.From.KEY);
    wizard.start().choose(key);
  }

  /// Asks for the name under which all that a key has is kept as a template.
  public void saveAsTemplate(ApiKey key) {
    workspace.navigator().open(new Dialog.SaveTemplate(SaveTemplateViewModel.of(workspace, key)));
  }

  /// Opens the dialog that makes many keys from a file.
  public void newKeys() {
    workspace.navigator().open(new Dialog.Bulk(new BulkViewModel(workspace, changed)));
  }

  /// Shows the tenant's templates.
  public void showTemplates() {
    workspace.navigator().open(new Dialog.Templates(new TemplatesViewModel(workspace)));
  }

  /// Opens the wizard on a key that is there.
  public void edit(ApiKey key) {
    workspace.navigator().show(new Page.NewKey(new NewKeyViewModel(workspace, key)));
  }

  /// Opens the wizard on a key that is there, at one of its steps.
  public void edit(ApiKey key, WizardStep step) {
    NewKeyViewModel wizard = new NewKeyViewModel(workspace, key);
    wizard.startAt(step);
    workspace.navigator().show(new Page.NewKey(wizard));
  }

  /// Opens the access check with a key picked.
  public void checkAccess(ApiKey key) {
    workspace.navigator().showAccessCheck(Optional.of(key));
  }

  /// Opens the usage of a key alone.
  public void showUsage(ApiKey key) {
    workspace.navigator().showUsage(Optional.of(key.id()));
  }

  /// Opens the wizard on a key, filled with what the key used and no more.
  public void tighten(ApiKey key) {
    NewKeyViewModel wizard = new NewKeyViewModel(workspace, key);
    workspace.navigator().show(new Page.NewKey(wizard));
    wizard.tighten();
  }

  /// Asks how to rotate.
  public void rotate(ApiKey key) {
    workspace.navigator().open(new Dialog.Rotate(new RotateViewModel(workspace, key, changed)));
  }

  /// Asks before revoking.
  public void revoke(List<ApiKey> keys) {
    workspace.navigator().open(new Dialog.Revoke(new RevokeViewModel(workspace, keys, changed)));
  }

  /// Asks for a later expiry.
  public void extend(List<ApiKey> keys) {
    workspace.navigator().open(new Dialog.Extend(new ExtendViewModel(workspace, keys, changed)));
  }

  /// Suspends the active ones at once; can be undone.
  public void suspend(List<ApiKey> keys) {
    each(
        with(KeyStatus.ACTIVE, keys),
        key -> workspace.service().suspend(key.id()),
        "suspend",
        done -> said("keys.suspended", done),
        this::resume);
  }

  /// Resumes the suspended ones at once, but for those that somebody else has changed since; can be
  /// undone.
  public void resume(List<ApiKey> keys) {
    each(
        with(KeyStatus.SUSPENDED, keys),
        key -> workspace.service().resume(key.id(), key),
        "resume",
        done -> said("keys.resumed", done),
        this::suspend);
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

  /// Whether keys are still to be done that nobody has called off.
  boolean isGoingOn() {
    return batches.stream().anyMatch(KeyBatch::isGoingOn);
  }

  /// Stops what goes on after the key at work.
  void stop() {
    batches.forEach(KeyBatch::stop);
  }

  /// The tenant is left.
  void close() {
    closed = true;
    stop();
  }

  /// Does it to those that nothing is being done to yet; the status bar tells how far it is.
  ///
  /// @param name begins the names of the batch's texts
  /// @param takeBack undoes what was done
  private void each(
      List<ApiKey> keys,
      Function<ApiKey, ApiKey> deed,
      String name,
      Function<List<ApiKey>, String> said,
      Consumer<List<ApiKey>> takeBack) {
    List<ApiKey> free = keys.stream().filter(key -> !atWork.contains(key.id())).toList();
    if (free.isEmpty()) {
      return;
    }
    free.forEach(key -> atWork.add(key.id()));
    KeyBatch batch = new KeyBatch(workspace, name);
    batches.add(batch);
    batch.workProperty().subscribe((before, work) -> workspace.navigator().working(work));
    batch.start(
        free,
        deed,
        outcome -> {
          batches.remove(batch);
          free.forEach(key -> atWork.remove(key.id()));
          tell(outcome, said, takeBack);
          changed.run();
        });
  }

  private void tell(
      KeyBatch.Outcome outcome,
      Function<List<ApiKey>, String> said,
      Consumer<List<ApiKey>> takeBack) {
    List<ApiKey> done = outcome.done();
    Optional<Runnable> undo =
        done.isEmpty() || closed ? Optional.empty() : Optional.of(() -> takeBack.accept(done));
    if (outcome.complete()) {
      workspace.navigator().say(said.apply(done), undo);
    } else {
      workspace.navigator().report(outcome.report(), undo);
    }
  }

  private String said(String name, List<ApiKey> done) {
    return done.size() == 1
        ? words.text(name + ".one", words.name(done.getFirst()))
        : words.text(name + ".many", done.size());
  }

  private static List<ApiKey> with(KeyStatus status, List<ApiKey> keys) {
    return keys.stream().filter(key -> key.status() == status).toList();
  }
}
