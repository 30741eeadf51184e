package keyconsole.domain;

/// Why a search text cannot be understood.
///
/// @param message a sentence
/// @param from where in the text the mistake begins
/// @param to behind it
public record AuditMistake(String message, int from, int to) {}
