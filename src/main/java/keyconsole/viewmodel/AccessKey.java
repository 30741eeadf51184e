package keyconsole.viewmodel;

import keyconsole.domain.AccessRequest.Credential;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;

/// A key to ask about. Immutable.
///
/// @param status as shown beside the name
/// @param proper whether its file is a key file; where not, the backend accepts it all the same
public record AccessKey(ApiKey key, String name, String status, Tone tone, boolean proper) {

  static AccessKey of(ApiKey key, KeyWords words) {
    return new AccessKey(
        key, words.name(key), words.status(key.status()), KeyWords.tone(key.status()), true);
  }

  /// The live credential behind a file that is no proper key file.
  static AccessKey ofProblem(ApiKey live, KeyWords words) {
    return new AccessKey(live, words.name(live), words.text("keys.live.short"), Tone.DANGER, false);
  }

  public KeyId id() {
    return key.id();
  }

  /// By its hash where its file need not have its name.
  Credential credential() {
    return proper ? new Credential.Picked(key.id()) : new Credential.Hashed(key.hash());
  }

  /// Whether it would be asked about in the same way; its counters may differ.
  boolean isAs(AccessKey other) {
    return proper == other.proper && key.with().usage(other.key.usage()).key().equals(other.key);
  }
}
