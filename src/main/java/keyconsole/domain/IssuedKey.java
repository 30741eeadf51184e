package keyconsole.domain;

/// A key just created or rotated, with the raw key that is shown once. The receiver closes the raw
/// key.
public record IssuedKey(ApiKey key, RawKey rawKey) {}
