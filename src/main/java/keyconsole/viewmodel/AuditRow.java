package keyconsole.viewmodel;

import java.util.Optional;

/// A row of the audit page.
///
/// @param position from 0, the newest first
/// @param cells empty until it was read
public record AuditRow(long position, Optional<Cells> cells, boolean selected) {

  /// What stands in the row.
  ///
  /// @param key its name, or those of several
  /// @param keyId its id, or those of several, one a line; empty where it is about none
  /// @param outOfOrder whether its time does not fit its place
  /// @param readable whether the line could be read; else the summary is the line
  /// @param broken whether its line, or one before it in its file, is not what was sealed
  /// @param sign what to say of an entry that no change bears out; empty for all others
  public record Cells(
      String time,
      AuditBadge badge,
      String actor,
      String key,
      String keyId,
      String summary,
      boolean outOfOrder,
      boolean readable,
      boolean broken,
      Optional<AuditFindingsViewModel.Sign> sign) {}
}
