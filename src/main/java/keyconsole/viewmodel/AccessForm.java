package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.AccessRequest.Credential;

/// What is asked: with what, and for what. Holds a raw key and a token only until
/// [#dropSecrets(String)]. UI thread only.
public final class AccessForm {

  private static final int LONGEST_RAW_KEY = 4_096;
  private static final int LONGEST_TOKEN = 65_536;
  private static final int LONGEST_TEXT = 2_048;
  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,3}([,.’\\u00a0\\u202f]\\d{3})+|\\d+");

  private final KeyWords words;
  private final ObjectProperty<AccessMode> mode = new SimpleObjectProperty<>(AccessMode.PICK);
  private final ReadOnlyObjectWrapper<Optional<AccessKey>> key =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final AccessField rawKey;
  private final AccessField token;
  private final AccessField endpoint;
  private final AccessField clientIp;
  private final AccessField domain;
  private final AccessField tokens;
  private final ObjectProperty<AccessConnection> connection =
      new SimpleObjectProperty<>(AccessConnection.TLS);
  private final MaskedToken masked = new MaskedToken();
  private final BooleanBinding ready;
  private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
  private final ReadOnlyLongWrapper tokenVersion = new ReadOnlyLongWrapper();

  /// What was asked, without any secret.
  ///
  /// @param key empty where a raw key opened nothing
  public record Asked(
      Optional<AccessKey> key,
      String endpoint,
      String clientIp,
      String domain,
      String tokens,
      AccessConnection connection) {
    Asked about(Optional<AccessKey> of) {
      return new Asked(of, endpoint, clientIp, domain, tokens, connection);
    }
  }

  AccessForm(KeyWords words) {
    this.words = words;
    Supplier<String> tooLong = () -> words.text("access.error.long", LONGEST_TEXT);
    rawKey =
        new AccessField(LONGEST_RAW_KEY, () -> words.text("access.error.long-key"), text -> "");
    token = new AccessField(LONGEST_TOKEN, () -> words.text("access.error.long-token"), text -> "");
    endpoint = new AccessField(LONGEST_TEXT, tooLong, text -> "");
    clientIp = new AccessField(LONGEST_TEXT, tooLong, text -> "");
    domain = new AccessField(LONGEST_TEXT, tooLong, text -> "");
    tokens = new AccessField(LONGEST_TEXT, tooLong, this::judgeTokens);
    ready =
        Bindings.createBooleanBinding(
            this::isReady,
            mode,
            key,
            rawKey.textProperty(),
            rawKey.errorProperty(),
            token.textProperty(),
            token.errorProperty(),
            endpoint.errorProperty(),
            clientIp.errorProperty(),
            domain.errorProperty(),
            tokens.errorProperty());
    for (StringProperty text :
        new StringProperty[] {
          rawKey.textProperty(),
          endpoint.textProperty(),
          clientIp.textProperty(),
          domain.textProperty(),
          tokens.textProperty()
        }) {
      text.subscribe((before, now) -> changed());
    }
    connection.subscribe((before, now) -> changed());
    key.subscribe((before, now) -> changed());
    token
        .textProperty()
        .subscribe(
            (before, now) -> {
              tokenVersion.set(tokenVersion.get() + 1);
              token.textProperty().set(masked.take(now));
            });
  }

  public ObjectProperty<AccessMode> modeProperty() {
    return mode;
  }

  /// The picked key.
  public ReadOnlyObjectProperty<Optional<AccessKey>> keyProperty() {
    return key.getReadOnlyProperty();
  }

  /// A raw key as typed or pasted.
  public AccessField rawKey() {
    return rawKey;
  }

  /// A token as its field shows it: the signature masked.
  public AccessField token() {
    return token;
  }

  /// Takes what would stand in the token's field.
  ///
  /// @return what may stand there, the signature masked
  public String maskToken(String typed) {
    return masked.take(typed);
  }

  public AccessField endpoint() {
    return endpoint;
  }

  public AccessField clientIp() {
    return clientIp;
  }

  /// The caller's host name; where empty, it is not judged.
  public AccessField domain() {
    return domain;
  }

  /// How many tokens are asked for, with or without separators; where empty, they are not judged.
  public AccessField tokens() {
    return tokens;
  }

  public ObjectProperty<AccessConnection> connectionProperty() {
    return connection;
  }

  /// Whether it can be asked.
  public BooleanBinding readyBinding() {
    return ready;
  }

  /// Changes whenever something else would be asked.
  long version() {
    return version.get();
  }

  /// Changes whenever another token would be read.
  long tokenVersion() {
    return tokenVersion.get();
  }

  /// Tells whenever either changes.
  Subscription onChange(Runnable changed) {
    return Subscription.combine(
        version.subscribe((before, now) -> changed.run()),
        tokenVersion.subscribe((before, now) -> changed.run()));
  }

  private void changed() {
    version.set(version.get() + 1);
  }

  void pick(AccessKey picked) {
    key.set(Optional.of(picked));
  }

  /// Takes the raw key and the token away.
  ///
  /// @param why what to say where one was; empty where nothing is to be said
  void dropSecrets(String why) {
    for (AccessField secret : List.of(rawKey, token)) {
      boolean held = !secret.text().isEmpty();
      secret.set("");
      if (held) {
        secret.refuse(why);
      }
    }
  }

  /// The token with its signature.
  String wholeToken() {
    return masked.value();
  }

  Asked asked() {
    return new Asked(
        key.get(),
        endpoint.text().strip(),
        clientIp.text().strip(),
        domain.text().strip(),
        tokens.text().strip(),
        connection.get());
  }

  void restore(Asked asked) {
    asked.key().ifPresent(this::pick);
    mode.set(asked.key().isPresent() ? AccessMode.PICK : AccessMode.PASTE);
    rawKey.set("");
    endpoint.set(asked.endpoint());
    clientIp.set(asked.clientIp());
    domain.set(asked.domain());
    tokens.set(asked.tokens());
    connection.set(asked.connection());
  }

  AccessRequest request() {
    Credential credential =
        mode.get() == AccessMode.PASTE
            ? new Credential.Raw(rawKey.text())
            : key.get().orElseThrow().credential();
    String from = domain.text().strip();
    return new AccessRequest(
        credential,
        endpoint.text().strip(),
        clientIp.text().strip(),
        "",
        from.isEmpty() ? Optional.empty() : Optional.of(from),
        connection.get().encrypted(),
        tokenCount(tokens.text().strip()));
  }

  private boolean isReady() {
    return switch (mode.get()) {
      case PICK -> key.get().isPresent() && isRequestRight();
      case PASTE -> !rawKey.text().isEmpty() && !rawKey.isWrong() && isRequestRight();
      case TOKEN -> !token.text().isBlank() && !token.isWrong();
    };
  }

  private boolean isRequestRight() {
    return !endpoint.isWrong() && !clientIp.isWrong() && !domain.isWrong() && !tokens.isWrong();
  }

  private String judgeTokens(String text) {
    String number = text.strip();
    return number.isEmpty() || tokenCount(number).isPresent()
        ? ""
        : words.text("access.error.tokens");
  }

  private static OptionalLong tokenCount(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(Numbers.withoutSeparators(text)));
    } catch (NumberFormatException e) {
      // More than a long holds.
      return OptionalLong.empty();
    }
  }
}
