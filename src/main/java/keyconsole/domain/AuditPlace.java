package keyconsole.domain;

/// Where a record of the audit log stands: which one it is, whatever comes before or behind it.
///
/// @param fileName the day file
/// @param line from 1
/// @param piece which of the records on that line
public record AuditPlace(String fileName, int line, int piece) {}
