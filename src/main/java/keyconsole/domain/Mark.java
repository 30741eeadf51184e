package keyconsole.domain;

/// What becomes of a restriction or a limit at the backend today. The worst stands first.
public enum Mark {
  /// The backend denies every request because of it.
  LOCKS_OUT,
  /// It is meant to deny requests, and denies none.
  BLOCKS_NOTHING,
  /// The backend denies what it says.
  ENFORCED,
  /// The backend keeps it and never looks at it.
  STORED_ONLY
}
