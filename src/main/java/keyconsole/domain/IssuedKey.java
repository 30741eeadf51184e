package keyconsole.domain;

import java.util.List;

/// A key just created or rotated, with the raw key that is shown once. The receiver closes the raw
/// key.
///
/// @param warnings what went wrong behind the deed, e.g. an audit line that could not be written;
///   to be shown with the raw key. Empty as a rule
public record IssuedKey(ApiKey key, RawKey rawKey, List<Message> warnings) {

  public IssuedKey {
    warnings = List.copyOf(warnings);
  }

  /// A key with nothing to warn of.
  public IssuedKey(ApiKey key, RawKey rawKey) {
    this(key, rawKey, List.of());
  }
}
