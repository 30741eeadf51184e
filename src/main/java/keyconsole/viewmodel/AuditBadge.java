package keyconsole.viewmodel;

/// What was done, as a word in a pill.
///
/// @param outlined whether it stands for a line that cannot be read and not for a deed
public record AuditBadge(String text, Tone tone, boolean outlined) {}
