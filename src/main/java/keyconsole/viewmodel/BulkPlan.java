package keyconsole.viewmodel;

import java.util.List;

/// What a file with keys to make comes to.
///
/// @param mistakes of the file as a whole, a sentence each; while there are any, no key is made
record BulkPlan(List<BulkRow> rows, List<String> mistakes) {

  BulkPlan {
    rows = List.copyOf(rows);
    mistakes = List.copyOf(mistakes);
  }

  static BulkPlan wrong(String mistake) {
    return new BulkPlan(List.of(), List.of(mistake));
  }
}
