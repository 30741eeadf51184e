package keyconsole.viewmodel;

import java.util.List;

/// One line in full.
///
/// @param title the key's name, or what it is instead
/// @param problem why it, or a piece of it, cannot be read; empty where all of it can
/// @param json the line laid out, or as it stands where it is not one JSON text
/// @param cut that only a beginning is shown; empty where all is
public record LineDetail(
    String title, String problem, List<Fact> facts, ShownJson json, String cut) {

  /// A name and a value.
  public record Fact(String name, String value, boolean mono) {}
}
