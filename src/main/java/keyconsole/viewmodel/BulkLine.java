package keyconsole.viewmodel;

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

  boolean isCreated() {
    return outcome instanceof Outcome.Created;
  }
}
