package keyconsole.viewmodel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.KeyId;

/// Asks for a key and a request what would be answered, by the backend and by all that the key
/// says; and reads tokens. It stays as it is while the tenant is open, but for raw keys and tokens,
/// which are dropped when the page is left or the session ends. UI thread only. Whoever makes one
/// closes it.
public final class AccessCheckViewModel implements AutoCloseable {

  /// What stands beside the form.
  public sealed interface Shown {
    /// Nothing was asked yet.
    record Nothing() implements Shown {}

    /// The answers to a request.
    record Answered(AccessAnswer answer) implements Shown {}

    /// A token.
    record Read(TokenAnswer answer) implements Shown {}
  }

  private final Workspace workspace;
  private final KeyListViewModel keys;
  private final KeyWords words;
  private final AccessWords accessWords;
  private final AccessForm form;
  private final TokenCheck token;
  private final AccessHistory history;
  private final AccessPicker picker;
  private final AccessEndpoints endpoints;
  private final BooleanProperty real = new SimpleBooleanProperty();
  private final ReadOnlyStringWrapper realBlocked = new ReadOnlyStringWrapper("");
  private final BooleanProperty asking = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper answeredIn = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Shown> shown =
      new ReadOnlyObjectWrapper<>(new Shown.Nothing());
  private final Subscription following;
  private Optional<Answered> answered = Optional.empty();
  private boolean closed;

  /// A question, and the state of the form that it is about.
  private record Question(
      AccessRequest request,
      AccessForm.Asked asked,
      AccessMode mode,
      boolean counted,
      long version) {
    Optional<AccessKey> picked() {
      return mode == AccessMode.PICK ? asked.key() : Optional.empty();
    }
  }

  /// An answer, and what it rests on.
  ///
  /// @param at when it came, by the clock that keys expire by
  /// @param steadyAt the same by [Workspace#steady]
  private record Answered(
      AccessAnswer answer,
      AccessMode mode,
      long version,
      String took,
      Instant at,
      Instant steadyAt) {}

  private record Timed(Decision decision, long nanos) {}

  /// @param keys the tenant's, as they are read again and again
  public AccessCheckViewModel(Workspace workspace, KeyListViewModel keys) {
    this.workspace = workspace;
    this.keys = keys;
    this.words = new KeyWords(workspace.texts());
    this.accessWords = new AccessWords(words);
    this.form = new AccessForm(words);
    this.token = new TokenCheck(workspace, words, form, this::show);
    this.history = new AccessHistory(words, accessWords);
    this.picker = new AccessPicker(workspace, words, keys::everyRow);
    this.endpoints = new AccessEndpoints(workspace, words);
    busy.bind(Bindings.or(asking, token.busyProperty()));
    following =
        Subscription.combine(
            workspace.session().subscribe(session -> sessionChanged()),
            keys.updatedAtProperty().subscribe(at -> renewKey()),
            keys.nowProperty().subscribe(now -> timePassed()),
            form.modeProperty().subscribe(mode -> show()),
            form.keyProperty().subscribe(endpoints::offer),
            form.onChange(this::showStale));
  }

  public AccessForm form() {
    return form;
  }

  public AccessPicker picker() {
    return picker;
  }

  /// Whether the request is counted as a real one.
  public BooleanProperty realProperty() {
    return real;
  }

  /// Why nothing can be counted; empty where it can.
  public ReadOnlyStringProperty realBlockedProperty() {
    return realBlocked.getReadOnlyProperty();
  }

  /// Whether an answer is on its way.
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// What stands beside the form.
  public ReadOnlyObjectProperty<Shown> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /// Whether that is no answer any more to what stands in the form.
  public ReadOnlyBooleanProperty staleProperty() {
    return stale.getReadOnlyProperty();
  }

  /// How long the answer that is shown took; empty where none is.
  public ReadOnlyStringProperty answeredInProperty() {
    return answeredIn.getReadOnlyProperty();
  }

  /// What was asked before, the newest first.
  public ObservableList<AccessPast> past() {
    return history.entries();
  }

  /// Whether tokens of others cannot be judged, since no signing key was given.
  public boolean hasTemporarySigningKey() {
    return workspace.service().hasTemporarySigningKey();
  }

  /// The endpoints that are offered for the picked key.
  public AccessEndpoints endpoints() {
    return endpoints;
  }

  /// Takes a key to ask about.
  public void pick(AccessKey key) {
    form.pick(key);
    form.modeProperty().set(AccessMode.PICK);
  }

  /// The same, from elsewhere.
  void pick(ApiKey key) {
    pick(accessKey(key));
  }

  private AccessKey accessKey(ApiKey key) {
    return keys.isOfProblem(key) ? AccessKey.ofProblem(key, words) : AccessKey.of(key, words);
  }

  /// Puts the text of the clipboard in place of the token.
  public void pasteToken() {
    form.token().textProperty().set(workspace.clipboard().text());
  }

  /// Asks, or reads the token; nothing where something is missing or wrong.
  public void check() {
    if (!form.readyBinding().get() || busy.get()) {
      return;
    }
    if (form.modeProperty().get() == AccessMode.TOKEN) {
      token.read();
    } else {
      ask();
    }
  }

  private void ask() {
    Question question =
        new Question(
            form.request(), form.asked(), form.modeProperty().get(), real.get(), form.version());
    asking.set(true);
    workspace
        .tasks()
        .run(
            () -> timed(question),
            timed -> answered(timed, question),
            failure ->
                failed(question.counted() ? "access.failed.real" : "access.failed.check", failure));
  }

