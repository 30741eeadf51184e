package keyconsole.viewmodel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import keyconsole.domain.ApiKey;
import keyconsole.domain.LastRequest;

/// Revocation of one or more keys, after the name (or the number of keys) was typed.
public final class RevokeViewModel {

  private final Workspace workspace;
  private final List<ApiKey> keys;
  private final KeyBatch batch;
  private final KeyWords words;
  private final StringProperty typed = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper traffic = new ReadOnlyStringWrapper("");
  private final BooleanBinding ready;

  public RevokeViewModel(Workspace workspace, List<ApiKey> keys) {
    this.workspace = workspace;
    this.keys = List.copyOf(keys);
    words = new KeyWords(workspace.texts());
    batch = new KeyBatch(workspace, words, keys, this::cancel);
    ready =
        Bindings.createBooleanBinding(
            () -> typed.get().strip().equals(expected().strip()) && !batch.busyProperty().get(),
            typed,
            batch.busyProperty());
    workspace
        .tasks()
        .run(
            this::readTraffic,
            traffic::set,
            e -> workspace.navigator().report(words.text("revoke.failed.traffic"), e));
  }

  private String readTraffic() {
    LocalDate first = LocalDate.ofInstant(workspace.clock().instant(), ZoneOffset.UTC).minusDays(6);
    long week = 0;
    Optional<Instant> last = Optional.empty();
    for (ApiKey key : keys) {
      week += Arrays.stream(workspace.service().dailyRequests(key.id(), first, 7)).sum();
      Optional<Instant> used = workspace.service().lastRequest(key.id()).map(LastRequest::moment);
      if (used.isPresent() && (last.isEmpty() || used.get().isAfter(last.get()))) {
        last = used;
      }
    }
    return words.text(
        "revoke.traffic",
        last.map(KeyWords::minute).orElseGet(() -> words.text("newkey.never")),
        KeyWords.number(week));
  }

  /// What must be typed: the key's name, or the number of keys.
  public String expected() {
    return keys.size() == 1 ? keys.getFirst().name() : Integer.toString(keys.size());
  }

  /// Last use and the last seven days' requests; empty until read.
  public ReadOnlyStringProperty trafficProperty() {
    return traffic.getReadOnlyProperty();
  }

  public StringProperty typedProperty() {
    return typed;
  }

  /// Whether what was typed is right.
  public BooleanBinding ready() {
    return ready;
  }

  /// Revokes each; what failed is named and the dialog stays.
  public void revoke() {
    if (ready.get()) {
      batch.start(key -> workspace.service().revoke(key.id()), "revoke.done");
    }
  }

  public void cancel() {
    workspace.navigator().close(new Dialog.Revoke(this));
  }

  public ReadOnlyStringProperty failureProperty() {
    return batch.failureProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return batch.busyProperty();
  }
}
