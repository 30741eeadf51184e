package keyconsole.viewmodel;

import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import keyconsole.service.NotAuthorizedException;
import keyconsole.service.Session;

/// A capability token and the secret it is verified with, as typed, until they are taken or
/// dropped.
public final class SessionViewModel {

  private final Surroundings surroundings;
  private final Consumer<Session> verified;
  private final MaskedToken masked = new MaskedToken();
  private final SimpleStringProperty tenant = new SimpleStringProperty("");
  private final SimpleStringProperty token = new SimpleStringProperty("");
  private final SimpleStringProperty secret = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");
  private final BooleanBinding ready =
      Bindings.createBooleanBinding(
          () -> !token.get().isBlank() && refusal.get().isEmpty(), token, refusal);
  private final BooleanBinding administrator =
      Bindings.createBooleanBinding(() -> Session.claimsAdministrator(masked.value()), token);

  /// @param verified takes the session that the token gave
  SessionViewModel(Surroundings surroundings, String tenant, Consumer<Session> verified) {
    this.surroundings = surroundings;
    this.verified = verified;
    this.tenant.set(tenant);
    token.subscribe(text -> token.set(masked.take(text)));
    token.addListener((o, before, now) -> refusal.set(""));
    secret.addListener((o, before, now) -> refusal.set(""));
    this.tenant.addListener((o, before, now) -> refusal.set(""));
  }

  /// The tenant that the token is to be for.
  public StringProperty tenantProperty() {
    return tenant;
  }

  /// The token as the field shows it: what was typed or pasted, the signature masked.
  public StringProperty tokenProperty() {
    return token;
  }

  /// Takes what would stand in the token's field.
  ///
  /// @return what may stand there, the signature masked
  public String mask(String typed) {
    return masked.take(typed);
  }

  /// Puts the text of the clipboard in place of the token.
  public void paste() {
    token.set(surroundings.clipboard().text());
  }

  /// The platform's signing secret as typed.
  public StringProperty secretProperty() {
    return secret;
  }

  /// Why the token was refused, in a person's words; empty as long as it was not.
  public ReadOnlyStringProperty refusalProperty() {
    return refusal.getReadOnlyProperty();
  }

  /// Whether the token says that it is an administrator's, whoever wrote it: nothing is verified
  /// before [#verify()].
  public BooleanBinding administratorBinding() {
    return administrator;
  }

  /// Whether a token was typed or pasted.
  boolean isGiven() {
    return !token.get().isBlank();
  }

  /// Whether there is a token that was not refused yet.
  public BooleanBinding readyBinding() {
    return ready;
  }

  /// Verifies the token. On success both fields are emptied; on a refusal what was typed stays.
  public void verify() {
    if (!ready.get()) {
      return;
    }
    try {
      Session session =
          Session.verify(masked.value(), secret.get(), tenant.get(), surroundings.clock());
      drop();
      verified.accept(session);
    } catch (NotAuthorizedException e) {
      refusal.set(new KeyWords(surroundings.texts()).why(e));
    }
  }

  /// Forgets the token and the secret.
  public void drop() {
    token.set("");
    secret.set("");
  }
}