  private Timed timed(Question question) {
    AccessRequest request = question.request();
    long begin = System.nanoTime();
    Decision decision =
        question.counted()
            ? workspace.service().validate(request)
            : workspace.service().check(request);
    return new Timed(decision, System.nanoTime() - begin);
  }

  private void answered(Timed timed, Question question) {
    if (closed) {
      return;
    }
    asking.set(false);
    Optional<AccessKey> key = decided(timed.decision()).map(this::accessKey);
    AccessAnswer answer =
        accessWords.answer(timed.decision(), question.request(), key, question.counted());
    answered =
        Optional.of(
            new Answered(
                answer,
                question.mode(),
                question.version(),
                accessWords.took(timed.nanos()),
                workspace.clock().instant(),
                workspace.steady().instant()));
    history.add(answer, question.asked().about(question.picked().or(() -> key)));
    show();
  }

  /// The key that a decision is about. Where several files hold the picked key's hash, it is the
  /// one that denies.
  private static Optional<ApiKey> decided(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> Optional.of(allowed.key());
      case Decision.Denied denied -> denied.key();
    };
  }

  private void failed(String what, Exception failure) {
    asking.set(false);
    workspace.navigator().report(words.text(what), failure);
  }

  /// Puts what was asked before into the form again. A raw key is not known any more.
  public void restore(AccessPast before) {
    form.restore(before.asked());
    renewKey();
  }

  /// Forgets what was asked before.
  public void clearPast() {
    history.entries().clear();
  }

  /// What [#openRemedy()] does, in words.
  public String remedyText() {
    if (!mayEdit()) {
      return words.text("access.show-key");
    }
    return words.text(
        remedy().equals(Optional.of(WizardStep.LIMITS)) ? "access.limits" : "access.restrictions");
  }

  /// To where the two answers can be made one: the key's restrictions or limits in the wizard, or
  /// where the key may not be changed, the key.
  public void openRemedy() {
    if (mayEdit()) {
      proper().ifPresent(key -> remedy().ifPresent(step -> keys.actions().edit(key, step)));
    } else {
      answered.flatMap(each -> each.answer().key()).ifPresent(this::showKey);
    }
  }

  private boolean mayEdit() {
    return proper().filter(key -> keys.actions().blocked(List.of(key)).isEmpty()).isPresent();
  }

  private Optional<WizardStep> remedy() {
    return answered.map(each -> each.answer().remedy());
  }

  private Optional<ApiKey> proper() {
    return answered
        .flatMap(each -> each.answer().key())
        .filter(AccessKey::proper)
        .map(AccessKey::key);
  }

  private void showKey(AccessKey key) {
    workspace.navigator().showKeys();
    keys.reveal(key.key());
  }

  /// Shows a key in the list.
  public void showKey(KeyId id) {
    workspace.navigator().showKeys();
    keys.reveal(id);
  }

  /// Takes raw keys and tokens away, and what was read of a token: the page is left.
  void leave() {
    real.set(false);
    dropSecrets("");
  }

  private void dropSecrets(String why) {
    form.dropSecrets(why);
    token.drop();
  }

  private void sessionChanged() {
    realBlocked.set(keys.actions().blocked().orElse(""));
    if (!realBlocked.get().isEmpty()) {
      real.set(false);
      dropSecrets(words.text("access.dropped"));
    }
  }

  /// The picked key as it was last read, so that its badge is right and an answer that rests on
  /// what it was is stale.
  private void renewKey() {
    form.keyProperty()
        .get()
        .filter(AccessKey::proper)
        .ifPresent(
            picked ->
                keys.keyNow(picked.id())
                    .map(now -> AccessKey.of(now, words))
                    .filter(now -> !now.isAs(picked))
                    .ifPresent(form::pick));
    showStale();
  }

  private void timePassed() {
    token.renew();
    showStale();
  }

  private void show() {
    if (form.modeProperty().get() == AccessMode.TOKEN) {
      shown.set(token.answer().<Shown>map(Shown.Read::new).orElseGet(Shown.Nothing::new));
    } else {
      shown.set(
          answered
              .<Shown>map(each -> new Shown.Answered(each.answer()))
              .orElseGet(Shown.Nothing::new));
    }
    answeredIn.set(
        form.modeProperty().get() == AccessMode.TOKEN
            ? ""
            : answered.map(Answered::took).orElse(""));
    showStale();
  }

  private void showStale() {
    AccessMode mode = form.modeProperty().get();
    stale.set(
        mode == AccessMode.TOKEN
            ? token.isStale()
            : answered
                .filter(
                    each ->
                        each.mode() != mode
                            || each.version() != form.version()
                            || each.answer().key().filter(key -> isOutdated(key, each)).isPresent())
                .isPresent());
  }

  /// Whether the key that an answer is about has changed since, or has expired.
  private boolean isOutdated(AccessKey about, Answered then) {
    boolean readSince = keys.readAt().isAfter(then.steadyAt());
    return (readSince && !isStillAs(about))
        || about.key().isPastExpiry(workspace.clock().instant())
            != about.key().isPastExpiry(then.at());
  }

  private boolean isStillAs(AccessKey about) {
    return about.proper()
        ? keys.keyNow(about.id()).filter(now -> AccessKey.of(now, words).isAs(about)).isPresent()
        : keys.isOfProblem(about.key());
  }

  @Override
  public void close() {
    leave();
    closed = true;
    picker.close();
    endpoints.close();
    following.unsubscribe();
  }
}
