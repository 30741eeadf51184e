package keyconsole.viewmodel;

import java.util.Optional;

/// A row of the lines as it is shown.
///
/// @param position from 0
/// @param cells empty until the line was read
/// @param selected whether it is among those that a person chose
public record LineRow(long position, Optional<Cells> cells, boolean selected) {

  /// What stands in it.
  ///
  /// @param key the key's name; empty where no key has the id
  /// @param keyId as the line names it
  /// @param where file and line
  /// @param unreadable the line's own text where no record of it can be read; else empty
  /// @param more in a person's words that other records are glued to this one; else empty
  public record Cells(
      String time,
      String key,
      String keyId,
      String endpoint,
      String clientIp,
      String where,
      String unreadable,
      String more) {}
}
