package keyconsole.domain;

/// Something about a readable key that a person should know before trusting it.
public enum KeyFlag {
  /// Another file holds the same hash: one raw key opens both, and which of them answers is chance.
  SAME_HASH_AS_ANOTHER,
  /// `expires_at` carries an offset: the backend fails on every request with this key.
  EXPIRY_WITH_OFFSET,
  /// `created_at` carries an offset: the backend cannot list the keys of this owner.
  CREATION_WITH_OFFSET,
  /// The file is a problem that the backend accepts all the same: a live credential whose odd
  /// fields are shown at their defaults.
  LIVE_PROBLEM
}
