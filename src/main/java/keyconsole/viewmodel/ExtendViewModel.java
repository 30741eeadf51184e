package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;

/// A later expiry for one or more keys, counted from the moment the dialog opened. No key is made
/// to end earlier. UI thread only.
public final class ExtendViewModel extends BatchDialog {

  /// What is offered.
  public static final List<Duration> TERMS =
      List.of(
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofDays(60),
          Duration.ofDays(90),
          Duration.ofDays(365));

  private final Workspace workspace;
  private final List<ApiKey> keys;
  private final Runnable changed;
  private final Instant opened;
  private final KeyWords words;
  private final ObjectProperty<Duration> term = new SimpleObjectProperty<>(Expiry.STANDARD);
  private final ReadOnlyObjectWrapper<Forecast> forecast;

  /// What will happen.
  ///
  /// @param text how many keys end when
  /// @param others what becomes of the rest, a sentence each
  /// @param possible whether there is a key to extend
  public record Forecast(String text, List<String> others, boolean possible) {}

  /// @param changed called after keys were extended, to read the keys again
  public ExtendViewModel(Workspace workspace, List<ApiKey> keys, Runnable changed) {
    this(workspace, new KeyBatch(workspace, "extend"), keys, changed);
  }

  ExtendViewModel(Workspace workspace, KeyBatch batch, List<ApiKey> keys, Runnable changed) {
    super(workspace, batch);
    this.workspace = workspace;
    this.keys = List.copyOf(keys);
    this.changed = changed;
    opened = workspace.clock().instant().truncatedTo(ChronoUnit.MINUTES);
    words = new KeyWords(workspace.texts());
    forecast = new ReadOnlyObjectWrapper<>(foresee());
    term.subscribe((before, chosen) -> forecast.set(foresee()));
  }

  /// What the dialog is about: the key's name, or how many keys.
  public String title() {
    return keys.size() == 1
        ? words.text("extend.title.one", words.name(keys.getFirst()))
        : words.text("extend.title.many", keys.size());
  }

  /// Whose key it is, or which keys they are.
  public String subtitle() {
    return words.who(keys);
  }

  /// How long from now on.
  public ObjectProperty<Duration> termProperty() {
    return term;
  }

  /// What the chosen term means.
  public ReadOnlyObjectProperty<Forecast> forecastProperty() {
    return forecast.getReadOnlyProperty();
  }

  private Instant end() {
    return opened.plus(term.get());
  }

  private List<ApiKey> latest() {
    Map<KeyId, ApiKey> done = batch.done();
    return keys.stream().map(key -> done.getOrDefault(key.id(), key)).toList();
  }

  private List<ApiKey> shorter(List<ApiKey> of) {
    Instant end = end();
    return of.stream()
        .filter(key -> key.expiresAt().filter(own -> own.isBefore(end)).isPresent())
        .toList();
  }

  private Forecast foresee() {
    List<ApiKey> latest = latest();
    List<ApiKey> shorter = shorter(latest);
    String text =
        shorter.isEmpty()
            ? words.text("extend.nothing")
            : words.text("extend.text", shorter.size(), KeyWords.minute(end()));
    List<String> others = new ArrayList<>();
    long never = latest.stream().filter(key -> key.expiresAt().isEmpty()).count();
    tell(others, "extend.later", keys.size() - shorter.size() - never);
    tell(others, "extend.never", never);
    tell(others, "extend.again", with(KeyStatus.EXPIRED, shorter));
    tell(others, "extend.suspended", with(KeyStatus.SUSPENDED, shorter));
    tell(others, "extend.revoked", with(KeyStatus.REVOKED, shorter));
    return new Forecast(text, List.copyOf(others), !shorter.isEmpty());
  }

  private static long with(KeyStatus status, List<ApiKey> keys) {
    return keys.stream().filter(key -> key.status() == status).count();
  }

  private void tell(List<String> others, String name, long count) {
    if (count > 0) {
      others.add(words.text(name, count));
    }
  }

  /// Gives each key that ends before it the new end; what failed is named and the dialog stays.
  public void extend() {
    report(Report.NONE);
    KeyEdit edit = KeyEdit.NOTHING.withExpiry(new Expiry.NoEarlierThan(end()));
    List<ApiKey> shorter = shorter(latest());
    if (!shorter.isEmpty()) {
      batch.start(shorter, key -> workspace.service().update(key.id(), edit), this::finished);
    }
  }

  private void finished(KeyBatch.Outcome outcome) {
    report(outcome.report());
    if (outcome.complete()) {
      close();
      int done = batch.done().size();
      ApiKey one = outcome.done().getFirst();
      workspace.navigator().say(words.text("extend.done", done, words.name(one)), Optional.empty());
    } else {
      forecast.set(foresee());
    }
    changed.run();
  }

  @Override
  void close() {
    workspace.navigator().close(new Dialog.Extend(this));
  }
}
