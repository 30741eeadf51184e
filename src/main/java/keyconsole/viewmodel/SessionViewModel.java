package keyconsole.viewmodel;

import java.util.function.Consumer;
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
  private final SimpleStringProperty tenant = new SimpleStringProperty("");
  private final SimpleStringProperty token = new SimpleStringProperty("");
  private final SimpleStringProperty secret = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");

  /// @param verified takes the session that the token gave
  SessionViewModel(Surroundings surroundings, String tenant, Consumer<Session> verified) {
    this.surroundings = surroundings;
    this.verified = verified;
    this.tenant.set(tenant);
    token.addListener((o, before, now) -> refusal.set(""));
    secret.addListener((o, before, now) -> refusal.set(""));
    this.tenant.addListener((o, before, now) -> refusal.set(""));
  }

  /// The tenant that the token is to be for.
  public StringProperty tenantProperty() {
    return tenant;
  }

  /// The token as typed or pasted.
  public StringProperty tokenProperty() {
    return token;
  }

  /// The platform's signing secret as typed.
  public StringProperty secretProperty() {
    return secret;
  }

  /// Why the token was refused, in a person's words; empty as long as it was not.
  public ReadOnlyStringProperty refusalProperty() {
    return refusal.getReadOnlyProperty();
  }

  /// Verifies the token. On success both fields are emptied; on a refusal what was typed stays.
  public void verify() {
    try {
      Session session =
          Session.verify(token.get(), secret.get(), tenant.get(), surroundings.clock());
      token.set("");
      secret.set("");
      verified.accept(session);
    } catch (NotAuthorizedException e) {
      refusal.set(String.valueOf(e.getMessage()));
    }
  }
}
