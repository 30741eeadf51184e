package keyconsole.viewmodel;

/// A finished term of the search line, ready to be shown.
///
/// @param text as it is written
/// @param kind what it is about and whether the opposite is meant, e.g. `not action:`; may be empty
/// @param value what is looked for, in a person's words
public record AuditToken(String text, String kind, String value) {}
