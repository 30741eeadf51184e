package keyconsole.viewmodel;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import keyconsole.domain.ApiKey;
import keyconsole.domain.LastRequest;
import keyconsole.domain.Unseen;

/// Revocation of one or more keys, after the name (or the number of keys) was typed. UI thread
/// only.
public final class RevokeViewModel extends BatchDialog {

  private static final int DAYS = 7;
  private static final int ID_START = 8;

  private final Workspace workspace;
  private final List<ApiKey> keys;
  private final Runnable changed;
  private final KeyWords words;
  private final StringProperty typed = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<Traffic>> traffic =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding ready;

  /// What the keys were used for lately.
  ///
  /// @param lastUse when, in words
  /// @param from the address and the endpoint of the last request; empty where nothing tells them
  /// @param recent whether the last use lies within the seven days
  /// @param requests of the seven days, in words
  /// @param days requests on each of the last seven UTC days, today last
  /// @param eachDay the same in words, for those who do not see the line
  public record Traffic(
      String lastUse, String from, boolean recent, String requests, Trend days, String eachDay) {}

  private record Use(ApiKey key, Instant moment, Optional<LastRequest> request) {}

  /// @param changed called after keys were revoked, to read the keys again
  public RevokeViewModel(Workspace workspace, List<ApiKey> keys, Runnable changed) {
    super(workspace, new KeyBatch(workspace, "revoke"));
    this.workspace = workspace;
    this.keys = List.copyOf(keys);
    this.changed = changed;
    words = new KeyWords(workspace.texts());
    ready =
        Bindings.createBooleanBinding(
            () -> plain(typed.get()).equals(plain(expected())) && !batch.isBusy(),
            typed,
            batch.workProperty());
    Instant now = workspace.clock().instant();
    workspace
        .tasks()
        .run(
            () -> readTraffic(now),
            read -> traffic.set(Optional.of(read)),
            cause -> report(Report.of(words, words.text("revoke.failed.traffic"), cause)));
  }

  private Traffic readTraffic(Instant now) {
    workspace.service().refreshUsage();
    LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1L);
    long[] days = new long[DAYS];
    Optional<Use> last = Optional.empty();
    for (ApiKey key : keys) {
      long[] ofKey = workspace.service().dailyRequests(key.id(), first, DAYS);
      for (int day = 0; day < DAYS; day++) {
        days[day] += ofKey[day];
      }
      Optional<Use> use = lastUse(key);
      if (use.isPresent() && (last.isEmpty() || use.get().moment().isAfter(last.get().moment()))) {
        last = use;
      }
    }
    return describe(last, new Trend(days), first, now);
  }

  /// The newer of the file's counter and the newest usage line.
  private Optional<Use> lastUse(ApiKey key) {
    Optional<LastRequest> line = workspace.service().lastRequest(key.id());
    Optional<Instant> counted = key.usage().lastUsed();
    Optional<Instant> newest =
        Stream.concat(line.map(LastRequest::moment).stream(), counted.stream())
            .max(Instant::compareTo);
    return newest.map(moment -> new Use(key, moment, line));
  }

  private Traffic describe(Optional<Use> last, Trend days, LocalDate first, Instant now) {
    StringBuilder eachDay = new StringBuilder();
    for (int day = 0; day < DAYS; day++) {
      eachDay
          .append(eachDay.isEmpty() ? "" : "\n")
          .append(first.plusDays(day))
          .append("  ")
          .append(KeyWords.number(days.days()[day]));
    }
    boolean counted = keys.stream().anyMatch(key -> key.usage().requests() > 0);
    return new Traffic(
        last.map(use -> when(use, now))
            .orElseGet(() -> words.text(counted ? "revoke.unknown" : "revoke.never")),
        last.flatMap(Use::request).map(this::from).orElse(""),
        last.filter(use -> use.moment().isAfter(now.minus(Duration.ofDays(DAYS)))).isPresent(),
        words.text("revoke.requests", days.total()),
        days,
        eachDay.toString());
  }

  private String when(Use use, Instant now) {
    String distance = words.distance(Duration.between(use.moment(), now));
    String moment = KeyWords.minute(use.moment());
    return keys.size() == 1
        ? words.text("revoke.last", distance, moment)
        : words.text("revoke.last.of", distance, moment, words.name(use.key()));
  }

  private String from(LastRequest request) {
    return Stream.of(request.clientIp(), request.endpoint())
        .filter(part -> !part.isEmpty())
        .map(Unseen::shown)
        .reduce((address, endpoint) -> address + "  " + endpoint)
        .orElse("");
  }

  /// What the dialog is about: the key's name, or how many keys.
  public String title() {
    return keys.size() == 1
        ? words.text("revoke.title.one", words.name(keys.getFirst()))
        : words.text("revoke.title.many", keys.size());
  }

  /// Whose key it is, or which keys they are.
  public String subtitle() {
    return words.who(keys);
  }

  /// What will happen.
  public String consequence() {
    return words.text("revoke.text", keys.size());
  }

  /// What must be typed: the key's name, the beginning of its id where it has no name or one that
  /// nobody can type, or the number of keys.
  public String expected() {
    if (keys.size() > 1) {
      return Integer.toString(keys.size());
    }
    String name = keys.getFirst().name();
    return plain(name).isEmpty() || Unseen.isIn(name)
        ? keys.getFirst().id().text().substring(0, ID_START)
        : name;
  }

  /// What is equal to the eye is equal: neither spaces nor the way accents are made up count.
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .replaceAll("\\p{javaWhitespace}+", " ")
        .strip();
  }

  /// Last use and the last seven days' requests; empty until read.
  public ReadOnlyObjectProperty<Optional<Traffic>> trafficProperty() {
    return traffic.getReadOnlyProperty();
  }

  public StringProperty typedProperty() {
    return typed;
  }

  /// Whether what was typed is right and nothing goes on.
  public BooleanBinding ready() {
    return ready;
  }

  /// Revokes each that was not revoked from here before; what failed is named and the dialog stays.
  public void revoke() {
    if (ready.get()) {
      report(Report.NONE);
      batch.start(
          batch.remaining(keys), key -> workspace.service().revoke(key.id()), this::finished);
    }
  }

  private void finished(KeyBatch.Outcome outcome) {
    report(outcome.report());
    if (outcome.complete()) {
      close();
      workspace
          .navigator()
          .say(
              words.text("revoke.done", keys.size(), words.name(keys.getFirst())),
              Optional.empty());
    }
    changed.run();
  }

  @Override
  void close() {
    workspace.navigator().close(new Dialog.Revoke(this));
  }
}
