package keyconsole.viewmodel;

import java.util.List;
import keyconsole.domain.KeyRequest;

/// A row of a file, and what would be made of it.
///
/// @param line of the file, from 1
/// @param cells as they stand there; the same cells are the same key
/// @param request what would be asked for; where there are mistakes, as far as it could be read
/// @param mistakes why no key can be made; empty where one can
/// @param warnings what a person should look at before
public record BulkRow(
    int line,
    List<String> cells,
    KeyRequest request,
    List<Mistake> mistakes,
    List<String> warnings) {

  public BulkRow {
    cells = List.copyOf(cells);
    mistakes = List.copyOf(mistakes);
    warnings = List.copyOf(warnings);
  }

  /// Something that is wrong.
  ///
  /// @param column the header of the cell; empty where the row as a whole is wrong
  public record Mistake(String column, String text) {}
}
