package keyconsole.viewmodel;

import java.util.List;

/// The audit rows that are in sight, of however many there are.
///
/// @param top the row at the upper edge, with the part of it that is above the edge
/// @param height how many rows there is room for
/// @param size how many rows there are
/// @param rows those in sight, from the one at the upper edge on
public record AuditWindow(double top, double height, long size, List<AuditRow> rows) {}
