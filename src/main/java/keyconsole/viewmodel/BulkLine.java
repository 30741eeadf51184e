package keyconsole.viewmodel;

import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;

/// A row of a file with what became of it.
public record BulkLine(BulkRow row, Outcome outcome) {

  /// What became of a row.
  public sealed interface Outcome {
    /// A key can be made.
    record Ready() implements Outcome {}

    /// Something is wrong with it.
    record Wrong() implements Outcome {}

    /// It is being made at this moment.
    record AtWork() implements Outcome {}

    /// It was made.
    ///
    /// @param issued with its raw key, while that is held
    record Created(IssuedKey issued) implements Outcome {}

    /// It was made, and the window locked before its raw key was said to be stored. The key can be
    /// rotated.
    ///
    /// @param reason why it could not be rotated the last time; empty where that was not tried
    record Lost(ApiKey key, String reason) implements Outcome {}

    /// It could not be made; it can be tried again.
    record Failed(String reason) implements Outcome {}
  }

  static BulkLine planned(BulkRow row) {
    return new BulkLine(row, row.mistakes().isEmpty() ? new Outcome.Ready() : new Outcome.Wrong());
  }

  BulkLine with(Outcome next) {
    return new BulkLine(row, next);
  }

  /// Whether a key is still to be made of it.
  boolean isOpen() {
    return outcome instanceof Outcome.Ready || outcome instanceof Outcome.Failed;
  }

  /// Whether a key was made of it, whatever became of its raw key.
  boolean isCreated() {
    return outcome instanceof Outcome.Created || isLost();
  }

  boolean isLost() {
    return outcome instanceof Outcome.Lost;
  }
}
